"""Where the weights start: random, and scaled so that a signal neither dies nor explodes."""

from __future__ import annotations

import numpy as np

from course.engine.activations.gated import Gated
from course.engine.arrays import Array, Function, as_float
from course.engine.layer import ACTIVATIONS, Elementwise, Layer


def gain(activation: str | Layer | type[Layer] | Function) -> float:
    """E[f(z)²]^(−½) for z ~ N(0, 1): how much f shrinks a signal, for the weights to make good.

    The activation f is a name in `ACTIVATIONS`, a layer, its class, or any function of an array. An
    unknown name, an f that is 0 everywhere or not finite somewhere raises `ValueError`; an f that
    does not treat each number by itself, `TypeError`.

    A sum y of fan_in independent terms weight·f(z) has the variance fan_in·Var[weight]·E[f(z)²] (He
    et al. 2015, eq. 7), and in wide layers y is normal, whatever f (Poole et al. 2016). Therefore
    `lecun_normal(…, gain=gain(f))`, with Var[weight] = gain²/fan_in, keeps Var[y] = 1 from layer to
    layer. For ReLU that is He's √2. A gated unit x·f(gate) has its f's gain, because x has power 1.

    Other gains answer other questions. Kumar (2017) replaces f by its tangent at 0, which gives
    tanh 1. PyTorch's `calculate_gain` lists 5/3 for tanh, 1 for sigmoid and ¾ for SELU without a
    derivation; with 5/3 a deep tanh network settles at Var[y] = 1.18.

    He, Zhang, Ren & Sun, *Delving deep into rectifiers* (2015). Poole, Lahiri, Raghu,
    Sohl-Dickstein & Ganguli, *Exponential expressivity in deep neural networks through transient
    chaos* (2016). Kumar, *On weight initialization in deep neural networks* (2017).

    >>> round(gain("relu") ** 2, 12), round(gain(np.tanh), 10)
    (2.0, 1.5925374197)
    """
    f = _function(activation)
    power = _normal_mean(lambda z: np.square(_values(f, z), dtype=np.float64))
    if power == 0:
        raise ValueError("the activation is 0 everywhere, which no gain can make up for")
    return power**-0.5


def _function(activation: str | Layer | type[Layer] | Function) -> Function:
    if isinstance(activation, str):
        if activation not in ACTIVATIONS:
            raise ValueError(f"no activation {activation!r}; there are {', '.join(ACTIVATIONS)}")
        activation = ACTIVATIONS[activation]
    layer = activation() if isinstance(activation, type) else activation
    if isinstance(layer, Gated):
        layer = layer.activation
    # The function leaves alone what forward has saved for backward.
    return layer.function if isinstance(layer, Elementwise) else layer


def _values(f: Function, z: Array) -> Array:
    """f(z), after checks that it is finite and made of one number each."""
    y, of_some = as_float(f(z.copy())), as_float(f(z[::2].copy()))
    if y.shape != z.shape or not np.allclose(y[::2], of_some, equal_nan=True):
        raise TypeError("a gain needs an activation that treats each number by itself")
    if not np.all(np.isfinite(y)):
        first = np.argmin(np.isfinite(y))
        raise ValueError(f"the activation is {y[first]} at {z[first]:.4g}, and its gain undefined")
    return y


def _normal_mean(f: Function) -> float:
    """E[f(z)] of an f ≥ 0 by Gauss–Legendre quadrature, exact to rounding, kinks and jumps or not.

    Only an interval that holds a kink comes out inexact. It shows, because its halves give another
    result; then they take its place, until it is too short to matter. A thousand such intervals
    are no kinks but the rounding noise of f, which no halving mends.
    """
    nodes, weights = np.polynomial.legendre.leggauss(16)

    def integral(left: Array, right: Array) -> Array:
        half = (right - left)[:, None] / 2
        z = left[:, None] + half * (1 + nodes)
        density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
        return np.sum(half * weights * density * f(z.ravel()).reshape(z.shape), axis=1)

    # Beyond ±38 the density is 0 in float64.
    left, right, total = np.arange(-38.0, 38.0), np.arange(-37.0, 39.0), 0.0
    while left.size:
        middle = (left + right) / 2
        halves = integral(left, middle) + integral(middle, right)
        change = np.abs(halves - integral(left, right))
        inexact = (change > 1e-16 * (total + halves.sum())) & (left.size < 1000)
        total += float(halves[~inexact].sum())
        left, middle, right = left[inexact], middle[inexact], right[inexact]
        left, right = np.append(left, middle), np.append(middle, right)
    return total


