"""Mistakes by the length of an axis: a mean for a sum, a sum for a mean, the wrong axis counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from autograder.diagnosis.evidence import UPSTREAM
from autograder.diagnosis.target import Change, Composed, Target, as_precise_as
from autograder.exercises.exercise import Case

_BATCH = "If every row came twice, should the answer for one of them change?"
_MEAN = "If the loss is a mean, its 1/N has come in with `grad_output` already."
_LENGTH = "Of which axis did you take the length?"


def rows_of(case: Case) -> int:
    """How many rows (or entries) the first array has."""
    shape = _shape(case)
    return max(shape[0], 1) if shape else 1


def columns_of(case: Case) -> int:
    """How long a row is."""
    shape = _shape(case)
    return max(shape[-1], 1) if shape else 1


def size_of(case: Case) -> int:
    """How many numbers the first array has."""
    return max(int(np.prod(_shape(case))), 1)


def _shape(case: Case) -> tuple[int, ...]:
    arrays = (arg for arg in case.arguments if isinstance(arg, np.ndarray))
    return np.shape(next(arrays, np.zeros(())))


# How the factor depends on the case; what it is called; the hint.
Share: TypeAlias = Callable[[Case], float]
SHARES: tuple[tuple[str, Share, str, str], ...] = (
    ("op_divided_by_rows", lambda c: 1 / rows_of(c), "divided by the number of rows", _MEAN),
    ("op_times_rows", lambda c: rows_of(c), "multiplied by the number of rows", _BATCH),
    (
        "op_divided_by_columns",
        lambda c: 1 / columns_of(c),
        "divided by the number of columns",
        _LENGTH,
    ),
    (
        "op_times_columns",
        lambda c: columns_of(c),
        "multiplied by the number of columns",
        _LENGTH,
    ),
    ("op_divided_by_size", lambda c: 1 / size_of(c), "divided by the number of entries", _MEAN),
    ("op_times_size", lambda c: size_of(c), "multiplied by the number of entries", _BATCH),
    (
        "op_rows_for_columns",
        lambda c: rows_of(c) / columns_of(c),
        "divided by the number of columns where the number of rows belongs",
        _LENGTH,
    ),
)


def shares(target: Target) -> Iterator[Composed]:
    """Every form that is multiplied by a number that hangs on the shape of what comes in."""
    for id, share, words, hint in SHARES:
        fitting = _BATCH if hint == _MEAN and not target.has(UPSTREAM) else hint
        yield target.changing(id, _times(share), f"every number is {words}", fitting)


def _times(share: Share) -> Change:
    return lambda y, case: as_precise_as(y, y * share(case))
