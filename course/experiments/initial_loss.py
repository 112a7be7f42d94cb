"""What the loss must be before training begins: ln C, unless the fresh network is already sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from matplotlib.figure import Figure

from course.engine import Linear, ReLU, Sequential, cross_entropy
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

INPUTS, HIDDEN, BATCH = 64, 100, 256
FRESH = (2, 10, 100, 1000)
SMALL = 0.01
SCALED = (10, 1000)
CS231N = "CS231n, notes “Neural Networks 3”"
CAFFE = "Caffe, issue 59: ImageNet, stuck at chance"
KARPATHY = "Karpathy 2022, makemore part 3"


@dataclass(frozen=True)
class InitialLoss:
    """Losses before the first step, one for each seed.

    `fresh[C]`: networks for C classes with a small last layer. `makemore[scale]`: the lecture's
    network, its last layer scaled. `by_spread[C]`: normal logits with the standard deviations
    `spreads`, a row for each seed.
    """

    fresh: dict[int, list[float]]
    makemore: dict[float, list[float]]
    spreads: np.ndarray
    by_spread: dict[int, np.ndarray]


def run(seeds: Sequence[int] = range(40)) -> InitialLoss:
    """Draw a network, a batch and labels for each seed; nothing is trained."""
    spreads = np.linspace(0, 6, 25)
    return InitialLoss(
        fresh={classes: [fresh_loss(classes, seed) for seed in seeds] for classes in FRESH},
        makemore={scale: [makemore_loss(scale, seed) for seed in seeds] for scale in (1.0, SMALL)},
        spreads=spreads,
        by_spread={
            classes: np.array([normal_losses(classes, spreads, seed) for seed in seeds[:10]])
            for classes in SCALED
        },
    )


def fresh_loss(classes: int, seed: int) -> float:
    """The loss of a network whose last weights are N(0, 0.01²), on labels drawn at random.

    >>> round(fresh_loss(10, seed=0), 1)
    2.3
    """
    rng = np.random.default_rng(seed)
    last = Linear(HIDDEN, classes, rng)
    last.weight[...] = rng.normal(scale=SMALL, size=last.weight.shape)
    last.bias[...] = 0.0
    network = Sequential([Linear(INPUTS, HIDDEN, rng), ReLU(), last])
    logits = network.forward(rng.normal(size=(BATCH, INPUTS)))
    return cross_entropy(logits, rng.integers(classes, size=BATCH))


def makemore_loss(scale: float, seed: int) -> float:
    """The lecture's network before the first step: three letters, 200 tanh units, 27 letters.

    Everything is N(0, 1); the last weights are multiplied by `scale`, and at a scale other than 1
    the last biases are 0. Letters and labels are random, where the lecture has names.
    """
    rng = np.random.default_rng(seed)
    letters = rng.integers(27, size=(32, 3))
    x = rng.normal(size=(27, 10))[letters].reshape(32, 30)
    hidden = np.tanh(x @ rng.normal(size=(30, 200)) + rng.normal(size=200))
    bias = rng.normal(size=27) * (scale == 1)
    logits = hidden @ (scale * rng.normal(size=(200, 27))) + bias
    return cross_entropy(logits, rng.integers(27, size=32))


def normal_losses(classes: int, spreads: np.ndarray, seed: int) -> list[float]:
    """The loss of random logits with each standard deviation, the same draw for all of them."""
    rng = np.random.default_rng(seed)
    logits, labels = rng.normal(size=(BATCH, classes)), rng.integers(classes, size=BATCH)
    return [cross_entropy(spread * logits, labels) for spread in spreads]


def compare(result: InitialLoss) -> Comparison:
    """ln C where the last layer is small; the lecture's network before and after its cure."""
    published = {2: (log(2), "ln 2"), 10: (2.302, CS231N), 100: (log(100), "ln 100")}
    published[1000] = (6.907, CAFFE)
    fresh = [
        Claim(f"{classes} classes, small last layer", figure_, losses, 5e-3, source)
        for classes, losses in result.fresh.items()
        for figure_, source in [published[classes]]
    ]
    raw, small = result.makemore[1.0], result.makemore[SMALL]
    lecture = [
        Claim("makemore, as drawn", 27.88, raw, 2 * _spread(raw), KARPATHY),
        Claim("makemore, last layer × 0.01", 3.322, small, 2 * _spread(small), KARPATHY),
    ]
    return Comparison(
        "The loss before the first step",
        [*fresh, *lecture],
        "The lecture's figures are one network and one batch of 32 real names, checked against "
        "re-runs of the lecture with its seed; ours are a new network and random letters for each "
        "seed, and “agrees” means within two standard deviations of a single network of ours. "
        "The row of Caffe is the loss of a network that never left 0.1 % of 1000 classes.",
    )


def _spread(losses: Sequence[float]) -> float:
    return float(np.std(losses, ddof=1))


def plot(result: InitialLoss) -> Figure:
    """Left: fresh networks on the line ln C. Right: what larger logits cost before training."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    classes = np.geomspace(2, 1000, 50)
    left.plot(classes, np.log(classes), label="ln C", color=BLACK, linewidth=1.2)
    means = [np.mean(losses) for losses in result.fresh.values()]
    left.plot(list(result.fresh), means, label="measured", **(line(0, True) | {"linestyle": ""}))
    for count, mean in zip(result.fresh, means, strict=True):
        left.annotate(f"{mean:.2f}", (count, mean), (6, -12), textcoords="offset points")
    left.set(title="Small last layer", xlabel="classes C", ylabel="loss", xscale="log")
    left.set(xlim=(1.6, 2200), ylim=(0, 8))
    left.legend(frameon=False, loc="upper left")
    for i, (count, losses) in enumerate(result.by_spread.items()):
        right.plot(result.spreads, losses.mean(axis=0), label=f"{count} classes", **line(i))
        theory = log(count) + result.spreads**2 / 2
        small = result.spreads <= np.sqrt(2 * log(count))
        right.plot(result.spreads[small], theory[small], color=BLACK, linewidth=1.0)
    right.plot([], [], color=BLACK, linewidth=1.0, label="ln C + s²/2")
    right.set(title="Larger logits", xlabel="standard deviation s of the logits", ylabel="loss")
    right.legend(frameon=False, loc="upper left")
    return fig
