"""Mistakes with what comes in: an argument negated, transposed, exchanged, cut off or not used."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from autograder.diagnosis.evidence import UPSTREAM
from autograder.diagnosis.target import Composed, Formula, Target


def arguments(target: Target) -> Iterator[Composed]:
    """Every form in which the reference gets other arguments than it should."""
    if not target.is_function:
        return
    for name in target.exercise.parameters:
        if name in target.exercise.whole_numbers:
            yield from _of_whole_numbers(target, name)
        else:
            yield from _of_one(target, name)
    for pair in combinations(target.exercise.parameters, 2):
        yield _exchanged(target, *pair)
    for option, default in _options(target).items():
        yield from _of_option(target, option, default)
    yield from _axes(target)


def _of_one(target: Target, name: str) -> Iterator[Composed]:
    if name != UPSTREAM:
        yield target.calling(
            "op_input_negated",
            target.with_argument(name, lambda x: -_real(x)),
            f"`{name}` comes in with the wrong sign",
            "Try one positive and one negative number: has one got the answer of the other?",
        )
    yield target.calling(
        "op_input_absolute",
        target.with_argument(name, lambda x: np.abs(_real(x))),
        f"the sign of `{name}` is lost: −2 is treated like 2",
        f"Which operation in your code makes every `{name}` positive?",
    )
    yield target.calling(
        "op_input_truncated",
        target.with_argument(name, lambda x: np.trunc(_real(x))),
        f"`{name}` is cut off to whole numbers on the way in",
        f"What happens to `{name}` = 0.5 in the first line of your code?",
    )
    yield target.calling(
        "op_input_transposed",
        target.with_argument(name, lambda x: _matrix(x).T),
        f"`{name}` is transposed",
        "Write the shape of every array beside its name: which axes meet?",
    )


def _real(x: Any) -> np.ndarray:
    """An array of floats; other things have no sign to lose."""
    if not (isinstance(x, np.ndarray) and x.dtype.kind == "f"):
        raise TypeError("no array of floats")
    return x


def _matrix(x: Any) -> np.ndarray:
    if _real(x).ndim != 2:
        raise TypeError("no matrix")
    return np.asarray(x)


def _of_whole_numbers(target: Target, name: str) -> Iterator[Composed]:
    """Indices that are one too high or too low; past the end they start again, as −1 does."""
    for step, how in ((1, "high"), (-1, "low")):
        yield target.calling(
            "op_index_shifted",
            _stepped(target, name, step),
            f"every one of `{name}` is taken one too {how}",
            "With which number does counting start in Python?",
        )


def _stepped(target: Target, name: str, step: int) -> Formula:
    position = target.exercise.parameters.index(name)

    def call(*args: Any, **options: float) -> Any:
        columns = np.shape(args[0])[-1]
        moved = (args[position].astype(int) + step) % columns
        return target.exercise.reference(*args[:position], moved, *args[position + 1 :], **options)

    return call


def _exchanged(target: Target, first: str, second: str) -> Composed:
    names = target.exercise.parameters
    i, j = names.index(first), names.index(second)

    def call(*args: Any, **options: float) -> Any:
        swapped = list(args)
        swapped[i], swapped[j] = args[j], args[i]
        return target.exercise.reference(*swapped, **options)

    return target.calling(
        "op_arguments_exchanged",
        call,
        f"`{first}` and `{second}` have changed roles",
        f"The signature is {target.exercise.name}{target.exercise.signature}: which comes first?",
    )


def _options(target: Target) -> dict[str, Any]:
    """The options that the exercise's signature offers, with their defaults."""
    inside = target.exercise.signature.strip("()").split(",")
    offered = {part.split("=")[0].strip() for part in inside if "=" in part}
    known = inspect.signature(target.exercise.reference).parameters
    return {name: p.default for name, p in known.items() if name in offered}


def _of_option(target: Target, name: str, default: Any) -> Iterator[Composed]:
    def call(*args: Any, **options: float) -> Any:
        others = {key: value for key, value in options.items() if key != name}
        return target.exercise.reference(*args, **others)

    yield target.calling(
        "op_option_ignored",
        call,
        f"`{name}` is not used: whatever it is, the answer is that of {name}={default:g}",
        f"Where in your code does `{name}` occur?",
    )
    if isinstance(default, float):
        yield _option_changed(target, name, default, lambda value: 1 / value, "upside down")
        yield _option_changed(target, name, default, lambda value: -value, "with the wrong sign")


def _option_changed(target: Target, name: str, default: float, change: Any, how: str) -> Composed:
    def call(*args: Any, **options: float) -> Any:
        changed = {name: change(options.get(name, default))}
        return target.exercise.reference(*args, **options | changed)

    return target.calling(
        "op_option_misused",
        call,
        f"`{name}` comes in {how}",
        f"Take the largest `{name}` that you can think of: what should become of the answer?",
    )


def _axes(target: Target) -> Iterator[Composed]:
    """The reference along another axis, for functions that treat each row by itself."""

    def over_columns(*args: Any, **options: float) -> Any:
        if np.ndim(args[0]) < 2:
            return target.exercise.reference(*args, **options)
        turned = [np.moveaxis(arg, 0, -1) for arg in args]
        return np.moveaxis(target.exercise.reference(*turned, **options), -1, 0)

    def over_everything(*args: Any, **options: float) -> Any:
        flat = [np.ravel(arg) for arg in args]
        return np.reshape(target.exercise.reference(*flat, **options), np.shape(args[0]))

    yield target.calling(
        "op_wrong_axis",
        over_columns,
        "it runs along the wrong axis: columns are treated as if they were rows",
        "Rows are examples. Along which axis does one example lie?",
    )
    yield target.calling(
        "op_whole_array",
        over_everything,
        "it runs over the whole array at once, so that the rows are mixed",
        "Change one row only: should the answer for the others change?",
    )
