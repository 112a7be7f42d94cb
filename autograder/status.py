"""How far a learner is: one line for each notebook, as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from autograder.exercises.exercise import Assignment
from autograder.plain import one_line
from autograder.results import Graded
from autograder.verdict import Outcome

FINISHED: tuple[Outcome, ...] = ("passed", "waiting")
# What to do about a task; about any other that is not finished: mend it.
WORDS: dict[Outcome, str] = {
    "not_started": "next",
    "missing": "missing",
    "not_checked": "could not be checked",
}
SHORTEST_BAR, LONGEST_BAR = 4, 20
ADVICE = (
    "The check cell below an exercise says what is not right yet. Only what is saved in a notebook "
    "is seen here."
)


@dataclass(frozen=True)
class Row:
    """One line: what it is about, the points, and what to do next."""

    name: str
    points: int
    max_points: int
    note: str

    @property
    def score(self) -> str:
        """The points in words."""
        return f"{self.points} of {self.max_points}"


def notebooks(paths: Sequence[Path]) -> list[Path]:
    """The notebooks among the paths, and those that lie directly in folders among them."""
    return [
        notebook for path in paths for notebook in (_directly_in(path) if path.is_dir() else [path])
    ]


def _directly_in(folder: Path) -> list[Path]:
    """A folder or a link to nothing may be called so, too, and is no reason to stop."""
    return [path for path in sorted(folder.glob("*.ipynb")) if path.is_file()]


def status(
    graded: Sequence[Graded],
    assignments: Mapping[str, Assignment],
    width: int = 80,
    marks: str = "█░",
) -> str:
    """The lines on the `assignments`, their sum, and what else a learner should know.

    `marks` are the two characters that bars are drawn with.
    """
    best = {stem: _best(graded, stem) for stem in assignments}
    rows = [_row(assignment, best[stem]) for stem, assignment in assignments.items()]
    table = _table([*rows, _total(rows)], width, marks)
    lines = [*table[:-1], "", table[-1]] if len(rows) > 1 else table[:1]
    remarks = [*_remarks(graded, best), *_on_written(best, assignments)]
    if any(row.note != "done" for row in rows):
        remarks.append(ADVICE)
    return "\n".join([*lines, *(f"\n{_filled(text, width)}" for text in remarks)])


def _best(graded: Sequence[Graded], stem: str) -> Graded | None:
    """Of several copies of a notebook, the one that is furthest."""
    own = [item for item in graded if item.assignment == stem]
    return max(
        own, key=lambda item: (item.readable, item.points, item.waiting_points), default=None
    )


def _row(assignment: Assignment, item: Graded | None) -> Row:
    points = item.points if item else 0
    return Row(assignment.stem, points, assignment.points, _note(item))


def _total(rows: Sequence[Row]) -> Row:
    points, most = sum(row.points for row in rows), sum(row.max_points for row in rows)
    done = sum(row.note == "done" for row in rows)
    return Row("total", points, most, f"{done} of {len(rows)} notebooks done")


def _note(item: Graded | None) -> str:
    if item is None:
        return "not there"
    if not item.readable:
        return "cannot be read"
    open_ones = [verdict for verdict in item.verdicts if verdict.outcome not in FINISHED]
    if not open_ones:
        return "done"
    if all(verdict.outcome == "not_started" for verdict in item.verdicts):
        return "not started"
    first = open_ones[0]
    return f"{WORDS.get(first.outcome, 'mend')}: {first.task}"


def _table(rows: Sequence[Row], width: int, marks: str) -> list[str]:
    """The rows under each other; the bar gets what the words leave."""
    name, score, note = (
        max(len(text) for text in column)
        for column in zip(*((row.name, row.score, row.note) for row in rows), strict=True)
    )
    free = width - name - score - note - 3 * len("  ")
    bar = min(max(free, SHORTEST_BAR), LONGEST_BAR)
    return [
        _cut(f"{row.name:{name}}  {_bar(row, bar, marks)}  {row.score:>{score}}  {row.note}", width)
        for row in rows
    ]


def _bar(row: Row, length: int, marks: str) -> str:
    """Full only when everything is earned, empty only when nothing is."""
    share = row.points / (row.max_points or 1)
    done = int(share * length) or int(share > 0)
    return marks[0] * done + marks[1] * (length - done)


def _filled(text: str, width: int) -> str:
    """Lines between words only: a file's name stays whole, to be copied."""
    return fill(text, width, break_long_words=False, break_on_hyphens=False)


def _cut(line: str, width: int) -> str:
    line = line.rstrip()
    return line if len(line) <= width else line[: width - 3] + "..."


def _remarks(graded: Sequence[Graded], best: Mapping[str, Graded | None]) -> list[str]:
    """On files that could not be read, are of no known notebook, or are one of several."""
    unread = [item for item in graded if item.assignment in best and not item.readable]
    remarks = [f"{item.source}: {one_line(item.verdicts[0].message)}" for item in unread]
    strays = [item.source for item in graded if item.assignment not in best]
    if strays:
        remarks.append(f"No exercise of the course was found in {', '.join(strays)}.")
    for stem, counts in best.items():
        same = [item.source for item in graded if item.assignment == stem]
        if counts and len(same) > 1:
            remarks.append(f"{stem} is there {len(same)} times; {counts.source} counts.")
    return remarks


def _on_written(
    best: Mapping[str, Graded | None], assignments: Mapping[str, Assignment]
) -> list[str]:
    """How many answers in prose there are, and what they can earn."""
    tasks = sum(len(assignment.written) for assignment in assignments.values())
    answers = [verdict for item in best.values() if item for verdict in item.waiting]
    if not tasks:
        return []
    points = sum(verdict.max_points for verdict in answers)
    by_hand = f", to be graded by hand for up to {points} points" if answers else ""
    return [f"Written answers: {len(answers)} of {tasks} written{by_hand}."]
