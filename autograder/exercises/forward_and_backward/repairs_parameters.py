"""The two halves of a linear layer to repair, and what is made of them on the way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.forward_and_backward.repairs_cases import (
    Array,
    parameter_layer,
    with_parameter,
)

Gradients = tuple[Array, Array]
TWICE = "Take every row twice: the loss changes twice as much with the parameter. Does yours?"


def _added(x: Array, bias: Array) -> Array:
    return np.asarray(x + bias)


def _bias_backward(grad_output: Array, x: Array, bias: Array) -> Gradients:
    return grad_output, grad_output.sum(axis=0)


def _bias_form(
    id: str, grads: Callable[[Array, Array, Array], Gradients], misconception: str, hint: str
) -> WrongForm:
    return WrongForm(id, with_parameter("bias", _added, grads), misconception, hint)


BIAS_LAYER = Exercise(
    name="BiasLayer",
    signature="(bias)",
    points=1,
    reference=with_parameter("bias", _added, _bias_backward),
    cases=parameter_layer(
        "BiasLayer",
        "bias",
        lambda _, features: (features,),
        {
            "3 rows of 2": (
                np.array([10.0, -20.0]),
                (
                    np.array([[1.0, 2.0], [3.0, -1.0], [0.0, 4.0]]),
                    np.array([[1.0, 2.0], [3.0, -4.0], [5.0, 8.0]]),
                ),
            )
        },
        {
            "4 rows of 3": (4, 3, 3),
            "2 rows of 5": (2, 5, 5),
            "as many rows as columns": (3, 3, 3),
            "a single row": (1, 4, 4),
            "no rows at all": (0, 3, 3),
        },
    ),
    given="bias_layer_averaged",
    hint="Every row went through the same bias: how does the loss change if the bias moves a "
    "little and takes all rows with it? And what of x, of which every row has its own?",
    wrong_forms=(
        _bias_form(
            "bias_layer_averaged",
            lambda g, x, b: (g, g.mean(axis=0)),
            "The gradient is divided by the number of rows.",
            TWICE,
        ),
        _bias_form(
            "bias_layer_averaged_over_all",
            lambda g, x, b: (g, g.mean()),
            "One mean is taken of all numbers: every feature has a bias of its own.",
            "What is the shape of `bias`, and what of its gradient?",
        ),
        _bias_form(
            "bias_layer_summed_over_all",
            lambda g, x, b: (g, g.sum()),
            "One sum is taken of all numbers: every feature has a bias of its own.",
            "What is the shape of `bias`, and what of its gradient?",
        ),
        _bias_form(
            "bias_layer_other_axis",
            lambda g, x, b: (g, g.sum(axis=1)),
            "The sum runs over the features, and leaves one number for each row.",
            "Which axis counts the rows? That is the one that should be gone.",
        ),
        _bias_form(
            "bias_layer_not_summed",
            lambda g, x, b: (g, g),
            "The gradient has one row for each example; the bias has one for all of them.",
            "What is the shape of `bias`, and what of its gradient?",
        ),
        _bias_form(
            "bias_layer_keeps_axis",
            lambda g, x, b: (g, g.sum(axis=0, keepdims=True)),
            "The sum keeps an axis of length 1; a gradient has the shape of its parameter.",
            "What is the shape of `bias`, and what of its gradient?",
        ),
        _bias_form(
            "bias_layer_times_input",
            lambda g, x, b: (g, (g * x).sum(axis=0)),
            "The gradient is multiplied by x: that is how a weight's is made.",
            "y = x + bias: how much does y change when the bias does? Does that depend on x?",
        ),
        _bias_form(
            "bias_layer_grad_x_summed",
            lambda g, x, b: (g.sum(axis=0), g.sum(axis=0)),
            "`grad_x` is summed over the rows as well; every row of x is there once only.",
            "What is the shape of x, and what of its gradient?",
        ),
        WrongForm(
            "bias_layer_accumulates",
            with_parameter("bias", _added, _bias_backward, accumulates=True),
            "The gradients add up from call to call, as in PyTorch; here backward overwrites them.",
            "Run the same batch there and back twice. Is the gradient still the same?",
        ),
    ),
)


def _product(x: Array, weight: Array) -> Array:
    return np.asarray(x @ weight)


def _weight_backward(grad_output: Array, x: Array, weight: Array) -> Gradients:
    return grad_output @ weight.T, x.T @ grad_output


def _weight_form(
    id: str, grads: Callable[[Array, Array, Array], Gradients], misconception: str, hint: str
) -> WrongForm:
    return WrongForm(id, with_parameter("weight", _product, grads), misconception, hint)


# Two of everything, so that a mix-up of axes still brings numbers.
SQUARE = (
    np.array([[1.0, 2.0], [3.0, 4.0]]),
    (np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([[1.0, 0.0], [-2.0, 3.0]])),
)
FROM_TWO_TO_THREE = (
    np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 4.0]]),
    (np.array([[2.0, -3.0]]), np.array([[1.0, 2.0, -1.0]])),
)
PATHS = (
    "Entry (i, j) of `weight` leads from feature i to output j. What comes back to feature i is a "
    "sum over which index?"
)
SHAPES = "Write the shapes of all three arrays under the product: which axes meet?"

WEIGHT_LAYER = Exercise(
    name="WeightLayer",
    signature="(weight)",
    points=1,
    reference=with_parameter("weight", _product, _weight_backward),
    cases=parameter_layer(
        "WeightLayer",
        "weight",
        lambda fan_in, fan_out: (fan_in, fan_out),
        {"a square weight": SQUARE, "one row, from 2 features to 3": FROM_TWO_TO_THREE},
        {
            "5 rows, from 3 features to 2": (5, 3, 2),
            "3 rows, from 2 features to 4": (3, 2, 4),
            "as many rows as features": (3, 3, 3),
            "no rows at all": (0, 3, 2),
        },
    ),
    given="weight_layer_not_transposed",
    hint="Write the shapes down: grad_output is (rows, out), weight (in, out), grad_x (rows, in). "
    "Then ask for one entry which products it adds up.",
    wrong_forms=(
        _weight_form(
            "weight_layer_not_transposed",
            lambda g, x, w: (g @ w, x.T @ g),
            "`grad_output` goes through the weight forward again; it must go back through it.",
            PATHS,
        ),
        _weight_form(
            "weight_layer_reshaped",
            lambda g, x, w: (g @ w.reshape(w.shape[::-1]), x.T @ g),
            "`reshape` makes the shapes fit, but fills the rows anew: it does not transpose.",
            "Print a small matrix, reshaped and transposed. Which one swaps rows and columns?",
        ),
        _weight_form(
            "weight_layer_wrong_side",
            lambda g, x, w: (w.T @ g, x.T @ g),
            "The weight is transposed, but stands on the wrong side of `grad_output`.",
            SHAPES,
        ),
        _weight_form(
            "weight_layer_result_transposed",
            lambda g, x, w: (w @ g.T, x.T @ g),
            "This is grad_x with rows and columns swapped.",
            "What is the shape of x, and what of its gradient?",
        ),
        _weight_form(
            "weight_layer_grad_weight_transposed",
            lambda g, x, w: (g @ w.T, g.T @ x),
            "`grad_weight` has rows and columns swapped; it was right before.",
            "What is the shape of `weight`, and what of its gradient?",
        ),
        _weight_form(
            "weight_layer_averaged",
            lambda g, x, w: (g @ w.T, x.T @ g / max(len(x), 1)),
            "The weight's gradient is divided by the number of rows.",
            TWICE,
        ),
        _weight_form(
            "weight_layer_without_x",
            lambda g, x, w: (g @ w.T, np.ones_like(x).T @ g),
            "The weight's gradient is made without x: that is how a bias's is made.",
            "Where x is 0, the weight makes no difference. What does its gradient say?",
        ),
        WrongForm(
            "weight_layer_accumulates",
            with_parameter("weight", _product, _weight_backward, accumulates=True),
            "The gradients add up from call to call, as in PyTorch; here backward overwrites them.",
            "Run the same batch there and back twice. Is the gradient still the same?",
        ),
    ),
)
