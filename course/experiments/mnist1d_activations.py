"""How much does the choice of activation decide? Six networks that differ in nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import mnist1d
from course.engine import (
    GELU,
    SELU,
    Adam,
    CrossEntropyLoss,
    Identity,
    Layer,
    ReLU,
    Sigmoid,
    Tanh,
    he_normal,
    lecun_normal,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.networks import Init, fully_connected, standardised
from course.experiments.training import History, fit
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

# Each with the initialisation that is customary for it, and the published accuracy in percent.
NETWORKS: dict[str, tuple[Callable[[], Layer], Init, float]] = {
    "identity": (Identity, lecun_normal, 33.0),
    "sigmoid": (Sigmoid, lecun_normal, 33.0),
    "ReLU": (ReLU, he_normal, 60.0),
    "tanh": (Tanh, lecun_normal, 64.0),
    "GELU": (GELU, he_normal, 62.0),
    "SELU": (SELU, lecun_normal, 64.0),
}
SIZES = (40, 100, 100, 100, 100, 10)
TOLERANCE = 6.0


@dataclass(frozen=True)
class ActivationRace:
    """Training histories: activation → one per seed."""

    histories: dict[str, list[History]]

    def accuracies(self, name: str) -> list[float]:
        """The test accuracy after the last epoch, in percent, one per seed."""
        return [history.test_accuracy[-1] for history in self.histories[name]]


@one_blas_thread()
def run(seeds: Sequence[int] = range(3), epochs: int = 15) -> ActivationRace:
    """Train each network once per seed; a seed makes its own data, weights and order of batches."""
    histories: dict[str, list[History]] = {name: [] for name in NETWORKS}
    runs = [(seed, name) for seed in seeds for name in NETWORKS]
    for seed, name in tqdm(runs, "training on MNIST-1D", leave=False, delay=2):
        activation, init, _ = NETWORKS[name]
        histories[name].append(train(activation, init, seed, epochs))
    return ActivationRace(histories)


@one_blas_thread()
def train(activation: Callable[[], Layer], init: Init, seed: int, epochs: int = 15) -> History:
    """Train the network with this activation after each of its four hidden layers."""
    rng = np.random.default_rng(seed)
    network = fully_connected(SIZES, activation, init, rng)
    return fit(
        network,
        CrossEntropyLoss(),
        Adam(network, lr=0.003),
        standardised(mnist1d(seed)),
        epochs=epochs,
        batch_size=100,
        rng=rng,
        progress=None,
    )


def compare(result: ActivationRace) -> Comparison:
    """Test accuracies after the last epoch beside the published ones."""
    claims = [
        Claim(
            name,
            published,
            result.accuracies(name),
            TOLERANCE,
            "as published, not rechecked",
            "%",
            3,
        )
        for name, (_, _, published) in NETWORKS.items()
    ]
    epochs = len(result.histories["ReLU"][0].loss)
    note = (
        f"Test accuracy after {epochs} epochs of Adam (0.003, batches of 100); four hidden layers "
        "of 100 units. “Agrees” means within "
        f"{TOLERANCE:g} points: the published figures name neither network nor seeds."
    )
    return Comparison("MNIST-1D by activation", claims, note)


def plot(result: ActivationRace) -> Figure:
    """Left: accuracy after each epoch, mean over the seeds. Right: the last one, every seed."""
    fig, (left, right) = figure(columns=2, height=3.8, width=10.0)
    for i, (name, histories) in enumerate(result.histories.items()):
        accuracy = np.array([history.test_accuracy for history in histories])
        epochs = np.arange(1, accuracy.shape[1] + 1)
        left.plot(epochs, accuracy.mean(axis=0), label=name, **line(i))
        low, high = accuracy.min(axis=0), accuracy.max(axis=0)
        left.fill_between(epochs, low, high, color=line(i)["color"], alpha=0.15, linewidth=0)
        style = line(i, marker=True) | {"linestyle": "none"}
        right.plot(accuracy[:, -1], np.full(len(accuracy), -i), **style)
        right.plot(NETWORKS[name][2], -i, "x", color=BLACK, markersize=9)
    left.set(title="Test accuracy (%)", xlabel="epoch", ylim=(0, 75))
    left.legend(frameon=False, ncols=3, fontsize=9, loc="lower right")
    right.set(title="After the last epoch: every seed; × published", xlabel="test accuracy (%)")
    right.set(yticks=-np.arange(len(NETWORKS)), yticklabels=list(NETWORKS), xlim=(0, 75))
    return fig
