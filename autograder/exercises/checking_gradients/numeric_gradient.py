"""The gradient of any function, from its values alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform, upstream
from autograder.steps import name
from course.engine import numeric_gradient

Function = Callable[[np.ndarray], np.ndarray]
# Both the step h and h·max(1, |x|) are right: for |x| < 4 their errors differ by less than this.
TOLERANCE = 1e-7


def _cases(rng: Generator) -> list[Case]:
    def case(label: str, f: str, x: np.ndarray, outputs: tuple[int, ...] | None = None) -> Case:
        g = upstream(rng, x.shape if outputs is None else outputs)
        return Case(f"{label}, f = {f}", (name(f), x, g))

    two = np.array([1.0, -2.0])
    return [
        Case("two easy numbers, f = np.square", (name("np.square"), two, np.array([1.0, 3.0]))),
        case("a single number (a 0-d array)", "np.sin", uniform(rng, ())),
        case("random numbers", "np.tanh", uniform(rng, (8,))),
        case("a matrix of 4 rows and 3 columns", "np.exp", uniform(rng, (4, 3)) / 2),
        case("2 rows of 3 numbers in, of 4 out", "mix", uniform(rng, (2, 3)), (2, 4)),
        case("a function that returns its argument", "unchanged", uniform(rng, (3,))),
        case("a function that overwrites its argument", "doubled_in_place", uniform(rng, (3,))),
        Case("whole numbers (an int array), f = cube", (name("cube"), np.array([2, -1]), two)),
        Case("an empty array, f = np.sin", (name("np.sin"), np.empty((0,)), np.empty((0,)))),
        Case("h=0.01, f = cube", (name("cube"), np.array([0.5, -0.25]), two), {"h": 0.01}),
    ]


def _quotients(
    f: Function, x: np.ndarray, g: np.ndarray, up: float, down: float, width: float
) -> np.ndarray:
    """Σ g·(f(x + up·eᵢ) − f(x − down·eᵢ)) / width for every entry i."""
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        above, below = x.copy(), x.copy()
        above[i] += up
        below[i] -= down
        gradient[i] = np.sum(g * (np.array(f(above)) - f(below))) / width
    return gradient


def _all_at_once(f: Function, x: np.ndarray, g: np.ndarray, h: float) -> np.ndarray:
    x = np.array(x, dtype=np.float64)
    return g * (np.array(f(x + h)) - f(x - h)) / (2 * h)


NUMERIC_GRADIENT = Exercise(
    name="numeric_gradient",
    signature="(f, x, grad_output, h=1e-5)",
    points=3,
    reference=numeric_gradient,
    cases=_cases,
    outputs=("gradient",),
    rowwise=True,
    tolerance=TOLERANCE,
    hint="For each entry of x: move it up and down by h in fresh copies, multiply the difference "
    "of the two outputs by grad_output, sum, and divide by 2h.",
    wrong_forms=(
        WrongForm(
            "numeric_gradient_one_sided",
            lambda f, x, g, h=1e-5: _quotients(f, x, g, h, 0, h),
            "This is the one-sided difference: its error is of order h, not h².",
            "On which side of x does the second point lie?",
        ),
        WrongForm(
            "numeric_gradient_one_sided_left",
            lambda f, x, g, h=1e-5: _quotients(f, x, g, 0, h, h),
            "This is the one-sided difference to the left: its error is of order h, not h².",
            "On which side of x does the second point lie?",
        ),
        WrongForm(
            "numeric_gradient_without_two",
            lambda f, x, g, h=1e-5: _quotients(f, x, g, h, h, h),
            "The 2 is missing: the two points are 2h apart.",
            "How far is it from x − h to x + h?",
        ),
        WrongForm(
            "numeric_gradient_precedence",
            lambda f, x, g, h=1e-5: _quotients(f, x, g, h, h, 2 / h),
            "Brackets are missing: `/ 2 * h` divides by 2 and multiplies by h.",
            "In which order does Python compute a / 2 * h?",
        ),
        WrongForm(
            "numeric_gradient_upstream_forgotten",
            lambda f, x, g, h=1e-5: _quotients(f, x, np.ones_like(g), h, h, 2 * h),
            "The upstream gradient is missing: every output counts alike.",
            "If the loss feels the first output twice as much as the second, what changes?",
        ),
        WrongForm(
            "numeric_gradient_negated",
            lambda f, x, g, h=1e-5: -_quotients(f, x, g, h, h, 2 * h),
            "The sign is wrong: the value above comes first.",
            "What should come out for a function that rises?",
        ),
        WrongForm(
            "numeric_gradient_all_at_once",
            lambda f, x, g, h=1e-5: _all_at_once(f, x, g, h),
            "All entries are moved at once: that is right only where each output has an input of "
            "its own.",
            "If f mixes its inputs, which of them has moved the first output?",
        ),
        WrongForm(
            "numeric_gradient_step_ignored",
            lambda f, x, g, h=1e-5: _quotients(f, x, g, 1e-5, 1e-5, 2e-5),
            "The step is always 1e-5, whatever h says.",
            "Where in your code does h occur?",
        ),
        WrongForm(
            "numeric_gradient_step_too_small",
            lambda f, x, g, h=1e-5: _quotients(f, x, g, 1e-12, 1e-12, 2e-12),
            "The step is so small that rounding takes most of the digits.",
            "At which h does the curve of section 4 have its minimum?",
        ),
    ),
)

TASKS = (NUMERIC_GRADIENT,)
