"""SiLU, also called swish, and its slope."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.inputs import elementwise
from course.engine import hardswish, sigmoid, sigmoid_derivative, silu, silu_derivative

SILU = Exercise(
    name="silu",
    signature="(x)",
    points=1,
    reference=silu,
    cases=elementwise(),
    hint="A product of two factors: the input, and a gate between 0 and 1 that the input opens.",
    wrong_forms=(
        WrongForm(
            "silu_is_sigmoid",
            sigmoid,
            "This is the gate alone: what it lets through, x, is missing.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "silu_naive",
            lambda x: x * np.exp(x) / (1 + np.exp(x)),
            "The formula is right and overflows: for large x it divides ∞ by ∞.",
            "For which sign of x is exp(x) harmless?",
        ),
        WrongForm(
            "silu_positive_exponent",
            lambda x: x * sigmoid(-x),
            "The sign in the exponent is wrong: the gate shuts where it should open.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "silu_missing_brackets",
            lambda x: x / 1 + np.exp(-x),
            "Brackets are missing: `x / 1 + …` divides first and adds afterwards.",
            "Which part of the formula stands under the fraction bar?",
        ),
        WrongForm(
            "silu_added",
            lambda x: x + sigmoid(x),
            "The gate is added to x; it multiplies.",
            "What should come out for x = 0?",
        ),
        WrongForm(
            "silu_is_gelu_form",
            lambda x: x * sigmoid(1.702 * x),
            "The factor 1.702 makes it an approximation of GELU; SiLU has none.",
            "By how much is x scaled before SiLU's sigmoid?",
        ),
        WrongForm(
            "silu_tanh_gate",
            lambda x: x * np.tanh(x),
            "The gate is tanh, which is negative on the left: this rises on both sides.",
            "What should come out for a very negative x?",
        ),
        WrongForm(
            "silu_rectified",
            lambda x: np.maximum(x, 0) * sigmoid(x),
            "The negative side is cut off: SiLU lets a little of it through.",
            "What is −1 times a gate that is a quarter open?",
        ),
        WrongForm(
            "silu_is_relu",
            lambda x: np.maximum(x, 0.0),
            "This is ReLU: its gate is either shut or open, never in between.",
            "How far open is SiLU's gate at x = 1?",
        ),
        WrongForm(
            "silu_is_hardswish",
            hardswish,
            "Right idea, another form: this is hard swish, SiLU drawn with straight lines.",
            "Which smooth function do the straight lines of the gate stand in for?",
        ),
    ),
)

SILU_DERIVATIVE = Exercise(
    name="silu_derivative",
    signature="(x)",
    points=2,
    reference=silu_derivative,
    cases=elementwise(),
    forward="silu",
    hint="SiLU is a product, x times σ(x). The product rule has two terms; write s for σ(x) in "
    "both.",
    wrong_forms=(
        WrongForm(
            "silu_derivative_gate_only",
            sigmoid,
            "Half of the product rule: the gate was held fixed, but it moves with x, too.",
            "By how much does the gate open when x grows, and what does it let through?",
        ),
        WrongForm(
            "silu_derivative_second_term_only",
            lambda x: x * sigmoid_derivative(x),
            "Half of the product rule: the term in which x itself is differentiated is missing.",
            "How steep is SiLU far right, where the gate is open?",
        ),
        WrongForm(
            "silu_derivative_without_x",
            lambda x: sigmoid(x) + sigmoid_derivative(x),
            "The second term lacks its factor x: the product rule keeps the other factor.",
            "How steep is SiLU at x = 0, where x times anything is 0?",
        ),
        WrongForm(
            "silu_derivative_inner_value",
            lambda x: sigmoid(x) * (1 + x),
            "In the second term stands the sigmoid where its slope belongs.",
            "How steep is SiLU for a very large x?",
        ),
        WrongForm(
            "silu_derivative_product_of_slopes",
            sigmoid_derivative,
            "This is the product of the two slopes; a product is not differentiated factor by "
            "factor.",
            "How steep is SiLU far right, where it runs along the line y = x?",
        ),
        WrongForm(
            "silu_derivative_minus",
            lambda x: sigmoid(x) - x * sigmoid_derivative(x),
            "The sign between the two terms is wrong.",
            "At x = 1, does the opening of the gate add to the slope, or take away from it?",
        ),
        WrongForm(
            "silu_derivative_misread",
            lambda x: silu(x) + sigmoid(x) * (1 - sigmoid(x)),
            "Of y + σ(x)(1 − y), with y = silu(x), the bracket was read as 1 − σ(x).",
            "Multiply the bracket out and compare with the product rule, term by term.",
        ),
        WrongForm(
            "silu_derivative_is_value",
            silu,
            "This is SiLU itself, not its slope.",
            "How steep is the curve far right? Its height there is x.",
        ),
        WrongForm(
            "silu_derivative_of_output",
            lambda x: silu_derivative(silu(x)),
            "SiLU is applied before its slope is taken; the slope belongs at the input x.",
            "x is the input: how often does it pass SiLU?",
        ),
        WrongForm(
            "silu_derivative_is_relu",
            lambda x: np.heaviside(x, 0.0),
            "This is ReLU's slope, a step; SiLU has no kink.",
            "How steep is SiLU at x = 1: exactly 1?",
        ),
    ),
)

TASKS = (SILU, SILU_DERIVATIVE)
