"""Thirty ReLU layers: Xavier's weights halve the signal thirty times, He's let it through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import Split, digits
from course.engine import SGD, CrossEntropyLoss, Layer, Linear, ReLU, Sequential, relu
from course.engine.init import lecun_normal
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import History, fit
from course.plots import BLACK, figure, line

# Var[w] · fan-in. Between layers of one width, Xavier's variance is 1/fan-in.
INITS = {"Xavier": 1.0, "He": 2.0, "He × 2": 4.0}
HE = "He et al. 2015, §2.2"


@dataclass(frozen=True)
class ThirtyLayers:
    """The signal's power after 0, 1, … layers, forward and backward, and training histories.

    `forward[name]` and `backward[name]` have the shape (seeds, layers + 1), and start at 1.
    """

    forward: dict[str, np.ndarray]
    backward: dict[str, np.ndarray]
    histories: dict[str, list[History]]

    @property
    def layers(self) -> int:
        """How many layers the signal passes."""
        return next(iter(self.forward.values())).shape[1] - 1

    def accuracies(self, name: str) -> list[float]:
        """Test accuracy after training, in percent, one per seed."""
        return [history.test_accuracy[-1] for history in self.histories[name]]


def run(
    seeds: Sequence[int] = range(10),
    layers: int = 30,
    width: int = 400,
    training_seeds: Sequence[int] = range(3),
    epochs: int = 10,
) -> ThirtyLayers:
    """Follow signal and gradient through fresh networks; then train thirty layers on digits."""
    powers = {
        name: [_powers(c, seed, layers, width) for seed in tqdm(seeds, name, leave=False, delay=2)]
        for name, c in INITS.items()
    }
    runs = [(name, seed) for name in INITS for seed in training_seeds]
    histories: dict[str, list[History]] = {name: [] for name in INITS}
    split = digits()
    for name, seed in tqdm(runs, f"training {layers} layers", leave=False, delay=2):
        histories[name].append(_train(INITS[name], seed, layers, epochs, split))
    return ThirtyLayers(
        forward={name: np.array([forth for forth, _ in found]) for name, found in powers.items()},
        backward={name: np.array([back for _, back in found]) for name, found in powers.items()},
        histories=histories,
    )


def _powers(c: float, seed: int, layers: int, width: int) -> tuple[list[float], list[float]]:
    """Mean squares of one random input, and of one random gradient sent back, layer by layer."""
    rng = np.random.default_rng(seed)
    x, grad = rng.standard_normal((2, width))
    signals, weights = [x], []
    for _ in range(layers):
        weights.append(lecun_normal(width, width, rng, gain=c**0.5))
        signals.append(relu(signals[-1]) @ weights[-1])
    gradients = [grad]
    for weight, signal in zip(reversed(weights), reversed(signals[:-1]), strict=True):
        gradients.append((gradients[-1] @ weight.T) * (signal > 0))
    return _relative(signals), _relative(gradients)


def _relative(signals: list[np.ndarray]) -> list[float]:
    powers = [float(np.mean(np.square(signal))) for signal in signals]
    return [power / powers[0] for power in powers]


def _train(c: float, seed: int, layers: int, epochs: int, split: Split) -> History:
    rng = np.random.default_rng(seed)
    network = _network([split.x_train.shape[1], *[64] * (layers - 1), 10], c, rng)
    # Where the gradient explodes, the loss ends as NaN: that is the finding, not a fault.
    with np.errstate(all="ignore"):
        return fit(
            network,
            CrossEntropyLoss(),
            SGD(network, lr=0.003, momentum=0.9),
            split,
            epochs=epochs,
            batch_size=32,
            rng=rng,
            progress=None,
        )


def _network(sizes: list[int], c: float, rng: np.random.Generator) -> Sequential:
    layers: list[Layer] = []
    for fan_in, fan_out in pairwise(sizes):
        linear = Linear(fan_in, fan_out, rng)
        linear.weight[...] = lecun_normal(fan_in, fan_out, rng, gain=c**0.5)
        linear.bias[...] = 0.0
        layers += [linear, ReLU()]
    return Sequential(layers[:-1])


def model_b_ratio() -> float:
    """He's example: VGG's model B drawn with a standard deviation of 0.01, in place of √(2/9d).

    The gradient passes the filters from the tenth convolution down to the second.

    >>> round(1 / model_b_ratio(), -3)
    17000.0
    """
    filters = np.array([64, 128, 128, 256, 256, 512, 512, 512, 512])
    return float(np.prod(0.01 / np.sqrt(2 / (9 * filters))))


def compare(result: ThirtyLayers) -> Comparison:
    """Powers of two after the layers, beside what the variance predicts; then what training did."""
    n = result.layers
    claims = [
        Claim(
            f"{way}, {name}: log₂ of the power after {n} layers",
            n * float(np.log2(c / 2)),
            np.log2(powers[name][:, -1]).tolist(),
            1.0,
            HE if name != "He × 2" else "the same law",
            digits=3,
        )
        for way, powers in (("signal", result.forward), ("gradient", result.backward))
        for name, c in INITS.items()
    ]
    claims.append(
        Claim("model B: gradient divided by", 1.7e4, [1 / model_b_ratio()], 500, HE, digits=2)
    )
    claims += [
        Claim(
            f"{n} layers trained, {name}: accuracy",
            None,
            result.accuracies(name),
            0.0,
            "measured here",
            unit="%",
            digits=3,
        )
        for name in result.histories
    ]
    note = (
        "He et al. trained a convolutional network of 30 layers on ImageNet: theirs converged, "
        "Xavier's stalled. Ours is fully connected, 64 units a layer, on digits; guessing scores "
        "10 %. “He × 2” draws weights of twice He's variance; its loss is no number (NaN) after "
        "one epoch."
    )
    return Comparison("Thirty ReLU layers", claims, note)


def plot(result: ThirtyLayers) -> Figure:
    """Left: the power of signal and gradient, layer by layer. Right: the loss while training."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    layers = np.arange(result.layers + 1)
    for i, name in enumerate(INITS):
        for powers, width in ((result.forward, 2.0), (result.backward, 0.9)):
            mean = np.exp(np.log(powers[name]).mean(axis=0))
            style = line(i) | {"linewidth": width}
            left.semilogy(layers, mean, label=name if width == 2.0 else None, **style)
        for history in result.histories[name]:
            epochs = np.arange(1, len(history.loss) + 1)
            right.plot(epochs, history.loss, **line(i, marker=True))
    left.set(title="Power, by layers passed (thin: gradient)", xlabel="layers")
    left.legend(frameon=False)
    right.axhline(np.log(10), color=BLACK, linewidth=0.9, linestyle=":")
    right.annotate("guessing: ln 10", (5.1, np.log(10) + 0.1), fontsize=9)
    right.set(title="Loss (“He × 2” is no number)", xlabel="epoch", ylim=(0, 2.6))
    return fig
