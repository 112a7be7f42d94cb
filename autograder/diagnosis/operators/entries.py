"""Mistakes with the numbers that come out, each by itself: sign, size, precision."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.diagnosis.target import Change, Composed, Target

# id, what is made of every number, the clause and the hint.
OF_NUMBERS: tuple[tuple[str, Callable[[np.ndarray], np.ndarray], str, str], ...] = (
    (
        "op_sign",
        np.negative,
        "every number has the wrong sign",
        "Work one easy example out by hand: is the answer positive or negative?",
    ),
    (
        "op_absolute",
        np.abs,
        "every number has lost its sign",
        "Can the answer be negative? For which input?",
    ),
    (
        "op_clipped",
        lambda y: np.maximum(y, 0),
        "what should be negative is 0",
        "Can the answer be negative? For which input?",
    ),
    (
        "op_squared",
        np.square,
        "every number is squared",
        "Compare one number with the expected one: which operation leads from there to here?",
    ),
    (
        "op_root",
        np.sqrt,
        "every number is the root of what it should be",
        "Compare one number with the expected one: which operation leads from there to here?",
    ),
    (
        "op_reciprocal",
        lambda y: 1 / y,
        "every number is one over what it should be",
        "What is divided by what?",
    ),
    (
        "op_complement",
        lambda y: 1 - y,
        "every number is 1 minus what it should be",
        "Which of two shares that add up to 1 is asked for?",
    ),
    (
        "op_log",
        np.log,
        "every number is the logarithm of what it should be",
        "Is the logarithm part of what is asked for?",
    ),
    (
        "op_exp",
        np.exp,
        "every number is the exponential of what it should be",
        "Is the last exponential part of what is asked for?",
    ),
    (
        "op_truncated",
        np.trunc,
        "every number is cut off to a whole one",
        "Where in your code does an array of whole numbers, or `int`, come in?",
    ),
)
DIGITS = range(6)


def entries(target: Target) -> Iterator[Composed]:
    """Every form in which each number is changed by itself."""
    for id, change, clause, hint in OF_NUMBERS:
        yield target.changing(id, _of_each(change), clause, hint)
    for digits in DIGITS:
        yield _rounded(target, digits)


def _of_each(change: Callable[[np.ndarray], np.ndarray]) -> Change:
    return lambda y, _: change(_real(y))


def _real(y: np.ndarray) -> np.ndarray:
    if y.dtype.kind != "f":
        raise TypeError("no array of floats")
    return y


def _rounded(target: Target, digits: int) -> Composed:
    place = "one decimal" if digits == 1 else f"{digits} decimals"
    clause = f"every number is rounded to {place}"
    return target.changing(
        "op_rounded",
        lambda y, _: np.round(y, digits),
        clause if digits else "only whole numbers come out, as if it were rounded",
        "A result goes on into other computations: leave rounding to whoever prints it.",
    )
