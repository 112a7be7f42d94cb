"""Softmax: scores of the classes become probabilities, each of which depends on every score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import (
    Array,
    along_axis,
    as_float,
    exact_product,
    exact_sum,
    same_shape,
)
from course.engine.layer import Activation

__all__ = [
    "LogSoftmax",
    "Softmax",
    "log_softmax",
    "log_softmax_backward",
    "softmax",
    "softmax_backward",
]


def softmax(
    z: ArrayLike, axis: int = -1, temperature: float = 1.0, out: Array | None = None
) -> Array:
    """softmax(z)ᵢ = e^(zᵢ/T) / Σⱼ e^(zⱼ/T) along `axis`. Range [0, 1]; sums to 1.

    The largest z is subtracted first, which changes nothing (numerator and denominator share the
    factor) and keeps every exponent at or below 0. A small temperature T sharpens, a large one
    evens out; it must be above 0, else `ValueError`. Entries that share an infinite maximum share
    the probability, the limit in which they grow together; −∞ beside anything larger gets 0.
    Bridle, *Probabilistic interpretation of feedforward classification network outputs* (1990).

    >>> softmax(np.log([1.0, 2.0, 5.0]))
    array([0.125, 0.25 , 0.625])
    >>> softmax([0.0, np.log(3)], temperature=0.5)
    array([0.1, 0.9])
    """

    _check_temperature(temperature)
    exact = needs_exactness(z)

    def formula(z: Array) -> Array:
        _, powers, others = from_largest(z, temperature, exact)
        return powers / (1 + others)

    return along_axis(formula, [z], axis, out)


def softmax_backward(
    grad_output: ArrayLike,
    y: ArrayLike,
    axis: int = -1,
    temperature: float = 1.0,
    out: Array | None = None,
) -> Array:
    """∂L/∂z = y · (grad_output − Σⱼ grad_outputⱼ·yⱼ) / T, from the output y = softmax(z).

    The Jacobian ∂yᵢ/∂zⱼ = yᵢ(δᵢⱼ − yⱼ)/T is not diagonal, hence the sum. A grad_output that is the
    same everywhere gives 0: the outputs cannot all rise at once. So grad_output counts from its
    value at the largest y, where grad_output − Σ… would cancel when y rounds to 1.

    >>> softmax_backward([8.0, 0.0, 0.0], y=[0.5, 0.25, 0.25])
    array([ 2., -1., -1.])
    """
    _check_temperature(temperature)

    def formula(grad_output: Array, y: Array) -> Array:
        largest = np.arange(len(y)), y.argmax(axis=1)
        grad_output = grad_output - grad_output[largest][:, np.newaxis]
        return y * (grad_output - (grad_output * y).sum(axis=1, keepdims=True)) / temperature

    return along_axis(formula, [same_shape(grad_output, y), y], axis, out)


def log_softmax(
    z: ArrayLike, axis: int = -1, temperature: float = 1.0, out: Array | None = None
) -> Array:
    """log softmax(z)ᵢ = zᵢ/T − log Σⱼ e^(zⱼ/T) along `axis`. Range (−∞, 0].

    With d = z − max z the sum is 1 + (all but the largest), so that its logarithm is a `log1p`,
    which keeps its digits where the largest class is nearly certain.

    >>> log_softmax([0.0, 1000.0])
    array([-1000.,     0.])
    """

    _check_temperature(temperature)
    exact = needs_exactness(z)

    def formula(z: Array) -> Array:
        (q, lost), _, others = from_largest(z, temperature, exact)
        return q - (np.log1p(others) - lost)

    return along_axis(formula, [z], axis, out)


def log_softmax_backward(
    grad_output: ArrayLike,
    log_y: ArrayLike,
    axis: int = -1,
    temperature: float = 1.0,
    out: Array | None = None,
) -> Array:
    """∂L/∂z = (grad_output − y·Σⱼ grad_outputⱼ) / T, from log_y = log_softmax(z), y = e^log_y.

    At the largest y, where that cancels when y rounds to 1, it is
    −(the sum of grad_output without its own) + (1 − y)·Σⱼ grad_outputⱼ, with 1 − y = −expm1(log_y).

    >>> log_softmax_backward([1.0, 0.0], log_y=np.log([0.25, 0.75]))
    array([ 0.75, -0.75])
    """
    _check_temperature(temperature)

    def formula(grad_output: Array, log_y: Array) -> Array:
        rows, largest = np.arange(len(log_y)), log_y.argmax(axis=1)
        total = grad_output.sum(axis=1, keepdims=True)
        grad = grad_output - np.exp(log_y) * total
        others = grad_output.copy()
        others[rows, largest] = 0
        missing = np.expm1(log_y[rows, largest])
        grad[rows, largest] = -others.sum(axis=1) - missing * total[:, 0]
        return grad / temperature

    return along_axis(formula, [same_shape(grad_output, log_y), log_y], axis, out)


def needs_exactness(z: ArrayLike) -> bool:
    """Will the result keep float64's digits? Rounded to float32, it needs no more than float64."""
    return as_float(z).dtype.itemsize >= 8


