"""Does a formula explain what came back? It must in every trial, and in a failing one above all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.diagnosis.evidence import Arrays, Observation, compared, outcome
from autograder.diagnosis.target import Composed, lows
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.expected import Expected
from autograder.verify import coarser, too_far

# A wrong form fits if it explains the answer this well; a bug is off by 6e-4 and more.
FIT: dict[np.dtype, float] = {np.dtype(np.float64): 1e-7, np.dtype(np.float32): 1e-4}
# An operator that nobody listed is believed when this many wrong numbers are what it predicts.
ENOUGH = 4
# Of what is measured there are only a few numbers in each trial.
ENOUGH_MEASURED = 2


def fits(
    exercise: Exercise, form: WrongForm, observations: Sequence[Observation], strict: bool = False
) -> bool:
    """Does the form give what came back, in every trial and in a failing one at least?

    Where theirs breaks first, the form breaks alike: code that raises for almost every input may
    agree with any form on the few that are left. A `strict` fit asks for more: what raises, raises
    alike, and several wrong numbers are those that the form predicts.
    """
    failing = [one for one in observations if one.failed]
    if not failing or all(one.raised for one in failing):
        return False
    first = failing[0]
    wrong = predicted(exercise, form, first)
    if first.raised != (wrong is None) or not _is_wrong(exercise, wrong, first):
        return False
    if not _fits(exercise, wrong, first, strict):
        return False
    told = _count_wrong(exercise, wrong, first)
    for one in (one for one in observations if one is not first):
        wrong = predicted(exercise, form, one)
        if not _fits(exercise, wrong, one, strict):
            return False
        told += _count_wrong(exercise, wrong, one)
    return not strict or told >= (ENOUGH_MEASURED if exercise.measure else ENOUGH)


def explains(exercise: Exercise, form: WrongForm, one: Observation) -> bool:
    """Does the form give what came back here?"""
    return _fits(exercise, predicted(exercise, form, one), one, strict=True)


def predicted(exercise: Exercise, form: WrongForm, one: Observation) -> Arrays | None:
    """What the form gives here, of what is compared, or None where it breaks."""
    if not (isinstance(form, Composed) and form.change):
        return outcome(exercise, form.formula, one.case)
    try:
        outputs = form.change(lows(one.trial.expected), one.case)
    except Exception:
        return None
    return compared(exercise, one.case, outputs)


def _fits(exercise: Exercise, wrong: Arrays | None, one: Observation, strict: bool) -> bool:
    if wrong is None or one.received is None:
        # Where theirs raised, so may the form; a loop stumbles over shapes that numpy takes.
        return one.received is None and (wrong is None or not strict or _is_odd(one))
    return alike(exercise, wrong, one.received, one.right)


def alike(
    exercise: Exercise, a: Arrays | None, b: Arrays | None, right: Sequence[Expected]
) -> bool:
    """Are two outcomes equal, but for rounding and kinks?"""
    if a is None or b is None:
        return a is b
    return len(a) == len(b) == len(right) and all(
        close(*arrays, exercise.tolerance) for arrays in zip(a, b, right, strict=True)
    )


def _is_odd(one: Observation) -> bool:
    """Is a right output empty or a single number without an axis, so that a loop may stumble?"""
    return any(expected.low.ndim == 0 or expected.low.size == 0 for expected in one.right)


def _is_wrong(exercise: Exercise, wrong: Arrays | None, one: Observation) -> bool:
    """Does the form itself fail here? One that overflows far out is right near 0."""
    return wrong is None or _count_wrong(exercise, wrong, one) > 0


def _count_wrong(exercise: Exercise, wrong: Arrays | None, one: Observation) -> int:
    """How many numbers the form gets wrong here."""
    if wrong is None or one.received is None:
        return 0
    return sum(
        max(output.size, 1)
        if output.shape != expected.low.shape
        else int(np.count_nonzero(too_far(expected, output, exercise.tolerance)))
        for output, expected in zip(wrong, one.right, strict=False)
    )


def close(
    wrong: np.ndarray, received: np.ndarray, expected: Expected, tolerance: float = 0.0
) -> bool:
    """Equal, but for kinks: there everybody is free, in a wrong answer as in a right one."""
    if wrong.shape != received.shape:
        return False
    free = expected.low != expected.high
    if wrong.shape != expected.low.shape and free.any():
        return True
    if wrong.shape == expected.low.shape:
        wrong, received = np.where(free, 0, wrong), np.where(free, 0, received)
    fit = tolerance or coarser(FIT, expected, received)
    scale = max(1.0, float(np.max(np.abs(wrong), initial=0.0, where=np.isfinite(wrong))))
    return bool(np.allclose(received, wrong, rtol=0.0, atol=fit * scale, equal_nan=True))
