"""One neuron, badly wrong: a sigmoid output learns by cross-entropy, squared error stalls it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from course.engine import sigmoid
from course.experiments.comparison import Claim, Comparison
from course.plots import figure, line

# Nielsen's two starts (weight and bias), and his rate and epochs for squared error.
STARTS = {"wrong: w = 0.6, b = 0.9": (0.6, 0.9), "badly wrong: w = b = 2": (2.0, 2.0)}
LOSSES = ("squared error", "cross-entropy")
RATE = 0.15
EPOCHS = 300
SOURCE = "Nielsen 2015, ch. 3"


@dataclass(frozen=True)
class StuckNeuron:
    """The output for the input 1, whose target is 0, after each epoch: start → loss → outputs."""

    outputs: dict[str, dict[str, np.ndarray]]


def run() -> StuckNeuron:
    """Teach one sigmoid neuron a single example; nothing is random.

    >>> run().outputs["badly wrong: w = b = 2"]["squared error"][-1] > 0.2
    np.True_
    """
    return StuckNeuron(
        {start: {loss: teach(*values, loss) for loss in LOSSES} for start, values in STARTS.items()}
    )


def teach(weight: float, bias: float, loss: str) -> np.ndarray:
    """The neuron's output before training and after each epoch of gradient descent."""
    outputs = [float(sigmoid(weight + bias))]
    for _ in range(EPOCHS):
        y = outputs[-1]
        # The target is 0 and the input 1: ∂L/∂z is the slope for weight and bias alike.
        grad_z = y if loss == "cross-entropy" else y * y * (1 - y)
        weight, bias = weight - RATE * grad_z, bias - RATE * grad_z
        outputs.append(float(sigmoid(weight + bias)))
    return np.array(outputs)


def compare(result: StuckNeuron) -> Comparison:
    """First and last outputs with squared error beside the book's; cross-entropy below."""
    published = dict(zip(STARTS, ((0.82, 0.09), (0.98, 0.20)), strict=True))
    claims = []
    for start, (first, last) in published.items():
        y = result.outputs[start]["squared error"]
        claims.append(Claim(f"{start}: output at first", first, [y[0]], 5e-3, SOURCE, digits=3))
        claims.append(
            Claim(f"… after {EPOCHS} epochs of squared error", last, [y[-1]], 5e-3, SOURCE, "", 3)
        )
    claims += [
        Claim(
            f"{start}: after {EPOCHS} epochs of cross-entropy",
            None,
            [outputs["cross-entropy"][-1]],
            0.0,
            "measured here, at the same rate",
            digits=2,
        )
        for start, outputs in result.outputs.items()
    ]
    note = (
        "The wanted output is 0. Nothing is random, so there is no spread. Nielsen shows "
        "cross-entropy at another rate, since the losses have different units; ours has the same."
    )
    return Comparison("One sigmoid neuron learns to answer 0", claims, note)


def plot(result: StuckNeuron) -> Figure:
    """The output epoch by epoch, one plot per start."""
    fig, axes = figure(columns=2, height=3.0, width=9.0)
    for ax, (start, outputs) in zip(axes, result.outputs.items(), strict=True):
        for i, (loss, y) in enumerate(outputs.items()):
            ax.plot(y, label=loss, **line(i))
        ax.set(title=start, xlabel="epoch", ylim=(0, 1))
        ax.legend(frameon=False)
    axes[0].set_ylabel("output (target 0)")
    return fig
