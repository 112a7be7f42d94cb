"""Two sigmoids make a bump, and bumps side by side make any continuous function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from course.experiments.comparison import Claim, Comparison
from course.plots import figure, line

Bump = Callable[[np.ndarray, float, float, float, float], np.ndarray]
NIELSEN = "Nielsen 2015, ch. 4"


@dataclass(frozen=True)
class SigmoidBumps:
    """The largest error for every number of bumps, and the curves of two of them."""

    errors: dict[int, float]
    x: np.ndarray
    curves: dict[int, np.ndarray]

    def bound(self, bumps: int) -> float:
        """max|f′| · h/2: what a constant on a piece of width h = 1/bumps can be off by."""
        return steepest() / (2 * bumps)


def target(x: np.ndarray) -> np.ndarray:
    """Nielsen's example on [0, 1]: 0.2 + 0.4x² + 0.3x·sin 15x + 0.05·cos 50x."""
    return 0.2 + 0.4 * x**2 + 0.3 * x * np.sin(15 * x) + 0.05 * np.cos(50 * x)


def steepest() -> float:
    """The largest |f′| of the target on [0, 1]."""
    x = np.linspace(0, 1, 20_001)
    oscillation = 0.3 * np.sin(15 * x) + 4.5 * x * np.cos(15 * x) - 2.5 * np.sin(50 * x)
    return float(np.max(np.abs(0.8 * x + oscillation)))


def run(
    bump: Bump, bumps: Sequence[int] = (10, 20, 40, 80, 160), shown: Sequence[int] = (10, 40)
) -> SigmoidBumps:
    """Build the target from bumps of the given function, 2·n sigmoids for n bumps.

    `bump` is the notebook's exercise: (x, left, right, height, sharpness) → the bump at x.
    """
    x = np.linspace(0, 1, 8001)
    curves = {n: stack(bump, n, x) for n in (*bumps, *shown)}
    errors = {n: float(np.max(np.abs(curves[n] - target(x)))) for n in bumps}
    return SigmoidBumps(errors, x, {n: curves[n] for n in shown})


def stack(bump: Bump, bumps: int, x: np.ndarray) -> np.ndarray:
    """The sum of `bumps` bumps, each as high as the target in the middle of its piece."""
    edges = np.linspace(0, 1, bumps + 1)
    heights = target((edges[:-1] + edges[1:]) / 2)
    # A bump is half as high at its edges; outside [0, 1] nobody looks.
    edges[[0, -1]] = -1.0, 2.0
    # From one edge to the next the sigmoid's argument grows by 1000: as good as a step.
    sharpness = 1000.0 * bumps
    pieces = zip(edges[:-1], edges[1:], heights, strict=True)
    return np.sum([bump(x, left, right, h, sharpness) for left, right, h in pieces], axis=0)


def compare(result: SigmoidBumps) -> Comparison:
    """The error beside the bound of the mean value theorem, and the rate at which it falls."""
    claims = [
        Claim(
            f"{n} bumps: error as a share of its bound",
            1.0,
            [result.errors[n] / result.bound(n)],
            0.15,
            "mean value theorem: max|f′|·h/2",
            digits=3,
        )
        for n in (40, 80, 160)
        if n in result.errors
    ]
    claims += [
        Claim(
            f"from {n} to {2 * n} bumps, the error is divided by",
            2.0,
            [result.errors[n] / result.errors[2 * n]],
            0.25,
            "the bound's h",
            digits=3,
        )
        for n in (40, 80)
        if 2 * n in result.errors
    ]
    note = (
        f"The function and the idea are from {NIELSEN}, which sets no figure on the error. "
        "Nothing is random and nothing is trained."
    )
    return Comparison("Bumps of two sigmoids draw a curve", claims, note)


def plot(result: SigmoidBumps) -> Figure:
    """Left and middle: target and staircase. Right: the error and its bound."""
    fig, axes = figure(columns=1 + len(result.curves), height=3.2, width=10.0)
    for ax, (n, curve) in zip(axes[:-1], result.curves.items(), strict=True):
        ax.plot(result.x, target(result.x), label="target", **line(0))
        ax.plot(result.x, curve, label=f"{n} bumps", **line(1))
        ax.set(title=f"{n} bumps, {2 * n} sigmoids", xlabel="x", ylim=(-0.05, 1.05))
    axes[0].legend(frameon=False, loc="upper left")
    bumps = list(result.errors)
    bounds = [result.bound(n) for n in bumps]
    axes[-1].loglog(bumps, bounds, label="bound", **line(4))
    axes[-1].loglog(bumps, list(result.errors.values()), label="error", **line(1, marker=True))
    axes[-1].set(title="Twice the bumps, half the error", xlabel="bumps")
    axes[-1].set(xticks=bumps, xticklabels=bumps)
    axes[-1].set(yticks=[0.02, 0.05, 0.1, 0.2, 0.5], yticklabels=[0.02, 0.05, 0.1, 0.2, 0.5])
    axes[-1].minorticks_off()
    axes[-1].legend(frameon=False)
    return fig
