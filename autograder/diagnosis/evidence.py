"""Trials as numbers that can be compared: a fingerprint is read from these and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias
from warnings import catch_warnings, simplefilter

import numpy as np

from autograder.diagnosis.trial import Trial
from autograder.exercises.exercise import Case, Exercise
from autograder.expected import Expected, measured

Arrays: TypeAlias = tuple[np.ndarray, ...]

# The parameter that brings the upstream gradient.
UPSTREAM = "grad_output"
# From here on an exponential may overflow, in float32 first.
FAR_OUT = 80.0


@dataclass(frozen=True)
class Observation:
    """A trial in numbers: what came back, or None, and what is right, of what is compared.

    `raw` are the outputs themselves; where a measure is taken of them, `received` is that, or None
    if they cannot be measured.
    """

    trial: Trial
    raw: Arrays | None
    received: Arrays | None
    right: tuple[Expected, ...]

    @property
    def case(self) -> Case:
        """The input."""
        return self.trial.case

    @property
    def failed(self) -> bool:
        """Is something wrong with it?"""
        return self.trial.finding is not None

    def broke(self, rule: str) -> bool:
        """Is this the rule that it broke?"""
        return self.trial.finding is not None and self.trial.finding.rule == rule

    @property
    def raised(self) -> bool:
        """Did it end in an exception?"""
        return self.trial.answer.raised is not None

    @property
    def fits_shape(self) -> bool:
        """Did numbers come back, one for each right one?"""
        return self.received is not None and all(
            output.shape == expected.low.shape
            for output, expected in zip(self.received, self.right, strict=True)
        )


def observed(exercise: Exercise, trials: Sequence[Trial]) -> list[Observation]:
    """The trials that can be compared: they brought numbers, or an exception."""
    found = (observation(exercise, trial) for trial in trials)
    return [one for one in found if one.raised or one.raw is not None]


def observation(exercise: Exercise, trial: Trial) -> Observation:
    """One trial in numbers."""
    raw = _raw(exercise, trial)
    received = None if raw is None else compared(exercise, trial.case, raw)
    return Observation(trial, raw, received, _right(exercise, trial))


def of_floats(exercise: Exercise, observations: Sequence[Observation]) -> list[Observation]:
    """Those whose inputs are floats: whole-number arithmetic follows rules of its own."""
    return [one for one in observations if is_of_floats(exercise, one.case)]


def is_of_floats(exercise: Exercise, case: Case) -> bool:
    """Are all its arrays of floats, but for those that hold whole numbers by nature?"""
    return all(map(_is_float, exercise.real(case)))


def argument(exercise: Exercise, case: Case, name: str) -> np.ndarray | None:
    """The array that a case hands over as `name`, if there is one."""
    pairs = zip(exercise.parameters, case.args, strict=False)
    arrays = (arg for other, arg in pairs if other == name and isinstance(arg, np.ndarray))
    return next(arrays, None)


def near(observations: Sequence[Observation]) -> list[Observation]:
    """Those without numbers far out."""
    return [one for one in observations if not _is_far_out(one.case)]


def compared(exercise: Exercise, case: Case, outputs: Sequence[np.ndarray]) -> Arrays | None:
    """What is compared of the outputs, or None where they do not fit together."""
    try:
        return tuple(measured(exercise, case, outputs).values())
    except Exception:
        return None


@contextmanager
def quietly() -> Iterator[None]:
    """Wrong formulas overflow and warn; nobody wants to know."""
    with catch_warnings(), np.errstate(all="ignore"):
        simplefilter("ignore")
        yield


def _is_far_out(case: Case) -> bool:
    arrays = [arg for arg in case.arguments if isinstance(arg, np.ndarray)]
    return any(bool(np.max(np.abs(array), initial=0) > FAR_OUT) for array in arrays)


def _is_float(arg: Any) -> bool:
    """Does it hold no array of whole numbers? A plain number is a size or a step."""
    if isinstance(arg, (tuple, list)):
        return all(_is_float(item) for item in arg)
    return not isinstance(arg, np.ndarray) or arg.dtype.kind == "f"


def _raw(exercise: Exercise, trial: Trial) -> Arrays | None:
    value = trial.answer.value
    outputs = tuple(value) if isinstance(value, (tuple, list)) else (value,)
    arrays = [output for output in outputs if isinstance(output, np.ndarray)]
    names = exercise.called(trial.case)
    fine = trial.answer.returned and len(arrays) == len(outputs) == len(names)
    return tuple(arrays) if fine else None


def _right(exercise: Exercise, trial: Trial) -> tuple[Expected, ...]:
    lows, highs = (
        tuple(measured(exercise, trial.case, [getattr(e, side) for e in trial.expected]).values())
        for side in ("low", "high")
    )
    return tuple(Expected(low, high) for low, high in zip(lows, highs, strict=True))
