"""The gain of each activation, and what becomes of signal and gradient in deep networks with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from scipy.special import ndtr
from tqdm.auto import tqdm

from course import engine
from course.engine.init import lecun_normal
from course.engine.layer import Elementwise
from course.experiments.comparison import Claim, Comparison
from course.plots import BLACK, figure, line

Gain = Callable[[Callable[[np.ndarray], np.ndarray], np.ndarray], float]
NAMES = ("relu", "tanh", "silu", "gelu", "elu", "sigmoid")
# Where a signal that has drifted off comes back, so that theory at power 1 describes the network.
STABLE = ("relu", "tanh", "elu", "sigmoid")


def published() -> dict[str, tuple[float, str]]:
    """Every gain E[f(z)²]^(−½) from another hand than ours, and whose.

    >>> {name: round(value, 3) for name, (value, _) in published().items()}
    {'relu': 1.414, 'silu': 1.678, 'gelu': 1.534, 'elu': 1.245}
    """
    elu_power = 1 + np.e**2 * ndtr(-2.0) - 2 * np.e**0.5 * ndtr(-1.0)
    gelu_power = 1 / 3 + 1 / (2 * 3**0.5 * np.pi)
    return {
        "relu": (2**0.5, "He et al. 2015: √2"),
        "silu": (1 / 0.596, "EDM2's program divides by 0.596 (Karras et al. 2024)"),
        "gelu": (float(gelu_power**-0.5), "integral: (⅓ + 1/(2√3·π))^−½"),
        "elu": (float(elu_power**-0.5), "integral: (1 + e²Φ(−2) − 2√e·Φ(−1))^−½"),
    }


def gradient_factor(layer: Elementwise) -> float:
    """χ = gain² · E[f′(z)²]: by what one layer multiplies the gradient's power, given its gain.

    >>> round(gradient_factor(engine.ReLU()), 6), round(gradient_factor(engine.Tanh()), 3)
    (1.0, 1.178)
    """
    return (engine.gain(layer) / engine.gain(layer.derivative)) ** 2


@dataclass(frozen=True)
class Gains:
    """Gains from samples and by quadrature, and powers in networks that are drawn with them.

    `forward[name]` and `backward[name]` have the shape (seeds, layers) and start near 1.
    """

    sampled: dict[str, list[float]]
    exact: dict[str, float]
    forward: dict[str, np.ndarray]
    backward: dict[str, np.ndarray]


def run(
    gain: Gain,
    seeds: Sequence[int] = range(10),
    layers: int = 30,
    width: int = 200,
    samples: int = 100_000,
) -> Gains:
    """Estimate every gain with the given function, and build deep networks with the exact ones.

    `gain` is the notebook's exercise: (f, z) → E[f(z)²]^−½ over the sample z.
    """
    kinds = {name: _layer(name) for name in NAMES}
    z = [np.random.default_rng(seed).standard_normal(samples) for seed in seeds]
    exact = {name: engine.gain(name) for name in NAMES}
    flows = {
        name: [_flow(kinds[name], exact[name], seed, layers, width) for seed in seeds]
        for name in tqdm(NAMES, "deep networks", leave=False, delay=2)
    }
    return Gains(
        sampled={
            name: [float(gain(layer.function, sample)) for sample in z]
            for name, layer in kinds.items()
        },
        exact=exact,
        forward={name: np.array([forth for forth, _ in found]) for name, found in flows.items()},
        backward={name: np.array([back for _, back in found]) for name, found in flows.items()},
    )


def _layer(name: str) -> Elementwise:
    layer = engine.ACTIVATIONS[name]()
    assert isinstance(layer, Elementwise)
    return layer


def _flow(
    layer: Elementwise, gain: float, seed: int, layers: int, width: int
) -> tuple[list[float], list[float]]:
    """Mean squares of the pre-activations, and of a random gradient sent back through them."""
    rng = np.random.default_rng(seed)
    received, weights = [rng.standard_normal(width)], []
    for _ in range(layers):
        weights.append(lecun_normal(width, width, rng, gain=gain))
        received.append(layer(received[-1]) @ weights[-1])
    grad = rng.standard_normal(width)
    gradients = []
    for weight, z in zip(reversed(weights), reversed(received[:-1]), strict=True):
        grad = (weight @ grad) * layer.derivative(z)
        gradients.append(grad)
    return _powers(received[1:]), _powers(gradients)


def _powers(signals: list[np.ndarray]) -> list[float]:
    return [float(np.mean(signal**2)) for signal in signals]


def compare(result: Gains) -> Comparison:
    """Gains from samples beside published ones; the gradient's factor beside its expectation."""
    known = published()
    claims = []
    for name, sampled in result.sampled.items():
        value, source = known.get(name, (result.exact[name], "the integral, by quadrature"))
        claims.append(Claim(f"gain of {name}", value, sampled, 0.01, source))
    claims += [
        Claim(
            f"{name}: gradient's power multiplied per layer by",
            gradient_factor(_layer(name)),
            np.power(result.backward[name][:, -1], 1 / result.backward[name].shape[1]).tolist(),
            0.06,
            "gain²·E[f′²], Schoenholz et al. 2017",
            digits=3,
        )
        for name in STABLE
    ]
    layers = result.forward["relu"].shape[1]
    claims += [
        Claim(
            f"{name}: log₁₀ of the signal's power after {layers} layers",
            None,
            np.log10(result.forward[name][:, -1]).tolist(),
            0.0,
            "measured here",
            digits=2,
        )
        for name in NAMES
    ]
    note = (
        "PyTorch's calculate_gain gives 5/3 for tanh and 1 for the sigmoid: rules of thumb, for "
        "other questions. Each seed is a network of 200 units a layer, drawn with the exact gain."
    )
    return Comparison("Gains, and deep networks that are drawn with them", claims, note)


def plot(result: Gains) -> Figure:
    """The power of the signal and of the gradient, layer by layer: geometric means of the seeds.

    Of the signal there is a thin line for each seed, too: where it scatters, a mean hides it.
    """
    fig, axes = figure(columns=2, height=3.6, width=10.0)
    panels = ((axes[0], result.forward, "Signal"), (axes[1], result.backward, "Gradient"))
    for ax, powers, title in panels:
        for i, (name, per_seed) in enumerate(powers.items()):
            layers = np.arange(1, per_seed.shape[1] + 1)
            mean = np.exp(np.log(per_seed).mean(axis=0))
            ax.semilogy(layers, mean, label=name, **line(i))
            if powers is result.forward:
                thin = line(i) | {"linewidth": 0.8, "alpha": 0.6}
                ax.semilogy(layers, per_seed.T, **thin)
        ax.axhline(1.0, color=BLACK, linewidth=0.8)
        ax.set(title=f"{title}: power, by layers passed", xlabel="layers", ylim=(1e-7, 1e5))
    axes[0].legend(frameon=False, ncols=2, loc="lower left")
    return fig
