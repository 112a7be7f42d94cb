"""A wrong output layer cannot be trained away: what five of them cost in a regression."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import (
    Adam,
    Identity,
    Layer,
    Linear,
    MSELoss,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import train_step
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

# Each output layer with the lowest and the highest number that it can put out.
OUTPUTS: dict[str, tuple[Callable[[], Layer], float, float]] = {
    "none": (Identity, -np.inf, np.inf),
    "ReLU": (ReLU, 0.0, np.inf),
    "tanh": (Tanh, -1.0, 1.0),
    "sigmoid": (Sigmoid, 0.0, 1.0),
    "softmax": (Softmax, 1.0, 1.0),
}
X = np.linspace(-3, 3, 200)[:, None]


def target(x: np.ndarray) -> np.ndarray:
    """2 sin 2x + x/2: what is to be learned; it runs from −2.5 to 2.5."""
    return 2 * np.sin(2 * x) + x / 2


@dataclass(frozen=True)
class RegressionOutputs:
    """By output layer: the mean squared error of each seed, and the first seed's curve."""

    errors: dict[str, list[float]]
    curves: dict[str, np.ndarray]


@one_blas_thread()
def run(seeds: Sequence[int] = range(5), steps: int = 1000) -> RegressionOutputs:
    """Fit the target with one hidden layer of 50 tanh units and each output layer."""
    errors: dict[str, list[float]] = {name: [] for name in OUTPUTS}
    curves = {}
    runs = [(name, seed) for name in OUTPUTS for seed in reversed(seeds)]
    for name, seed in tqdm(runs, "fitting", leave=False, delay=2):
        curves[name] = _fitted(OUTPUTS[name][0](), seed, steps)
        errors[name].append(float(np.mean((curves[name] - target(X)) ** 2)))
    return RegressionOutputs(errors, curves)


def _fitted(output: Layer, seed: int, steps: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    network = Sequential([Linear(1, 50, rng), Tanh(), Linear(50, 1, rng), output])
    loss, adam = MSELoss(), Adam(network, lr=0.02)
    for _ in range(steps):
        train_step(network, loss, adam, X, target(X))
    return network.forward(X)


def floor(low: float, high: float) -> float:
    """The least mean squared error of any network whose output lies in [low, high].

    At every x the best that it can do is the number of its range that is nearest to the target.

    >>> floor(-np.inf, np.inf), round(floor(1.0, 1.0), 2)
    (0.0, 2.83)
    """
    return float(np.mean((np.clip(target(X), low, high) - target(X)) ** 2))


def compare(result: RegressionOutputs) -> Comparison:
    """The error with each output layer, and the least that its range allows."""
    claims = [
        Claim("no output activation", 0.0, result.errors["none"], 0.05, "exact: it can fit", "", 2),
        Claim(
            "softmax over one output: always 1",
            floor(1.0, 1.0),
            result.errors["softmax"],
            1e-9,
            "exact: the mean of (1 − target)²",
        ),
    ]
    claims += [
        Claim(
            f"output layer {name}",
            None,
            result.errors[name],
            0.0,
            _allowed(low, high),
            digits=3,
        )
        for name, (_, low, high) in OUTPUTS.items()
        if name not in ("none", "softmax")
    ]
    note = (
        "Mean squared error; answering the mean of the targets everywhere gives "
        f"{float(np.var(target(X))):.3g}. No training gets below what the range allows, however "
        "large the network."
    )
    return Comparison("A regression with five output layers", claims, note)


def _allowed(low: float, high: float) -> str:
    # ReLU does reach its end; the others only come near theirs.
    start = "[" if np.isinf(high) else "("
    spelled = f"{start}{low:g}, {high:g})".replace("inf", "∞").replace("-", "−")
    return f"its range {spelled} allows {floor(low, high):.2f}"


def plot(result: RegressionOutputs) -> Figure:
    """The target and what the first seed's network makes of it, for each output layer."""
    fig, axes = figure(columns=len(OUTPUTS), height=2.6, width=11.0)
    for i, (ax, (name, y)) in enumerate(zip(axes, result.curves.items(), strict=True)):
        ax.plot(X, target(X), color="#bbbbbb", linewidth=4)
        ax.plot(X, y, **line(0 if i == 0 else 5))
        mean = float(np.mean(result.errors[name]))
        ax.set(title=f"{name}: error {mean:.2g}", xlabel="x", ylim=(-3.2, 3.2))
        ax.axhline(0, color=BLACK, linewidth=0.6)
    return fig
