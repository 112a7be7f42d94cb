"""Watches ReLU units die in training, and counts the dead against the learning rate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import Split, digits
from course.engine import (
    SGD,
    Activation,
    CrossEntropyLoss,
    Layer,
    LeakyReLU,
    ReLU,
    Sequential,
    he_normal,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.networks import fully_connected
from course.experiments.training import accuracy, train_step
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

# Activation, and are the mean pixels subtracted from the inputs?
NETWORKS: dict[str, tuple[Callable[[], Layer], bool]] = {
    "ReLU": (ReLU, False),
    "leaky ReLU": (LeakyReLU, False),
    "ReLU, centred": (ReLU, True),
}
SIZES = (64, 100, 100, 10)
RATES = (0.01, 0.03, 0.1, 0.3, 1.0)
BATCH, MOMENTUM = 50, 0.9
HANDED_DOWN = "as published, not rechecked"
PUBLISHED: dict[tuple[str, float], tuple[float, str]] = {
    ("ReLU", 0.3): (40.0, "CS231n notes: “as much as 40 %” where the rate is too high"),
    ("ReLU", 1.0): (90.0, f"“about 90 %”; {HANDED_DOWN}"),
    ("leaky ReLU", 1.0): (0.0, f"“none”; {HANDED_DOWN}"),
}
# A guess without knowledge costs ln 10 = 2.3. Beyond this there is no way back.
DIVERGED = 1e4


@dataclass(frozen=True)
class DyingUnits:
    """By network and learning rate, one entry per seed, in percent.

    `dead` is the share of hidden units that put out 0 for every training image, `accuracy` that of
    the test images; `diverged` says in how many runs the loss left all bounds.
    """

    dead: dict[str, dict[float, list[float]]]
    accuracy: dict[str, dict[float, list[float]]]
    diverged: dict[str, dict[float, int]]


@one_blas_thread()
def run(seeds: Sequence[int] = range(5), steps: int = 300) -> DyingUnits:
    """Train on the digits with each learning rate, then count; pixels are from 0 to 1."""
    result = DyingUnits(
        dead={name: {} for name in NETWORKS},
        accuracy={name: {} for name in NETWORKS},
        diverged={name: {} for name in NETWORKS},
    )
    runs = [(name, rate) for name in NETWORKS for rate in RATES]
    for name, rate in tqdm(runs, "training until units die", leave=False, delay=2):
        counts = [_count(name, rate, seed, steps) for seed in seeds]
        dead, correct, diverged = zip(*counts, strict=True)
        result.dead[name][rate], result.accuracy[name][rate] = list(dead), list(correct)
        result.diverged[name][rate] = sum(diverged)
    return result


def _count(name: str, rate: float, seed: int, steps: int) -> tuple[float, float, bool]:
    """The dead and the right answers, in percent, and whether the loss left all bounds."""
    training = Training(name, rate, seed)
    for _ in range(steps):
        loss = training.step()
        if not loss < DIVERGED:
            break
    network, split = training.network, training.split
    dead = np.concatenate([(h == 0).all(axis=0) for h in hidden_outputs(network, split.x_train)])
    correct = accuracy(network, split.x_test, split.y_test)
    return 100 * float(dead.mean()), correct, not loss < DIVERGED


class Training:
    """A fresh network, and the steps that train it on random batches of the digits."""

    def __init__(self, name: str, rate: float, seed: int) -> None:
        activation, centred = NETWORKS[name]
        self.split = _centred(digits(seed)) if centred else digits(seed)
        self._rng = np.random.default_rng(seed)
        self.network = fully_connected(SIZES, activation, he_normal, self._rng, np.float64)
        self._loss, self._sgd = CrossEntropyLoss(), SGD(self.network, rate, MOMENTUM)

    def step(self) -> float:
        """One update; returns the loss before it."""
        rows = self._rng.integers(len(self.split.x_train), size=BATCH)
        x, labels = self.split.x_train[rows], self.split.y_train[rows]
        return train_step(self.network, self._loss, self._sgd, x, labels)


def _centred(split: Split) -> Split:
    mean = split.x_train.mean(axis=0)
    return Split(split.x_train - mean, split.y_train, split.x_test - mean, split.y_test)


def hidden_outputs(network: Sequential, x: np.ndarray) -> list[np.ndarray]:
    """The outputs of every activation layer."""
    outputs = []
    for layer in network.layers:
        x = layer.forward(x)
        if isinstance(layer, Activation):
            outputs.append(x)
    return outputs


def compare(result: DyingUnits) -> Comparison:
    """The share of dead units by learning rate, and what the network is then good for."""
    claims = [_dead(result, name, rate) for name in NETWORKS for rate in RATES[-3:]]
    claims += [_diverged(result, "leaky ReLU", RATES[-1])]
    claims += [
        Claim(
            what=f"{name}, rate {rate:g}: test accuracy",
            published=None,
            ours=result.accuracy[name][rate],
            tolerance=0.0,
            source=_fate(result, name, rate),
            unit="%",
            digits=3,
        )
        for name in NETWORKS
        for rate in RATES[-2:]
    ]
    note = (
        "Two hidden layers of 100 units on the digits, SGD with momentum 0.9, He initialisation. "
        "Dead: the output is 0 for each of the 1437 training images. Centred: the mean image is "
        "subtracted. The published figures name no network; “agrees” means within 15 points, "
        "and for “none” within 1."
    )
    return Comparison("Dead units against the learning rate", claims, note)


def _dead(result: DyingUnits, name: str, rate: float) -> Claim:
    published, source = PUBLISHED.get((name, rate), (None, "measured here"))
    ours = result.dead[name][rate]
    tolerance = 15.0 if published else 1.0
    return Claim(f"{name}, rate {rate:g}: dead units", published, ours, tolerance, source, "%", 2)


def _diverged(result: DyingUnits, name: str, rate: float) -> Claim:
    """Of the runs, how many; "diverges" is read as "nearly always"."""
    share = 100 * result.diverged[name][rate] / len(result.dead[name][rate])
    what, source = f"{name}, rate {rate:g}: runs that diverge", f"“still diverges”; {HANDED_DOWN}"
    return Claim(what, 100.0, [share], 20.0, source, "%", 3)


def _fate(result: DyingUnits, name: str, rate: float) -> str:
    diverged, seeds = result.diverged[name][rate], len(result.dead[name][rate])
    return f"the loss diverged in {diverged} of {seeds} runs" if diverged else "measured here"


def plot(result: DyingUnits) -> Figure:
    """Left: the dead, by learning rate. Right: the accuracy that is left."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    panels = ((left, result.dead), (right, result.accuracy))
    for ax, values in panels:
        for i, (name, by_rate) in enumerate(values.items()):
            table = np.array(list(by_rate.values()))
            ax.errorbar(
                list(by_rate),
                table.mean(axis=1),
                table.std(axis=1, ddof=1) if table.shape[1] > 1 else None,
                capsize=3,
                label=name,
                **line(i, marker=True),
            )
        ax.set(xscale="log", xlabel="learning rate", ylim=(-4, 104))
    left.set(title="Hidden units that are dead (%)")
    left.legend(frameon=False)
    right.set(title="Test accuracy (%)")
    right.axhline(10, color=BLACK, linewidth=0.8)
    right.annotate("guessing", (0.011, 12), fontsize=9)
    return fig


