"""Which misconception is it? A wrong formula leaves a numeric fingerprint; this file reads it."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from autograder.answer import Answer, copied
from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.expected import Expected, measured, outputs_of
from autograder.learner import Learner
from autograder.verify import Finding, coarser, too_far

Arrays: TypeAlias = tuple[np.ndarray, ...]

# A wrong form fits if it explains the answer this well; a bug is off by 6e-4 and more.
FIT: dict[np.dtype, float] = {np.dtype(np.float64): 1e-7, np.dtype(np.float32): 1e-4}
# Truncated constants (1.6733 for 1.67326…) are off by 3e-6 to 3e-5; bugs start at 6e-4.
INEXACT = 2e-4
# From here on an exponential may overflow, in float32 first.
FAR_OUT = 80.0


@dataclass(frozen=True)
class Trial:
    """One case, what is right for it, what came back, and what is wrong with that."""

    case: Case
    expected: Sequence[Expected]
    answer: Answer
    finding: Finding | None


@dataclass(frozen=True)
class Diagnosis:
    """A recognised misconception: its id, its words and the hint."""

    id: str
    explanation: str
    hint: str


def diagnose(exercise: Exercise, trials: Sequence[Trial], learner: Learner) -> Diagnosis | None:
    """The misconception behind the failing trials, or None: nothing is invented."""
    comparable = [trial for trial in trials if _is_comparable(exercise, trial)]
    # A slope built on the learner's own forward may overflow with it, far out, and be wrong anyway.
    not_far_out = [trial for trial in comparable if not _is_far_out(trial)]
    for tried in (comparable, not_far_out):
        for form in exercise.wrong_forms:
            if _fits(exercise, form, tried):
                return Diagnosis(form.id, form.misconception, form.hint)
    if _is_inexact(exercise, comparable):
        return INEXACT_CONSTANT
    if _suits_own_forward(exercise, learner):
        return _right_for_another_forward(exercise)
    return None


INEXACT_CONSTANT = Diagnosis(
    "inexact_constant",
    "Right idea, inexact constant: every value is close, but not right to nine digits.",
    "Was a number rounded, an input clipped, an epsilon added, or a float32 used on the way?",
)


def _right_for_another_forward(exercise: Exercise) -> Diagnosis:
    return Diagnosis(
        "suits_own_forward",
        f"This is the right slope of the function that you wrote as `{exercise.forward}`; "
        "that function is the thing to mend.",
        f"Get `{exercise.forward}` to pass first, then derive it again.",
    )


def _is_comparable(exercise: Exercise, trial: Trial) -> bool:
    """Is there an outcome for float arrays? Whole-number arithmetic follows rules of its own."""
    came_back = trial.answer.raised or _received(exercise, trial) is not None
    return bool(came_back) and all(_is_float(arg) for arg in exercise.real(trial.case))


def _is_far_out(trial: Trial) -> bool:
    arrays = [arg for arg in trial.case.arguments if isinstance(arg, np.ndarray)]
    return any(bool(np.max(np.abs(array), initial=0) > FAR_OUT) for array in arrays)


def _is_float(arg: Any) -> bool:
    """Does it hold no array of whole numbers? A plain number is a size or a step."""
    if isinstance(arg, (tuple, list)):
        return all(_is_float(item) for item in arg)
    return not isinstance(arg, np.ndarray) or arg.dtype.kind == "f"


def _received(exercise: Exercise, trial: Trial) -> Arrays | None:
    value = trial.answer.value
    outputs = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    arrays = [output for output in outputs if isinstance(output, np.ndarray)]
    names = exercise.called(trial.case)
    fine = trial.answer.returned and len(arrays) == len(outputs) == len(names)
    return _compared(exercise, trial.case, arrays) if fine else None


def _compared(exercise: Exercise, case: Case, outputs: Sequence[np.ndarray]) -> Arrays | None:
    """What is compared of the outputs, or None where they do not fit together."""
    try:
        return tuple(measured(exercise, case, outputs).values())
    except Exception:
        return None


def _right(exercise: Exercise, trial: Trial) -> tuple[Expected, ...]:
    """What is right for a trial, of what is compared."""
    lows, highs = (
        tuple(measured(exercise, trial.case, [getattr(e, side) for e in trial.expected]).values())
        for side in ("low", "high")
    )
    return tuple(Expected(low, high) for low, high in zip(lows, highs, strict=True))


def _fits(exercise: Exercise, form: WrongForm, trials: Sequence[Trial]) -> bool:
    """Does the form give what came back, in every trial and in a failing one at least?

    Where theirs breaks first, the form breaks alike: code that raises for almost every input may
    agree with any form on the few that are left.
    """
    failing = [trial for trial in trials if trial.finding]
    if all(trial.answer.raised for trial in failing):
        return False
    if bool(failing[0].answer.raised) != (_outputs_of(exercise, form, failing[0]) is None):
        return False
    if not _is_wrong(exercise, form, failing[0]):
        return False
    return all(_explains(exercise, form, trial) for trial in trials)


def _is_wrong(exercise: Exercise, form: WrongForm, trial: Trial) -> bool:
    """Does the form itself fail here? One that overflows far out is right near 0."""
    wrong = _outputs_of(exercise, form, trial)
    return wrong is None or any(
        output.shape != expected.low.shape
        or bool(too_far(expected, output, exercise.tolerance).any())
        for output, expected in zip(wrong, _right(exercise, trial), strict=False)
    )


def _explains(exercise: Exercise, form: WrongForm, trial: Trial) -> bool:
    received = _received(exercise, trial)
    wrong = _outputs_of(exercise, form, trial)
    if wrong is None or received is None:
        # Where theirs raised, so may the form; a loop stumbles over shapes that numpy takes.
        return received is None
    right = _right(exercise, trial)
    return len(wrong) == len(received) and all(
        _close(*arrays, exercise.tolerance) for arrays in zip(wrong, received, right, strict=True)
    )


def _outputs_of(exercise: Exercise, form: WrongForm, trial: Trial) -> Arrays | None:
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            outputs = outputs_of(exercise, form.formula, trial.case)
    except Exception:
        return None
    return _compared(exercise, trial.case, outputs)


def _close(
    wrong: np.ndarray, received: np.ndarray, expected: Expected, tolerance: float = 0.0
) -> bool:
    """Equal, but for kinks: there everybody is free, in a wrong answer as in a right one."""
    if wrong.shape != received.shape:
        return False
    if wrong.shape == expected.low.shape:
        free = expected.low != expected.high
        wrong, received = np.where(free, 0, wrong), np.where(free, 0, received)
    fit = tolerance or coarser(FIT, expected, received)
    scale = max(1.0, float(np.max(np.abs(wrong), initial=0.0, where=np.isfinite(wrong))))
    return bool(np.allclose(received, wrong, rtol=0.0, atol=fit * scale, equal_nan=True))


def _is_inexact(exercise: Exercise, trials: Sequence[Trial]) -> bool:
    failing = [trial for trial in trials if trial.finding]
    return bool(failing) and all(_almost_right(exercise, trial) for trial in failing)


def _almost_right(exercise: Exercise, trial: Trial) -> bool:
    received = _received(exercise, trial)
    if received is None:
        return False
    pairs = list(zip(_right(exercise, trial), received, strict=True))
    if any(expected.low.shape != output.shape for expected, output in pairs):
        return False
    return all(
        bool(np.all(expected.distance(output) <= INEXACT * np.maximum(1, np.abs(expected.low))))
        for expected, output in pairs
    )


def _suits_own_forward(exercise: Exercise, learner: Learner) -> bool:
    """Is it the slope of the learner's own forward, which is not the reference's slope?"""
    if not exercise.forward:
        return False
    x = np.array([-2.6, -1.7, -0.8, -0.3, 0.4, 0.9, 1.6, 2.3])
    grad_output = np.array([0.7, -1.2, 0.4, 1.9, -0.6, 1.1, -1.5, 0.8])
    h = 1e-5
    y = _ask(learner, exercise.forward, x)
    if y is None:
        # A forward that never ends costs its time limit once, not for each side.
        return False
    below, above = (_ask(learner, exercise.forward, x + step) for step in (-h, h))
    if below is None or above is None:
        return False
    inputs = {"x": x, "y": y, "grad_output": grad_output}
    args = [inputs[name] for name in exercise.parameters]
    slope = (above - below) / (2 * h)
    if "grad_output" in exercise.parameters:
        slope = slope * grad_output
    if np.allclose(slope, exercise.reference(*copied(tuple(args))), rtol=0.0, atol=1e-6):
        return False
    received = _ask(learner, exercise.name, *args)
    return received is not None and bool(np.allclose(received, slope, rtol=0.0, atol=1e-6))


def _ask(learner: Learner, name: str, *args: np.ndarray) -> np.ndarray | None:
    answer = learner.call(name, copied(args), {}, ())
    value = answer.value if answer.returned else None
    return value if isinstance(value, np.ndarray) and value.shape == args[0].shape else None