def from_largest(
    z: Array, temperature: float = 1.0, exact: bool = True
) -> tuple[tuple[Array, Array], Array, Array]:
    """q = (z − max z)/T, e^q and the sum of e^q without the largest, which is 1; for each row of z.

    Where z is large, rounding q by ε shows: it makes e^q wrong by the factor 1 + ε. Both roundings,
    of the difference and of the quotient, are found exactly: q comes as the pair (q, ε), and e^q·ε
    puts back what e^q lost. A result that is rounded to float32 needs none of that (`exact`).
    """
    rows, largest = np.arange(len(z)), z.argmax(axis=1)
    top = z[rows, largest][:, np.newaxis]
    with np.errstate(invalid="ignore"):
        if exact:
            q, lost = _exponents(z, top, temperature)
        else:
            q, lost = (z - top) / temperature, np.zeros_like(z)
    if not (np.isfinite(q).all() and np.isfinite(lost).all()):
        q, lost = np.where(z == top, 0, q), np.where(np.isfinite(lost), lost, 0)
    powers = np.exp(q)
    if exact:
        powers += powers * lost
    others = _sum_without(powers, rows, largest, exact)
    if (faint := others[:, 0] < FAINT).any():
        others[faint] = _faint_sum(q[faint], lost[faint], largest[faint])
    return (q, lost), powers, others


# Below this, the summands of a long row may have become subnormal.
FAINT = 1e-300
# Its e⁻ˢ is, by chance, a float64 to within a five-hundredth of a rounding.
LIFT = 47.5


def _faint_sum(q: Array, lost: Array, largest: Array) -> Array:
    """Σe^q without the largest as e⁻ˢ·Σe^(q + s), where each e^q alone would lose its digits."""
    powers = np.exp(q + LIFT)
    powers += powers * lost
    return _sum_without(powers, np.arange(len(q)), largest, exact=True) * np.exp(-LIFT)


def _exponents(z: Array, top: Array, temperature: float) -> tuple[Array, Array]:
    """(z − top)/T as a number and the rest that completes it."""
    difference, lost = exact_sum(z, -top)
    if temperature == 1:
        return difference, lost
    q = difference / temperature
    product, rest = exact_product(q, temperature)
    return q, (difference - product - rest + lost) / temperature


def _sum_without(powers: Array, rows: Array, columns: Array, exact: bool) -> Array:
    """The sum of each row without one of its entries, rounded once however long the row.

    The entries' leading bits, as far as they stand above 2⁻²⁶ of the sum, are added up exactly, and
    the rest apart (Rump, Ogita & Oishi, *Accurate floating-point summation*, 2008).
    """
    left_out = powers[rows, columns]
    powers[rows, columns] = 0
    total = powers.sum(axis=1, keepdims=True)
    if exact:
        leading = (powers + 2.0**27 * total) - 2.0**27 * total
        rest = powers - leading
        total = leading.sum(axis=1, keepdims=True) + rest.sum(axis=1, keepdims=True)
    powers[rows, columns] = left_out
    return total


def _check_temperature(temperature: float) -> None:
    if not temperature > 0:
        raise ValueError(f"temperature must be above 0, got {temperature}")


class Softmax(Activation, name="softmax"):
    """y = softmax(x) along `axis`: scores become probabilities.

    >>> layer = Softmax()
    >>> layer.forward(np.log([2.0, 1.0, 1.0])), layer.backward([8.0, 0.0, 0.0])
    (array([0.5 , 0.25, 0.25]), array([ 2., -1., -1.]))
    """

    def __init__(self, axis: int = -1, temperature: float = 1.0) -> None:
        self.axis = axis
        self.temperature = temperature

    def forward(self, x: ArrayLike) -> Array:
        """softmax(x)."""
        x = as_float(x)
        out = self._buffer("output", x.shape, x.dtype)
        self._saved_output = softmax(x, self.axis, self.temperature, out=out)
        return self._saved_output

    def textbook(self, x: Array) -> Array:
        """e^(xᵢ/T) / Σⱼ e^(xⱼ/T)."""
        powers = np.exp(x / self.temperature)
        return powers / np.sum(powers, axis=self.axis, keepdims=True)

    def backward(self, grad_output: ArrayLike) -> Array:
        """`softmax_backward` at the saved output."""
        y = self._recall(self._saved_output)
        out = self._buffer("grad_x", y.shape, y.dtype)
        return softmax_backward(grad_output, y, self.axis, self.temperature, out=out)


class LogSoftmax(Activation, name="log_softmax"):
    """y = log softmax(x) along `axis`: log-probabilities that never become log 0.

    >>> LogSoftmax().forward([0.0, 1000.0])
    array([-1000.,     0.])
    """

    def __init__(self, axis: int = -1, temperature: float = 1.0) -> None:
        self.axis = axis
        self.temperature = temperature

    def forward(self, x: ArrayLike) -> Array:
        """log softmax(x)."""
        x = as_float(x)
        out = self._buffer("output", x.shape, x.dtype)
        self._saved_output = log_softmax(x, self.axis, self.temperature, out=out)
        return self._saved_output

    def textbook(self, x: Array) -> Array:
        """log(e^(xᵢ/T) / Σⱼ e^(xⱼ/T))."""
        powers = np.exp(x / self.temperature)
        return np.log(powers / np.sum(powers, axis=self.axis, keepdims=True))

    def backward(self, grad_output: ArrayLike) -> Array:
        """`log_softmax_backward` at the saved output."""
        log_y = self._recall(self._saved_output)
        out = self._buffer("grad_x", log_y.shape, log_y.dtype)
        return log_softmax_backward(grad_output, log_y, self.axis, self.temperature, out=out)
