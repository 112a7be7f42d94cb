"""Mish and its slope, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

MISH: Implementations = {
    "from scratch": right("""
        def mish(x):
            y = np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
            return x * np.tanh(y)
    """),
    "tanh of softplus": right("""
        def mish(x):
            return x * np.tanh(softplus(x))
    """),
    "logaddexp": right("""
        def mish(x):
            gate = np.tanh(np.logaddexp(x, 0))
            return gate * x
    """),
    "multiplied out": right("""
        def mish(x):
            t = np.exp(-np.abs(x))
            right = (1 + 2 * t) / (1 + 2 * t + 2 * t * t)
            left = (t * t + 2 * t) / (t * t + 2 * t + 2)
            return x * np.where(x > 0, right, left)
    """),
    "one exponential, clamped": right("""
        def mish(x):
            e = np.exp(np.minimum(x, 20))
            n = e * (e + 2)
            return x * n / (n + 2)
    """),
    "a loop": right("""
        import math

        def mish(x):
            y = np.empty(x.shape, dtype=np.result_type(x, 0.0))
            for i, value in enumerate(x.flat):
                value = float(value)
                plus = value if value > 40 else math.log1p(math.exp(value))
                y.flat[i] = value * math.tanh(plus)
            return y
    """),
    "overflows quietly right": wrong(
        "quiet",
        """
        def mish(x):
            return x * np.tanh(np.log(1 + np.exp(x)))
        """,
    ),
    "the gate alone": wrong(
        "mish_gate_only",
        """
        def mish(x):
            return np.tanh(np.logaddexp(0, x))
        """,
    ),
    "no softplus": wrong(
        "mish_without_softplus",
        """
        def mish(x):
            return np.tanh(x) * x
        """,
    ),
    "no tanh": wrong(
        "mish_without_tanh",
        """
        def mish(x):
            return softplus(x) * x
        """,
    ),
    "no logarithm": wrong(
        "mish_without_log",
        """
        def mish(x):
            e = np.exp(np.minimum(x, 80))
            return x * np.tanh(e)
        """,
    ),
    "sigmoid as gate": wrong(
        "mish_sigmoid_gate",
        """
        def mish(x):
            return x / (1 + np.exp(-softplus(x)))
        """,
    ),
    "order swapped": wrong(
        "mish_swapped_order",
        """
        def mish(x):
            return x * np.log(1 + np.exp(np.tanh(x)))
        """,
    ),
    "x inside": wrong(
        "mish_x_inside",
        """
        def mish(x):
            return np.tanh(softplus(x) * x)
        """,
    ),
    "multiplied, not nested": wrong(
        "mish_product",
        """
        def mish(x):
            return np.logaddexp(0, x) * np.tanh(x)
        """,
    ),
    "SiLU": wrong(
        "mish_is_silu",
        """
        def mish(x):
            return x / (1 + np.exp(-x))
        """,
    ),
    "overflows": wrong(
        "mish_naive",
        """
        def mish(x):
            e = np.exp(x)
            n = e * e + 2 * e
            return x * (n / (n + 2))
        """,
    ),
    "softplus under another name": stops(
        "raised",
        """
        def mish(x):
            return x * np.tanh(np.softplus(x))
        """,
    ),
}

MISH_DERIVATIVE: Implementations = {
    "from scratch": right("""
        def mish_derivative(x):
            u = np.exp(-np.abs(x))
            s = np.where(x >= 0, 1, u) / (1 + u)
            w = np.tanh(np.maximum(x, 0) + np.log1p(u))
            return w + x * (1 - w**2) * s
    """),
    "its own pieces": right("""
        def mish_derivative(x):
            gate = np.tanh(softplus(x))
            gate_slope = (1 - gate * gate) * softplus_derivative(x)
            return gate + x * gate_slope
    """),
    "quotient over x avoided": right("""
        def mish_derivative(x):
            plus = np.logaddexp(0, x)
            sech = 1 / np.cosh(np.minimum(plus, 300))
            return np.tanh(plus) + x * sech**2 * -np.expm1(-plus)
    """),
    "the paper's form, scaled": right("""
        def mish_derivative(x):
            e = np.exp(np.minimum(x, 40))
            omega = 4 * (x + 1) + 4 * e**2 + e**3 + e * (4 * x + 6)
            delta = 2 * e + e**2 + 2
            return np.where(x > 40, 1 + 0 * x, (e / delta) * (omega / delta))
    """),
    "expit": right("""
        from scipy.special import expit

        def mish_derivative(x):
            w = np.tanh(-np.log(expit(-np.clip(x, -80, 80))))
            return w + x * (1 - w) * (1 + w) * expit(x)
    """),
    "gate held fixed": wrong(
        "mish_derivative_gate_only",
        """
        def mish_derivative(x):
            return np.tanh(softplus(x))
        """,
    ),
    "second term only": wrong(
        "mish_derivative_second_term_only",
        """
        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return x * softplus_derivative(x) * (1 - w * w)
        """,
    ),
    "inner slope missing": wrong(
        "mish_derivative_without_inner",
        """
        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return w + x - x * w**2
        """,
    ),
    "outer slope missing": wrong(
        "mish_derivative_without_outer",
        """
        def mish_derivative(x):
            return np.tanh(softplus(x)) + silu(x)
        """,
    ),
    "x forgotten": wrong(
        "mish_derivative_without_x",
        """
        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return w + (1 - w**2) * softplus_derivative(x)
        """,
    ),
    "one square away": wrong(
        "mish_derivative_missing_square",
        """
        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return w + (1 - w) * silu(x)
        """,
    ),
    "tanh's slope at x": wrong(
        "mish_derivative_outer_at_x",
        """
        def mish_derivative(x):
            t = np.tanh(x)
            return np.tanh(softplus(x)) + silu(x) * (1 - t**2)
        """,
    ),
    "inner value": wrong(
        "mish_derivative_inner_value",
        """
        def mish_derivative(x):
            plus = softplus(x)
            w = np.tanh(plus)
            return w + x * (1 - w**2) * plus
        """,
    ),
    "slope of the sigmoid inside": wrong(
        "mish_derivative_inner_twice",
        """
        def mish_derivative(x):
            s = softplus_derivative(x)
            w = np.tanh(softplus(x))
            return w + x * (1 - w**2) * (s - s**2)
        """,
    ),
    "minus": wrong(
        "mish_derivative_minus",
        """
        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return w - silu(x) * (1 - w**2)
        """,
    ),
    "slopes multiplied": wrong(
        "mish_derivative_product_of_slopes",
        """
        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return 1 * (1 - w**2) * softplus_derivative(x)
        """,
    ),
    "the paper's form overflows": wrong(
        "mish_derivative_naive",
        """
        def mish_derivative(x):
            omega = 4 * (x + 1) + 4 * np.exp(2 * x) + np.exp(3 * x) + np.exp(x) * (4 * x + 6)
            delta = 2 * np.exp(x) + np.exp(2 * x) + 2
            return np.exp(x) * omega / delta**2
        """,
    ),
    "the function again": wrong(
        "mish_derivative_is_value",
        """
        def mish_derivative(x):
            return mish(x)
        """,
    ),
    "slope of its own Mish": wrong(
        "suits_own_forward",
        """
        def mish(x):
            return 2 * x * np.tanh(softplus(x))

        def mish_derivative(x):
            w = np.tanh(softplus(x))
            return 2 * w + 2 * x * (1 - w**2) * softplus_derivative(x)
        """,
    ),
}
