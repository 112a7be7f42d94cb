"""Ten classes, five ways to end the network: what the wrong ones cost in accuracy or in truth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import e, log

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import Split, mnist1d
from course.engine import (
    Adam,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Layer,
    MSELoss,
    ReLU,
    Sequential,
    Softmax,
    cross_entropy,
    he_normal,
    sigmoid,
    softmax,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.networks import fully_connected, standardised
from course.experiments.training import train_step
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

CLASSES = 10


def labels_of(y: np.ndarray) -> np.ndarray:
    """The labels as they are, for cross-entropy."""
    return y


def one_hot(y: np.ndarray) -> np.ndarray:
    """A row of ten numbers for each label: 1 at the label, 0 elsewhere."""
    return np.eye(CLASSES, dtype=np.float32)[y]


def as_number(y: np.ndarray) -> np.ndarray:
    """The label itself as the number to be predicted, in a column."""
    return y[:, None].astype(np.float32)


@dataclass(frozen=True)
class Ending:
    """How a network ends: width, what follows the last linear layer, the loss and its targets.

    `probabilities` reads the network's output as one probability per class, None if it cannot be.
    """

    width: int
    after: Callable[[], list[Layer]]
    loss: Callable[[], CrossEntropyLoss | BCEWithLogitsLoss | MSELoss]
    targets: Callable[[np.ndarray], np.ndarray]
    probabilities: Callable[[np.ndarray], np.ndarray] | None = None


ENDINGS: dict[str, Ending] = {
    "softmax + cross-entropy": Ending(CLASSES, list, CrossEntropyLoss, labels_of, softmax),
    "sigmoids + cross-entropy": Ending(CLASSES, list, BCEWithLogitsLoss, one_hot, sigmoid),
    "softmax twice": Ending(CLASSES, lambda: [Softmax()], CrossEntropyLoss, labels_of, softmax),
    "ReLU, then softmax": Ending(CLASSES, lambda: [ReLU()], CrossEntropyLoss, labels_of, softmax),
    "one number + squared error": Ending(1, list, MSELoss, as_number),
}
# Softmax of a probability vector gives the right class e/(e + 9) at most.
DOUBLE_FLOOR = log(1 + (CLASSES - 1) / e)


@dataclass(frozen=True)
class ClassOutputs:
    """By ending, one entry per seed: test accuracy in percent, the final training loss, and the
    mean sum of the ten probabilities (absent where there are none)."""

    accuracy: dict[str, list[float]]
    loss: dict[str, list[float]]
    total: dict[str, list[float]]


@one_blas_thread()
def run(seeds: Sequence[int] = range(3), epochs: int = 12) -> ClassOutputs:
    """Train two hidden layers of 100 ReLU units on MNIST-1D, once per ending and seed."""
    result = ClassOutputs(
        accuracy={name: [] for name in ENDINGS},
        loss={name: [] for name in ENDINGS},
        total={name: [] for name, ending in ENDINGS.items() if ending.probabilities},
    )
    runs = [(seed, name) for seed in seeds for name in ENDINGS]
    for seed, name in tqdm(runs, "training with each ending", leave=False, delay=2):
        split = standardised(mnist1d(seed))
        network, loss = trained(ENDINGS[name], split, seed, epochs)
        output = network.forward(split.x_test)
        result.accuracy[name].append(100 * float(np.mean(decided(output) == split.y_test)))
        result.loss[name].append(loss)
        if probabilities := ENDINGS[name].probabilities:
            result.total[name].append(float(probabilities(output).sum(axis=1).mean()))
    return result


def trained(ending: Ending, split: Split, seed: int, epochs: int) -> tuple[Sequential, float]:
    """The trained network, and its mean loss in the last epoch."""
    rng = np.random.default_rng(seed)
    hidden = fully_connected((40, 100, 100, ending.width), ReLU, he_normal, rng)
    network, loss = Sequential([*hidden.layers, *ending.after()]), ending.loss()
    adam, targets = Adam(network, lr=0.003), ending.targets(split.y_train)
    for _ in range(epochs):
        batches = np.array_split(rng.permutation(len(targets)), len(targets) // 50)
        losses = [
            train_step(network, loss, adam, split.x_train[rows], targets[rows]) for rows in batches
        ]
    return network, float(np.mean(losses))


def decided(output: np.ndarray) -> np.ndarray:
    """The class that an output (N, 10) or (N, 1) stands for: the largest, or the nearest number.

    >>> decided(np.array([[2.6], [-3.0]])), decided(np.eye(10)[[7]])
    (array([3, 0]), array([7]))
    """
    if output.shape[1] == 1:
        return np.clip(np.round(output[:, 0]), 0, CLASSES - 1).astype(int)
    return output.argmax(axis=1)


def compare(result: ClassOutputs) -> Comparison:
    """Accuracies; then what is exact: the floor of a double softmax, and sums of probabilities."""
    claims = [
        Claim(f"{name}: test accuracy", None, values, 0.0, "measured here", "%", 3)
        for name, values in result.accuracy.items()
    ]
    perfect = cross_entropy(np.eye(CLASSES), np.arange(CLASSES))
    what = "softmax twice: loss of a perfect answer"
    claims.append(Claim(what, DOUBLE_FLOOR, [perfect], 1e-12, "exact: ln(1 + 9/e)"))
    claims += [
        Claim(f"{name}: training loss", None, result.loss[name], 0.0, "measured here", digits=3)
        for name in ("softmax twice", "softmax + cross-entropy")
    ]
    claims += [
        Claim(
            f"{name}: sum of the ten probabilities",
            1.0 if "sigmoids" not in name else None,
            total,
            1e-6,
            "exact for softmax" if "sigmoids" not in name else "measured here",
            digits=3,
        )
        for name, total in result.total.items()
        if name in ("softmax + cross-entropy", "sigmoids + cross-entropy")
    ]
    note = "MNIST-1D, two hidden layers of 100 ReLU units, 12 epochs of Adam; guessing scores 10 %."
    return Comparison("Ten classes, five endings", claims, note)


def plot(result: ClassOutputs) -> Figure:
    """The accuracy of every seed, ending by ending."""
    fig, (ax,) = figure(width=8.0, height=2.8)
    for i, accuracy in enumerate(result.accuracy.values()):
        style = line(0 if i == 0 else 5, marker=True) | {"linestyle": "none"}
        ax.plot(accuracy, np.full(len(accuracy), -i), **style)
    ax.axvline(10, color=BLACK, linewidth=0.8)
    ax.annotate("guessing", (10.5, -2.6), fontsize=9)
    ax.set(xlabel="test accuracy (%)", xlim=(0, 75))
    ax.set(yticks=-np.arange(len(ENDINGS)), yticklabels=list(ENDINGS))
    return fig
