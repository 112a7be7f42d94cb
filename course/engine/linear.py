"""The linear layer: every output is a weighted sum of every input, and has parameters to learn."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from course.engine.arrays import Array, as_float
from course.engine.init import generator
from course.engine.layer import Layer


def linear_forward(
    x: ArrayLike, weight: ArrayLike, bias: ArrayLike, out: Array | None = None
) -> Array:
    """y = x @ weight + bias.

    x: (..., in_features); weight: (in_features, out_features), which PyTorch stores transposed;
    bias: (out_features,). Returns (..., out_features). Shapes that don't fit raise `ValueError`.

    >>> linear_forward([[1.0, 2.0]], weight=[[1.0, 3.0], [0.0, 4.0]], bias=[0.0, 0.5])
    array([[ 1. , 11.5]])
    """
    x, weight, bias = as_float(x), as_float(weight), as_float(bias)
    _check_input(x, weight)
    if bias.shape != weight.shape[1:]:
        raise ValueError(
            f"bias has shape {bias.shape}, but weight has shape {weight.shape} "
            f"(in_features, out_features): bias needs shape {weight.shape[1:]}"
        )
    y = np.matmul(x, weight, out=out)
    return np.add(y, bias, out=out)


def linear_backward(
    grad_output: ArrayLike, x: ArrayLike, weight: ArrayLike
) -> tuple[Array, Array, Array]:
    """(grad_x, grad_weight, grad_bias) of y = x @ weight + bias.

    grad_x = grad_output @ weightᵀ, grad_weight = xᵀ @ grad_output and grad_bias = the sum of
    grad_output over all rows; each has the shape of its namesake. A row is one example: the rows'
    gradients are added, because every row went through the same weight.

    >>> linear_backward([[1.0, -1.0]], x=[[2.0, 3.0]], weight=[[1.0, 0.0], [0.0, 5.0]])
    (array([[ 1., -5.]]), array([[ 2., -2.],
           [ 3., -3.]]), array([ 1., -1.]))
    """
    grad_output, x, weight = as_float(grad_output), as_float(x), as_float(weight)
    _check_input(x, weight)
    grad_weight, grad_bias = _parameter_gradients(grad_output, x, weight)
    return grad_output @ weight.T, grad_weight, grad_bias


def _parameter_gradients(
    grad_output: Array,
    x: Array,
    weight: Array,
    out: tuple[Array | None, Array | None] = (None, None),
) -> tuple[Array, Array]:
    """(grad_weight, grad_bias), after a check of grad_output's shape."""
    in_features, out_features = weight.shape
    if grad_output.shape != (*x.shape[:-1], out_features):
        raise ValueError(
            f"grad_output has shape {grad_output.shape}, but x {x.shape} @ weight {weight.shape} "
            f"has shape {(*x.shape[:-1], out_features)}: the two must be equal"
        )
    rows = x.size // in_features
    grad_rows = grad_output.reshape(rows, out_features)
    return (
        np.matmul(x.reshape(rows, in_features).T, grad_rows, out=out[0]),
        np.add.reduce(grad_rows, axis=0, out=out[1]),
    )


def _check_input(x: Array, weight: Array) -> None:
    if weight.ndim != 2 or weight.size == 0:
        raise ValueError(
            f"weight has shape {weight.shape}, but needs two axes that are not empty: "
            "(in_features, out_features)"
        )
    if x.ndim == 0 or x.shape[-1] != weight.shape[0]:
        raise ValueError(
            f"x has shape {x.shape} and weight has shape {weight.shape} (in_features, "
            f"out_features): the last axis of x must have {weight.shape[0]} entries"
        )


class Linear(Layer):
    """y = x @ weight + bias, with weight (in_features, out_features) and bias (out_features,).

    Both start uniform in ±1/√in_features, as in PyTorch. `rng` is a `np.random.Generator`.

    >>> layer = Linear(3, 2, np.random.default_rng(0))
    >>> layer.forward(np.ones((5, 3))).shape
    (5, 2)
    >>> layer.backward(np.ones((5, 2))).shape, layer.grads["weight"].shape
    ((5, 3), (3, 2))
    """

    def __init__(
        self,
        in_features: int,
        out_features: int,
        rng: np.random.Generator,
        dtype: DTypeLike = np.float64,
    ) -> None:
        if in_features < 1 or out_features < 1:
            raise ValueError(f"Linear({in_features}, {out_features}): both need to be at least 1")
        if np.dtype(dtype).kind != "f":
            raise TypeError(
                f"weights are real numbers: dtype must be a float, got {np.dtype(dtype)}"
            )
        bound = in_features**-0.5
        draw = generator(rng).uniform
        self.weight = draw(-bound, bound, (in_features, out_features)).astype(dtype)
        self.bias = draw(-bound, bound, out_features).astype(dtype)

    @property
    def params(self) -> dict[str, Array]:
        """The weight and the bias."""
        return {"weight": self.weight, "bias": self.bias}

    def forward(self, x: ArrayLike) -> Array:
        """x @ weight + bias."""
        x = as_float(x)
        shape = (*x.shape[:-1], self.bias.size)
        out = self._buffer("output", shape, np.result_type(x, self.weight))
        y = linear_forward(x, self.weight, self.bias, out)
        self._saved_input = x
        return y

    def backward(self, grad_output: ArrayLike) -> Array:
        """grad_output @ weightᵀ; sets the gradients of weight and bias."""
        self.parameter_gradients(grad_output)
        grad_output, x = as_float(grad_output), self._recall(self._saved_input)
        out = self._buffer("grad_x", x.shape, np.result_type(grad_output, self.weight))
        return np.matmul(grad_output, self.weight.T, out=out)

    def parameter_gradients(self, grad_output: ArrayLike) -> dict[str, Array]:
        """Sets and returns the gradients of weight and bias, without ∂L/∂x."""
        x = self._recall(self._saved_input)
        grad_output = as_float(grad_output)
        dtype = np.result_type(x, grad_output)
        out = (
            self._buffer("grad_weight", self.weight.shape, dtype),
            self._buffer("grad_bias", self.bias.shape, grad_output.dtype),
        )
        weight, bias = _parameter_gradients(grad_output, x, self.weight, out)
        self._grads = {"weight": weight, "bias": bias}
        return self.grads

    def __repr__(self) -> str:
        return f"Linear{self.weight.shape}"
