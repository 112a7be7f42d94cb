"""What a right answer is: the reference's value and, at a kink, all between its two slopes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.answer import copied
from autograder.exercises.exercise import Case, Exercise
from autograder.steps import copied_steps, resolved, run


@dataclass(frozen=True)
class Expected:
    """One right output lies anywhere in [low, high]; away from a kink both are the same."""

    low: np.ndarray
    high: np.ndarray

    def distance(self, received: np.ndarray) -> np.ndarray:
        """How far each entry lies outside the interval; 0 inside, NaN where it is not a number."""
        return np.maximum(np.maximum(self.low - received, received - self.high), 0)


def expected_outputs(exercise: Exercise, case: Case) -> tuple[Expected, ...]:
    """The right outputs of `exercise` for `case`, one per name in `exercise.outputs`.

    At a kink any number between the slopes on its two sides is a subgradient (Rockafellar,
    *Convex Analysis*, 1970, §23), so the reference is asked just below and just above it.
    """
    sides = [
        outputs_of(exercise, exercise.reference, _nudged(exercise, case, side)) for side in (-1, 1)
    ]
    return tuple(
        Expected(np.minimum(below, above), np.maximum(below, above))
        for below, above in zip(*sides, strict=True)
    )


def outputs_of(
    exercise: Exercise, formula: Callable[..., Any], case: Case
) -> tuple[np.ndarray, ...]:
    """What comes out for `case` with `formula` in the exercise's place: always arrays."""
    if not case.steps:
        outputs = formula(*resolved(copied(case.args)), **case.options)
        outputs = outputs if isinstance(outputs, (tuple, list)) else (outputs,)
    else:
        outputs = run(copied_steps(case.steps), {exercise.name: formula}, case.returns)
    return tuple(np.asarray(output) for output in outputs)


def measured(
    exercise: Exercise, case: Case, outputs: Sequence[np.ndarray]
) -> dict[str, np.ndarray]:
    """What is compared, by name: the outputs themselves, or what the exercise measures of them."""
    measure = exercise.measure_of(case)
    if measure is None:
        return dict(zip(exercise.called(case), outputs, strict=True))
    return {name: np.asarray(v) for name, v in measure(case, *outputs).items()}


def _nudged(exercise: Exercise, case: Case, side: int) -> Case:
    if not exercise.kinks:
        return case
    args = case.args
    position = exercise.parameters.index("x")
    x = np.asarray(args[position])
    if x.dtype.kind != "f":
        x = x.astype(np.float64)
    x = x.copy()
    for kink in exercise.kinks:
        beyond = np.nextafter(np.asarray(kink, x.dtype), np.asarray(side * np.inf, x.dtype))
        x[x == kink] = beyond
    return replace(case, args=(*args[:position], x, *args[position + 1 :]))
