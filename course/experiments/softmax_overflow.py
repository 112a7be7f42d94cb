"""Where softmax and its logarithm break on a computer, and what the usual bandage does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log

import numpy as np
from matplotlib.figure import Figure

from course.experiments.comparison import Claim, Comparison
from course.experiments.naive_overflow import LIMIT, first
from course.plots import BLACK, figure, line

Loss = Callable[[np.ndarray], np.ndarray]


def _shifted(z: np.ndarray) -> np.ndarray:
    return z - z.max(axis=-1, keepdims=True)


def naive_softmax(z: np.ndarray) -> np.ndarray:
    """The formula as it stands, in the precision of z."""
    powers = np.exp(z)
    return powers / powers.sum(axis=-1, keepdims=True)


def shifted_softmax(z: np.ndarray) -> np.ndarray:
    """The notebook's stable softmax, in the precision of z (the engine computes in float64)."""
    return naive_softmax(_shifted(z))


def log_softmax(z: np.ndarray) -> np.ndarray:
    """The notebook's stable log-softmax, in the precision of z."""
    shifted = _shifted(z)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


# Each gives −log p of the first class of every row.
LOSSES: dict[str, Loss] = {
    "log of naive softmax": lambda z: -np.log(naive_softmax(z))[..., 0],
    "log of stable softmax": lambda z: -np.log(shifted_softmax(z))[..., 0],
    "… plus 1e-12": lambda z: -np.log(shifted_softmax(z) + 1e-12)[..., 0],
    "log-softmax": lambda z: -log_softmax(z)[..., 0],
}
SMALLEST = float(np.finfo(np.float32).tiny)
FDLIBM = "fdlibm (Sun 1993), e_exp.c, w_expf.c"
PSPNET = "hszhao/PSPNet, issue 63: stuck there"
HERE = "measured here"


@dataclass(frozen=True)
class SoftmaxOverflow:
    """Where forms break, and what each loss says of mistakes of growing size.

    `largest[dtype]`: the score from which naive softmax warns. `largest_of[C]`: the same for C
    equal scores, float64. `vanishes[dtype]`: how far behind the true class has to be for a stable
    softmax to return 0, and its logarithm −∞. `clipped`: the loss of a probability that is held
    above the smallest normal float32. `losses[form]`: in float64, for each of the `deficits`.
    """

    largest: dict[str, float]
    largest_of: dict[int, float]
    vanishes: dict[str, float]
    clipped: float
    deficits: np.ndarray
    losses: dict[str, np.ndarray]


def run() -> SoftmaxOverflow:
    """Search for every limit by bisection; there is no randomness in it.

    >>> round(run().largest["float16"], 2)
    11.09
    """
    dtypes = {"float64": np.float64, "float32": np.float32, "float16": np.float16}
    deficits = np.linspace(0, LIMIT, 401)
    rows = np.stack([0 * deficits, deficits], axis=1)
    with np.errstate(all="ignore"):
        losses = {name: loss(rows) for name, loss in LOSSES.items()}
        clipped = -np.log(np.maximum(shifted_softmax(np.array([[-500, 0]], np.float32)), SMALLEST))[
            0, 0
        ]
    return SoftmaxOverflow(
        largest={name: first(partial(overflows, dtype, 1)) for name, dtype in dtypes.items()},
        largest_of={n: first(partial(overflows, np.float64, n)) for n in (1, 1000)},
        vanishes={name: first(partial(is_zero, dtypes[name])) for name in ("float64", "float32")},
        clipped=float(clipped),
        deficits=deficits,
        losses=losses,
    )


def overflows(dtype: type, count: int, score: float) -> bool:
    """Does naive softmax of `count` scores of this size raise a warning?"""
    try:
        with np.errstate(over="raise", invalid="raise", divide="raise"):
            naive_softmax(np.full(count, score, dtype))
    except FloatingPointError:
        return True
    return False


def is_zero(dtype: type, deficit: float) -> bool:
    """Is the probability of a class so far behind the other exactly 0, even computed stably?"""
    with np.errstate(under="ignore"):
        return bool(shifted_softmax(np.array([-deficit, 0], dtype))[0] == 0)


def compare(result: SoftmaxOverflow) -> Comparison:
    """The limits of the number formats, predicted and found."""
    limits = [
        ("naive softmax overflows from a score of, float64", 709.7827, result.largest["float64"]),
        ("… float32", 88.72283, result.largest["float32"]),
        (
            "log of stable softmax is −∞ from a deficit of, float64",
            745.1332,
            result.vanishes["float64"],
        ),
        ("… float32", 103.97208, result.vanishes["float32"]),
    ]
    half, thousand = result.largest["float16"], result.largest_of[1000]
    shift = 709.7827 - log(1000)
    return Comparison(
        "Where softmax and its logarithm break",
        [
            *(
                Claim(what, figure_, [ours], 2e-3, FDLIBM, digits=6)
                for what, figure_, ours in limits
            ),
            Claim("naive, float16", log(65504), [half], 5e-2, "ln 65504", digits=4),
            Claim(
                "naive, 1000 equal scores", shift, [thousand], 2e-3, "709.783 − ln 1000", digits=6
            ),
            Claim("loss of p held above 2⁻¹²⁶", 87.3365, [result.clipped], 1e-4, PSPNET, digits=6),
            Claim(
                "loss of p + 1e-12, any mistake", -log(1e-12), [_ceiling(result)], 1e-9, "−ln 1e-12"
            ),
            Claim("loss from log-softmax, deficit 1000", 1000, [_right(result)], 1e-9, "by hand"),
        ],
    )


def _ceiling(result: SoftmaxOverflow) -> float:
    return float(result.losses["… plus 1e-12"].max())


def _right(result: SoftmaxOverflow) -> float:
    return float(result.losses["log-softmax"][-1])


def plot(result: SoftmaxOverflow) -> Figure:
    """What each form says a mistake costs, the larger the deficit of the true class."""
    fig, (ax,) = figure(height=3.4, width=7.5)
    for i, (name, losses) in enumerate(result.losses.items()):
        finite = np.isfinite(losses)
        ax.plot(result.deficits[finite], losses[finite], label=name, **line(i))
        if not finite.all():
            end = result.deficits[finite][-1], losses[finite][-1]
            ax.plot(*end, "X", color=line(i)["color"], markersize=9, zorder=3)
            below = (10, -16 if i == 0 else -4)
            ax.annotate("∞ from here", end, below, textcoords="offset points", color=BLACK)
    ax.set(title="What a mistake costs, by four programs for one formula")
    ax.set(xlabel="deficit of the true class", ylabel="loss")
    ax.legend(frameon=False, loc="upper left")
    return fig
