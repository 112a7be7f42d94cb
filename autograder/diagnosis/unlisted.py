"""What nobody listed: general operators on the reference that give what came back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.fit import fits
from autograder.diagnosis.operators import composed
from autograder.diagnosis.target import Composed, Target
from autograder.exercises.exercise import Exercise
from autograder.expected import Expected
from autograder.verify import too_far


def unlisted(exercise: Exercise, observations: Sequence[Observation]) -> list[Composed]:
    """The composed forms that fit, every trial and several wrong numbers among them."""
    failing = [one for one in observations if one.failed]
    wrong = _wrong_outputs(exercise, failing)
    forms = composed(Target(exercise, wrong), failing) if wrong else ()
    return [form for form in forms if fits(exercise, form, observations, strict=True)]


def _wrong_outputs(exercise: Exercise, failing: Sequence[Observation]) -> tuple[str, ...]:
    """The outputs that are wrong anywhere."""
    wrong: dict[str, bool] = {}
    for one in failing:
        names = exercise.called(one.case)
        for name, raw, expected in zip(names, one.raw or (), one.trial.expected, strict=False):
            wrong[name] = wrong.get(name, False) or _is_wrong(raw, expected)
    return tuple(name for name, is_wrong in wrong.items() if is_wrong)


def _is_wrong(raw: np.ndarray, expected: Expected) -> bool:
    return raw.shape != expected.low.shape or bool(np.any(too_far(expected, raw)))
