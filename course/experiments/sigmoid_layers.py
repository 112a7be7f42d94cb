"""The vanishing gradient, layer by layer: Nielsen measured how fast sigmoid layers learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import digits
from course.engine import BCEWithLogitsLoss, Layer, Linear, Sequential, Sigmoid
from course.engine.init import lecun_normal
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

# The length of ∂C/∂bias of each hidden layer, first layer first, for 2, 3 and 4 hidden layers.
PUBLISHED: dict[int, tuple[float, ...]] = {
    2: (0.07, 0.31),
    3: (0.012, 0.060, 0.283),
    4: (0.003, 0.017, 0.070, 0.285),
}
SOURCE = "Nielsen 2015, ch. 5 (as published, not rechecked)"
WIDTH = 30


@dataclass(frozen=True)
class SigmoidLayers:
    """`norms[hidden layers]` has one row per seed and one column per hidden layer, first first."""

    norms: dict[int, np.ndarray]

    def loss_per_layer(self, hidden: int) -> np.ndarray:
        """By how much each layer divides the gradient, one geometric mean per seed."""
        norms = self.norms[hidden]
        return (norms[:, -1] / norms[:, 0]) ** (1 / (hidden - 1))


def run(
    seeds: Sequence[int] = range(30), hidden: Sequence[int] = (2, 3, 4, 8), examples: int = 1000
) -> SigmoidLayers:
    """Measure fresh networks of sigmoid layers, 30 units each, on handwritten digits.

    >>> run(seeds=[0], hidden=[2], examples=10).norms[2].shape
    (1, 2)
    """
    split = digits()
    x, labels = split.x_train[:examples], split.y_train[:examples]
    bar = tqdm(hidden, "fresh networks", leave=False, delay=2)
    return SigmoidLayers({n: np.array([_norms(n, x, labels, s) for s in seeds]) for n in bar})


def _norms(hidden: int, x: np.ndarray, labels: np.ndarray, seed: int) -> list[float]:
    network = _network([x.shape[1], *[WIDTH] * hidden, 10], np.random.default_rng(seed))
    loss = BCEWithLogitsLoss()
    loss.forward(network.forward(x), np.eye(10)[labels])
    # The engine's loss is a mean over all outputs; his is a sum over the ten, for each example.
    network.backward(10 * loss.backward())
    linear = [layer for layer in network.layers if isinstance(layer, Linear)]
    return [float(np.linalg.norm(layer.grads["bias"])) for layer in linear[:-1]]


def _network(sizes: list[int], rng: np.random.Generator) -> Sequential:
    """Weights from N(0, 1/fan-in) and biases from N(0, 1), as in his program."""
    layers: list[Layer] = []
    for fan_in, fan_out in pairwise(sizes):
        linear = Linear(fan_in, fan_out, rng)
        linear.weight[...] = lecun_normal(fan_in, fan_out, rng)
        linear.bias[...] = rng.standard_normal(fan_out)
        layers += [linear, Sigmoid()]
    return Sequential(layers[:-1])


def compare(result: SigmoidLayers) -> Comparison:
    """Every published norm beside ours; it is one network, so within two spreads is agreement."""
    claims = [
        Claim(
            f"{hidden} hidden layers, layer {k + 1}",
            norm,
            ours[:, k].tolist(),
            2 * float(np.std(ours[:, k], ddof=1)),
            SOURCE,
            digits=3,
        )
        for hidden, published in PUBLISHED.items()
        if (ours := result.norms.get(hidden)) is not None
        for k, norm in enumerate(published)
    ]
    claims += [
        Claim(
            f"{hidden} hidden layers: divided per layer by",
            None,
            result.loss_per_layer(hidden).tolist(),
            0.0,
            "measured here",
            digits=3,
        )
        for hidden in list(result.norms)[-1:]
    ]
    note = (
        "His: 784 inputs (MNIST), one network each. Ours: 64 inputs (8 × 8 digits), a new network "
        "per seed. Layers of 30 units, weights, biases, loss and number of examples are as in his "
        "program generate_gradient.py. “Agrees”: within two standard deviations of one network."
    )
    return Comparison("The gradient of each layer's biases, before training", claims, note)


def plot(result: SigmoidLayers) -> Figure:
    """Ours as lines with a band from least to most, his as crosses, on a logarithmic scale."""
    fig, (ax,) = figure(height=3.6, width=7.5)
    for i, (hidden, norms) in enumerate(result.norms.items()):
        layers = np.arange(1, hidden + 1)
        mean = np.exp(np.log(norms).mean(axis=0))
        ax.semilogy(layers, mean, label=f"{hidden} hidden layers", **line(i, marker=True))
        low, high = norms.min(axis=0), norms.max(axis=0)
        ax.fill_between(layers, low, high, color=line(i)["color"], alpha=0.15, linewidth=0)
        if hidden in PUBLISHED:
            ax.plot(layers, PUBLISHED[hidden], "x", color=BLACK, markersize=8, zorder=3)
    ax.plot([], [], "x", color=BLACK, label="published")
    deepest = max(result.norms)
    ax.set(xlabel="hidden layer", ylabel="length of ∂L/∂bias", xticks=range(1, deepest + 1))
    ax.set_title("Early layers learn slowest")
    ax.legend(frameon=False, loc="lower right")
    return fig
