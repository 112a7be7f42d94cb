"""The hard family: straight lines in place of an exponential, for processors without room for one.

Both members have kinks at x = ±3, where any number between the two one-sided slopes is a
subgradient; the derivatives here return the slope from the left, as in the ReLU family.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import Array, elementwise
from course.engine.layer import Elementwise

__all__ = [
    "Hardsigmoid",
    "Hardswish",
    "hardsigmoid",
    "hardsigmoid_derivative",
    "hardswish",
    "hardswish_derivative",
]


@elementwise()
def hardsigmoid(x: Array) -> Array:
    """hardsigmoid(x) = (x + 3)/6, cut off at 0 and 1: three straight lines for a sigmoid.

    Range [0, 1]; 0 up to x = −3, 1 from x = 3 on.
    Howard et al., *Searching for MobileNetV3* (2019).

    >>> hardsigmoid([-3.0, 0.0, 1.5, 3.0])
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return np.clip(x + 3, 0, 6) / 6


@elementwise()
def hardsigmoid_derivative(x: Array) -> Array:
    """hardsigmoid′(x) = 1/6 for −3 < x ≤ 3, else 0.

    At both kinks, x = ±3, every number in [0, 1/6] is a subgradient.

    >>> 6 * hardsigmoid_derivative([-3.0, 0.0, 3.0, 4.0])
    array([0., 1., 1., 0.])
    """
    return np.where(np.isnan(x), x, _between(x) / 6)


class Hardsigmoid(Elementwise, name="hardsigmoid"):
    """y = (x + 3)/6, cut off at 0 and 1: a sigmoid for processors that find eˣ expensive.

    >>> Hardsigmoid().forward([-4.0, 0.0, 4.0])
    array([0. , 0.5, 1. ])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """(x + 3)/6, cut off at 0 and 1."""
        return hardsigmoid(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """1/6 between −3 and 3, else 0."""
        return hardsigmoid_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """(x + 3)/6, cut off at 0 and 1."""
        return np.minimum(np.maximum(x + 3, 0), 6) / 6


@elementwise()
def hardswish(x: Array) -> Array:
    """hardswish(x) = x · hardsigmoid(x): SiLU with straight lines for its sigmoid.

    Range [−3/8, ∞), least at x = −3/2; 0 up to x = −3, x from x = 3 on. Left of −3 one factor is 0
    already, so that the other may stop at −3: −∞·0 would be NaN.
    Howard et al., *Searching for MobileNetV3* (2019).

    >>> hardswish([-np.inf, -1.5, 0.0, 6.0])
    array([-0.   , -0.375,  0.   ,  6.   ])
    """
    return np.maximum(x, -3) * (np.clip(x + 3, 0, 6) / 6)


@elementwise()
def hardswish_derivative(x: Array) -> Array:
    """hardswish′(x) = (2x + 3)/6 for −3 < x ≤ 3, 0 left of that and 1 right of it.

    At the kinks every number in [−½, 0] (x = −3) and in [1, 3/2] (x = 3) is a subgradient.

    >>> hardswish_derivative([-3.0, -1.5, 0.0, 3.0, 4.0])
    array([0. , 0. , 0.5, 1.5, 1. ])
    """
    return _between(x) * (2 * np.clip(x, -3, 3) + 3) / 6 + (x > 3)


def _between(x: Array) -> Array:
    """−3 < x ≤ 3: the slopes at the kinks are those from the left."""
    return (x > -3) & (x <= 3)


class Hardswish(Elementwise, name="hardswish"):
    """y = x · hardsigmoid(x): SiLU's shape without its exponential.

    >>> Hardswish().forward([-1.5, 6.0])
    array([-0.375,  6.   ])
    """

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """x · hardsigmoid(x)."""
        return hardswish(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """(2x + 3)/6 between −3 and 3, 0 and 1 outside."""
        return hardswish_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """x · (x + 3)/6, the second factor cut off at 0 and 1."""
        return x * (np.minimum(np.maximum(x + 3, 0), 6) / 6)
