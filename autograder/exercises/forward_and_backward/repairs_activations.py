"""The four activation layers to repair, and what becomes of them on the way."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.forward_and_backward.repairs_cases import (
    ANY_SHAPE,
    ROWS,
    Array,
    activation,
    activation_layer,
)
from course.engine import ReLU, Sigmoid, Softmax, Tanh, relu, sigmoid, softmax

Forward = Callable[[Array], Array]
Backward = Callable[[Array, Array, Array], Array]
UPSTREAM = "If the next layers feel a change of this output twice as much, what should come back?"


def _forms(forward: Forward, *rows: tuple[str, Backward, str, str]) -> tuple[WrongForm, ...]:
    """Wrong forms of a layer whose forward is right."""
    return tuple(
        WrongForm(id, activation(forward, backward), misconception, hint)
        for id, backward, misconception, hint in rows
    )


RELU_LAYER = Exercise(
    name="ReLULayer",
    signature="()",
    points=1,
    reference=ReLU,
    cases=activation_layer(
        "ReLULayer",
        (np.array([[-2.0, 3.0, -1.0, 0.5]]), np.array([[5.0, -7.0, -3.0, 2.0]])),
        ANY_SHAPE,
        kinks=(0.0,),
    ),
    given="relu_layer_mask_always_open",
    hint="The forward pass compared every number with 0. Which array still knows the outcome, and "
    "which comparison brings it back?",
    wrong_forms=_forms(
        relu,
        (
            "relu_layer_mask_always_open",
            lambda g, x, y: g * (y >= 0),
            "The mask is true everywhere: every gradient passes, also where ReLU was closed.",
            "Print the mask for x = −2. Which numbers can come out of a ReLU?",
        ),
        (
            "relu_layer_mask_from_upstream",
            lambda g, x, y: g * (g > 0),
            "The mask is made from grad_output; the sign of x decides whether the unit was open.",
            "Which number did the forward pass compare with 0?",
        ),
        (
            "relu_layer_guided",
            lambda g, x, y: g * (g > 0) * (x > 0),
            "Negative upstream gradients are dropped as well.",
            "An open ReLU passes a negative gradient on like a positive one.",
        ),
        (
            "relu_layer_times_value",
            lambda g, x, y: g * y,
            "The upstream gradient is multiplied by ReLU's value instead of its slope.",
            "How steep is ReLU at x = 3?",
        ),
        (
            "relu_layer_times_input",
            lambda g, x, y: g * x,
            "The upstream gradient is multiplied by x instead of by the slope.",
            "How steep is ReLU at x = 3, and how steep at x = −2?",
        ),
        (
            "relu_layer_no_upstream",
            lambda g, x, y: np.where(x > 0, 1.0, 0.0).astype(x.dtype),
            "The upstream gradient is missing: this is only the local slope.",
            UPSTREAM,
        ),
        (
            "relu_layer_wrong_side",
            lambda g, x, y: g * (x < 0),
            "The sides are swapped: the gradient passes where ReLU was closed.",
            "If x = −2 moves a little, does ReLU's output move?",
        ),
    ),
)

SIGMOID_LAYER = Exercise(
    name="SigmoidLayer",
    signature="()",
    points=1,
    reference=Sigmoid,
    cases=activation_layer(
        "SigmoidLayer",
        (np.array([[0.0, 2.0, -1.0]]), np.array([[4.0, -8.0, 2.0]])),
        ANY_SHAPE,
    ),
    given="sigmoid_layer_no_upstream",
    hint="Chain rule: what the next layers want, times how this layer reacts. Both factors must be "
    "there, and the second is made from the output.",
    wrong_forms=_forms(
        sigmoid,
        (
            "sigmoid_layer_no_upstream",
            lambda g, x, y: y * (1 - y),
            "The upstream gradient is missing: this is only the local slope.",
            UPSTREAM,
        ),
        (
            "sigmoid_layer_of_input",
            lambda g, x, y: g * x * (1 - x),
            "x(1 − x) is made from the input; the formula holds for the output y.",
            "At x = 0 the sigmoid is steepest. What does your slope give there?",
        ),
        (
            "sigmoid_layer_of_output_again",
            lambda g, x, y: g * sigmoid(y) * (1 - sigmoid(y)),
            "The sigmoid is applied to the saved output, which it has been through already.",
            "What was saved: the input, or what came out?",
        ),
        (
            "sigmoid_layer_times_value",
            lambda g, x, y: g * y,
            "The upstream gradient is multiplied by the output instead of by the slope.",
            "Far to the right the sigmoid is flat. What does your slope give there?",
        ),
        (
            "sigmoid_layer_complement",
            lambda g, x, y: g * (1 - y),
            "Half of the slope is missing: this is 1 − y.",
            "Far to the left the sigmoid is flat. What does your slope give there?",
        ),
        (
            "sigmoid_layer_added",
            lambda g, x, y: g + y * (1 - y),
            "The upstream gradient is added to the slope; the chain rule multiplies.",
            "If nothing depends on this output, grad_output is 0. What should come back?",
        ),
        (
            "sigmoid_layer_is_tanhs",
            lambda g, x, y: g * (1 - y**2),
            "1 − y² is the slope of tanh.",
            "Derive y = 1/(1 + e⁻ˣ) and write the result with y alone.",
        ),
    ),
)

TANH_LAYER = Exercise(
    name="TanhLayer",
    signature="()",
    points=1,
    reference=Tanh,
    cases=activation_layer(
        "TanhLayer",
        (np.array([[0.0, 2.0, -1.0]]), np.array([[4.0, -8.0, 2.0]])),
        ANY_SHAPE,
    ),
    given="tanh_layer_of_input",
    hint="tanh is steepest at 0 and flat far out; its slope is never negative. Which of the arrays "
    "that a layer can save makes 1 − (…)² behave like that?",
    wrong_forms=_forms(
        np.tanh,
        (
            "tanh_layer_of_input",
            lambda g, x, y: g * (1 - x**2),
            "1 − x² is made from the input; the formula holds for the output y.",
            "Is tanh ever steeper than 1, or falling? What does your slope give at x = 2?",
        ),
        (
            "tanh_layer_of_output_again",
            lambda g, x, y: g * (1 - np.tanh(y) ** 2),
            "tanh is applied to the saved output, which has been through it already.",
            "What was saved: the input, or what came out?",
        ),
        (
            "tanh_layer_missing_square",
            lambda g, x, y: g * (1 - y),
            "You are one square away: this is 1 − y.",
            "tanh is as steep at −1 as at 1. Is your slope?",
        ),
        (
            "tanh_layer_square_of_all",
            lambda g, x, y: g * (1 - y) ** 2,
            "The square is in the wrong place: it is taken of the whole difference.",
            "tanh is as steep at −1 as at 1. Is your slope?",
        ),
        (
            "tanh_layer_no_upstream",
            lambda g, x, y: 1 - y**2,
            "The upstream gradient is missing: this is only the local slope.",
            UPSTREAM,
        ),
        (
            "tanh_layer_is_sigmoids",
            lambda g, x, y: g * y * (1 - y),
            "y(1 − y) is the slope of the sigmoid.",
            "How steep is tanh at 0, and what does your slope give there?",
        ),
        (
            "tanh_layer_times_value",
            lambda g, x, y: g * y,
            "The upstream gradient is multiplied by the output instead of by the slope.",
            "How steep is tanh at 0, and what does your slope give there?",
        ),
    ),
)

LOST_AXIS = "A sum over an axis drops that axis; then it fits no row any more."

SOFTMAX_LAYER = Exercise(
    name="SoftmaxLayer",
    signature="()",
    points=1,
    reference=Softmax,
    cases=activation_layer(
        "SoftmaxLayer",
        (
            np.array([[2.0, 1.0, 1.0], [0.0, 0.0, 3.0]]),
            np.array([[4.0, -8.0, 2.0], [-8.0, 2.0, 4.0]]),
        ),
        ROWS,
    ),
    given="softmax_layer_axis_0",
    hint="A row of grad_x depends on its own row of y and grad_output alone. What is summed, and "
    "along which axis do the probabilities add up to 1?",
    wrong_forms=_forms(
        softmax,
        (
            "softmax_layer_axis_0",
            lambda g, x, y: y * (g - (g * y).sum(axis=0, keepdims=True)),
            "The sum runs over the rows instead of over the classes: the examples are mixed.",
            "Along which axis does y add up to 1?",
        ),
        (
            "softmax_layer_whole_sum",
            lambda g, x, y: y * (g - (g * y).sum()),
            "The sum runs over the whole batch: the rows are mixed.",
            "Every row is an example of its own: over which axis may you sum?",
        ),
        (
            "softmax_layer_sum_loses_axis",
            lambda g, x, y: y * (g - (g * y).sum(axis=1)),
            LOST_AXIS,
            "Print the shapes of both arrays: numpy lines them up from the right. What is missing?",
        ),
        (
            "softmax_layer_diagonal_only",
            lambda g, x, y: g * y * (1 - y),
            "y(1 − y) is only the diagonal of the Jacobian: it tells how a probability follows its "
            "own score, and nothing of the others.",
            "Raise one score: what happens to the other probabilities of its row?",
        ),
        (
            "softmax_layer_mean",
            lambda g, x, y: y * (g - (g * y).mean(axis=1, keepdims=True)),
            "The weighted upstream gradient is averaged over the classes; y weights it already.",
            "A grad_output that is the same for all classes should bring 0. Try it with three 1s.",
        ),
        (
            "softmax_layer_plain_sum",
            lambda g, x, y: y * (g - g.sum(axis=1, keepdims=True)),
            "The upstream gradient is summed without its weights y.",
            "A grad_output that is the same for all classes should bring 0. Try it with three 1s.",
        ),
        (
            "softmax_layer_without_y",
            lambda g, x, y: g - (g * y).sum(axis=1, keepdims=True),
            "The factor y before the bracket is missing.",
            "A class whose probability is almost 0 hardly moves: which factor says so?",
        ),
    ),
)
