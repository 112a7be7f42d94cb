"""Softplus and its slope."""

from __future__ import annotations

import numpy as np
import scipy.special

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.inputs import elementwise
from course.engine import sigmoid, softplus, softplus_derivative, tanh

# Building blocks stay within reach, logaddexp and expit among them: who sees that softplus is a
# logaddexp, or its slope a sigmoid, has understood it. SciPy's softplus is the answer itself; older
# versions have none.
WITHHELD = ("scipy.special.softplus",) if hasattr(scipy.special, "softplus") else ()

LN_2 = 0.6931471805599453

SOFTPLUS = Exercise(
    name="softplus",
    signature="(x)",
    points=2,
    reference=softplus,
    cases=elementwise(stable=True),
    withheld=WITHHELD,
    hint="What should come out at x = 0, and far out on either side? "
    "For which sign of x does exp(x) overflow? Take eˣ out of 1 + eˣ there: its logarithm is "
    "x, and what remains holds exponentials of negative numbers only.",
    wrong_forms=(
        WrongForm(
            "softplus_naive",
            lambda x: np.log(1 + np.exp(x)),
            "The formula is right and overflows: for large x it takes the logarithm of ∞.",
            "What is left of log(1 + eˣ) when you take the larger of its two terms out?",
        ),
        WrongForm(
            "softplus_no_one",
            lambda x: np.log(np.exp(x)),
            "The 1 inside the logarithm is missing; log(eˣ) is just x.",
            "What should come out for x = 0?",
        ),
        WrongForm(
            "softplus_one_twice",
            lambda x: np.log1p(1 + np.exp(x)),
            "The 1 is added twice: np.log1p adds one of its own.",
            "What does the 1p in log1p stand for?",
        ),
        WrongForm(
            "softplus_negative_exponent",
            lambda x: np.log1p(np.exp(-np.abs(x))) + np.maximum(-x, 0),
            "The sign in the exponent is wrong: this is softplus(−x), which falls.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "softplus_missing_log",
            lambda x: 1 + np.exp(x),
            "The logarithm is missing.",
            "Which function brings an exponential back to a straight line?",
        ),
        WrongForm(
            "softplus_log2",
            lambda x: softplus(x) / LN_2,
            "The logarithm has the base 2; softplus takes the natural one.",
            "How steep should the curve be far right? Yours climbs faster.",
        ),
        WrongForm(
            "softplus_correction_only",
            lambda x: np.log1p(np.exp(-np.abs(x))),
            "Half of the stable form is missing: this small correction fades on both sides.",
            "What should come out for a very large x? Which part of the formula grows with x?",
        ),
        WrongForm(
            "softplus_absolute_value",
            lambda x: np.abs(x) + np.log1p(np.exp(-np.abs(x))),
            "The linear part is |x|: this rises on both sides.",
            "What should come out for a very negative x?",
        ),
        WrongForm(
            "softplus_is_sigmoid",
            sigmoid,
            "This is the sigmoid, which is softplus's slope.",
            "Does softplus level off for large x?",
        ),
        WrongForm(
            "softplus_is_relu",
            lambda x: np.maximum(x, 0.0),
            "This is ReLU, with its kink; softplus rounds it off.",
            "At x = 0 ReLU is 0. How far above it is softplus there?",
        ),
    ),
)

SOFTPLUS_DERIVATIVE = Exercise(
    name="softplus_derivative",
    signature="(x)",
    points=1,
    reference=softplus_derivative,
    cases=elementwise(stable=True),
    forward="softplus",
    hint="Outer derivative of log(1 + eˣ) times inner one. You know the fraction that comes out, "
    "and its stable form, from notebook 03.",
    wrong_forms=(
        WrongForm(
            "softplus_derivative_sigmoid_slope",
            lambda x: sigmoid(x) * (1 - sigmoid(x)),
            "You differentiated once too often: this is the slope of the sigmoid.",
            "How steep is softplus far right, where it runs along the line y = x?",
        ),
        WrongForm(
            "softplus_derivative_outer_only",
            lambda x: sigmoid(-x),
            "The inner derivative is missing: this is 1/(1 + eˣ), which falls.",
            "How steep is softplus far left, where it is flat?",
        ),
        WrongForm(
            "softplus_derivative_inner_only",
            np.exp,
            "The outer derivative is missing: this is the slope of 1 + eˣ, without the logarithm.",
            "How steep is softplus far right?",
        ),
        WrongForm(
            "softplus_derivative_naive",
            lambda x: np.exp(x) / (1 + np.exp(x)),
            "The formula is right and overflows: for large x it divides ∞ by ∞.",
            "For which sign of x is exp(x) harmless?",
        ),
        WrongForm(
            "softplus_derivative_is_value",
            softplus,
            "This is softplus itself, not its slope.",
            "How steep is the curve far right? Its height there is x.",
        ),
        WrongForm(
            "softplus_derivative_negated",
            lambda x: -sigmoid(x),
            "The sign is wrong: a rising curve has a positive slope.",
            "Does softplus rise or fall?",
        ),
        WrongForm(
            "softplus_derivative_step",
            lambda x: np.heaviside(x, 0.0),
            "This is ReLU's slope, a step; softplus has no kink.",
            "How steep is softplus at x = 1: already 1?",
        ),
        WrongForm(
            "softplus_derivative_of_output",
            lambda x: sigmoid(softplus(x)),
            "The sigmoid is taken at the output; it belongs at the input x.",
            "How steep is softplus far left, where its output is 0?",
        ),
        WrongForm(
            "softplus_derivative_output_rule",
            lambda x: 1 - np.exp(-x),
            "1 − e⁻ʸ is the slope from the output y; here x is the input.",
            "How steep is softplus at x = 0, where its output is ln 2?",
        ),
        WrongForm(
            "softplus_derivative_tanh",
            tanh,
            "This is tanh, which is negative on the left; softplus rises everywhere.",
            "How steep is softplus far left, where it is flat?",
        ),
    ),
)

TASKS = (SOFTPLUS, SOFTPLUS_DERIVATIVE)
