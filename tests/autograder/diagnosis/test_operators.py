"""Are mistakes that nobody listed recognised in code as people write it, and in its own words?"""

import numpy as np
import pytest

from course.engine import (
    elu,
    elu_derivative,
    gelu,
    leaky_relu,
    linear_backward,
    linear_forward,
    mish_derivative,
    prelu_backward,
    relu_backward,
    selu,
    sigmoid,
    silu,
    softplus,
    swiglu_backward,
)
from tests.autograder.diagnosis.asking import verdict_on


def row_by_row(x, weight, bias):
    y = np.zeros((len(x), weight.shape[1]), x.dtype)
    for i in range(len(x) - 1):
        y[i] = x[i] @ weight + bias
    return y


def returned_too_early(x, weight, bias):
    for row in x:
        return row @ weight + bias
    return None


def filled(x, negative_slope=0.01):
    y = np.empty_like(x)
    y[...] = leaky_relu(x, negative_slope)
    return y


def averaged(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = linear_backward(grad_output, x, weight)
    return grad_x, grad_weight, grad_bias / grad_output.shape[1]


def negated_gate(grad_output, x, gate):
    grad_x, grad_gate = swiglu_backward(grad_output, x, gate)
    return grad_x, -grad_gate


# What was meant, what was written, what it is called and words that must be among its own.
MISTAKES = [
    ("relu_backward", lambda g, x: relu_backward(g * g, x), "op_upstream_twice", "twice"),
    (
        "elu_derivative",
        lambda x, alpha=1.0: elu_derivative(elu(x, alpha), alpha),
        "op_of_output",
        "at the output of `elu`",
    ),
    ("mish_derivative", lambda x: mish_derivative(-x), "op_input_negated", "`x`"),
    ("softplus", lambda x: -np.sqrt(2) * softplus(x), "op_scaled", "√2 times"),
    ("gelu", lambda x: 0.73 * gelu(x), "op_scaled", "about 0.73 times"),
    ("elu", lambda x, alpha=1.0: elu(x, alpha) + 0.1, "op_offset", "0.1 too large"),
    ("selu", lambda x: np.full_like(x, 0.25), "op_constant", "0.25 comes out"),
    ("selu", lambda x: np.where(x > 0, selu(x), 0).astype(x.dtype), "op_one_side", "x > 0"),
    ("silu", lambda x: np.where(x > 0, silu(x), x), "op_one_side", "`x` comes out"),
    ("sigmoid", lambda x: np.round(sigmoid(x), 2), "op_rounded", "2 decimals"),
    ("sigmoid", lambda x: sigmoid(x)[..., None], "op_extra_axis", "one axis too many"),
    ("sigmoid", lambda x: sigmoid(x.astype("f4")).astype(x.dtype), "op_float32", "seven digits"),
    ("linear_forward", row_by_row, "op_last_missing", "the last row"),
    ("linear_forward", returned_too_early, "op_one_row", "the first row"),
    ("linear_forward", lambda x, w, b: linear_forward(x, w, b).T, "op_transposed", "places"),
    ("linear_backward", averaged, "op_divided_by_columns", "`grad_bias`"),
    ("swiglu_backward", negated_gate, "op_sign", "`grad_gate`"),
    ("prelu_backward", lambda *a: prelu_backward(*a)[::-1], "op_outputs_exchanged", "order"),
    ("leaky_relu", filled, "op_whole_numbers", "dtype of the input"),
]


@pytest.mark.parametrize(("name", "written", "called", "words"), MISTAKES)
def test_is_a_mistake_that_nobody_listed_recognised(name, written, called, words):
    for seed in range(5):
        verdict = verdict_on(name, written, seed)
        assert verdict.status in ("failed", "error")
        assert (verdict.diagnosis, words in verdict.text) == (called, True), verdict.text
        assert verdict.hint
