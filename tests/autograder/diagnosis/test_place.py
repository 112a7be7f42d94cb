"""Does a message say on which part of the inputs an answer is wrong, and only what is so?"""

import numpy as np
import pytest

from autograder.diagnosis.region import region_of
from course.engine import (
    elu,
    gelu,
    leaky_relu,
    linear_backward,
    linear_forward,
    log_softmax,
    mish,
    relu_backward,
    silu,
    softmax,
    softplus,
    tanh,
)
from tests.autograder.diagnosis.asking import verdict_on


def only_if(test, answer):
    """Right where `test` of the input is false, 1 more where it is true."""
    return lambda x, **options: answer(x, **options) + np.asarray(1.0 * test(x)).astype(x.dtype)


def last_row_again(x, weight, bias):
    y = linear_forward(x, weight, bias)
    y[-1:] = 1.5 * y[-1:]
    return y


def without_weight(grad_output, x, weight):
    grad_x, grad_weight, grad_bias = linear_backward(grad_output, x, weight)
    return grad_x, np.sin(grad_weight), grad_bias


PLACES = [
    ("gelu", only_if(lambda x: x > 3, gelu), "It is right for x < 3 and wrong for x > 3."),
    ("silu", only_if(lambda x: x < 0, silu), "It is right for x > 0 and wrong for x < 0."),
    ("tanh", only_if(lambda x: abs(x) > 2, tanh), "It is right for |x| < 2 and wrong for |x| > 2."),
    ("mish", only_if(lambda x: x == 0, mish), "It is wrong at x = 0 only."),
    ("tanh", only_if(lambda x: (x > -3) & (x < -1), tanh), "from x = −3 to x = −1"),
    ("softplus", lambda x: np.log(1 + np.exp(x)), "It is right up to x = 692.3 and wrong from"),
    ("elu", only_if(lambda x: x.dtype == np.float32, elu), "It is wrong for float32 arrays only."),
    ("silu", only_if(lambda x: x.ndim == 3, silu), "All other inputs are right."),
    ("softplus", only_if(lambda x: x.ndim > 1, softplus), "arrays of two and more axes only."),
    ("leaky_relu", lambda x, negative_slope=0.01: leaky_relu(x), "with `negative_slope` only."),
    (
        "relu_backward",
        lambda g, x: relu_backward(np.maximum(g, 0), x),
        "x < 0 and for grad_output > 0.",
    ),
    ("linear_forward", last_row_again, "Only the last row is wrong."),
    ("linear_backward", without_weight, "`grad_x` and `grad_bias` are right everywhere."),
    ("softmax", lambda z, axis=-1, temperature=1.0: softmax(z, axis), "`temperature` only."),
]


@pytest.mark.parametrize(("name", "written", "place"), PLACES)
def test_is_it_said_where_an_answer_is_wrong(name, written, place):
    for seed in range(5):
        verdict = verdict_on(name, written, seed)
        assert place in verdict.message


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("tanh", lambda x: np.cos(x)),
        ("log_softmax", lambda z: log_softmax(z) + 0.1 * z),
        ("linear_forward", lambda x, weight, bias: 3 * (x @ weight) + bias),
        ("relu_backward", lambda g, x: g + x),
    ],
)
def test_is_nothing_said_of_a_place_if_it_is_wrong_all_over(name, written):
    for seed in range(5):
        message = verdict_on(name, written, seed).message
        assert "It is right" not in message
        assert "only" not in message


def test_is_a_place_claimed_from_a_few_numbers():
    x = np.array([-2.0, -1.0, 1.0, 2.0])
    assert region_of("x", x, x < 0) == ""
    assert region_of("x", x, np.ones(4, bool)) == ""
    assert region_of("x", x, np.zeros(4, bool)) == ""
