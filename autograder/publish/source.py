"""The solved course as it is authored: cells whose headers say what they are, or a clear error.

`solutions/NN_topic.py` is a notebook in jupytext's percent format. The header of a graded cell
names its task of `autograder/exercises`: `exercise="relu"`, `question="relu_kink"`,
`written="compare"`, `check="relu"`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jupytext
from nbformat import NotebookNode

from autograder.exercises.exercise import Exercise, Question, Task, Written
from autograder.publish.marks import (
    BEGIN,
    END,
    GIVEN,
    as_released,
    has_given,
    is_marked,
    is_prose,
    problem_with,
)

ROLES = ("exercise", "question", "written", "check")
# What Jupyter understands, and what jupytext notes for its own use and must not leave behind.
JUPYTER_KEYS = {"tags", "jupyter"}
JUPYTEXT_KEYS = {"cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker"}

ANSWER = re.compile(r'(?P<name>\w+) = "[a-z]"')


class ReleaseError(ValueError):
    """A notebook that cannot be built: which file, which cell, and what to do."""


@dataclass(frozen=True)
class Cell:
    """One cell of a source: its role and name as its header gives them ("" if none)."""

    node: NotebookNode
    place: str
    role: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        """What stands in the cell."""
        return str(self.node.source)

    def error(self, problem: str) -> ReleaseError:
        """The error to raise for this cell."""
        header = f' ({self.role}="{self.name}")' if self.role else ""
        return ReleaseError(f"{self.place}{header}: {problem}")


def sources(solutions: Path) -> dict[str, Path]:
    """The notebooks of the course by stem, e.g. "02_relu_family", in their order."""
    return {path.stem: path for path in sorted(solutions.glob("[0-9][0-9]_*.py"))}


def read(source: Path, tasks: Mapping[str, Task]) -> list[Cell]:
    """The cells of a source that learners can work with and be graded by.

    `tasks` maps the name of every graded task to its points and its notebook.
    Raises ReleaseError for anything else.
    """
    try:
        notebook = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    # jupytext takes every header as it comes, and stumbles later, in many ways.
    except Exception as error:
        said = str(error).partition("\n")[0]
        raise ReleaseError(f"{source.name} is no notebook in percent format: {said}") from error
    cells = [_cell(node, f"{source.name}, cell {i}") for i, node in enumerate(notebook.cells, 1)]
    for cell in cells:
        if cell.role:
            _require_task(cell, tasks, source.stem)
        elif is_marked(cell.text):
            is_code = cell.node.cell_type == "code"
            header = 'exercise="relu"' if is_code else '[markdown] written="why"'
            raise cell.error(f"it holds a solution: give it a header like # %% {header}")
    _require_pairs(cells)
    _require_complete(source, cells, tasks)
    return cells


def _cell(node: NotebookNode, place: str) -> Cell:
    roles = [role for role in ROLES if role in node.metadata]
    cell = Cell(node, place, *((roles[0], node.metadata[roles[0]]) if roles else ()))
    unknown = set(node.metadata) - JUPYTER_KEYS - JUPYTEXT_KEYS - set(ROLES)
    if unknown:
        known = ", ".join((*ROLES, *sorted(JUPYTER_KEYS)))
        raise cell.error(f"its header says {', '.join(sorted(unknown))}; known are {known}")
    if not all(isinstance(node.metadata[role], str) for role in roles):
        raise cell.error(f'a name goes in quotation marks: {roles[0]}="relu"')
    if len(roles) > 1:
        raise cell.error(f"a cell is one of {' and '.join(roles)}, not both: split it")
    if roles and cell.role != "written" and node.cell_type != "code":
        raise cell.error(f"a {node.cell_type} cell cannot be checked: make it a code cell")
    if cell.role == "written" and node.cell_type != "markdown":
        raise cell.error(f"a {node.cell_type} cell holds no prose: # %% [markdown] written=…")
    return cell


def _require_task(cell: Cell, tasks: Mapping[str, Task], stem: str) -> None:
    """Is the task graded in this notebook, and is the cell what its header says?"""
    task = tasks.get(cell.name)
    if task is None:
        raise cell.error("autograder/exercises has no task of that name")
    if task.assignment != stem:
        raise cell.error(f"autograder/exercises puts it into {task.assignment}")
    kind = _kind(task)
    if cell.role == "check":
        _require_check(cell, kind)
    elif cell.role != kind:
        raise cell.error(f"autograder/exercises has it as {kind}: change the header")
    elif kind == "question":
        _require_answer(cell)
    elif kind == "written":
        _require_prose(cell)
    else:
        _require_marks(cell)
        if isinstance(task, Exercise):
            _require_given(cell, task)
        _require_definition(cell)


def _kind(task: Task) -> str:
    """The role of the cell that learners answer in."""
    if isinstance(task, Written):
        return "written"
    return "question" if isinstance(task, Question) else "exercise"


def _require_check(cell: Cell, kind: str) -> None:
    name = cell.name
    if kind == "written":
        raise cell.error("it is graded by hand: nothing checks it")
    line = f"check({name}={name})" if kind == "question" else f"check({name})"
    if cell.text.strip() != line:
        raise cell.error(f"the cell must be the one line {line}")


def _require_answer(cell: Cell) -> None:
    answer = ANSWER.fullmatch(cell.text.strip())
    if not answer or answer["name"] != cell.name:
        raise cell.error(f'the cell must be one line like {cell.name} = "a"')


def _require_prose(cell: Cell) -> None:
    """Nothing but the answer, so that an empty cell is told from an answered one."""
    if not is_prose(cell.text):
        raise cell.error(
            f"put the model answer and the rubric between <!-- {BEGIN} --> and <!-- {END} -->, "
            "each on its own line, and the question into a cell of its own above"
        )


def _require_marks(cell: Cell) -> None:
    """Without marks nbgrader would wipe the whole cell, with odd ones it would stop."""
    problem = problem_with(cell.text)
    if problem:
        raise cell.error(problem)


def _require_given(cell: Cell, exercise: Exercise) -> None:
    """Do the cell and its exercise agree on whether it starts from code to repair?"""
    if has_given(cell.text) and not exercise.given:
        raise cell.error(
            f"it gives code after {GIVEN}: say in autograder/exercises which wrong form that is, "
            'with given="…"'
        )
    if exercise.given and not has_given(cell.text):
        raise cell.error(
            f"autograder/exercises says that it starts as {exercise.given}: put that code, as "
            f"comments, between {GIVEN} and {END}"
        )
    if exercise.given and exercise.given not in {form.id for form in exercise.wrong_forms}:
        raise cell.error(f"it starts as {exercise.given}, which is none of its wrong forms")


def _require_definition(cell: Cell) -> None:
    """The name must be there for learners too, who get the cell without its solution."""
    for text, whose in ((cell.text, ""), (as_released(cell.text), "as learners get it, ")):
        try:
            statements = ast.parse(text).body
        except SyntaxError as error:
            raise cell.error(f"{whose}line {error.lineno} is no Python: {error.msg}") from error
        if cell.name not in [getattr(statement, "name", None) for statement in statements]:
            raise cell.error(f"{whose}it must define {cell.name}, outside {BEGIN} … {END}")


def _require_pairs(cells: Sequence[Cell]) -> None:
    """Every task stands once and, but for prose, with one check after it."""
    unchecked: dict[str, Cell] = {}
    seen: set[tuple[bool, str]] = set()
    for cell in filter(lambda cell: cell.role, cells):
        is_check = cell.role == "check"
        if (is_check, cell.name) in seen:
            raise cell.error("there is a cell with this header already")
        seen.add((is_check, cell.name))
        if cell.role == "written":
            continue
        if not is_check:
            unchecked[cell.name] = cell
        elif unchecked.pop(cell.name, None) is None:
            raise cell.error("no exercise or question of that name stands before it")
    for cell in unchecked.values():
        raise cell.error(f'no cell checks it: add one with the header # %% check="{cell.name}"')


def _require_complete(source: Path, cells: Sequence[Cell], tasks: Mapping[str, Task]) -> None:
    present = {cell.name for cell in cells}
    expected = [name for name, task in tasks.items() if task.assignment == source.stem]
    missing = [name for name in expected if name not in present]
    if missing:
        raise ReleaseError(
            f"{source.name} lacks cells for {', '.join(missing)}, which autograder/exercises "
            "grades in this notebook"
        )
