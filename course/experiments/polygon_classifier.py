"""Universal approximation for classes: sigmoid half-planes cut a disc out, as Archimedes did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from course.engine import sigmoid
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line, shade_classes


@dataclass(frozen=True)
class PolygonClassifier:
    """For every number of hidden units: wrongly accepted points, in percent of the disc's area."""

    wrong: dict[int, float]


def excess(units: int) -> float:
    """By how much a regular polygon exceeds its inscribed disc, in percent of the disc.

    >>> round(excess(6), 2), round(excess(96), 3)
    (10.27, 0.036)
    """
    return 100 * (units * math.tan(math.pi / units) / math.pi - 1)


def run(units: Sequence[int] = (3, 4, 6, 12, 24, 48, 96)) -> PolygonClassifier:
    """Measure the region that each network accepts, against the disc of radius 1.

    >>> round(run(units=[4]).wrong[4], 1)
    27.3
    """
    return PolygonClassifier({n: _wrong(n) for n in units})


def logit(points: np.ndarray, units: int, sharpness: float = 1e5) -> np.ndarray:
    """Positive inside the polygon: one hidden layer of `units` sigmoids, and a linear output.

    Unit k asks whether a point lies on the inner side of the polygon's k-th edge, 1 − n·x > 0; the
    output adds up the yeses, and wants all of them but one half.
    """
    angles = 2 * np.pi * np.arange(units) / units
    weight = -sharpness * np.stack([np.cos(angles), np.sin(angles)])
    return sigmoid(points @ weight + sharpness).sum(axis=-1) - (units - 0.5)


def _wrong(units: int) -> float:
    """The area between circle and boundary, whichever is outside, in percent of the disc."""
    angle = np.linspace(0, 2 * np.pi, 7201)[:-1]
    radius = _boundary(units, np.stack([np.cos(angle), np.sin(angle)], axis=1))
    return float(100 * np.mean(np.abs(radius**2 - 1)))


def _boundary(units: int, directions: np.ndarray) -> np.ndarray:
    """How far from the centre the network's answer changes, by bisection in every direction."""
    low, high = np.zeros(len(directions)), np.full(len(directions), 3.0)
    for _ in range(50):
        middle = (low + high) / 2
        inside = logit(middle[:, None] * directions, units) > 0
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    return low


def compare(result: PolygonClassifier) -> Comparison:
    """The misjudged area beside the polygon's excess over the disc."""
    claims = [
        Claim(
            f"{n} units: misjudged area",
            excess(n),
            [wrong],
            0.01 * excess(n),
            "geometry: n·tan(π/n)/π − 1",
            unit="%",
            digits=3,
        )
        for n, wrong in result.wrong.items()
    ]
    note = (
        "In percent of the disc's area. The corners are slightly rounded, because a sigmoid is not "
        "quite a step. With 96 sides Archimedes showed that π lies between 223/71 and 22/7."
    )
    return Comparison("One hidden layer classifies a disc", claims, note)


def plot(result: PolygonClassifier, shown: Sequence[int] = (3, 6, 12)) -> Figure:
    """The accepted regions of three networks, and the misjudged area against the units."""
    fig, axes = figure(columns=1 + len(shown), height=2.9, width=11.0)
    angle = np.linspace(0, 2 * np.pi, 361)
    for ax, n in zip(axes[:-1], shown, strict=True):
        shade_classes(ax, partial(logit, units=n, sharpness=200.0), -2.0, 2.0)
        ax.plot(np.cos(angle), np.sin(angle), color=BLACK, linestyle="--", linewidth=1.2)
        ax.set(title=f"{n} hidden units", xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    units = list(result.wrong)
    axes[-1].loglog(units, [excess(n) for n in units], label="geometry", **line(4))
    axes[-1].loglog(units, list(result.wrong.values()), label="measured", **line(1, marker=True))
    axes[-1].set(title="Misjudged area (%)", xlabel="hidden units")
    axes[-1].set(xticks=units, xticklabels=units)
    axes[-1].minorticks_off()
    axes[-1].legend(frameon=False)
    return fig
