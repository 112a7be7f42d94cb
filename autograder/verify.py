"""Arrays in, finding out: compares one answer with what is right, one rule after the other.

The order is what a learner can act on: it runs → it returns an array → of the right shape → and
dtype → of finite numbers → the input is untouched → the numbers are right → without a warning
where stability is asked for. The first broken rule is the finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from autograder.answer import Answer, Foreign, Raised, Value
from autograder.exercises.exercise import Case, Exercise
from autograder.expected import Expected, measured

# |received − expected| ≤ TOLERANCE · max(1, largest |expected|). The worst of more than twenty
# correct styles is off by 1.3e-15 (float64) and 6.4e-7 (float32), structural bugs start at 6e-4.
TOLERANCE: dict[np.dtype, float] = {np.dtype(np.float64): 1e-9, np.dtype(np.float32): 1e-5}


@dataclass(frozen=True)
class Finding:
    """A broken rule, in words; `output` and `index` say where the first wrong number stands.

    Where something was measured of the outputs, `measured` has its name, as it is and should be.
    """

    rule: str
    message: str
    output: int = 0
    index: tuple[int, ...] | None = None
    measured: tuple[str, Expected, np.ndarray] | None = None


def verify(
    exercise: Exercise, case: Case, expected: Sequence[Expected], answer: Answer
) -> Finding | None:
    """The first rule that `answer` breaks, or None if it is right."""
    ended = _how_it_ended(exercise, case, answer)
    if ended:
        return ended
    received = _outputs(exercise, case, answer.value)
    if isinstance(received, Finding):
        return received
    for rule in (_type, _shape, _dtype, _finite, _untouched, _values, _quiet):
        finding = rule(_Trial(exercise, case, expected, answer, received))
        if finding:
            return finding
    return None


@dataclass(frozen=True)
class _Trial:
    exercise: Exercise
    case: Case
    expected: Sequence[Expected]
    answer: Answer
    received: Sequence[Any]

    def first(self, test: Callable[[Any, Expected], str]) -> tuple[int, str] | None:
        pairs = zip(self.received, self.expected, strict=True)
        texts = ((i, test(value, expected)) for i, (value, expected) in enumerate(pairs))
        return next(((i, text) for i, text in texts if text), None)

    def called(self, output: int) -> str:
        names = self.exercise.called(self.case)
        return f"`{names[output]}`" if len(names) > 1 else "The result"


def _how_it_ended(exercise: Exercise, case: Case, answer: Answer) -> Finding | None:
    if answer.missing:
        kind = "class" if _is_class(exercise) else "function"
        return Finding("missing", f"There is no {kind} `{exercise.name}`.")
    doing = "while its cell ran" if answer.in_cell else f"for {case.label}"
    if answer.end == "timeout":
        return Finding("timeout", f"It ran out of time {doing}. Does a loop never end?")
    if answer.end:
        return Finding("crashed", f"It ended the whole Python process {doing}.")
    if not answer.raised:
        return None
    raised = answer.raised
    if raised.type == "NotImplementedError":
        return _unwritten(exercise, case, raised)
    if raised.type == "WithheldError":
        return Finding("withheld", f"{raised.message}.")
    if "read-only" in raised.message or "not writeable" in raised.message:
        return Finding("untouched", "It writes into its input, which belongs to the caller.")
    if case.steps and raised.absent and not answer.in_cell:
        return Finding("raised", f"{doing[:1].upper()}{doing[1:]}, {raised.message}.")
    where = f" in the line `{raised.line}`" if raised.line else ""
    if answer.in_cell and raised.type in ("SyntaxError", "IndentationError", "TabError"):
        return Finding("unreadable", f"Python cannot read the cell{where}: {raised.message}.")
    rule = "unreadable" if answer.in_cell else "raised"
    said = f"It raised {raised.type} {doing}{where}: {raised.message}".rstrip(":. ")
    return Finding(rule, f"{said}.{_advice(exercise, raised)}")


def _is_class(exercise: Exercise) -> bool:
    return exercise.name[0].isupper()


def _advice(exercise: Exercise, raised: Raised) -> str:
    """What most often lies behind an exception of this kind."""
    called, name = raised.message.partition("(")[0], exercise.name
    if called in (f"{name}.forward", f"{name}.backward"):
        return " `forward` and `backward` take `self` and one array."
    if "argument" in raised.message:
        return f" The signature is {name}{exercise.signature}."
    if not _is_class(exercise):
        return ""
    if raised.type == "NameError":
        return " A method sees only its own variables: what it needs of another, keep on `self`."
    return " Is `@property` missing above it?" if "'method'" in raised.message else ""


def _unwritten(exercise: Exercise, case: Case, raised: Raised) -> Finding:
    """Is it this function (or a class's method) that is still a stub, or one that it calls?"""
    if raised.function in ("", "<lambda>", "__call__", "__init__", exercise.name):
        return Finding("not_started", "Not started yet.")
    if case.steps:
        return Finding("not_started", f"`{raised.function}` is not written yet.")
    return Finding("raised", f"It calls `{raised.function}`, which is not written yet.")


def _outputs(exercise: Exercise, case: Case, value: Value) -> tuple[Value, ...] | Finding:
    names = exercise.called(case)
    if len(names) == 1 and not case.steps:
        return (value,)
    if isinstance(value, (tuple, list)) and len(value) == len(names):
        return tuple(value)
    count = f"{len(value)} values" if isinstance(value, (tuple, list)) else _kind(value)
    return Finding(
        "type", f"Return {len(names)} values, ({', '.join(names)}); you returned {count}."
    )


def _type(trial: _Trial) -> Finding | None:
    found = trial.first(lambda value, _: "" if isinstance(value, np.ndarray) else _kind(value))
    if not found:
        return None
    output, kind = found
    advice = {"None": " Is there a `return`?", "a tuple": " Return one array."}.get(kind, "")
    return Finding("type", f"{trial.called(output)} is {kind}, not a numpy array.{advice}", output)


def _kind(value: Value) -> str:
    if isinstance(value, Foreign):
        named = {"NoneType": "None", "ndarray": "an array of things that are no numbers"}
        return named.get(value.type, f"an object of type {value.type}")
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__}"
    return "one array"


