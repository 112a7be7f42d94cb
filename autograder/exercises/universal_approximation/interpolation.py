"""The ReLU network that joins points by straight lines."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform
from course.engine import relu

Network = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def piecewise_linear_fit(knots: np.ndarray, values: np.ndarray) -> Network:
    """(weight1, bias1, weight2, bias2) of relu(x·weight1 + bias1)·weight2 + bias2.

    The network passes through the points (knots, values) and is straight between them: a hinge at
    every knot but the last, weighted by how much the slope changes there.
    """
    return _network(_turns(_slopes(knots, values)), -knots[:-1], values[:1])


def _slopes(knots: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.diff(values) / np.diff(knots)


def _turns(slopes: np.ndarray) -> np.ndarray:
    """By how much each slope differs from the one before; the first from 0."""
    return np.append(slopes[:1], np.diff(slopes))


def _network(turns: np.ndarray, bias1: np.ndarray, bias2: np.ndarray) -> Network:
    return np.ones_like(turns)[None, :], bias1.copy(), turns[:, None], bias2.copy()


def _drawn(
    case: Case, weight1: np.ndarray, bias1: np.ndarray, weight2: np.ndarray, bias2: np.ndarray
) -> Mapping[str, np.ndarray]:
    """The network's values where they matter: units may stand in any order, and open to the left.

    Never outside the knots, where an answer is free.
    """
    knots = np.asarray(case.args[0], dtype=np.float64)
    x = np.concatenate([knots[:-1] + t * np.diff(knots) for t in (0.0, 0.25, 0.6)])
    x = np.sort(np.append(x, knots[-1]))
    hidden = relu(x[:, None] @ weight1 + bias1)
    return {"what the network draws at and between the knots": (hidden @ weight2 + bias2)[:, 0]}


def _cases(rng: Generator) -> list[Case]:
    def points(count: int) -> tuple[np.ndarray, np.ndarray]:
        # Steps of different lengths, so that a slope and a difference are told apart.
        knots = rng.uniform(-3, 0) + np.cumsum(rng.uniform(0.3, 1.5, count))
        return knots, uniform(rng, (count,))

    read_only = points(4)
    for array in read_only:
        array.setflags(write=False)
    return [
        Case(
            "four points",
            (np.array([0.0, 1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0, 6.0])),
        ),
        Case("two points", (np.array([-1.0, 3.0]), np.array([2.0, -2.0]))),
        Case("six random points", points(6)),
        Case("thirty random points", points(30)),
        Case("nine pieces of a sine", (s := np.linspace(0, 2 * np.pi, 10), np.sin(s))),
        Case("a straight line", (k := np.array([-2.0, -1.0, 0.5, 3.0]), 0.5 * k - 1)),
        Case("float32 arrays", tuple(array.astype(np.float32) for array in points(5))),
        Case("read-only arrays", read_only),
    ]


PIECEWISE_LINEAR_FIT = Exercise(
    name="piecewise_linear_fit",
    signature="(knots, values)",
    points=4,
    reference=piecewise_linear_fit,
    cases=_cases,
    outputs=("weight1", "bias1", "weight2", "bias2"),
    measure=_drawn,
    # In float32 the hinges' large weights cancel; a wrong network is off by far more.
    tolerance=1e-4,
    hint="The output weight of a hinge is how much the slope changes at its knot. Which hinges are "
    "on in the second piece, and what must their weights add up to?",
    wrong_forms=(
        WrongForm(
            "fit_slopes",
            lambda k, v: _network(_slopes(k, v), -k[:-1], v[:1]),
            "The output weights are the slopes; they should be the changes of slope, because the "
            "earlier hinges are still on.",
            "In the second piece two hinges are on. What do their weights add up to?",
        ),
        WrongForm(
            "fit_knot_sign",
            lambda k, v: _network(_turns(_slopes(k, v)), k[:-1], v[:1]),
            "The sign of the first bias is wrong: the hinges open at minus the knots.",
            "Where is x + b zero?",
        ),
        WrongForm(
            "fit_no_start",
            lambda k, v: _network(_turns(_slopes(k, v)), -k[:-1], 0 * v[:1]),
            "The curve starts at 0 instead of at the first value.",
            "At the first knot all hinges are 0. What is left of the formula?",
        ),
        WrongForm(
            "fit_end_value",
            lambda k, v: _network(_turns(_slopes(k, v)), -k[:-1], v[-1:]),
            "The curve starts at the last value instead of at the first.",
            "At the first knot all hinges are 0. What is left of the formula?",
        ),
        WrongForm(
            "fit_first_slope_missing",
            lambda k, v: _network(np.append(0 * v[:1], np.diff(_slopes(k, v))), -k[:-1], v[:1]),
            "The first hinge has no weight: the curve stays flat until the second knot.",
            "n points have n − 1 slopes, and so n − 2 changes between them. What brings the first "
            "slope in?",
        ),
        WrongForm(
            "fit_rises",
            lambda k, v: _network(_turns(np.diff(v)), -k[:-1], v[:1]),
            "The slopes are only differences of values; they are not divided by the distance of "
            "the knots.",
            "A slope is rise over run. The knots are not always 1 apart.",
        ),
        WrongForm(
            "fit_equal_steps",
            lambda k, v: _network(_turns(np.diff(v) / (k[1] - k[0])), -k[:-1], v[:1]),
            "All differences are divided by the first step; the knots need not be equally spaced.",
            "Which two knots belong to the slope of the third piece?",
        ),
        WrongForm(
            "fit_late_knots",
            lambda k, v: _network(_turns(_slopes(k, v)), -k[1:], v[:1]),
            "Every hinge opens one knot too late.",
            "Which knot needs no hinge: the first, or the last?",
        ),
        WrongForm(
            "fit_turns_negated",
            lambda k, v: _network(-_turns(_slopes(k, v)), -k[:-1], v[:1]),
            "The curve is upside down: all changes of slope have the wrong sign.",
            "Is the change of a slope the new one minus the old one, or the other way round?",
        ),
        WrongForm(
            "fit_values_as_weights",
            lambda k, v: _network(v[:-1], -k[:-1], v[:1]),
            "The output weights are the values; they should be the changes of slope.",
            "A hinge does not have a height. What does it add from its knot on?",
        ),
    ),
)

TASKS = (PIECEWISE_LINEAR_FIT,)
