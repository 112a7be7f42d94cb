"""The gated units: one half of the features decides how much of the other half passes.

y = x · f(gate): with a linear layer before each half the network learns both what it says and when
to say it. The activation f of the gate gives each its name; SwiGLU is in most of today's language
models. Dauphin, Fan, Auli & Grangier, *Language modeling with gated convolutional networks* (2017);
Shazeer, *GLU variants improve transformer* (2020).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.activations.smooth import GELU, SiLU
from course.engine.activations.squashing import Sigmoid
from course.engine.arrays import Array, Function, as_float, elementwise, same_shape
from course.engine.layer import Activation, Elementwise

__all__ = [
    "GEGLU",
    "GLU",
    "Gated",
    "SwiGLU",
    "geglu",
    "geglu_backward",
    "glu",
    "glu_backward",
    "swiglu",
    "swiglu_backward",
]


def glu(x: ArrayLike, gate: ArrayLike) -> Array:
    """glu(x, gate) = x · σ(gate), for two arrays of one shape.

    >>> glu([8.0, 8.0], gate=[0.0, np.log(3)])
    array([4., 6.])
    """
    return _gated(x, gate, Sigmoid())


def glu_backward(grad_output: ArrayLike, x: ArrayLike, gate: ArrayLike) -> tuple[Array, Array]:
    """(grad_x, grad_gate) = (grad_output · σ(gate), grad_output · x · σ′(gate)).

    >>> glu_backward([1.0, 1.0], x=[8.0, 8.0], gate=[0.0, np.log(3)])
    (array([0.5 , 0.75]), array([2. , 1.5]))
    """
    return _gated_backward(grad_output, x, gate, Sigmoid())


def swiglu(x: ArrayLike, gate: ArrayLike) -> Array:
    """swiglu(x, gate) = x · silu(gate), for two arrays of one shape.

    >>> swiglu([10.0, 10.0], gate=[0.0, 40.0])
    array([  0., 400.])
    """
    return _gated(x, gate, SiLU())


def swiglu_backward(grad_output: ArrayLike, x: ArrayLike, gate: ArrayLike) -> tuple[Array, Array]:
    """(grad_x, grad_gate) = (grad_output · silu(gate), grad_output · x · silu′(gate)).

    >>> swiglu_backward([1.0, 1.0], x=[10.0, 10.0], gate=[0.0, 40.0])
    (array([ 0., 40.]), array([ 5., 10.]))
    """
    return _gated_backward(grad_output, x, gate, SiLU())


def geglu(x: ArrayLike, gate: ArrayLike) -> Array:
    """geglu(x, gate) = x · gelu(gate), for two arrays of one shape.

    >>> geglu([10.0, 10.0], gate=[0.0, 40.0])
    array([  0., 400.])
    """
    return _gated(x, gate, GELU())


def geglu_backward(grad_output: ArrayLike, x: ArrayLike, gate: ArrayLike) -> tuple[Array, Array]:
    """(grad_x, grad_gate) = (grad_output · gelu(gate), grad_output · x · gelu′(gate)).

    >>> geglu_backward([1.0, 1.0], x=[10.0, 10.0], gate=[0.0, 40.0])
    (array([ 0., 40.]), array([ 5., 10.]))
    """
    return _gated_backward(grad_output, x, gate, GELU())


def _gated(x: ArrayLike, gate: ArrayLike, f: Elementwise, out: Array | None = None) -> Array:
    """x · f(gate)."""
    if np.shape(x) != np.shape(gate):
        raise ValueError(f"x has shape {np.shape(x)} and gate has shape {np.shape(gate)}")
    return _times(x, gate, f.function, out=out)


def _gated_backward(
    grad_output: ArrayLike,
    x: ArrayLike,
    gate: ArrayLike,
    f: Elementwise,
    out: tuple[Array | None, Array | None] = (None, None),
) -> tuple[Array, Array]:
    """(grad_output · f(gate), grad_output · x · f′(gate))."""
    grad_output = same_shape(same_shape(grad_output, x), gate)
    return (
        _times(grad_output, gate, f.function, out=out[0]),
        _times_both(grad_output, x, gate, f.derivative, out=out[1]),
    )


@elementwise(arrays=2)
def _times(x: Array, gate: Array, f: Function) -> Array:
    return x * f(gate)


@elementwise(arrays=3)
def _times_both(grad_output: Array, x: Array, gate: Array, f: Function) -> Array:
    return grad_output * (x * f(gate))


class Gated(Activation):
    """y = x · f(gate), where x is the first half of the input along `axis` and gate the second.

    2n entries come in and n go out, as in PyTorch's `nn.GLU`. An odd number raises `ValueError`.
    """

    activation: Elementwise

    def __init__(self, axis: int = -1) -> None:
        self.axis = axis

    def forward(self, x: ArrayLike) -> Array:
        """x · f(gate), half as long as the input along `axis`."""
        self._saved_input = as_float(x)
        x, gate = self._halves(self._saved_input)
        return _gated(x, gate, self.activation, self._buffer("output", x.shape, x.dtype))

    def backward(self, grad_output: ArrayLike) -> Array:
        """(grad_output · f(gate), grad_output · x · f′(gate)), side by side along `axis`."""
        saved = self._recall(self._saved_input)
        grad = self._buffer("grad_x", saved.shape, saved.dtype)
        grad = np.empty(saved.shape, saved.dtype) if grad is None else grad
        _gated_backward(grad_output, *self._halves(saved), self.activation, self._halves(grad))
        return grad

    def textbook(self, x: Array) -> Array:
        """x · f(gate)."""
        x, gate = self._halves(x)
        return x * self.activation.textbook(gate)

    def _halves(self, x: Array) -> tuple[Array, Array]:
        if not -x.ndim <= self.axis < x.ndim or x.shape[self.axis] % 2:
            raise ValueError(
                f"{type(self).__name__} halves axis {self.axis} of its input, whose shape is "
                f"{x.shape}: that axis needs an even number of entries"
            )
        first, second = np.split(x, 2, self.axis)
        return first, second


class GLU(Gated, name="glu"):
    """y = x · σ(gate).

    >>> GLU().forward([[8.0, 8.0, 0.0, np.log(3)]])
    array([[4., 6.]])
    """

    activation = Sigmoid()


class SwiGLU(Gated, name="swiglu"):
    """y = x · silu(gate): the unit of LLaMA's feed-forward layers, among many others.

    >>> SwiGLU().forward([[10.0, 10.0, 0.0, 40.0]])
    array([[  0., 400.]])
    """

    activation = SiLU()


class GEGLU(Gated, name="geglu"):
    """y = x · gelu(gate).

    >>> GEGLU().forward([[10.0, 10.0, 0.0, 40.0]])
    array([[  0., 400.]])
    """

    activation = GELU()
