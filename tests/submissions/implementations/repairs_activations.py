"""The broken activation layers, as students repair them."""

from tests.submissions.implementation import Implementations, right, stops, wrong
from tests.submissions.implementations.repairs import Broken

_RELU = Broken(
    """
    class ReLULayer:
        def __init__(self):
            self.params, self.grads = {}, {}

        def forward(self, x):
            self._saved_output = np.maximum(x, 0)
            return self._saved_output

        def backward(self, grad_output):
    """,
    "return grad_output * (self._saved_output >= 0)",
)

RELU_LAYER: Implementations = {
    "mask from the output, with >": _RELU.repaired("return grad_output * (self._saved_output > 0)"),
    "mask from the input": right("""
        class ReLULayer:
            def forward(self, x):
                self._saved_input = x
                return np.where(x > 0, x, 0)

            def backward(self, grad_output):
                return grad_output * (self._saved_input > 0)
    """),
    "the kink open": right("""
        class ReLULayer:
            def forward(self, x):
                self.mask = x >= 0
                return x * self.mask

            def backward(self, grad_output):
                return np.where(self.mask, grad_output, 0)
    """),
    "a copy with zeros written into it": _RELU.repaired("""
        grad_x = grad_output.copy()
        grad_x[self._saved_output == 0] = 0
        return grad_x
    """),
    "sign of the output": _RELU.repaired("return np.sign(self._saved_output) * grad_output"),
    "a closure kept by forward": right("""
        class ReLULayer:
            def forward(self, x):
                self.backward = lambda grad_output: grad_output * np.heaviside(x, 0.5)
                return np.maximum(x, 0)
    """),
    "as it was given": _RELU.given,
    "given, in other words": Broken(
        """
        class ReLULayer:
            def forward(self, x):
                self.y = np.maximum(x, 0)
                return self.y

            def backward(self, grad_output):
        """,
        """
        mask = np.ones_like(self.y)
        return grad_output * mask
        """,
    ).given,
    "mask of the upstream": _RELU.still_wrong(
        "relu_layer_mask_from_upstream", "return grad_output * (grad_output > 0)"
    ),
    "relu of the upstream": _RELU.still_wrong(
        "relu_layer_mask_from_upstream", "return self.forward(grad_output)"
    ),
    "both masks": _RELU.still_wrong(
        "relu_layer_guided",
        "return np.maximum(grad_output, 0) * (self._saved_output > 0)",
    ),
    "times the output": _RELU.still_wrong(
        "relu_layer_times_value", "return grad_output * self._saved_output"
    ),
    "mask, then times x": wrong(
        "relu_layer_times_value",
        """
        class ReLULayer:
            def forward(self, x):
                self.x = x
                return np.maximum(x, 0)

            def backward(self, grad_output):
                mask = self.x > 0
                return grad_output * mask * self.x
        """,
    ),
    "times x": wrong(
        "relu_layer_times_input",
        """
        class ReLULayer:
            def forward(self, x):
                self.x = x
                return np.maximum(x, 0)

            def backward(self, grad_output):
                return self.x * grad_output
        """,
    ),
    "the slope alone": _RELU.still_wrong(
        "relu_layer_no_upstream", "return (self._saved_output > 0).astype(grad_output.dtype)"
    ),
    "a boolean": _RELU.still_wrong("dtype", "return self._saved_output > 0"),
    "where the output is 0": _RELU.still_wrong(
        "relu_layer_wrong_side", "return grad_output * (self._saved_output <= 0)"
    ),
    "writes into the upstream": _RELU.still_wrong(
        "untouched",
        """
        grad_output[self._saved_output <= 0] = 0
        return grad_output
        """,
    ),
    "forgets to save": stops(
        "raised",
        """
        class ReLULayer:
            def forward(self, x):
                return np.maximum(x, 0)

            def backward(self, grad_output):
                return grad_output * (self._saved_input > 0)
        """,
    ),
    "saves the first batch only": stops(
        "raised",
        """
        class ReLULayer:
            def forward(self, x):
                if not hasattr(self, "x"):
                    self.x = x
                return np.maximum(x, 0)

            def backward(self, grad_output):
                return grad_output * (self.x > 0)
        """,
    ),
}

