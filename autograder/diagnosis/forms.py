"""The catalogue: which of an exercise's own wrong forms give what came back?"""

from __future__ import annotations

from collections.abc import Sequence

from autograder.diagnosis.evidence import Observation, near
from autograder.diagnosis.fit import fits
from autograder.exercises.exercise import Exercise, WrongForm


def listed(exercise: Exercise, observations: Sequence[Observation]) -> list[WrongForm]:
    """The wrong forms that fit everywhere or, if there are none, those that fit but far out.

    A slope that is built on the learner's own forward may overflow with it, and be wrong anyway.
    """
    not_far_out = near(observations)
    found = _fitting(exercise, observations)
    if found or len(not_far_out) == len(observations):
        return found
    return _fitting(exercise, not_far_out)


def _fitting(exercise: Exercise, observations: Sequence[Observation]) -> list[WrongForm]:
    return [form for form in exercise.wrong_forms if fits(exercise, form, observations)]


def exactly(
    exercise: Exercise, forms: Sequence[WrongForm], observations: Sequence[Observation]
) -> list[WrongForm]:
    """Those of the forms whose very outputs are what came back."""
    return [form for form in forms if fits(exercise, form, observations, strict=True)]
