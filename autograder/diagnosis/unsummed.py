"""A sum or a mean that is missing: what came back has an axis more, and is right once reduced."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.diagnosis.diagnosis import Diagnosis
from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.fit import close
from autograder.diagnosis.target import Target
from autograder.exercises.exercise import Exercise

Reduction = Callable[[np.ndarray], np.ndarray]

# id, what makes it right, and what that is called.
REDUCTIONS: tuple[tuple[str, Reduction, str], ...] = (
    ("op_not_summed", lambda y: y.sum(axis=0), "its sum over the first axis is what is asked for"),
    ("op_not_summed", lambda y: y.sum(axis=-1), "its sum over the last axis is what is asked for"),
    ("op_not_summed", np.sum, "the sum of all its numbers is what is asked for"),
    ("op_not_averaged", lambda y: y.mean(axis=0), "its mean over the first axis is asked for"),
    ("op_not_averaged", lambda y: y.mean(axis=-1), "its mean over the last axis is asked for"),
    ("op_not_averaged", np.mean, "the mean of all its numbers is asked for"),
)
HINT = "What is the shape of the answer? Which axis of yours is too many, and what becomes of it?"


def unsummed(exercise: Exercise, observations: Sequence[Observation]) -> Diagnosis | None:
    """Which reduction is missing, if one makes every answer right."""
    failing = [one for one in observations if one.failed]
    if exercise.measure or not failing or any(one.received is None for one in observations):
        return None
    wrong = [name for name in exercise.outputs if _has_more_axes(exercise, failing[0], name)]
    for id, reduced, words in REDUCTIONS:
        if wrong and all(_is_right(exercise, one, wrong, reduced) for one in observations):
            clause = f"there is an axis too many: {words}"
            return Diagnosis(id, Target(exercise, tuple(wrong)).said(clause), HINT)
    return None


def _has_more_axes(exercise: Exercise, one: Observation, name: str) -> bool:
    names = exercise.called(one.case)
    if name not in names or one.received is None:
        return False
    position = names.index(name)
    received, expected = one.received[position], one.right[position].low
    # One number that is not in its place is an axis too many, and no sum.
    return received.ndim > expected.ndim and received.size > expected.size


def _is_right(
    exercise: Exercise, one: Observation, wrong: Sequence[str], reduced: Reduction
) -> bool:
    triples = zip(exercise.called(one.case), one.received or (), one.right, strict=True)
    return all(
        close(expected.low, np.asarray(reduced(output)) if name in wrong else output, expected)
        for name, output, expected in triples
    )
