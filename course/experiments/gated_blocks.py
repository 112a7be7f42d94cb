"""Gated feed-forward blocks, as in language models, against plain ones with as many parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from tqdm.auto import tqdm

from course.data import mnist1d
from course.engine import (
    GEGLU,
    GELU,
    GLU,
    Activation,
    Adam,
    CrossEntropyLoss,
    Identity,
    Layer,
    Linear,
    ReLU,
    Sequential,
    SiLU,
    SwiGLU,
)
from course.engine.activations.gated import Gated
from course.engine.arrays import as_float
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import History, fit
from course.plots import BLACK, BLUE, ORANGE, figure

SHAZEER = "Shazeer 2020"
MODEL, HIDDEN, BLOCKS = 32, 96, 2


class ReGLU(Gated):
    """y = x · relu(gate)."""

    activation = ReLU()


class Bilinear(Gated):
    """y = x · gate."""

    activation = Identity()


PLAIN: dict[str, Callable[[], Activation]] = {"ReLU": ReLU, "GELU": GELU, "SiLU": SiLU}
GATED: dict[str, Callable[[], Gated]] = {
    "GLU": GLU,
    "Bilinear": Bilinear,
    "ReGLU": ReGLU,
    "GEGLU": GEGLU,
    "SwiGLU": SwiGLU,
}
TWINS = {"ReGLU": "ReLU", "GEGLU": "GELU", "SwiGLU": "SiLU"}
# Held-out log-perplexity of T5's segment filling after 65 536 steps; the spread of ReLU's is 0.005.
PUBLISHED = {
    "ReLU": 1.997,
    "GELU": 1.983,
    "SiLU": 1.994,
    "GLU": 1.982,
    "Bilinear": 1.960,
    "ReGLU": 1.953,
    "GEGLU": 1.942,
    "SwiGLU": 1.944,
}


@dataclass(frozen=True)
class Variation:
    """The same training again, but for one thing, and for these blocks only."""

    names: tuple[str, ...]
    lr: float = 0.003
    scale: float = 1.0


AS_USUAL = Variation((*PLAIN, *GATED))
VARIATIONS = {
    "first weights × 3": Variation(("ReLU", "SiLU", "SwiGLU"), scale=3.0),
    "learning rate × 3": Variation(("ReLU", "GLU", "SwiGLU"), lr=0.009),
}


class Residual(Layer):
    """y = x + body(x), as around every block of a transformer.

    >>> body = Linear(2, 2, np.random.default_rng(0))
    >>> block = Residual(body)
    >>> bool(np.allclose(block.forward([[1.0, 2.0]]) - body.forward([[1.0, 2.0]]), [[1.0, 2.0]]))
    True
    """

    def __init__(self, body: Layer) -> None:
        self.body = body

    @property
    def params(self) -> dict[str, np.ndarray]:
        """The body's."""
        return self.body.params

    @property
    def grads(self) -> dict[str, np.ndarray]:
        """The body's."""
        return self.body.grads

    def forward(self, x: ArrayLike) -> np.ndarray:
        """x + body(x)."""
        x = as_float(x)
        return x + self.body.forward(x)

    def backward(self, grad_output: ArrayLike) -> np.ndarray:
        """The upstream gradient takes both ways back."""
        grad_output = as_float(grad_output)
        return grad_output + self.body.backward(grad_output)


@dataclass(frozen=True)
class GatedBlocks:
    """Results after the last epoch, one number per seed: accuracies in percent, losses in nats.

    `parameters[name]` counts the network's; `varied[variation][name]` holds the accuracies of
    `VARIATIONS`.
    """

    parameters: dict[str, int] = field(default_factory=dict)
    accuracy: dict[str, list[float]] = field(default_factory=dict)
    train_loss: dict[str, list[float]] = field(default_factory=dict)
    varied: dict[str, dict[str, list[float]]] = field(default_factory=dict)


def run(seeds: Iterable[int] = range(4), epochs: int = 8) -> GatedBlocks:
    """Train every kind of block on MNIST-1D; each seed makes its own data and weights."""
    result, seeds = GatedBlocks(), list(seeds)
    variations = [("", AS_USUAL), *VARIATIONS.items()]
    jobs = [(what, v, name, seed) for what, v in variations for name in v.names for seed in seeds]
    for what, variation, name, seed in tqdm(jobs, "training blocks", leave=False):
        network, history = train(name, seed, epochs, variation)
        accuracies = result.varied.setdefault(what, {}) if what else result.accuracy
        accuracies.setdefault(name, []).append(history.test_accuracy[-1])
        if not what:
            result.parameters[name] = sum(param.size for param in network.params.values())
            result.train_loss.setdefault(name, []).append(history.loss[-1])
    return result


def train(
    name: str, seed: int, epochs: int, variation: Variation = AS_USUAL
) -> tuple[Sequential, History]:
    """The trained network, and its loss and test accuracy by epoch."""
    rng = np.random.default_rng(seed)
    split, network, loss = mnist1d(seed), build(name, rng, variation.scale), CrossEntropyLoss()
    optimiser = Adam(network, lr=variation.lr)
    history = fit(
        network, loss, optimiser, split, epochs=epochs, batch_size=50, rng=rng, progress=None
    )
    return network, history


