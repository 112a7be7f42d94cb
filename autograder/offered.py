"""What a case may hand to a learner's code besides arrays, by name: functions, layers, generators.

They are made where the learner's code runs, since no function crosses a pipe, and so must say
nothing of any exercise's answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

# Rectangular, so that a function of three numbers that returns four can be offered.
MATRIX = np.array([[1.0, -2.0, 0.5, 3.0], [0.25, 1.5, -1.0, 2.0], [-3.0, 0.75, 2.5, 1.0]])


def cube(x: np.ndarray) -> np.ndarray:
    """x³: a slope that is right at no single step."""
    return x * x * x


def cube_slope(x: np.ndarray) -> np.ndarray:
    """3x²: the slope of `cube`."""
    return 3 * x * x


def mix(x: np.ndarray) -> np.ndarray:
    """Three numbers in, four out, each of them a mixture."""
    return np.sin(x) @ MATRIX


def unchanged(x: np.ndarray) -> np.ndarray:
    """Its argument itself, not a copy."""
    return x


def doubled_in_place(x: np.ndarray) -> np.ndarray:
    """Twice its argument, which it overwrites."""
    x *= 2
    return x


def halving_kink(x: np.ndarray) -> np.ndarray:
    """x right of zero, x/2 left of it."""
    return np.where(x > 0, x, x / 2)


class Scale:
    """A layer y = factor · x without parameters."""

    formula = "y = factor * x"

    def __init__(self, factor: float) -> None:
        self.factor = factor
        self.params: dict[str, np.ndarray] = {}
        self.grads: dict[str, np.ndarray] = {}

    def forward(self, x: np.ndarray) -> np.ndarray:
        """factor · x."""
        return self.factor * x

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """factor · grad_output."""
        return self.factor * grad_output


class Shift:
    """A layer y = x + shift, one number for each feature, with the shift as its parameter."""

    formula = "y = x + shift"

    def __init__(self, shift: np.ndarray) -> None:
        self.params = {"shift": np.array(shift, dtype=float)}
        self.grads: dict[str, np.ndarray] = {}

    def forward(self, x: np.ndarray) -> np.ndarray:
        """x + shift."""
        return x + self.params["shift"]

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """grad_output; sets the shift's gradient."""
        self.grads = {"shift": grad_output.sum(axis=0)}
        return grad_output


class Tilt:
    """A layer y = x · weight + bias, feature by feature, with both as its parameters."""

    formula = "y = x * weight + bias"

    def __init__(self, weight: np.ndarray, bias: np.ndarray) -> None:
        self.params = {
            "weight": np.array(weight, dtype=float),
            "bias": np.array(bias, dtype=float),
        }
        self.grads: dict[str, np.ndarray] = {}

    def forward(self, x: np.ndarray) -> np.ndarray:
        """x · weight + bias."""
        self._x = x
        return x * self.params["weight"] + self.params["bias"]

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """grad_output · weight; sets the gradients of weight and bias."""
        self.grads = {
            "weight": (grad_output * self._x).sum(axis=0),
            "bias": grad_output.sum(axis=0),
        }
        return grad_output * self.params["weight"]


class Square:
    """A layer y = x², whose gradient needs the x of its last forward."""

    formula = "y = x**2"

    def __init__(self) -> None:
        self.params: dict[str, np.ndarray] = {}
        self.grads: dict[str, np.ndarray] = {}

    def forward(self, x: np.ndarray) -> np.ndarray:
        """x²."""
        self._x = x
        return x * x

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """2 · x · grad_output."""
        return 2 * self._x * grad_output


class Stretch:
    """A layer y = x @ matrix from three features to four, so that shapes tell layers apart."""

    formula = "y = x @ matrix, 3 features to 4"

    def __init__(self) -> None:
        self.params: dict[str, np.ndarray] = {}
        self.grads: dict[str, np.ndarray] = {}

    def forward(self, x: np.ndarray) -> np.ndarray:
        """x @ matrix."""
        return x @ MATRIX

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """grad_output @ matrixᵀ."""
        return grad_output @ MATRIX.T


FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "np.sin": np.sin,
    "np.cos": np.cos,
    "np.exp": np.exp,
    "np.square": np.square,
    "np.tanh": np.tanh,
    "np.abs": np.abs,
    "cube": cube,
    "cube_slope": cube_slope,
    "mix": mix,
    "unchanged": unchanged,
    "doubled_in_place": doubled_in_place,
    "halving_kink": halving_kink,
}

OFFERED: Mapping[str, Any] = {
    **FUNCTIONS,
    "default_rng": np.random.default_rng,
    "list": lambda *items: list(items),
    "len": len,
    "np.copyto": np.copyto,
    **{layer.__name__: layer for layer in (Scale, Shift, Tilt, Square, Stretch)},
}
