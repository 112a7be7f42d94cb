"""Softmax of two classes is the sigmoid of their difference: the same values, the same training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from course.engine import (
    SGD,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Linear,
    Sequential,
    log_softmax,
    logsigmoid,
    sigmoid,
    softmax,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import train_step
from course.plots import BLACK, figure, line, scatter_classes

SECTION = "identity, derived in section 2"
STEPS, LR = 300, 0.5


@dataclass(frozen=True)
class TwoClasses:
    """How far the two ways of saying the same are apart, and two trained classifiers.

    `value_gap` and `loss_gap`: the largest difference between softmax and sigmoid, and between
    their logarithms, for pairs of scores; `shift_gap`: how far softmax moves if both scores do.
    `prediction_gaps[factor]`, one for each seed: how far the two classifiers' predictions are
    apart after training, the sigmoid's with `factor` times the learning rate. `x`, `labels` and
    `lines` are for the picture: the data of the first seed, and w and b of each boundary.
    """

    value_gap: float
    loss_gap: float
    shift_gap: float
    prediction_gaps: dict[int, list[float]]
    x: np.ndarray
    labels: np.ndarray
    lines: dict[str, np.ndarray]


def run(seeds: Sequence[int] = range(5)) -> TwoClasses:
    """Compare values at random pairs of scores, then train both classifiers on the same data.

    >>> run(seeds=[0]).value_gap < 1e-15
    True
    """
    z = np.random.default_rng(0).uniform(-30, 30, (10_000, 2))
    lead = z[:, 0] - z[:, 1]
    trained = {factor: [train(seed, factor) for seed in seeds] for factor in (1, 2)}
    x, labels = blobs(seeds[0])
    return TwoClasses(
        value_gap=float(np.abs(softmax(z)[:, 0] - sigmoid(lead)).max()),
        loss_gap=float(np.abs(log_softmax(z)[:, 0] - logsigmoid(lead)).max()),
        shift_gap=float(np.abs(softmax(z + 1000) - softmax(z)).max()),
        prediction_gaps={factor: [gap for gap, _ in runs] for factor, runs in trained.items()},
        x=x,
        labels=labels,
        lines=trained[2][0][1],
    )


def blobs(seed: int, count: int = 80) -> tuple[np.ndarray, np.ndarray]:
    """Two overlapping clouds of points (count, 2) and their labels."""
    rng = np.random.default_rng(seed)
    labels = np.arange(count) % 2
    return rng.normal(size=(count, 2)) + np.where(labels[:, None] == 1, 1.0, -1.0), labels


def train(seed: int, factor: int) -> tuple[float, dict[str, np.ndarray]]:
    """Softmax with two scores beside sigmoid with one, from the same start.

    Returns the largest difference of their predictions, and the boundaries w·x + b = 0.
    """
    x, labels = blobs(seed)
    rng = np.random.default_rng(seed)
    pair, single = Linear(2, 2, rng), Linear(2, 1, rng)
    single.weight[...] = pair.weight[:, 1:] - pair.weight[:, :1]
    single.bias[...] = pair.bias[1:] - pair.bias[:1]
    two, one = Sequential([pair]), Sequential([single])
    slow, fast = SGD(two, lr=LR), SGD(one, lr=factor * LR)
    for _ in range(STEPS):
        train_step(two, CrossEntropyLoss(), slow, x, labels)
        train_step(one, BCEWithLogitsLoss(), fast, x, labels[:, None].astype(np.float64))
    gap = np.abs(softmax(two.forward(x))[:, 1] - sigmoid(one.forward(x))[:, 0]).max()
    difference = pair.weight[:, 1] - pair.weight[:, 0], pair.bias[1:] - pair.bias[:1]
    lines = {
        "softmax, 2 scores": np.concatenate(difference),
        "sigmoid, 1 score": np.concatenate([single.weight[:, 0], single.bias]),
    }
    return float(gap), lines


def compare(result: TwoClasses) -> Comparison:
    """What must be zero, and what is: identities hold to the last digits of a float64."""
    largest = "largest difference"
    values = [
        Claim(
            f"{largest}: softmax(z)₁ and σ(z₁ − z₂)",
            0,
            [result.value_gap],
            1e-15,
            SECTION,
            digits=2,
        ),
        Claim(f"{largest}: their logarithms", 0, [result.loss_gap], 1e-13, SECTION, digits=2),
        Claim(
            f"{largest}: softmax(z) and softmax(z + 1000)",
            0,
            [result.shift_gap],
            1e-12,
            SECTION,
            digits=2,
        ),
    ]
    same, double = (result.prediction_gaps[factor] for factor in (1, 2))
    trained = [
        Claim("trained, σ with twice the learning rate", 0, double, 1e-12, "section 2", digits=2),
        Claim("trained, with the same learning rate", None, same, 0, "measured here", digits=2),
    ]
    return Comparison(
        "Softmax of two classes and the sigmoid",
        [*values, *trained],
        f"“Trained” is the largest difference between the predictions of softmax with two scores "
        f"and sigmoid with one, after {STEPS} steps from the same start.",
    )


def plot(result: TwoClasses) -> Figure:
    """Left: softmax of two scores over their difference. Right: the two boundaries."""
    fig, (left, right) = figure(columns=2, height=3.6, width=9.0)
    lead = np.linspace(-8, 8, 33)
    left.plot(lead, sigmoid(lead), label="σ(z₁ − z₂)", **line(0))
    for i, base in ((1, 0.0), (2, 5.0)):
        marker = line(i, marker=True) | {"linestyle": ""}
        rows = np.stack([lead + base, np.full_like(lead, base)], axis=1)
        left.plot(lead, softmax(rows)[:, 0], label=f"softmax, z₂ = {base:g}", **marker)
    left.set(title="One curve", xlabel="z₁ − z₂")
    left.legend(frameon=False)
    scatter_classes(right, result.x, result.labels, size=5)
    across = np.array([-4.0, 4.0])
    for i, (name, (w1, w2, b)) in enumerate(result.lines.items()):
        style = (
            line(0) | {"linewidth": 6, "alpha": 0.35} if i == 0 else {"color": BLACK, "ls": "--"}
        )
        right.plot(across, -(w1 * across + b) / w2, label=name, **style)
    right.set(title="One boundary", xlabel="x₁", ylabel="x₂", xlim=(-4, 4), ylim=(-4, 4))
    right.legend(handles=right.lines[2:], frameon=False, loc="lower left", fontsize=9)
    return fig
