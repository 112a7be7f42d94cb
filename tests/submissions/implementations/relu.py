"""ReLU, its slope and its backward, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

RELU: Implementations = {
    "maximum": right("""
        def relu(x):
            return np.maximum(x, 0)
    """),
    "where": right("""
        def relu(x):
            return np.where(x > 0, x, 0)
    """),
    "times a mask": right("""
        def relu(x):
            return x * (x > 0)
    """),
    "a copy with a mask": right("""
        def relu(x):
            out = x.copy()
            out[out < 0] = 0
            return out
    """),
    "half of x plus |x|": right("""
        def relu(x):
            return (x + np.abs(x)) / 2
    """),
    "a loop over every index": right("""
        def relu(x):
            out = np.zeros_like(x)
            for index in np.ndindex(x.shape):
                if x[index] > 0:
                    out[index] = x[index]
            return out
    """),
    "lambda": right("""
        relu = lambda x: x.clip(min=0)
    """),
    "a class with __call__": right("""
        class ReLU:
            floor = 0.0

            def __call__(self, x):
                return np.fmax(x, self.floor)

        relu = ReLU()
    """),
    "partial": right("""
        from functools import partial

        relu = partial(np.maximum, 0)
    """),
    "vectorize with otypes": right("""
        def relu(x):
            one = lambda value: value if value > 0 else 0
            return np.vectorize(one, otypes=[x.dtype])(x)
    """),
    "keyword-only floor": right("""
        def relu(x, /, *, floor=0):
            return np.clip(x, floor, None)
    """),
    "recursion over the axes": right("""
        def relu(x):
            if x.ndim == 0:
                return np.asarray(max(x.item(), 0), dtype=x.dtype)
            if len(x) == 0:
                return np.empty_like(x)
            return np.stack([relu(np.asarray(part)) for part in x])
    """),
    "np.max": wrong(
        "relu_np_max",
        """
        def relu(x):
            return np.max(x, 0)
        """,
    ),
    "absolute value": wrong(
        "relu_abs",
        """
        def relu(x):
            # throws away the minus
            return np.sqrt(x * x)
        """,
    ),
    "minimum": wrong(
        "relu_minimum",
        """
        def relu(x):
            return np.where(x > 0, 0, x)
        """,
    ),
    "zero or one": wrong(
        "relu_step",
        """
        def relu(x):
            return np.heaviside(x, 0)
        """,
    ),
    "minus x": wrong(
        "relu_negated",
        """
        def relu(x):
            return np.clip(-x, 0, None)
        """,
    ),
    "leaky": wrong(
        "relu_is_leaky",
        """
        def relu(x):
            return np.where(x >= 0, x, 0.01 * x)
        """,
    ),
    "softplus": wrong(
        "relu_is_softplus",
        """
        def relu(x):
            return np.logaddexp(0, x)
        """,
    ),
    "writes into its input": wrong(
        "untouched",
        """
        def relu(x):
            x[x < 0] = 0
            return x
        """,
    ),
    "a list": wrong(
        "type",
        """
        def relu(x):
            result = []
            for value in x:
                result.append(max(0, value))
            return result
        """,
    ),
    "one number": wrong(
        "op_summed",
        """
        def relu(x):
            return np.maximum(x, 0).sum()
        """,
    ),
    "keeps the positive ones only": wrong(
        "shape",
        """
        def relu(x):
            return x[x > 0]
        """,
    ),
    "Python's max": stops(
        "raised",
        """
        def relu(x):
            return max(0, x)
        """,
    ),
    "if on an array": stops(
        "raised",
        """
        def relu(x):
            if x > 0:
                return x
            else:
                return 0
        """,
    ),
    "rows only": stops(
        "raised",
        """
        def relu(x):
            return np.array([max(0.0, value) for value in x])
        """,
    ),
}

RELU_DERIVATIVE: Implementations = {
    "heaviside": right("""
        def relu_derivative(x):
            return np.heaviside(x, 0)
    """),
    "a comparison as numbers": right("""
        def relu_derivative(x):
            return (x > 0).astype(x.dtype)
    """),
    "one at the kink": right("""
        def relu_derivative(x):
            return np.greater_equal(x, 0).astype(x.dtype)
    """),
    "one half at the kink": right("""
        def relu_derivative(x):
            return 0.5 * (1 + np.sign(x))
    """),
    "ones where positive": right("""
        def relu_derivative(x):
            slope = np.zeros_like(x)
            slope[x > 0] = 1
            return slope
    """),
    "where of two arrays": right("""
        def relu_derivative(x):
            return np.where(x > 0, np.ones_like(x), np.zeros_like(x))
    """),
    "a loop with nditer": right("""
        def relu_derivative(x):
            slope = np.empty_like(x)
            for index, value in np.ndenumerate(x):
                slope[index] = 1.0 if value > 0 else 0.0
            return slope
    """),
    "the sign of the output": right("""
        def relu_derivative(x):
            return np.sign(relu(x))
    """),
    "value for slope": wrong(
        "relu_derivative_is_value",
        """
        def relu_derivative(x):
            return x * np.heaviside(x, 0)
        """,
    ),
    "sign": wrong(
        "relu_derivative_sign",
        """
        def relu_derivative(x):
            return np.where(x > 0, 1, -1) * np.ones_like(x)
        """,
    ),
    "one everywhere": wrong(
        "relu_derivative_ones",
        """
        def relu_derivative(x):
            return x**0
        """,
    ),
    "other side": wrong(
        "relu_derivative_wrong_side",
        """
        def relu_derivative(x):
            return 1 - np.heaviside(x, 1)
        """,
    ),
    "jumps at one": wrong(
        "relu_derivative_threshold_one",
        """
        def relu_derivative(x):
            return np.where(x < 1, x * 0, x * 0 + 1)
        """,
    ),
    "True and False": wrong(
        "dtype",
        """
        def relu_derivative(x):
            return x > 0
        """,
    ),
    "whole numbers": wrong(
        "dtype",
        """
        def relu_derivative(x):
            return np.where(x > 0, 1, 0)
        """,
    ),
    "float64 whatever comes": wrong(
        "dtype",
        """
        def relu_derivative(x):
            return np.where(x > 0, 1.0, 0.0)
        """,
    ),
    "slope of its own leaky relu": wrong(
        "suits_own_forward",
        """
        def relu(x):
            return np.where(x > 0, x, 0.1 * x)

        def relu_derivative(x):
            return np.where(x > 0, np.ones_like(x), 0.1 * np.ones_like(x))
        """,
    ),
    "if on an array": stops(
        "raised",
        """
        def relu_derivative(x):
            return 1 if x > 0 else 0
        """,
    ),
}

RELU_BACKWARD: Implementations = {
    "times a mask": right("""
        def relu_backward(grad_output, x):
            return grad_output * (x > 0)
    """),
    "where": right("""
        def relu_backward(grad_output, x):
            return np.where(x > 0, grad_output, 0)
    """),
    "a copy with a mask": right("""
        def relu_backward(grad_output, x):
            grad_x = np.array(grad_output)
            grad_x[x <= 0] = 0
            return grad_x
    """),
    "times the slope": right("""
        def relu_backward(grad_output, x):
            return grad_output * relu_derivative(x)
    """),
    "einsum": right("""
        def relu_backward(grad_output, x):
            return np.einsum("...,...->...", grad_output, np.heaviside(x, 0).astype(x.dtype))
    """),
    "where=": right("""
        def relu_backward(grad_output, x):
            grad_x = np.zeros_like(grad_output)
            np.copyto(grad_x, grad_output, where=x >= 0)
            return grad_x
    """),
    "a loop over flat arrays": right("""
        def relu_backward(grad_output, x):
            pairs = zip(grad_output.ravel(), x.ravel())
            flat = [g if value > 0 else 0 for g, value in pairs]
            return np.array(flat, dtype=grad_output.dtype).reshape(x.shape)
    """),
    "no upstream": wrong(
        "relu_upstream_forgotten",
        """
        def relu_backward(grad_output, x):
            return np.heaviside(x, 0)
        """,
    ),
    "relu of the gradient": wrong(
        "relu_mask_from_upstream",
        """
        def relu_backward(grad_output, x):
            return np.maximum(grad_output, 0)
        """,
    ),
    "guided": wrong(
        "relu_guided_backprop",
        """
        def relu_backward(grad_output, x):
            passed = np.where(x > 0, grad_output, 0)
            return np.clip(passed, 0, None)
        """,
    ),
    "times the output": wrong(
        "relu_times_value",
        """
        def relu_backward(grad_output, x):
            y = np.where(x < 0, 0, x)
            return y * grad_output
        """,
    ),
    "lets everything through": wrong(
        "relu_backward_passes_all",
        """
        def relu_backward(grad_output, x):
            return grad_output.copy()
        """,
    ),
    "other side": wrong(
        "relu_backward_wrong_side",
        """
        def relu_backward(grad_output, x):
            grad = grad_output.copy()
            grad[x >= 0] = 0
            return grad
        """,
    ),
    "sign for slope": wrong(
        "relu_backward_sign",
        """
        def relu_backward(grad_output, x):
            return grad_output * np.sign(x)
        """,
    ),
    "writes into the gradient": wrong(
        "untouched",
        """
        def relu_backward(grad_output, x):
            grad_output[x < 0] = 0
            return grad_output
        """,
    ),
}
