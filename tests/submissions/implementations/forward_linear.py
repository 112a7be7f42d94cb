"""Linear layers as classes, as students write them."""

from functools import partial

from tests.submissions.implementation import Implementations, right, stops, wrong
from tests.submissions.implementations.class_text import class_text

_linear = partial(
    class_text,
    "Linear",
    {
        "init": """
            def __init__(self, in_features, out_features, rng):
                b = 1 / np.sqrt(in_features)
                self.weight = rng.uniform(-b, b, (in_features, out_features))
                self.bias = rng.uniform(-b, b, out_features)
                self.params, self.grads = {"weight": self.weight, "bias": self.bias}, {}
        """,
        "forward": """
            def forward(self, x):
                self.x = x
                return x @ self.weight + self.bias
        """,
        "backward": """
            def backward(self, grad_output):
                self.grads = {"weight": self.x.T @ grad_output, "bias": grad_output.sum(axis=0)}
                return grad_output @ self.weight.T
        """,
    },
)


def _starting(weight: str, bias: str = "rng.uniform(-b, b, out_features)") -> str:
    """A layer that draws its parameters in its own way; b is the bound."""
    return _linear(
        init=f"""
            def __init__(self, in_features, out_features, rng):
                b = 1 / np.sqrt(in_features)
                self.weight = {weight}
                self.bias = {bias}
                self.params = {{"weight": self.weight, "bias": self.bias}}
        """
    )


