"""The linear layer and its backward."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Arrays, Generator, uniform, upstream, whole
from course.engine import linear_backward, linear_forward


def _forward_cases(rng: Generator) -> list[Case]:
    def arrays(batch: int, fan_in: int, fan_out: int) -> Arrays:
        return [uniform(rng, shape) for shape in ((batch, fan_in), (fan_in, fan_out), (fan_out,))]

    easy = whole(rng, (2, 3)), whole(rng, (3, 2)), whole(rng, (2,))
    return [Case("2 rows, 3 inputs and 2 outputs", easy), *_of_many_shapes(arrays)]


def _backward_cases(rng: Generator) -> list[Case]:
    def arrays(batch: int, fan_in: int, fan_out: int) -> Arrays:
        x, weight = uniform(rng, (batch, fan_in)), uniform(rng, (fan_in, fan_out))
        return [upstream(rng, (batch, fan_out)), x, weight]

    easy = whole(rng, (2, 2)), whole(rng, (2, 3)), whole(rng, (3, 2))
    return [Case("2 rows, 3 inputs and 2 outputs", easy), *_of_many_shapes(arrays)]


def _of_many_shapes(arrays: Callable[[int, int, int], Arrays]) -> list[Case]:
    """Cases of `arrays(batch, fan_in, fan_out)`."""
    return [
        Case("5 rows, 4 inputs and 3 outputs", tuple(arrays(5, 4, 3))),
        Case("as many inputs as outputs", tuple(arrays(4, 3, 3))),
        Case("a single row", tuple(arrays(1, 4, 2))),
        Case("one input and one output", tuple(arrays(3, 1, 1))),
        Case("an empty batch", tuple(arrays(0, 3, 2))),
        Case("float32 arrays", tuple(a.astype(np.float32) for a in arrays(3, 4, 2))),
        Case("read-only arrays", tuple(_locked(arrays(3, 4, 2)))),
    ]


def _locked(arrays: Arrays) -> Arrays:
    for array in arrays:
        array.setflags(write=False)
    return arrays


LINEAR_FORWARD = Exercise(
    name="linear_forward",
    signature="(x, weight, bias)",
    points=2,
    reference=linear_forward,
    cases=_forward_cases,
    hint="Each row of x is one example: a matrix product mixes its features, then every row gets "
    "the bias.",
    wrong_forms=(
        WrongForm(
            "linear_no_bias",
            lambda x, weight, bias: x @ weight,
            "The bias is missing: this map sends 0 to 0.",
            "What should the layer answer for an input of all zeros?",
        ),
        WrongForm(
            "linear_bias_subtracted",
            lambda x, weight, bias: x @ weight - bias,
            "The bias is subtracted instead of added.",
            "What should the layer answer for an input of all zeros?",
        ),
        WrongForm(
            "linear_bias_before_weight",
            lambda x, weight, bias: (x + np.sum(bias)) @ weight,
            "The bias is added to the input, before the weight.",
            "The bias belongs to the outputs: there is one number per output.",
        ),
        WrongForm(
            "linear_weight_transposed",
            lambda x, weight, bias: x @ weight.T + bias,
            "The weight is transposed: that is PyTorch's layout, (out_features, in_features).",
            "Here `weight` has one row per input and one column per output.",
        ),
        WrongForm(
            "linear_elementwise",
            lambda x, weight, bias: (x[:, :, None] * weight).mean(axis=1) + bias,
            "The products are averaged over the inputs instead of summed.",
            "An output is a weighted sum of all the inputs.",
        ),
        WrongForm(
            "linear_with_relu",
            lambda x, weight, bias: np.maximum(x @ weight + bias, 0),
            "An activation is applied on top, so that nothing negative comes out; this layer is "
            "only the linear part.",
            "Can the output of a linear layer be negative?",
        ),
    ),
)

LINEAR_BACKWARD = Exercise(
    name="linear_backward",
    signature="(grad_output, x, weight)",
    points=3,
    reference=linear_backward,
    cases=_backward_cases,
    outputs=("grad_x", "grad_weight", "grad_bias"),
    forward="linear_forward",
    hint="Match shapes: every gradient has the shape of the thing it belongs to; where that has no "
    "batch axis, the batch is summed.",
    wrong_forms=(
        WrongForm(
            "linear_grad_bias_not_summed",
            lambda g, x, weight: (g @ weight.T, x.T @ g, g),
            "grad_bias still has a row per example.",
            "The same bias serves every row of the batch: what does the loss feel if it moves?",
        ),
        WrongForm(
            "linear_grad_bias_averaged",
            lambda g, x, weight: (g @ weight.T, x.T @ g, g.mean(axis=0)),
            "grad_bias is averaged over the batch; it should be summed.",
            "If the loss is a mean, its 1/N already arrived inside grad_output.",
        ),
        WrongForm(
            "linear_grads_averaged",
            lambda g, x, weight: (g @ weight.T, x.T @ g / len(g), g.mean(axis=0)),
            "grad_weight and grad_bias are averaged over the batch; they should be summed.",
            "If the loss is a mean, its 1/N already arrived inside grad_output.",
        ),
        WrongForm(
            "linear_grad_weight_averaged",
            lambda g, x, weight: (g @ weight.T, x.T @ g / len(g), g.sum(axis=0)),
            "grad_weight is averaged over the batch; it should be summed.",
            "If the loss is a mean, its 1/N already arrived inside grad_output.",
        ),
        WrongForm(
            "linear_grad_bias_wrong_axis",
            lambda g, x, weight: (g @ weight.T, x.T @ g, g.sum(axis=1)),
            "grad_bias is summed over the outputs instead of over the batch.",
            "bias has one entry per output: which axis of grad_output must stay?",
        ),
        WrongForm(
            "linear_grad_bias_keepdims",
            lambda g, x, weight: (g @ weight.T, x.T @ g, g.sum(axis=0, keepdims=True)),
            "grad_bias has kept a batch axis of length 1.",
            "grad_bias has the shape of bias: how many axes is that?",
        ),
        WrongForm(
            "linear_grad_weight_transposed",
            lambda g, x, weight: (g @ weight.T, g.T @ x, g.sum(axis=0)),
            "grad_weight is transposed.",
            "grad_weight has the shape of weight: one row per input.",
        ),
        WrongForm(
            "linear_grad_x_untransposed",
            lambda g, x, weight: (g @ weight, x.T @ g, g.sum(axis=0)),
            "grad_x goes through the weight in the forward direction.",
            "On the way back each output hands its gradient to the inputs it was made from: "
            "rows and columns of the weight swap roles.",
        ),
        WrongForm(
            "linear_grad_x_reshaped",
            lambda g, x, weight: (g @ weight.reshape(weight.T.shape), x.T @ g, g.sum(axis=0)),
            "The weight is reshaped where it should be transposed: the shape fits, "
            "the numbers are shuffled.",
            "`reshape` keeps the reading order; swapping rows and columns changes it.",
        ),
        WrongForm(
            "linear_grad_weight_without_x",
            lambda g, x, weight: (
                g @ weight.T,
                np.ones_like(x).T @ g,
                g.sum(axis=0),
            ),
            "grad_weight does not depend on x.",
            "A weight grows a little: how much does the output change? Look at what it multiplies.",
        ),
        WrongForm(
            "linear_grads_out_of_order",
            lambda g, x, weight: (x.T @ g, g @ weight.T, g.sum(axis=0)),
            "grad_x and grad_weight stand in each other's place.",
            "Which of the three does the layer below wait for? The exercise names it first.",
        ),
    ),
)

TASKS = (LINEAR_FORWARD, LINEAR_BACKWARD)