_SIGMOID = Broken(
    """
    class SigmoidLayer:
        def __init__(self):
            self.params, self.grads = {}, {}

        def forward(self, x):
            self._saved_input = x
            self._saved_output = 1 / (1 + np.exp(-x))
            return self._saved_output

        def backward(self, grad_output):
            y = self._saved_output
    """,
    "return y * (1 - y)",
)

SIGMOID_LAYER: Implementations = {
    "times the upstream": _SIGMOID.repaired("return grad_output * y * (1 - y)"),
    "y − y²": _SIGMOID.repaired("return (y - y**2) * grad_output"),
    "step by step": _SIGMOID.repaired("""
        slope = np.multiply(y, 1 - y)
        grad_x = np.multiply(grad_output, slope)
        return grad_x
    """),
    "computed anew from x": _SIGMOID.repaired("""
        s = 1 / (1 + np.exp(-self._saved_input))
        return s * (1 - s) * grad_output
    """),
    "the slope saved on the way": right("""
        class SigmoidLayer:
            def forward(self, x):
                y = 0.5 + 0.5 * np.tanh(x / 2)
                self.slope = y * (1 - y)
                return y

            def backward(self, grad_output):
                return self.slope * grad_output
    """),
    "as it was given": _SIGMOID.given,
    "from the input": _SIGMOID.still_wrong(
        "sigmoid_layer_of_input",
        """
        x = self._saved_input
        return grad_output * x * (1 - x)
        """,
    ),
    "the sigmoid twice": _SIGMOID.still_wrong(
        "sigmoid_layer_of_output_again",
        """
        s = 1 / (1 + np.exp(-y))
        return grad_output * s * (1 - s)
        """,
    ),
    "forward called on the output": _SIGMOID.still_wrong(
        "sigmoid_layer_of_output_again",
        """
        s = self.forward(y)
        return grad_output * s * (1 - s)
        """,
    ),
    "times y": _SIGMOID.still_wrong("sigmoid_layer_times_value", "return grad_output * y"),
    "times 1 − y": _SIGMOID.still_wrong("sigmoid_layer_complement", "return grad_output * (1 - y)"),
    "plus the upstream": _SIGMOID.still_wrong(
        "sigmoid_layer_added", "return y * (1 - y) + grad_output"
    ),
    "tanh's slope": _SIGMOID.still_wrong(
        "sigmoid_layer_is_tanhs", "return grad_output * (1 - y * y)"
    ),
    "the matrix product": _SIGMOID.stops("raised", "return grad_output @ (y * (1 - y))"),
    "forgets to return": _SIGMOID.still_wrong("type", "grad_output * y * (1 - y)"),
}

_TANH = Broken(
    """
    class TanhLayer:
        def __init__(self):
            self.params, self.grads = {}, {}

        def forward(self, x):
            self._saved_input = x
            return np.tanh(x)

        def backward(self, grad_output):
    """,
    "return grad_output * (1 - self._saved_input**2)",
)

TANH_LAYER: Implementations = {
    "the output saved": right("""
        class TanhLayer:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                self._saved_output = np.tanh(x)
                return self._saved_output

            def backward(self, grad_output):
                return grad_output * (1 - self._saved_output**2)
    """),
    "tanh of what was saved": _TANH.repaired(
        "return grad_output * (1 - np.tanh(self._saved_input) ** 2)"
    ),
    "1/cosh²": _TANH.repaired("return grad_output / np.cosh(self._saved_input) ** 2"),
    "its own forward": _TANH.repaired("""
        y = self.forward(self._saved_input)
        return grad_output * (1 + y) * (1 - y)
    """),
    "as it was given": _TANH.given,
    "given, the other name": Broken(
        """
        class TanhLayer:
            def forward(self, x):
                # saved under the right name, before tanh
                self._saved_output = x
                return np.tanh(x)

            def backward(self, grad_output):
        """,
        "return grad_output * (1 - self._saved_output**2)",
    ).given,
    "tanh twice": wrong(
        "tanh_layer_of_output_again",
        """
        class TanhLayer:
            def forward(self, x):
                self._saved_output = np.tanh(x)
                return self._saved_output

            def backward(self, grad_output):
                return grad_output * (1 - np.tanh(self._saved_output) ** 2)
        """,
    ),
    "no square": _TANH.still_wrong(
        "tanh_layer_missing_square", "return grad_output * (1 - np.tanh(self._saved_input))"
    ),
    "the square of all": _TANH.still_wrong(
        "tanh_layer_square_of_all", "return grad_output * (1 - np.tanh(self._saved_input)) ** 2"
    ),
    "the slope alone": _TANH.still_wrong(
        "tanh_layer_no_upstream", "return 1 - np.tanh(self._saved_input) ** 2"
    ),
    "the sigmoid's slope": _TANH.still_wrong(
        "tanh_layer_is_sigmoids",
        """
        y = np.tanh(self._saved_input)
        return grad_output * y * (1 - y)
        """,
    ),
    "times y": _TANH.still_wrong(
        "tanh_layer_times_value", "return grad_output * np.tanh(self._saved_input)"
    ),
    "the other name, never set": _TANH.stops(
        "raised", "return grad_output * (1 - self._saved_output**2)"
    ),
    "a forward that was changed too": wrong(
        "values",
        """
        class TanhLayer:
            def forward(self, x):
                self._saved_output = np.tanh(2 * x)
                return self._saved_output

            def backward(self, grad_output):
                return grad_output * (1 - self._saved_output**2)
        """,
    ),
}

