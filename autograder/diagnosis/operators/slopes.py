"""Mistakes with the chain rule: the upstream gradient, value and slope, inner and outer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import UPSTREAM
from autograder.diagnosis.target import Composed, Formula, Target, as_arrays
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise

# What forward functions are known to keep for the way back, instead of their input.
SAVED = ("y", "log_y")

_FELT_TWICE = "If the next layers feel a change of the output twice as much, what should come back?"
_RISE = "How much does the output grow when x grows by a little, at two different places?"


def slopes(target: Target) -> Iterator[Composed]:
    """Every form in which the chain rule goes wrong."""
    if not target.is_function:
        return
    if target.has(UPSTREAM):
        yield from _upstream(target)
    forward = function_named(target.exercise.forward)
    if forward:
        yield from _value_for_slope(target, forward)
        yield from _outer_and_inner(target, forward)
    else:
        yield from _of_a_forward(target)


def function_named(name: str) -> Exercise | None:
    """The exercise of that name, if it is one in which a function is written."""
    task = EXERCISES.get(name)
    return task if isinstance(task, Exercise) and not isinstance(task.reference, type) else None


def _upstream(target: Target) -> Iterator[Composed]:
    yield target.calling(
        "op_upstream_forgotten",
        target.with_argument(UPSTREAM, np.ones_like),
        "the upstream gradient is missing: this is what comes back for a `grad_output` of ones",
        _FELT_TWICE,
    )
    twice = "the upstream gradient is multiplied in twice"
    hint = "If `grad_output` is doubled, by how much should the answer grow?"
    squared = target.with_argument(UPSTREAM, np.square)
    yield target.calling("op_upstream_twice", squared, twice, hint)
    position = target.exercise.parameters.index(UPSTREAM)
    yield target.changing(
        "op_upstream_twice",
        lambda output, case: output * _of_shape(case.args[position], output),
        twice,
        hint,
    )
    yield target.changing(
        "op_slope_forgotten",
        lambda output, case: _of_shape(case.args[position], output) + 0,
        "`grad_output` is handed on as it came: this layer's own slope is missing",
        "If the input moves a little, how much does this layer's output move?",
    )


def _of_shape(array: Any, output: np.ndarray) -> np.ndarray:
    """The array, which must have the shape of the output: nothing is broadcast here."""
    if np.shape(array) != output.shape:
        raise ValueError("another shape")
    return np.asarray(array)


def _value_for_slope(target: Target, forward: Exercise) -> Iterator[Composed]:
    value = _value_of(target, forward)
    if value is None or len(target.exercise.outputs) > 1:
        return
    name = forward.name
    yield target.calling(
        "op_value_for_slope", value, f"this is the value of `{name}` instead of its slope", _RISE
    )
    if target.has(UPSTREAM):
        position = target.exercise.parameters.index(UPSTREAM)

        def times(*args: Any, **options: float) -> Any:
            return args[position] * value(*args, **options)

        clause = f"the upstream gradient is multiplied by the value of `{name}`, not by its slope"
        yield target.calling("op_value_for_slope", times, clause, _RISE)


def _value_of(target: Target, forward: Exercise) -> Formula | None:
    """The forward function, of the arguments of its backward."""
    names = target.exercise.parameters
    saved = next((name for name in names if name in SAVED), "")
    if saved:
        return lambda *args, **options: args[names.index(saved)] + 0
    if not set(forward.parameters) <= set(names):
        return None
    positions = [names.index(name) for name in forward.parameters]
    return lambda *args, **options: forward.reference(*(args[i] for i in positions), **options)


def _outer_and_inner(target: Target, forward: Exercise) -> Iterator[Composed]:
    """The slope is taken at the output in place of the input, or the other way round."""
    name, place = forward.name, target.exercise.parameters[-1]
    if len(forward.parameters) == 1:
        if place in SAVED:
            clause = f"`{place}` has passed `{name}` already; here `{name}` is applied once more"
            hint = "What did the forward pass keep for this function: its input or its output?"
        else:
            clause = f"the slope is taken at the output of `{name}` instead of at `{place}`"
            hint = f"At which point of its curve do you read off the slope of `{name}`?"
        yield target.calling("op_of_output", _at_output(target, forward), clause, hint)
    backward = function_named(f"{name}_backward")
    if backward and not target.has(UPSTREAM) and set(SAVED) & set(backward.parameters):
        yield target.calling(
            "op_input_for_output",
            lambda x: backward.reference(np.ones_like(x), x),
            f"the rule for the output of `{name}` is applied to its input `{place}`",
            "In the rule that you use, does the letter stand for x or for the function's value?",
        )


def _at_output(target: Target, forward: Exercise) -> Formula:
    def call(*args: Any, **options: float) -> Any:
        return target.exercise.reference(
            *args[:-1], forward.reference(args[-1], **options), **options
        )

    return call


def _of_a_forward(target: Target) -> Iterator[Composed]:
    exercise = target.exercise
    slope = function_named(f"{exercise.name}_derivative")
    if slope:
        yield target.calling(
            "op_slope_for_value",
            slope.reference,
            f"this is the slope of `{exercise.name}`, not its value",
            "A slope says how steep the curve is. How high is it?",
        )
    if len(exercise.parameters) == 1 and len(exercise.outputs) == 1:
        yield target.calling(
            "op_applied_twice",
            lambda x, **options: exercise.reference(_same_shape(exercise, x, options), **options),
            f"`{exercise.name}` is applied twice: to `{exercise.parameters[0]}`, and to the result",
            "Follow one number on its way: how often does it pass the function?",
        )


def _same_shape(exercise: Exercise, x: np.ndarray, options: dict[str, float]) -> np.ndarray:
    (once,) = as_arrays(exercise.reference(x, **options))
    return _of_shape(once, np.asarray(x))
