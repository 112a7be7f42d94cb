"""The two broken halves of a linear layer, as students repair them."""

from tests.submissions.implementation import Implementations, right, wrong
from tests.submissions.implementations.repairs import Broken

_BIAS = Broken(
    """
    class BiasLayer:
        def __init__(self, bias):
            self.params, self.grads = {"bias": bias}, {}

        def forward(self, x):
            self._saved_input = x
            return x + self.params["bias"]

        def backward(self, grad_output):
    """,
    """
    self.grads["bias"] = grad_output.mean(axis=0)
    return grad_output
    """,
)

BIAS_LAYER: Implementations = {
    "summed": _BIAS.repaired("""
        self.grads["bias"] = grad_output.sum(axis=0)
        return grad_output
    """),
    "a new dict, and a copy": _BIAS.repaired("""
        self.grads = {"bias": np.sum(grad_output, axis=0)}
        return grad_output.copy()
    """),
    "mean times rows": _BIAS.repaired("""
        rows = max(len(grad_output), 1)
        average = grad_output.sum(axis=0) / rows
        self.grads["bias"] = average * rows
        return 1 * grad_output
    """),
    "ones in front": _BIAS.repaired("""
        ones = np.ones(len(grad_output), dtype=grad_output.dtype)
        self.grads["bias"] = ones @ grad_output
        return grad_output
    """),
    "a loop over the rows": _BIAS.repaired("""
        total = np.zeros_like(self.params["bias"])
        for row in grad_output:
            total += row
        self.grads["bias"] = total
        return grad_output
    """),
    "grads as a property": right("""
        class BiasLayer:
            def __init__(self, bias):
                self.bias = bias
                self.grad = None

            @property
            def params(self):
                return {"bias": self.bias}

            @property
            def grads(self):
                return {"bias": self.grad}

            def forward(self, x):
                return x + self.bias

            def backward(self, grad_output):
                self.grad = np.add.reduce(grad_output)
                return grad_output
    """),
    "as it was given": _BIAS.given,
    "given, divided by the rows": Broken(
        """
        class BiasLayer:
            def __init__(self, bias):
                self.bias = bias

            def forward(self, x):
                return x + self.bias

            def backward(self, grad_output):
        """,
        """
        self.grads = {"bias": grad_output.sum(axis=0) / len(grad_output)}
        return grad_output
        """,
    ).given,
    "mean of everything": _BIAS.still_wrong(
        "bias_layer_averaged_over_all",
        """
        self.grads["bias"] = grad_output.mean()
        return grad_output
        """,
    ),
    "sum of everything": _BIAS.still_wrong(
        "bias_layer_summed_over_all",
        """
        self.grads["bias"] = np.sum(grad_output)
        return grad_output
        """,
    ),
    "axis 1": _BIAS.still_wrong(
        "bias_layer_other_axis",
        """
        self.grads["bias"] = grad_output.sum(axis=1)
        return grad_output
        """,
    ),
    "not summed": _BIAS.still_wrong(
        "bias_layer_not_summed",
        """
        self.grads["bias"] = grad_output
        return grad_output
        """,
    ),
    "keepdims": _BIAS.still_wrong(
        "bias_layer_keeps_axis",
        """
        self.grads["bias"] = grad_output.sum(axis=0, keepdims=True)
        return grad_output
        """,
    ),
    "times x": _BIAS.still_wrong(
        "bias_layer_times_input",
        """
        self.grads["bias"] = (self._saved_input * grad_output).sum(axis=0)
        return grad_output
        """,
    ),
    "grad_x summed too": _BIAS.still_wrong(
        "bias_layer_grad_x_summed",
        """
        self.grads["bias"] = grad_output.sum(axis=0)
        return self.grads["bias"]
        """,
    ),
    "added up": wrong(
        "bias_layer_accumulates",
        """
        class BiasLayer:
            def __init__(self, bias):
                self.params = {"bias": bias}
                self.grads = {"bias": np.zeros_like(bias)}

            def forward(self, x):
                return x + self.params["bias"]

            def backward(self, grad_output):
                self.grads["bias"] += grad_output.sum(axis=0)
                return grad_output
        """,
    ),
    "never set": _BIAS.stops(
        "raised",
        """
        grad_bias = grad_output.sum(axis=0)
        return grad_output
        """,
    ),
    "another name": _BIAS.stops(
        "raised",
        """
        self.grads["b"] = grad_output.sum(axis=0)
        return grad_output
        """,
    ),
    "returns both": _BIAS.still_wrong(
        "type",
        """
        self.grads["bias"] = grad_output.sum(axis=0)
        return grad_output, self.grads["bias"]
        """,
    ),
}

