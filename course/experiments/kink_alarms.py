"""How often does a gradient check cry wolf? Where an input lies on a kink, the formula is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np
from matplotlib.figure import Figure

from course.engine import relu, relu_derivative
from course.experiments.comparison import Claim, Comparison
from course.plots import figure, line

STEPS = (1e-5, 1e-3, 2.0**-7)
TOLERANCE = 1e-7


def law(h: float, inputs: int | np.ndarray) -> float | np.ndarray:
    """1 − (1 − p)ⁿ with p = P(|z| < h) for z ~ N(0, 1): the chance of an alarm among n inputs.

    >>> round(law(1e-5, 8192), 4)
    0.0633
    """
    return 1 - (1 - erf(h / sqrt(2))) ** inputs


@dataclass(frozen=True)
class KinkAlarms:
    """The share of right gradients that were called wrong: `alarms[h]` is (seeds, batch sizes)."""

    inputs: np.ndarray
    alarms: dict[float, np.ndarray]
    share_after_moving: list[float]


def run(
    seeds: Sequence[int] = range(5), batches: int = 400, sizes: Sequence[int] = (8, 64, 512, 8192)
) -> KinkAlarms:
    """Check ReLU's right derivative by central differences on random batches, and count alarms.

    `share_after_moving` counts them at h = 1e-5 for the largest batch, once all inputs within 0.01
    of the kink have been moved away by 0.1.

    >>> run(seeds=[0], batches=5, sizes=(8,)).alarms[1e-3].shape
    (1, 1)
    """
    alarms: dict[float, list[list[float]]] = {h: [] for h in STEPS}
    moved = []
    for seed in seeds:
        z = np.random.default_rng(seed).standard_normal((batches, max(sizes)))
        for h, shares in alarms.items():
            wrong = is_wrong(z, h)
            shares.append([float(wrong[:, :size].any(axis=1).mean()) for size in sizes])
        away = np.where(np.abs(z) < 0.01, z + 0.1, z)
        moved.append(float(is_wrong(away, STEPS[0]).any(axis=1).mean()))
    return KinkAlarms(np.array(sizes), {h: np.array(shares) for h, shares in alarms.items()}, moved)


def is_wrong(z: np.ndarray, h: float) -> np.ndarray:
    """Where do central differences and ReLU's derivative disagree by more than 1e-7?

    >>> is_wrong(np.array([-1.0, 1e-6, 1.0]), h=1e-5)
    array([False,  True, False])
    """
    quotient = (relu(z + h) - relu(z - h)) / (2 * h)
    return np.abs(quotient - relu_derivative(z)) > TOLERANCE


def compare(result: KinkAlarms) -> Comparison:
    """The alarms counted for each batch size beside the law, and those left after moving away."""
    claims = [
        Claim(
            f"h = {_spelled(h)}, batch of {size}",
            100 * float(law(h, size)),
            (100 * shares[:, i]).tolist(),
            3.0,
            "the law, derived above",
            "%",
            3,
        )
        for h, shares in result.alarms.items()
        for i, size in enumerate(result.inputs.tolist())
        if i in (1, len(result.inputs) - 1)
    ]
    moved = [100 * share for share in result.share_after_moving]
    size = result.inputs[-1]
    what = f"h = {_spelled(STEPS[0])}, batch of {size}, kept 0.01 from the kink"
    claims.append(Claim(what, 0.0, moved, 0.0, "by construction", "%", 3))
    note = f"An alarm: one entry or more is off by more than {TOLERANCE:g}. Inputs are N(0, 1)."
    return Comparison("False alarms at ReLU's kink", claims, note)


def _spelled(h: float) -> str:
    return "2⁻⁷" if h == 2.0**-7 else f"{h:g}"


def plot(result: KinkAlarms) -> Figure:
    """The law (lines) and the counts (markers) against the batch size."""
    fig, (ax,) = figure(width=7.5, height=3.4)
    sizes = np.geomspace(result.inputs[0], result.inputs[-1], 100)
    for i, (h, shares) in enumerate(result.alarms.items()):
        style = line(i, marker=True)
        ax.plot(sizes, 100 * law(h, sizes), **line(i))
        ax.plot(
            result.inputs,
            100 * shares.mean(axis=0),
            color=style["color"],
            marker=style["marker"],
            linestyle="none",
            label=f"h = {_spelled(h)}",
        )
    ax.plot([], [], " ", label="lines: the law")
    ax.set(xscale="log", xlabel="inputs in the batch", ylabel="false alarms (%)", ylim=(-3, 103))
    ax.legend(frameon=False)
    return fig
