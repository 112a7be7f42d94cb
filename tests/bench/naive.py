"""How most people write it: one line of numpy, in float32, forward and backward.

The forward line is each layer's `textbook`. These are the derivatives that textbooks print beside
it, written as quickly as a line allows: x*x*x, since x**3 costs twenty times as much, and from the
output where the book does so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from course.engine import SELU_ALPHA, SELU_SCALE

Array = NDArray[Any]
Backward = Callable[[Any, Array, Array, Array], Array]


def sigmoid(x: Array) -> Array:
    return 1 / (1 + np.exp(-x))


def gelu(x: Array) -> Array:
    return 0.5 * x * (1 + erf(x * 0.70710678))


def prelu_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    np.sum(g * np.where(x > 0, 0, x))  # the gradient of the slope, which every backward owes
    return np.where(x > 0, g, layer.slope * g)


def gelu_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    return g * (0.5 * (1 + erf(x * 0.70710678)) + x * np.exp(-0.5 * x * x) * 0.39894228)


def gelu_tanh_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    t = np.tanh(0.79788456 * (x + 0.044715 * x * x * x))
    slope = 0.79788456 * (1 + 0.134145 * x * x)
    return g * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope)


def silu_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    s = sigmoid(x)
    return g * (s + y * (1 - s))


def mish_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    t = np.tanh(np.log(1 + np.exp(x)))
    return g * (t + x * sigmoid(x) * (1 - t * t))


def softmax_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    return y * (g - np.sum(g * y, axis=layer.axis, keepdims=True))


def log_softmax_backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
    return g - np.exp(y) * np.sum(g, axis=layer.axis, keepdims=True)


def gated(
    gate_and_slope: Callable[[Array], tuple[Array, Array]],
) -> Backward:
    """The gradient of a · gate(b), where a and b are the halves of x."""

    def backward(layer: Any, x: Array, y: Array, g: Array) -> Array:
        a, b = np.split(x, 2, axis=layer.axis)
        gate, slope = gate_and_slope(b)
        return np.concatenate([g * gate, g * a * slope], axis=layer.axis)

    return backward


def sigmoid_gate(b: Array) -> tuple[Array, Array]:
    s = sigmoid(b)
    return s, s * (1 - s)


def silu_gate(b: Array) -> tuple[Array, Array]:
    s = sigmoid(b)
    return b * s, s * (1 + b * (1 - s))


def gelu_gate(b: Array) -> tuple[Array, Array]:
    cdf = 0.5 * (1 + erf(b * 0.70710678))
    return b * cdf, cdf + b * np.exp(-0.5 * b * b) * 0.39894228


# From the layer, its input x, its output y and g = ∂L/∂y, the gradient ∂L/∂x.
BACKWARD: dict[str, Backward] = {
    "identity": lambda layer, x, y, g: 1 * g,
    "relu": lambda layer, x, y, g: g * (x > 0),
    "leaky_relu": lambda layer, x, y, g: np.where(x > 0, g, layer.negative_slope * g),
    "prelu": prelu_backward,
    "elu": lambda layer, x, y, g: g * np.where(x > 0, np.float32(1), y + layer.alpha),
    "selu": lambda layer, x, y, g: (
        g * np.where(x > 0, np.float32(SELU_SCALE), y + SELU_SCALE * SELU_ALPHA)
    ),
    "hardsigmoid": lambda layer, x, y, g: g * ((x > -3) & (x < 3)) / 6,
    "hardswish": lambda layer, x, y, g: (
        g * np.where(x > 3, np.float32(1), np.where(x < -3, np.float32(0), (2 * x + 3) / 6))
    ),
    "sigmoid": lambda layer, x, y, g: g * y * (1 - y),
    "logsigmoid": lambda layer, x, y, g: g * (1 - np.exp(y)),
    "tanh": lambda layer, x, y, g: g * (1 - y * y),
    "softsign": lambda layer, x, y, g: g / np.square(1 + np.abs(x)),
    "softplus": lambda layer, x, y, g: g * sigmoid(x),
    "silu": silu_backward,
    "gelu": gelu_backward,
    "gelu_tanh": gelu_tanh_backward,
    "mish": mish_backward,
    "softmax": softmax_backward,
    "log_softmax": log_softmax_backward,
    "glu": gated(sigmoid_gate),
    "swiglu": gated(silu_gate),
    "geglu": gated(gelu_gate),
}


def training_step(
    params: list[tuple[Array, Array]], x: Array, labels: Array, lr: float
) -> Callable[[], float]:
    """A step of SGD for a network of ReLU layers, with cross-entropy: no layers, no buffers."""
    rows = np.arange(len(x))

    def step() -> float:
        inputs, h = [], x
        for number, (weight, bias) in enumerate(params):
            h = np.maximum(h, 0) if number else h
            inputs.append(h)
            h = h @ weight + bias
        e = np.exp(h - h.max(axis=1, keepdims=True))
        p = e / e.sum(axis=1, keepdims=True)
        loss = -np.log(p[rows, labels]).mean()
        p[rows, labels] -= 1
        g = p / len(x)
        for number in reversed(range(len(params))):
            weight, bias = params[number]
            grad_weight, grad_bias = inputs[number].T @ g, g.sum(axis=0)
            if number:
                g = (g @ weight.T) * (inputs[number] > 0)
            weight -= lr * grad_weight
            bias -= lr * grad_bias
        return float(loss)

    return step
