"""How small should h be? The error of four difference quotients, from too large to too small."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.special import erf

from course.engine import gelu_derivative, sigmoid_derivative, silu_derivative, tanh_derivative
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

Function = Callable[[np.ndarray], np.ndarray]

# Formulas as books print them: they compute in the precision of x, and take complex numbers.
FUNCTIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (lambda x: 1 / (1 + np.exp(-x)), sigmoid_derivative),
    "tanh": (np.tanh, tanh_derivative),
    "SiLU": (lambda x: x / (1 + np.exp(-x)), silu_derivative),
    "GELU": (lambda x: x * (1 + erf(x / np.asarray(sqrt(2), x.dtype))) / 2, gelu_derivative),
}


def one_sided(f: Function, x: np.ndarray, h: float) -> np.ndarray:
    """(f(x + h) − f(x)) / h."""
    return (f(x + h) - f(x)) / h


def central(f: Function, x: np.ndarray, h: float) -> np.ndarray:
    """(f(x + h) − f(x − h)) / 2h."""
    return (f(x + h) - f(x - h)) / (2 * h)


def five_points(f: Function, x: np.ndarray, h: float) -> np.ndarray:
    """(f(x − 2h) − 8f(x − h) + 8f(x + h) − f(x + 2h)) / 12h."""
    return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h)


def complex_step(f: Function, x: np.ndarray, h: float) -> np.ndarray:
    """Im f(x + ih) / h."""
    return f(x + 1j * h).imag / h


# Each quotient with the power p of its error c·hᵖ: rounding adds ε/h, and the sum is least
# near h = ε^(1/(p+1)). The complex step subtracts nothing, so that no h is too small for it.
QUOTIENTS: dict[str, tuple[Callable[[Function, np.ndarray, float], np.ndarray], int]] = {
    "one-sided": (one_sided, 1),
    "central": (central, 2),
    "five points": (five_points, 4),
    "complex step": (complex_step, 2),
}
STEPS = 10.0 ** -np.arange(0.5, 15.25, 0.25)
# Powers of two, so that x ± h differ from x by exactly h also where few digits are left.
STEPS_32 = 2.0 ** -np.arange(1.0, 21.0)
EPS = float(np.finfo(np.float64).eps)


@dataclass(frozen=True)
class DifferenceQuotients:
    """The largest error over all functions and points: `error[quotient]` is (seeds, steps).

    `error` is in float64 at `STEPS`, `error_32` that of central differences in float32 at
    `STEPS_32`.
    """

    error: dict[str, np.ndarray]
    error_32: np.ndarray

    def best_step(self, quotient: str) -> list[float]:
        """The step of the smallest error, one per seed."""
        return [float(STEPS[k]) for k in self.error[quotient].argmin(axis=1)]

    def least(self, quotient: str) -> list[float]:
        """The smallest error, one per seed."""
        return self.error[quotient].min(axis=1).tolist()

    def at(self, quotient: str, h: float) -> list[float]:
        """The error at the step nearest to h, one per seed."""
        return self.error[quotient][:, np.abs(np.log(STEPS / h)).argmin()].tolist()


def run(seeds: Sequence[int] = range(8), points: int = 200) -> DifferenceQuotients:
    """Differentiate every function at random points from U(−4, 4), with every step.

    >>> run(seeds=[0], points=5).error["central"].shape == (1, len(STEPS))
    True
    """
    samples = [np.random.default_rng(seed).uniform(-4, 4, points) for seed in seeds]
    return DifferenceQuotients(
        error={
            name: np.array([[worst(quotient, x, float(h)) for h in STEPS] for x in samples])
            for name, (quotient, _) in QUOTIENTS.items()
        },
        error_32=np.array(
            [[worst(central, x.astype(np.float32), float(h)) for h in STEPS_32] for x in samples]
        ),
    )


def worst(
    quotient: Callable[[Function, np.ndarray, float], np.ndarray], x: np.ndarray, h: float
) -> float:
    """The largest |quotient − f′| over the points x and all functions, in the precision of x.

    >>> worst(central, np.array([1.0]), 0.1) < worst(one_sided, np.array([1.0]), 0.1)
    True
    """
    return max(
        float(np.max(np.abs(quotient(f, x, h) - derivative(x.astype(np.float64)))))
        for f, derivative in FUNCTIONS.values()
    )


def compare(result: DifferenceQuotients) -> Comparison:
    """The best step and the error there, beside what the two sources of error predict."""
    rule = "rule of thumb: h = ε^(1/(p+1))"
    scipy = f"{rule}; SciPy's approx_derivative"
    central_32 = [float(STEPS_32[k]) for k in result.error_32.argmin(axis=1)]
    handed_down = "as published, not rechecked"
    claims = [
        _step("one-sided", result, scipy),
        _least("one-sided", result),
        _step("central", result, scipy),
        Claim(
            "central: best h, to a power of ten",
            1e-5,
            result.best_step("central"),
            8e-6,
            "CS231n, notes on gradient checks: about 1e-5",
            digits=2,
        ),
        _least("central", result),
        Claim(
            "central: error at h = 1e-5",
            5e-11,
            result.at("central", 1e-5),
            3e-11,
            handed_down,
            "",
            2,
        ),
        _step("five points", result, rule),
        _least("five points", result),
        Claim("complex step: least error", EPS, result.least("complex step"), 3 * EPS, "ε", "", 2),
        Claim(
            "complex step: error at h = 1e-15",
            EPS,
            result.at("complex step", 1e-15),
            3 * EPS,
            "ε: no h is too small",
            digits=2,
        ),
        Claim("central, float32: best power of two", 2.0**-7, central_32, 4e-3, handed_down, "", 2),
        Claim(
            "central, float32: least error",
            None,
            result.error_32.min(axis=1).tolist(),
            0,
            "measured here",
            digits=2,
        ),
    ]
    note = (
        f"ε = {EPS:.3g} is the distance from 1 to the next float64. Errors are the largest over "
        f"{', '.join(FUNCTIONS)} and all points. A rule of thumb fixes the order of magnitude: "
        "“agrees” means within a factor of four. “As published, not rechecked”: its first "
        "source could not be read."
    )
    return Comparison("Four ways to differentiate without a formula", claims, note)


def _step(quotient: str, result: DifferenceQuotients, source: str) -> Claim:
    rule = EPS ** (1 / (QUOTIENTS[quotient][1] + 1))
    ours = result.best_step(quotient)
    return Claim(f"{quotient}: best h", rule, ours, _factor_four(rule, ours), source, digits=2)


def _least(quotient: str, result: DifferenceQuotients) -> Claim:
    power = QUOTIENTS[quotient][1]
    rule, ours = EPS ** (power / (power + 1)), result.least(quotient)
    source = f"ε^({power}/{power + 1})"
    tolerance = _factor_four(rule, ours)
    return Claim(f"{quotient}: least error", rule, ours, tolerance, source, digits=2)


def _factor_four(rule: float, ours: Sequence[float]) -> float:
    """The tolerance that lets the mean be four times, or a quarter of, the rule."""
    return 3 * rule if np.mean(ours) > rule else 0.75 * rule


def plot(result: DifferenceQuotients) -> Figure:
    """Left: the four quotients in float64. Right: central differences in both precisions."""
    fig, (left, right) = figure(columns=2, height=4.0, width=10.0)
    for i, (name, error) in enumerate(result.error.items()):
        # Where the complex step is exact to the last bit, 0 has no place on a logarithmic axis.
        _draw(left, STEPS, np.maximum(error, 1e-17), name, i)
    left.set(title="Largest error in float64", xlabel="h", ylabel="|quotient − slope|")
    _draw(right, STEPS, result.error["central"], "central, float64", 1)
    _draw(right, STEPS_32, result.error_32, "central, float32", 4)
    right.axvline(1e-5, color=BLACK, linewidth=0.8)
    right.annotate("1e-5", (1.2e-5, 1e-12), fontsize=9)
    right.axvline(2.0**-7, color=BLACK, linewidth=0.8)
    right.annotate("2⁻⁷", (1.2 * 2.0**-7, 1e-12), fontsize=9)
    right.set(title="Central differences in two precisions", xlabel="h")
    for ax in (left, right):
        ax.set(xscale="log", yscale="log", ylim=(3e-18, 10))
        ax.legend(frameon=False, fontsize=9)
    return fig


def _draw(ax: Axes, steps: np.ndarray, error: np.ndarray, name: str, style: int) -> None:
    ax.plot(steps, np.exp(np.log(error).mean(axis=0)), label=name, **line(style))
    low, high = error.min(axis=0), error.max(axis=0)
    ax.fill_between(steps, low, high, color=line(style)["color"], alpha=0.2, linewidth=0)
