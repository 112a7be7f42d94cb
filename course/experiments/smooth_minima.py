"""Where the smooth activations turn around: the lowest point of SiLU, GELU and Mish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from scipy.optimize import brentq
from scipy.special import ndtr

from course.engine import (
    gelu,
    gelu_derivative,
    mish,
    mish_derivative,
    silu,
    silu_derivative,
)
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

Function = Callable[[np.ndarray], np.ndarray]

FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "SiLU": (silu, silu_derivative),
    "GELU": (gelu, gelu_derivative),
    "Mish": (mish, mish_derivative),
}
# Name → (place, value, tolerance of both, source).
PUBLISHED: dict[str, tuple[float, float, float, str]] = {
    "SiLU": (-1.28, -0.28, 5e-3, "Elfwing, Uchibe & Doya 2018, §2"),
    "GELU": (-0.75179, -0.16997, 5e-6, "onnx-passes, GELU_MIN_X and GELU_MIN_Y"),
    "Mish": (-1.1924, -0.30884, 5e-5, "Misra 2019, the author's repository"),
}


@dataclass(frozen=True)
class Turn:
    """One activation's lowest point, and how its slope behaves around it.

    `x` and `value` are the lowest point; `falling` is the share of standard normal inputs left of
    it, where the slope is negative; `steepest_fall` and `steepest_rise` are the slope's extremes.
    """

    x: float
    value: float
    falling: float
    steepest_fall: float
    steepest_rise: float


@dataclass(frozen=True)
class SmoothMinima:
    """What was found for each activation."""

    turns: dict[str, Turn]


def run() -> SmoothMinima:
    """Find every turn as the zero of the slope; there is no randomness in it.

    >>> turn = run().turns["SiLU"]
    >>> round(turn.x, 6), round(turn.value, 6)
    (-1.278465, -0.278465)
    """
    return SmoothMinima({name: turn(*functions) for name, functions in FUNCTIONS.items()})


def turn(f: Function, f_derivative: Function) -> Turn:
    """The lowest point of an activation that falls first and rises then, and its slopes.

    >>> turn(np.square, lambda x: 2 * x + 2).x
    -1.0
    """
    x = float(brentq(lambda z: float(f_derivative(np.array([z]))[0]), -4.0, 0.0, xtol=1e-14))
    slopes = f_derivative(np.linspace(-10.0, 10.0, 200_001))
    return Turn(
        x=x,
        value=float(f(np.array([x]))[0]),
        falling=float(ndtr(x)),
        steepest_fall=float(slopes.min()),
        steepest_rise=float(slopes.max()),
    )


def compare(result: SmoothMinima) -> Comparison:
    """Place and value of each turn beside the published figures; then what was never published."""
    claims = []
    for name, found in result.turns.items():
        place, value, tolerance, source = PUBLISHED[name]
        claims += [
            Claim(f"{name}: lowest at x =", place, [found.x], tolerance, source, digits=5),
            Claim(f"{name}: lowest value", value, [found.value], tolerance, source, digits=5),
        ]
    for name, found in result.turns.items():
        here = "measured here"
        claims += [
            Claim(f"{name}: N(0, 1) left of dip", None, [100 * found.falling], 0.0, here, "%", 3),
            Claim(f"{name}: steepest fall", None, [found.steepest_fall], 0.0, here, digits=3),
            Claim(f"{name}: steepest rise", None, [found.steepest_rise], 0.0, here, digits=5),
        ]
    return Comparison(
        "Where the smooth activations turn around",
        claims,
        "Exact to rounding: each place is the zero of the slope, so that there is no spread.",
    )


def plot(result: SmoothMinima) -> Figure:
    """Left: the three dips. Right: the slopes, negative left of the turn, above 1 further right."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    near, wide = np.linspace(-5, 1, 601), np.linspace(-5, 5, 1001)
    for i, (name, (f, f_derivative)) in enumerate(FUNCTIONS.items()):
        left.plot(near, f(near), label=name, **line(i))
        right.plot(wide, f_derivative(wide), label=name, **line(i))
        found = result.turns[name]
        left.plot(found.x, found.value, "o", color=BLACK, markersize=5, zorder=3)
        right.plot(found.x, 0.0, "o", color=BLACK, markersize=5, zorder=3)
    left.set(title="The dips", xlabel="x", ylim=(-0.36, 0.4))
    right.set(title="The slopes", xlabel="x")
    for level in (0.0, 1.0):
        right.axhline(level, color=BLACK, linewidth=0.6)
    left.axhline(0.0, color=BLACK, linewidth=0.6)
    left.legend(frameon=False)
    return fig
