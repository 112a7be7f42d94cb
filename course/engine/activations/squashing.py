"""The squashing activations: smooth, bounded on one side at least, and flat there.

Where they are flat gradients vanish. All are written in t = e^−|x|, which lies in (0, 1] and so can
neither overflow nor lose the small numbers: the textbook's 1/(1 + e⁻ˣ) overflows at x = −710.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import Array, elementwise, in_float64, negative_part, same_shape
from course.engine.layer import Elementwise

__all__ = [
    "LogSigmoid",
    "Sigmoid",
    "Softsign",
    "Tanh",
    "logsigmoid",
    "logsigmoid_derivative",
    "sigmoid",
    "sigmoid_backward",
    "sigmoid_derivative",
    "softsign",
    "softsign_derivative",
    "tanh",
    "tanh_backward",
    "tanh_derivative",
]


@elementwise()
def sigmoid(x: Array) -> Array:
    """σ(x) = 1/(1 + e⁻ˣ). Range (0, 1); σ(−∞) = 0, σ(0) = ½, σ(∞) = 1.

    With t = e^−|x| this is 1/(1 + t) right of zero and, after multiplying both parts of the
    fraction by eˣ = t, t/(1 + t) left of it. The numerator is the larger of t and "x ≥ 0".

    >>> sigmoid([-np.inf, 0.0, np.log(3)])
    array([0.  , 0.5 , 0.75])
    """
    t = np.exp(-np.abs(x))
    return np.maximum(t, x >= 0) / (1 + t)


@elementwise()
def sigmoid_derivative(x: Array) -> Array:
    """σ′(x) = σ(x)·(1 − σ(x)). Range (0, ¼], largest at 0.

    With t = e^−|x|, one of the two factors is 1/(1 + t) and the other t/(1 + t), so that
    σ′ = t/(1 + t)²: nothing is subtracted and no digit lost. y·(1 − y) is 0 from x = 37 on, where
    σ′ is 8.5e-17. (1 + t)² is written as 1 + t(2 + t), which rounds less.

    >>> sigmoid_derivative([0.0, 37.0])
    array([2.50000000e-01, 8.53304763e-17])
    """
    t = np.exp(-np.abs(x))
    return t / (1 + t * (2 + t))


@in_float64
def sigmoid_backward(grad_output: Array, y: ArrayLike) -> Array:
    """∂L/∂x = grad_output · y·(1 − y), from the output y = σ(x).

    Needs no second exponential, but has lost what 1 − y has lost: where σ(x) rounds to 1, it is 0.
    The layer, which has x, uses `sigmoid_derivative`.

    >>> sigmoid_backward([4.0, -4.0], y=[0.5, 0.75])
    array([ 1.  , -0.75])
    """
    y = _output(y, grad_output)
    return grad_output * (y * (1 - y))


class Sigmoid(Elementwise, name="sigmoid"):
    """y = 1/(1 + e⁻ˣ): a number as a probability.

    >>> layer = Sigmoid()
    >>> layer.forward([0.0]), layer.backward([8.0])
    (array([0.5]), array([2.]))
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """σ(x)."""
        return sigmoid(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """σ′(x)."""
        return sigmoid_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """1/(1 + e⁻ˣ)."""
        return 1 / (1 + np.exp(-x))


@elementwise()
def logsigmoid(x: Array) -> Array:
    """log σ(x) = −log(1 + e⁻ˣ). Range (−∞, 0); near x for x ≪ 0, near −e⁻ˣ for x ≫ 0.

    With t = e^−|x| it is min(x, 0) − log(1 + t), and `log1p` keeps the digits of a small t. The
    logarithm of `sigmoid` is 0 from x = 37 on, and −∞ left of −745.

    >>> logsigmoid([-1000.0, 0.0, 40.0])
    array([-1.00000000e+03, -6.93147181e-01, -4.24835426e-18])
    """
    return negative_part(x) - np.log1p(np.exp(-np.abs(x)))


@elementwise()
def logsigmoid_derivative(x: Array) -> Array:
    """(log σ)′(x) = 1 − σ(x) = σ(−x). Range (0, 1).

    >>> logsigmoid_derivative([-np.inf, 0.0, 40.0])
    array([1.00000000e+00, 5.00000000e-01, 4.24835426e-18])
    """
    t = np.exp(-np.abs(x))
    return np.maximum(t, x <= 0) / (1 + t)


class LogSigmoid(Elementwise, name="logsigmoid"):
    """y = log σ(x): the log-probability of a yes, which never becomes log 0.

    >>> LogSigmoid().forward([-1000.0])
    array([-1000.])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """log σ(x)."""
        return logsigmoid(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """σ(−x)."""
        return logsigmoid_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """log(1/(1 + e⁻ˣ))."""
        return np.log(1 / (1 + np.exp(-x)))


@elementwise()
def tanh(x: Array) -> Array:
    """tanh(x) = (eˣ − e⁻ˣ)/(eˣ + e⁻ˣ) = 2σ(2x) − 1. Range (−1, 1); odd, with slope 1 at 0.

    >>> tanh([-np.inf, 0.0, np.log(3)])
    array([-1. ,  0. ,  0.8])
    """
    return np.tanh(x)


@elementwise()
def tanh_derivative(x: Array) -> Array:
    """tanh′(x) = 1 − tanh²(x) = 1/cosh²(x). Range (0, 1], largest at 0.

    cosh x = (1 + t)/(2√t) with t = e^−2|x|, so that tanh′ = 4t/(1 + t)²: nothing is subtracted.
    1 − y² is 0 from x = 19.1 on, where tanh′ is 1.0e-16.

    >>> tanh_derivative([0.0, 20.0])
    array([1.0000000e+00, 1.6993417e-17])
    """
    t = np.exp(-2 * np.abs(x))
    return 4 * t / (1 + t * (2 + t))


@in_float64
def tanh_backward(grad_output: Array, y: ArrayLike) -> Array:
    """∂L/∂x = grad_output · (1 − y²), from the output y = tanh(x).

    1 − y² is computed as (1 − y)(1 + y), which rounds less; where tanh(x) rounds to ±1, it is 0.
    The layer, which has x, uses `tanh_derivative`.

    >>> tanh_backward([4.0, -4.0], y=[0.0, 0.5])
    array([ 4., -3.])
    """
    y = _output(y, grad_output)
    return grad_output * ((1 - y) * (1 + y))


def _output(y: ArrayLike, grad_output: Array) -> Array:
    """`y` in grad_output's precision, after a check that the two shapes agree."""
    same_shape(grad_output, y)
    return np.asarray(y, dtype=grad_output.dtype)


class Tanh(Elementwise, name="tanh"):
    """y = tanh(x): like the sigmoid, but with outputs around 0.

    >>> layer = Tanh()
    >>> layer.forward([0.0]), layer.backward([8.0])
    (array([0.]), array([8.]))
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """tanh(x)."""
        return tanh(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """tanh′(x)."""
        return tanh_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """tanh(x)."""
        return np.tanh(x)


@elementwise()
def softsign(x: Array) -> Array:
    """softsign(x) = x/(1 + |x|). Range (−1, 1); slope 1 at 0, and slower to saturate than tanh.

    From |x| = 2⁵³ on the quotient rounds to ±1: x stops later, and before ∞/∞ would be NaN.
    Bergstra, Desjardins, Lamblin & Bengio, *Quadratic polynomials learn better image features*
    (2009).

    >>> softsign([-np.inf, 0.0, 3.0])
    array([-1.  ,  0.  ,  0.75])
    """
    a = np.abs(x)
    if np.any(a > 1e17):
        x, a = np.clip(x, -1e17, 1e17), np.minimum(a, 1e17)
    return x / (1 + a)


@elementwise()
def softsign_derivative(x: Array) -> Array:
    """softsign′(x) = 1/(1 + |x|)². Range (0, 1], largest at 0.

    (1 + a)² is written as 1 + a(2 + a), which rounds less.

    >>> softsign_derivative([-np.inf, 0.0, 3.0])
    array([0.    , 1.    , 0.0625])
    """
    a = np.abs(x)
    return 1 / (1 + a * (2 + a))


class Softsign(Elementwise, name="softsign"):
    """y = x/(1 + |x|): saturates like 1/x², where tanh does so like e⁻²ˣ.

    >>> Softsign().forward([-1.0, 3.0])
    array([-0.5 ,  0.75])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x/(1 + |x|)."""
        return softsign(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """1/(1 + |x|)²."""
        return softsign_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """x/(1 + |x|)."""
        return x / (1 + np.abs(x))
