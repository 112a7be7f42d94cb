"""Does a formula explain what came back? Every trial must agree, and a failing one for its error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.diagnosis.evidence import Arrays, Observation, outcome
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.expected import Expected
from autograder.verify import coarser, too_far

# A wrong form fits if it explains the answer this well; a bug is off by 6e-4 and more.
FIT: dict[np.dtype, float] = {np.dtype(np.float64): 1e-7, np.dtype(np.float32): 1e-4}
# An operator that nobody listed is believed when this many wrong numbers are what it predicts.
ENOUGH = 4


def fits(
    exercise: Exercise, form: WrongForm, observations: Sequence[Observation], strict: bool = False
) -> bool:
    """Does the form give what came back, in every trial and in a failing one at least?

    Where theirs breaks first, the form breaks alike: code that raises for almost every input may
    agree with any form on the few that are left. A `strict` fit allows for nothing else that raised
    and asks for several wrong numbers.
    """
    failing = [one for one in observations if one.failed]
    if not failing or all(one.raised for one in failing):
        return False
    first = failing[0]
    wrong = outcome(exercise, form.formula, first.case)
    if first.raised != (wrong is None) or not _is_wrong(exercise, wrong, first):
        return False
    if not _explains(exercise, wrong, first, strict):
        return False
    return _all_agree(exercise, form, first, wrong, observations, strict)


def _all_agree(
    exercise: Exercise,
    form: WrongForm,
    first: Observation,
    of_first: Arrays | None,
    observations: Sequence[Observation],
    strict: bool,
) -> bool:
    count = 0
    for one in observations:
        wrong = of_first if one is first else outcome(exercise, form.formula, one.case)
        if one is not first and not _explains(exercise, wrong, one, strict):
            return False
        count += _told_apart(exercise, wrong, one)
    return count >= ENOUGH or not strict


def _is_wrong(exercise: Exercise, wrong: Arrays | None, one: Observation) -> bool:
    """Does the form itself fail here? One that overflows far out is right near 0."""
    return wrong is None or any(
        output.shape != expected.low.shape
        or bool(too_far(expected, output, exercise.tolerance).any())
        for output, expected in zip(wrong, one.right, strict=False)
    )


def _explains(exercise: Exercise, wrong: Arrays | None, one: Observation, strict: bool) -> bool:
    if wrong is None or one.received is None:
        # Where theirs raised, so may the form; a loop stumbles over shapes that numpy takes.
        return one.received is None and (wrong is None or not strict or _is_odd(one))
    return len(wrong) == len(one.received) and all(
        close(*arrays, exercise.tolerance)
        for arrays in zip(wrong, one.received, one.right, strict=True)
    )


def _is_odd(one: Observation) -> bool:
    """Is a right output empty or a single number without an axis, so that a loop may stumble?"""
    return any(expected.low.ndim == 0 or expected.low.size == 0 for expected in one.right)


def _told_apart(exercise: Exercise, wrong: Arrays | None, one: Observation) -> int:
    """How many numbers the form gives wrongly here, and as they came back."""
    if wrong is None or one.received is None:
        return 0
    return sum(
        output.size
        if output.shape != expected.low.shape
        else int(np.count_nonzero(too_far(expected, output, exercise.tolerance)))
        for output, expected in zip(wrong, one.right, strict=True)
    )


def close(
    wrong: np.ndarray, received: np.ndarray, expected: Expected, tolerance: float = 0.0
) -> bool:
    """Equal, but for kinks: there everybody is free, in a wrong answer as in a right one."""
    if wrong.shape != received.shape:
        return False
    if wrong.shape == expected.low.shape:
        free = expected.low != expected.high
        wrong, received = np.where(free, 0, wrong), np.where(free, 0, received)
    fit = tolerance or coarser(FIT, expected, received)
    scale = max(1.0, float(np.max(np.abs(wrong), initial=0.0, where=np.isfinite(wrong))))
    return bool(np.allclose(received, wrong, rtol=0.0, atol=fit * scale, equal_nan=True))
