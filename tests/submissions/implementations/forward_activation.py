"""Activation layers of any function, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

ACTIVATION: Implementations = {
    "the input saved": right("""
        class Activation:
            def __init__(self, f, f_derivative):
                self.f = f
                self.f_derivative = f_derivative
                self.params = {}
                self.grads = {}

            def forward(self, x):
                self._saved_input = x
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.f_derivative(self._saved_input)
    """),
    "the slope saved": right("""
        class Activation:
            params, grads = {}, {}

            def __init__(self, f, f_derivative):
                self.both = f, f_derivative

            def forward(self, x):
                f, slope = self.both
                self.slope = slope(x)
                return f(x)

            def backward(self, grad_output):
                return self.slope * grad_output
    """),
    "a closure saved": right("""
        class Activation:
            def __init__(self, f, f_derivative):
                self.params = self.grads = {}
                self.f, self.f_derivative = f, f_derivative

            def forward(self, x):
                self.backward = lambda grad_output: np.multiply(grad_output, self.f_derivative(x))
                return self.f(x)
    """),
    "a base class of one's own": right("""
        class Module:
            @property
            def params(self):
                return {}

            @property
            def grads(self):
                return {}

            def __call__(self, *args):
                return self.forward(*args)

        class Activation(Module):
            def __init__(self, f, f_derivative):
                self.f, self.df = f, f_derivative

            def forward(self, x):
                self.x = np.copy(x)
                return self.f(self.x)

            def backward(self, grad_output):
                return grad_output * self.df(self.x)
    """),
    "a dataclass": right("""
        from dataclasses import dataclass, field
        from typing import Callable

        @dataclass
        class Activation:
            f: Callable
            f_derivative: Callable
            params: dict = field(default_factory=dict)
            grads: dict = field(default_factory=dict)

            def forward(self, x):
                self.x = x
                return self.f(x)

            def backward(self, grad_output):
                return np.einsum("...,...->...", grad_output, self.f_derivative(self.x))
    """),
    "slots": right("""
        class Activation:
            __slots__ = ("f", "f_derivative", "x", "params", "grads")

            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.x, self.params, self.grads = None, dict(), dict()

            def forward(self, x):
                self.x = x
                y = self.f(x)
                return y

            def backward(self, grad_output):
                if self.x is None:
                    raise RuntimeError("call forward first")
                grad_x = self.f_derivative(self.x) * grad_output
                self.grads.clear()
                return grad_x
    """),
    "saved in a list that only the last counts of": right("""
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads, self.inputs = {}, {}, []

            def forward(self, x):
                self.inputs.append(x)
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.f_derivative(self.inputs[-1])
    """),
    "no upstream": wrong(
        "activation_class_no_upstream",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.x = x
                return self.f(x)

            def backward(self, grad_output):
                return self.f_derivative(self.x)
        """,
    ),
    "a slope of its own making": wrong(
        "values",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.x = x
                return self.f(x)

            def backward(self, grad_output):
                f, x, h = self.f, self.x.astype(np.float64), 1e-4
                inner, outer = f(x + h) - f(x - h), f(x + 2 * h) - f(x - 2 * h)
                return (grad_output * (8 * inner - outer) / (12 * h)).astype(grad_output.dtype)
        """,
    ),
    "the function for its derivative": wrong(
        "activation_class_f_for_derivative",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.y = self.f(x)
                return self.y

            def backward(self, grad_output):
                return grad_output * self.y
        """,
    ),
    "the slope at the output": wrong(
        "activation_class_slope_at_output",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self._saved_output = self.f(x)
                return self._saved_output

            def backward(self, grad_output):
                return grad_output * self.f_derivative(self._saved_output)
        """,
    ),
    "the slope at the upstream gradient": wrong(
        "activation_class_slope_at_upstream",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                return self.f(x)

            def backward(self, grad_output):
                return self.f_derivative(grad_output)
        """,
    ),
    "one input for the class": wrong(
        "activation_class_input_shared",
        """
        class Activation:
            params, grads, x = {}, {}, None

            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative

            def forward(self, x):
                Activation.x = x
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.f_derivative(Activation.x)
        """,
    ),
    "a global variable": wrong(
        "activation_class_input_shared",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                global saved
                saved = x
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.f_derivative(saved)
        """,
    ),
    "the first input forever": wrong(
        "activation_class_first_input_kept",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                if not hasattr(self, "x"):
                    self.x = x
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.f_derivative(self.x)
        """,
    ),
    "over its input": wrong(
        "untouched",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.slope = self.f_derivative(x)
                if x.flags.writeable:
                    x[...] = self.f(x)
                    return x
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.slope
        """,
    ),
    "over the upstream gradient": wrong(
        "untouched",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.x = x
                return self.f(x)

            def backward(self, grad_output):
                grad_output *= self.f_derivative(self.x)
                return grad_output
        """,
    ),
    "backward that prints": wrong(
        "type",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative
                self.params, self.grads = {}, {}

            def forward(self, x):
                self.x = x
                return self.f(x)

            def backward(self, grad_output):
                print(grad_output * self.f_derivative(self.x))
        """,
    ),
    "no params": stops(
        "raised",
        """
        class Activation:
            def __init__(self, f, f_derivative):
                self.f, self.f_derivative = f, f_derivative

            def forward(self, x):
                self.x = x
                return self.f(x)

            def backward(self, grad_output):
                return grad_output * self.f_derivative(self.x)
        """,
    ),
}
