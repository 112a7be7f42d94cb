"""What depth buys: two ReLUs a layer fold the line in half, and L layers leave 2ᴸ pieces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import Adam, BCEWithLogitsLoss, Layer, Linear, ReLU, Sequential, relu
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import train_step
from course.plots import figure, line

Layers = list[tuple[np.ndarray, np.ndarray]]
Count = Callable[[Layers, float, float], int]
TELGARSKY = "Telgarsky 2015, arXiv:1509.08101"
# Hidden widths of the networks that are trained on the deepest saw.
TRAINED = {"1 layer of 16": [16], "8 layers of 2": [2] * 8, "8 layers of 16": [16] * 8}


@dataclass(frozen=True)
class TentMap:
    """Pieces and errors by depth; shares of the 2ᴸ alternating points that are right, in percent.

    `right` maps a network to one number per seed, or to a single one where nothing is random.
    """

    pieces: dict[int, int]
    errors: dict[int, float]
    right: dict[str, list[float]]

    @property
    def depth(self) -> int:
        """The layers of the deepest network."""
        return max(self.pieces)


def run(
    count: Count, depth: int = 8, seeds: Sequence[int] = range(3), steps: int = 1000
) -> TentMap:
    """Count the pieces with the given function, and classify 2ᴸ points of alternating classes.

    `count` is the notebook's exercise: (layers, low, high) → the number of linear pieces.
    """
    depths = range(1, depth + 1)
    right = {
        f"{depth} layers of 2, by hand": [share_right(tent_network(depth), depth)],
        "1 layer of 16, by hand": [share_right(_first_teeth(16, depth), depth)],
    }
    with tqdm(total=len(TRAINED) * len(seeds), desc="training", leave=False, delay=2) as bar:
        for name, widths in TRAINED.items():
            right[f"{name}, trained"] = [_trained(widths, depth, s, steps, bar) for s in seeds]
    return TentMap(
        pieces={n: int(count(tent_network(n), 0.0, 1.0)) for n in depths},
        errors={n: _largest_error(n) for n in depths},
        right=right,
    )


def tent(x: np.ndarray) -> np.ndarray:
    """2x up to ½ and 2 − 2x from there: one fold of [0, 1].

    >>> tent(np.array([0.0, 0.25, 0.5, 0.75, 1.0])).tolist()
    [0.0, 0.5, 1.0, 0.5, 0.0]
    """
    return np.minimum(2 * x, 2 - 2 * x)


def tent_network(depth: int) -> Layers:
    """The ReLU network of `depth` hidden layers, two units each, that folds `depth` times.

    tent(x) = 2·relu(x) − 4·relu(x − ½); the weights out of one fold and into the next are one
    linear layer.
    """
    fold, out = np.array([[1.0, 1.0]]), np.array([[2.0], [-4.0]])
    bias = np.array([0.0, -0.5])
    return [(fold, bias), *[(out @ fold, bias)] * (depth - 1), (out, np.zeros(1))]


def output(layers: Layers, x: np.ndarray) -> np.ndarray:
    """The network's output for a vector x of single inputs; no ReLU after the last layer."""
    h = x[:, None]
    for weight, bias in layers[:-1]:
        h = relu(h @ weight + bias)
    weight, bias = layers[-1]
    return (h @ weight + bias)[:, 0]


def alternating(depth: int) -> tuple[np.ndarray, np.ndarray]:
    """2ᴸ points i/2ᴸ, labelled 0, 1, 0, 1, …: the saw's valleys and peaks."""
    i = np.arange(2**depth)
    return i / 2**depth, i % 2


def share_right(layers: Layers, depth: int) -> float:
    """Percent of the alternating points on the right side of ½."""
    x, labels = alternating(depth)
    return float(100 * np.mean((output(layers, x) > 0.5) == labels))


