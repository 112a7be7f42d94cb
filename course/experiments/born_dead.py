"""Counts networks that are dead before training, because depth kills what width keeps alive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import relu
from course.experiments.comparison import Claim, Comparison
from course.plots import figure, line

SOURCE = "Lu et al. 2019"


def law(width: int, depth: int | np.ndarray) -> float | np.ndarray:
    """1 − (1 − 2⁻ⁿ)ᴸ: the chance that one of L layers of n ReLU units is off for a given input.

    For a network that is off at every input it is an upper bound. Symmetric weights, zero biases.

    >>> round(law(width=2, depth=10), 4)
    0.9437
    """
    return 1 - (1 - 2.0**-width) ** depth


@dataclass(frozen=True)
class BornDead:
    """Shares of dead networks by width, each of shape (seeds, depth).

    `at_point`: the output at x = 1 is zero. `everywhere`: the output is zero for every x.
    """

    depth: int
    networks: int
    at_point: dict[int, np.ndarray]
    everywhere: dict[int, np.ndarray]


def run(
    seeds: Iterable[int] = range(10),
    widths: Sequence[int] = (2, 3, 4),
    depth: int = 10,
    networks: int = 20_000,
) -> BornDead:
    """Draw fresh networks of one input, normal weights and zero biases, and count the dead ones.

    A ReLU network without biases satisfies f(c·x) = c·f(x) for c > 0. With a single input the two
    points x = 1 and x = −1 therefore decide for the whole line: nothing is sampled but the weights.

    >>> run(seeds=[0], widths=(2,), depth=3, networks=10).at_point[2].shape
    (1, 3)
    """
    seeds = list(seeds)
    at_point: dict[int, np.ndarray] = {}
    everywhere: dict[int, np.ndarray] = {}
    for width in tqdm(widths, desc="widths", leave=False, delay=2):
        shares = [_dead(width, depth, networks, np.random.default_rng(seed)) for seed in seeds]
        at_point[width], everywhere[width] = np.stack(shares, axis=1)
    return BornDead(depth, networks, at_point, everywhere)


def _dead(
    width: int, depth: int, networks: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The shares of networks dead at x = 1, and at both x = 1 and x = −1, after each layer."""
    x = np.tile([[1.0], [-1.0]], (networks, 1, 1))
    at_point, everywhere = [], []
    for _ in range(depth):
        x = relu(x @ rng.standard_normal((networks, x.shape[-1], width)))
        off = (x == 0).all(axis=-1)
        at_point.append(off[:, 0].mean())
        everywhere.append(off.all(axis=1).mean())
    return np.array(at_point), np.array(everywhere)


def compare(result: BornDead) -> Comparison:
    """The counts beside the law: equal for one given input, below it for all inputs."""
    last = result.depth - 1
    claims = [
        Claim(
            what=f"off at one input: {width} wide, {result.depth} layers",
            published=float(law(width, result.depth)),
            ours=share[:, last].tolist(),
            tolerance=0.004,
            source=f"{SOURCE}, the law",
        )
        for width, share in result.at_point.items()
    ]
    claims += [
        Claim(
            what=f"off at every input: {width} wide, {result.depth} layers",
            published=None,
            ours=share[:, last].tolist(),
            tolerance=0.0,
            source="measured here",
        )
        for width, share in result.everywhere.items()
    ]
    if 3 in result.everywhere and result.depth > 1:
        claims.append(
            Claim(
                what=f"off at every input: 3 wide, {last} layers and a linear output",
                published=0.6,
                ours=result.everywhere[3][:, last - 1].tolist(),
                tolerance=0.05,
                source=f"{SOURCE}, “about 60 %” (as published, not rechecked)",
                digits=2,
            )
        )
    drawn = f"{result.networks:,}".replace(",", " ")
    note = (
        f"Each seed draws {drawn} networks of each width. The law is exact for one "
        "given input; for every input, born dead, it is an upper bound. Source: Lu, Shin, Su & "
        "Karniadakis, arXiv:1903.06733. The law is proved in the notebook; the paper's wording was "
        "not rechecked."
    )
    return Comparison("Networks that are born dead", claims, note)


def plot(result: BornDead) -> Figure:
    """The law (lines) and the counts (markers), for one input and for all inputs."""
    fig, axes = figure(columns=2, height=3.4, width=9.0)
    depth = np.arange(1, result.depth + 1)
    panels = (
        (axes[0], result.at_point, "off at one given input"),
        (axes[1], result.everywhere, "off at every input: born dead"),
    )
    for ax, shares, title in panels:
        for i, (width, share) in enumerate(shares.items()):
            style = line(i, marker=True)
            ax.plot(depth, law(width, depth), color=style["color"], linestyle=style["linestyle"])
            ax.errorbar(
                depth,
                share.mean(axis=0),
                yerr=share.std(axis=0, ddof=1) if len(share) > 1 else None,
                color=style["color"],
                marker=style["marker"],
                linestyle="none",
                label=f"{width} wide",
            )
        ax.set(title=title, xlabel="ReLU layers", xticks=depth, ylim=(-0.02, 1.02))
    axes[0].set_ylabel("share of networks")
    axes[0].plot([], [], " ", label="lines: the law")
    axes[0].legend(frameon=False)
    return fig
