"""How much of a signal one tanh layer passes on: the singular values that Glorot watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import digits
from course.engine import tanh
from course.engine.init import xavier_uniform
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

Init = Callable[[int, int, np.random.Generator], np.ndarray]
SOURCE = "Glorot & Bengio 2010, §4.2.2"


def standard_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """U(±1/√fan_in), the habit of 2010; its variance is 1/(3·fan_in).

    >>> bool(abs(standard_uniform(100, 9, np.random.default_rng(0))).max() <= 0.1)
    True
    """
    bound = fan_in**-0.5
    return rng.uniform(-bound, bound, (fan_in, fan_out))


# What they call it, how it is drawn, and the average singular value that they report.
INITS: dict[str, tuple[Init, float]] = {
    "standard": (standard_uniform, 0.5),
    "normalized": (xavier_uniform, 0.8),
}
# The mean of a quarter circle of radius 2: the singular values of a large square matrix of
# independent entries with variance 1/n are spread like that (Marchenko & Pastur 1967).
QUARTER_CIRCLE = 8 / (3 * np.pi)


@dataclass(frozen=True)
class LayerJacobians:
    """Singular values of ∂z(k+1)/∂z(k) by initialisation: (seeds, layers, examples, width)."""

    values: dict[str, np.ndarray]


def run(
    seeds: Sequence[int] = range(5), layers: int = 5, width: int = 200, examples: int = 4
) -> LayerJacobians:
    """Measure fresh tanh networks on handwritten digits, layer by layer, example by example.

    >>> run(seeds=[0], layers=2, width=10, examples=1).values["standard"].shape
    (1, 1, 1, 10)
    """
    runs = [(name, seed) for name in INITS for seed in seeds]
    found: dict[str, list[np.ndarray]] = {name: [] for name in INITS}
    for name, seed in tqdm(runs, "singular values", leave=False, delay=2):
        found[name].append(_singular_values(INITS[name][0], seed, layers, width, examples))
    return LayerJacobians({name: np.array(values) for name, values in found.items()})


def _singular_values(init: Init, seed: int, layers: int, width: int, examples: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    pixels = digits().x_train
    z = pixels[rng.choice(len(pixels), examples, replace=False)]
    z = tanh(z @ init(z.shape[1], width, rng))
    found = []
    for _ in range(layers - 1):
        weight = init(width, width, rng)
        z = tanh(z @ weight)
        # ∂tanh(z·W)/∂z = W·diag(1 − tanh²), one matrix an example.
        jacobians = weight * (1 - z**2)[:, None, :]
        found.append(np.linalg.svd(jacobians, compute_uv=False))
    return np.array(found)


def compare(result: LayerJacobians) -> Comparison:
    """The average singular value of both initialisations, and what random matrices predict."""
    claims = [
        Claim(
            f"{name}: average singular value",
            INITS[name][1],
            values.mean(axis=(1, 2, 3)).tolist(),
            0.05,
            SOURCE,
            digits=3,
        )
        for name, values in result.values.items()
    ]
    claims.append(
        Claim(
            "standard: the same, if every slope were 1",
            QUARTER_CIRCLE / 3**0.5,
            [float(_weights_alone().mean())],
            5e-3,
            "quarter circle: 8/(3π)·√⅓",
            digits=3,
        )
    )
    note = (
        "Theirs: “around 0.8” and “0.5”, 1000 units a layer, images of shapes. Ours: 200 units, "
        "8 × 8 digits. The width hardly matters. The inputs do: the further they drive tanh from "
        "0, the smaller the slopes; inputs of variance 1 give 0.71 instead of 0.79."
    )
    return Comparison("One tanh layer's Jacobian, before training", claims, note)


def _weights_alone(width: int = 200) -> np.ndarray:
    weight = standard_uniform(width, width, np.random.default_rng(0))
    return np.linalg.svd(weight, compute_uv=False)


def plot(result: LayerJacobians) -> Figure:
    """How the singular values are spread, and the average by layer."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    edges = np.linspace(0, 2.0, 41)
    for i, (name, values) in enumerate(result.values.items()):
        density, _ = np.histogram(values, bins=edges, density=True)
        left.stairs(density, edges, label=name, **line(i))
        per_layer = values.mean(axis=(2, 3))
        layers = np.arange(2, per_layer.shape[1] + 2)
        spread = per_layer.std(axis=0, ddof=1) if len(per_layer) > 1 else None
        right.errorbar(
            layers, per_layer.mean(axis=0), spread, capsize=3, label=name, **line(i, marker=True)
        )
        right.axhline(INITS[name][1], color=BLACK, linewidth=0.9, linestyle=":")
    left.set(title="Singular values of one layer", xlabel="singular value", ylabel="density")
    left.legend(frameon=False)
    right.set(title="Their average (dotted: published)", xlabel="layer", ylim=(0, 1))
    right.set(xticks=layers)
    right.legend(frameon=False, loc="lower right")
    return fig
