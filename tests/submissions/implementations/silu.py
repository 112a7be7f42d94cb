"""SiLU and its slope, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

SILU: Implementations = {
    "x times a stable sigmoid": right("""
        def silu(x):
            u = np.exp(-np.abs(x))
            return x * np.where(x >= 0, 1, u) / (1 + u)
    """),
    "overflow silenced": right("""
        def silu(x):
            with np.errstate(over="ignore"):
                return x / (1 + np.exp(-x))
    """),
    "with a warning": right("""
        def silu(x):
            return x / (1 + np.exp(-x))
    """),
    "expit": right("""
        from scipy.special import expit

        def silu(x):
            return np.multiply(x, expit(x))
    """),
    "from tanh": right("""
        def silu(x):
            half = x / 2
            return half + half * np.tanh(half)
    """),
    "x minus its mirror image": right("""
        def silu(x):
            a = np.abs(x)
            left = -a * np.exp(-a) / (1 + np.exp(-a))
            return np.maximum(x, 0) + left
    """),
    "a nested helper and a loop": right("""
        def silu(x):
            def gate(value):
                return 1 / (1 + np.exp(-max(value, -700.0)))

            y = np.empty(x.shape, dtype=np.result_type(x, 0.0))
            for index, value in np.ndenumerate(x):
                y[index] = float(value) * gate(float(value))
            return y
    """),
    "the gate alone": wrong(
        "silu_is_sigmoid",
        """
        def silu(x):
            return 0.5 * (1 + np.tanh(x / 2))
        """,
    ),
    "overflows": wrong(
        "silu_naive",
        """
        def silu(x):
            e = np.exp(x)
            return x * (e / (1 + e))
        """,
    ),
    "sign in the exponent": wrong(
        "silu_positive_exponent",
        """
        def silu(x):
            return x / (1 + np.exp(x))
        """,
    ),
    "brackets": wrong(
        "silu_missing_brackets",
        """
        def silu(x):
            return x/1+np.exp(-x)
        """,
    ),
    "added": wrong(
        "silu_added",
        """
        def silu(x):
            return x + 1 / (1 + np.exp(-x))
        """,
    ),
    "GELU's factor": wrong(
        "silu_is_gelu_form",
        """
        def silu(x, beta=1.702):
            return x / (1 + np.exp(-beta * x))
        """,
    ),
    "tanh as gate": wrong(
        "silu_tanh_gate",
        """
        def silu(x):
            return np.tanh(x) * x
        """,
    ),
    "negative side cut off": wrong(
        "silu_rectified",
        """
        def silu(x):
            return np.where(x > 0, x / (1 + np.exp(-x)), 0 * x)
        """,
    ),
    "ReLU": wrong(
        "silu_is_relu",
        """
        def silu(x):
            return np.where(x > 0, x, 0 * x)
        """,
    ),
    "hard swish": wrong(
        "silu_is_hardswish",
        """
        def silu(x):
            return x * np.minimum(np.maximum(x + 3, 0), 6) / 6
        """,
    ),
    "times itself": wrong(
        "values",
        """
        def silu(x):
            return x**2 / (1 + np.exp(-x))
        """,
    ),
    "a sigmoid that nobody wrote": stops(
        "raised",
        """
        def silu(x):
            return x * sigmoid_of(x)
        """,
    ),
}

SILU_DERIVATIVE: Implementations = {
    "product rule": right("""
        def silu_derivative(x):
            u = np.exp(-np.abs(x))
            s = np.where(x >= 0, 1, u) / (1 + u)
            return s + x * s * (1 - s)
    """),
    "factored": right("""
        from scipy.special import expit

        def silu_derivative(x):
            return expit(x) * (1 + x * expit(-x))
    """),
    "from the output": right("""
        def silu_derivative(x):
            y = silu(x)
            s = (1 + np.tanh(x / 2)) / 2
            return y + s * (1 - y)
    """),
    "from cosh": right("""
        def silu_derivative(x):
            h = np.clip(x, -700, 700) / 2
            return (1 + np.tanh(h)) / 2 + h / (2 * np.cosh(h) ** 2)
    """),
    "quotient rule": right("""
        def silu_derivative(x):
            e = np.exp(-np.maximum(x, -300))
            return (1 + e + x * e) / (1 + e) ** 2
    """),
    "einsum": right("""
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-np.clip(x, -80, 80)))
            return s + np.einsum("...,...,...->...", x, s, 1 - s)
    """),
    "gate held fixed": wrong(
        "silu_derivative_gate_only",
        """
        def silu_derivative(x):
            return 1 / (1 + np.exp(-x))
        """,
    ),
    "second term only": wrong(
        "silu_derivative_second_term_only",
        """
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-x))
            return x * (s - s**2)
        """,
    ),
    "x forgotten": wrong(
        "silu_derivative_without_x",
        """
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-x))
            return s * (2 - s)
        """,
    ),
    "sigmoid for its slope": wrong(
        "silu_derivative_inner_value",
        """
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-x))
            return s + x * s
        """,
    ),
    "slopes multiplied": wrong(
        "silu_derivative_product_of_slopes",
        """
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-x))
            return 1 * s * (1 - s)
        """,
    ),
    "minus": wrong(
        "silu_derivative_minus",
        """
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-x))
            return s * (1 - x * (1 - s))
        """,
    ),
    "bracket misread": wrong(
        "silu_derivative_misread",
        """
        def silu_derivative(x):
            s = 1 / (1 + np.exp(-x))
            return silu(x) + s - s**2
        """,
    ),
    "the function again": wrong(
        "silu_derivative_is_value",
        """
        def silu_derivative(x):
            return x / (1 + np.exp(-x))
        """,
    ),
    "at the output": wrong(
        "silu_derivative_of_output",
        """
        def silu_derivative(x):
            y = silu(x)
            s = 1 / (1 + np.exp(-y))
            return s + y * s * (1 - s)
        """,
    ),
    "ReLU's step": wrong(
        "silu_derivative_is_relu",
        """
        def silu_derivative(x):
            return (x > 0) * 1.0 + 0 * x
        """,
    ),
    "slope of its own SiLU": wrong(
        "suits_own_forward",
        """
        def silu(x):
            return x / (1 + np.exp(-3 * x))

        def silu_derivative(x):
            s = 1 / (1 + np.exp(-3 * x))
            return s + 3 * x * s * (1 - s)
        """,
    ),
}