LINEAR: Implementations = {
    "two arrays and two dictionaries": right("""
        class Linear:
            def __init__(self, in_features, out_features, rng):
                bound = 1 / np.sqrt(in_features)
                self.params = {
                    "weight": rng.uniform(-bound, bound, (in_features, out_features)),
                    "bias": rng.uniform(-bound, bound, out_features),
                }
                self.grads = {}

            def forward(self, x):
                self._saved_input = x
                return x @ self.params["weight"] + self.params["bias"]

            def backward(self, grad_output):
                self.grads["weight"] = self._saved_input.T @ grad_output
                self.grads["bias"] = grad_output.sum(axis=0)
                return grad_output @ self.params["weight"].T
    """),
    "params as a property": right("""
        class Linear:
            def __init__(self, in_features, out_features, rng):
                scale = in_features ** -0.5
                self.bias = rng.uniform(-scale, scale, size=(out_features,))
                self.weight = rng.uniform(-scale, scale, size=(in_features, out_features))
                self.grad_weight = self.grad_bias = None

            @property
            def params(self):
                return {"weight": self.weight, "bias": self.bias}

            @property
            def grads(self):
                return {"weight": self.grad_weight, "bias": self.grad_bias}

            def forward(self, x):
                self.x = x
                return np.dot(x, self.weight) + self.bias

            def backward(self, grad_output):
                self.grad_weight = np.dot(self.x.T, grad_output)
                self.grad_bias = np.sum(grad_output, 0)
                return np.dot(grad_output, self.weight.T)
    """),
    "a base class of one's own": right("""
        class Module:
            def __init__(self):
                self.params, self.grads = {}, {}

            def __call__(self, x):
                return self.forward(x)

            def learn(self, name, array):
                self.params[name] = array
                self.grads[name] = np.zeros_like(array)

        class Linear(Module):
            def __init__(self, in_features, out_features, rng):
                super().__init__()
                limit = np.sqrt(1 / in_features)
                self.learn("weight", rng.uniform(-limit, limit, (in_features, out_features)))
                self.learn("bias", np.zeros(out_features))

            def forward(self, x):
                self.saved = x
                return self.params["bias"] + x @ self.params["weight"]

            def backward(self, grad_output):
                np.matmul(self.saved.T, grad_output, out=self.grads["weight"])
                np.sum(grad_output, axis=0, out=self.grads["bias"])
                return grad_output @ self.params["weight"].T
    """),
    "a dataclass": right("""
        from dataclasses import dataclass, field

        @dataclass
        class Linear:
            in_features: int
            out_features: int
            rng: object
            params: dict = field(default_factory=dict)
            grads: dict = field(default_factory=dict)

            def __post_init__(self):
                bound = self.in_features ** -0.5
                for name, shape in {
                    "weight": (self.in_features, self.out_features),
                    "bias": self.out_features,
                }.items():
                    self.params[name] = bound * (2 * self.rng.random(shape) - 1)

            def forward(self, x):
                self.x = x
                return np.einsum("ni,io->no", x, self.params["weight"]) + self.params["bias"]

            def backward(self, grad_output):
                self.grads = {
                    "weight": np.einsum("ni,no->io", self.x, grad_output),
                    "bias": np.einsum("no->o", grad_output),
                }
                return np.einsum("no,io->ni", grad_output, self.params["weight"])
    """),
    "what was saved is given back": right("""
        class Linear:
            def __init__(self, in_features, out_features, rng):
                bound = in_features ** -0.5
                self.params = {
                    "weight": rng.uniform(-bound, bound, (in_features, out_features)),
                    "bias": np.zeros(out_features),
                }
                self.grads, self.saved = {}, []

            def forward(self, x):
                self.saved = [x]
                return x @ self.params["weight"] + self.params["bias"]

            def backward(self, grad_output):
                x = self.saved.pop()
                self.grads.update(weight=x.T @ grad_output, bias=grad_output.sum(axis=0))
                return grad_output @ self.params["weight"].T
    """),
    "closures": right("""
        class Linear:
            def __init__(self, in_features, out_features, rng):
                bound = 1.0 / in_features ** 0.5
                weight = rng.uniform(-bound, bound, (out_features, in_features)).T
                bias = rng.uniform(-bound, bound, out_features)
                self.params = dict(weight=weight, bias=bias)
                self.grads = {}

                def forward(x):
                    def backward(grad_output):
                        self.grads = dict(weight=x.T @ grad_output, bias=grad_output.sum(0))
                        return grad_output @ weight.T

                    self.backward = backward
                    return x @ weight + bias

                self.forward = forward
    """),
    "loops over rows": right("""
        class Linear:
            def __init__(self, in_features, out_features, rng):
                b = 1 / in_features ** 0.5
                self.W = np.array([rng.uniform(-b, b, out_features) for _ in range(in_features)])
                self.b = rng.uniform(-b, b, out_features)
                self.params = {"weight": self.W, "bias": self.b}
                self.grads = {"weight": 0, "bias": 0}

            def forward(self, x):
                self.x = x.copy()
                y = np.empty((len(x), len(self.b)))
                for i, row in enumerate(x):
                    y[i] = row @ self.W + self.b
                return y

            def backward(self, grad_output):
                grad_weight, grad_bias = np.zeros_like(self.W), np.zeros_like(self.b)
                grad_x = np.zeros_like(self.x)
                for i, (row, g) in enumerate(zip(self.x, grad_output)):
                    grad_weight += np.outer(row, g)
                    grad_bias += g
                    grad_x[i] = self.W @ g
                self.grads = {"weight": grad_weight, "bias": grad_bias}
                return grad_x
    """),
    "tensordot over any leading axes": right("""
        class Linear:
            def __init__(self, in_features, out_features, rng):
                half = in_features ** -0.5
                self.weight = rng.uniform(-half, half, in_features * out_features)
                self.weight = self.weight.reshape(in_features, out_features)
                self.bias = rng.uniform(-half, half, out_features)
                self.params = {"weight": self.weight, "bias": self.bias}
                self.grads = {}

            def __repr__(self):
                return f"Linear{self.weight.shape}"

            def forward(self, x):
                self._saved_input = x
                return np.tensordot(x, self.weight, axes=1) + self.bias

            def backward(self, grad_output):
                leading = tuple(range(grad_output.ndim - 1))
                x = self._saved_input
                self.grads["weight"] = np.tensordot(x, grad_output, axes=(leading, leading))
                self.grads["bias"] = grad_output.sum(axis=leading)
                return np.tensordot(grad_output, self.weight, axes=(-1, 1))
    """),
    "gradients added up": wrong(
        "linear_class_grads_accumulated",
        _linear(
            zeros="""
                def zero_grad(self):
                    self.grads = {name: np.zeros_like(p) for name, p in self.params.items()}
            """,
            backward="""
                def backward(self, grad_output):
                    if not self.grads:
                        self.zero_grad()
                    self.grads["weight"] += self.x.T @ grad_output
                    self.grads["bias"] += grad_output.sum(axis=0)
                    return grad_output @ self.weight.T
            """,
        ),
    ),
    "params are copies": wrong(
        "linear_class_params_copied",
        _linear(
            init="""
                def __init__(self, in_features, out_features, rng):
                    bound = 1 / np.sqrt(in_features)
                    self.weight = rng.uniform(-bound, bound, (in_features, out_features))
                    self.bias = rng.uniform(-bound, bound, out_features)
                    self.params = {"weight": self.weight.copy(), "bias": self.bias.copy()}
            """
        ),
    ),
    "params on the class": wrong(
        "linear_class_params_shared",
        _linear(
            init="""
                params = {}

                def __init__(self, in_features, out_features, rng):
                    b = in_features ** -0.5
                    self.params["weight"] = rng.uniform(-b, b, (in_features, out_features))
                    self.params["bias"] = rng.uniform(-b, b, out_features)
            """,
            forward="""
                def forward(self, x):
                    self.x = x
                    return x @ self.params["weight"] + self.params["bias"]
            """,
            backward="""
                def backward(self, grad_output):
                    self.grads = {"weight": self.x.T @ grad_output, "bias": grad_output.sum(axis=0)}
                    return grad_output @ self.params["weight"].T
            """,
        ),
    ),
    "grads on the class": wrong(
        "linear_class_grads_shared",
        _linear(
            init="""
                grads = {}

                def __init__(self, in_features, out_features, rng):
                    b = in_features ** -0.5
                    self.weight = rng.uniform(-b, b, (in_features, out_features))
                    self.bias = np.zeros(out_features)
                    self.params = {"weight": self.weight, "bias": self.bias}
            """,
            backward="""
                def backward(self, grad_output):
                    self.grads["weight"] = self.x.T @ grad_output
                    self.grads["bias"] = grad_output.sum(axis=0)
                    return grad_output @ self.weight.T
            """,
        ),
    ),
    "bias averaged": wrong(
        "linear_class_grad_bias_averaged",
        _linear(
            backward="""
                def backward(self, grad_output):
                    self.grads = {"weight": self.x.T @ grad_output, "bias": grad_output.mean(0)}
                    return grad_output @ self.weight.T
            """
        ),
    ),
    "weight's gradient transposed": wrong(
        "linear_class_grad_weight_transposed",
        _linear(
            backward="""
                def backward(self, grad_output):
                    self.grads = {"weight": grad_output.T @ self.x, "bias": grad_output.sum(axis=0)}
                    return grad_output @ self.weight.T
            """
        ),
    ),
    "PyTorch's layout": wrong(
        "linear_class_outputs_first",
        _linear(
            init="""
                def __init__(self, in_features, out_features, rng):
                    b = 1 / np.sqrt(in_features)
                    self.weight = rng.uniform(-b, b, (out_features, in_features))
                    self.bias = rng.uniform(-b, b, out_features)
                    self.params = {"weight": self.weight, "bias": self.bias}
            """,
            forward="""
                def forward(self, x):
                    self.x = x
                    return x @ self.weight.T + self.bias
            """,
            backward="""
                def backward(self, grad_output):
                    self.grads = {"weight": grad_output.T @ self.x, "bias": grad_output.sum(axis=0)}
                    return grad_output @ self.weight
            """,
        ),
    ),
    "a hundredth of normal": wrong(
        "linear_class_starts_too_small",
        _starting(
            "0.01 * rng.standard_normal((in_features, out_features))", "np.zeros(out_features)"
        ),
    ),
    "between 0 and 1": wrong(
        "linear_class_starts_large_and_positive",
        _starting("rng.random((in_features, out_features))", "rng.random(out_features)"),
    ),
    "numpy's own generator": wrong(
        "linear_class_own_generator",
        _starting(
            "np.random.uniform(-b, b, (in_features, out_features))",
            "np.random.uniform(-b, b, out_features)",
        ),
    ),
    "numpy's own generator for the bias": wrong(
        "linear_class_own_generator_for_bias",
        _starting(
            "rng.uniform(-b, b, (in_features, out_features))",
            "np.random.uniform(-b, b, out_features)",
        ),
    ),
    "the same number for all biases": wrong(
        "values",
        _starting("rng.uniform(-b, b, (in_features, out_features))", "np.full(out_features, b)"),
    ),
    "one row for all inputs": wrong(
        "values", _starting("np.repeat(rng.uniform(-b, b, (1, out_features)), in_features, axis=0)")
    ),
    "learns during backward": wrong(
        "values",
        _linear(
            backward="""
                def backward(self, grad_output):
                    self.grads = {"weight": self.x.T @ grad_output, "bias": grad_output.sum(axis=0)}
                    grad_x = grad_output @ self.weight.T
                    self.weight -= 0.1 * self.grads["weight"]
                    self.bias -= 0.1 * self.grads["bias"]
                    return grad_x
            """
        ),
    ),
    "returns all three gradients": wrong(
        "type",
        _linear(
            backward="""
                def backward(self, grad_output):
                    self.grads = {"weight": self.x.T @ grad_output, "bias": grad_output.sum(axis=0)}
                    return grad_output @ self.weight.T, self.grads["weight"], self.grads["bias"]
            """
        ),
    ),
    "float32 weights": wrong(
        "dtype",
        _starting(
            'rng.uniform(-b, b, (in_features, out_features)).astype("f4")',
            'rng.uniform(-b, b, out_features).astype("f4")',
        ),
    ),
    "other names in params": stops(
        "raised",
        _linear(
            init="""
                def __init__(self, in_features, out_features, rng):
                    b = 1 / np.sqrt(in_features)
                    self.weight = rng.uniform(-b, b, (in_features, out_features))
                    self.bias = rng.uniform(-b, b, out_features)
                    self.params = {"W": self.weight, "b": self.bias}
            """
        ),
    ),
    "no input saved": stops(
        "raised",
        _linear(
            forward="""
                def forward(self, x):
                    return x @ self.weight + self.bias
            """
        ),
    ),
    "backward not written yet": stops(
        "raised",
        _linear(
            backward="""
                def backward(self, grad_output):
                    raise NotImplementedError()
            """
        ),
    ),
}
