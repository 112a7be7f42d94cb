"""The measure: how many units in the last place a received number is away from the exact one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import DTypeLike, NDArray

from tests.accuracy.exact import Exact

Numbers = NDArray[np.float64]
MARGIN = 0.1


def ulps(received: NDArray[np.floating], exact: Exact) -> Numbers:
    """|received − exact| in units of the spacing at the exact value, in received's precision.

    Judged only where the exact value is a normal number of that precision, and 0 elsewhere: below
    that range digits are lost to anybody. A NaN is infinitely far away.

    >>> third = Exact(np.array([1 / 3]), np.array([1 / 3 / 2**54]))
    >>> ulps(np.array([1 / 3]), third), ulps(np.array([np.nan]), third)
    (array([0.33333333]), array([inf]))
    """
    info = np.finfo(received.dtype)
    size = np.abs(exact.nearest)
    normal = (size >= float(info.tiny)) & (size <= float(info.max))
    with np.errstate(invalid="ignore", over="ignore"):
        unit = np.spacing(np.where(normal, size, 1).astype(received.dtype)).astype(np.float64)
        # Received − nearest is exact where the two are close, so that the rest still counts.
        distance = np.abs((received.astype(np.float64) - exact.nearest) - exact.rest) / unit
    return np.where(normal, np.nan_to_num(distance, nan=np.inf, posinf=np.inf), 0)


def near_zeros(x: Numbers, slope: Numbers) -> NDArray[np.bool_]:
    """Where a derivative is within ±0.1 of a zero of its own: there no digit can be kept.

    x is sorted. A zero lies where the exact derivative changes its sign, and is found between the
    two points on a straight line.

    >>> near_zeros(np.array([-0.5, 0.95, 1.05, 1.2]), np.array([-1.5, -0.05, 0.05, 0.2]))
    array([False,  True,  True, False])
    """
    x, slope, all_x = x[slope != 0], slope[slope != 0], x
    left = np.flatnonzero(np.sign(slope[:-1]) != np.sign(slope[1:]))
    right = left + 1
    share = slope[left] / (slope[left] - slope[right])
    zeros = x[left] + share * (x[right] - x[left])
    return np.any(np.abs(all_x[:, None] - zeros) < MARGIN, axis=1)


@dataclass(frozen=True)
class Worst:
    """The largest distance, and the x where it happens. `lost`: not one digit is right there."""

    ulps: float
    x: float
    lost: bool

    def __str__(self) -> str:
        if self.ulps == 0:
            return "0"
        if self.ulps == np.inf:
            return f"NaN or ∞ at {self.x:.4g}"
        return f"{'all digits' if self.lost else f'{self.ulps:.3g}'} at {self.x:.4g}"


def worst(distances: Numbers, x: Numbers, dtype: DTypeLike = np.float64) -> Worst:
    """The largest of the distances. Where all digits are lost, the place nearest to 0 says more.

    >>> print(worst(np.array([0.5, 2.0]), np.array([1.0, -7.5])))
    2 at -7.5
    >>> print(worst(np.array([0.5, 5e15, 9e15]), np.array([1.0, 37.0, 40.0])))
    all digits at 37
    """
    distances, x = distances.ravel(), x.ravel()
    most, all_digits = float(np.max(distances)), 1 / float(np.finfo(dtype).eps)
    enough = most if most in (0, np.inf) else min(most, all_digits)
    places = np.flatnonzero(distances >= enough)
    nearest = places[np.argmin(np.abs(x[places]))]
    return Worst(most, float(x[nearest]), most >= all_digits)
