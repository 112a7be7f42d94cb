"""Is it the right slope of another function: of the one that the learner wrote as the forward?

Backward and forward belong together. Where the forward is wrong, a backward that fits it is right
work, and the message must send the learner to the forward.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.answer import Answer, copied
from autograder.diagnosis.diagnosis import Diagnosis
from autograder.diagnosis.evidence import UPSTREAM
from autograder.diagnosis.target import as_arrays
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Case, Exercise
from autograder.learner import Learner

STEP = 1e-5
# Central differences of numbers of this size are right to 1e-9.
TOLERANCE = 1e-6
# A gradient that agrees along so many random directions agrees along all.
DIRECTIONS = 2
LEAST_NUMBERS = 6


@dataclass(frozen=True)
class Slope:
    """How fast the loss changes along a direction of one argument."""

    name: str
    direction: np.ndarray
    change: float


def suits_own_forward(exercise: Exercise, learner: Learner) -> Diagnosis | None:
    """Does it fit the learner's own forward, and not the reference's?"""
    forward = EXERCISES.get(exercise.forward)
    if not isinstance(forward, Exercise):
        return None
    case = _case(forward, exercise.kinks)
    output = _called(learner, forward, case.args)
    # A forward that never ends costs its time limit once, not for each step.
    if output is None:
        return None
    upstream = _upstream(exercise, output)
    slopes = _slopes(forward, case, upstream, lambda *args: _called(learner, forward, args))
    args = _arguments(exercise, forward, case, upstream, output)
    own = _as_outputs(learner.call(exercise.name, copied(args), {}, ()))
    if not slopes or not _agrees(forward, own, slopes):
        return None
    right = as_arrays(exercise.reference(*copied(args)))
    return None if _agrees(forward, right, slopes) else _right_for(exercise.forward)


def _right_for(forward: str) -> Diagnosis:
    return Diagnosis(
        "suits_own_forward",
        f"This is the right slope of the function that you wrote as `{forward}`; "
        "that function is the thing to mend.",
        f"Get `{forward}` to pass first, then derive it again.",
    )


def _case(forward: Exercise, kinks: Sequence[float]) -> Case:
    """The first case with floats enough, none of them at a kink: the same for everybody."""
    cases = forward.cases(np.random.default_rng(0))
    return next(case for case in cases if _is_plain(forward, case, kinks))


def _is_plain(forward: Exercise, case: Case, kinks: Sequence[float]) -> bool:
    arrays = [np.asarray(array) for array in forward.real(case)]
    smooth = all(a.dtype == np.float64 and not set(kinks) & set(a.flat) for a in arrays)
    return smooth and not case.options and arrays[0].size >= LEAST_NUMBERS


def _upstream(exercise: Exercise, output: np.ndarray) -> np.ndarray:
    """An upstream gradient; of ones, where the exercise takes none."""
    if UPSTREAM not in exercise.parameters:
        return np.ones(output.shape)
    rng = np.random.default_rng(1)
    return rng.uniform(0.5, 1.5, output.shape) * rng.choice([-1.0, 1.0], output.shape)


def _slopes(
    forward: Exercise, case: Case, upstream: np.ndarray, call: Callable[..., np.ndarray | None]
) -> list[Slope]:
    """How fast Σ upstream · output changes along some directions; none if it cannot be told."""
    rng = np.random.default_rng(2)
    found = []
    for name in [name for name in _differentiable(forward) for _ in range(DIRECTIONS)]:
        position = forward.parameters.index(name)
        x, rest = np.asarray(case.args[position]), case.args[position + 1 :]
        direction = rng.uniform(-1, 1, x.shape)
        below, above = (
            call(*case.args[:position], x + step, *rest)
            for step in (-STEP * direction, STEP * direction)
        )
        if below is None or above is None:
            return []
        change = np.sum(upstream * (above - below)) / (2 * STEP)
        found.append(Slope(name, direction, float(change)))
    return found


def _differentiable(forward: Exercise) -> list[str]:
    return [name for name in forward.parameters if name not in forward.whole_numbers]


def _called(learner: Learner, forward: Exercise, args: tuple[Any, ...]) -> np.ndarray | None:
    outputs = _as_outputs(learner.call(forward.name, copied(args), {}, ()))
    return outputs[0] if len(outputs) == 1 and np.all(np.isfinite(outputs[0])) else None


def _as_outputs(answer: Answer) -> tuple[np.ndarray, ...]:
    """The arrays of floats that came back; nothing else can be a slope."""
    if not answer.returned:
        return ()
    value = answer.value
    values = value if isinstance(value, (tuple, list)) else (value,)
    fine = all(isinstance(v, np.ndarray) and v.dtype.kind == "f" for v in values)
    return tuple(map(np.asarray, values)) if fine else ()


def _arguments(
    exercise: Exercise, forward: Exercise, case: Case, upstream: np.ndarray, output: np.ndarray
) -> tuple[Any, ...]:
    """What the backward gets: arguments of the forward, or what the forward kept, its output."""
    known = dict(zip(forward.parameters, case.args, strict=True)) | {UPSTREAM: upstream}
    return tuple(known.get(name, output) for name in exercise.parameters)


def _agrees(forward: Exercise, gradients: Sequence[np.ndarray], slopes: Sequence[Slope]) -> bool:
    names = _differentiable(forward)
    return len(names) == len(gradients) and all(
        _is_along(gradients[names.index(slope.name)], slope) for slope in slopes
    )


def _is_along(gradient: np.ndarray, slope: Slope) -> bool:
    if gradient.shape != slope.direction.shape:
        return False
    along = np.sum(gradient * slope.direction)
    return bool(np.isclose(along, slope.change, rtol=TOLERANCE, atol=TOLERANCE))
