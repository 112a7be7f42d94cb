"""How many wrong answers are rejected, and how many by their right name?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from autograder.answer import Answer
from autograder.diagnosis.evidence import (
    Arrays,
    Observation,
    compared,
    is_of_floats,
    observation,
    quietly,
)
from autograder.diagnosis.fit import alike, predicted
from autograder.diagnosis.operators.factors import constants, factors
from autograder.diagnosis.target import Target
from autograder.diagnosis.trial import Trial
from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.expected import expected_outputs
from autograder.learner import Namespace
from tests.recognition.composed import FUNCTIONS, composed_forms

# Two forms that answer the cases of so many seeds alike are one function, and share their names.
ALIKE = range(3)
REFERENCES = {name: exercise.reference for name, exercise in FUNCTIONS.items()}
LISTED = {name: task for name, task in EXERCISES.items() if isinstance(task, Exercise)}
# What is promised: so many of them are called by their right names.
LISTED_NAMED, COMPOSED_NAMED = 0.98, 0.85

# What is measured of a wrong answer is off by so many tolerances, whatever the seed.
WELL_BEYOND = 5

Fingerprint = list[Arrays | None]


@dataclass(frozen=True)
class Outcome:
    """One wrong form, by its names, and what its verdicts say over some seeds."""

    exercise: str
    names: frozenset[str]
    words: str
    statuses: frozenset[str]
    diagnoses: frozenset[str]

    @property
    def rejected(self) -> bool:
        """Did it never pass?"""
        return self.statuses <= {"failed", "error"}

    @property
    def named(self) -> bool:
        """Was it always called by one of its names?"""
        return self.diagnoses <= self.names


def listed_outcomes(seeds: Iterable[int], name: str) -> list[Outcome]:
    """Of the exercise's own wrong forms; the one that a cell starts with is not started."""
    exercise = LISTED[name]
    forms = [form for form in exercise.wrong_forms if form.id != exercise.given]
    return [_outcome(exercise, form, {form.id}, seeds) for form in forms]


def composed_outcomes(seeds: Iterable[int], name: str) -> list[Outcome]:
    """Of what the operators make of it: each different wrong answer once."""
    exercise = FUNCTIONS[name]
    blanks = _blanks(exercise)
    floats = [is_of_floats(exercise, one.case) for one in blanks]
    right: Fingerprint = [tuple(e.low for e in one.trial.expected) for one in blanks]
    forms = [*composed_forms(exercise), *exercise.wrong_forms]
    prints = [(form, _fingerprint(exercise, form, blanks)) for form in forms]
    seen = [right]
    found = []
    for form, own in prints[: len(forms) - len(exercise.wrong_forms)]:
        # What raises for the very first input gives no answer that could be recognised.
        if own[0] is None or any(_same(blanks, own, other) for other in seen):
            continue
        if exercise.measure and _measures_alike(exercise, blanks, own):
            continue
        seen.append(own)
        estimated = [
            (other, _fingerprint(exercise, other, blanks))
            for other in _estimated(exercise, blanks, own)
        ]
        names = {
            other.id
            for other, theirs in [*prints, *estimated]
            if _same(blanks, own, theirs, floats)
        }
        found.append(_outcome(exercise, form, names, seeds))
    return found


def _estimated(
    exercise: Exercise, blanks: Sequence[Observation], own: Fingerprint
) -> Iterator[WrongForm]:
    """The forms of one number that the outputs could be taken for."""
    answered = [replace(one, raw=raw) for one, raw in zip(blanks, own, strict=True)]
    for outputs in [exercise.outputs, *((name,) for name in exercise.outputs)]:
        target = Target(exercise, outputs)
        yield from constants(target, answered)
        yield from factors(target, answered)


def _outcome(
    exercise: Exercise, form: WrongForm, names: Iterable[str], seeds: Iterable[int]
) -> Outcome:
    learner = Namespace(REFERENCES | {exercise.name: form.formula})
    verdicts = [examine(exercise, learner, np.random.default_rng(seed)) for seed in seeds]
    return Outcome(
        exercise.name,
        frozenset(names),
        f"{form.id}: {form.misconception}",
        frozenset(verdict.status for verdict in verdicts),
        frozenset(verdict.diagnosis for verdict in verdicts),
    )


def _blanks(exercise: Exercise) -> list[Observation]:
    """What is right for the cases of some seeds; nobody has answered yet."""
    cases = [case for seed in ALIKE for case in exercise.cases(np.random.default_rng(seed))]
    with quietly():
        trials = (Trial(case, expected_outputs(exercise, case), Answer(), None) for case in cases)
        return [observation(exercise, trial) for trial in trials]


def _fingerprint(exercise: Exercise, form: WrongForm, blanks: Sequence[Observation]) -> Fingerprint:
    with quietly():
        return [predicted(exercise, form, one) for one in blanks]


def _same(
    blanks: Sequence[Observation],
    a: Fingerprint,
    b: Fingerprint,
    compared: Sequence[bool] = (),
) -> bool:
    """Do two forms answer alike, at least where they are compared?"""
    where = compared or [True] * len(blanks)
    with quietly():
        return all(
            alike(x, y, one.trial.expected)
            for x, y, one, counts in zip(a, b, blanks, where, strict=True)
            if counts
        )


def _measures_alike(
    exercise: Exercise, blanks: Sequence[Observation], outputs: Fingerprint
) -> bool:
    """Does what is measured of other outputs hardly differ? Then they may be right, too."""
    with quietly():
        return all(
            x is not None
            and alike(
                compared(exercise, one.case, x),
                tuple(expected.low for expected in one.right),
                one.right,
                WELL_BEYOND * exercise.tolerance,
            )
            for x, one in zip(outputs, blanks, strict=True)
        )