def _shape(trial: _Trial) -> Finding | None:
    found = trial.first(
        lambda v, e: "" if v.shape == e.low.shape else f"{v.shape}, not {e.low.shape}"
    )
    if not found:
        return None
    output, shapes = found
    text = f"{trial.called(output)} has shape {shapes}, for {trial.case.label}."
    return Finding("shape", text, output)


def _dtype(trial: _Trial) -> Finding | None:
    real = _arrays(trial.exercise.real(trial.case))
    exact = all(array.dtype.kind == "f" for array in real)

    def wrong(value: np.ndarray, expected: Expected) -> str:
        right = value.dtype == expected.low.dtype if exact else value.dtype.kind in "iuf"
        # Python's own float has one precision only: a loss may come back in either.
        right = right or (value.ndim == 0 and value.dtype.kind == "f")
        return "" if right else str(value.dtype)

    found = trial.first(wrong)
    if not found:
        return None
    output, dtype = found
    wanted = trial.expected[output].low.dtype
    text = f"{trial.called(output)} has dtype {dtype}, not {wanted}, for {trial.case.label}."
    return Finding("dtype", f"{text} {_DTYPE_ADVICE.get(dtype, _DEFAULT_DTYPE_ADVICE)}", output)


_DTYPE_ADVICE = {
    "bool": "A comparison gives True and False; a slope is a number.",
    "int64": "Whole numbers in `np.where` make an integer array; the course's arrays are floats.",
    "float64": "float32 must come back as float32; which of your arrays is of float64 or integers?",
    "complex128": "The result is a real number.",
}
_DEFAULT_DTYPE_ADVICE = "Return the dtype of the input."


