"""The contract that lets any layer stand behind any other: forward, backward, params, grads."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import Array, as_float, same_shape


class Layer:
    """A differentiable step of a network.

    `forward(x)` computes the output and saves what the gradient will need. `backward(grad_output)`
    takes ∂L/∂output, sets `grads` and returns ∂L/∂x, by the chain rule and nothing else. What is
    saved is the array itself, not a copy: don't change it between the two calls.
    """

    _saved_input: Array | None = None
    _saved_output: Array | None = None
    _grads: Mapping[str, Array] = MappingProxyType({})
    _buffers: dict[tuple[str, tuple[int, ...], np.dtype[Any]], Array] | None = None

    @property
    def params(self) -> dict[str, Array]:
        """Name → parameter: the very arrays, which an optimiser updates in place."""
        return {}

    @property
    def grads(self) -> dict[str, Array]:
        """Name → ∂L/∂parameter of the last `backward`: overwritten, not added up or averaged."""
        return dict(self._grads)

    def forward(self, x: ArrayLike) -> Array:
        """The layer's output for the input `x`."""
        raise NotImplementedError(f"{type(self).__name__} has no forward yet")

    def backward(self, grad_output: ArrayLike) -> Array:
        """∂L/∂x, for the `x` of the last `forward`."""
        raise NotImplementedError(f"{type(self).__name__} has no backward yet")

    def parameter_gradients(self, grad_output: ArrayLike) -> dict[str, Array]:
        """`backward` for the first layer of a network: sets `grads` and returns them.

        Nobody who trains asks for ∂L/∂x of the data, so that a layer that can leaves it out.
        """
        self.backward(grad_output)
        return self.grads

    def reuse_buffers(self) -> Self:
        """From now on, write what `forward` and `backward` return over what they last returned.

        Training then takes no new memory from step to step. An array that the layer returned is
        good until the next call: copy what you keep. Returns the layer itself.
        """
        self._buffers = {}
        return self

    def __call__(self, x: ArrayLike) -> Array:
        """`forward(x)`."""
        return self.forward(x)

    def __repr__(self) -> str:
        options = [f"{k}={v!r}" for k, v in vars(self).items() if not k.startswith("_")]
        return f"{type(self).__name__}({', '.join(options)})"

    def _recall(self, saved: Array | None) -> Array:
        """What `forward` saved, or an error that says that there was no `forward`."""
        if saved is None:
            raise RuntimeError(
                f"{type(self).__name__}.backward was called before forward: "
                "call forward(x) first, it saves what backward needs"
            )
        return saved

    def _buffer(self, use: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """The array to write into: a new one, or the one that had this use and shape before."""
        if self._buffers is None:
            return np.empty(shape, dtype)
        key = use, shape, dtype
        if key not in self._buffers:
            self._buffers[key] = np.empty(shape, dtype)
        return self._buffers[key]


ACTIVATIONS: dict[str, type[Activation]] = {}


class Activation(Layer):
    """A layer that puts a non-linearity between two linear layers.

    Declaring a subclass with a name, `class ReLU(Elementwise, name="relu")`, enters it in
    `ACTIVATIONS`, from which tests, experiments and widgets take the list of all of them.
    """

    def __init_subclass__(cls, name: str | None = None) -> None:
        if name is None:
            return
        if ACTIVATIONS.get(name, cls).__qualname__ != cls.__qualname__:
            raise ValueError(f"the name {name!r} is taken, by {ACTIVATIONS[name].__qualname__}")
        ACTIVATIONS[name] = cls

    def textbook(self, x: Array) -> Array:
        """The output as the books print its formula: short, and not safe from overflow.

        In exact numbers it is the truth that the tests hold the layer against.
        """
        raise NotImplementedError(f"{type(self).__name__} has no textbook formula yet")


class Elementwise(Activation):
    """An activation y = f(x) that treats each number by itself: ∂L/∂x = ∂L/∂y · f′(x)."""

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """f(x), of x's shape; in the array `out`, if one is given."""
        raise NotImplementedError(f"{type(self).__name__} has no function yet")

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """f′(x), of x's shape; in the array `out`, if one is given."""
        raise NotImplementedError(f"{type(self).__name__} has no derivative yet")

    def forward(self, x: ArrayLike) -> Array:
        """f(x)."""
        x = self._saved_input = as_float(x)
        return self.function(x, out=self._buffer("output", x.shape, x.dtype))

    def backward(self, grad_output: ArrayLike) -> Array:
        """grad_output · f′(x)."""
        x = self._recall(self._saved_input)
        grad_output = same_shape(grad_output, x)
        grad_x = self.derivative(x, out=self._buffer("grad_x", x.shape, x.dtype))
        with np.errstate(over="ignore", under="ignore"):
            grad_x *= grad_output
        return grad_x