@dataclass(frozen=True)
class Death:
    """One training run, step by step: what the units of the first hidden layer receive.

    `inputs` has shape (steps + 1, images, units): the pre-activation of each unit for each of some
    training images. `gradient` is the length of the gradient of each unit's weights,
    (steps, units).
    """

    rate: float
    inputs: np.ndarray
    gradient: np.ndarray

    @property
    def alive(self) -> np.ndarray:
        """The share of units that are on for an image at least, after each step, in percent."""
        return 100 * (self.inputs > 0).any(axis=1).mean(axis=1)

    def victim(self) -> int:
        """The first unit to die for good, of those that began alive; if none, the nearest to it."""
        highest = self.inputs.max(axis=1)
        last_alive = np.where(highest > 0, np.arange(len(highest))[:, None], -1).max(axis=0)
        born_dead = highest[0] <= 0
        return int(np.lexsort((highest[-1], last_alive, born_dead))[0])


@one_blas_thread()
def watch(
    rate: float, centred: bool = False, seed: int = 0, steps: int = 60, images: int = 300
) -> Death:
    """Train a ReLU network with this learning rate and write down what its first units receive.

    >>> watch(0.1, steps=2, images=5).inputs.shape
    (3, 5, 100)
    """
    training = Training("ReLU, centred" if centred else "ReLU", rate, seed)
    first, x = training.network.layers[0], training.split.x_train[:images]
    inputs, gradient = [first.forward(x)], []
    for _ in range(steps):
        loss = training.step()
        gradient.append(np.linalg.norm(first.grads["weight"], axis=0))
        inputs.append(first.forward(x))
        if not loss < DIVERGED:
            break
    return Death(rate, np.array(inputs), np.array(gradient))


def plot_death(death: Death) -> Figure:
    """The inputs of the first unit to die, the gradient that it gets, and how many are left."""
    fig, (left, middle, right) = figure(columns=3, height=3.2, width=10.5)
    unit = death.victim()
    inputs = death.inputs[:, :, unit]
    steps = np.arange(len(inputs))
    left.fill_between(steps, inputs.min(axis=1), inputs.max(axis=1), color="#d6e8f5")
    left.plot(steps, np.median(inputs, axis=1), **line(0))
    left.axhline(0, color=BLACK, linewidth=0.8)
    left.set(title=f"unit {unit}: w·x + b, {inputs.shape[1]} images", xlabel="step")
    middle.plot(steps[1:], death.gradient[:, unit], **line(1))
    middle.set(title=f"unit {unit}: length of its gradient", xlabel="step")
    right.plot(steps, death.alive, **line(2))
    right.set(title=f"units alive (%), rate {death.rate:g}", xlabel="step", ylim=(-4, 104))
    return fig