def lecun_normal(fan_in: int, fan_out: int, rng: np.random.Generator, gain: float = 1.0) -> Array:
    """Weight (fan_in, fan_out) ~ N(0, gain²/fan_in): keeps a signal's size, given `gain(f)`.

    Without an activation, and for SELU, the gain is 1.
    LeCun, Bottou, Orr & Müller, *Efficient BackProp* (1998).

    >>> lecun_normal(400, 100, np.random.default_rng(0)).std().round(3)  # 1/√400
    np.float64(0.05)
    """
    return _normal(fan_in, fan_out, rng, fan_in, gain)


def lecun_uniform(fan_in: int, fan_out: int, rng: np.random.Generator, gain: float = 1.0) -> Array:
    """Weight (fan_in, fan_out) ~ U(±gain·√(3/fan_in)): `lecun_normal`'s variance.

    >>> bool(abs(lecun_uniform(300, 9, np.random.default_rng(0))).max() <= 0.1)
    True
    """
    return _uniform(fan_in, fan_out, rng, fan_in, gain)


def xavier_normal(fan_in: int, fan_out: int, rng: np.random.Generator, gain: float = 1.0) -> Array:
    """Weight (fan_in, fan_out) ~ N(0, 2·gain²/(fan_in + fan_out)): for tanh and its like.

    The mean of what the forward pass (1/fan_in) and the backward pass (1/fan_out) ask for.
    Glorot & Bengio, *Understanding the difficulty of training deep feedforward networks* (2010).

    >>> xavier_normal(500, 300, np.random.default_rng(0)).std().round(3)  # √(2/800)
    np.float64(0.05)
    """
    return _normal(fan_in, fan_out, rng, (fan_in + fan_out) / 2, gain)


def xavier_uniform(fan_in: int, fan_out: int, rng: np.random.Generator, gain: float = 1.0) -> Array:
    """Weight (fan_in, fan_out) ~ U(±gain·√(6/(fan_in + fan_out))): `xavier_normal`'s variance.

    >>> bool(abs(xavier_uniform(400, 200, np.random.default_rng(0))).max() <= 0.1)
    True
    """
    return _uniform(fan_in, fan_out, rng, (fan_in + fan_out) / 2, gain)


def he_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    """Weight (fan_in, fan_out) ~ N(0, 2/fan_in): for ReLU, which halves the second moment.

    He, Zhang, Ren & Sun, *Delving deep into rectifiers* (2015).

    >>> he_normal(800, 100, np.random.default_rng(0)).std().round(3)  # √(2/800)
    np.float64(0.05)
    """
    return _normal(fan_in, fan_out, rng, fan_in / 2)


def he_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> Array:
    """Weight (fan_in, fan_out) ~ U(±√(6/fan_in)): `he_normal`'s variance.

    >>> bool(abs(he_uniform(600, 9, np.random.default_rng(0))).max() <= 0.1)
    True
    """
    return _uniform(fan_in, fan_out, rng, fan_in / 2)


def generator(rng: np.random.Generator) -> np.random.Generator:
    """`rng`, after a check that it is a generator and not, say, the seed of one."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng must be a generator, np.random.default_rng(seed), not {rng!r}")
    return rng


def _normal(
    fan_in: int, fan_out: int, rng: np.random.Generator, terms: float, gain: float = 1.0
) -> Array:
    variance = _variance(fan_in, fan_out, terms, gain)
    return generator(rng).normal(0, variance**0.5, (fan_in, fan_out))


def _uniform(
    fan_in: int, fan_out: int, rng: np.random.Generator, terms: float, gain: float = 1.0
) -> Array:
    bound = (3 * _variance(fan_in, fan_out, terms, gain)) ** 0.5
    return generator(rng).uniform(-bound, bound, (fan_in, fan_out))


def _variance(fan_in: int, fan_out: int, terms: float, gain: float) -> float:
    if fan_in < 1 or fan_out < 1:
        raise ValueError(f"fan_in is {fan_in} and fan_out is {fan_out}: both must be at least 1")
    return gain**2 / terms
