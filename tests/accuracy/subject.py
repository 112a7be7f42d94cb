"""What is measured: a function of the engine with its inputs, its exact results and its bounds.

Every activation of the register is one, whatever its kind: elementwise, gated (pairs in, one number
out) or like softmax (rows in, rows out). Its derivative is ∂(sum of the outputs)/∂input, which is
f′(x) for an elementwise function, and which any library can be asked for. Softmax's is 0, so that
there is nothing to measure.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from course.engine import (
    ACTIVATIONS,
    Activation,
    Elementwise,
    cross_entropy,
    cross_entropy_backward,
)
from tests.accuracy.exact import Exact, Formula, evaluate, evaluate_each
from tests.accuracy.inputs import SPECIALS, fits, grid, margins, pairs, scores
from tests.accuracy.ulps import Numbers, Worst, near_zeros, ulps, worst

Array = NDArray[Any]
Function = Callable[[Array], Array]
VALUE, DERIVATIVE = "value", "derivative"
# The names of all subjects, each with its temperature.
SUBJECTS = [
    *((name, 1.0) for name in (*ACTIVATIONS, "cross_entropy")),
    *((name, t) for name in ("softmax", "log_softmax") for t in (0.1, 0.7, 3.0)),
]
# The engine's promise, in units in the last place: float32, and value and derivative in float64.
FLOAT32_BOUND = 0.51
BOUNDS = (4, 4)
TIGHTER = {
    "sigmoid": (2.7, 2.7),
    "tanh": (2.7, 2.7),
    "softplus": (2.7, 2.7),
    "softsign": (2.7, 2.7),
    "silu": (2.7, 2.7),
    "gelu": (2.7, 2.7),
    "softmax": (3.5, 0),
    "log_softmax": (2.5, 0),
    "cross_entropy": (2, 3.5),
}


@dataclass(frozen=True)
class Part:
    """The values or the derivatives of a subject: the engine's way to them, and what is exact.

    `place` tells where each entry of the result lies: by its x, its gate, or its margin.
    """

    ours: Function
    exact: Exact
    place: Numbers


@dataclass(frozen=True)
class Subject:
    """A function, by its name in the register (or `cross_entropy`), on inputs x."""

    function: str
    temperature: float
    x: Numbers
    parts: dict[str, Part]

    @property
    def name(self) -> str:
        """What a table calls it."""
        return self.function + ("" if self.temperature == 1 else f", T = {self.temperature}")

    def bound(self, part: str, dtype: DTypeLike) -> float:
        """How far the engine may be off."""
        if np.dtype(dtype) == np.float32:
            return FLOAT32_BOUND
        return TIGHTER.get(self.function, BOUNDS)[part == DERIVATIVE]

    def worst(self, part: str, function: Function, dtype: DTypeLike) -> Worst:
        """How far a function is off, at most."""
        chosen, exact, place = fits(self.x, dtype), self.parts[part].exact, self.parts[part].place
        with np.errstate(all="ignore"):
            received = np.asarray(function(self.x[chosen].astype(dtype)), dtype)
        return worst(ulps(received, exact[chosen]), place[chosen], dtype)


def subject(function: str, density: int, temperature: float = 1) -> Subject:
    """The subject of this name, on a grid of this density."""
    if function == "cross_entropy":
        return Subject(function, 1, *cross_entropy_parts(density))
    layer = ACTIVATIONS[function](**({} if temperature == 1 else {"temperature": temperature}))
    if isinstance(layer, Elementwise):
        return Subject(function, temperature, *elementwise_parts(layer, density))
    parts = gated_parts if width(layer) == 2 else row_parts
    return Subject(function, temperature, *parts(layer, density))


def width(layer: Activation) -> int:
    """How many numbers a layer takes for each one that it returns: 2 if it is gated."""
    return 2 // layer.forward(np.zeros(2)).size


def elementwise_parts(layer: Elementwise, density: int) -> tuple[Numbers, dict[str, Part]]:
    """On the grid; away from a derivative's zeros and kinks."""
    x = grid(density)
    value, slope = evaluate_each(layer.textbook, x)
    slope = slope.without(near_zeros(x, slope.nearest) | kinks(layer.textbook, x))
    return x, {
        VALUE: Part(layer.function, value, x),
        DERIVATIVE: Part(layer.derivative, slope, x),
    }


def gated_parts(layer: Activation, density: int) -> tuple[Numbers, dict[str, Part]]:
    """On pairs; away from the zeros of a derivative, as the gate moves."""
    x = pairs(density)
    gate = x[:, 1]
    value, gradient = with_gradient(layer.textbook, x)
    near = np.stack([near_zeros(gate, column) for column in gradient.nearest.T], axis=-1)

    def ours(x: Array) -> Array:
        return layer.backward(np.ones_like(layer.forward(x)))

    return x, {
        VALUE: Part(layer.forward, value, gate),
        DERIVATIVE: Part(ours, gradient.without(near), np.stack([gate, gate], axis=-1)),
    }


def row_parts(layer: Activation, density: int) -> tuple[Numbers, dict[str, Part]]:
    """On rows of scores: values only."""
    x = scores(density)
    value, _ = evaluate_each(layer.textbook, x, seed=0)
    return x, {VALUE: Part(layer.forward, value, margins(x))}


def cross_entropy_parts(density: int) -> tuple[Numbers, dict[str, Part]]:
    """One row at a time, with the first class as its label."""
    x = scores(density)
    value, gradient = with_gradient(negative_log_likelihood, x)

    def loss(x: Array) -> Array:
        return np.array([cross_entropy(row, 0) for row in x])

    def backward(x: Array) -> Array:
        return np.stack([cross_entropy_backward(row, 0) for row in x])

    return x, {
        VALUE: Part(loss, value, margins(x)[:, 0]),
        DERIVATIVE: Part(backward, gradient, margins(x)),
    }


def negative_log_likelihood(x: Any) -> Any:
    """The textbook's cross-entropy of rows of scores whose label is the first class."""
    return -np.log(np.exp(x[:, 0]) / np.sum(np.exp(x), axis=-1))


def kinks(formula: Formula, x: Numbers) -> NDArray[np.bool_]:
    """Where the slopes of both sides differ, and every number between them is a right answer."""
    suspects = np.isin(np.abs(x), SPECIALS)
    (_, left), (_, right) = (evaluate(formula, x[suspects], seed) for seed in (1, -1))
    suspects[suspects] = left.nearest != -right.nearest
    return suspects


def with_gradient(formula: Formula, x: Numbers) -> tuple[Exact, Exact]:
    """Values of a formula that makes one number of each row of x, and its gradient, like x."""
    columns = [evaluate_each(formula, x, seed=unit) for unit in np.eye(x.shape[1])]
    nearest, rest = (
        np.stack([getattr(slope, half).ravel() for _, slope in columns], axis=-1)
        for half in ("nearest", "rest")
    )
    return columns[0][0], Exact(nearest, rest)
