"""What a general operator is applied to: an exercise, whose words the sentences use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.expected import Expected

Formula: TypeAlias = Callable[..., Any]
# What an operator makes of one output of a case.
Change: TypeAlias = Callable[[np.ndarray, Case], np.ndarray]
# What it makes of all outputs.
ChangeAll: TypeAlias = Callable[[Sequence[np.ndarray], Case], Sequence[np.ndarray]]


@dataclass(frozen=True)
class Composed(WrongForm):
    """A wrong form that an operator makes of an exercise.

    Where it changes only what comes out, `change` says how; then nothing need be computed again.
    """

    change: ChangeAll | None = None


@dataclass(frozen=True)
class Target:
    """An exercise and the names of those of its outputs that are to be wrong."""

    exercise: Exercise
    outputs: tuple[str, ...]

    @property
    def is_function(self) -> bool:
        """Is a function asked for, not a class?"""
        return not isinstance(self.exercise.reference, type)

    def has(self, *parameters: str) -> bool:
        """Does the function take these?"""
        return self.is_function and set(parameters) <= set(self.exercise.parameters)

    def said(self, clause: str) -> str:
        """A clause as a sentence: of the result, or of those outputs that are meant."""
        several = len(self.exercise.outputs) > 1 or not self.is_function
        sentence = f"in {spelled(self.outputs)}, {clause}" if several else clause
        return f"{sentence[0].upper()}{sentence[1:]}."

    def changing(self, id: str, change: Change, clause: str, hint: str) -> Composed:
        """The form in which `change` is made to the outputs."""

        def change_all(outputs: Sequence[np.ndarray], case: Case) -> Sequence[np.ndarray]:
            names = self.exercise.called(case)
            return [
                np.asarray(change(output, case)) if self.is_meant(name) else output
                for name, output in zip(names, outputs, strict=True)
            ]

        return self.changing_all(id, change_all, self.said(clause), hint)

    def is_meant(self, name: str) -> bool:
        """A function's only output has another name in every program of steps that calls it."""
        return name in self.outputs or (self.is_function and len(self.exercise.outputs) == 1)

    def changing_all(self, id: str, change: ChangeAll, misconception: str, hint: str) -> Composed:
        """The form in which `change` is made to all outputs together."""

        def formula(*args: Any, **options: float) -> Any:
            outputs = as_arrays(self.exercise.reference(*args, **options))
            changed = tuple(change(outputs, Case("", args, options)))
            return changed if len(self.exercise.outputs) > 1 else changed[0]

        return Composed(id, formula, misconception, hint, change=change)

    def calling(self, id: str, call: Formula, clause: str, hint: str) -> Composed:
        """The form whose outputs are those of `call`, which has the exercise's parameters."""

        def formula(*args: Any, **options: float) -> Any:
            others = call(*args, **options)
            if not isinstance(others, tuple) or set(self.outputs) == set(self.exercise.outputs):
                return others
            right = self.exercise.reference(*args, **options)
            triples = zip(self.exercise.outputs, others, right, strict=True)
            return tuple(other if n in self.outputs else own for n, other, own in triples)

        return Composed(id, formula, self.said(clause), hint)

    def with_argument(self, name: str, change: Callable[[Any], Any]) -> Formula:
        """The reference, called with something else in place of the argument `name`."""
        position = self.exercise.parameters.index(name)

        def call(*args: Any, **options: float) -> Any:
            other = change(args[position])
            return self.exercise.reference(
                *args[:position], other, *args[position + 1 :], **options
            )

        return call


def spelled(names: Sequence[str]) -> str:
    """Names of outputs as code, as many as there are.

    >>> spelled(["a", "b", "c"])
    '`a`, `b` and `c`'
    """
    *first, last = (f"`{name}`" for name in names)
    return f"{', '.join(first)} and {last}" if first else last


def as_arrays(outputs: Any) -> tuple[np.ndarray, ...]:
    """What a function returned, as arrays."""
    return tuple(map(np.asarray, outputs if isinstance(outputs, (tuple, list)) else (outputs,)))


def as_precise_as(output: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """The changed output in the precision of the output: float32 stays float32."""
    return changed.astype(output.dtype) if output.dtype.kind == "f" else changed


def lows(expected: Sequence[Expected]) -> list[np.ndarray]:
    """The right outputs; at a kink, where everything is free, the lower end."""
    return [one.low for one in expected]
