"""Two misconceptions fit: a further input on which they differ must decide between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.answer import Answer
from autograder.diagnosis.evidence import Observation, observation
from autograder.diagnosis.fit import alike, explains, predicted
from autograder.diagnosis.trial import Trial
from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.expected import expected_outputs
from autograder.learner import Learner

# Each question costs a call of the learner's code.
MOST_QUESTIONS = 3
SEED = 11


def decided(exercise: Exercise, forms: Sequence[WrongForm], learner: Learner) -> WrongForm | None:
    """The form that still fits when the learner's code has been asked where the forms differ.

    Forms that differ nowhere are one function: the first, the most telling, stands for all. If
    none is left, none was right.
    """
    left, asked = list(forms), 0
    # Where any answer of a kind is right, another input tells no more than the first ones.
    for case in () if exercise.measure else _probes(exercise):
        if asked == MOST_QUESTIONS or len({form.id for form in left}) < 2:
            break
        blank = _observation(exercise, case, Answer(np.zeros(0)))
        if blank and _differ(exercise, left, blank):
            one = _observation(exercise, case, _answer(exercise, case, learner))
            left = [form for form in left if one and explains(exercise, form, one)]
            asked += 1
    return left[0] if left else None


def _probes(exercise: Exercise) -> Iterator[Case]:
    """Inputs that nobody has seen yet: fresh ones, and the same with a row less."""
    try:
        cases = exercise.cases(np.random.default_rng(SEED))
    except Exception:
        return
    for case in cases:
        yield case
        if not case.steps:
            yield from _with_a_row_less(case)


def _with_a_row_less(case: Case) -> Iterator[Case]:
    """The last row is cut off from every array that has as many rows as the first one."""
    arrays = [arg for arg in case.args if isinstance(arg, np.ndarray) and arg.ndim]
    if arrays and len(arrays[0]) > 2:
        rows = len(arrays[0])
        yield replace(case, args=tuple(_cut(arg, rows) for arg in case.args))


def _cut(arg: Any, rows: int) -> Any:
    is_long = isinstance(arg, np.ndarray) and arg.ndim and len(arg) == rows
    return arg[:-1] if is_long else arg


def _observation(exercise: Exercise, case: Case, answer: Answer) -> Observation | None:
    """The answer beside what is right, if the reference has an answer to this."""
    try:
        expected = expected_outputs(exercise, case)
        return observation(exercise, Trial(case, expected, answer, None))
    except Exception:
        return None


def _answer(exercise: Exercise, case: Case, learner: Learner) -> Answer:
    if case.steps:
        return learner.run(case.steps, case.returns)
    return learner.call(exercise.name, case.args, case.options, exercise.withheld)


def _differ(exercise: Exercise, forms: Sequence[WrongForm], one: Observation) -> bool:
    first, *others = (predicted(exercise, form, one) for form in forms)
    return any(not alike(first, other, one.trial.expected) for other in others)
