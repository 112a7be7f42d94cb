"""The sigmoid, its slope and its backward."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.inputs import elementwise, elementwise_backward
from course.engine import sigmoid, sigmoid_backward, sigmoid_derivative

SIGMOID = Exercise(
    name="sigmoid",
    signature="(x)",
    points=2,
    reference=sigmoid,
    cases=elementwise(stable=True),
    withheld=("scipy.special.expit",),
    hint="What should come out at x = 0, and far out on either side? "
    "For which sign of x does exp(−x) overflow? Multiply numerator and denominator by exp(x) "
    "there, so that only exponentials of negative numbers are computed.",
    wrong_forms=(
        WrongForm(
            "sigmoid_positive_exponent",
            lambda x: 1 / (1 + np.exp(x)),
            "The sign in the exponent is wrong: the curve falls instead of rising.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "sigmoid_naive",
            lambda x: np.exp(x) / (1 + np.exp(x)),
            "The formula is right and overflows: for large x it divides ∞ by ∞.",
            "For which sign of x is exp(x) harmless?",
        ),
        WrongForm(
            "sigmoid_missing_brackets",
            lambda x: 1 / 1 + np.exp(-x),
            "Brackets are missing: `1 / 1 + …` divides first and adds afterwards.",
            "Which part of the formula stands under the fraction bar?",
        ),
        WrongForm(
            "sigmoid_exp_only",
            lambda x: 1 / np.exp(-x),
            "The 1 in the denominator is missing: this grows without bound.",
            "What should come out for x = 0?",
        ),
        WrongForm(
            "sigmoid_minus",
            lambda x: 1 / (1 - np.exp(-x)),
            "The denominator subtracts: at x = 0 it divides by 0.",
            "What should come out for x = 0?",
        ),
        WrongForm(
            "sigmoid_is_tanh",
            np.tanh,
            "This is tanh: its values run from −1 to 1 instead of from 0 to 1.",
            "A probability is never negative.",
        ),
        WrongForm(
            "sigmoid_scaled_tanh",
            lambda x: (np.tanh(x) + 1) / 2,
            "A factor ½ is missing inside: this curve is twice as steep.",
            "tanh(x) = 2σ(2x) − 1: what stands in place of x once you solve it for σ(x)?",
        ),
        WrongForm(
            "sigmoid_over_one_plus_x",
            lambda x: x / (1 + np.exp(-x)),
            "The numerator is x; that makes it SiLU, a different activation.",
            "What should come out for a very large x?",
        ),
    ),
)

SIGMOID_DERIVATIVE = Exercise(
    name="sigmoid_derivative",
    signature="(x)",
    points=2,
    reference=sigmoid_derivative,
    cases=elementwise(),
    forward="sigmoid",
    hint="Write s for σ(x) and differentiate 1/(1 + e⁻ˣ): the result is a product of two simple "
    "terms in s.",
    wrong_forms=(
        WrongForm(
            "sigmoid_derivative_of_x",
            lambda x: x * (1 - x),
            "The rule is applied to x; it holds for the output s = σ(x).",
            "At x = 0 the sigmoid is steepest. What does your slope give there?",
            "common where a layer keeps its output but the function takes its input",
        ),
        WrongForm(
            "sigmoid_derivative_twice",
            lambda x: sigmoid(sigmoid(x)) * (1 - sigmoid(sigmoid(x))),
            "The sigmoid is applied twice.",
            "x is the input: how often does it pass the sigmoid?",
        ),
        WrongForm(
            "sigmoid_derivative_complement",
            lambda x: 1 - sigmoid(x),
            "Half of the product is missing: this is 1 − s.",
            "How steep is the sigmoid far left, where s is 0?",
        ),
        WrongForm(
            "sigmoid_derivative_negated",
            lambda x: sigmoid(x) * (sigmoid(x) - 1),
            "The sign is wrong: a rising curve has a positive slope.",
            "Differentiate −x in the exponent, too.",
        ),
        WrongForm(
            "sigmoid_derivative_is_value",
            sigmoid,
            "This is the sigmoid itself, not its slope.",
            "How steep is the curve far right, where it is flat?",
        ),
        WrongForm(
            "sigmoid_derivative_quarter",
            lambda x: np.full_like(x, 0.25),
            "¼ is the slope at x = 0 only, where it is largest.",
            "How steep is the curve at x = 3?",
        ),
        WrongForm(
            "sigmoid_derivative_square",
            lambda x: 1 - sigmoid(x) ** 2,
            "This is tanh's rule, 1 − y², used on the sigmoid.",
            "How steep is the sigmoid at x = 0?",
        ),
        WrongForm(
            "sigmoid_derivative_exp",
            lambda x: np.exp(-x) / (1 + np.exp(-x)),
            "The square in the denominator is missing.",
            "Differentiate 1/u: what happens to u?",
        ),
        WrongForm(
            "sigmoid_derivative_naive",
            lambda x: np.exp(-x) / (1 + np.exp(-x)) ** 2,
            "The formula is right and overflows: for very negative x it divides ∞ by ∞.",
            "Your sigmoid copes with such x already: which part of the formula does it stand for?",
        ),
    ),
)

SIGMOID_BACKWARD = Exercise(
    name="sigmoid_backward",
    signature="(grad_output, y)",
    points=2,
    reference=sigmoid_backward,
    cases=elementwise_backward(saved=sigmoid),
    forward="sigmoid",
    hint="y is the output σ(x), kept from the forward pass. Chain rule: upstream gradient times "
    "the local slope, written in y.",
    wrong_forms=(
        WrongForm(
            "sigmoid_backward_of_output",
            lambda g, y: g * sigmoid(y) * (1 - sigmoid(y)),
            "y is already σ(x); the sigmoid is applied a second time.",
            "Which of x and y does this function receive?",
        ),
        WrongForm(
            "sigmoid_upstream_forgotten",
            lambda g, y: y * (1 - y),
            "The upstream gradient is missing: this is only the local slope.",
            "If the next layers feel a change of this output twice as much, what should come back?",
        ),
        WrongForm(
            "sigmoid_backward_of_upstream",
            lambda g, y: sigmoid(g) * (1 - sigmoid(g)),
            "The slope is taken at grad_output; it belongs at the output y.",
            "Which number did the forward pass compute?",
        ),
        WrongForm(
            "sigmoid_backward_complement",
            lambda g, y: g * (1 - y),
            "Half of the slope is missing: this is 1 − y.",
            "How steep is the sigmoid far left, where y is 0?",
        ),
        WrongForm(
            "sigmoid_backward_value",
            lambda g, y: g * y,
            "The upstream gradient is multiplied by the value instead of the slope.",
            "How steep is the sigmoid far right, where y is 1?",
        ),
        WrongForm(
            "sigmoid_backward_negated",
            lambda g, y: g * y * (y - 1),
            "The sign is wrong: a rising curve has a positive slope.",
            "Can the slope of the sigmoid be negative anywhere?",
        ),
        WrongForm(
            "sigmoid_backward_tanh_rule",
            lambda g, y: g * (1 - y**2),
            "This is tanh's rule, 1 − y², used on the sigmoid.",
            "How steep is the sigmoid at x = 0, where y is ½?",
        ),
        WrongForm(
            "sigmoid_backward_added",
            lambda g, y: g + y * (1 - y),
            "The upstream gradient is added to the slope; the chain rule multiplies.",
            "If grad_output is 0, what should come back?",
        ),
    ),
)

TASKS = (SIGMOID, SIGMOID_DERIVATIVE, SIGMOID_BACKWARD)
