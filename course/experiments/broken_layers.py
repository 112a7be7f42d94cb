"""Six layers, each with one realistic bug: a gradient check finds them all, training hides half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.data import digits
from course.engine import (
    Adam,
    Layer,
    MSELoss,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
    xavier_uniform,
)
from course.engine.arrays import Array
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import accuracy, train_step
from course.network_check import BUG, NetworkCheck, check_network
from course.plots import BLACK, RED, figure, line
from course.threads import one_blas_thread

HERE = "measured here"
NOTES = "CS231n, course notes, “Gradient checks”"
UFLDL = "UFLDL, “Gradient checking”: can look surprisingly reasonable"
ALIGNMENT = "Lillicrap et al. 2016: even random weights back"


class Bias(Layer):
    """y = x + bias, one number for each feature: the second half of a linear layer.

    >>> layer = Bias(np.array([10.0, 20.0]))
    >>> layer.forward(np.ones((3, 2)))[0]
    array([11., 21.])
    """

    def __init__(self, bias: Array) -> None:
        self.bias = bias

    @property
    def params(self) -> dict[str, Array]:
        """The bias."""
        return {"bias": self.bias}

    def forward(self, x: Array) -> Array:  # type: ignore[override]
        """x + bias."""
        return np.asarray(x + self.bias)

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """grad_output; the bias's gradient is its sum over the rows."""
        self._grads = {"bias": grad_output.sum(axis=0)}
        return grad_output


class Weight(Layer):
    """y = x @ weight: the first half of a linear layer.

    >>> Weight(np.array([[2.0], [3.0]])).forward(np.array([[1.0, 10.0]]))
    array([[32.]])
    """

    def __init__(self, weight: Array) -> None:
        self.weight = weight

    @property
    def params(self) -> dict[str, Array]:
        """The weight."""
        return {"weight": self.weight}

    def forward(self, x: Array) -> Array:  # type: ignore[override]
        """x @ weight."""
        self._saved_input = x
        return np.asarray(x @ self.weight)

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """grad_output @ weightᵀ; the weight's gradient is xᵀ @ grad_output."""
        self._grads = {"weight": self._recall(self._saved_input).T @ grad_output}
        return np.asarray(grad_output @ self.weight.T)


class BrokenReLU(ReLU):
    """The mask is made from the output, with ≥: no output is below 0, so that all passes."""

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """grad_output · (y ≥ 0)."""
        y = self.function(self._recall(self._saved_input))
        return grad_output * (y >= 0)


class BrokenSigmoid(Sigmoid):
    """The upstream gradient is missing."""

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """y · (1 − y)."""
        y = self.function(self._recall(self._saved_input))
        return y * (1 - y)


class BrokenBias(Bias):
    """The bias's gradient is averaged over the rows instead of summed."""

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """grad_output; the bias's gradient is its mean."""
        self._grads = {"bias": grad_output.mean(axis=0)}
        return grad_output


class BrokenWeight(Weight):
    """The weight is not transposed on the way back: a square one runs without complaint."""

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """grad_output @ weight."""
        super().backward(grad_output)
        return np.asarray(grad_output @ self.weight)


class BrokenSoftmax(Softmax):
    """The sum runs over the rows instead of over the classes: examples are mixed."""

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """y · (grad_output − Σ over the rows of grad_output · y)."""
        y = self._recall(self._saved_output)
        return np.asarray(y * (grad_output - (grad_output * y).sum(axis=0, keepdims=True)))


class BrokenTanh(Tanh):
    """The input is squared where the output is meant."""

    def backward(self, grad_output: Array) -> Array:  # type: ignore[override]
        """grad_output · (1 − x²)."""
        return np.asarray(grad_output * (1 - self._recall(self._saved_input) ** 2))


# Where each stands in the network; the one that is right is called RIGHT.
RIGHT = "right"
BROKEN: Mapping[str, tuple[int, type[Layer]]] = {
    "ReLU": (2, BrokenReLU),
    "Bias": (4, BrokenBias),
    "Sigmoid": (5, BrokenSigmoid),
    "Weight": (6, BrokenWeight),
    "Tanh": (8, BrokenTanh),
    "Softmax": (11, BrokenSoftmax),
}
NAMES = (RIGHT, *BROKEN)
SMALL = (3, 4, 4, 4, 3)
HIDDEN, CLASSES, BATCH, LEARNING_RATE = 32, 10, 72, 5e-3


