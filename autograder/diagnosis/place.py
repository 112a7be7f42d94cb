"""Where is it wrong? The part of the inputs that a mistake keeps to is half of its explanation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from autograder.diagnosis.evidence import (
    UPSTREAM,
    Observation,
    argument,
    is_of_floats,
    observed,
    of_floats,
    quietly,
)
from autograder.diagnosis.region import region_of, safe_side
from autograder.diagnosis.target import spelled
from autograder.diagnosis.trial import Trial
from autograder.exercises.exercise import Case, Exercise
from autograder.verify import too_far

# More right outputs than this are not listed.
MOST_NAMES = 3


def place_of(exercise: Exercise, trials: Sequence[Trial]) -> str:
    """In words, where it is right and where it is wrong; "" if it is wrong all over.

    Nothing but what was tried is spoken of.
    """
    with quietly():
        observations = observed(exercise, trials)
        if len(observations) < len(trials):
            return ""
        where = (
            _kind_of_input(exercise, observations)
            or _part_of_domain(exercise, of_floats(exercise, observations))
            or _alone(observations)
            or _rows(exercise, observations)
        )
        return " ".join(filter(None, (where, _outputs(exercise, observations))))


def wrong_numbers(exercise: Exercise, one: Observation) -> list[np.ndarray]:
    """Which entries of each output are wrong; they have the right shapes."""
    pairs = zip(one.right, one.received or (), strict=False)
    return [too_far(expected, output, exercise.tolerance) for expected, output in pairs]


# --- which output -----------------------------------------------------------------------------


def _outputs(exercise: Exercise, observations: Sequence[Observation]) -> str:
    """Of several outputs, which ones are right everywhere."""
    if any(exercise.measure_of(one.case) or not one.fits_shape for one in observations):
        return ""
    wrong: dict[str, bool] = {}
    for one in observations:
        masks = wrong_numbers(exercise, one)
        for name, mask in zip(exercise.called(one.case), masks, strict=True):
            # A single number, such as a count of parameters, is not worth a word.
            if mask.ndim or mask.any():
                wrong[name] = wrong.get(name, False) or bool(mask.any())
    right = [name for name, is_wrong in wrong.items() if not is_wrong]
    if not 0 < len(right) <= MOST_NAMES or len(right) == len(wrong):
        return ""
    verb = "is" if len(right) == 1 else "are"
    return f"{spelled(right)} {verb} right everywhere."


# --- which kind of input ----------------------------------------------------------------------


def _kind_of_input(exercise: Exercise, observations: Sequence[Observation]) -> str:
    """The property that all failing inputs have, and no other."""
    failing = [one.case for one in observations if one.failed]
    passing = [one.case for one in observations if not one.failed]
    if len(failing) < 2 or not passing:
        return ""
    for words, has in _kinds(exercise, observations):
        if all(map(has, failing)) and not any(map(has, passing)):
            return f"It is wrong for {words} only."
    return ""


def _alone(observations: Sequence[Observation]) -> str:
    """Is only one input wrong, of many? The message names it."""
    count = sum(one.failed for one in observations)
    return "All other inputs are right." if count == 1 and len(observations) > 3 else ""


Kind = tuple[str, Callable[[Case], bool]]


def _kinds(exercise: Exercise, observations: Sequence[Observation]) -> Iterator[Kind]:
    yield "float32 arrays", lambda case: _any(case, lambda a: a.dtype == np.float32)
    yield "whole numbers (int arrays)", lambda case: not is_of_floats(exercise, case)
    yield "single numbers (0-d arrays)", lambda case: _first(case).ndim == 0
    yield "empty arrays", lambda case: _any(case, lambda a: a.size == 0)
    yield "a single row", lambda case: _first(case).ndim > 1 and len(_first(case)) == 1
    yield "1-D arrays", lambda case: _first(case).ndim == 1
    yield "3-D arrays", lambda case: _first(case).ndim == 3
    yield "arrays of two and more axes", lambda case: _first(case).ndim > 1
    yield "arrays that are not contiguous", lambda c: _any(c, lambda a: not a.flags.c_contiguous)
    yield "read-only arrays", lambda case: _any(case, lambda a: not a.flags.writeable)
    for name in dict.fromkeys(name for one in observations for name in one.case.options):
        yield f"calls with `{name}`", partial(_has_option, name)


def _has_option(name: str, case: Case) -> bool:
    return name in case.options


def _arrays(case: Case) -> list[np.ndarray]:
    return [arg for arg in case.arguments if isinstance(arg, np.ndarray)]


def _any(case: Case, has: Callable[[np.ndarray], bool]) -> bool:
    return any(map(has, _arrays(case)))


def _first(case: Case) -> np.ndarray:
    return next(iter(_arrays(case)), np.zeros(1))


# --- which part of the domain -----------------------------------------------------------------


def _part_of_domain(exercise: Exercise, observations: Sequence[Observation]) -> str:
    """For functions that treat each entry by itself: for which values of an argument."""
    if exercise.rowwise or exercise.measure or isinstance(exercise.reference, type):
        return ""
    # The upstream gradient is the last thing that a mistake hangs on.
    names = sorted(exercise.parameters, key=lambda name: name == UPSTREAM)
    samples = {name: _samples(exercise, observations, name) for name in names}
    regions = (region_of(name, *samples[name]) for name in names)
    safe = [safe_side(name, *samples[name]) for name in names]
    right = " and for ".join(filter(None, safe))
    return next(filter(None, regions), f"It is right for {right}." if right else "")


def _samples(
    exercise: Exercise, observations: Sequence[Observation], name: str
) -> tuple[np.ndarray, np.ndarray]:
    """All values of an argument that were tried, and whether the answer there is wrong."""
    values, wrong = [np.zeros(0)], [np.zeros(0, dtype=bool)]
    for one in observations:
        x = argument(exercise, one.case, name)
        if x is None or {expected.low.shape for expected in one.right} != {x.shape}:
            return np.zeros(0), np.zeros(0, dtype=bool)
        if one.fits_shape:
            free = one.right[0].low != one.right[0].high
            mask = np.logical_or.reduce(wrong_numbers(exercise, one))
            values.append(np.extract(~free, x))
            wrong.append(np.extract(~free, mask))
    return np.concatenate(values).astype(np.float64), np.concatenate(wrong)


# --- which rows -------------------------------------------------------------------------------

# Which rows or columns are wrong, of those that there are.
PATTERNS: dict[str, Callable[[np.ndarray], bool]] = {
    "Only the first {} is wrong.": lambda wrong: wrong[0] and not wrong[1:].any(),
    "Only the last {} is wrong.": lambda wrong: wrong[-1] and not wrong[:-1].any(),
    "Only the first {} is right.": lambda wrong: not wrong[0] and bool(wrong[1:].all()),
    "Only the last {} is right.": lambda wrong: not wrong[-1] and bool(wrong[:-1].all()),
}


def _rows(exercise: Exercise, observations: Sequence[Observation]) -> str:
    """The rows or columns that are wrong in every failing input, if they are always the same."""
    failing = [one for one in observations if one.failed]
    if not all(one.fits_shape for one in failing):
        return ""
    masks = [mask for one in failing for mask in wrong_numbers(exercise, one) if mask.any()]
    for axis, name in ((0, "row"), (-1, "column")):
        lines = [_lines(mask, axis) for mask in masks if mask.ndim > 1 and mask.shape[axis] > 2]
        for words, has in PATTERNS.items():
            if len(lines) > 1 and all(map(has, lines)):
                return words.format(name)
    return ""


def _lines(mask: np.ndarray, axis: int) -> np.ndarray:
    """Which rows (axis 0) or columns (axis −1) have something wrong in them."""
    return np.any(np.moveaxis(mask, axis, 0).reshape(mask.shape[axis], -1), axis=1)
