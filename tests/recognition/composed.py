"""Every general operator on every exercise: wrong answers that nobody listed, as functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from autograder.diagnosis.operators import composed
from autograder.diagnosis.operators.factors import constant, scaled, shifted
from autograder.diagnosis.target import Target, as_arrays
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Case, Exercise, WrongForm

# The functions; a class is a program of its own, and no operator makes a wrong one of it. The
# engine's function is what is changed here, so that it must not be withheld.
FUNCTIONS = {
    name: replace(task, withheld=())
    for name, task in EXERCISES.items()
    if isinstance(task, Exercise) and not isinstance(task.reference, type)
}
FACTORS = (2.0, 0.5, np.log(2), -np.sqrt(2), 0.7312)
OFFSETS = (0.1, -1.0)
VALUES = (0.0, 0.5)


def composed_forms(exercise: Exercise) -> Iterator[WrongForm]:
    """What the operators make of all outputs of an exercise, and of each by itself."""
    names = exercise.outputs
    for outputs in [names, *((name,) for name in names if len(names) > 1)]:
        target = Target(exercise, outputs)
        yield from composed(target, ())
        yield from (scaled(target, factor) for factor in FACTORS)
        yield from (shifted(target, offset) for offset in OFFSETS)
        yield from (constant(target, value) for value in VALUES)
        yield target.changing("op_float32", _through_float32, "seven digits", "")
        if not exercise.measure:
            yield target.changing("op_not_summed", _in_two_parts, "a sum is missing", "")
            yield target.changing("op_not_averaged", _in_two_halves, "a mean is missing", "")
    yield WrongForm("op_whole_numbers", _in_the_dtype_of_the_first(exercise), "", "")
    yield WrongForm("untouched", _spoiling_the_last(exercise), "", "")


def _through_float32(y: np.ndarray, _: Case) -> np.ndarray:
    return y.astype(np.float32).astype(y.dtype)


def _in_two_parts(y: np.ndarray, _: Case) -> np.ndarray:
    return np.stack([0.25 * y, 0.75 * y]).astype(y.dtype)


def _in_two_halves(y: np.ndarray, _: Case) -> np.ndarray:
    return np.stack([y - 1, y + 1]).astype(y.dtype)


def _in_the_dtype_of_the_first(exercise: Exercise) -> Callable[..., object]:
    """What it answers is written into an array like its first argument."""

    def formula(*args: np.ndarray, **options: float) -> object:
        outputs = as_arrays(exercise.reference(*args, **options))
        cut = tuple(y.astype(args[0].dtype) for y in outputs)
        return cut if len(cut) > 1 else cut[0]

    return formula


def _spoiling_the_last(exercise: Exercise) -> Callable[..., object]:
    """It doubles its last argument on the way out."""

    def formula(*args: np.ndarray, **options: float) -> object:
        outputs = exercise.reference(*args, **options)
        args[-1][...] *= 2
        return outputs

    return formula
