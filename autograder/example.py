"""The smallest input that shows what is wrong, as text: one number where that is enough."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.answer import Answer, Foreign
from autograder.exercises.exercise import Case, Exercise
from autograder.expected import Expected
from autograder.steps import spelled
from autograder.verdict import Example
from autograder.verify import Finding

LARGEST_ARRAY = 24
# With the code around it, an argument so long still fits on a card without scrolling.
LONGEST_ARGUMENT = 60
_ENDS = {"timeout": "nothing in time", "crashed": "nothing: the process ended"}


def example_of(
    exercise: Exercise, case: Case, expected: Sequence[Expected], answer: Answer, finding: Finding
) -> Example | None:
    """The example that belongs to `finding`, or None where numbers would say nothing."""
    if finding.measured:
        return _wrong_measure(exercise, case, finding.measured)
    if finding.rule in ("finite", "values") and finding.index is not None:
        return _wrong_number(exercise, case, expected, answer, finding)
    if finding.rule == "shape":
        right, received = expected[finding.output], _outputs(answer)[finding.output]
        return Example(_inputs(exercise, case), _arrays(right), _array(received))
    if finding.rule == "untouched":
        return Example(_inputs(exercise, case), "", "")
    if finding.rule in ("raised", "timeout", "crashed") and not answer.in_cell:
        # Of several outputs nobody knows which one it was on its way to.
        wanted = _arrays(expected[0]) if len(expected) == 1 else ""
        return Example(_inputs(exercise, case), wanted, _instead(finding, answer))
    return None


def _instead(finding: Finding, answer: Answer) -> str:
    """What came in place of a result."""
    if answer.raised is None:
        return _ENDS[finding.rule]
    return "" if answer.raised.absent else answer.raised.type


def _outputs(answer: Answer) -> list[np.ndarray]:
    values = answer.value if isinstance(answer.value, (tuple, list)) else (answer.value,)
    return [np.asarray(value) for value in values]


def _wrong_number(
    exercise: Exercise, case: Case, expected: Sequence[Expected], answer: Answer, finding: Finding
) -> Example:
    received = _outputs(answer)[finding.output]
    right, index = expected[finding.output], finding.index
    assert index is not None
    if case.args and not exercise.rowwise and _is_elementwise(case, received):
        inputs = _inputs(exercise, case, index)
        return Example(inputs, *_distinct(right, received, index))
    if received.ndim == 0:
        return Example(_inputs(exercise, case), *_distinct(right, received, index))
    texts = _arrays(right), _array(received)
    if received.size <= LARGEST_ARRAY and texts[0] != texts[1]:
        return Example(_inputs(exercise, case), *texts)
    name = exercise.called(case)[finding.output]
    place = (f"the entry of {name}", str(list(index)))
    return Example((place,), *_distinct(right, received, index))


def _wrong_measure(
    exercise: Exercise, case: Case, measured: tuple[str, Expected, np.ndarray]
) -> Example:
    name, expected, received = measured
    inputs = (*_inputs(exercise, case), ("compared is", name))
    if expected.low.ndim == 0 and received.ndim == 0:
        return Example(inputs, *_distinct(expected, received, ()))
    return Example(inputs, _arrays(expected), _array(received))


def _is_elementwise(case: Case, received: np.ndarray) -> bool:
    return all(isinstance(arg, np.ndarray) and arg.shape == received.shape for arg in case.args)


def _inputs(
    exercise: Exercise, case: Case, index: tuple[int, ...] | None = None
) -> tuple[tuple[str, str], ...]:
    if case.steps:
        return (("code", spelled(case.steps, _on_one_line)),)
    arrays = zip(exercise.parameters, case.args, strict=True)
    shown = [(name, _value(arg, index)) for name, arg in arrays]
    return (*shown, *((name, number(value)) for name, value in case.options.items()))


def _value(value: Any, index: tuple[int, ...] | None) -> str:
    if isinstance(value, np.ndarray):
        return _array(value) if index is None else number(value[index])
    if isinstance(value, (tuple, list)):
        # One array to a line, indented so that its own lines stay in column.
        items = (_value(item, None).replace("\n", "\n ") for item in value)
        return "[" + ",\n ".join(items) + "]"
    return value.text if isinstance(value, Foreign) else str(value)


def _on_one_line(value: Any) -> str:
    """An argument within a line of code."""
    text = " ".join(_value(value, None).split())
    fits = len(text) <= LONGEST_ARGUMENT or not isinstance(value, np.ndarray)
    return text if fits else f"an array of shape {value.shape}"


def _array(array: np.ndarray) -> str:
    if array.size > LARGEST_ARRAY:
        return f"an array of shape {array.shape}"
    if array.ndim == 0:
        return number(array[()])
    return np.array2string(array, separator=", ", formatter={"all": lambda v: number(v)})


def _arrays(expected: Expected) -> str:
    return _array(expected.low)


def _distinct(expected: Expected, received: np.ndarray, index: tuple[int, ...]) -> tuple[str, str]:
    """Both numbers, with as many digits as it takes to tell them apart."""
    low, high, got = expected.low[index], expected.high[index], received[index]
    texts = number(low), number(got)
    if texts[0] == texts[1]:
        texts = number(low, 17), number(got, 17)
    right = texts[0] if low == high else f"anything from {number(low)} to {number(high)}"
    return right, texts[1]


def number(value: Any, digits: int = 6) -> str:
    """A number as a person would write it: `2`, `-0.5`, `1.05070`, `True`."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value))
    text = f"{value:.{digits}g}"
    return "0" if text == "-0" else text