def shallow_limit(units: int, depth: int) -> float:
    """The best that one hidden layer of `units` ReLUs can do on the alternating points, in percent.

    It has at most units + 1 pieces, so it crosses ½ at most that often, and splits the points into
    at most units + 2 runs of one answer. A run of j neighbours has at most (j + 1)/2 right.

    >>> shallow_limit(16, 8)
    53.515625
    """
    points = 2**depth
    return 50 * (points + min(units + 2, points)) / points


def _first_teeth(units: int, depth: int) -> Layers:
    """One hidden layer: right on its first points, then of one class for ever."""
    h = 0.5**depth
    weight2 = np.resize([2.0, -2.0], units)
    weight2[0] = 1.0
    return [(np.ones((1, units)), -h * np.arange(units)), (weight2[:, None] / h, np.zeros(1))]


def _largest_error(depth: int) -> float:
    """Against the map itself, at all corners, at the middle of all pieces, and between."""
    x = np.arange(2 ** (depth + 2) + 1) / 2 ** (depth + 2)
    expected = x
    for _ in range(depth):
        expected = tent(expected)
    return float(np.max(np.abs(output(tent_network(depth), x) - expected)))


def _trained(widths: list[int], depth: int, seed: int, steps: int, bar: tqdm) -> float:
    """Percent right after Adam on all alternating points."""
    rng = np.random.default_rng(seed)
    x, labels = alternating(depth)
    sizes = [1, *widths]
    layers: list[Layer] = []
    for fan_in, fan_out in pairwise(sizes):
        layers += [Linear(fan_in, fan_out, rng), ReLU()]
    network = Sequential([*layers, Linear(sizes[-1], 1, rng)])
    loss, adam = BCEWithLogitsLoss(), Adam(network, lr=0.003)
    for _ in range(steps):
        train_step(network, loss, adam, x[:, None], labels[:, None])
    bar.update()
    return float(100 * np.mean((network.forward(x[:, None])[:, 0] > 0) == labels))


def compare(result: TentMap) -> Comparison:
    """Pieces, exactness, and what 16 units get right in one layer and in eight."""
    depth, points = result.depth, 2**result.depth
    ours = list(result.right.items())
    claims = [
        Claim(f"pieces, L = {n}", float(2**n), [float(result.pieces[n])], 0.0, TELGARSKY)
        for n in result.pieces
        if n in (1, 2, 4, depth)
    ]
    claims += [
        Claim(
            f"largest error, L = 1 to {depth}",
            0.0,
            [max(result.errors.values())],
            0.0,
            "powers of two are exact in floating point",
        ),
        Claim(f"{points} points, {ours[0][0]}", 100.0, ours[0][1], 0.0, TELGARSKY, unit="%"),
        Claim(
            f"{points} points, {ours[1][0]}",
            shallow_limit(16, depth),
            ours[1][1],
            0.5,
            "the most that is possible: counting argument",
            unit="%",
            digits=3,
        ),
    ]
    claims += [
        Claim(f"{points} points, {name}", None, shares, 0.0, "measured here", unit="%", digits=3)
        for name, shares in ours[2:]
    ]
    note = (
        "Telgarsky proves that networks with too few units per layer err on at least one point in "
        "six, whatever their weights; for one layer of ReLUs on a line, counting runs gives more."
    )
    return Comparison("Folding a line", claims, note)


def plot(result: TentMap) -> Figure:
    """Three folds, and the pieces that equally many units can make, deep and in one layer."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    x = np.linspace(0, 1, 1025)
    for i, n in enumerate((1, 2, 4)):
        left.plot(x, output(tent_network(n), x), label=f"L = {n}", **line(i))
    left.set(title="Each layer folds the line again", xlabel="x")
    left.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
    units = 2 * np.array(list(result.pieces))
    counts = list(result.pieces.values())
    right.semilogy(units, counts, label="2 units a layer", base=2, **line(1, marker=True))
    right.semilogy(units, units + 1, label="one layer, at most", base=2, **line(4, marker=True))
    right.set(title="Linear pieces", xlabel="ReLUs in all", xticks=units)
    right.legend(frameon=False)
    return fig
