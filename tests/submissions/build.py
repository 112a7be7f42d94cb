"""Builds the sample class, and says what every row of its grades must be."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import TypeAlias

from nbformat import NotebookNode, v4

from autograder.exercises import ASSIGNMENTS, EXERCISES
from autograder.exercises.exercise import Question
from autograder.publish.release import release
from autograder.publish.source import sources
from autograder.verdict import Status
from tests.submissions.implementation import Implementation
from tests.submissions.implementations import HAZARDS, IMPLEMENTATIONS
from tests.submissions.implementations.anywhere import BLANK, DELETED, anywhere
from tests.submissions.saving import UNREADABLE
from tests.submissions.students import CLASS, EMPTY_HANDED, SOLVED, Handed

SOLUTIONS = Path(__file__).parents[2] / "solutions"

# (student_id, assignment, exercise) → (status, diagnosis).
Rows: TypeAlias = dict[tuple[str, str, str], tuple[Status, str]]


def build(folder: Path) -> None:
    """Write the class below `folder` as nbgrader lays it out: the same bytes every time.

    Raises FileExistsError if somebody else's submissions are there.
    """
    submitted = folder / "submitted"
    _clear(submitted)
    for student in EMPTY_HANDED:
        (submitted / student).mkdir(parents=True)
    for handed in CLASS:
        path = folder / handed.path
        path.parent.mkdir(parents=True)
        path.write_bytes(handed.saved(notebook(handed)))


def _clear(submitted: Path) -> None:
    ours = {handed.student for handed in CLASS} | set(EMPTY_HANDED)
    there = {path.name for path in submitted.iterdir()} if submitted.exists() else set()
    if there - ours:
        stranger = min(there - ours)
        raise FileExistsError(
            f"{submitted} holds what is not of the sample class ({stranger}): name another folder"
        )
    if there:
        rmtree(submitted)


def expected_rows() -> Rows:
    """Every row that `grades.csv` must have, by student, assignment and exercise."""
    by_place = {(handed.student, handed.assignment): handed for handed in CLASS}
    students = [*dict.fromkeys(handed.student for handed in CLASS), *EMPTY_HANDED]
    return {
        (student, stem, task.name): _expected(by_place.get((student, stem)), task.name)
        for student in students
        for stem, assignment in ASSIGNMENTS.items()
        for task in assignment.tasks
        if any(handed.assignment == stem for handed in CLASS)
    }


def _expected(handed: Handed | None, task: str) -> tuple[Status, str]:
    if handed is None:
        return "missing", ""
    if handed.saved in UNREADABLE:
        return "error", ""
    implementation = written(handed, task)
    return implementation.status, implementation.diagnosis


def notebook(handed: Handed) -> NotebookNode:
    """The released notebook with the student's cells in it."""
    filled = _released(handed.assignment)
    for cell in list(filled.cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name not in EXERCISES:
            continue
        implementation = written(handed, name)
        if implementation is DELETED:
            filled.cells.remove(cell)
        elif implementation is not BLANK:
            cell.source = implementation.source.rstrip("\n")
    if handed.scratch:
        cell = v4.new_code_cell(handed.scratch.rstrip("\n"), id="scratch")
        filled.cells.insert(_first_exercise(filled), cell)
    return filled


def _first_exercise(filled: NotebookNode) -> int:
    return next(i for i, cell in enumerate(filled.cells) if "nbgrader" in cell.metadata)


@cache
def _release_once(stem: str) -> NotebookNode:
    return release(sources(SOLUTIONS)[stem])


def _released(stem: str) -> NotebookNode:
    return deepcopy(_release_once(stem))


def written(handed: Handed, name: str) -> Implementation:
    """What the student wrote for an exercise or as the answer to a question."""
    task = EXERCISES[name]
    if isinstance(task, Question):
        default = "right" if handed.base == SOLVED else "unanswered"
        return answers(task)[handed.differences.get(name, default)]
    all_of_it = anywhere(task) | IMPLEMENTATIONS[name] | HAZARDS.get(name, {})
    if name in handed.differences:
        return all_of_it[handed.differences[name]]
    return right_one(name, handed.style) if handed.base == SOLVED else BLANK


def right_one(name: str, style: int = 0) -> Implementation:
    """A correct implementation of an exercise; `style` chooses which."""
    correct = [one for one in IMPLEMENTATIONS[name].values() if one.status == "passed"]
    return correct[style % len(correct)]


def answers(question: Question) -> dict[str, Implementation]:
    """The ways in which a question is answered."""
    name, letter = question.name, question.answer
    other = next(choice for choice in question.explanations if choice != letter)
    return {
        "right": Implementation(f'{name} = "{letter}"'),
        "capital letter": Implementation(f"{name} = '{letter.upper()} '"),
        "wrong": Implementation(f'{name} = "{other}"', "failed", f"{name}:{other}"),
        "not a choice": Implementation(f'{name} = "all of them"', "failed", "not_a_choice"),
        "no quotation marks": Implementation(f"{name} = {letter}", "error", "unreadable"),
        "unanswered": BLANK,
        "deleted": DELETED,
    }