_SOFTMAX = Broken(
    """
    class SoftmaxLayer:
        def __init__(self):
            self.params, self.grads = {}, {}

        def forward(self, x):
            powers = np.exp(x - x.max(axis=1, keepdims=True))
            self._saved_output = powers / powers.sum(axis=1, keepdims=True)
            return self._saved_output

        def backward(self, grad_output):
            y = self._saved_output
    """,
    "return y * (grad_output - (grad_output * y).sum(axis=0, keepdims=True))",
)

SOFTMAX_LAYER: Implementations = {
    "axis 1": _SOFTMAX.repaired(
        "return y * (grad_output - (grad_output * y).sum(axis=1, keepdims=True))"
    ),
    "the last axis": _SOFTMAX.repaired("""
        mean = np.sum(y * grad_output, axis=-1, keepdims=True)
        return y * grad_output - y * mean
    """),
    "a new axis for the sum": _SOFTMAX.repaired(
        "return y * (grad_output - (grad_output * y).sum(axis=1)[:, np.newaxis])"
    ),
    "row by row, with the Jacobian": _SOFTMAX.repaired("""
        grad_x = np.zeros_like(y)
        for row in range(len(y)):
            jacobian = np.diag(y[row]) - np.outer(y[row], y[row])
            grad_x[row] = jacobian @ grad_output[row]
        return grad_x
    """),
    "einsum": _SOFTMAX.repaired("""
        mean = np.einsum("nc,nc->n", grad_output, y)
        return y * (grad_output - mean.reshape(-1, 1))
    """),
    "as it was given": _SOFTMAX.given,
    "given, without keepdims": Broken(
        """
        class SoftmaxLayer:
            def forward(self, x):
                e = np.exp(x)
                self.y = e / e.sum(axis=1, keepdims=True)
                return self.y

            def backward(self, grad_output):
        """,
        "return self.y * (grad_output - np.sum(grad_output * self.y, axis=0))",
    ).given,
    "the whole batch": _SOFTMAX.still_wrong(
        "softmax_layer_whole_sum", "return y * (grad_output - (grad_output * y).sum())"
    ),
    "no keepdims": _SOFTMAX.stops(
        "softmax_layer_sum_loses_axis",
        "return y * (grad_output - (grad_output * y).sum(axis=1))",
    ),
    "the diagonal": _SOFTMAX.still_wrong(
        "softmax_layer_diagonal_only", "return grad_output * y * (1 - y)"
    ),
    "the mean": _SOFTMAX.still_wrong(
        "softmax_layer_mean",
        "return y * (grad_output - np.mean(grad_output * y, axis=1, keepdims=True))",
    ),
    "the sum without y": _SOFTMAX.still_wrong(
        "softmax_layer_plain_sum",
        "return y * (grad_output - grad_output.sum(axis=1, keepdims=True))",
    ),
    "y forgotten in front": _SOFTMAX.still_wrong(
        "softmax_layer_without_y",
        "return grad_output - (grad_output * y).sum(axis=1, keepdims=True)",
    ),
    "axis 2": _SOFTMAX.stops(
        "raised", "return y * (grad_output - (grad_output * y).sum(axis=2, keepdims=True))"
    ),
    "one row of numbers": _SOFTMAX.still_wrong(
        "shape", "return (y * (grad_output - (grad_output * y).sum(axis=0))).sum(axis=0)"
    ),
}
