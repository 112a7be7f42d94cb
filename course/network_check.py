"""Whose gradient is wrong? A whole network against difference quotients, layer by layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from course.engine.gradcheck import numeric_gradient
from course.plots import BLACK, BLUE, GREEN, ORANGE, PINK, RED, figure

# A difference quotient is off by 5e-11 from rounding alone; of gradients smaller than this, that
# would be a part to worry about.
SMALLEST = 1e-4
# Right gradients stay below 1e-6, bugs lie above 1e-4 (measured in experiments/network_gradcheck).
BUG = 1e-5
INPUT = "∂L/∂input"
_COLOURS = (BLUE, ORANGE, GREEN, PINK)
# Where bars begin and end: an infinite error has one, too.
_LOWEST, _HIGHEST, _THICK = 1e-12, 30.0, 0.26


class Network(Protocol):
    """Anybody's network. Its parameters are called by layer number and name: "0.weight"."""

    @property
    def layers(self) -> Sequence[Any]:
        """The layers, first layer first."""

    @property
    def params(self) -> Mapping[str, np.ndarray]:
        """The very arrays that `forward` uses."""

    @property
    def grads(self) -> Mapping[str, np.ndarray]:
        """The gradients of the last `backward`."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        """The output."""

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """∂L/∂x; sets the gradients."""


@dataclass(frozen=True)
class NetworkCheck:
    """The relative error of every gradient: `errors[k]["weight"]` is that of layer k's weight.

    `errors[k][INPUT]` is that of the gradient with respect to the input of layer k, the one that
    layer k hands back to layer k − 1. `layers` are the names of the layers' classes.
    """

    layers: tuple[str, ...]
    errors: tuple[Mapping[str, float], ...]

    @property
    def worst(self) -> float:
        """The largest error of all."""
        return max((e for errors in self.errors for e in errors.values()), default=0.0)

    @property
    def suspect(self) -> int | None:
        """The number of the layer where the error first shows, on the way back from the loss.

        What such a layer received was right, and what it made of it is not: the bug is there.
        """
        wrong = [k for k, errors in enumerate(self.errors) if max(errors.values()) > BUG]
        return wrong[-1] if wrong else None

    def by_parameter(self) -> dict[str, float]:
        """The errors of the network's input, "x", and of every parameter, "0.weight"."""
        numbered = (
            (k, name, e) for k, errors in enumerate(self.errors) for name, e in errors.items()
        )
        params = {f"{k}.{name}": e for k, name, e in numbered if name != INPUT}
        return {"x": self.errors[0][INPUT]} | params

    def verdict(self) -> str:
        """What the numbers say, in a sentence or two."""
        if self.suspect is None:
            return f"Every gradient is right: the largest relative error is {self.worst:.1e}."
        k = self.suspect
        wrong = [f"{name} ({e:.1e})" for name, e in self.errors[k].items() if e > BUG]
        return (
            f"Look at layer {k}, {self.layers[k]}: on the way back the error first shows there,\n"
            f"in {' and '.join(wrong)}. What it received was right."
        )

    def __str__(self) -> str:
        names = list(dict.fromkeys(name for errors in self.errors for name in errors))
        rows = [("layer", *names)]
        for k, (layer, errors) in enumerate(zip(self.layers, self.errors, strict=True)):
            cells = (f"{errors[name]:.1e}" if name in errors else "" for name in names)
            rows.append((f"{k} {layer}", *cells))
        wide = [max(len(row[i]) for row in rows) for i in range(len(names) + 1)]
        lines = ("  ".join(c.ljust(w) for c, w in zip(row, wide, strict=True)) for row in rows)
        return "\n".join([*(line.rstrip() for line in lines), self.verdict()])

    __repr__ = __str__


def check_network(
    network: Network, x: np.ndarray, rng: np.random.Generator, h: float = 1e-5
) -> NetworkCheck:
    """Every gradient of a network at x beside central differences of step h, for a random ∂L/∂y.

    The network may be the course's or a learner's own. Parameters are moved in place and put back,
    and must be float64. A right network comes out below 1e-6, a wrong one above 1e-4, unless a
    pre-activation lies within h of a kink: then take another x. Every number of x and of the
    parameters costs two forward passes: keep the network small and x to a few rows.

    >>> from course.engine import Linear, Sequential, Softmax, Tanh
    >>> rng = np.random.default_rng(0)
    >>> network = Sequential([Linear(3, 4, rng), Tanh(), Linear(4, 2, rng), Softmax()])
    >>> check = check_network(network, rng.normal(size=(5, 3)), rng)
    >>> check.worst < 1e-6, check.suspect is None
    (True, True)
    """
    if not hasattr(network, "layers"):
        raise ValueError("the network needs an attribute `layers`: each layer is looked at alone")
    x = np.asarray(x, dtype=np.float64)
    grad_output = rng.standard_normal(np.shape(network.forward(x)))
    errors = [{INPUT: error} for error in _of_inputs(network, x, grad_output, h)]
    for name, pair in parameter_gradients(network, x, grad_output, h).items():
        number, _, own_name = name.partition(".")
        errors[int(number)][own_name] = gradient_error(*pair)
    return NetworkCheck(tuple(type(layer).__name__ for layer in network.layers), tuple(errors))


