"""Is this gradient right? An answer from the function alone, without its formula."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from course.engine.arrays import Array
from course.engine.init import generator
from course.engine.layer import Layer


def numeric_gradient(
    f: Callable[[Array], Array], x: ArrayLike, grad_output: ArrayLike, h: float = 1e-5
) -> Array:
    """∂L/∂x by central differences, where ∂L/∂f(x) = grad_output. Of x's shape, in float64.

    Each entry of x in turn moves by ±step, step = h·max(1, |xᵢ|), and
    ∂L/∂xᵢ ≈ Σ grad_output · (f(x + step) − f(x − step)) / (2·step).
    The error is of order h² (from the formula) + 1e-16/h (from rounding), least near h = 1e-5,
    at about 1e-10. At a kink the result is the mean of the two slopes.
    Two evaluations of f for each entry of x: for checking, not for training.

    >>> numeric_gradient(np.square, [1.0, -3.0], grad_output=[1.0, 10.0]).round(6)
    array([  2., -60.])
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        # Two copies, because f may return its argument, or change it.
        above, below = x.copy(), x.copy()
        step = h * max(1.0, abs(float(x[i])))
        above[i] += step
        below[i] -= step
        # The distance that was made, which rounding makes differ from the one asked for.
        distance = above[i] - below[i]
        # A layer that reuses its buffers returns both in the same memory.
        difference = np.array(f(above)) - f(below)
        if difference.shape != np.shape(grad_output):
            raise ValueError(
                f"f returns shape {difference.shape}, but grad_output has shape "
                f"{np.shape(grad_output)}: the two must be equal"
            )
        gradient[i] = np.sum(grad_output * difference) / distance
    return gradient


def five_point_gradient(
    f: Callable[[Array], Array], x: ArrayLike, grad_output: ArrayLike, h: float = 1e-3
) -> Array:
    """`numeric_gradient` from two more points for each entry of x, where 1e-10 is too coarse.

    With D(h) = f′ + c·h² + O(h⁴) for central differences of step h, (4·D(h) − D(2h))/3 is rid of
    c·h². That is the five-point formula (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h))/(12h). Its error
    is of order h⁴ + 1e-16/h, least near h = 1e-3, at a few 1e-13; no kink may lie within 2·step.

    >>> x = np.linspace(-2, 2, 9)
    >>> bool(np.max(abs(five_point_gradient(np.sin, x, np.ones(9)) - np.cos(x))) < 1e-12)
    True
    """
    near = numeric_gradient(f, x, grad_output, h)
    far = numeric_gradient(f, x, grad_output, 2 * h)
    return (4 * near - far) / 3


def complex_step_derivative(f: Callable[[Array], Array], x: ArrayLike) -> Array:
    """f′(x) = Im f(x + ih)/h with h = 1e-200, exact to rounding: nothing is subtracted.

    f must be an analytic formula that accepts complex numbers, entry by entry: the textbook's
    1/(1 + e⁻ˣ) is one; |x|, comparisons and `maximum` are not analytic. The engine's functions
    take real numbers only, since their stable forms use |x|; the tests compare them with the
    textbook's formula, and their derivatives with its complex step, which is a check by two
    independent formulas. A result that is not complex raises `TypeError`.
    Squire & Trapp, *Using complex variables to estimate derivatives of real functions* (1998).

    >>> complex_step_derivative(lambda x: 1 / (1 + np.exp(-x)), [0.0])
    array([0.25])
    """
    h = 1e-200
    y = np.asarray(f(np.asarray(x, dtype=np.float64) + 1j * h))
    if not np.iscomplexobj(y):
        raise TypeError(
            f"f returned {y.dtype} for complex numbers, so its slope is lost: "
            "the complex step needs a formula that passes complex numbers through"
        )
    return y.imag / h


def relative_error(a: ArrayLike, b: ArrayLike) -> float:
    """The largest |a − b|, divided by the largest |b| where that is above 1.

    Scaling each entry by itself would raise alarms at entries that are zero by cancellation.

    >>> relative_error([100.0, 0.001], [100.0, 0.002])
    1e-05
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"the shapes {a.shape} and {b.shape} differ")
    if a.size == 0:
        return 0.0
    return float(np.max(np.abs(a - b)) / max(1.0, np.max(np.abs(b))))


def check_layer(layer: Layer, x: ArrayLike, rng: np.random.Generator) -> float:
    """The largest `relative_error` of the layer's gradients against central differences.

    Checks ∂L/∂x and the gradient of every parameter, for a random ∂L/∂output of mixed sign: one
    that is all ones would hide errors (softmax's gradient is then 0). A right layer comes out
    below 1e-7, unless x is nearer than 1e-5 to a kink. Parameters must be float64, else
    `ValueError`, because a step of 1e-5 is lost in float32; they are left as they were.

    >>> from course.engine import Linear
    >>> rng = np.random.default_rng(0)
    >>> check_layer(Linear(3, 2, rng), rng.normal(size=(5, 3)), rng) < 1e-7
    True
    """
    x = np.asarray(x, dtype=np.float64)
    grad_output = np.asarray(generator(rng).standard_normal(layer.forward(x).shape))
    grad_x = np.array(layer.backward(grad_output))
    grads = {name: grad.copy() for name, grad in layer.grads.items()}
    errors = [relative_error(grad_x, numeric_gradient(layer.forward, x, grad_output))]
    for name, param in layer.params.items():
        if name not in grads:
            raise ValueError(f"{type(layer).__name__}.backward sets no gradient for {name!r}")
        numeric = _parameter_gradient(layer, name, param, x, grad_output)
        errors.append(relative_error(grads[name], numeric))
    return float(np.max(errors))


def _parameter_gradient(
    layer: Layer, name: str, param: Array, x: Array, grad_output: Array
) -> Array:
    """∂L/∂param by central differences, through the parameter's own array."""
    if param.dtype != np.float64:
        raise ValueError(f"{name} is {param.dtype}: check a float64 layer, float32 is too coarse")
    original = param.copy()

    def output(value: Array) -> Array:
        param[...] = value
        return layer.forward(x)

    try:
        return numeric_gradient(output, original, grad_output)
    finally:
        param[...] = original
