"""How wrong may a right network look? Difference quotients through depth, kinks and bugs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import (
    GELU,
    Layer,
    Linear,
    ReLU,
    Sequential,
    Sigmoid,
    Softmax,
    Tanh,
    gelu_tanh_derivative,
    xavier_normal,
)
from course.engine.arrays import Array
from course.experiments.comparison import Claim, Comparison
from course.network_check import (
    BUG,
    NetworkCheck,
    check_network,
    gradient_error,
    parameter_gradients,
    plot_check,
)
from course.plots import BLACK, figure, line

__all__ = ["NetworkCheck", "check_network", "compare", "plot", "plot_check", "run"]

Init: TypeAlias = Callable[[int, int, np.random.Generator], Array]
INPUTS, WIDTH, OUTPUTS, ROWS = 3, 4, 3, 4
DEPTHS = (1, 3, 6, 10)
STEPS = 10.0 ** -np.arange(1, 9)
# With few rows, hardly a check meets a kink; with few networks, hardly a step of 1e-4 does.
CROWD, AGAIN = 24, 8
ROUNDING = float(np.finfo(np.float64).eps) / 1e-5
NOTES = "CS231n, course notes, “Gradient checks”"
HERE = "measured here"


class MixedGELU(GELU, name=None):
    """A bug that looks like none: the exact GELU forward, the tanh form's slope backward."""

    def derivative(self, x: Array, out: Array | None = None) -> Array:  # type: ignore[override]
        """The slope of another function, 1e-3 away."""
        return gelu_tanh_derivative(x, out=out)


# Activation and initialisation; None is Linear's own, U(±1/√in), under which gradients vanish.
ARMS: dict[str, tuple[type[Layer], Init | None]] = {
    "sigmoid": (Sigmoid, None),
    "ReLU": (ReLU, None),
    "tanh": (Tanh, None),
    "tanh, Xavier": (Tanh, xavier_normal),
}
STEPPED: dict[str, type[Layer]] = {
    "tanh, right": Tanh,
    "ReLU, right": ReLU,
    "GELU, a bug": MixedGELU,
}


def _nearest(h: float) -> int:
    return int(np.abs(np.log(STEPS / h)).argmin())


@dataclass(frozen=True)
class NetworkGradcheck:
    """Errors of networks that are right, but for one, over seeds.

    `error[arm]` is (seeds, depths): the worst of the network's parameters, each measured by its
    largest entry. `entrywise[arm]` measures each entry by itself. `size[arm]` is the largest entry
    of that worst gradient. `by_step[network]` is (seeds, steps), for two hidden layers.
    """

    depths: np.ndarray
    error: dict[str, np.ndarray]
    entrywise: dict[str, np.ndarray]
    size: dict[str, np.ndarray]
    by_step: dict[str, np.ndarray]

    def crossed(self, h: float) -> np.ndarray:
        """The errors of the ReLU networks in which a step of h crossed a kink."""
        errors = self.by_step["ReLU, right"][:, _nearest(h)]
        return np.asarray(errors[errors > BUG])


def run(seeds: Sequence[int] = range(5), depths: Sequence[int] = DEPTHS) -> NetworkGradcheck:
    """Check fresh networks of every kind and depth, and three kinds with every step."""
    shape = len(seeds), len(depths)
    error, entrywise, size = ({arm: np.zeros(shape) for arm in ARMS} for _ in range(3))
    runs = [(arm, i, j) for arm in ARMS for i, j in np.ndindex(shape)]
    for arm, i, j in tqdm(runs, "checking networks", delay=2, leave=False):
        pairs = _checked(*ARMS[arm], seeds[i], depths[j], ROWS)
        errors = [gradient_error(*pair, smallest=0.0) for pair in pairs]
        worst = int(np.argmax(errors))
        error[arm][i, j], size[arm][i, j] = errors[worst], np.abs(pairs[worst][1]).max()
        entrywise[arm][i, j] = max(by_entry(*pair) for pair in pairs)
    return NetworkGradcheck(np.array(depths), error, entrywise, size, _by_step(seeds))


def _by_step(seeds: Sequence[int]) -> dict[str, np.ndarray]:
    """The worst error of each network of two hidden layers, for every step."""
    crowd = [seed + 1000 * k for seed in seeds for k in range(AGAIN)]
    all_seeds = {name: crowd if kind is ReLU else seeds for name, kind in STEPPED.items()}
    runs = [(name, seed) for name, each in all_seeds.items() for seed in each]
    found: dict[str, list[list[float]]] = {name: [] for name in STEPPED}
    for name, seed in tqdm(runs, "all step sizes", delay=2, leave=False):
        checks = (_checked(STEPPED[name], None, seed, 2, CROWD, float(h)) for h in STEPS)
        found[name].append([max(gradient_error(*p, smallest=0.0) for p in c) for c in checks])
    return {name: np.array(errors) for name, errors in found.items()}


