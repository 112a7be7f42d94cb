"""Mistakes with the places of the numbers that come out: order, axes, rows, shape."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations

import numpy as np

from autograder.diagnosis.target import Change, Composed, Target

_PLACES = "Which numbers of your answer are right, and where should each of them stand?"
_ROWS = "Change the second row (or entry) alone: what should change in the answer?"
_SHAPE = "Print the shape of every array on the way. Where does it change?"
_STAY = "What is the shape of the answer, and which axis must therefore stay?"

# id, what is made of an output, the clause and the hint.
OF_ARRAYS: tuple[tuple[str, Callable[[np.ndarray], np.ndarray], str, str], ...] = (
    (
        "op_transposed",
        lambda y: _with_axes(y, 2).T,
        "rows and columns have changed places",
        "Write the shape of the answer beside that of yours, for an array that is not square.",
    ),
    (
        "op_reshaped",
        lambda y: _with_axes(y, 2).T.reshape(y.shape),
        "the numbers are right and stand in the wrong places, as if reshaped, not transposed",
        "`reshape` keeps the reading order; swapping rows and columns changes it.",
    ),
    ("op_reversed", lambda y: y[::-1], "the order is reversed", _PLACES),
    (
        "op_shifted",
        lambda y: np.roll(y, 1, axis=0),
        "every number stands one place too late",
        _PLACES,
    ),
    (
        "op_shifted",
        lambda y: np.roll(y, -1, axis=0),
        "every number stands one place too early",
        _PLACES,
    ),
    (
        "op_shifted",
        lambda y: np.roll(_with_axes(y, 2), 1, axis=-1),
        "every number stands one column too far to the right",
        _PLACES,
    ),
    (
        "op_shifted",
        lambda y: np.roll(_with_axes(y, 2), -1, axis=-1),
        "every number stands one column too far to the left",
        _PLACES,
    ),
    (
        "op_first_only",
        lambda y: _kept(y, slice(0, 1)),
        "only the first row (or entry) is there; the others are 0",
        "Does a loop end too early, or a `return` stand inside it?",
    ),
    (
        "op_last_only",
        lambda y: _kept(y, slice(-1, None)),
        "only the last row (or entry) is there; the others are 0",
        "Does every turn of a loop start again from zeros?",
    ),
    (
        "op_last_missing",
        lambda y: _kept(y, slice(0, -1)),
        "the last row (or entry) is 0",
        "Where does `range` stop?",
    ),
    (
        "op_first_missing",
        lambda y: _kept(y, slice(1, None)),
        "the first row (or entry) is 0",
        "Where does `range` start?",
    ),
    (
        "op_first_repeated",
        lambda y: _filled(y, y[:1]),
        "every row (or entry) is a copy of the first one",
        _ROWS,
    ),
    (
        "op_last_repeated",
        lambda y: _filled(y, y[-1:]),
        "every row (or entry) is a copy of the last one",
        _ROWS,
    ),
    (
        "op_one_mean",
        lambda y: _filled(y, np.mean(y, keepdims=True)),
        "all numbers are the same: the mean of what they should be",
        "Each number has an answer of its own. Where does yours become one for all?",
    ),
    (
        "op_extra_axis",
        lambda y: y[None],
        "the numbers are right, in an array with one axis too many",
        _SHAPE,
    ),
    (
        "op_extra_axis",
        lambda y: y[..., None],
        "the numbers are right, in an array with one axis too many",
        _SHAPE,
    ),
    (
        "op_flattened",
        lambda y: y.ravel(),
        "the numbers are right, in one long row: the shape is lost",
        _SHAPE,
    ),
    ("op_summed", lambda y: y.sum(), "everything is summed up to one number", _STAY),
    ("op_summed", lambda y: y.sum(axis=0), "it is summed over the first axis", _STAY),
    ("op_summed", lambda y: y.sum(axis=-1), "it is summed over the last axis", _STAY),
    ("op_averaged", lambda y: y.mean(), "everything is averaged to one number", _STAY),
    ("op_averaged", lambda y: y.mean(axis=0), "it is averaged over the first axis", _STAY),
    ("op_averaged", lambda y: y.mean(axis=-1), "it is averaged over the last axis", _STAY),
    ("op_largest", lambda y: y.max(), "only the largest number is there", _STAY),
    ("op_largest", lambda y: y.max(axis=0), "only the largest of each column is there", _STAY),
    ("op_largest", lambda y: y.max(axis=-1), "only the largest of each row is there", _STAY),
    (
        "op_one_row",
        lambda y: _some(y)[0],
        "only the answer for the first row (or entry) comes back",
        "Does a `return` stand inside a loop?",
    ),
    (
        "op_one_row",
        lambda y: _some(y)[-1],
        "only the answer for the last row (or entry) comes back",
        "Does every turn of a loop overwrite what the one before it found?",
    ),
    (
        "op_repeated",
        lambda y: np.broadcast_to(y, (len(y), *y.shape)),
        "the right numbers come several times: broadcasting has made an axis of them",
        _SHAPE,
    ),
)


def layout(target: Target) -> Iterator[Composed]:
    """Every form in which the right numbers stand in the wrong places."""
    for id, change, clause, hint in OF_ARRAYS:
        yield target.changing(id, _alone(change), clause, hint)
    if target.is_function and len(target.exercise.outputs) > 1:
        yield from _out_of_order(target)


def _alone(change: Callable[[np.ndarray], np.ndarray]) -> Change:
    return lambda y, _: change(y)


def _with_axes(y: np.ndarray, least: int) -> np.ndarray:
    if y.ndim < least:
        raise ValueError("too few axes")
    return y


def _some(y: np.ndarray) -> np.ndarray:
    if not y.size:
        raise ValueError("an empty array")
    return y


def _kept(y: np.ndarray, rows: slice) -> np.ndarray:
    """The rows, and zeros in place of the others."""
    kept = np.zeros_like(_with_axes(y, 1))
    kept[rows] = y[rows]
    return kept


def _filled(y: np.ndarray, by: np.ndarray) -> np.ndarray:
    return np.array(np.broadcast_to(by, y.shape)) if y.size else y


def _out_of_order(target: Target) -> Iterator[Composed]:
    """Two outputs have changed places; which of them is to be wrong is thereby said."""
    count = len(target.exercise.outputs)
    for order in permutations(range(count)):
        if sum(i != k for i, k in enumerate(order)) == 2:
            yield target.changing_all(
                "op_outputs_exchanged",
                _reordering(order),
                "What comes back is right, but in the wrong order.",
                f"What should come back is ({', '.join(target.exercise.outputs)}).",
            )


def _reordering(order: Sequence[int]) -> Callable[..., list[np.ndarray]]:
    return lambda outputs, _: [outputs[i] for i in order]
