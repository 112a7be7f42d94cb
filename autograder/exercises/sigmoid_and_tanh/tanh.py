"""tanh, its slope and its backward."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.inputs import elementwise, elementwise_backward
from course.engine import sigmoid, tanh, tanh_backward, tanh_derivative

TANH = Exercise(
    name="tanh",
    signature="(x)",
    points=2,
    reference=tanh,
    cases=elementwise(stable=True),
    withheld=("numpy.tanh", "math.tanh", "cmath.tanh"),
    hint="What should come out at x = 0, and far out on either side? "
    "Divide numerator and denominator by the larger of the two exponentials, so that only "
    "exponentials of negative numbers are computed; or build it from your sigmoid.",
    wrong_forms=(
        WrongForm(
            "tanh_naive",
            lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
            "The formula is right and overflows: for large |x| it divides ∞ by ∞.",
            "Which of the two exponentials can you divide by, so that nothing grows?",
        ),
        WrongForm(
            "tanh_naive_doubled",
            lambda x: (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1),
            "The formula is right and overflows: for large x it divides ∞ by ∞.",
            "For which sign of x is exp(2x) harmless?",
        ),
        WrongForm(
            "tanh_naive_doubled_negative",
            lambda x: (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x)),
            "The formula is right and overflows: for very negative x it divides ∞ by ∞.",
            "For which sign of x is exp(−2x) harmless?",
        ),
        WrongForm(
            "tanh_inverted",
            lambda x: (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x)),
            "Numerator and denominator are swapped: this is coth.",
            "What should come out for x = 0?",
        ),
        WrongForm(
            "tanh_negated",
            lambda x: 1 - 2 * sigmoid(2 * x),
            "The sign is wrong: tanh rises.",
            "What should come out for a large positive x?",
        ),
        WrongForm(
            "tanh_is_sigmoid",
            sigmoid,
            "This is the sigmoid: its values run from 0 to 1 instead of from −1 to 1.",
            "What should come out for x = 0?",
        ),
        WrongForm(
            "tanh_half_argument",
            lambda x: 2 * sigmoid(x) - 1,
            "A factor 2 is missing inside: this is tanh(x/2).",
            "tanh is steeper than the sigmoid, and not only because it is taller.",
        ),
        WrongForm(
            "tanh_sinh_only",
            lambda x: (np.exp(x) - np.exp(-x)) / 2,
            "This is sinh; the denominator is missing.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "tanh_double_argument",
            lambda x: 2 * sigmoid(4 * x) - 1,
            "A factor 2 is too many in the exponent: this is tanh(2x).",
            "How steep should tanh be at x = 0?",
        ),
    ),
)

TANH_DERIVATIVE = Exercise(
    name="tanh_derivative",
    signature="(x)",
    points=2,
    reference=tanh_derivative,
    cases=elementwise(),
    forward="tanh",
    hint="Write t for tanh(x): the slope is a simple expression in t, 1 at x = 0 and almost 0 far "
    "out on both sides.",
    wrong_forms=(
        WrongForm(
            "tanh_derivative_missing_square",
            lambda x: 1 - np.tanh(x),
            "You are one square away: this is 1 − t.",
            "How steep is tanh far left, where t is −1?",
        ),
        WrongForm(
            "tanh_derivative_of_x",
            lambda x: 1 - x**2,
            "The rule is applied to x; it holds for the output t = tanh(x).",
            "Which number stands in for t?",
            "common where a layer keeps its output but the function takes its input",
        ),
        WrongForm(
            "tanh_derivative_squared_bracket",
            lambda x: (1 - np.tanh(x)) ** 2,
            "The square covers too much: this is (1 − t)².",
            "How steep is tanh far left, where t is −1?",
        ),
        WrongForm(
            "tanh_derivative_sigmoid_rule",
            lambda x: np.tanh(x) * (1 - np.tanh(x)),
            "This is the sigmoid's rule, y(1 − y), used on tanh.",
            "How steep is tanh at x = 0, where t is 0?",
        ),
        WrongForm(
            "tanh_derivative_is_value",
            np.tanh,
            "This is tanh itself, not its slope.",
            "How steep is the curve far right, where it is flat?",
        ),
        WrongForm(
            "tanh_derivative_negated",
            lambda x: np.tanh(x) ** 2 - 1,
            "The sign is wrong: a rising curve has a positive slope.",
            "How steep is tanh at x = 0?",
        ),
        WrongForm(
            "tanh_derivative_plus",
            lambda x: 1 + np.tanh(x) ** 2,
            "The sign of the square is wrong: this slope grows where tanh is flat.",
            "How steep is the curve far right, where it is flat?",
        ),
        WrongForm(
            "tanh_derivative_twice",
            lambda x: 1 - np.tanh(np.tanh(x)) ** 2,
            "tanh is applied twice.",
            "x is the input: how often does it pass tanh?",
        ),
        WrongForm(
            "tanh_derivative_sech",
            lambda x: 2 / (np.exp(x) + np.exp(-x)),
            "The square is missing: this is 1/cosh(x).",
            "Compare it with a difference quotient of tanh at x = 1: which of the two is smaller?",
        ),
    ),
)

TANH_BACKWARD = Exercise(
    name="tanh_backward",
    signature="(grad_output, y)",
    points=2,
    reference=tanh_backward,
    cases=elementwise_backward(saved=tanh),
    forward="tanh",
    hint="y is the output tanh(x), kept from the forward pass. Chain rule: upstream gradient times "
    "the local slope, written in y.",
    wrong_forms=(
        WrongForm(
            "tanh_backward_of_output",
            lambda g, y: g * (1 - np.tanh(y) ** 2),
            "y is already tanh(x); tanh is applied a second time.",
            "Which of x and y does this function receive?",
        ),
        WrongForm(
            "tanh_upstream_forgotten",
            lambda g, y: 1 - y**2,
            "The upstream gradient is missing: this is only the local slope.",
            "If the next layers feel a change of this output twice as much, what should come back?",
        ),
        WrongForm(
            "tanh_backward_missing_square",
            lambda g, y: g * (1 - y),
            "You are one square away: the slope here is 1 − y.",
            "How steep is tanh far left, where y is −1?",
        ),
        WrongForm(
            "tanh_backward_sigmoid_rule",
            lambda g, y: g * y * (1 - y),
            "This is the sigmoid's rule, y(1 − y), used on tanh.",
            "How steep is tanh at x = 0, where y is 0?",
        ),
        WrongForm(
            "tanh_backward_brackets",
            lambda g, y: g - y**2,
            "Brackets are missing: the upstream gradient multiplies the whole slope.",
            "If grad_output is 0, what should come back?",
        ),
        WrongForm(
            "tanh_backward_value",
            lambda g, y: g * y,
            "The upstream gradient is multiplied by the value instead of the slope.",
            "How steep is tanh far right, where y is 1?",
        ),
        WrongForm(
            "tanh_backward_squared_upstream",
            lambda g, y: 1 - (g * y) ** 2,
            "grad_output went inside the square; it multiplies the slope.",
            "If grad_output is 0, what should come back?",
        ),
    ),
)

TASKS = (TANH, TANH_DERIVATIVE, TANH_BACKWARD)
