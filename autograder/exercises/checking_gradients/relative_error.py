"""How far two gradients are apart, in one number."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform
from course.engine import relative_error


def _cases(rng: Generator) -> list[Case]:
    """Pairs whose largest difference, and whose largest entry of b, is negative now and then."""

    def near(b: np.ndarray, by: float) -> np.ndarray:
        return np.asarray(b + by * rng.uniform(-1, 1, b.shape))

    large = np.sign(uniform(rng, (4, 3))) * rng.uniform(20, 400, (4, 3))
    mixed = uniform(rng, (30,)) * 10.0 ** rng.integers(-3, 3, 30)
    one_off = uniform(rng, (200,))
    one_off[7] += 0.5
    return [
        Case("three easy numbers", (np.array([3.0, -4.0, 9.0]), np.array([3.0, -5.0, 8.0]))),
        Case("a is smaller than b", (np.array([1.0, 2.0]), np.array([4.0, 2.5]))),
        Case("a b far below 0", (np.array([1.0, -19.0]), np.array([2.0, -20.0]))),
        Case("b is small", (np.array([0.001, 0.02]), np.array([0.002, 0.02]))),
        Case("an entry of b is 0", (np.array([100.0, 1e-4]), np.array([100.0, 0.0]))),
        Case("a is far larger than b", (np.array([-300.0, 5.0]), np.array([0.5, 2.0]))),
        Case("equal arrays", (np.array([1.0, -7.0]), np.array([1.0, -7.0]))),
        Case("a matrix", (near(large, 3.0), large)),
        Case("random numbers of all sizes", (near(mixed, 0.5), mixed)),
        Case("one wrong entry among 200", (one_off, one_off - 0.5 * (np.arange(200) == 7))),
        Case("a 3-D array", (uniform(rng, (2, 3, 4)), uniform(rng, (2, 3, 4)))),
        Case("two single numbers (0-d arrays)", (uniform(rng, ()), uniform(rng, ()))),
        Case("two float32 arrays", (mixed.astype(np.float32), near(mixed, 0.5).astype(np.float32))),
        Case("empty arrays", (np.empty((0,)), np.empty((0,)))),
    ]


def _entrywise(a: np.ndarray, b: np.ndarray) -> np.floating:
    return np.max(np.abs(a - b) / np.maximum(1, np.abs(b)), initial=0.0)


def _cs231n(a: np.ndarray, b: np.ndarray) -> np.floating:
    return np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)), initial=0.0)


def _largest(array: np.ndarray) -> np.floating:
    return np.max(np.abs(array), initial=0.0)


RELATIVE_ERROR = Exercise(
    name="relative_error",
    signature="(a, b)",
    points=2,
    reference=relative_error,
    cases=_cases,
    rowwise=True,
    hint="One number for the whole pair: the largest difference, divided by the largest entry of b "
    "or by 1, whichever is more.",
    wrong_forms=(
        WrongForm(
            "relative_error_absolute",
            lambda a, b: _largest(a - b),
            "The difference is not divided by anything: this is the absolute error.",
            "Is an error of 1 large for a gradient of 1000?",
        ),
        WrongForm(
            "relative_error_entrywise",
            _entrywise,
            "Each difference is divided by its own entry of b; the whole array shares one scale.",
            "Which number of b stands in the denominator, and how often is it computed?",
        ),
        WrongForm(
            "relative_error_cs231n",
            _cs231n,
            "This is the entry-by-entry measure of CS231n, divided by |a| + |b| of each entry.",
            "What does it say of an entry where b is 0 and a is 1e-12?",
            "CS231n's assignments, rel_error",
        ),
        WrongForm(
            "relative_error_no_floor",
            lambda a, b: _largest(a - b) / max(float(_largest(b)), 1e-300),
            "The 1 in the denominator is missing: small gradients are measured by their rounding.",
            "What comes out for a = 0.001 and b = 0.002, and what should?",
        ),
        WrongForm(
            "relative_error_floor_added",
            lambda a, b: _largest(a - b) / (1 + _largest(b)),
            "The 1 is added to the largest entry; the larger of the two is taken.",
            "What stands in the denominator for b = 3?",
        ),
        WrongForm(
            "relative_error_smaller",
            lambda a, b: _largest(a - b) / min(1.0, float(_largest(b)) or 1.0),
            "The smaller of 1 and the largest entry is taken instead of the larger.",
            "For large gradients, should the error be measured by 1 or by their size?",
        ),
        WrongForm(
            "relative_error_of_a",
            lambda a, b: _largest(a - b) / max(1.0, float(_largest(a))),
            "The scale is taken from a; b is the one that is trusted.",
            "If a is a thousand times too large, how large should the error be?",
        ),
        WrongForm(
            "relative_error_both",
            lambda a, b: _largest(a - b) / max(1.0, float(_largest(a)), float(_largest(b))),
            "The scale is the larger of both arrays; only b, which is trusted, counts.",
            "If a is a thousand times too large, how large should the error be?",
        ),
        WrongForm(
            "relative_error_mean",
            lambda a, b: np.sum(np.abs(a - b)) / max(1, a.size) / max(1.0, float(_largest(b))),
            "The differences are averaged: one wrong entry among many right ones disappears.",
            "A single entry is wrong, a million are right: what should the number say?",
        ),
        WrongForm(
            "relative_error_sum",
            lambda a, b: np.sum(np.abs(a - b)) / max(1.0, float(_largest(b))),
            "The differences are added up: the rounding of a million right entries adds up with "
            "them.",
            "Which single difference tells most?",
        ),
        WrongForm(
            "relative_error_norm",
            lambda a, b: (
                np.linalg.norm((a - b).ravel()) / np.maximum(1.0, np.linalg.norm(b.ravel()))
            ),
            "These are lengths of whole arrays, roots of sums of squares; maxima are asked for.",
            "How does the length of a vector of rounding errors grow with their number?",
        ),
        WrongForm(
            "relative_error_signed",
            lambda a, b: (
                np.max(a - b, initial=-np.inf if a.size else 0.0) / max(1.0, float(_largest(b)))
            ),
            "The absolute value is missing above: differences below 0 are overlooked.",
            "What comes out where a is too small?",
        ),
        WrongForm(
            "relative_error_unsigned_scale",
            lambda a, b: _largest(a - b) / np.max(b, initial=1.0),
            "The absolute value is missing below: a gradient of −20 counts as smaller than 1.",
            "How large is a gradient of −20?",
        ),
        WrongForm(
            "relative_error_of_sums",
            lambda a, b: np.abs(np.sum(a) - np.sum(b)) / max(1.0, float(np.abs(np.sum(b)))),
            "The arrays are summed first: errors of opposite sign cancel.",
            "What comes out for a = [1, −1] and b = [−1, 1]?",
        ),
    ),
)

TASKS = (RELATIVE_ERROR,)
