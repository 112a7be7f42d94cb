"""Softplus and its slope, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

SOFTPLUS: Implementations = {
    "maximum plus log1p": right("""
        def softplus(x):
            return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))
    """),
    "logaddexp": right("""
        def softplus(x):
            return np.logaddexp(0, x)
    """),
    "two sides": right("""
        def softplus(x):
            small = np.exp(np.minimum(x, -x))
            return np.where(x > 0, x, 0) + np.log(1 + small)
    """),
    "two masks": right("""
        def softplus(x):
            y = np.empty(x.shape, dtype=np.result_type(x, 0.0))
            right = x > 0
            y[right] = x[right] + np.log1p(np.exp(-x[right]))
            y[~right] = np.log1p(np.exp(x[~right]))
            return y
    """),
    "a threshold, clamped": right("""
        def softplus(x, threshold=30.0):
            return np.where(x > threshold, x, np.log1p(np.exp(np.minimum(x, threshold))))
    """),
    "minus log of the sigmoid": right("""
        from scipy.special import log_expit

        def softplus(x):
            return -log_expit(-x)
    """),
    "half of |x| and a cosh": right("""
        def softplus(x):
            half = np.abs(x) / 2
            # log(2 cosh h) without cosh, which overflows.
            return x / 2 + half + np.log1p(np.exp(-2 * half))
    """),
    "math in a loop": right("""
        import math

        def softplus(x):
            def one(value):
                return max(value, 0.0) + math.log1p(math.exp(-abs(value)))

            y = [one(value) for value in x.ravel().tolist()]
            return np.array(y, dtype=np.result_type(x, 0.0)).reshape(x.shape)
    """),
    "overflows": wrong(
        "softplus_naive",
        """
        def softplus(x):
            return np.log1p(np.exp(x))
        """,
    ),
    "a threshold, not clamped": wrong(
        "quiet",
        """
        def softplus(x):
            return np.where(x > 20, x, np.log(1 + np.exp(x)))
        """,
    ),
    "no one": wrong(
        "softplus_no_one",
        """
        def softplus(x):
            e = np.exp(x)
            return np.log(e)
        """,
    ),
    "log1p of one plus": wrong(
        "softplus_one_twice",
        """
        def softplus(x):
            return np.log1p(np.exp(x) + 1)
        """,
    ),
    "sign in the exponent": wrong(
        "softplus_negative_exponent",
        """
        def softplus(x):
            return np.log(1 + np.exp(-x))
        """,
    ),
    "brackets of the logarithm": wrong(
        "values",
        """
        def softplus(x):
            return np.log(1) + np.exp(-np.abs(x))
        """,
    ),
    "no logarithm": wrong(
        "softplus_missing_log",
        """
        def softplus(x):
            return np.exp(x) + 1.0
        """,
    ),
    "base two": wrong(
        "softplus_log2",
        """
        def softplus(x):
            return np.logaddexp2(0, x * 1.4426950408889634)
        """,
    ),
    "only the correction": wrong(
        "softplus_correction_only",
        """
        def softplus(x):
            return np.log(1 + np.exp(-abs(x)))
        """,
    ),
    "absolute value": wrong(
        "softplus_absolute_value",
        """
        def softplus(x):
            return np.where(x > 0, x, -x) + np.log1p(np.exp(-np.abs(x)))
        """,
    ),
    "its slope": wrong(
        "softplus_is_sigmoid",
        """
        def softplus(x):
            return 1 / (1 + np.exp(-x))
        """,
    ),
    "ReLU": wrong(
        "softplus_is_relu",
        """
        def softplus(x):
            return x * (x > 0)
        """,
    ),
    "scipy's own": wrong(
        "withheld",
        """
        import scipy.special

        def softplus(x):
            return scipy.special.softplus(x)
        """,
    ),
    "math on an array": stops(
        "raised",
        """
        from math import exp, log

        def softplus(x):
            return log(1 + exp(x))
        """,
    ),
}

SOFTPLUS_DERIVATIVE: Implementations = {
    "exp of minus |x|": right("""
        def softplus_derivative(x):
            u = np.exp(-np.abs(x))
            return np.where(x >= 0, 1, u) / (1 + u)
    """),
    "expit": right("""
        from scipy.special import expit

        def softplus_derivative(x):
            return expit(x)
    """),
    "from tanh": right("""
        def softplus_derivative(x):
            return (1 + np.tanh(x / 2)) / 2
    """),
    "from the output": right("""
        def softplus_derivative(x):
            return -np.expm1(-softplus(x))
    """),
    "two softpluses": right("""
        def softplus_derivative(x):
            return np.exp(x - softplus(x))
    """),
    "clamped": right("""
        def softplus_derivative(x):
            return 1 / (1 + np.exp(np.minimum(-x, 80)))
    """),
    "overflows quietly right": wrong(
        "quiet",
        """
        def softplus_derivative(x):
            return 1 / (1 + np.exp(-x))
        """,
    ),
    "slope of the sigmoid": wrong(
        "softplus_derivative_sigmoid_slope",
        """
        def softplus_derivative(x):
            s = 1 / (1 + np.exp(-np.clip(x, -60, 60)))
            return s - s * s
        """,
    ),
    "no inner derivative": wrong(
        "softplus_derivative_outer_only",
        """
        def softplus_derivative(x):
            return 1 / (1 + np.exp(x))
        """,
    ),
    "no outer derivative": wrong(
        "softplus_derivative_inner_only",
        """
        def softplus_derivative(x):
            return np.e ** x
        """,
    ),
    "overflows": wrong(
        "softplus_derivative_naive",
        """
        def softplus_derivative(x):
            e = np.exp(x)
            return e / (e + 1)
        """,
    ),
    "the function again": wrong(
        "softplus_derivative_is_value",
        """
        def softplus_derivative(x):
            return softplus(x)
        """,
    ),
    "sign": wrong(
        "softplus_derivative_negated",
        """
        def softplus_derivative(x):
            return -0.5 - 0.5 * np.tanh(0.5 * x)
        """,
    ),
    "a step": wrong(
        "softplus_derivative_step",
        """
        def softplus_derivative(x):
            return (x > 0).astype(np.result_type(x, 0.0))
        """,
    ),
    "at the output": wrong(
        "softplus_derivative_of_output",
        """
        def softplus_derivative(x):
            y = softplus(x)
            return 1 / (1 + np.exp(-y))
        """,
    ),
    "the output's rule": wrong(
        "softplus_derivative_output_rule",
        """
        def softplus_derivative(x):
            return -np.expm1(-x)
        """,
    ),
    "tanh": wrong(
        "softplus_derivative_tanh",
        """
        def softplus_derivative(x):
            return np.tanh(x)
        """,
    ),
    "slope of its own softplus": wrong(
        "suits_own_forward",
        """
        def softplus(x):
            return 3 * np.logaddexp(0, x)

        def softplus_derivative(x):
            return 3 / (1 + np.exp(-x))
        """,
    ),
}
