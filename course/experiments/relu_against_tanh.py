"""Does ReLU learn six times as fast as tanh? A famous figure, tried on a task for a laptop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import Split, mnist1d
from course.engine import SGD, CrossEntropyLoss, Layer, ReLU, Sequential, Tanh
from course.engine.init import he_normal, lecun_normal
from course.experiments.comparison import Claim, Comparison
from course.experiments.networks import Init, fully_connected, standardised
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

NETWORKS: dict[str, tuple[Callable[[], Layer], Init]] = {
    "ReLU": (ReLU, he_normal),
    "tanh": (Tanh, lecun_normal),
}
SIZES = (40, 100, 100, 100, 10)
RATES = (0.03, 0.1, 0.3, 1.0)
GOAL = 25.0
SOURCE = "Krizhevsky, Sutskever & Hinton 2012, Figure 1"


@dataclass(frozen=True)
class Race:
    """Training errors in percent, epoch by epoch until the goal: `errors[name][rate]` by seed."""

    errors: dict[str, dict[float, list[list[float]]]]

    def epochs(self, name: str, rate: float) -> np.ndarray:
        """How many epochs each seed took to get below the goal; infinite if it never did."""
        runs = self.errors[name][rate]
        return np.array([len(run) if run[-1] < GOAL else np.inf for run in runs])

    def best_rate(self, name: str) -> float:
        """The learning rate that reaches the goal in the fewest epochs, on average."""
        return min(self.errors[name], key=lambda rate: float(self.epochs(name, rate).mean()))

    def fewest_epochs(self, name: str) -> np.ndarray:
        """The epochs of each seed at the best learning rate."""
        return self.epochs(name, self.best_rate(name))


@one_blas_thread()
def run(
    seeds: Sequence[int] = range(3), rates: Sequence[float] = RATES, most_epochs: int = 60
) -> Race:
    """Train with each activation and each learning rate until the training error is below 25 %."""
    errors: dict[str, dict[float, list[list[float]]]]
    errors = {name: {rate: [] for rate in rates} for name in NETWORKS}
    runs = [(seed, name, rate) for seed in seeds for name in NETWORKS for rate in rates]
    for seed, name, rate in tqdm(runs, "until 25 % error", leave=False, delay=2):
        errors[name][rate].append(training_errors(name, rate, seed, most_epochs))
    return Race(errors)


def training_errors(name: str, rate: float, seed: int, most_epochs: int) -> list[float]:
    """The percentage of wrong answers in each epoch, up to the first that is below the goal."""
    rng = np.random.default_rng(seed)
    network = fully_connected(SIZES, *NETWORKS[name], rng)
    split, errors = standardised(mnist1d(seed)), [100.0]
    sgd, loss = SGD(network, rate), CrossEntropyLoss()
    while errors[-1] >= GOAL and len(errors) <= most_epochs:
        errors.append(_epoch(network, loss, sgd, split, rng))
    return errors[1:]


def _epoch(
    network: Sequential,
    loss: CrossEntropyLoss,
    sgd: SGD,
    split: Split,
    rng: np.random.Generator,
) -> float:
    """Train on every example once; the percentage that was answered wrongly when it was met."""
    order = rng.permutation(len(split.x_train))
    wrong = 0
    for rows in np.array_split(order, len(order) // 50):
        logits, labels = network.forward(split.x_train[rows]), split.y_train[rows]
        wrong += int(np.sum(logits.argmax(axis=1) != labels))
        loss.forward(logits, labels)
        network.backward(loss.backward())
        sgd.step()
    return 100 * wrong / len(order)


def compare(result: Race) -> Comparison:
    """How many times as many epochs tanh takes, beside the figure for CIFAR-10."""
    relu, tanh = (result.fewest_epochs(name) for name in ("ReLU", "tanh"))
    claims = [
        Claim(
            "tanh's epochs ÷ ReLU's, each at its best rate",
            6.0,
            (tanh / relu).tolist(),
            1.0,
            f"{SOURCE}: CIFAR-10, four-layer convolutional network",
            digits=3,
            differs_because="another task, another network",
        )
    ]
    claims += [
        Claim(
            f"{name}: epochs to {GOAL:g} % training error, rate {result.best_rate(name):g}",
            None,
            result.fewest_epochs(name).tolist(),
            0.0,
            "measured here",
            digits=3,
        )
        for name in NETWORKS
    ]
    slow = min(result.errors["ReLU"])
    ratio = result.epochs("tanh", slow) / result.epochs("ReLU", slow)
    what = f"tanh's epochs ÷ ReLU's, both at rate {slow:g}"
    claims.append(Claim(what, None, ratio.tolist(), 0.0, "measured here", digits=3))
    note = (
        "Same goal, another task: theirs is a convolutional network on images, ours a fully "
        "connected one of four layers on MNIST-1D, each with the initialisation that suits it. "
        "They write that the size of the effect varies with the network, and that ReLU was always "
        "several times faster. Ours shows the direction, not the size."
    )
    return Comparison("How much faster is ReLU?", claims, note)


def plot(result: Race) -> Figure:
    """Left: the training error at each one's best rate. Right: epochs against the rate."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    for i, name in enumerate(NETWORKS):
        rate = result.best_rate(name)
        for seed, errors in enumerate(result.errors[name][rate]):
            label = f"{name}, rate {rate:g}" if seed == 0 else None
            left.plot(np.arange(1, len(errors) + 1), errors, label=label, **line(i))
        rates = list(result.errors[name])
        epochs = np.array([result.epochs(name, rate) for rate in rates])
        spread = np.ptp(epochs, axis=1) / 2
        right.errorbar(
            rates, epochs.mean(axis=1), spread, capsize=3, label=name, **line(i, marker=True)
        )
    left.axhline(GOAL, color=BLACK, linewidth=0.8)
    left.set(title="Training error, every seed (%)", xlabel="epoch", ylim=(0, 80))
    right.set(title=f"Epochs until {GOAL:g} % training error", xlabel="learning rate")
    right.set(xscale="log", ylim=(0, None))
    for ax in (left, right):
        ax.legend(frameon=False)
    return fig