_WEIGHT = Broken(
    """
    class WeightLayer:
        def __init__(self, weight):
            self.params, self.grads = {"weight": weight}, {}

        def forward(self, x):
            self._saved_input = x
            return x @ self.params["weight"]

        def backward(self, grad_output):
            weight, x = self.params["weight"], self._saved_input
    """,
    """
    self.grads["weight"] = x.T @ grad_output
    return grad_output @ weight
    """,
)

WEIGHT_LAYER: Implementations = {
    "transposed": _WEIGHT.repaired("""
        self.grads["weight"] = x.T @ grad_output
        return grad_output @ weight.T
    """),
    "transposed as a whole": _WEIGHT.repaired("""
        self.grads["weight"] = (grad_output.T @ x).T
        return (weight @ grad_output.T).T
    """),
    "einsum": _WEIGHT.repaired("""
        self.grads["weight"] = np.einsum("ni,no->io", x, grad_output)
        return np.einsum("no,io->ni", grad_output, weight)
    """),
    "dot and swapaxes": _WEIGHT.repaired("""
        self.grads["weight"] = np.dot(np.swapaxes(x, 0, 1), grad_output)
        return np.dot(grad_output, np.swapaxes(weight, 0, 1))
    """),
    "three loops": _WEIGHT.repaired("""
        grad_x, grad_weight = np.zeros_like(x), np.zeros_like(weight)
        for n in range(len(x)):
            for i in range(weight.shape[0]):
                for j in range(weight.shape[1]):
                    grad_x[n, i] += grad_output[n, j] * weight[i, j]
                    grad_weight[i, j] += x[n, i] * grad_output[n, j]
        self.grads["weight"] = grad_weight
        return grad_x
    """),
    "as it was given": _WEIGHT.given,
    "given, with dot": Broken(
        """
        class WeightLayer:
            def __init__(self, weight):
                self.weight = weight

            def forward(self, x):
                self.x = x
                return np.dot(x, self.weight)

            def backward(self, grad_output):
        """,
        """
        self.grads = {"weight": np.dot(self.x.T, grad_output)}
        return np.dot(grad_output, self.weight)
        """,
    ).given,
    "reshaped": _WEIGHT.still_wrong(
        "weight_layer_reshaped",
        """
        self.grads["weight"] = x.T @ grad_output
        return grad_output @ weight.reshape(grad_output.shape[1], x.shape[1])
        """,
    ),
    "on the wrong side": _WEIGHT.still_wrong(
        "weight_layer_wrong_side",
        """
        self.grads["weight"] = x.T @ grad_output
        return weight.T @ grad_output
        """,
    ),
    "grad_x transposed": _WEIGHT.still_wrong(
        "weight_layer_result_transposed",
        """
        self.grads["weight"] = x.T @ grad_output
        return weight @ grad_output.T
        """,
    ),
    "grad_weight transposed, too": _WEIGHT.still_wrong(
        "weight_layer_grad_weight_transposed",
        """
        self.grads["weight"] = grad_output.T @ x
        return grad_output @ weight.T
        """,
    ),
    "averaged": _WEIGHT.still_wrong(
        "weight_layer_averaged",
        """
        self.grads["weight"] = x.T @ grad_output / max(1, x.shape[0])
        return grad_output @ weight.T
        """,
    ),
    "without x": _WEIGHT.still_wrong(
        "weight_layer_without_x",
        """
        self.grads["weight"] = np.tile(grad_output.sum(axis=0), (len(weight), 1))
        return grad_output @ weight.T
        """,
    ),
    "added up": wrong(
        "weight_layer_accumulates",
        """
        class WeightLayer:
            def __init__(self, weight):
                self.params = {"weight": weight}
                self.grads = {"weight": 0}

            def forward(self, x):
                self.x = x
                return x @ self.params["weight"]

            def backward(self, grad_output):
                self.grads["weight"] = self.grads["weight"] + self.x.T @ grad_output
                return grad_output @ self.params["weight"].T
        """,
    ),
    "x not transposed": _WEIGHT.still_wrong(
        "values",
        """
        self.grads["weight"] = x @ grad_output
        return grad_output @ weight.T
        """,
    ),
}
