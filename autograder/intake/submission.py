"""A notebook as the cells that matter, as data; executes nothing.

What students hand in is cut off, merged, copied, saved by other programs, and now and then hostile.
Here it becomes a `Submission`, or an `Unreadable` in words that a student understands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.intake.cell_code import Code, read_code
from autograder.intake.document import DocumentCell, Unreadable, cells_of
from autograder.intake.prose import answers_in

# Importing it would load every exercise, and with it every reference.
if TYPE_CHECKING:
    from autograder.exercises.exercise import Assignment

__all__ = ["Cell", "Submission", "Unreadable", "read"]

# A solved notebook has about 10 kB of code. Parsing takes a thousand times the memory of the text.
LARGEST_CODE = 200_000


@dataclass(frozen=True)
class Cell:
    """A cell to run: the name that the course gave it, or "cell 7" as the student counts."""

    name: str
    source: str


@dataclass(frozen=True)
class Submission:
    """The cells to run of a notebook, in its order, for one assignment; `notes` are for people.

    `answers` has what was answered in prose, by task: "" where nothing was written, no entry where
    the cell is gone. `named` says that the cells still have the names that the course gave them.
    """

    assignment: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    named: bool = True


@dataclass(frozen=True)
class _Read:
    """A code cell, what its text says, and what it is called."""

    cell: DocumentCell
    code: Code
    name: str


def read(content: bytes, assignments: Mapping[str, Assignment]) -> Submission:
    """Read a notebook and recognise its assignment.

    The names that the course gave the cells decide on the assignment, else the functions and
    answers that the notebook defines. Cells that only check are left out; of those that
    play, what they define is kept.

    Parameters
    ----------
    content
        The bytes of an .ipynb file.
    assignments
        The course's assignments by their stems, e.g. "02_relu_family".

    Raises
    ------
    Unreadable
        It is no notebook, has no code, or none of the course's exercises.
    """
    cells, notes = cells_of(content)
    code = [cell for cell in cells if cell.kind == "code"]
    if not code:
        raise Unreadable("it has no code cell. Hand in the notebook that you worked in.")
    if sum(len(cell.source) for cell in code) > LARGEST_CODE:
        raise Unreadable(f"it has more than {LARGEST_CODE // 1000} kB of code.")
    texts = [read_code(cell.source) for cell in code]
    stem = _assignment(cells, texts, assignments)
    tasks = [task.name for task in assignments[stem].tasks]
    all_read = [_Read(c, text, _name(c, tasks)) for c, text in zip(code, texts, strict=True)]
    written = assignments[stem].written
    # A text cell that was turned into a code cell holds prose all the same.
    programs = [one for one in all_read if one.name not in written]
    cells_to_run = (Cell(one.name, _to_run(one, tasks)) for one in programs)
    kept = tuple(cell for cell in cells_to_run if cell.source.strip())
    checked = [name for name in tasks if name not in written]
    named = any(_names(cells) & _names_of(task) for task in tasks)
    notes += _notes(cells, programs, checked, named)
    return Submission(stem, kept, tuple(notes), answers_in(cells, written, tasks), named)


def _assignment(
    cells: Sequence[DocumentCell], texts: Sequence[Code], assignments: Mapping[str, Assignment]
) -> str:
    """The assignment with most of its tasks in the notebook, by the first sign that decides."""
    defined = {name for text in texts for name in text.defines}
    several: list[str] = []
    for sign in (_names(cells), defined):
        counts = {stem: _tasks_in(sign, one) for stem, one in assignments.items()}
        most = max(counts.values(), default=0)
        best = [stem for stem, count in counts.items() if most and count == most]
        if len(best) == 1:
            return best[0]
        several = several or best
    if several:
        both = " and ".join(several)
        raise Unreadable(f"it holds exercises of {both}. Hand in one notebook for each.")
    raise Unreadable(
        "none of the exercises of this course was found in it. Hand in the notebook of the course, "
        "with its functions' names unchanged."
    )


def _names(cells: Iterable[DocumentCell]) -> set[str]:
    return {name for cell in cells for name in cell.names}


def _tasks_in(names: set[str], assignment: Assignment) -> int:
    return sum(bool(names & _names_of(task.name)) for task in assignment.tasks)


def _names_of(task: str) -> set[str]:
    return {task, f"check_{task}"}


def _name(cell: DocumentCell, tasks: Sequence[str]) -> str:
    """nbgrader's name, else an id that the course gave, else where the cell stands."""
    given = {name for task in tasks for name in _names_of(task)}
    ours = [name for name in cell.names if name in given]
    return ours[0] if ours else f"cell {cell.position}"


def _to_run(one: _Read, tasks: Sequence[str]) -> str:
    """A cell's text; of one that plays only what it defines, of one that checks nothing."""
    if one.name in tasks:
        return one.code.source
    if "play" in one.cell.tags:
        return one.code.definitions
    locked = one.cell.test or one.name in {f"check_{task}" for task in tasks}
    # A test that a learner wrote a function into is more than a test.
    checks = one.code.only_checks or (locked and not one.code.defines)
    return "" if checks else one.code.source


def _notes(
    cells: Sequence[DocumentCell], code: Sequence[_Read], tasks: Sequence[str], named: bool
) -> Iterator[str]:
    foreign = [one for one in code if one.code.magic and "play" not in one.cell.tags]
    if foreign:
        which = ", ".join(
            f"cell {one.cell.position} (%%{one.code.magic[:20]})" for one in foreign[:5]
        )
        yield f"Not run, because it is not Python: {which}."
    if not named:
        yield "The cells have lost their names; the exercises were found by their functions."
        return
    for task in tasks:
        yield from _note_on(task, cells, code)


def _note_on(task: str, cells: Sequence[DocumentCell], code: Sequence[_Read]) -> Iterator[str]:
    copies = [one for one in code if one.name == task]
    if len(copies) > 1:
        where = " and ".join(str(one.cell.position) for one in copies[:5])
        yield f"The cell {task} is there {len(copies)} times (cells {where}); all of them ran."
    if copies:
        return
    turned = next((cell for cell in cells if task in cell.names), None)
    what = f"was turned into a {turned.kind} cell" if turned else "is gone"
    elsewhere = [f"cell {one.cell.position}" for one in code if task in one.code.defines]
    instead = f"{task} was found in {elsewhere[-1]}" if elsewhere else "nothing else defines it"
    yield f"The cell {task} {what}; {instead}."
