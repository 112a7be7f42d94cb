"""Which activation survives fifty layers without any further aid, and what becomes of the input?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import digits
from course.engine import SELU, SGD, CrossEntropyLoss, Layer, ReLU, Sequential, Tanh
from course.engine.init import he_normal, lecun_normal
from course.experiments.comparison import Claim, Comparison
from course.experiments.networks import Init, fully_connected, standardised
from course.experiments.training import History, fit
from course.plots import BLACK, figure, line
from course.threads import one_blas_thread

# Each with the initialisation made for it, and the published accuracy in percent.
NETWORKS: dict[str, tuple[Callable[[], Layer], Init, float]] = {
    "SELU": (SELU, lecun_normal, 87.0),
    "tanh": (Tanh, lecun_normal, 83.0),
    "ReLU": (ReLU, he_normal, 21.0),
}
TOLERANCE = 15.0


@dataclass(frozen=True)
class FiftyLayers:
    """Training histories, and how alike the images have become at initialisation.

    `likeness[name]` has one row per seed; column k is the mean cosine between what two different
    images are after k layers.
    """

    histories: dict[str, list[History]]
    likeness: dict[str, np.ndarray]

    def accuracies(self, name: str) -> list[float]:
        """The test accuracy after the last epoch, in percent, one per seed."""
        return [history.test_accuracy[-1] for history in self.histories[name]]


@one_blas_thread()
def run(
    seeds: Sequence[int] = range(3), depth: int = 50, width: int = 64, epochs: int = 12
) -> FiftyLayers:
    """Train `depth` hidden layers on the digits with plain SGD, once per activation and seed."""
    histories: dict[str, list[History]] = {name: [] for name in NETWORKS}
    likeness: dict[str, list[list[float]]] = {name: [] for name in NETWORKS}
    runs = [(seed, name) for seed in seeds for name in NETWORKS]
    for seed, name in tqdm(runs, f"training {depth} layers", leave=False, delay=2):
        rng = np.random.default_rng(seed)
        activation, init, _ = NETWORKS[name]
        network = fully_connected((64, *[width] * depth, 10), activation, init, rng)
        split = standardised(digits(seed))
        likeness[name].append(likenesses(network, split.x_train[:50]))
        sgd, loss = SGD(network, lr=0.01), CrossEntropyLoss()
        histories[name].append(
            fit(network, loss, sgd, split, epochs=epochs, batch_size=32, rng=rng, progress=None)
        )
    return FiftyLayers(histories, {name: np.array(rows) for name, rows in likeness.items()})


def likenesses(network: Sequential, x: np.ndarray) -> list[float]:
    """The mean cosine between two rows: of x itself, and of the output of each activation.

    >>> from course.engine import Identity
    >>> likenesses(Sequential([Identity()]), np.eye(3))
    [0.0]
    """
    cosines = [_mean_cosine(x)]
    for layer in network.layers:
        x = layer.forward(x)
        cosines.append(_mean_cosine(x))
    # Every second entry: after a linear layer there is nothing new to see.
    return cosines[:-1:2]


def _mean_cosine(x: np.ndarray) -> float:
    directions = x / np.linalg.norm(x, axis=1, keepdims=True)
    pairs = np.triu_indices(len(x), k=1)
    return float((directions @ directions.T)[pairs].mean())


def compare(result: FiftyLayers) -> Comparison:
    """Accuracies beside the published ones; then how alike two images are after all layers."""
    depth = result.likeness["ReLU"].shape[1] - 1
    claims = [
        Claim(
            f"{name}: test accuracy",
            published,
            result.accuracies(name),
            TOLERANCE,
            "as published, not rechecked",
            "%",
            3,
        )
        for name, (_, _, published) in NETWORKS.items()
    ]
    claims += [
        Claim(
            f"{name}: cosine of two images after {depth} layers, untrained",
            None,
            cosines[:, -1].tolist(),
            0.0,
            "measured here",
            digits=3,
        )
        for name, cosines in result.likeness.items()
    ]
    epochs = len(result.histories["ReLU"][0].loss)
    note = (
        f"Digits, {epochs} epochs of plain SGD (0.01, batches of 32), layers of equal width; no "
        "normalisation layers, no residual connections. “Agrees” means within "
        f"{TOLERANCE:g} points: at this depth a seed decides much, and the published figures name "
        "none."
    )
    return Comparison(f"{depth} layers deep", claims, note)


def plot(result: FiftyLayers) -> Figure:
    """Left: accuracy after each epoch, every seed. Right: how images grow alike, layer by layer."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    for i, (name, histories) in enumerate(result.histories.items()):
        for seed, history in enumerate(histories):
            epochs = np.arange(1, len(history.loss) + 1)
            label = name if seed == 0 else None
            left.plot(epochs, history.test_accuracy, label=label, **(line(i) | {"linewidth": 1.3}))
        cosines = result.likeness[name]
        layers = np.arange(cosines.shape[1])
        right.plot(layers, cosines.mean(axis=0), label=name, **line(i))
        low, high = cosines.min(axis=0), cosines.max(axis=0)
        right.fill_between(layers, low, high, color=line(i)["color"], alpha=0.15, linewidth=0)
    left.axhline(10, color=BLACK, linewidth=0.8)
    left.set(title="Test accuracy, every seed (%)", xlabel="epoch", ylim=(0, 100))
    right.set(title="Cosine of two images, before training", xlabel="layer", ylim=(-0.02, 1.02))
    for ax in (left, right):
        ax.legend(frameon=False)
    return fig
