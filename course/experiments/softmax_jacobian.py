"""Why p(1 − p) is not all of softmax's slope: half of the Jacobian lies beside its diagonal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from course.data import digits
from course.engine import SGD, CrossEntropyLoss, Linear, ReLU, Sequential, softmax, softmax_backward
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import accuracy, train_step
from course.plots import figure, line

SCORES = (1.0, 0.0, 0.5, -0.5)
CLASSES, HIDDEN, BATCH, LR = 10, 100, 25, 0.1
RULES = ("full Jacobian", "diagonal only")
HERE = "measured here"


@dataclass(frozen=True)
class SoftmaxJacobian:
    """The Jacobian at `SCORES` in three ways, and training with all of it and with its diagonal.

    `formula`, `backward` and `differences`: diag(p) − p pᵀ, the engine's backward, row by row, and
    central differences. `beside`: the share of the matrix beside the diagonal, for random scores,
    one number per seed. `accuracies[rule]` and `mean_scores[rule]`: test accuracy in percent and
    the mean of all scores after each of `steps`, a row for each seed.
    """

    formula: np.ndarray
    backward: np.ndarray
    differences: np.ndarray
    beside: list[float]
    steps: np.ndarray
    accuracies: dict[str, np.ndarray]
    mean_scores: dict[str, np.ndarray]


def run(seeds: Sequence[int] = range(5), steps: int = 100) -> SoftmaxJacobian:
    """Take the Jacobian in three ways, then train with both rules from the same start."""
    scores = np.array(SCORES)
    p = softmax(scores)
    measured = np.arange(5, steps + 1, 5)
    curves = {rule: [train(rule, seed, measured) for seed in seeds] for rule in RULES}
    return SoftmaxJacobian(
        formula=jacobian(p),
        backward=softmax_backward(np.eye(len(p)), np.tile(p, (len(p), 1))),
        differences=central_differences(scores),
        beside=[share_beside(seed) for seed in seeds],
        steps=measured,
        accuracies={rule: np.array([pair[0] for pair in runs]) for rule, runs in curves.items()},
        mean_scores={rule: np.array([pair[1] for pair in runs]) for rule, runs in curves.items()},
    )


def jacobian(p: np.ndarray) -> np.ndarray:
    """∂pᵢ/∂zⱼ = pᵢ(δᵢⱼ − pⱼ).

    >>> jacobian(np.array([0.5, 0.5]))
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    return np.diag(p) - np.outer(p, p)


def central_differences(scores: np.ndarray, h: float = 1e-5) -> np.ndarray:
    """∂pᵢ/∂zⱼ from two values of softmax for each score."""
    nudges = h * np.eye(len(scores))
    return ((softmax(scores + nudges) - softmax(scores - nudges)) / (2 * h)).T


def share_beside(seed: int) -> float:
    """The share of Σ|∂pᵢ/∂zⱼ| that lies beside the diagonal, for ten random scores."""
    matrix = np.abs(jacobian(softmax(np.random.default_rng(seed).normal(scale=2, size=CLASSES))))
    return float(1 - np.trace(matrix) / matrix.sum())


