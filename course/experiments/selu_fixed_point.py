"""Shows that SELU holds a signal at mean 0, variance 1: by integration and through 100 layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, pi, sqrt

import numpy as np
from matplotlib.figure import Figure
from scipy.special import ndtr
from tqdm.auto import tqdm

from course.engine import relu, selu
from course.engine.init import he_normal, lecun_normal
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

SOURCE = "Klambauer et al. 2017"
# What is run through the layers: name -> (activation, initialisation).
NETWORKS = {
    "SELU, LeCun": (selu, lecun_normal),
    "ReLU, LeCun": (relu, lecun_normal),
    "ReLU, He": (relu, he_normal),
}


@dataclass(frozen=True)
class FixedPoint:
    """What integration gives; and by network the moments after each layer: (seeds, layers + 1)."""

    alpha: float
    scale: float
    mean: float
    variance: float
    spectral_norm: float
    means: dict[str, np.ndarray]
    variances: dict[str, np.ndarray]


def constants() -> tuple[float, float]:
    """α and λ that make (mean 0, variance 1) a fixed point, in closed form (Φ is `ndtr`).

    >>> alpha, scale = constants()
    >>> round(alpha, 12), round(scale, 12)
    (1.673263242354, 1.050700987355)
    """
    first = exp(0.5) * ndtr(-1) - 0.5  # E[eᶻ − 1; z < 0]
    second = exp(2) * ndtr(-2) - 2 * exp(0.5) * ndtr(-1) + 0.5  # E[(eᶻ − 1)²; z < 0]
    alpha = -1 / sqrt(2 * pi) / first
    return float(alpha), float(1 / sqrt(0.5 + alpha**2 * second))


def moments(variance: float) -> tuple[float, float]:
    """Mean and variance of selu(z) for z ~ N(0, variance), by Gauss–Legendre quadrature.

    >>> mean, variance = moments(1.0)
    >>> abs(mean) < 1e-12, abs(variance - 1) < 1e-12
    (True, True)
    """
    nodes, weights = np.polynomial.legendre.leggauss(200)
    # Each side of the kink is integrated by itself, since only there the integrand is smooth. Ten
    # standard deviations leave out 1e-23 of the mass.
    positive = 5 * (1 + nodes)
    t = np.concatenate([-positive, positive])
    mass = 5 * np.tile(weights, 2) * np.exp(-(t**2) / 2) / sqrt(2 * pi)
    y = selu(sqrt(variance) * t)
    mean = np.sum(mass * y)
    return float(mean), float(np.sum(mass * y**2) - mean**2)


def spectral_norm(h: float = 1e-4) -> float:
    """How much one layer shrinks a small deviation of (mean, variance) from (0, 1), at least.

    With weights that sum to 0 and whose squares sum to 1, the mean of a layer's input does not
    reach its output, so the Jacobian has a single non-zero column: its length is the norm.
    """
    above, below = np.array(moments(1 + h)), np.array(moments(1 - h))
    return float(np.linalg.norm((above - below) / (2 * h)))


@one_blas_thread()
def run(
    seeds: Iterable[int] = range(5), layers: int = 100, width: int = 256, samples: int = 64
) -> FixedPoint:
    """Integrate the fixed point, then push inputs of mean 1 and variance 4 through deep networks.

    >>> run(seeds=[0], layers=3, width=8, samples=4).means["SELU, LeCun"].shape
    (1, 4)
    """
    seeds = list(seeds)
    alpha, scale = constants()
    mean, variance = moments(1.0)
    means: dict[str, list[np.ndarray]] = {name: [] for name in NETWORKS}
    variances: dict[str, list[np.ndarray]] = {name: [] for name in NETWORKS}
    jobs = [(name, seed) for name in NETWORKS for seed in seeds]
    for name, seed in tqdm(jobs, desc="deep networks", leave=False, delay=2):
        per_layer = _propagate(*NETWORKS[name], layers, width, samples, np.random.default_rng(seed))
        means[name].append(per_layer[0])
        variances[name].append(per_layer[1])
    return FixedPoint(
        alpha,
        scale,
        mean,
        variance,
        spectral_norm(),
        {name: np.stack(rows) for name, rows in means.items()},
        {name: np.stack(rows) for name, rows in variances.items()},
    )


def _propagate(
    f: Callable[..., np.ndarray],
    init: Callable[..., np.ndarray],
    layers: int,
    width: int,
    samples: int,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of all activations, of the input first and then after each layer."""
    x = 1.0 + 2.0 * rng.standard_normal((samples, width))
    moments_of = [(x.mean(), x.var())]
    for _ in range(layers):
        weight = init(width, width, rng)
        x = f(x @ weight)
        moments_of.append((x.mean(), x.var()))
    mean, variance = np.array(moments_of).T
    return mean, variance


def compare(result: FixedPoint) -> Comparison:
    """The paper's constants and fixed point beside ours, and what the deep network makes of it."""
    depth = result.means["SELU, LeCun"].shape[1] - 1
    mean = result.means["SELU, LeCun"][:, -1].tolist()
    variance = result.variances["SELU, LeCun"][:, -1].tolist()
    claims = [
        Claim("α, solved from “mean 0”", 1.6733, [result.alpha], 5e-5, SOURCE, digits=5),
        Claim("λ, solved from “variance 1”", 1.0507, [result.scale], 5e-5, SOURCE, digits=5),
        Claim("mean of selu(z), z ~ N(0, 1)", 0.0, [result.mean], 1e-12, SOURCE, digits=2),
        Claim("variance of selu(z), z ~ N(0, 1)", 1.0, [result.variance], 1e-12, SOURCE, digits=13),
        Claim(
            "spectral norm of one layer's Jacobian at (0, 1)",
            0.7877,
            [result.spectral_norm],
            5e-5,
            SOURCE,
        ),
        Claim(f"mean after {depth} layers", 0.0, mean, 0.1, SOURCE, digits=2),
        Claim(f"variance after {depth} layers", 1.0, variance, 0.15, SOURCE, digits=3),
    ]
    note = (
        "The input has mean 1 and variance 4. The paper's proof takes pre-activations as exactly "
        "normal; in layers of finite width, mean and variance keep wandering a little around "
        "(0, 1)."
    )
    return Comparison("SELU's fixed point", claims, note)


def plot(result: FixedPoint) -> Figure:
    """Mean and variance after each layer; a band spans the seeds."""
    fig, axes = figure(columns=2, height=3.4, width=9.0)
    layers = np.arange(result.means["SELU, LeCun"].shape[1])
    for ax, rows, target in ((axes[0], result.means, 0.0), (axes[1], result.variances, 1.0)):
        for i, (name, values) in enumerate(rows.items()):
            ax.plot(layers, np.median(values, axis=0), label=name, **line(i))
            ax.fill_between(
                layers, values.min(axis=0), values.max(axis=0), color=line(i)["color"], alpha=0.15
            )
        ax.axhline(target, color=BLACK, linewidth=0.8, zorder=1)
        ax.set(xlabel="layer")
    axes[0].set(ylabel="mean", title="mean of all activations")
    axes[1].set(ylabel="variance", yscale="log", ylim=(1e-3, 1e2))
    axes[1].set_title("variance of all activations")
    axes[0].legend(frameon=False)
    return fig
