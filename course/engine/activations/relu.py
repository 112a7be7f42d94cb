"""The ReLU family: the identity right of zero, and left of it as little as each member dares.

Of max(x, 0) and min(x, 0) one is always 0, so that a sum of the two serves both sides. All members
have a kink at 0, where any number between the two one-sided slopes is a subgradient; the
derivatives here return the slope from the left, so that relu′(0) = 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import (
    Array,
    Constant,
    as_float,
    elementwise,
    in_float64,
    negative_part,
    positive_part,
    same_shape,
)
from course.engine.layer import Elementwise

__all__ = [
    "ELU",
    "SELU",
    "SELU_ALPHA",
    "SELU_SCALE",
    "LeakyReLU",
    "PReLU",
    "ReLU",
    "elu",
    "elu_derivative",
    "leaky_relu",
    "leaky_relu_derivative",
    "prelu",
    "prelu_backward",
    "relu",
    "relu_backward",
    "relu_derivative",
    "selu",
    "selu_derivative",
]


def relu(x: ArrayLike, out: Array | None = None) -> Array:
    """relu(x) = max(x, 0). Range [0, ∞).

    Nair & Hinton, *Rectified linear units improve restricted Boltzmann machines* (2010).

    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    return positive_part(as_float(x), out)


def relu_derivative(x: ArrayLike, out: Array | None = None) -> Array:
    """relu′(x) = 1 for x > 0, else 0. At the kink, x = 0, every number in [0, 1] is a subgradient.

    It is the sign of max(x, 0), which keeps a NaN.

    >>> relu_derivative([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    return np.sign(relu(x, out), out=out)


def relu_backward(grad_output: ArrayLike, x: ArrayLike, out: Array | None = None) -> Array:
    """∂L/∂x = grad_output · relu′(x): the gradient passes where x > 0 and stops elsewhere.

    >>> relu_backward([5.0, np.inf, -7.0], x=[-2.0, 0.0, 3.0])
    array([ 0.,  0., -7.])
    """
    grad_output, x = same_shape(grad_output, x), as_float(x)
    if np.isfinite(grad_output).all() and np.isfinite(x).all():
        # Several times as fast as `where`, but ∞·0 would be NaN.
        return np.multiply(grad_output, x > 0, out=out, casting="same_kind")
    passed = np.where(x > 0, grad_output, np.where(np.isnan(x), x, 0))
    return np.positive(passed, out=out, casting="same_kind")


class ReLU(Elementwise, name="relu"):
    """y = max(x, 0).

    >>> layer = ReLU()
    >>> layer.forward([-2.0, 3.0])
    array([0., 3.])
    >>> layer.backward([10.0, 10.0])
    array([ 0., 10.])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """max(x, 0)."""
        return relu(x, out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """1 right of zero, else 0."""
        return relu_derivative(x, out)

    def textbook(self, x: Array) -> Array:
        """max(x, 0)."""
        return np.maximum(x, 0)

    def backward(self, grad_output: ArrayLike) -> Array:
        """`relu_backward`: a mask is quicker than a product with the derivative."""
        x = self._recall(self._saved_input)
        return relu_backward(grad_output, x, self._buffer("grad_x", x.shape, x.dtype))


@elementwise()
def leaky_relu(x: Array, negative_slope: float = 0.01) -> Array:
    """leaky_relu(x) = x for x > 0, else negative_slope·x. Range: all numbers, if the slope is > 0.

    Maas, Hannun & Ng, *Rectifier nonlinearities improve neural network acoustic models* (2013).

    >>> leaky_relu([-2.0, 3.0])
    array([-0.02,  3.  ])
    """
    return _two_slopes(x, negative_slope)


@elementwise()
def leaky_relu_derivative(x: Array, negative_slope: float = 0.01) -> Array:
    """leaky_relu′(x) = 1 for x > 0, else negative_slope.

    At the kink, x = 0, every number between negative_slope and 1 is a subgradient.

    >>> leaky_relu_derivative([-2.0, 0.0, 3.0])
    array([0.01, 0.01, 1.  ])
    """
    return _either_slope(x, negative_slope)


def _two_slopes(x: Array, slope: ArrayLike) -> Array:
    """x right of zero, slope·x left of it, which is 0 for slope 0, even at −∞."""
    left = negative_part(x)
    if not np.all(slope):
        left = np.where(np.equal(slope, 0), np.maximum(left, np.finfo(x.dtype).min), left)
    return positive_part(x) + slope * left


def _either_slope(x: Array, slope: ArrayLike) -> Array:
    """1 right of zero, the slope elsewhere, NaN for NaN."""
    right = relu_derivative(x)
    return right + slope * (1 - right)


class LeakyReLU(Elementwise, name="leaky_relu"):
    """y = x for x > 0, else negative_slope·x: a unit that never stops learning altogether.

    >>> LeakyReLU(negative_slope=0.1).forward([-2.0, 3.0])
    array([-0.2,  3. ])
    """

    def __init__(self, negative_slope: float = 0.01) -> None:
        self.negative_slope = negative_slope

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """`leaky_relu` with this layer's slope."""
        return leaky_relu(x, self.negative_slope, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """`leaky_relu_derivative` with this layer's slope."""
        return leaky_relu_derivative(x, self.negative_slope, out=out)

    def textbook(self, x: Array) -> Array:
        """x for x > 0, else slope·x."""
        return np.where(x > 0, x, self.negative_slope * x)


def prelu(x: ArrayLike, slope: ArrayLike, out: Array | None = None) -> Array:
    """prelu(x) = x for x > 0, else slope·x, where the slope is learned.

    x: (..., features); slope: (features,), or a single number for all of them. A slope that fits
    neither raises `ValueError`.
    He, Zhang, Ren & Sun, *Delving deep into rectifiers* (2015).

    >>> prelu([[-2.0, -2.0], [3.0, 3.0]], slope=[0.25, 0.5])
    array([[-0.5, -1. ],
           [ 3. ,  3. ]])
    """
    return _prelu(x, _fit(slope, as_float(x)), out=out)


def prelu_backward(grad_output: ArrayLike, x: ArrayLike, slope: ArrayLike) -> tuple[Array, Array]:
    """(grad_x, grad_slope) of `prelu`, each of its namesake's shape.

    grad_x = grad_output · (1 for x > 0, else slope); at the kink, x = 0, every number between
    slope and 1 is a subgradient. grad_slope = the sum of grad_output · min(x, 0) over all that
    shared the slope: the rows of the batch, and the features too if there is one slope for all.

    >>> prelu_backward([[1.0, 1.0], [1.0, 1.0]], x=[[-2.0, -4.0], [3.0, -1.0]], slope=[0.25, 0.5])
    (array([[0.25, 0.5 ],
           [1.  , 0.5 ]]), array([-2., -5.]))
    """
    grad_x = same_shape(grad_output, x) * _prelu_derivative(x, _fit(slope, as_float(x)))
    return grad_x, _slope_gradient(grad_output, as_float(x), as_float(slope))


_prelu = elementwise(arrays=2)(_two_slopes)
_prelu_derivative = elementwise(arrays=2)(_either_slope)


@in_float64
def _slope_gradient(grad_output: Array, x: Array, slope: Array) -> Array:
    """The sum of grad_output · min(x, 0) over all that share a slope."""
    terms = grad_output * negative_part(x)
    shared = None if slope.size == 1 else tuple(range(x.ndim - 1))
    return terms.sum(axis=shared).reshape(slope.shape)


def _fit(slope: ArrayLike, x: Array) -> Array:
    """`slope` so that it broadcasts to x's shape and never beyond."""
    slope = as_float(slope)
    if slope.size == 1:
        return slope.reshape(())
    if slope.shape != x.shape[-1:]:
        raise ValueError(
            f"slope has shape {slope.shape} and x has shape {x.shape}: "
            "slope needs one entry, or one for each entry of x's last axis"
        )
    return slope


class PReLU(Elementwise, name="prelu"):
    """y = x for x > 0, else slope·x, with the slope learned: one for all, or one per feature.

    `num_parameters` is 1 or the size of x's last axis; each slope starts at `init`.

    >>> layer = PReLU(num_parameters=2)
    >>> layer.forward([[-4.0, 3.0]])
    array([[-1.,  3.]])
    >>> layer.backward([[1.0, 1.0]]), layer.grads["slope"]
    (array([[0.25, 1.  ]]), array([-4.,  0.]))
    """

    def __init__(self, num_parameters: int = 1, init: float = 0.25) -> None:
        if num_parameters < 1:
            raise ValueError(f"num_parameters must be at least 1, got {num_parameters}")
        self.slope = np.full(num_parameters, init, dtype=np.float64)

    @property
    def params(self) -> dict[str, Array]:
        """The slope."""
        return {"slope": self.slope}

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """`prelu` with this layer's slope."""
        return prelu(x, self.slope, out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """1 right of zero, else the slope."""
        return _prelu_derivative(x, _fit(self.slope, as_float(x)), out=out)

    def textbook(self, x: Array) -> Array:
        """x for x > 0, else slope·x."""
        return np.where(x > 0, x, self.slope * x)

    def backward(self, grad_output: ArrayLike) -> Array:
        """grad_output · prelu′(x); sets the gradient of the slope."""
        grad_x = super().backward(grad_output)
        self._grads = {
            "slope": _slope_gradient(grad_output, self._recall(self._saved_input), self.slope)
        }
        return grad_x


@elementwise()
def elu(x: Array, alpha: float = 1.0) -> Array:
    """elu(x) = x for x > 0, else alpha·(eˣ − 1). Range (−alpha, ∞).

    eˣ − 1 is `expm1`, which keeps its digits near 0, and sees no positive x, so cannot overflow.
    Clevert, Unterthiner & Hochreiter, *Fast and accurate deep network learning by exponential
    linear units* (2016).

    >>> elu([-np.inf, 0.0, 3.0])
    array([-1.,  0.,  3.])
    """
    return positive_part(x) + alpha * np.expm1(negative_part(x))


@elementwise()
def elu_derivative(x: Array, alpha: float = 1.0) -> Array:
    """elu′(x) = 1 for x > 0, else alpha·eˣ.

    At x = 0 there is a kink unless alpha = 1: every number between alpha and 1 is a subgradient.

    >>> elu_derivative([-np.inf, 0.0, 3.0])
    array([0., 1., 1.])
    """
    return _either_slope(x, alpha) * np.exp(negative_part(x))


class ELU(Elementwise, name="elu"):
    """y = x for x > 0, else alpha·(eˣ − 1): negative outputs pull the mean towards 0.

    >>> ELU(alpha=2.0).forward([-np.inf, 3.0])
    array([-2.,  3.])
    """

    def __init__(self, alpha: float = 1.0) -> None:
        self.alpha = alpha

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """`elu` with this layer's alpha."""
        return elu(x, self.alpha, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """`elu_derivative` with this layer's alpha."""
        return elu_derivative(x, self.alpha, out=out)

    def textbook(self, x: Array) -> Array:
        """x for x > 0, else alpha·(eˣ − 1)."""
        return np.where(x > 0, x, self.alpha * (np.exp(x) - 1))


# The one pair for which mean 0 and variance 1 of normal inputs are a fixed point of the layer.
SELU_SCALE = Constant("1.0507009873554804934193349852946")
SELU_ALPHA = Constant("1.6732632423543772848170429916717")


@elementwise()
def selu(x: Array) -> Array:
    """selu(x) = λ·elu(x, α), with λ = 1.0507… (`SELU_SCALE`) and α = 1.6732… (`SELU_ALPHA`).

    Range (−λα, ∞) = (−1.7581, ∞). For x ~ N(0, 1) the output has mean 0 and variance 1.
    Klambauer, Unterthiner, Mayr & Hochreiter, *Self-normalizing neural networks* (2017).

    >>> selu([-np.inf, 0.0, 1.0])
    array([-1.75809934,  0.        ,  1.05070099])
    """
    return SELU_SCALE * (positive_part(x) + SELU_ALPHA * np.expm1(negative_part(x)))


@elementwise()
def selu_derivative(x: Array) -> Array:
    """selu′(x) = λ for x > 0, else λα·eˣ.

    At the kink, x = 0, every number in [λ, λα] = [1.0507, 1.7581] is a subgradient.

    >>> selu_derivative([-np.inf, 0.0, 1.0])
    array([0.        , 1.75809934, 1.05070099])
    """
    return SELU_SCALE * (_either_slope(x, SELU_ALPHA) * np.exp(negative_part(x)))


class SELU(Elementwise, name="selu"):
    """y = λ·elu(x, α): layers that bring mean and variance back to 0 and 1, however deep.

    >>> SELU().forward([0.0, 1.0])
    array([0.        , 1.05070099])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """λ·elu(x, α)."""
        return selu(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """λ·elu′(x, α)."""
        return selu_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """λx for x > 0, else λα·(eˣ − 1)."""
        return SELU_SCALE * np.where(x > 0, x, SELU_ALPHA * (np.exp(x) - 1))
