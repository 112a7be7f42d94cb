"""What smoothness buys: a network that fits a curve and, without being asked, its slope."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import (
    GELU,
    Adam,
    Elementwise,
    Linear,
    MSELoss,
    ReLU,
    Sequential,
    SiLU,
    Softplus,
    Tanh,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import train_step
from course.plots import BLACK, figure, line

ACTIVATIONS: dict[str, Callable[[], Elementwise]] = {
    "ReLU": ReLU,
    "softplus": Softplus,
    "SiLU": SiLU,
    "GELU": GELU,
    "tanh": Tanh,
}
EDGE = 3.0


@dataclass(frozen=True)
class SlopeStaircase:
    """How far each trained network is off, as root mean squares, one number per seed.

    `value[name]` is the error of f against sin 2x, `slope[name]` that of f′ against 2 cos 2x.
    `x` are places, `curves[name]` and `slopes[name]` what the first seed's network makes of them.
    """

    value: dict[str, list[float]]
    slope: dict[str, list[float]]
    x: np.ndarray
    curves: dict[str, np.ndarray]
    slopes: dict[str, np.ndarray]


def run(seeds: Iterable[int] = range(5), hidden: int = 32, steps: int = 1500) -> SlopeStaircase:
    """Fit sin 2x on 120 points by one hidden layer; the slope is never part of the loss.

    >>> result = run(seeds=[0], steps=1)
    >>> result.slopes["ReLU"].shape == result.x.shape
    True
    """
    seeds = list(seeds)
    x = np.linspace(-EDGE, EDGE, 1201)
    value: dict[str, list[float]] = {name: [] for name in ACTIVATIONS}
    slope: dict[str, list[float]] = {name: [] for name in ACTIVATIONS}
    curves: dict[str, np.ndarray] = {}
    slopes: dict[str, np.ndarray] = {}
    for seed, name in tqdm([(s, n) for s in seeds for n in ACTIVATIONS], "fitting", leave=False):
        curve, its_slope = curve_and_slope(fitted(ACTIVATIONS[name], seed, hidden, steps), x)
        value[name].append(_rms(curve - np.sin(2 * x)))
        slope[name].append(_rms(its_slope - 2 * np.cos(2 * x)))
        curves.setdefault(name, curve)
        slopes.setdefault(name, its_slope)
    return SlopeStaircase(value, slope, x, curves, slopes)


def fitted(activation: Callable[[], Elementwise], seed: int, hidden: int, steps: int) -> Sequential:
    """A network of one hidden layer, trained on sin 2x; its bends start all over the interval."""
    rng = np.random.default_rng(seed)
    first, last = Linear(1, hidden, rng), Linear(hidden, 1, rng)
    first.weight[...] = 2 * rng.normal(size=(1, hidden))
    first.bias[...] = np.abs(first.weight[0]) * rng.uniform(-EDGE, EDGE, hidden)
    network = Sequential([first, activation(), last]).reuse_buffers()
    loss, adam = MSELoss(), Adam(network, lr=0.01)
    x = np.linspace(-EDGE, EDGE, 120)[:, None]
    for _ in range(steps):
        train_step(network, loss, adam, x, np.sin(2 * x))
    return network


def curve_and_slope(network: Sequential, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """f(x) and f′(x) of a network of one input and output: backward with an upstream gradient of 1.

    >>> rng = np.random.default_rng(0)
    >>> linear = Linear(1, 1, rng)
    >>> bool((curve_and_slope(Sequential([linear]), np.zeros(2))[1] == linear.weight[0]).all())
    True
    """
    curve = network.forward(x[:, None])[:, 0].copy()
    return curve, network.backward(np.ones((len(x), 1)))[:, 0].copy()


def _rms(error: np.ndarray) -> float:
    return float(np.sqrt(np.mean(error**2)))


def compare(result: SlopeStaircase) -> Comparison:
    """Errors of value and slope, and how many times the slope's error is ReLU's."""
    here = "measured here"
    claims = [
        Claim(f"{name}: error of the {what}", None, errors[name], 0.0, here, digits=2)
        for name in result.value
        for what, errors in (("value", result.value), ("slope", result.slope))
    ]
    return Comparison(
        "Fitting sin 2x: the curve, and its slope",
        claims,
        "Root mean squares over [−3, 3], one hidden layer of 32 units, Adam, the same number of "
        "steps for all. The slope was never part of the loss.",
    )


def plot(result: SlopeStaircase) -> Figure:
    """Left: the curves of a ReLU and a SiLU network. Right: their slopes."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    left.plot(result.x, np.sin(2 * result.x), color=BLACK, linewidth=1, label="sin 2x")
    right.plot(result.x, 2 * np.cos(2 * result.x), color=BLACK, linewidth=1, label="2 cos 2x")
    for i, name in enumerate(("ReLU", "SiLU")):
        left.plot(result.x, result.curves[name], label=name, **line(i))
        right.plot(result.x, result.slopes[name], label=name, **line(i))
    left.set(title="The curve that was fitted", xlabel="x", ylim=(-1.3, 2.0))
    right.set(title="… and its slope", xlabel="x", ylim=(-2.9, 4.2))
    for ax in (left, right):
        ax.legend(frameon=False, ncols=3, loc="upper center", fontsize=9)
    return fig
