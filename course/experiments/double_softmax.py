"""What a softmax in front of cross-entropy costs: a loss with a floor, and gradients with a lid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import e, log, sqrt

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import digits
from course.engine import (
    SGD,
    CrossEntropyLoss,
    Linear,
    ReLU,
    Sequential,
    Softmax,
    cross_entropy,
    cross_entropy_backward,
    softmax,
    softmax_backward,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import accuracy, train_step
from course.plots import BLACK, figure, line

CLASSES, HIDDEN, BATCH = 10, 100, 25
# How often softmax is applied before it is done by the loss once more, and the learning rate.
ARMS: dict[str, tuple[int, float]] = {
    "softmax once": (0, 0.1),
    "softmax twice": (1, 0.1),
    "twice, 10 × learning rate": (1, 1.0),
}
ISSUE = "ariecattan/SciCo, issue 2"
HERE = "measured here"


@dataclass(frozen=True)
class DoubleSoftmax:
    """The least loss of certain predictions, gradients along a line of scores, and training runs.

    `floor[C]` is the loss of a certain and right prediction among C classes, softmax twice.
    `at_start` is how many times smaller the gradient is where all scores are equal, and
    `lengths[arm]` its length where the true class leads its only rival by `leads`. `losses[arm]`
    holds the mean of the batches' losses since the last entry of `steps`, `accuracies[arm]` the
    test accuracy in percent: a row for each seed, a column for each entry of `steps`.
    """

    floor: dict[int, float]
    at_start: float
    leads: np.ndarray
    lengths: dict[str, np.ndarray]
    steps: np.ndarray
    losses: dict[str, np.ndarray]
    accuracies: dict[str, np.ndarray]

    def accuracy_after(self, steps: int, arm: str) -> list[float]:
        """The test accuracy after so many steps, in percent, one for each seed."""
        column = int(np.searchsorted(self.steps, steps))
        return [float(row[column]) for row in self.accuracies[arm]]


def run(seeds: Sequence[int] = range(5), steps: int = 2000, every: int = 50) -> DoubleSoftmax:
    """Measure floor and gradients, then train each arm once per seed on handwritten digits."""
    leads = np.linspace(-12, 12, 241)
    rows = np.stack([leads, 0 * leads, *[0 * leads - 10] * (CLASSES - 2)], axis=1)
    once, twice = gradients(rows)
    even = [np.linalg.norm(g) for g in gradients(np.zeros((1, CLASSES)))]
    measured = np.arange(every, steps + 1, every)
    runs = [(seed, arm) for seed in seeds for arm in ARMS]
    curves: dict[str, list[tuple[list[float], list[float]]]] = {arm: [] for arm in ARMS}
    for seed, arm in tqdm(runs, "training on digits", delay=2, leave=False):
        curves[arm].append(_train(arm, seed, measured))
    return DoubleSoftmax(
        floor={classes: loss_when_certain(classes) for classes in (4, 10, 1000)},
        at_start=float(even[0] / even[1]),
        leads=leads,
        lengths={
            "softmax once": np.linalg.norm(once, axis=1),
            "softmax twice": np.linalg.norm(twice, axis=1),
        },
        steps=measured,
        losses={arm: np.array([loss for loss, _ in pairs]) for arm, pairs in curves.items()},
        accuracies={arm: np.array([acc for _, acc in pairs]) for arm, pairs in curves.items()},
    )


def loss_when_certain(classes: int) -> float:
    """The loss of a prediction that is certain and right, after one softmax too many.

    >>> round(loss_when_certain(10), 4)
    1.4612
    """
    scores = np.zeros((1, classes))
    scores[0, 0] = 1000.0
    return cross_entropy(softmax(scores), [0])


def gradients(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """∂loss/∂scores of each row by itself, true class 0: through one softmax, and through two."""
    labels = np.zeros(len(rows), dtype=int)
    probabilities = softmax(rows)
    twice = softmax_backward(cross_entropy_backward(probabilities, labels), probabilities)
    return len(rows) * cross_entropy_backward(rows, labels), len(rows) * twice


def _train(arm: str, seed: int, measured: np.ndarray) -> tuple[list[float], list[float]]:
    """The mean loss of the batches up to each step in `measured`, and the test accuracy there."""
    extra, lr = ARMS[arm]
    rng, data = np.random.default_rng(seed), digits(seed)
    layers = [Linear(64, HIDDEN, rng), ReLU(), Linear(HIDDEN, CLASSES, rng)]
    network = Sequential([*layers, *(Softmax() for _ in range(extra))])
    loss, sgd = CrossEntropyLoss(), SGD(network, lr=lr)
    losses, accuracies = [], []
    for batches in np.diff(measured, prepend=0):
        rows = rng.integers(0, len(data.x_train), (batches, BATCH))
        seen = [train_step(network, loss, sgd, data.x_train[r], data.y_train[r]) for r in rows]
        losses.append(float(np.mean(seen)))
        accuracies.append(accuracy(network, data.x_test, data.y_test))
    return losses, accuracies


def compare(result: DoubleSoftmax) -> Comparison:
    """The floor beside the one reported in the wild; then what it did to our training."""
    once, twice = (result.lengths[arm].max() for arm in ("softmax once", "softmax twice"))
    exact = [
        Claim("least loss, 4 classes", 0.74, [result.floor[4]], 5e-3, ISSUE),
        Claim("least loss, 10 classes", log(1 + 9 / e), [result.floor[10]], 1e-12, "ln(1 + 9/e)"),
        Claim("gradient at the start: once / twice", 10, [result.at_start], 1e-9, "C, section 10"),
        Claim("longest gradient, softmax once", sqrt(2), [once], 1e-3, "‖p − y‖ ≤ √2"),
        Claim("longest gradient, softmax twice", None, [twice], 0, HERE, digits=3),
    ]
    end = int(result.steps[-1])
    trained = [
        Claim(f"{arm}: accuracy, {n} steps", None, result.accuracy_after(n, arm), 0, HERE, "%", 3)
        for arm in ARMS
        for n in (200, end)
    ]
    seen = [
        Claim(f"{arm}: loss, {end} steps", None, losses[:, -1].tolist(), 0, HERE, digits=3)
        for arm, losses in result.losses.items()
    ]
    return Comparison(
        "Softmax in front of cross-entropy",
        [*exact, *trained, *seen],
        f"Digits, one hidden layer of {HIDDEN} ReLUs, gradient descent with batches of {BATCH}. "
        f"The loss is the one that training sees, the mean of the last {result.steps[0]} batches; "
        "the accuracy is that of the test set.",
    )


def plot(result: DoubleSoftmax) -> Figure:
    """Left: the gradient along a line of scores. Middle, right: loss and accuracy in training."""
    fig, (left, middle, right) = figure(columns=3, height=3.4, width=10.5)
    for i, (arm, lengths) in enumerate(result.lengths.items()):
        left.plot(result.leads, lengths, label=arm, **line(i))
    left.set(title="Length of the gradient", xlabel="lead of the true class", ylim=(0, 1.5))
    left.legend(frameon=False, loc="upper right")
    for i, arm in enumerate(ARMS):
        for ax, curves in ((middle, result.losses[arm]), (right, result.accuracies[arm])):
            ax.plot(result.steps, curves.mean(axis=0), label=arm, **line(i))
            band = curves.min(axis=0), curves.max(axis=0)
            ax.fill_between(result.steps, *band, color=line(i)["color"], alpha=0.2, linewidth=0)
    middle.axhline(result.floor[10], color=BLACK, linewidth=0.8)
    middle.text(result.steps[-1], result.floor[10] - 0.14, "floor 1.46", ha="right", fontsize=9)
    middle.set(title="Loss that training sees", xlabel="step", ylim=(0, 2.5))
    right.set(title="Test accuracy (%)", xlabel="step", ylim=(0, 100))
    right.legend(frameon=False, loc="lower right")
    return fig
