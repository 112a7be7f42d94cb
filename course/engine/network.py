"""Layers in a row: the output of each is the input of the next, and gradients walk back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from numpy.typing import ArrayLike

from course.engine.arrays import Array, as_float
from course.engine.layer import Layer


class Sequential(Layer):
    """`layers` one after the other; a network, and a layer itself.

    Parameters and gradients carry their layer's number: "0.weight", "0.bias", "2.weight", …
    Each layer object may occur once, else `ValueError`: it remembers one input.

    >>> import numpy as np
    >>> from course.engine import Linear, ReLU
    >>> rng = np.random.default_rng(0)
    >>> network = Sequential([Linear(2, 8, rng), ReLU(), Linear(8, 1, rng)])
    >>> network.forward(np.ones((4, 2))).shape
    (4, 1)
    >>> list(network.params)
    ['0.weight', '0.bias', '2.weight', '2.bias']
    """

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = list(layers)
        seen: dict[int, int] = {}
        for number, layer in enumerate(self.layers):
            if isinstance(layer, type):
                raise TypeError(f"layer {number} is a class, not a layer: {layer.__name__}(…)")
            if not hasattr(layer, "forward"):
                raise TypeError(f"layer {number} is no layer but {layer!r}")
            for part in _parts(layer):
                if id(part) in seen:
                    raise ValueError(
                        f"layer {number} holds a layer that layer {seen[id(part)]} holds, too. "
                        "A layer remembers one input only: make a second one"
                    )
                seen[id(part)] = number

    @property
    def params(self) -> dict[str, Array]:
        """Every layer's parameters, the very arrays."""
        return _numbered([layer.params for layer in self.layers])

    @property
    def grads(self) -> dict[str, Array]:
        """Every layer's gradients of the last `backward`."""
        return _numbered([layer.grads for layer in self.layers])

    def forward(self, x: ArrayLike) -> Array:
        """The last layer's output."""
        x = as_float(x)
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad_output: ArrayLike) -> Array:
        """∂L/∂x of the first layer; every layer sets its `grads` on the way."""
        grad_output = as_float(grad_output)
        for layer in reversed(self.layers):
            grad_output = layer.backward(grad_output)
        return grad_output

    def parameter_gradients(self, grad_output: ArrayLike) -> dict[str, Array]:
        """Every layer's gradients, as `backward` sets them, without ∂L/∂x of the first layer."""
        grad_output = as_float(grad_output)
        for layer in reversed(self.layers[1:]):
            grad_output = layer.backward(grad_output)
        for layer in self.layers[:1]:
            layer.parameter_gradients(grad_output)
        return self.grads

    def reuse_buffers(self) -> Self:
        """`reuse_buffers` for every layer."""
        for layer in self.layers:
            layer.reuse_buffers()
        return self

    def __repr__(self) -> str:
        return f"Sequential({self.layers!r})"


def _parts(layer: Layer) -> list[Layer]:
    """The layer itself, and those inside it."""
    inside = layer.layers if isinstance(layer, Sequential) else []
    return [layer, *(part for each in inside for part in _parts(each))]


def _numbered(per_layer: Sequence[dict[str, Array]]) -> dict[str, Array]:
    return {
        f"{number}.{name}": array
        for number, arrays in enumerate(per_layer)
        for name, array in arrays.items()
    }