def build(name: str, rng: np.random.Generator, scale: float = 1.0) -> Sequential:
    """40 → 32, two blocks around which the signal may pass, → 10.

    `scale` multiplies the weights that stand before the activations.
    """
    blocks = [block(name, MODEL, HIDDEN, rng) for _ in range(BLOCKS)]
    for each in blocks:
        each.params["0.weight"] *= scale
    around = [Residual(each) for each in blocks]
    return Sequential([Linear(40, MODEL, rng), *around, Linear(MODEL, 10, rng)])


def block(name: str, model: int, hidden: int, rng: np.random.Generator) -> Sequential:
    """A feed-forward block of a transformer: up, activation, down.

    A gated block has a third matrix, for the gate; two thirds of the width make up for it.

    >>> rng = np.random.default_rng(0)
    >>> plain, gated = block("SiLU", 32, 96, rng), block("SwiGLU", 32, 96, rng)
    >>> [sum(p.size for n, p in b.params.items() if "weight" in n) for b in (plain, gated)]
    [6144, 6144]
    """
    if name in PLAIN:
        return Sequential([Linear(model, hidden, rng), PLAIN[name](), Linear(hidden, model, rng)])
    width = gated_width(hidden)
    # One matrix for x and gate side by side: Gated halves what it gives.
    return Sequential([Linear(model, 2 * width, rng), GATED[name](), Linear(width, model, rng)])


def gated_width(hidden: int, multiple_of: int = 1) -> int:
    """Two thirds of the hidden width, rounded up to a multiple as LLaMA's code does.

    >>> gated_width(3072), gated_width(4 * 4096, multiple_of=256)
    (2048, 11008)
    """
    return -(-(2 * hidden // 3) // multiple_of) * multiple_of


def gain_of_gate(result: GatedBlocks, gated: str) -> list[float]:
    """By how many points of accuracy the gated block beats its plain twin, seed by seed."""
    plain = result.accuracy[TWINS[gated]]
    return [g - p for g, p in zip(result.accuracy[gated], plain, strict=True)]


def compare(result: GatedBlocks) -> Comparison:
    """The rule of two thirds beside its sources; then what the gate changes, on our small scale."""
    here = "measured here"
    ratio = result.parameters["SwiGLU"] / result.parameters["SiLU"]
    rule = [
        Claim("width for 3072 in a gated block", 2048, [gated_width(3072)], 0, SHAZEER),
        Claim(
            "… for 4 · 4096, in steps of 256",
            11008,
            [gated_width(4 * 4096, 256)],
            0,
            "Touvron et al. 2023, LLaMA 7B",
            digits=5,
        ),
        Claim("our parameters, SwiGLU / SiLU", 1.0, [ratio], 0.01, "the rule"),
    ]
    measured = [
        Claim(f"test accuracy: {name}", None, accuracy, 0.0, here, "%", digits=3)
        for name, accuracy in result.accuracy.items()
    ]
    gains = [
        Claim(
            f"{gated} − {plain}, points (their log-perplexity: {_change(gated):+.3f})",
            None,
            gain_of_gate(result, gated),
            0.0,
            here,
            digits=2,
        )
        for gated, plain in TWINS.items()
    ]
    varied = [
        Claim(f"{what}: {name}", None, shares, 0.0, here, "%", digits=3)
        for what, accuracies in result.varied.items()
        for name, shares in accuracies.items()
    ]
    return Comparison(
        "Gated and plain blocks with as many parameters",
        [*rule, *measured, *gains, *varied],
        "MNIST-1D, after a few epochs; each seed has its own data and weights. The last rows "
        "change one thing: the first weights of each block, or the learning rate. "
        f"“Their” figures: {SHAZEER}, Table 1, a language model of T5-Base size; lower is better.",
    )


def _change(gated: str) -> float:
    return PUBLISHED[gated] - PUBLISHED[TWINS[gated]]


def plot(result: GatedBlocks) -> Figure:
    """Left: our test error, each dot a seed. Right: Shazeer's log-perplexity. Lower is better."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    names = list(result.accuracy)
    for i, name in enumerate(names):
        color, marker = (BLUE, "o") if name in PLAIN else (ORANGE, "s")
        errors = 100 - np.array(result.accuracy[name])
        left.plot(np.full(errors.size, i), errors, marker, color=color, markersize=4, alpha=0.5)
        for ax, height in ((left, errors.mean()), (right, PUBLISHED[name])):
            ax.plot(i, height, marker, color=color, markersize=9, markeredgecolor=BLACK)
    for ax in (left, right):
        ax.set_xticks(range(len(names)), names, rotation=35, ha="right")
        ax.axvline(len(PLAIN) - 0.5, color="#888888", linewidth=0.8, linestyle="--")
    left.set(title="Ours: MNIST-1D", ylabel="test error (%)")
    right.set(title="Shazeer 2020: a language model", ylabel="log-perplexity")
    return fig
