"""How many ReLUs draw a sine: the error is below h²/8, and twice the units quarter it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from course.engine import relu
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

Parameters = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
Fit = Callable[[np.ndarray, np.ndarray], Parameters]
LENGTH = 2 * np.pi


@dataclass(frozen=True)
class ReluInterpolation:
    """The largest error on [0, 2π] for every number of units, and the network of one of them."""

    errors: dict[int, float]
    shown: int
    network: Parameters

    def bound(self, units: int) -> float:
        """h²/8 · max|f″|, with max|sin″| = 1."""
        return (LENGTH / units) ** 2 / 8


def run(fit: Fit, units: Sequence[int] = (3, 9, 18, 36, 72), shown: int = 9) -> ReluInterpolation:
    """Interpolate sin at equally spaced knots with the given function, and measure the error.

    `fit` is the notebook's exercise: (knots, values) → (weight1, bias1, weight2, bias2).
    """
    return ReluInterpolation({n: _largest_error(fit, n) for n in units}, shown, _sine(fit, shown))


def evaluate(network: Parameters, x: np.ndarray) -> np.ndarray:
    """relu(x·weight1 + bias1)·weight2 + bias2, for a vector x of single inputs.

    >>> hat = np.ones((1, 2)), np.array([0.0, -1.0]), np.array([[1.0], [-2.0]]), np.zeros(1)
    >>> evaluate(hat, np.array([0.5, 1.0, 2.0]))
    array([0.5, 1. , 0. ])
    """
    weight1, bias1, weight2, bias2 = network
    return (relu(x[:, None] @ weight1 + bias1) @ weight2 + bias2)[:, 0]


def _sine(fit: Fit, units: int) -> Parameters:
    knots = np.linspace(0, LENGTH, units + 1)
    return fit(knots, np.sin(knots))


def _largest_error(fit: Fit, units: int) -> float:
    x = np.linspace(0, LENGTH, 20_001)
    return float(np.max(np.abs(evaluate(_sine(fit, units), x) - np.sin(x))))


def compare(result: ReluInterpolation) -> Comparison:
    """The nine-unit network beside the two figures of theory, and the rate of the others."""
    claims = [
        Claim(
            "9 units: largest error",
            0.0594,
            [result.errors[9]],
            5e-5,
            "the piece from 80° to 120°: sin 100°·(1 − cos 20°)",
            digits=3,
        ),
        Claim("9 units: bound h²/8", 0.0609, [result.bound(9)], 5e-5, "h = 2π/9", digits=3),
    ]
    claims += [
        Claim(
            f"from {n} to {2 * n} units, the error is divided by",
            4.0,
            [result.errors[n] / result.errors[2 * n]],
            0.1,
            "the bound's h²",
            digits=3,
        )
        for n in result.errors
        if 2 * n in result.errors
    ]
    note = "Nothing is random here and nothing is trained. The bound is proved in the notebook."
    return Comparison("One hidden layer of ReLUs draws a sine", claims, note)


def plot(result: ReluInterpolation) -> Figure:
    """Left: sine and network, with its knots. Right: the error and its bound against the units."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    x = np.linspace(0, LENGTH, 721)
    knots = np.linspace(0, LENGTH, result.shown + 1)
    left.plot(x, np.sin(x), label="sin", **line(0))
    left.plot(x, evaluate(result.network, x), label=f"{result.shown} ReLUs", **line(1))
    left.plot(knots, np.sin(knots), "o", color=BLACK, markersize=4, label="knots")
    left.set(title="A sine from straight pieces", xlabel="x")
    left.legend(frameon=False)
    units = np.array(list(result.errors))
    bounds = [result.bound(n) for n in units]
    right.loglog(units, bounds, label="bound $h^2/8$", **line(4))
    right.loglog(units, list(result.errors.values()), label="measured", **line(1, marker=True))
    right.set(title="Twice the units, a quarter of the error", xlabel="hidden units")
    right.set(ylabel="largest error", xticks=units, xticklabels=units)
    right.minorticks_off()
    right.legend(frameon=False)
    return fig
