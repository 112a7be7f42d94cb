"""Counts the exact zeros in a fresh ReLU network, because half of it is silent by design."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from course.engine import relu
from course.engine.init import xavier_uniform
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

SOURCE = "Glorot, Bordes & Bengio 2011, §3.2"


@dataclass(frozen=True)
class Sparsity:
    """Shares of exact zeros: one per seed and layer, and one per unit for the histogram.

    `share` has shape (seeds, layers); `unit_share` has shape (seeds, layers, width): the share of
    inputs for which that unit is off.
    """

    share: np.ndarray
    unit_share: np.ndarray

    @property
    def dead(self) -> np.ndarray:
        """The share of units that are off for every input of the sample: (seeds, layers)."""
        return (self.unit_share == 1.0).mean(axis=2)


@one_blas_thread()
def run(
    seeds: Iterable[int] = range(10), layers: int = 3, width: int = 1000, samples: int = 500
) -> Sparsity:
    """Push random inputs through fresh ReLU networks and count the zeros.

    Weights are uniform and symmetric around 0, biases are 0, as in the paper; the inputs are
    uniform in [0, 1], like pixels. Three layers of 1000 units is the paper's network.

    >>> run(seeds=[0], layers=1, width=20, samples=10).share.shape
    (1, 1)
    """
    networks = [_unit_shares(layers, width, samples, np.random.default_rng(seed)) for seed in seeds]
    unit_share = np.stack(networks)
    return Sparsity(share=unit_share.mean(axis=2), unit_share=unit_share)


def _unit_shares(layers: int, width: int, samples: int, rng: np.random.Generator) -> np.ndarray:
    x = rng.uniform(0.0, 1.0, (samples, width))
    shares = []
    for _ in range(layers):
        x = relu(x @ xavier_uniform(width, width, rng))
        shares.append((x == 0).mean(axis=0))
    return np.stack(shares)


def compare(result: Sparsity) -> Comparison:
    """Our share of zeros beside the paper's "around 50 %"."""
    percent = 100 * result.share
    claims = [
        Claim(
            what="exact zeros in the hidden layers of a fresh network",
            published=50.0,
            ours=percent.mean(axis=1).tolist(),
            tolerance=2.0,
            source=SOURCE,
            unit="%",
            digits=3,
        ),
        Claim(
            what=f"the same, in layer {percent.shape[1]} alone",
            published=50.0,
            ours=percent[:, -1].tolist(),
            tolerance=2.0,
            source=SOURCE,
            unit="%",
            digits=3,
        ),
        Claim(
            what=f"units of layer {percent.shape[1]} that are off for every input of the sample",
            published=None,
            ours=(100 * result.dead[:, -1]).tolist(),
            tolerance=0.0,
            source="measured here",
            unit="%",
            digits=2,
        ),
    ]
    note = (
        "For a network trained on MNIST with an L1 penalty on its activations, the same paper "
        "reports 83.4 % (as published, not rechecked; nothing is trained here)."
    )
    return Comparison("Sparsity of a ReLU network before training", claims, note)


def plot(result: Sparsity) -> Figure:
    """For what share of the inputs is a unit off? One half on average, but rarely near it."""
    fig, (ax,) = figure(height=3.2, width=7.0)
    edges = np.linspace(0, 100, 41)
    for i in range(result.unit_share.shape[1]):
        counts, _ = np.histogram(100 * result.unit_share[:, i], bins=edges)
        ax.stairs(100 * counts / counts.sum(), edges, label=f"layer {i + 1}", **line(i))
    ax.axvline(50, color=BLACK, linewidth=0.8)
    ax.set(xlabel="share of inputs for which a unit is off (%)", ylabel="share of units (%)")
    ax.legend(frameon=False, loc="upper left", bbox_to_anchor=(0.52, 1.0))
    return fig