def gradient_error(a: np.ndarray, b: np.ndarray, smallest: float = SMALLEST) -> float:
    """The largest |a − b|, divided by the largest entry of both, or by `smallest` if that is less.

    Infinite if the shapes differ or a number is not finite.

    >>> gradient_error(np.array([100.0, 0.001]), np.array([100.0, 0.002])) == 1e-5
    True
    >>> round(gradient_error(np.array([1e-9]), np.array([3e-9])), 9)
    2e-05
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return float("inf")
    largest = max(np.max(np.abs(a), initial=0), np.max(np.abs(b), initial=0), smallest)
    return float(np.max(np.abs(a - b), initial=0) / largest) if largest else 0.0


def parameter_gradients(
    network: Network, x: np.ndarray, grad_output: np.ndarray, h: float = 1e-5
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For every parameter, its gradient as `backward` sets it, and by central differences."""
    network.forward(x)
    network.backward(grad_output)
    grads = {name: np.array(grad) for name, grad in network.grads.items()}
    missing = sorted(network.params.keys() - grads.keys())
    if missing:
        raise ValueError(f"backward sets no gradient for {missing[0]!r}: see network.grads")
    pairs = {
        name: (grads[name], _by_moving(param, name, network, x, grad_output, h))
        for name, param in network.params.items()
    }
    if pairs and not any(numeric.any() for _, numeric in pairs.values()):
        raise ValueError(
            "moving the numbers in network.params leaves the output as it is: params must hand "
            "out the very arrays that forward uses, not copies"
        )
    return pairs


def _by_moving(
    param: np.ndarray,
    name: str,
    network: Network,
    x: np.ndarray,
    grad_output: np.ndarray,
    h: float,
) -> np.ndarray:
    """∂L/∂param by central differences, through the parameter's own array."""
    if param.dtype != np.float64:
        raise ValueError(f"{name} is {param.dtype}: float32 is too coarse for a step of {h:g}")
    original = param.copy()

    def output(value: np.ndarray) -> np.ndarray:
        param[...] = value
        return network.forward(x)

    try:
        return numeric_gradient(output, original, grad_output, h)
    finally:
        param[...] = original


def _of_inputs(network: Network, x: np.ndarray, grad_output: np.ndarray, h: float) -> list[float]:
    """The error of the gradient that each layer hands back, first layer first."""
    signals, layers = [x], list(network.layers)
    for layer in layers:
        signals.append(np.array(layer.forward(signals[-1])))
    handed_back, grad = [], grad_output
    for layer in reversed(layers):
        grad = np.array(layer.backward(grad))
        handed_back.append(grad)

    def rest(k: int) -> Any:
        def forward(signal: np.ndarray) -> np.ndarray:
            for layer in layers[k:]:
                signal = layer.forward(signal)
            return signal

        return forward

    return [
        gradient_error(grad, numeric_gradient(rest(k), signals[k], grad_output, h))
        for k, grad in enumerate(reversed(handed_back))
    ]


def plot_check(check: NetworkCheck) -> Figure:
    """A bar for every gradient, the line above which it is a bug, and the layer to look at.

    The first layer is on top; gradients walk upwards.
    """
    names = list(dict.fromkeys(name for errors in check.errors for name in errors))
    fig, (ax,) = figure(height=0.9 + 0.42 * len(check.layers), width=8.0)
    for k, errors in enumerate(check.errors):
        for i, (name, error) in enumerate(errors.items()):
            length = min(max(error, _LOWEST), _HIGHEST)
            hatch = "////" if error > BUG else ""
            place = k + (i - (len(errors) - 1) / 2) * _THICK
            colour = _COLOURS[names.index(name) % len(_COLOURS)]
            bar: dict[str, Any] = {"color": colour, "hatch": hatch, "edgecolor": "white", "lw": 0}
            ax.barh(place, length, 0.9 * _THICK, **bar)
    ax.axvline(BUG, color=BLACK, linestyle="--", linewidth=1.2)
    ax.text(BUG, -0.75, " a bug", ha="left", va="bottom", fontsize=9)
    ax.text(BUG, -0.75, "fine ", ha="right", va="bottom", fontsize=9)
    if check.suspect is not None:
        ax.text(1.5 * _HIGHEST, check.suspect, "← look here", va="center", color=RED)
    ax.set(xscale="log", xlim=(_LOWEST, 1e4), xlabel="relative error")
    ax.set(ylim=(len(check.layers) - 0.4, -0.6))
    ax.set_yticks(range(len(check.layers)), [f"{k} {name}" for k, name in enumerate(check.layers)])
    ax.grid(False, axis="y")
    patches = [Patch(color=_COLOURS[i % len(_COLOURS)], label=n) for i, n in enumerate(names)]
    fig.legend(handles=patches, loc="outside lower center", ncols=len(names), frameon=False)
    return fig
