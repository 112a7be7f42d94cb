"""One training loop for every experiment, so that two results differ by what they compare alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from tqdm.auto import tqdm

from course.data import Split
from course.engine import Sequential
from course.threads import one_blas_thread


class Loss(Protocol):
    """A loss of the engine: a number forward, ∂L/∂prediction backward."""

    def forward(self, prediction: np.ndarray, target: np.ndarray) -> Any:
        """The loss of a batch."""

    def backward(self) -> np.ndarray:
        """∂L/∂prediction of the last batch."""


class Optimiser(Protocol):
    """An optimiser of the engine: one step along the network's present gradients."""

    def step(self) -> None:
        """Update the parameters in place."""


@dataclass(frozen=True)
class History:
    """What a training run leaves behind: one entry per epoch, accuracies in percent."""

    loss: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)


@one_blas_thread()
def fit(
    network: Sequential,
    loss: Loss,
    optimiser: Optimiser,
    split: Split,
    *,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
    progress: str | None = "training",
) -> History:
    """Train by minibatches, newly shuffled each epoch, and test after each; changes `network`.

    The loss of an epoch is the mean over its batches, as they were met. A progress bar called
    `progress` appears when training takes more than two seconds; None hides it.

    >>> from course.data import two_spirals
    >>> from course.engine import Adam, CrossEntropyLoss, Linear, ReLU
    >>> rng = np.random.default_rng(0)
    >>> network = Sequential([Linear(2, 16, rng), ReLU(), Linear(16, 2, rng)])
    >>> adam = Adam(network, lr=0.05)
    >>> history = fit(network, CrossEntropyLoss(), adam, two_spirals(turns=0.5),
    ...               epochs=30, batch_size=20, rng=rng)
    >>> history.loss[-1] < history.loss[0], history.test_accuracy[-1] > 90
    (True, True)
    """
    history = History()
    for _ in tqdm(range(epochs), progress, delay=2, leave=False, disable=progress is None):
        order = rng.permutation(len(split.x_train))
        batches = np.array_split(order, max(1, len(order) // batch_size))
        losses = [
            train_step(network, loss, optimiser, split.x_train[rows], split.y_train[rows])
            for rows in batches
        ]
        history.loss.append(float(np.mean(losses)))
        history.test_accuracy.append(accuracy(network, split.x_test, split.y_test))
    return history


def train_step(
    network: Sequential, loss: Loss, optimiser: Optimiser, x: np.ndarray, target: np.ndarray
) -> float:
    """Forward, backward and one update on one batch; returns the loss before the update."""
    value = loss.forward(network.forward(x), target)
    network.parameter_gradients(loss.backward())
    optimiser.step()
    return float(value)


def accuracy(network: Sequential, x: np.ndarray, labels: np.ndarray) -> float:
    """Percent of rows whose largest output is at their label."""
    return 100 * float(np.mean(network.forward(x).argmax(axis=1) == labels))
