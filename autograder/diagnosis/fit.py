"""Does a formula explain what came back? It must in every trial, and in a failing one above all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.diagnosis.evidence import Arrays, Observation, compared
from autograder.diagnosis.target import Composed, lows
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.expected import Expected, outputs_of
from autograder.verify import coarser, too_far

# A wrong form fits if it explains the answer this well; a bug is off by 6e-4 and more.
FIT: dict[np.dtype, float] = {np.dtype(np.float64): 1e-7, np.dtype(np.float32): 1e-4}
# An operator that nobody listed is believed when this many wrong numbers are what it predicts.
ENOUGH = 3
# Of what is measured there are only a few numbers in each trial.
ENOUGH_MEASURED = 2


def fits(
    exercise: Exercise, form: WrongForm, observations: Sequence[Observation], strict: bool = False
) -> bool:
    """Does the form give what came back, in every trial and in a failing one at least?

    Where theirs breaks first, the form breaks alike: code that raises for almost every input may
    agree with any form on the few that are left. A `strict` fit asks for more: what raises, raises
    alike; several wrong numbers are those that the form predicts; and it is the outputs themselves
    that agree, not only what is measured of them.
    """
    failing = [one for one in observations if one.failed]
    if not failing or all(one.raised for one in failing):
        return False
    first = failing[0]
    outputs = predicted(exercise, form, first)
    if first.raised != (outputs is None) or not _fits(exercise, outputs, first, strict):
        return False
    told = _count_wrong(exercise, outputs, first)
    if not (told or outputs is None):
        return False
    for one in (one for one in observations if one is not first):
        outputs = predicted(exercise, form, one)
        if not _fits(exercise, outputs, one, strict):
            return False
        told += _count_wrong(exercise, outputs, one)
    return not strict or told >= (ENOUGH_MEASURED if exercise.measure else ENOUGH)


def explains(exercise: Exercise, form: WrongForm, one: Observation) -> bool:
    """Does the form give what came back here?"""
    return _fits(exercise, predicted(exercise, form, one), one, strict=True)


def predicted(exercise: Exercise, form: WrongForm, one: Observation) -> Arrays | None:
    """What the form returns here, or None where it breaks."""
    try:
        if isinstance(form, Composed) and form.change:
            return tuple(form.change(lows(one.trial.expected), one.case))
        return outputs_of(exercise, form.formula, one.case)
    except Exception:
        return None


def _fits(exercise: Exercise, outputs: Arrays | None, one: Observation, strict: bool) -> bool:
    if outputs is None or one.raw is None:
        # Where theirs raised, so may the form; a loop stumbles over shapes that numpy takes.
        return one.raw is None and (outputs is None or not strict or _is_odd(one))
    if strict:
        return alike(outputs, one.raw, one.trial.expected)
    shown = compared(exercise, one.case, outputs)
    return shown is not None and alike(shown, one.received, one.right, exercise.tolerance)


def alike(
    a: Arrays | None, b: Arrays | None, right: Sequence[Expected], tolerance: float = 0.0
) -> bool:
    """Are two outcomes equal, but for rounding and kinks?"""
    if a is None or b is None:
        return a is b
    return len(a) == len(b) == len(right) and all(
        close(*arrays, tolerance) for arrays in zip(a, b, right, strict=True)
    )


def _is_odd(one: Observation) -> bool:
    """Is a right output empty or a single number without an axis, so that a loop may stumble?"""
    return any(expected.low.ndim == 0 or expected.low.size == 0 for expected in one.right)


def _count_wrong(exercise: Exercise, outputs: Arrays | None, one: Observation) -> int:
    """How many numbers the form gets wrong here; one that overflows far out is right near 0."""
    if outputs is None or one.raw is None:
        return 0
    shapes = (expected.low.shape for expected in one.trial.expected)
    shown = compared(exercise, one.case, outputs)
    if shown is None or any(o.shape != s for o, s in zip(outputs, shapes, strict=False)):
        return sum(max(output.size, 1) for output in outputs)
    return sum(
        int(np.count_nonzero(too_far(expected, output, exercise.tolerance)))
        for output, expected in zip(shown, one.right, strict=True)
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
