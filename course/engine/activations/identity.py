"""No activation at all: the baseline that shows what a non-linearity is worth."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import Array, as_float, elementwise, same_shape
from course.engine.layer import Elementwise

__all__ = ["Identity", "identity", "identity_derivative"]


def identity(x: ArrayLike, out: Array | None = None) -> Array:
    """f(x) = x, in a new array. Range: all numbers.

    >>> identity([-1.5, 2.0])
    array([-1.5,  2. ])
    """
    return np.positive(as_float(x), out=out)


@elementwise()
def identity_derivative(x: Array) -> Array:
    """f′(x) = 1.

    >>> identity_derivative([-1.5, 2.0])
    array([1., 1.])
    """
    return np.where(np.isnan(x), x, 1)


class Identity(Elementwise, name="identity"):
    """y = x: a network whose activations are all this one is a single linear map.

    >>> Identity().forward([-1.5, 2.0])
    array([-1.5,  2. ])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x."""
        return identity(x, out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """1."""
        return identity_derivative(x, out=out)

    def backward(self, grad_output: ArrayLike) -> Array:
        """grad_output, in a new array."""
        x = self._recall(self._saved_input)
        grad_x = self._buffer("grad_x", x.shape, x.dtype)
        np.copyto(grad_x, same_shape(grad_output, x), "same_kind")
        return grad_x

    def textbook(self, x: Array) -> Array:
        """x."""
        return x
