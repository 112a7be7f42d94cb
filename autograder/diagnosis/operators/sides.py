"""Mistakes with a function of two branches: right on one side of 0, something else on the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np

from autograder.diagnosis.evidence import UPSTREAM
from autograder.diagnosis.target import Change, Composed, Target
from autograder.exercises.exercise import Case

Array: TypeAlias = np.ndarray

# What stands on the wrong side: its words, and how it is made of the right answer y, of x and of
# the upstream gradient g, which is 1 where there is none.
OTHERS: tuple[tuple[str, Callable[[Array, Array, Array], Array]], ...] = (
    ("0 comes out", lambda y, x, g: np.zeros_like(y)),
    ("the sign is wrong", lambda y, x, g: -y),
    ("{`x`} comes out", lambda y, x, g: g * x),
    ("{1} comes out", lambda y, x, g: g),
    ("{−1} comes out", lambda y, x, g: -g),
)
# The same, where the right answer for another x comes out.
ELSEWHERE: tuple[tuple[str, Callable[[Array], Array]], ...] = (
    ("the answer is that for −x", np.negative),
    ("the answer is that for x = 0", np.zeros_like),
)


def sides(target: Target) -> Iterator[Composed]:
    """Every form that is right on one side of 0 only."""
    if not target.has("x") or target.exercise.rowwise or len(target.exercise.outputs) > 1:
        return
    for right, is_right in ((">", np.greater), ("<", np.less)):
        for words, other in OTHERS:
            yield _form(target, right, _filled(target, is_right, other), _spelled(target, words))
        for words, moved in ELSEWHERE:
            yield _form(target, right, _taken_from(target, is_right, moved), words)


def _form(target: Target, right: str, change: Change, words: str) -> Composed:
    return target.changing(
        "op_one_side",
        change,
        f"for x {'<' if right == '>' else '>'} 0, {words}",
        f"Which branch of your code does x = {'−2' if right == '>' else '2'} take?",
    )


def _spelled(target: Target, words: str) -> str:
    """What comes out, in a backward as a multiple of the upstream gradient."""
    factor = "`grad_output` times {}" if target.has(UPSTREAM) else "{}"
    return re.sub(r"\{(.+)\}", lambda match: factor.format(match[1]), words)


def _filled(target: Target, is_right: Any, other: Callable[[Array, Array, Array], Array]) -> Change:
    def change(y: Array, case: Case) -> Array:
        x, g = _inputs(target, case, y)
        return np.where((x == 0) | is_right(x, 0), y, other(y, x, g)).astype(y.dtype)

    return change


def _taken_from(target: Target, is_right: Any, moved: Callable[[Array], Array]) -> Change:
    position = target.exercise.parameters.index("x")

    def change(y: Array, case: Case) -> Array:
        x, _ = _inputs(target, case, y)
        args = (*case.args[:position], moved(x), *case.args[position + 1 :])
        elsewhere = target.exercise.reference(*args, **case.options)
        return np.where((x == 0) | is_right(x, 0), y, elsewhere).astype(y.dtype)

    return change


def _inputs(target: Target, case: Case, y: Array) -> tuple[Array, Array]:
    """x, which must have the shape of y, and the upstream gradient, 1 if there is none."""
    names = target.exercise.parameters
    x = np.asarray(case.args[names.index("x")])
    if x.shape != y.shape:
        raise ValueError("another shape")
    g = case.args[names.index(UPSTREAM)] if target.has(UPSTREAM) else np.ones_like(x)
    return x, np.asarray(g)
