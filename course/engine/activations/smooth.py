"""The smooth activations: ReLU with its kink rounded off, each by another kind of sigmoid.

SiLU and both GELUs are x·F(x) with F(−x) = 1 − F(x), so that f(x) = x + f(−x). Only the left side
needs a formula, in a = |x|; right of zero f(x) = x + f(−a) and f′(x) = 1 − f′(−a).

Left of zero all of them fade like e⁻ᵖ. Where p passes 700, e⁻ᵖ alone would lose its digits before
the whole result does: there e^(700 − p) is taken out, and multiplied in at the end.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.activations.squashing import sigmoid
from course.engine.arrays import (
    Array,
    Constant,
    elementwise,
    exact_product,
    exact_sum,
    positive_part,
)
from course.engine.layer import Elementwise

__all__ = [
    "GELU",
    "GELUTanh",
    "Mish",
    "SiLU",
    "Softplus",
    "gelu",
    "gelu_derivative",
    "gelu_tanh",
    "gelu_tanh_derivative",
    "mish",
    "mish_derivative",
    "silu",
    "silu_derivative",
    "softplus",
    "softplus_derivative",
]


@elementwise()
def softplus(x: Array) -> Array:
    """softplus(x) = log(1 + eˣ). Range (0, ∞); near eˣ for x ≪ 0, near x for x ≫ 0.

    With t = e^−|x| it is max(x, 0) + log(1 + t): nothing overflows, and `log1p` keeps the digits of
    a small t. Dugas, Bengio, Bélisle, Nadeau & Garcia, *Incorporating second-order functional
    knowledge for better option pricing* (2001).

    >>> softplus([-40.0, 0.0, 1000.0])
    array([4.24835426e-18, 6.93147181e-01, 1.00000000e+03])
    """
    return positive_part(x) + np.log1p(np.exp(-np.abs(x)))


def softplus_derivative(x: ArrayLike, out: Array | None = None) -> Array:
    """softplus′(x) = eˣ/(1 + eˣ) = σ(x). Range (0, 1).

    >>> softplus_derivative([-np.inf, 0.0, np.log(3)])
    array([0.  , 0.5 , 0.75])
    """
    return sigmoid(x, out=out)


class Softplus(Elementwise, name="softplus"):
    """y = log(1 + eˣ): a ReLU without a kink, positive everywhere.

    >>> Softplus().forward([0.0, 1000.0])
    array([6.93147181e-01, 1.00000000e+03])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """log(1 + eˣ)."""
        return softplus(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """σ(x)."""
        return softplus_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """log(1 + eˣ)."""
        return np.log(1 + np.exp(x))


@elementwise()
def silu(x: Array) -> Array:
    """silu(x) = x·σ(x) = x/(1 + e⁻ˣ), also called swish. Range [−0.2785, ∞), least at x = −1.2785.

    silu(−a) = −a/(1 + eᵃ).
    Elfwing, Uchibe & Doya, *Sigmoid-weighted linear units for neural network function
    approximation in reinforcement learning* (2018).

    >>> silu([-np.inf, 0.0, np.log(3)])
    array([0.        , 0.        , 0.82395922])
    """
    a = _at_most(_ZERO_FROM, np.abs(x))
    return positive_part(x) - a / (1 + np.exp(_near(a))) * _far(a)


@elementwise()
def silu_derivative(x: Array) -> Array:
    """silu′(x) = σ(x)·(1 + x·σ(−x)). Range [−0.0998, 1.0998]; ½ at 0, 0 at x = −1.2785.

    silu′(−a) = t/(1 + t) · (1 − a/(1 + t)) with t = e⁻ᵃ, which is (1 − a + t)/(e^a + 2 + t).

    >>> silu_derivative([-np.inf, 0.0, 40.0])
    array([0. , 0.5, 1. ])
    """
    a = _at_most(_ZERO_FROM, np.abs(x))
    e, t = np.exp(_near(a)), np.exp(-a)
    return _mirrored(x, _quotient((1 - a, t), (e, 2 + t)) * _far(a))


class SiLU(Elementwise, name="silu"):
    """y = x·σ(x): a smooth ReLU that lets a little of the negative side through.

    >>> SiLU().forward([0.0, 1000.0])
    array([   0., 1000.])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x·σ(x)."""
        return silu(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """σ(x)·(1 + x·σ(−x))."""
        return silu_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """x/(1 + e⁻ˣ)."""
        return x / (1 + np.exp(-x))


@elementwise()
def gelu(x: Array) -> Array:
    """gelu(x) = x·Φ(x) = x·(1 + erf(x/√2))/2, Φ the normal distribution. Range [−0.16997, ∞).

    1 + erf cancels on the left. gelu(−a) = −a·Φ(−a) = −e^(−a²/2)·a·R(a) with the scaled tail
    R(a) = Φ(−a)·e^(a²/2), which falls so gently that (1 + a)·R(a) is ½ + a small polynomial.
    Hendrycks & Gimpel, *Gaussian error linear units* (2016).

    >>> gelu([-np.inf, -1.0, 0.0, 1.0])
    array([ 0.        , -0.15865525,  0.        ,  0.84134475])
    """
    a = _at_most(40, np.abs(x))
    whole, lost = exact_sum(1, a)
    bell, excess = _bell(a)
    share = a / whole
    scaled = share / 2 + share * _corrected(_polynomial(_TAIL, a), excess + lost / whole)
    return positive_part(x) - scaled * bell * _far(a * a / 2)


@elementwise()
def gelu_derivative(x: Array) -> Array:
    """gelu′(x) = Φ(x) + x·φ(x), φ the normal density. Range [−0.1289, 1.1289]; ½ at 0.

    Left of zero both terms cancel: gelu′(−a) = e^(−a²/2)·(R(a) − a/√2π), with a zero at
    a₀ = 0.7518. Divided by a₀ − a the bracket, too, is ½ + a small polynomial.

    >>> gelu_derivative([-np.inf, 0.0, np.inf])
    array([0. , 0.5, 1. ])
    """
    a = _at_most(40, np.abs(x))
    ahead, lost = exact_sum(_A0, -a)
    bell, excess = _bell(a)
    slope = _polynomial(_SLOPE, a)
    small = ahead * _corrected(slope, excess) + (lost + _A0_REST) * (0.5 + slope)
    scaled = ahead / 2 + small
    return _mirrored(x, scaled * bell * _far(a * a / 2))


class GELU(Elementwise, name="gelu"):
    """y = x·Φ(x): x times the chance that a normal number lies below it; BERT's and GPT's.

    >>> GELU().forward([0.0, 1000.0])
    array([   0., 1000.])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x·Φ(x)."""
        return gelu(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """Φ(x) + x·φ(x)."""
        return gelu_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """x·(1 + erf(x/√2))/2."""
        from scipy.special import erf  # here, so that the engine loads as fast as numpy

        return x * (1 + erf(x * _SQRT_HALF)) / 2


@elementwise()
def gelu_tanh(x: Array) -> Array:
    """gelu_tanh(x) = x·(1 + tanh u)/2 with u = √(2/π)·(x + 0.044715x³): GELU as approximated.

    Range [−0.17004, ∞), least at x = −0.7525; at most 4.8e-4 away from `gelu`.
    (1 + tanh u)/2 = σ(2u), so that gelu_tanh(−a) = −a/(1 + e^v), v = c·a + k·a³ with c = 2√(2/π),
    k = 0.044715c.
    Hendrycks & Gimpel, *Gaussian error linear units* (2016).

    >>> gelu_tanh([-np.inf, -1.0, 0.0, 1.0])
    array([ 0.        , -0.15880801,  0.        ,  0.84119199])
    """
    a = _at_most(_TANH_ZERO_FROM, np.abs(x))
    linear, cubic = _exponent(a)
    v, rest = exact_sum(linear[0] + cubic[0], linear[1] + cubic[1])
    e = np.exp(_near(v))
    return positive_part(x) - a / (1 + (e + e * rest)) * _far(v)


@elementwise()
def gelu_tanh_derivative(x: Array) -> Array:
    """gelu_tanh′(x) = σ(2u) + x·σ(2u)·σ(−2u)·2u′. Range [−0.1290, 1.1290]; ½ at 0.

    As in `silu_derivative`, gelu_tanh′(−a) = (1 − a·v′ + t)/(e^v + 2 + t) with t = e⁻ᵛ and
    a·v′ = c·a + 3k·a³.

    >>> gelu_tanh_derivative([-np.inf, 0.0, np.inf])
    array([0. , 0.5, 1. ])
    """
    a = _at_most(_TANH_ZERO_FROM, np.abs(x))
    linear, cubic = _exponent(a)
    v, rest = exact_sum(linear[0] + cubic[0], linear[1] + cubic[1])
    e, t = np.exp(_near(v)), np.exp(-v)
    e, t = e + e * rest, t - t * rest
    numerator = 1 - (linear[0] + 3 * cubic[0]), t - (linear[1] + 3 * cubic[1])
    return _mirrored(x, _quotient(numerator, (e, 2 + t)) * _far(v))


class GELUTanh(Elementwise, name="gelu_tanh"):
    """y = x·(1 + tanh(√(2/π)·(x + 0.044715x³)))/2: GELU without an error function.

    PyTorch's `GELU(approximate="tanh")`.

    >>> GELUTanh().forward([0.0, 1000.0])
    array([   0., 1000.])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x·(1 + tanh u)/2."""
        return gelu_tanh(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """σ(2u) + x·σ(2u)·σ(−2u)·2u′."""
        return gelu_tanh_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """x·(1 + tanh(√(2/π)·(x + 0.044715x³)))/2."""
        return x * (1 + np.tanh((x + x * x * x * _CUBIC) * _SQRT_TWO_OVER_PI)) / 2


@elementwise()
def mish(x: Array) -> Array:
    """mish(x) = x·tanh(softplus(x)). Range [−0.30884, ∞), least at x = −1.1924.

    tanh(log y) = (y² − 1)/(y² + 1). With y = 1 + eˣ and r = 1 + 2e⁻ˣ that is 2/(r + 1/r).
    Misra, *Mish: a self regularized non-monotonic activation function* (2019).

    >>> mish([-np.inf, 0.0, 1.0])
    array([-0.        ,  0.        ,  0.86509839])
    """
    minus_x = _at_most(_ZERO_FROM, -x)
    r = 1 + 2 * np.exp(_near(minus_x))
    return -minus_x / ((r + 1 / r) / 2) * _far(minus_x)


@elementwise()
def mish_derivative(x: Array) -> Array:
    """mish′(x) = w + x·(1 − w²)·σ(x) with w = tanh(softplus(x)). Range [−0.1125, 1.0885]; 3/5 at 0.

    With t = e^−|x|, multiplied out so that no two large terms cancel: left of zero
    (1 + x + t(3/2 + x) + t²(1 + t/4))/(1/t + 2 + t(2 + t(1 + t/4))), right of it
    1 + 2t²(2x(1 + t) − d)/d² with d = 1 + 2t(1 + t).

    >>> mish_derivative([-np.inf, 0.0, np.inf])
    array([0. , 0.6, 1. ])
    """
    a = _at_most(_ZERO_FROM, np.abs(x))
    e, t = np.exp(_near(a)), np.exp(-a)
    numerator = 1 - a + t * (1.5 - a), t * t * (1 + t / 4)
    left = _quotient(numerator, (e, 2 + t * (2 + t * (1 + t / 4)))) * _far(a)
    d = 1 + 2 * t * (1 + t)
    right = 1 + 2 * t * t * (2 * a * (1 + t) - d) / (d * d)
    return (x <= 0) * left + (x > 0) * right


class Mish(Elementwise, name="mish"):
    """y = x·tanh(softplus(x)): close to SiLU, a little deeper on the negative side.

    >>> Mish().forward([0.0, 1000.0])
    array([   0., 1000.])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x·tanh(softplus(x))."""
        return mish(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """w + x·(1 − w²)·σ(x)."""
        return mish_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """x·tanh(log(1 + eˣ))."""
        return x * np.tanh(np.log(1 + np.exp(x)))


def _mirrored(x: Array, left: Array) -> Array:
    """f′(−a) left of zero, 1 − f′(−a) right of it.

    Numpy chooses between random signs by `where` ten times as slowly as it multiplies by ±1.
    """
    right = x > 0
    return right + (1 - 2 * right) * left


# Where e⁻ᵖ, times anything that grows with p, has become 0: p may stop, before ∞·0 gives NaN.
_ZERO_FROM = 1000.0
_TANH_ZERO_FROM = 23.0


def _at_most(limit: float, p: Array) -> Array:
    """min(p, limit): numpy asks whether it is needed three times as fast as it does it."""
    return np.minimum(p, limit) if np.any(p > limit) else p


def _near(p: Array) -> Array:
    """p up to 700: its exponential neither overflows nor underflows."""
    return _at_most(700, p)


def _far(p: Array) -> Array | float:
    """e^(700 − p) where p > 700, else 1: what `_near` left out."""
    return np.exp(700 - np.maximum(p, 700)) if np.any(p > 700) else 1.0


def _bell(a: Array) -> tuple[Array, Array]:
    """E = e^(−a²/2), as far as `_near`, and by what part of it E is too large: a² is rounded."""
    square, rest = exact_product(a, a)
    return np.exp(-_near(square / 2)), rest / 2


def _corrected(v: Array, excess: Array) -> Array:
    """v such that ½ + v is smaller by the part `excess`: where v is small, rounding costs less."""
    return v - (0.5 + v) * excess


def _quotient(numerator: tuple[Array, Array], denominator: tuple[Array, Array]) -> Array:
    """A sum over a sum, rounded as if both sums were exact."""
    (above, lost_above), (below, lost_below) = exact_sum(*numerator), exact_sum(*denominator)
    quotient = above / below
    return quotient + (lost_above - quotient * lost_below) / below


def _polynomial(coefficients: tuple[float, ...], a: Array) -> Array:
    """The polynomial in z = (a − 5)/(a + 5), by Horner's rule."""
    z = (a - 5) / (a + 5)
    total = np.full_like(z, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        total *= z
        total += coefficient
    return total


def _exponent(a: Array) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """c·a and k·a³, each as a first part without any rounding and a small rest.

    v reaches 700, where a relative error of 1e-16 becomes one of 7e-14 in e^v. h is `a` to 8 binary
    places, and the first parts of c and k are so short that c·h and k·h³ are exact.
    """
    h = np.rint(a * 256) / 256
    d = a - h
    cube = h * h * h
    return (
        (_C * h, _C_REST * h + (_C + _C_REST) * d),
        (_K * cube, _K_REST * cube + (_K + _K_REST) * d * (a * (a + h) + h * h)),
    )


_SQRT_HALF = Constant("0.70710678118654752440084436210484903928483593768847")
_SQRT_TWO_OVER_PI = Constant("0.79788456080286535587989211986876373695171726232987")
_CUBIC = Constant("0.044715")
# c = 2√(2/π) and k = 0.044715c, each in a first part of few bits and a rest.
_C, _C_REST = 1.5957691216026433, 3.0874305383944692e-12
_K, _K_REST = 0.07135391235351562, 9.039190846237764e-07
# Printed by tests/accuracy/fit_gelu.py, which says what they are.
_A0, _A0_REST = 0.7517915246935645, -1.4956759177009883e-17
_TAIL = (
    -0.03848417014996223,
    -0.0915522818340088,
    0.03103036842596323,
    0.01000235238520508,
    -0.026401042966294957,
    0.024536963244459763,
    -0.015170415402485999,
    0.006522000656244846,
    -0.0016760723488506491,
    7.791691200143757e-06,
    0.00018233420251531396,
    -5.360803814501582e-05,
    -9.89646889628134e-06,
    9.061205795397122e-06,
    -6.89568345120625e-08,
    -1.3100089700228854e-06,
    1.2471420099248941e-07,
    1.9896232929933335e-07,
    -2.195811538892318e-08,
    -3.208575497095596e-08,
    3.528157289739585e-10,
    4.037645813495844e-09,
    7.719462671584014e-10,
)
_SLOPE = (
    -0.04856450473659459,
    -0.08979658026980374,
    0.060487813553870985,
    -0.035535121469155675,
    0.017807831556882932,
    -0.007334310928988714,
    0.0023021837235944445,
    -0.00044053062527911165,
    -1.519577495943639e-05,
    4.064699533483498e-05,
    -9.201158083761803e-06,
    -1.9928279462535967e-06,
    1.3601234577847068e-06,
    2.163122913676731e-08,
    -1.6867276830859697e-07,
    1.2128632917155715e-08,
    2.165113351005426e-08,
    -2.162902267309979e-09,
    -2.7212874248501606e-09,
    1.6259420249196775e-10,
    2.1990347222068178e-10,
)