def network(name: str, sizes: Sequence[int], rng: np.random.Generator) -> Sequential:
    """Four times Weight–Bias–activation, with ReLU, sigmoid, tanh and softmax; `name` is broken.

    >>> layers = network("Tanh", SMALL, np.random.default_rng(0)).layers
    >>> [type(layer).__name__ for layer in layers[6:]]
    ['Weight', 'Bias', 'BrokenTanh', 'Weight', 'Bias', 'Softmax']
    """
    layers: list[Layer] = []
    for (fan_in, fan_out), activation in zip(
        pairwise(sizes), (ReLU, Sigmoid, Tanh, Softmax), strict=True
    ):
        weight = Weight(xavier_uniform(fan_in, fan_out, rng))
        layers += [weight, Bias(0.1 * rng.standard_normal(fan_out)), activation()]
    if name != RIGHT:
        place, broken = BROKEN[name]
        layers[place] = broken(*layers[place].params.values())
    return Sequential(layers)


@dataclass(frozen=True)
class BrokenLayers:
    """For the right network and each broken one: its gradient checks, and what it learned.

    `checks[name]` has one check a seed. `losses[name]` and `accuracies[name]` are (seeds, epochs):
    the mean loss of the batches, and the percentage of test images that are told right.
    """

    checks: dict[str, list[NetworkCheck]]
    losses: dict[str, np.ndarray]
    accuracies: dict[str, np.ndarray]

    def localised(self, name: str) -> int:
        """In how many checks is the broken layer the one to look at?"""
        place = None if name == RIGHT else BROKEN[name][0]
        return sum(check.suspect == place for check in self.checks[name])


def run(seeds: Sequence[int] = range(5), epochs: int = 10) -> BrokenLayers:
    """Check each network once a seed, and train it once a seed on handwritten digits."""
    checks = {name: [_checked(name, seed) for seed in seeds] for name in NAMES}
    runs = [(name, seed) for name in NAMES for seed in seeds]
    curves: dict[str, list[tuple[list[float], list[float]]]] = {name: [] for name in NAMES}
    for name, seed in tqdm(runs, "training broken networks", delay=2, leave=False):
        curves[name].append(_trained(name, seed, epochs))
    return BrokenLayers(
        checks,
        {name: np.array([losses for losses, _ in pairs]) for name, pairs in curves.items()},
        {name: np.array([scores for _, scores in pairs]) for name, pairs in curves.items()},
    )


def _checked(name: str, seed: int) -> NetworkCheck:
    rng = np.random.default_rng(seed)
    small = network(name, SMALL, rng)
    return check_network(small, rng.standard_normal((5, SMALL[0])), rng)


