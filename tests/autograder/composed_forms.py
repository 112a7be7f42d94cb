"""Every general operator on every exercise: wrong answers that nobody listed, as functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np

from autograder.answer import Answer
from autograder.diagnosis.evidence import Observation, observation, of_floats, quietly
from autograder.diagnosis.fit import alike, predicted
from autograder.diagnosis.operators import composed
from autograder.diagnosis.operators.factors import constant, scaled, shifted
from autograder.diagnosis.target import Target, as_arrays
from autograder.diagnosis.trial import Trial
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.expected import expected_outputs

# The functions; a class is a program of its own, and no operator is applied to it as a whole.
FUNCTIONS = [
    task
    for task in EXERCISES.values()
    if isinstance(task, Exercise) and not isinstance(task.reference, type)
]
CONSTANTS = (2.0, 0.5, np.log(2), -np.sqrt(2), 0.7312)
OFFSETS = (0.1, -1.0)
VALUES = (0.0, 0.5)
# Two forms that give the same for the cases of so many seeds are one function.
SEEDS = range(3)


def composed_forms(exercise: Exercise) -> Iterator[WrongForm]:
    """What the operators make of an exercise, of all its outputs and of each by itself."""
    names = exercise.outputs
    for outputs in [names, *((name,) for name in names if len(names) > 1)]:
        target = Target(exercise, outputs)
        yield from composed(target, ())
        yield from (scaled(target, factor) for factor in CONSTANTS)
        yield from (shifted(target, offset) for offset in OFFSETS)
        yield from (constant(target, value) for value in VALUES)
        yield target.changing("op_float32", _through_float32, "seven digits", "")
        yield target.changing("op_not_summed", lambda y, _: np.stack([0.3 * y, 0.7 * y]), "two parts", "")
        yield target.changing("op_not_averaged", lambda y, _: np.stack([y - 1, y + 1]), "two halves", "")
    yield WrongForm("op_whole_numbers", _in_the_dtype_of(exercise), "", "")
    yield WrongForm("untouched", _spoiling(exercise), "", "")


def _through_float32(y: np.ndarray, _: object) -> np.ndarray:
    return y.astype(np.float32).astype(y.dtype)


def _in_the_dtype_of(exercise: Exercise) -> Callable[..., object]:
    def formula(*args: np.ndarray, **options: float) -> object:
        outputs = as_arrays(exercise.reference(*args, **options))
        cut = tuple(y.astype(args[0].dtype) for y in outputs)
        return cut if len(exercise.outputs) > 1 else cut[0]

    return formula


def _spoiling(exercise: Exercise) -> Callable[..., object]:
    """It doubles its last argument on the way out."""

    def formula(*args: np.ndarray, **options: float) -> object:
        outputs = exercise.reference(*args, **options)
        args[-1][...] *= 2
        return outputs

    return formula


@cache
def blank_observations(name: str) -> tuple[Observation, ...]:
    """What is right for the cases of some seeds; nobody has answered yet."""
    exercise = EXERCISES[name]
    cases = [c for seed in SEEDS for c in exercise.cases(np.random.default_rng(seed))]
    with quietly():
        trials = [Trial(c, expected_outputs(exercise, c), Answer(), None) for c in cases]
        return tuple(observation(exercise, trial) for trial in trials)


def fingerprint(exercise: Exercise, form: WrongForm) -> list[object]:
    with quietly():
        return [predicted(exercise, form, one) for one in blank_observations(exercise.name)]
