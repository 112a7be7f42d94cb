"""How steep is a function that nobody has a formula of? Measured, and only where that is certain.

From nine values around x follow the slope on its left, on its right and across it. Each is taken
with steps from 8e-3 down to 2e-6: large ones see past a kink or an oscillation, small ones drown
in rounding. Where two neighbouring steps agree, the slope is known; where none do, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# Five-point formulas, exact up to x⁴ (Fornberg 1988): of f at x − 4h, …, x + 4h.
_ACROSS = np.array([0, 0, 1, -8, 0, 8, -1, 0, 0]) / 12
_RIGHT = np.array([0, 0, 0, 0, -25, 48, -36, 16, -3]) / 12
_LEFT = -_RIGHT[::-1]
_OFFSETS = np.arange(-4, 5)
_STEPS = 2.0**-7 / 4.0 ** np.arange(7)
# On this grid every x ± kh up to |x| = 1000 is exact, so that h is the h that was divided by.
GRID = 2.0**-30
# Two steps agree to this, in units of max(1, |slope|): a fifth of what a learner's slope may miss.
AGREE = 2e-8


@dataclass(frozen=True)
class Slopes:
    """The slope at each x: from `low` to `high`, which differ at a kink; NaN where not known."""

    x: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Where could it be measured?"""
        return np.isfinite(self.low)

    @property
    def smooth(self) -> np.ndarray:
        """Where is there one slope, and not an interval of them?"""
        return self.known & (self.low == self.high)

    @property
    def scale(self) -> np.ndarray:
        """What an error is measured by: max(1, |slope|)."""
        return np.maximum(1, np.maximum(np.abs(self.low), np.abs(self.high)))

    def __getitem__(self, which: slice | np.ndarray) -> Slopes:
        return Slopes(self.x[which], self.low[which], self.high[which])


def measure(
    f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, rng: np.random.Generator
) -> Slopes:
    """The slopes of f at the numbers x, which are moved onto `GRID` first.

    >>> slopes = measure(np.abs, np.array([-2.0, 0.0]), np.random.default_rng(0))
    >>> slopes.low.round(6), slopes.high.round(6)
    (array([-1., -1.]), array([-1.,  1.]))
    """
    x = np.round(np.asarray(x, dtype=np.float64) / GRID) * GRID
    # A step that is a multiple of a period sees no oscillation: each is drawn anew.
    steps = _STEPS * rng.uniform(0.8, 1.25, (x.size, _STEPS.size))
    steps = np.round(steps / GRID) * GRID
    places = x[:, None, None] + steps[:, :, None] * _OFFSETS
    with np.errstate(all="ignore"):
        y = np.asarray(f(places.ravel()), dtype=np.float64).reshape(places.shape)
        across, left, right = (_settled(y @ rule / steps) for rule in (_ACROSS, _LEFT, _RIGHT))
        middle = np.where(np.isfinite(across), across, (left + right) / 2)
        is_kink = np.abs(left - right) > 2 * AGREE * np.maximum(1, np.abs(middle))
    # A jump has a slope on one of its sides at most; then nothing is known.
    known = np.isfinite(left) & np.isfinite(right)
    low = np.where(is_kink, np.minimum(left, right), middle)
    high = np.where(is_kink, np.maximum(left, right), middle)
    return Slopes(x, np.where(known, low, np.nan), np.where(known, high, np.nan))


def _settled(by_step: np.ndarray) -> np.ndarray:
    """For each row the number on which two neighbouring steps agree best; NaN if none do."""
    gaps = np.abs(np.diff(by_step, axis=1))
    gaps[~np.isfinite(gaps)] = np.inf
    best = np.argmin(gaps, axis=1)[:, None]
    pair = np.take_along_axis(by_step, np.hstack([best, best + 1]), axis=1)
    value = pair.mean(axis=1)
    gap = np.take_along_axis(gaps, best, axis=1)[:, 0]
    return np.where(gap <= AGREE * np.maximum(1, np.abs(value)), value, np.nan)
