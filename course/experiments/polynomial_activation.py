"""Why an activation must not be a polynomial: however wide the layer, the error stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from course.engine import relu, sigmoid, tanh
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

Function = Callable[[np.ndarray], np.ndarray]
ACTIVATIONS: dict[str, Function] = {
    "none": np.copy,
    "square": np.square,
    "ReLU": relu,
    "tanh": tanh,
    "sigmoid": sigmoid,
}
# sin on [0, 2π] is odd about π, so that its best parabola is a line: mean square ½ − 3/π².
FLOOR = (0.5 - 3 / np.pi**2) ** 0.5
LESHNO = "Leshno et al. 1993: not dense, if polynomial"


@dataclass(frozen=True)
class PolynomialActivation:
    """Root mean square errors of the best output layer: activation → (seeds, widths)."""

    widths: Sequence[int]
    errors: dict[str, np.ndarray]


def run(
    seeds: Sequence[int] = range(10), widths: Sequence[int] = (4, 8, 16, 32, 64)
) -> PolynomialActivation:
    """Fit sin on [0, 2π] with a random hidden layer and the best output layer there is for it.

    >>> run(seeds=[0], widths=[4]).errors["tanh"].shape
    (1, 1)
    """
    return PolynomialActivation(
        widths,
        {
            name: np.array([[_error(f, width, seed) for width in widths] for seed in seeds])
            for name, f in ACTIVATIONS.items()
        },
    )


def _error(f: Function, width: int, seed: int) -> float:
    """Kinks and centres lie anywhere in the interval; least squares finds the output layer."""
    rng = np.random.default_rng(seed)
    weight = 2 * rng.choice([-1.0, 1.0], width)
    centre = rng.uniform(0, 2 * np.pi, width)
    # The midpoints of many equal pieces: their mean is the integral, to a millionth.
    x = (np.arange(2000) + 0.5) / 2000 * 2 * np.pi
    hidden = np.column_stack([f(weight * (x[:, None] - centre)), np.ones_like(x)])
    solution = np.linalg.lstsq(hidden, np.sin(x))[0]
    return float(np.sqrt(np.mean((hidden @ solution - np.sin(x)) ** 2)))


def compare(result: PolynomialActivation) -> Comparison:
    """No activation and the square end on the floor that calculus gives; the others do not."""
    widest = result.widths[-1]
    claims = [
        Claim(f"{name}, {widest} units", FLOOR, errors[:, -1].tolist(), 1e-5, LESHNO)
        for name, errors in result.errors.items()
        if name in ("none", "square")
    ]
    claims += [
        Claim(f"{name}, {widest} units", None, errors[:, -1].tolist(), 0.0, "ours", digits=2)
        for name, errors in result.errors.items()
        if name not in ("none", "square")
    ]
    note = (
        "Root mean square error on sin over [0, 2π]. The floor √(½ − 3/π²) is the error of the "
        "best parabola, which no sum of parabolas can leave. A constant 0 would be off by 0.7071."
    )
    return Comparison("Width does not help a polynomial", claims, note)


def plot(result: PolynomialActivation) -> Figure:
    """The error against the width: two lines stay on the floor, three leave it."""
    fig, (ax,) = figure(height=3.4, width=7.5)
    for i, (name, errors) in enumerate(result.errors.items()):
        ax.loglog(result.widths, np.exp(np.log(errors).mean(axis=0)), label=name, **line(i, True))
        low, high = errors.min(axis=0), errors.max(axis=0)
        ax.fill_between(result.widths, low, high, color=line(i)["color"], alpha=0.15, linewidth=0)
    ax.axhline(FLOOR, color=BLACK, linewidth=0.8)
    ax.annotate("best parabola", (1.1 * result.widths[0], 1.4 * FLOOR), fontsize=9)
    ax.set(xlabel="hidden units", ylabel="root mean square error", ylim=(1e-8, 3))
    ax.set(xticks=result.widths, xticklabels=result.widths)
    ax.minorticks_off()
    ax.legend(frameon=False, loc="lower left")
    return fig
