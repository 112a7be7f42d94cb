"""What is known of an error that nobody recognised: how far off it is, and which rule it breaks.

Nothing is guessed here: a rule holds for all right answers to what was tried, and a number shows
that it is broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from autograder.diagnosis.evidence import (
    UPSTREAM,
    Observation,
    argument,
    near,
    observed,
    of_floats,
    quietly,
)
from autograder.diagnosis.trial import Trial
from autograder.exercises.exercise import Exercise
from autograder.plain import number

# Rules are read off the right answers; a few numbers obey too many of them.
ENOUGH = 20
MOST_RULES = 2
# A rule is broken by more than rounding.
BROKEN = 1e-3


def facts_of(exercise: Exercise, trials: Sequence[Trial]) -> str:
    """The largest error and the broken rules, in words; "" if there are no numbers to speak of."""
    with quietly():
        observations = of_floats(exercise, observed(exercise, trials))
        usable = [one for one in observations if one.fits_shape]
        if not any(one.failed for one in usable) or exercise.measure:
            return ""
        rules = [*_ranges(usable), *_sums(usable), *_curves(usable)]
        # Far out every error is large.
        close_by = [one for one in near(usable) if one.failed] or usable
        return " ".join([*_largest_error(exercise, close_by), *rules[:MOST_RULES]])


# --- how far ----------------------------------------------------------------------------------


def _largest_error(exercise: Exercise, observations: Sequence[Observation]) -> Iterator[str]:
    """How far off at most, and for which input."""
    worst = max(map(_error, observations), key=lambda found: found[0])
    size, one, output, index = worst
    # The example shows the only wrong number that there is.
    alone = len(observations) == 1 and all(expected.low.size == 1 for expected in one.right)
    if size > 0 and not alone:
        yield f"The largest error is {number(size)}, {_at(exercise, one, output, index)}."


Error = tuple[float, Observation, int, tuple[int, ...]]


def _error(one: Observation) -> Error:
    """The largest finite error, with its output and place."""
    found: Error = (0.0, one, 0, ())
    for output, (expected, received) in enumerate(zip(one.right, one.received or (), strict=True)):
        distance = np.nan_to_num(expected.distance(received), nan=0.0, posinf=0.0)
        if distance.size and distance.max() > found[0]:
            index = np.unravel_index(int(np.argmax(distance)), distance.shape)
            found = float(distance.max()), one, output, tuple(int(i) for i in index)
    return found


def _at(exercise: Exercise, one: Observation, output: int, index: tuple[int, ...]) -> str:
    names = [name for name in exercise.parameters if name != UPSTREAM]
    shape = one.right[output].low.shape
    arrays = [argument(exercise, one.case, name) for name in names]
    if exercise.rowwise or any(array is None or array.shape != shape for array in arrays):
        return f"for {one.case.label}"
    values = (number(array[index]) for array in arrays if array is not None)
    return "at " + ", ".join(f"{name} = {v}" for name, v in zip(names, values, strict=True))


# --- which rule -------------------------------------------------------------------------------

# What all right answers are, which of the others are not, and the words for it.
Broken = Callable[[np.ndarray], np.ndarray]
RANGES: tuple[tuple[str, Broken], ...] = (
    ("lie between 0 and 1", lambda y: (y < -BROKEN) | (y > 1 + BROKEN)),
    ("lie between −1 and 1", lambda y: np.abs(y) > 1 + BROKEN),
    ("are never negative", lambda y: y < -BROKEN),
    ("are never positive", lambda y: y > BROKEN),
)
SUMS = {1.0: "add up to 1", 0.0: "add up to 0"}


def _ranges(observations: Sequence[Observation]) -> Iterator[str]:
    """The tightest range that holds all right answers, if another answer lies outside of it."""
    right, received = _all_numbers(observations)
    if right.size < ENOUGH:
        return
    for words, outside in RANGES:
        if not outside(right).any():
            beyond = received[outside(received)]
            if beyond.size:
                worst = beyond[np.argmax(np.abs(beyond))]
                yield f"Right answers {words}; one of yours is {number(worst)}."
            return


def _all_numbers(observations: Sequence[Observation]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [
        (expected.low.ravel(), received.ravel())
        for one in observations
        for expected, received in zip(one.right, one.received or (), strict=True)
    ]
    right, received = (np.concatenate(arrays) for arrays in zip(*pairs, strict=True))
    finite = np.isfinite(right) & np.isfinite(received)
    return right[finite], received[finite]


def _sums(observations: Sequence[Observation]) -> Iterator[str]:
    """What the rows of right answers add up to, if one of theirs does not."""
    rows = [
        (expected.low.sum(axis=-1).ravel(), received.sum(axis=-1).ravel())
        for one in observations
        for expected, received in zip(one.right, one.received or (), strict=True)
        if expected.low.ndim and not one.case.options
    ]
    if len(rows) < 2:
        return
    right, received = (np.concatenate(sums) for sums in zip(*rows, strict=True))
    for total, words in SUMS.items():
        off = np.abs(received - total)
        if np.all(np.abs(right - total) < BROKEN) and np.nanmax(off, initial=0.0) > BROKEN:
            worst = received[np.nanargmax(off)]
            yield f"Rows of right answers {words}; one of yours adds up to {number(worst)}."


def _curves(observations: Sequence[Observation]) -> Iterator[str]:
    """What the right curve is, from left to right, and theirs is not."""
    for one in observations:
        x = one.case.args[-1] if one.case.args else None
        if one.case.curve and one.received and isinstance(x, np.ndarray):
            right, received = one.right[0].low, one.received[0]
            yield from _slope_rules(x, right, received)
            yield from _symmetry_rules(x, right, received)


def _slope_rules(x: np.ndarray, right: np.ndarray, received: np.ndarray) -> Iterator[str]:
    for sign, words, verb in ((1, "never falls", "falls"), (-1, "never rises", "rises")):
        steps, theirs = sign * np.diff(right), sign * np.diff(received)
        if steps.min() >= -1e-12 and steps.max() > BROKEN and theirs.min() < -BROKEN:
            where = x[np.argmin(theirs)]
            yield f"The right curve {words}; yours {verb} near {number(where)}."


def _symmetry_rules(x: np.ndarray, right: np.ndarray, received: np.ndarray) -> Iterator[str]:
    if right.ndim != 1 or not np.allclose(x, -x[::-1]):
        return
    for sign, words in ((-1, "odd, f(−x) = −f(x)"), (1, "even, f(−x) = f(x)")):
        is_so = np.allclose(right, sign * right[::-1])
        if is_so and np.max(np.abs(received - sign * received[::-1])) > BROKEN:
            yield f"The right curve is {words}; yours is not."
