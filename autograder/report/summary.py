"""What a class did, as the few numbers that its teacher wants to see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from statistics import mean, median
from typing import Literal, TypeAlias

from autograder.diagnosis import MISCONCEPTIONS, RULES
from autograder.results import Graded, Results
from autograder.verdict import Outcome, Verdict

Kind: TypeAlias = Outcome | Literal["note"]


@dataclass
class Misconception:
    """One wrong idea and who holds it.

    If it was not `recognised`, `diagnosis` is the rule that is broken and `text` how one student's
    answer breaks it.
    """

    diagnosis: str
    text: str
    recognised: bool
    students: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called whoever holds it; of a question, the letter that was chosen too."""
        _, _, letter = self.diagnosis.partition(":")
        own = f"({letter}) {self.text}" if letter else self.text
        return (MISCONCEPTIONS if self.recognised else RULES).get(self.diagnosis, own)

    @property
    def example(self) -> str:
        """How one student's answer shows it, where the name does not say so already."""
        return "" if self.text in self.name else self.text


@dataclass
class TaskSummary:
    """How one exercise went."""

    name: str
    counts: Counter[Outcome] = field(default_factory=Counter)
    wrong: dict[str, Misconception] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)

    def add(self, student: str, verdict: Verdict) -> None:
        """Count one student's verdict."""
        self.counts[verdict.outcome] += 1
        self.waiting += [student] if verdict.outcome == "waiting" else []
        # Code that raises for some inputs may hold a recognised misconception, too.
        if verdict.status == "failed" or (verdict.status == "error" and verdict.explanation):
            text = verdict.explanation or verdict.message
            new = Misconception(verdict.diagnosis, text, bool(verdict.explanation))
            self.wrong.setdefault(verdict.diagnosis, new).students.append(student)

    @property
    def misconceptions(self) -> list[Misconception]:
        """What was recognised, the most frequent first."""
        return [one for one in self._by_frequency() if one.recognised]

    @property
    def broken_rules(self) -> list[Misconception]:
        """The rules that were broken where nothing was recognised, the most frequent first."""
        return [one for one in self._by_frequency() if not one.recognised]

    def _by_frequency(self) -> list[Misconception]:
        return sorted(self.wrong.values(), key=lambda m: (-len(m.students), m.diagnosis))


@dataclass(frozen=True)
class AssignmentSummary:
    """How one notebook went: all its gradings, student by student."""

    name: str
    graded: tuple[Graded, ...]

    @cached_property
    def max_points(self) -> int:
        """What there was to earn."""
        return max(graded.max_points for graded in self.graded)

    @cached_property
    def shares(self) -> list[float]:
        """The share of the points of everyone who handed in, between 0 and 1.

        What waits to be graded by hand counts for nobody and against nobody.
        """
        return [
            g.points / (self.max_points - g.waiting_points or 1) for g in self.graded if g.sha256
        ]

    @cached_property
    def tasks(self) -> list[TaskSummary]:
        """Its exercises, in the notebook's order."""
        tasks: dict[str, TaskSummary] = {}
        for graded in self.graded:
            for verdict in graded.verdicts:
                task = tasks.setdefault(verdict.task, TaskSummary(verdict.task))
                task.add(graded.student_id, verdict)
        return list(tasks.values())


@dataclass(frozen=True)
class Concern:
    """Something that a human should look at: one message, and the exercises it concerns."""

    kind: Kind
    student_id: str
    assignment: str
    tasks: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class StudentSummary:
    """One row of the class table: the gradings by assignment, None where there is none."""

    student_id: str
    graded: tuple[Graded | None, ...]

    @property
    def points(self) -> int:
        """What the student earned in all."""
        return sum(graded.points for graded in self.graded if graded)

    @property
    def waiting_points(self) -> int:
        """What can still be earned by answers that wait to be graded by hand."""
        return sum(graded.waiting_points for graded in self.graded if graded)


class ClassSummary:
    """The numbers of the class report."""

    def __init__(self, results: Results) -> None:
        by_student = results.by_student()
        by_name: dict[str, list[Graded]] = {}
        for graded in (g for notebooks in by_student.values() for g in notebooks):
            by_name.setdefault(graded.assignment, []).append(graded)
        self.assignments = [AssignmentSummary(n, tuple(by_name[n])) for n in sorted(by_name)]
        self.max_points = sum(assignment.max_points for assignment in self.assignments)
        self.students = [self._student(name, notebooks) for name, notebooks in by_student.items()]
        self.concerns = _concerns(g for notebooks in by_student.values() for g in notebooks)

    def _student(self, name: str, notebooks: Iterable[Graded]) -> StudentSummary:
        mine = {graded.assignment: graded for graded in notebooks}
        return StudentSummary(name, tuple(mine.get(a.name) for a in self.assignments))

    @cached_property
    def shares(self) -> list[float]:
        """Everybody's share of all points, between 0 and 1."""
        return [s.points / (self.max_points - s.waiting_points or 1) for s in self.students]

    @cached_property
    def counts(self) -> Counter[Outcome]:
        """How often each outcome was given."""
        return sum((t.counts for a in self.assignments for t in a.tasks), Counter())

    @cached_property
    def most_alike(self) -> int:
        """How many students share the most frequent mistake of all, or 0."""
        tasks = (task for assignment in self.assignments for task in assignment.tasks)
        return max((len(m.students) for task in tasks for m in task.wrong.values()), default=0)

    @property
    def waiting(self) -> int:
        """How many answers wait to be graded by hand."""
        return self.counts["waiting"]

    @property
    def handed_in(self) -> int:
        """How many notebooks there were to grade."""
        return sum(len(assignment.shares) for assignment in self.assignments)


def average(shares: list[float]) -> str:
    """The mean in whole per cent, or a dash if there is nobody.

    >>> average([0.5, 1.0]), average([])
    ('75 %', '–')
    """
    return f"{100 * mean(shares):.0f} %" if shares else "–"


def middle(shares: list[float]) -> str:
    """The median in whole per cent, or a dash if there is nobody."""
    return f"{100 * median(shares):.0f} %" if shares else "–"


def _concerns(graded: Iterable[Graded]) -> dict[Kind, list[Concern]]:
    """What needs a human, by kind, the most pressing kind first."""
    found: dict[Kind, list[Concern]] = {"not_checked": [], "timeout": [], "error": [], "note": []}
    for item in graded:
        same: dict[tuple[Outcome, str], list[str]] = {}
        for verdict in item.verdicts:
            # An exception in an exercise is its author's to mend; a file needs a human.
            kind = verdict.outcome
            if kind in found and (kind != "error" or not item.readable):
                same.setdefault((kind, verdict.message), []).append(verdict.task)
        for (kind, message), tasks in same.items():
            concern = Concern(kind, item.student_id, item.assignment, tuple(tasks), message)
            found[kind].append(concern)
        found["note"] += [
            Concern("note", item.student_id, item.assignment, (), note) for note in item.notes
        ]
    return {kind: concerns for kind, concerns in found.items() if concerns}
