"""Mish and its slope: three functions inside each other, and a product around them."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.inputs import elementwise
from course.engine import mish, mish_derivative, sigmoid, silu, softplus


def gate(x: np.ndarray) -> np.ndarray:
    """Mish's gate, tanh(softplus(x))."""
    return np.tanh(softplus(x))


def naive_slope(x: np.ndarray) -> np.ndarray:
    """The closed form as printed in the paper (Misra 2019)."""
    e = np.exp(x)
    return e * (4 * (x + 1) + 4 * e**2 + e**3 + e * (4 * x + 6)) / (2 * e + e**2 + 2) ** 2


MISH = Exercise(
    name="mish",
    signature="(x)",
    points=1,
    reference=mish,
    cases=elementwise(stable=True),
    hint="x times a gate. The gate is built in two steps: softplus first, then tanh, which brings "
    "it below 1. With your stable softplus, nothing can overflow.",
    wrong_forms=(
        WrongForm(
            "mish_gate_only",
            gate,
            "This is the gate alone: what it lets through, x, is missing.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "mish_without_softplus",
            lambda x: x * np.tanh(x),
            "softplus is missing: tanh(x) is negative on the left, no gate.",
            "What should come out for a very negative x?",
        ),
        WrongForm(
            "mish_without_tanh",
            lambda x: x * softplus(x),
            "tanh is missing: softplus alone grows without bound, a gate stays below 1.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "mish_without_log",
            lambda x: x * np.tanh(np.exp(x)),
            "The logarithm is missing: inside tanh stands eˣ instead of softplus.",
            "How far open is the gate at x = 0? softplus(0) is ln 2.",
            "an activation of its own, TanhExp",
        ),
        WrongForm(
            "mish_sigmoid_gate",
            lambda x: x * sigmoid(softplus(x)),
            "The outer function is the sigmoid; Mish takes tanh.",
            "What should come out for a very negative x, where softplus is 0?",
        ),
        WrongForm(
            "mish_swapped_order",
            lambda x: x * softplus(np.tanh(x)),
            "tanh and softplus are swapped: softplus comes first.",
            "What should come out for a very negative x, where the gate is shut?",
        ),
        WrongForm(
            "mish_x_inside",
            lambda x: np.tanh(x * softplus(x)),
            "x is multiplied inside tanh; it belongs outside.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "mish_product",
            lambda x: softplus(x) * np.tanh(x),
            "softplus and tanh are multiplied with each other; one is applied to the other.",
            "What does tanh receive: x, or softplus(x)?",
        ),
        WrongForm(
            "mish_is_silu",
            silu,
            "This is SiLU: its gate is the sigmoid.",
            "How far open is Mish's gate at x = 0? It is more than half.",
        ),
        WrongForm(
            "mish_naive",
            lambda x: x * ((1 + np.exp(x)) ** 2 - 1) / ((1 + np.exp(x)) ** 2 + 1),
            "The formula is right and overflows: for large x it divides ∞ by ∞.",
            "Your softplus copes with such x already: where does it stand in this formula?",
        ),
    ),
)

MISH_DERIVATIVE = Exercise(
    name="mish_derivative",
    signature="(x)",
    points=3,
    reference=mish_derivative,
    cases=elementwise(stable=True),
    forward="mish",
    hint="Mish is x times a gate, w. The product rule gives two terms; w′ is the "
    "slope of tanh, written in w, times the slope of softplus.",
    wrong_forms=(
        WrongForm(
            "mish_derivative_gate_only",
            gate,
            "Half of the product rule: the gate was held fixed, but it moves with x, too.",
            "How steep is Mish at x = 1? It overshoots its gate there.",
        ),
        WrongForm(
            "mish_derivative_second_term_only",
            lambda x: x * (1 - gate(x) ** 2) * sigmoid(x),
            "Half of the product rule: the term in which x itself is differentiated is missing.",
            "How steep is Mish far right, where the gate is open?",
        ),
        WrongForm(
            "mish_derivative_without_inner",
            lambda x: gate(x) + x * (1 - gate(x) ** 2),
            "The chain stops too early: the slope of softplus is missing.",
            "tanh is taken at softplus(x), not at x: what does the chain rule add?",
        ),
        WrongForm(
            "mish_derivative_without_outer",
            lambda x: gate(x) + x * sigmoid(x),
            "The slope of tanh is missing from the second term.",
            "How fast does the gate still open for large x, where it is almost 1?",
        ),
        WrongForm(
            "mish_derivative_without_x",
            lambda x: gate(x) + (1 - gate(x) ** 2) * sigmoid(x),
            "The second term lacks its factor x: the product rule keeps the other factor.",
            "How steep is Mish at x = 0, where x times anything is 0?",
        ),
        WrongForm(
            "mish_derivative_missing_square",
            lambda x: gate(x) + x * (1 - gate(x)) * sigmoid(x),
            "You are one square away: the slope of tanh is 1 − w².",
            "What is the slope of tanh, written in its output?",
        ),
        WrongForm(
            "mish_derivative_outer_at_x",
            lambda x: gate(x) + x * (1 - np.tanh(x) ** 2) * sigmoid(x),
            "The slope of tanh is taken at x; tanh receives softplus(x).",
            "Which number goes into tanh?",
        ),
        WrongForm(
            "mish_derivative_inner_value",
            lambda x: gate(x) + x * (1 - gate(x) ** 2) * softplus(x),
            "The inner factor is softplus itself; its slope belongs there.",
            "What is the slope of softplus?",
        ),
        WrongForm(
            "mish_derivative_inner_twice",
            lambda x: gate(x) + x * (1 - gate(x) ** 2) * sigmoid(x) * (1 - sigmoid(x)),
            "The inner factor is differentiated once too often: it is the slope of softplus, not "
            "of the sigmoid.",
            "What is the slope of softplus?",
        ),
        WrongForm(
            "mish_derivative_minus",
            lambda x: gate(x) - x * (1 - gate(x) ** 2) * sigmoid(x),
            "The sign between the two terms is wrong.",
            "At x = 1, does the opening of the gate add to the slope, or take away from it?",
        ),
        WrongForm(
            "mish_derivative_product_of_slopes",
            lambda x: (1 - gate(x) ** 2) * sigmoid(x),
            "This is the slope of the gate; Mish is x times its gate.",
            "How steep is Mish far right, where it runs along the line y = x?",
        ),
        WrongForm(
            "mish_derivative_naive",
            naive_slope,
            "The formula is right and overflows: for large x it divides ∞ by ∞.",
            "Your gate and your sigmoid cope with such x: can you write the slope with them?",
            "the closed form of the paper",
        ),
        WrongForm(
            "mish_derivative_is_value",
            mish,
            "This is Mish itself, not its slope.",
            "How steep is the curve far right? Its height there is x.",
        ),
    ),
)

TASKS = (MISH, MISH_DERIVATIVE)
