"""What a graded task is, as data: everything the grader knows of it stands in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from autograder.exercises.design import Design
from autograder.learner import Options
from autograder.steps import Argument, Step


@dataclass(frozen=True)
class Case:
    """One call of the learner's function: what it stands for, and with what.

    `stable` demands that no warning is raised; `curve` marks the case that a picture is drawn from.
    Where one call is not enough, as for a class, `steps` are run instead, and what the paths
    `returns` lead to are the outputs. `measure` is the exercise's, for this case alone.
    """

    label: str
    args: tuple[Argument, ...] = ()
    options: Options = field(default_factory=dict)
    stable: bool = False
    curve: bool = False
    steps: tuple[Step, ...] = ()
    returns: tuple[str, ...] = ()
    measure: Callable[..., Mapping[str, Any]] | None = None

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """All arguments: of the call, or of all steps."""
        return (*self.args, *(arg for step in self.steps for arg in step.args or ()))


@dataclass(frozen=True)
class WrongForm:
    """A known wrong answer: its formula recognises it, its words explain it.

    `misconception` says in one sentence what was confused; `hint` points to the idea and never
    gives the line away; `seen` says where the form was met, if that is known.
    """

    id: str
    formula: Callable[..., Any]
    misconception: str
    hint: str
    seen: str = ""


@dataclass(frozen=True)
class Exercise:
    """A function that learners write.

    Parameters
    ----------
    name, signature
        What is asked for, e.g. `relu_backward` and `(grad_output, x)`.
    points
        What a correct function earns; there is no part credit.
    reference
        The engine's function of the same name and signature.
    cases
        Fresh cases from a random generator, the simplest first.
    outputs
        What the function returns, e.g. ("grad_x", "grad_weight", "grad_bias").
    kinks
        The inputs x where the slope jumps: any value between the slopes on either side is right.
    forward
        For a derivative or a backward: the exercise whose slope it is.
    whole_numbers
        The parameters that hold whole numbers by nature, e.g. ("labels",).
    rowwise
        An output depends on its whole row: an example shows the arrays, not one number of each.
    measure
        What of the outputs is compared, where more than one answer is right: a function of the case
        and the outputs, e.g. the values at some points of a network that was built.
    tolerance
        How far off a measured number may be; 0 for rounding only.
    given
        For a cell that starts with code to repair: the id of the wrong form that it starts as.
    withheld
        Functions out of reach while it runs, as dotted names.
    hint
        What to think of when no wrong form fits.
    """

    name: str
    signature: str
    points: int
    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Sequence[Case]]
    hint: str
    wrong_forms: Sequence[WrongForm] = ()
    outputs: tuple[str, ...] = ("output",)
    kinks: tuple[float, ...] = ()
    forward: str = ""
    whole_numbers: tuple[str, ...] = ()
    rowwise: bool = False
    measure: Callable[..., Mapping[str, Any]] | None = None
    tolerance: float = 0.0
    given: str = ""
    withheld: tuple[str, ...] = ()
    assignment: str = ""

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of the array arguments, in order: ("grad_output", "x")."""
        inside = self.signature.strip("()").split(",")
        return tuple(name.strip() for name in inside if "=" not in name)

    def called(self, case: Case) -> tuple[str, ...]:
        """What the outputs of a case are called: by the exercise, or by the paths of its steps."""
        return case.returns or self.outputs

    def measure_of(self, case: Case) -> Callable[..., Mapping[str, Any]] | None:
        """What of a case's outputs is compared; None for the outputs themselves."""
        return case.measure or self.measure

    def real(self, case: Case) -> tuple[Any, ...]:
        """A case's arguments without those that are whole numbers by nature."""
        if case.steps:
            return case.arguments
        named = zip(self.parameters, case.args, strict=True)
        return tuple(arg for name, arg in named if name not in self.whole_numbers)


@dataclass(frozen=True)
class Question:
    """A multiple-choice question: a variable of its name holds the learner's letter.

    `explanations` maps every letter to why it is right or wrong; the prompt stands in the notebook.
    """

    name: str
    answer: str
    explanations: Mapping[str, str]
    points: int = 1
    assignment: str = ""


@dataclass(frozen=True)
class Written:
    """A question that is answered in prose, in a markdown cell, and graded by hand.

    `rubric` says what earns how many points: rows like (3, "names what is lost without it").
    """

    name: str
    points: int
    rubric: tuple[tuple[int, str], ...]
    assignment: str = ""

    def __post_init__(self) -> None:
        total = sum(points for points, _ in self.rubric)
        if total != self.points:
            raise ValueError(f"{self.name}: the rubric's rows give {total} of {self.points} points")


# What a program can check; the rest of the tasks waits for a human.
Checked = Exercise | Design | Question
Task = Checked | Written


@dataclass(frozen=True)
class Assignment:
    """The graded tasks of one notebook, in the notebook's order; `stem` is its file's name."""

    stem: str
    tasks: tuple[Task, ...]

    @property
    def points(self) -> int:
        """The points of all its tasks together."""
        return sum(task.points for task in self.tasks)

    @property
    def written(self) -> tuple[str, ...]:
        """The names of the tasks that are answered in prose."""
        return tuple(task.name for task in self.tasks if isinstance(task, Written))
