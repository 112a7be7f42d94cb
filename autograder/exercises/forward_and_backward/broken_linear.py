"""Linear layers with one mistake each, to be recognised by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np

from autograder.exercises.forward_and_backward.passes import Array, changed
from autograder.exercises.inputs import Generator
from course.engine import Linear


def with_grads(**wrong: Callable[[Array, Array, Array], Array]) -> type[Linear]:
    """Gradients of weight and bias from other formulas of (grad_output, x, the right gradient)."""

    def backward(self: Any, grad_output: Array) -> Array:
        grad_x = Linear.backward(self, grad_output)
        for key, formula in wrong.items():
            self._grads[key] = formula(grad_output, self._saved_input, self._grads[key])
        return grad_x

    return changed(Linear, backward=backward)


def with_grad_x(formula: Callable[[Array, Array], Array]) -> type[Linear]:
    """∂L/∂x from another formula of (grad_output, weight)."""

    def backward(self: Any, grad_output: Array) -> Array:
        self.parameter_gradients(grad_output)
        return formula(grad_output, self.weight)

    return changed(Linear, backward=backward)


def starting_with(draw: Callable[[Generator, int, int], Array]) -> type[Linear]:
    """Another weight to start with; the bias is left as it is."""

    def init(self: Any, in_features: int, out_features: int, rng: Generator) -> None:
        Linear.__init__(self, in_features, out_features, rng)
        self.weight = draw(rng, in_features, out_features)

    return changed(Linear, __init__=init)


def showing_copies(zero_bias: bool) -> type[Linear]:
    """`params` holds copies; the bias starts as it should or, which is as good, at zero."""

    def init(self: Any, in_features: int, out_features: int, rng: Generator) -> None:
        Linear.__init__(self, in_features, out_features, rng)
        if zero_bias:
            self.bias = np.zeros(out_features)

    def params(self: Any) -> dict[str, Array]:
        return {"weight": self.weight.copy(), "bias": self.bias.copy()}

    return changed(Linear, __init__=init, params=property(params))


class Accumulating(Linear):
    """Gradients that are added up."""

    def backward(self, grad_output: Any) -> Array:
        """∂L/∂x; adds to the gradients."""
        before = self.grads
        grad_x = super().backward(grad_output)
        self._grads = {key: before.get(key, 0.0) + grad for key, grad in self.grads.items()}
        return grad_x


class OutputsFirst(Linear):
    """PyTorch's layout, of the weight and of its gradient."""

    def __init__(self, in_features: int, out_features: int, rng: Generator) -> None:
        super().__init__(in_features, out_features, rng)
        self._stored = np.ascontiguousarray(self.weight.T)
        self.weight = self._stored.T

    @property
    def params(self) -> dict[str, Array]:
        """The weight, (out_features, in_features), and the bias."""
        return {"weight": self._stored, "bias": self.bias}

    def backward(self, grad_output: Any) -> Array:
        """∂L/∂x; sets the gradients."""
        grad_x = super().backward(grad_output)
        self._grads = self.grads | {"weight": self.grads["weight"].T}
        return grad_x


class OwnBias(Linear):
    """The bias comes from another generator than the one that was handed over."""

    def __init__(self, in_features: int, out_features: int, rng: Generator) -> None:
        super().__init__(in_features, out_features, rng)
        self.bias = bounded(np.random.default_rng(), in_features, out_features)[0]


class ParamsForAll(Linear):
    """All layers share the parameters of the one that was made last."""

    _shared: ClassVar[tuple[Array, Array]]

    def __init__(self, in_features: int, out_features: int, rng: Generator) -> None:
        super().__init__(in_features, out_features, rng)
        ParamsForAll._shared = self.weight, self.bias

    def forward(self, x: Any) -> Array:
        """y from the parameters of the latest layer."""
        self.weight, self.bias = ParamsForAll._shared
        return super().forward(x)

    @property
    def params(self) -> dict[str, Array]:
        """The parameters of the latest layer."""
        return dict(zip(("weight", "bias"), ParamsForAll._shared, strict=True))


class GradsForAll(Linear):
    """All layers share the gradients of the last backward."""

    _shared: ClassVar[dict[str, Array]] = {}

    def backward(self, grad_output: Any) -> Array:
        """∂L/∂x; sets the gradients of all layers."""
        grad_x = super().backward(grad_output)
        GradsForAll._shared = dict(self._grads)
        return grad_x

    @property
    def grads(self) -> dict[str, Array]:
        """The gradients of the latest backward."""
        return GradsForAll._shared


def without_bias(self: Any, x: Array) -> Array:
    """A forward that leaves the bias out."""
    return Linear.forward(self, x) - self.bias


def averaged(grad_output: Array, x: Array, grad: Array) -> Array:
    """The gradient of the bias, averaged over the batch."""
    return np.asarray(grad_output.mean(axis=0))


def bounded(rng: Generator, n: int, m: int, terms: int = 0) -> Array:
    """A weight from U(±1/√terms), or of in_features if no terms are named."""
    bound = (terms or n) ** -0.5
    return rng.uniform(-bound, bound, (n, m))
