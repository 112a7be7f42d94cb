"""Depth without an activation buys nothing: three networks on MNIST-1D."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from tqdm.auto import tqdm

from course.data import mnist1d, mnist1d_templates
from course.engine import Adam, CrossEntropyLoss, Layer, Linear, ReLU, Sequential
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import History, fit
from course.plots import BLACK, BLUE, figure, line

_HIDDEN = 100


def logistic_regression(rng: np.random.Generator) -> list[Layer]:
    """40 → 10: one linear layer."""
    return [Linear(40, 10, rng)]


def deep_linear(rng: np.random.Generator) -> list[Layer]:
    """40 → 100 → 100 → 10, nothing between."""
    sizes = (40, _HIDDEN, _HIDDEN, 10)
    return [Linear(n, m, rng) for n, m in pairwise(sizes)]


def relu_network(rng: np.random.Generator) -> list[Layer]:
    """The same three linear layers with a ReLU after the first two."""
    first, second, third = deep_linear(rng)
    return [first, ReLU(), second, ReLU(), third]


NETWORKS: dict[str, Callable[[np.random.Generator], list[Layer]]] = {
    "logistic regression": logistic_regression,
    "deep linear network": deep_linear,
    "ReLU network": relu_network,
}


@dataclass(frozen=True)
class DepthRace:
    """Training histories: network → one per seed."""

    histories: dict[str, list[History]]

    def accuracies(self, name: str) -> list[float]:
        """The test accuracy after the last epoch, in percent, one per seed."""
        return [history.test_accuracy[-1] for history in self.histories[name]]


def run(seeds: Sequence[int] = range(5), epochs: int = 20, lr: float = 0.003) -> DepthRace:
    """Train each network once per seed; a seed makes its own data, weights and order of batches."""
    histories: dict[str, list[History]] = {name: [] for name in NETWORKS}
    runs = [(seed, name) for seed in seeds for name in NETWORKS]
    for seed, name in tqdm(runs, "training on MNIST-1D", leave=False):
        histories[name].append(_train(name, seed, epochs, lr))
    return DepthRace(histories)


def _train(name: str, seed: int, epochs: int, lr: float) -> History:
    rng = np.random.default_rng(seed)
    network = Sequential(NETWORKS[name](rng))
    return fit(
        network,
        CrossEntropyLoss(),
        Adam(network, lr=lr),
        mnist1d(seed),
        epochs=epochs,
        batch_size=25,
        rng=rng,
        progress=None,
    )


def compare(result: DepthRace) -> Comparison:
    """Ours beside the data set's authors': one linear layer, three of them, three with ReLU."""
    table = "Greydanus & Kobak 2024, arXiv:2011.14439, table in the authors' repository"
    logbook = "the authors' notebook mnist1d-classification: 100 + 100 units, 6000 steps"
    published = {
        "logistic regression": (32.0, 3.0, table),
        "deep linear network": (None, 0.0, "measured here; by §3 it can do what the first can"),
        "ReLU network": (65.1, 4.0, logbook),
    }
    claims = [
        Claim(name, figure_, result.accuracies(name), tolerance, source, unit="%", digits=3)
        for name, (figure_, tolerance, source) in published.items()
    ]
    note = (
        "Test accuracy; each of our seeds has its own data, weights and order of batches. Their "
        "ReLU network adds a skip connection around its second layer, and trains on their one "
        "file of data; the table in their repository gives 68 % for it."
    )
    return Comparison("MNIST-1D: depth with and without activation layers", claims, note)


def plot(result: DepthRace) -> Figure:
    """Test accuracy after each epoch: the mean over the seeds, and a band from least to most."""
    fig, (ax,) = figure(width=7.5, height=3.4)
    for i, (name, histories) in enumerate(result.histories.items()):
        accuracy = np.array([history.test_accuracy for history in histories])
        epochs = np.arange(1, accuracy.shape[1] + 1)
        ax.plot(epochs, accuracy.mean(axis=0), **line(i, marker=True), markevery=4, label=name)
        low, high = accuracy.min(axis=0), accuracy.max(axis=0)
        ax.fill_between(epochs, low, high, color=line(i)["color"], alpha=0.2, linewidth=0)
    ax.axhline(10, color=BLACK, linewidth=0.8, linestyle=":")
    ax.annotate("guessing", (1, 11), fontsize=9)
    ax.set(xlabel="epoch", ylabel="test accuracy (%)", ylim=(0, 80))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.legend(loc="upper left", ncols=3, fontsize=9)
    return fig


def plot_examples(seed: int = 42) -> Figure:
    """The ten templates, and under each two examples that were made from it."""
    split = mnist1d(seed)
    fig, axes = plt.subplots(3, 10, figsize=(9.5, 3.2), sharey="row", layout="constrained")
    for digit, column in enumerate(axes.T):
        examples = split.x_train[split.y_train == digit][:2]
        column[0].set_title(f"{digit}")
        for ax, curve in zip(column, [mnist1d_templates()[digit], *examples], strict=True):
            ax.plot(curve, np.arange(len(curve))[::-1], color=BLUE, linewidth=1.5)
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_color("#dddddd")
    for ax, name in zip(axes[:, 0], ["template", "example", "example"], strict=True):
        ax.set_ylabel(name)
    return fig