@one_blas_thread()
def _trained(name: str, seed: int, epochs: int) -> tuple[list[float], list[float]]:
    """Loss and test accuracy after each epoch: Adam on the squared error of the probabilities."""
    rng, data = np.random.default_rng(seed), digits(seed)
    net = network(name, (data.x_train.shape[1], HIDDEN, HIDDEN, HIDDEN, CLASSES), rng)
    adam, loss, targets = Adam(net, lr=LEARNING_RATE), MSELoss(), np.eye(CLASSES)[data.y_train]
    losses, scores = [], []
    for _ in range(epochs):
        batches = np.array_split(rng.permutation(len(targets)), len(targets) // BATCH)
        seen = [train_step(net, loss, adam, data.x_train[rows], targets[rows]) for rows in batches]
        losses.append(float(np.mean(seen)))
        scores.append(accuracy(net, data.x_test, data.y_test))
    return losses, scores


def compare(result: BrokenLayers) -> Comparison:
    """What the check says of each bug, and what training makes of it."""
    found = sum(result.localised(name) for name in NAMES)
    right = [check.worst for check in result.checks[RIGHT]]
    wrong = [min(_errors_there(result, name)) for name in BROKEN]
    claims = [
        Claim("right network: error at most", 1e-7, right, 1e-7, NOTES, digits=2),
        Claim(
            "bugs: least error of the six",
            None,
            [min(wrong)],
            0,
            f"{NOTES}: wrong above 1e-2",
            "",
            2,
        ),
        Claim(f"checks, of {len(NAMES) * len(right)}, that name the layer", None, [found], 0, HERE),
        *(_accuracy(result, name) for name in NAMES),
    ]
    note = (
        f"Accuracy: handwritten digits after {result.accuracies[RIGHT].shape[1]} epochs; guessing "
        "brings 10 %. The check: a fresh network of the same layers with 3 to 4 units each, 5 rows."
    )
    return Comparison("Six bugs, checked and trained", claims, note)


def _errors_there(result: BrokenLayers, name: str) -> list[float]:
    """The error that the broken layer itself shows, in each check."""
    place, _ = BROKEN[name]
    return [max(check.errors[place].values()) for check in result.checks[name]]


def _accuracy(result: BrokenLayers, name: str) -> Claim:
    source = ALIGNMENT if name == "Weight" else UFLDL if name in ("ReLU", "Bias") else HERE
    what = "accuracy, right" if name == RIGHT else f"accuracy, broken {name}"
    return Claim(what, None, result.accuracies[name][:, -1].tolist(), 0, source, "%", 3)


def plot(result: BrokenLayers) -> Figure:
    """The gradient checks: a row for each network, a column for each parameter, input first.

    Numbers are the largest relative error of all checks. Red marks where the broken layer is:
    between two parameters, or around its own.
    """
    columns = list(result.checks[RIGHT][0].by_parameter())
    worst = np.array(
        [
            [
                max(check.by_parameter()[column] for check in result.checks[name])
                for column in columns
            ]
            for name in NAMES
        ]
    )
    fig, (ax,) = figure(width=9.0, height=3.9)
    ax.imshow(np.log10(np.maximum(worst, 1e-12)), cmap="cividis", vmin=-12, vmax=1, aspect="auto")
    for (row, column), error in np.ndenumerate(worst):
        colour = BLACK if error > BUG else "white"
        text = f"{error:.1f}" if error > 0.05 else f"{error:.0e}"
        ax.text(column, row, text, ha="center", va="center", color=colour, fontsize=9)
    for row, name in enumerate(NAMES[1:], start=1):
        _mark(ax, row, BROKEN[name][0], columns)
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(
        range(len(NAMES)), [f"broken {name}" if name in BROKEN else name for name in NAMES]
    )
    ax.set(title="Largest relative error of each gradient (red: where the broken layer is)")
    ax.grid(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    return fig


def _mark(ax: Axes, row: int, place: int, columns: Sequence[str]) -> None:
    """A red bar where layer `place` stands between the columns, or one on each side of its own."""
    numbers = [int(column.partition(".")[0]) if column != "x" else -1 for column in columns]
    behind = sum(number < place for number in numbers)
    style: dict[str, Any] = {
        "color": RED,
        "linewidth": 3.5,
        "solid_capstyle": "butt",
        "clip_on": False,
    }
    for edge in (behind - 0.5, behind + 0.5) if place in numbers else (behind - 0.5,):
        ax.plot([edge, edge], [row - 0.5, row + 0.5], **style)


def plot_training(result: BrokenLayers) -> Figure:
    """Loss and test accuracy by epoch: the right network (wide grey line) and the six."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    for ax, curves in ((left, result.losses), (right, result.accuracies)):
        epochs = np.arange(1, curves[RIGHT].shape[1] + 1)
        wide: dict[str, Any] = {"color": "#aaaaaa", "linewidth": 7, "solid_capstyle": "round"}
        ax.plot(epochs, curves[RIGHT].mean(axis=0), label=RIGHT, **wide)
        for i, name in enumerate(BROKEN):
            ax.plot(epochs, curves[name].mean(axis=0), label=f"broken {name}", **line(i))
        ax.set(xlabel="epoch", xticks=epochs)
    left.set(title="Loss that training sees", yscale="log")
    right.set(title="Test accuracy (%)", ylim=(0, 100))
    handles, labels = right.get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside right center", frameon=False)
    return fig