def _checked(
    activation: type[Layer], init: Init | None, seed: int, depth: int, rows: int, h: float = 1e-5
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Every parameter's gradient, by backward and by differences, of a fresh network."""
    rng = np.random.default_rng(seed)
    net = network(activation, init, depth, rng)
    x, grad_output = rng.standard_normal((rows, INPUTS)), rng.standard_normal((rows, OUTPUTS))
    return list(parameter_gradients(net, x, grad_output, h).values())


def network(
    activation: type[Layer], init: Init | None, depth: int, rng: np.random.Generator
) -> Sequential:
    """Linear–activation as often as `depth` says, then Linear–Softmax.

    >>> len(network(Tanh, None, 3, np.random.default_rng(0)).layers)
    8
    """
    sizes = [INPUTS, *[WIDTH] * depth, OUTPUTS]
    layers: list[Layer] = []
    for fan_in, fan_out in pairwise(sizes):
        linear = Linear(fan_in, fan_out, rng)
        if init:
            linear.weight[...] = init(fan_in, fan_out, rng)
        layers += [linear, activation()]
    return Sequential([*layers[:-1], Softmax()])


def by_entry(a: np.ndarray, b: np.ndarray) -> float:
    """CS231n's measure: the largest |a − b| / max(|a|, |b|) of all entries; both 0 counts as right.

    >>> by_entry(np.array([100.0, 0.001, 0.0]), np.array([100.0, 0.002, 0.0]))
    0.5
    """
    size = np.maximum(np.abs(a), np.abs(b))
    return float(np.max(np.abs(a - b) / np.where(size == 0, 1, size)))


def compare(result: NetworkGradcheck) -> Comparison:
    """Rules of thumb for a network's errors beside those of right networks, kinks and a bug."""
    smooth = ("tanh", "sigmoid")
    shallow = np.concatenate([result.error[arm][:, 0] for arm in smooth])
    apart = np.concatenate([(result.error[arm] * result.size[arm]).ravel() for arm in smooth])
    bug = result.by_step["GELU, a bug"][:, _nearest(1e-5)]
    claims = [
        Claim("one hidden layer: at most", 1e-7, shallow.tolist(), 1e-7, NOTES, "", 2),
        Claim("difference at any depth: ε/h", ROUNDING, apart.tolist(), 3 * ROUNDING, HERE, "", 2),
        _deep(result, "sigmoid", "its gradients of 1e-9 drown in 2e-11"),
        _deep(result, "tanh"),
        _deep(result, "tanh, Xavier"),
        Claim(
            "ReLU where a step of 1e-3 crosses a kink: at most",
            1e-4,
            result.crossed(1e-3).tolist(),
            1e-4,
            NOTES,
            digits=2,
            differs_because="one crossed kink is worth more; a smaller step removes it",
        ),
        _share(result, 1e-3),
        _share(result, 1e-4),
        Claim("a bug: GELU with its tanh form's slope", None, bug.tolist(), 0, HERE, digits=2),
    ]
    note = (
        "Errors are relative to the largest entry of each gradient; “entry by entry” each entry is "
        "measured by itself, as in CS231n's notes, and the worst counts. “At most” and “okay up "
        "to” are bounds: below them is agreement, too."
    )
    return Comparison(
        "What a gradient check says of right networks, of kinks and of a bug", claims, note
    )


def _deep(result: NetworkGradcheck, arm: str, because: str = "") -> Claim:
    what = f"{arm}, {result.depths[-1]} hidden layers, entry by entry: okay up to"
    ours = result.entrywise[arm][:, -1].tolist()
    return Claim(what, 1e-2, ours, 1e-2, NOTES, digits=2, differs_because=because)


def _share(result: NetworkGradcheck, h: float) -> Claim:
    share = 100 * len(result.crossed(h)) / len(result.by_step["ReLU, right"])
    return Claim(f"ReLU networks in which h = {h:g} crosses a kink", None, [share], 0, HERE, "%", 2)


def plot(result: NetworkGradcheck) -> Figure:
    """Left: error against depth. Middle: against the gradient's size. Right: against the step."""
    fig, (left, middle, right) = figure(columns=3, height=3.9, width=11.5)
    for i, (arm, errors) in enumerate(result.error.items()):
        style = line(i, marker=True)
        left.plot(result.depths, np.median(errors, axis=0), label=arm, **style)
        dots = {"color": style["color"], "marker": style["marker"], "linestyle": "", "alpha": 0.6}
        middle.plot(result.size[arm].ravel(), errors.ravel(), markersize=4, **dots)
    sizes = np.array([1e-10, 10.0])
    middle.plot(sizes, ROUNDING / sizes, color=BLACK, linewidth=0.9)
    middle.text(2e-7, 3e-3, "(ε/h) / size", fontsize=9)
    far = [(size, e) for size, e in _points(result) if e * size > 1e5 * ROUNDING]
    for size, error in far:
        middle.annotate("a kink", (size, error), (-6, 0), textcoords="offset points", ha="right")
    left.set(title="Error (median of the networks)", xlabel="hidden layers", xticks=result.depths)
    left.legend(frameon=False, fontsize=9)
    middle.set(title="The same, each network", xlabel="largest entry of the gradient", xscale="log")
    for i, (name, errors) in enumerate(result.by_step.items()):
        right.plot(STEPS, np.median(errors, axis=0), label=name, **line(i))
        band = errors.min(axis=0), errors.max(axis=0)
        right.fill_between(STEPS, *band, color=line(i)["color"], alpha=0.2, linewidth=0)
    right.set(title="Error against the step (least to most)", xlabel="h", xscale="log")
    right.legend(frameon=False, fontsize=9, loc="upper left")
    for ax in (left, middle, right):
        ax.set(yscale="log", ylim=(1e-12, 30))
        ax.axhline(BUG, color=BLACK, linestyle=":", linewidth=1.0)
    return fig


def _points(result: NetworkGradcheck) -> list[tuple[float, float]]:
    """Size of the gradient and error of every network."""
    pairs = ((result.size[arm].ravel(), errors.ravel()) for arm, errors in result.error.items())
    return [point for sizes, errors in pairs for point in zip(sizes, errors, strict=True)]
