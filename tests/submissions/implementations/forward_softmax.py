"""Softmax layers, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

SOFTMAX: Implementations = {
    "the probabilities saved": right("""
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                powers = np.exp(x - x.max(axis=-1, keepdims=True))
                self._saved_output = powers / powers.sum(axis=-1, keepdims=True)
                return self._saved_output

            def backward(self, grad_output):
                y = self._saved_output
                return y * (grad_output - (grad_output * y).sum(axis=-1, keepdims=True))
    """),
    "the whole Jacobian": right("""
        class Softmax:
            def __init__(self):
                self.params = {}
                self.grads = {}

            def forward(self, x):
                e = np.exp(x - np.max(x, axis=-1, keepdims=True))
                self.y = e / np.sum(e, axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                y = self.y
                diagonal = y[..., :, None] * np.eye(y.shape[-1], dtype=y.dtype)
                jacobian = diagonal - y[..., :, None] * y[..., None, :]
                grad_x = (jacobian @ grad_output[..., None])[..., 0]
                return grad_x.astype(y.dtype)
    """),
    "einsum": right("""
        class Softmax:
            params, grads = {}, {}

            def forward(self, x):
                shifted = x - np.amax(x, -1)[..., None]
                e = np.exp(shifted)
                self.p = np.einsum("...i,...->...i", e, 1 / e.sum(-1))
                return self.p

            def backward(self, grad_output):
                weighted = np.einsum("...i,...i->...", grad_output, self.p)
                return self.p * (grad_output - weighted[..., None])
    """),
    "logarithms": right("""
        class Softmax:
            def __init__(self):
                self.params, self.grads = dict(), dict()

            def forward(self, x):
                m = x.max(axis=-1, keepdims=True)
                log_sum = m + np.log(np.exp(x - m).sum(axis=-1, keepdims=True))
                self.log_y = x - log_sum
                return np.exp(self.log_y)

            def backward(self, grad_output):
                y = np.exp(self.log_y)
                product = y * grad_output
                return product - y * product.sum(axis=-1, keepdims=True)
    """),
    "row by row": right("""
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            @staticmethod
            def _row(z):
                e = np.exp(z - z.max())
                return e / e.sum()

            def forward(self, x):
                rows = x.reshape(-1, x.shape[-1])
                dtype = x.dtype if x.dtype.kind == "f" else float
                self.y = np.array([self._row(z) for z in rows], dtype=dtype).reshape(x.shape)
                return self.y

            def backward(self, grad_output):
                grad_x = np.empty_like(self.y)
                for i in np.ndindex(self.y.shape[:-1]):
                    y, g = self.y[i], grad_output[i]
                    grad_x[i] = (np.diag(y) - np.outer(y, y)) @ g
                return grad_x
    """),
    "a base class and helper functions": right("""
        def probabilities(scores):
            e = np.exp(scores - scores.max(axis=-1, keepdims=True))
            return e / e.sum(axis=-1, keepdims=True)

        class Parameterless:
            @property
            def params(self):
                return {}

            @property
            def grads(self):
                return {}

        class Softmax(Parameterless):
            def forward(self, x):
                self.x = x
                return probabilities(x)

            def backward(self, grad_output):
                y = probabilities(self.x)
                mean = np.average(grad_output, axis=-1, weights=y, keepdims=True)
                return (y * (grad_output - mean)).astype(y.dtype)
    """),
    "a closure saved": right("""
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                y = np.exp(x - x.max(axis=-1, keepdims=True))
                y = y / y.sum(axis=-1, keepdims=True)

                def backward(g):
                    return y * g - y * (y * g).sum(axis=-1, keepdims=True)

                self.backward = backward
                return y
    """),
    "no maximum": wrong(
        "softmax_class_naive",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.y = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return self.y * (grad_output - (grad_output * self.y).sum(axis=-1, keepdims=True))
        """,
    ),
    "axis 0": wrong(
        "softmax_class_axis_0",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                e = np.exp(x - x.max(axis=0))
                self.y = e / e.sum(axis=0)
                return self.y

            def backward(self, grad_output):
                return self.y * (grad_output - (grad_output * self.y).sum(axis=-1, keepdims=True))
        """,
    ),
    "only the diagonal": wrong(
        "softmax_class_diagonal_only",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                e = np.exp(x - x.max(axis=-1, keepdims=True))
                self.y = e / e.sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return grad_output * self.y * (1 - self.y)
        """,
    ),
    "as behind a cross-entropy": wrong(
        "softmax_class_is_cross_entropy",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                e = np.exp(x - x.max(axis=-1, keepdims=True))
                self.y = e / e.sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return self.y - grad_output
        """,
    ),
    "the sum over everything": wrong(
        "softmax_class_back_global_sum",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                e = np.exp(x - x.max(axis=-1, keepdims=True))
                self.y = e / e.sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return self.y * (grad_output - (grad_output * self.y).sum())
        """,
    ),
    "the sum over the batch": wrong(
        "softmax_class_back_axis_0",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                e = np.exp(x - x.max(axis=-1, keepdims=True))
                self.y = e / e.sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return self.y * (grad_output - (grad_output * self.y).sum(axis=0))
        """,
    ),
    "scores saved": wrong(
        "softmax_class_scores_saved",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.x = x
                e = np.exp(x - x.max(axis=-1, keepdims=True))
                return e / e.sum(axis=-1, keepdims=True)

            def backward(self, grad_output):
                x = self.x
                return x * (grad_output - (grad_output * x).sum(axis=-1, keepdims=True))
        """,
    ),
    "shifted in place": wrong(
        "untouched",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                x -= x.max(axis=-1, keepdims=True)
                self.y = np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return self.y * (grad_output - (grad_output * self.y).sum(axis=-1, keepdims=True))
        """,
    ),
    "float64 on the way": wrong(
        "dtype",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                x = x.astype(np.float64)
                e = np.exp(x - x.max(axis=-1, keepdims=True))
                self.y = e / e.sum(axis=-1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                return self.y * (grad_output - (grad_output * self.y).sum(axis=-1, keepdims=True))
        """,
    ),
    "for 2-D arrays only": stops(
        "softmax_class_axis_1",
        """
        class Softmax:
            def __init__(self):
                self.params, self.grads = {}, {}

            def forward(self, x):
                e = np.exp(x - x.max(axis=1, keepdims=True))
                self.y = e / e.sum(axis=1, keepdims=True)
                return self.y

            def backward(self, grad_output):
                weighted = (grad_output * self.y).sum(axis=1, keepdims=True)
                return self.y * (grad_output - weighted)
        """,
    ),
}
