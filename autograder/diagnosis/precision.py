"""Right ideas with too few digits: an inexact constant, a float32 on the way, whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.diagnosis.diagnosis import Diagnosis
from autograder.diagnosis.evidence import Observation
from autograder.exercises.exercise import Exercise
from autograder.expected import Expected

# Truncated constants (1.6733 for 1.67326…) are off by 3e-6 to 3e-5; bugs start at 6e-4.
INEXACT = 2e-4
# Of seven digits, arithmetic spoils the last two.
FLOAT32 = 1e-5

INEXACT_CONSTANT = Diagnosis(
    "inexact_constant",
    "Right idea, inexact constant: every value is close, but not right to nine digits.",
    "Was a number rounded, an input clipped, an epsilon added, or a float32 used on the way?",
)
FLOAT32_ON_THE_WAY = Diagnosis(
    "op_float32",
    "Right idea, seven digits: every number that comes back is a float32, kept in a float64.",
    "Which array or function in your code has the dtype float32, whatever comes in?",
)
CUT_OFF = Diagnosis(
    "op_whole_numbers",
    "For floats it is right; what takes up the answer has the dtype of the input.",
    "Which dtype has the array that you fill, if x is an int array?",
)


def imprecise(observations: Sequence[Observation]) -> Diagnosis | None:
    """What took the digits, if the failing observations are almost right."""
    failing = [one for one in observations if one.failed]
    if not failing or not all(one.broke("values") and _is_almost_right(one) for one in failing):
        return None
    return FLOAT32_ON_THE_WAY if all(map(_is_of_float32, failing)) else INEXACT_CONSTANT


def _is_almost_right(one: Observation) -> bool:
    return one.fits_shape and all(
        bool(np.all(expected.distance(output) <= INEXACT * np.maximum(1, np.abs(expected.low))))
        for expected, output in _pairs(one)
    )


def _is_of_float32(one: Observation) -> bool:
    """Would every number survive a float32, though it is a float64, and off by as little?"""
    return all(
        output.dtype == np.float64
        and np.array_equal(output.astype(np.float32), output)
        and bool(np.all(expected.distance(output) <= FLOAT32 * np.maximum(1, abs(expected.low))))
        for expected, output in _pairs(one)
    )


def cut_off(exercise: Exercise, observations: Sequence[Observation]) -> Diagnosis | None:
    """Whole numbers in, whole numbers out, though the answer has fractions; all else is right."""
    failing = [one for one in observations if one.failed]
    if exercise.measure or not failing:
        return None
    return CUT_OFF if all(one.fits_shape and _is_cut_off(one) for one in failing) else None


def _is_cut_off(one: Observation) -> bool:
    return all(
        output.dtype.kind in "iu"
        and expected.low.dtype.kind == "f"
        and np.array_equal(output, np.trunc(expected.low).astype(output.dtype))
        for expected, output in _pairs(one)
    )


def _pairs(one: Observation) -> list[tuple[Expected, np.ndarray]]:
    return list(zip(one.right, one.received or (), strict=True))
