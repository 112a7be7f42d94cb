"""What nobody listed: general operators on the reference that give what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.fit import fits
from autograder.diagnosis.operators import composed
from autograder.diagnosis.target import Composed, Target
from autograder.exercises.exercise import Exercise
from autograder.verify import too_far


def unlisted(exercise: Exercise, observations: Sequence[Observation]) -> list[Composed]:
    """The composed forms that fit, every trial and several wrong numbers among them."""
    failing = [one for one in observations if one.failed]
    forms = (composed(target, failing) for target in _targets(exercise, failing))
    return [form for form in chain(*forms) if fits(exercise, form, observations, strict=True)]


def _targets(exercise: Exercise, failing: Sequence[Observation]) -> Iterator[Target]:
    """The outputs that are wrong anywhere; what is only measured shows no more than that."""
    names = dict.fromkeys(name for one in failing for name in exercise.called(one.case))
    wrong = [name for name in names if any(_is_wrong(exercise, one, name) for one in failing)]
    yield Target(exercise, tuple(wrong))
    if exercise.measure and len(exercise.outputs) > 1:
        yield from (Target(exercise, (name,)) for name in names)


def _is_wrong(exercise: Exercise, one: Observation, name: str) -> bool:
    names = exercise.called(one.case)
    if name not in names or one.received is None:
        return False
    if exercise.measure_of(one.case):
        return True
    position = names.index(name)
    received, expected = one.received[position], one.right[position]
    if received.shape != expected.low.shape:
        return True
    return bool(np.any(too_far(expected, received)))