def _arrays(values: Sequence[Any]) -> list[np.ndarray]:
    nested = (
        [v] if isinstance(v, np.ndarray) else _arrays(v) if isinstance(v, (tuple, list)) else []
        for v in values
    )
    return list(chain.from_iterable(nested))


def _finite(trial: _Trial) -> Finding | None:
    for i, (value, expected) in enumerate(zip(trial.received, trial.expected, strict=True)):
        bad = ~np.isfinite(value) & np.isfinite(expected.low)
        if bad.any():
            index = _simplest(trial, i, bad)
            text = f"{trial.called(i)} has {value[index]} in it, for {trial.case.label}."
            return Finding("finite", text, i, index)
    return None


def _untouched(trial: _Trial) -> Finding | None:
    if not trial.answer.changed:
        return None
    names = () if trial.case.steps else trial.exercise.parameters
    name = (
        f"its input `{names[trial.answer.changed[0]]}`" if names else "an array that it was given"
    )
    return Finding(
        "untouched",
        f"It changed {name}, which belongs to the caller. Work on a new array.",
    )


def _values(trial: _Trial) -> Finding | None:
    if trial.exercise.measure_of(trial.case):
        return _measures(trial)
    for i, (value, expected) in enumerate(zip(trial.received, trial.expected, strict=True)):
        bad = too_far(expected, value)
        if bad.any():
            index = _simplest(trial, i, bad)
            text = f"{trial.called(i)} is wrong for {trial.case.label}."
            return Finding("values", text + _whole_numbers(value, expected), i, index)
    return None


def _measures(trial: _Trial) -> Finding | None:
    """Compares what the exercise measures of the outputs, not the outputs."""
    exercise, case = trial.exercise, trial.case
    sides = [[getattr(e, side) for e in trial.expected] for side in ("low", "high")]
    low, high = (measured(exercise, case, side) for side in sides)
    for name, value in measured(exercise, case, trial.received).items():
        expected = Expected(low[name], high[name])
        if too_far(expected, value, exercise.tolerance).any():
            text = f"{name[:1].upper()}{name[1:]} is wrong for {case.label}."
            return Finding("values", text, measured=(name, expected, value))
    return None


def _whole_numbers(received: np.ndarray, expected: Expected) -> str:
    if received.dtype.kind not in "iu" or expected.low.dtype.kind in "iu":
        return ""
    return " An array of whole numbers cannot hold a fraction: it was cut off."


def too_far(expected: Expected, received: np.ndarray, tolerance: float = 0.0) -> np.ndarray:
    """Which entries of `received` are wrong? The whole array is measured by its largest entry."""
    scale = max(
        1.0, float(np.max(np.abs(expected.low), initial=0.0, where=np.isfinite(expected.low)))
    )
    allowed = tolerance or coarser(TOLERANCE, expected, received)
    return ~(expected.distance(received) <= allowed * scale)


def coarser(by_dtype: Mapping[np.dtype, float], expected: Expected, received: np.ndarray) -> float:
    """What is asked of the less precise one: the loss of float32 may be one of Python's floats."""
    finest = min(by_dtype.values())
    return max(by_dtype.get(array.dtype, finest) for array in (expected.low, received))


def _simplest(trial: _Trial, output: int, bad: np.ndarray) -> tuple[int, ...]:
    """The wrong entry that is easiest to follow: for an elementwise input, the smallest |x|."""
    indices = [tuple(int(k) for k in index) for index in np.argwhere(bad)]
    x = trial.case.args[-1] if trial.case.args else None
    if not isinstance(x, np.ndarray) or x.shape != bad.shape:
        return indices[0]
    return min(indices, key=lambda index: abs(float(x[index])))


def _quiet(trial: _Trial) -> Finding | None:
    # numpy's own warnings, of overflow and the like; others are the learner's business.
    numeric = [text for text in trial.answer.warnings if text.startswith("RuntimeWarning")]
    if not (trial.case.stable and numeric):
        return None
    return Finding("quiet", f"It is right, but warns for {trial.case.label}: {numeric[0]}.")