class DiagonalOnly(CrossEntropyLoss):
    """Cross-entropy whose gradient went through p(1 − p) alone.

    −1/p arrives at the true class, and p(1 − p) makes p − 1 of it; the other scores, which only the
    rest of the Jacobian reaches, get 0.
    """

    def forward(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """The right loss: the mistake is in the backward pass."""
        self._labels = np.asarray(target)
        return super().forward(prediction, target)

    def backward(self) -> np.ndarray:
        """(p − 1) / rows at the true class, 0 elsewhere."""
        grad = super().backward()
        return grad * (np.arange(grad.shape[1]) == self._labels[:, np.newaxis])


def train(rule: str, seed: int, measured: np.ndarray) -> tuple[list[float], list[float]]:
    """Test accuracy in percent and mean score after each number of steps in `measured`."""
    rng, data = np.random.default_rng(seed), digits(seed)
    network = Sequential([Linear(64, HIDDEN, rng), ReLU(), Linear(HIDDEN, CLASSES, rng)])
    loss = CrossEntropyLoss() if rule == RULES[0] else DiagonalOnly()
    sgd = SGD(network, lr=LR)
    accuracies, means = [], []
    for batches in np.diff(measured, prepend=0):
        for rows in rng.integers(0, len(data.x_train), (batches, BATCH)):
            train_step(network, loss, sgd, data.x_train[rows], data.y_train[rows])
        accuracies.append(accuracy(network, data.x_test, data.y_test))
        means.append(float(network.forward(data.x_test).mean()))
    return accuracies, means


def compare(result: SoftmaxJacobian) -> Comparison:
    """Three ways to one matrix; how much of it is lost; what the loss of it does to training."""
    backward = np.abs(result.backward - result.formula).max()
    numeric = np.abs(result.differences - result.formula).max()
    rows = np.abs(result.formula.sum(axis=1)).max()
    section, zero = "section 5", "rows of the Jacobian add up to 0"
    matrix = [
        Claim("formula against softmax_backward", 0, [float(backward)], 1e-15, section, digits=2),
        Claim("formula against central differences", 0, [float(numeric)], 1e-9, section, digits=2),
        Claim("largest sum of a row", 0, [float(rows)], 1e-15, zero, digits=2),
        Claim("share beside the diagonal", 50, [100 * s for s in result.beside], 1e-9, zero, "%"),
    ]
    end = int(result.steps[-1])
    trained = [
        Claim(
            f"{what} after {end} steps: {rule}",
            None,
            curves[rule][:, -1].tolist(),
            0,
            HERE,
            unit,
            3,
        )
        for what, curves, unit in (
            ("accuracy", result.accuracies, "%"),
            ("mean score", result.mean_scores, ""),
        )
        for rule in RULES
    ]
    return Comparison(
        "Softmax's Jacobian, and its diagonal",
        [*matrix, *trained],
        f"Digits, one hidden layer of {HIDDEN} ReLUs, cross-entropy, gradient descent with "
        f"learning rate {LR} and batches of {BATCH}.",
    )


def plot(result: SoftmaxJacobian) -> Figure:
    """The matrix, its diagonal, and the accuracy that each of them trains to."""
    fig, (left, middle, right) = figure(columns=3, height=3.5, width=10.5)
    _matrix(left, result.formula, "Jacobian ∂pᵢ/∂zⱼ")
    _matrix(middle, np.diag(np.diag(result.formula)), "p(1 − p) alone")
    for i, (rule, curves) in enumerate(result.accuracies.items()):
        right.plot(result.steps, curves.mean(axis=0), label=rule, **line(i))
        band = curves.min(axis=0), curves.max(axis=0)
        right.fill_between(result.steps, *band, color=line(i)["color"], alpha=0.2, linewidth=0)
    right.set(title="Test accuracy (%)", xlabel="step", ylim=(0, 100))
    right.legend(frameon=False)
    return fig


def _matrix(ax: Axes, matrix: np.ndarray, title: str) -> None:
    limit = 0.25
    ax.imshow(matrix, cmap="PuOr_r", vmin=-limit, vmax=limit)
    for (i, j), value in np.ndenumerate(matrix):
        text = "0" if value == 0 else f"{value:.2f}".replace("-", "−").replace("0.", ".")
        dark = abs(value) > 0.7 * limit
        ax.text(
            j, i, text, ha="center", va="center", color="white" if dark else "black", fontsize=9
        )
    ticks = range(len(matrix))
    names = [f"{k + 1}" for k in ticks]
    ax.set(title=title, xlabel="score zⱼ", ylabel="probability pᵢ")
    ax.set_xticks(ticks, names)
    ax.set_yticks(ticks, names)
    ax.grid(False)
