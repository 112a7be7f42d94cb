"""Leaky ReLU and its slope, as students write them."""

from tests.submissions.implementation import Implementations, right, wrong

LEAKY_RELU: Implementations = {
    "where": right("""
        def leaky_relu(x, negative_slope=0.01):
            return np.where(x > 0, x, negative_slope * x)
    """),
    "two halves": right("""
        def leaky_relu(x, negative_slope=0.01):
            return np.maximum(x, 0) + negative_slope * np.minimum(x, 0)
    """),
    "the larger of two lines": right("""
        def leaky_relu(x, negative_slope=0.01):
            return np.maximum(x, negative_slope * x)
    """),
    "masks": right("""
        def leaky_relu(x, negative_slope=0.01):
            positive = x > 0
            return x * positive + negative_slope * x * ~positive
    """),
    "piecewise": right("""
        def leaky_relu(x, negative_slope=0.01):
            return np.piecewise(1.0 * x, [x > 0], [lambda v: v, lambda v: negative_slope * v])
    """),
    "select": right("""
        def leaky_relu(x, negative_slope=0.01):
            return np.select([x >= 0, x < 0], [x, negative_slope * x])
    """),
    "a loop": right("""
        def leaky_relu(x, negative_slope=0.01):
            y = np.empty(x.shape, dtype=np.result_type(x, 0.0))
            for i in np.ndindex(*x.shape):
                y[i] = x[i] if x[i] > 0 else x[i] * negative_slope
            return y
    """),
    "closure": right("""
        def _leaky(slope):
            return lambda x: (0.5 + 0.5 * slope) * x + (0.5 - 0.5 * slope) * np.abs(x)

        def leaky_relu(x, negative_slope=0.01):
            return _leaky(negative_slope)(x)
    """),
    "maximum with the slope": wrong(
        "leaky_max_slope",
        """
        def leaky_relu(x, negative_slope=0.01):
            return np.maximum(x, negative_slope)
        """,
    ),
    "minus on the left": wrong(
        "leaky_negated",
        """
        def leaky_relu(x, negative_slope=0.01):
            return np.where(x >= 0, x, negative_slope * np.abs(x))
        """,
    ),
    "sides swapped": wrong(
        "leaky_wrong_side",
        """
        def leaky_relu(x, negative_slope=0.01):
            return np.where(x < 0, x, x * negative_slope)
        """,
    ),
    "its own 0.01": wrong(
        "leaky_hard_coded",
        """
        def leaky_relu(x, negative_slope=0.01):
            return np.maximum(0.01 * x, x)
        """,
    ),
    "no leak": wrong(
        "leaky_is_relu",
        """
        def leaky_relu(x, negative_slope=0.01):
            return x * (x > 0)
        """,
    ),
    "a constant on the left": wrong(
        "leaky_constant",
        """
        def leaky_relu(x, negative_slope=0.01):
            return np.where(x <= 0, negative_slope, x)
        """,
    ),
    "whole numbers cut off": wrong(
        "op_whole_numbers",
        """
        def leaky_relu(x, negative_slope=0.01):
            y = np.zeros_like(x)
            y[x >= 0] = x[x >= 0]
            y[x < 0] = negative_slope * x[x < 0]
            return y
        """,
    ),
}

LEAKY_RELU_DERIVATIVE: Implementations = {
    "two arrays": right("""
        def leaky_relu_derivative(x, negative_slope=0.01):
            one = np.ones_like(x)
            return np.where(x > 0, one, negative_slope * one)
    """),
    "from a step": right("""
        def leaky_relu_derivative(x, negative_slope=0.01):
            return negative_slope + (1 - negative_slope) * np.heaviside(x, 1)
    """),
    "back to the dtype": right("""
        def leaky_relu_derivative(x, negative_slope=0.01):
            slope = np.where(x > 0, 1.0, negative_slope)
            return slope.astype(x.dtype) if x.dtype.kind == "f" else slope
    """),
    "filled and masked": right("""
        def leaky_relu_derivative(x, negative_slope=0.01):
            slope = np.full(np.shape(x), negative_slope, dtype=np.result_type(x, 0.0))
            slope[x > 0] = 1
            return slope
    """),
    "difference of the two halves": right("""
        def leaky_relu_derivative(x, negative_slope=0.01):
            right = (x > 0).astype(np.result_type(x, 0.0))
            left = 1 - right
            return right + negative_slope * left
    """),
    "value on the left": wrong(
        "leaky_derivative_times_x",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            d = x * negative_slope
            d[x > 0] = 1
            return d
        """,
    ),
    "the function again": wrong(
        "leaky_derivative_is_value",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            return np.where(x > 0, x, x * negative_slope)
        """,
    ),
    "ReLU's slope": wrong(
        "leaky_derivative_is_relu",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            return np.where(x > 0, 1.0, 0.0).astype(x.dtype)
        """,
    ),
    "sides swapped": wrong(
        "leaky_derivative_wrong_side",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            one = np.ones_like(x)
            return np.where(x < 0, one, negative_slope * one)
        """,
    ),
    "minus on the left": wrong(
        "leaky_derivative_negated",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            one = np.ones_like(x)
            return np.where(x < 0, -negative_slope * one, one)
        """,
    ),
    "its own 0.01": wrong(
        "leaky_derivative_hard_coded",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            return 0.01 + 0.99 * np.heaviside(x, 1)
        """,
    ),
    "float64 whatever comes": wrong(
        "dtype",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            return np.where(x > 0, 1, negative_slope)
        """,
    ),
    "whole numbers cut off": wrong(
        "op_whole_numbers",
        """
        def leaky_relu_derivative(x, negative_slope=0.01):
            return np.where(x > 0, 1, negative_slope).astype(x.dtype)
        """,
    ),
}
