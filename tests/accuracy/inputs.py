"""Where accuracy is measured: everywhere that a formula could break, in any number of points.

Half of all inputs are float32 numbers, so that one exact result serves both precisions.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray

from tests.accuracy.ulps import Numbers

SEED = 20240229
CLASSES = 7
DOUBLE, SINGLE = np.finfo(np.float64), np.finfo(np.float32)
# The smallest and the largest numbers, and the places where pieces meet.
SPECIALS = np.array(
    [0, DOUBLE.smallest_subnormal, DOUBLE.tiny, SINGLE.tiny, 1, 3, 20, SINGLE.max, 1e154]
)
# Where the values of eˣ and of e^−x²/2 leave the normal range, in float64 and in float32.
TAILS = [(690, 750), (36, 40), (85, 105), (12, 15)]

# Where silu′, gelu, gelu′ and mish′ have turned out hardest to round.
HARDEST = np.array(
    [-0.848, -0.8669, -3.6675, -3.025, -3.24046, -0.922, -0.6245, -0.33112, -1.092, -0.27]
)


def grid(density: int) -> Numbers:
    """Sorted numbers of both signs: `density` of them even over [−50, 50], others elsewhere.

    The most are where networks work, and where two terms that nearly cancel are hardest to round.

    >>> x = grid(80)
    >>> x.size, int(fits(x, np.float32).sum()), bool(-x[0] == x[-1] == DOUBLE.max)
    (1147, 602, True)
    """
    rng = np.random.default_rng(SEED)
    few = density // 8
    away = np.concatenate([np.nextafter(SPECIALS, to) for to in (-np.inf, np.inf)])
    positive = np.concatenate(
        [
            np.geomspace(1e-300, 1e300, few),
            *(rng.uniform(*tail, few) for tail in TAILS),
            *(SPECIALS, away, [DOUBLE.max]),
        ]
    )
    dense = [np.linspace(-50, 50, density + 1), rng.uniform(-6, 6, 10 * density)]
    hardest = np.append(HARDEST, rng.uniform(-5e-4, 5e-4, (few, 1)) + HARDEST)
    return np.sort(every_other_in_float32(np.concatenate([*dense, positive, -positive, hardest])))


def pairs(density: int) -> Numbers:
    """(x, gate) for a gated layer: each gate of the grid beside some x up to 1.

    Beyond 1 the product would be a normal number where f(gate) is none, and has lost digits.
    """
    gate = grid(density)
    x = 10 ** np.random.default_rng(SEED).uniform(-6, 0, gate.size)
    return np.stack([x.astype(np.float32), gate], axis=-1)


def scores(density: int) -> Numbers:
    """Rows of scores: close and far apart, around 0 and far from it, and nearly certain."""
    rng = np.random.default_rng(SEED)
    spread = np.geomspace(0.01, 300, density)[:, None]
    rows = spread * (rng.normal(size=(density, CLASSES)) + rng.normal(size=(density, 1)))
    gaps = np.zeros((density // 4, CLASSES))
    gaps[:, 0] = np.linspace(1, 720, density // 4)
    far = rng.normal(size=(density // 4, CLASSES)) + np.geomspace(1, 1e6, density // 4)[:, None]
    return every_other_in_float32(np.concatenate([rows, gaps, -gaps, far]))


def margins(rows: Numbers) -> Numbers:
    """How far each score stands above the best of the others.

    >>> margins(np.array([[1.0, 5.0, 3.0]]))
    array([[-4.,  2., -2.]])
    """
    second, first = np.moveaxis(np.sort(rows)[:, -2:, None], 1, 0)
    return rows - np.where(rows == first, second, first)


def fits(x: Numbers, dtype: DTypeLike) -> NDArray[np.bool_]:
    """Whether an entry, or every entry of a row, is a number of this precision."""
    with np.errstate(over="ignore"):
        same = x.astype(dtype) == x
    return same if same.ndim == 1 else same.all(axis=1)


def every_other_in_float32(x: Numbers) -> Numbers:
    """`x`, where every other entry or row is rounded to float32, if that has it in its range."""
    x = x.copy()
    with np.errstate(over="ignore", under="ignore"):
        rounded = x[1::2].astype(np.float32).astype(np.float64)
    x[1::2] = np.where(np.isfinite(rounded) & (rounded != 0), rounded, x[1::2])
    return x
