"""The marks of one grading run: what every report, table and export is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.verdict import Verdict


@dataclass(frozen=True)
class Graded:
    """One student's notebook and its verdicts, one per task of the assignment, in its order.

    `source` is the file as the grader found it ("" if there was none), `notes` what a human should
    know of the file itself ("two notebooks found; graded the newest").
    """

    student_id: str
    assignment: str
    source: str
    sha256: str
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """What the student earned."""
        return sum(verdict.points for verdict in self.verdicts)

    @property
    def max_points(self) -> int:
        """What there was to earn."""
        return sum(verdict.max_points for verdict in self.verdicts)

    @property
    def readable(self) -> bool:
        """Was there a notebook that could be read, so that each task has a verdict of its own?"""
        whole = {(verdict.status, verdict.message) for verdict in self.verdicts}
        return len(whole) > 1 or self.verdicts[0].status not in ("missing", "error")

    @property
    def checked(self) -> bool:
        """Did every task get a verdict, but for those that are graded by hand?"""
        return all(verdict.outcome != "not_checked" for verdict in self.verdicts)

    @property
    def waiting(self) -> tuple[Verdict, ...]:
        """The answers that wait to be graded by hand."""
        return tuple(verdict for verdict in self.verdicts if verdict.outcome == "waiting")

    @property
    def waiting_points(self) -> int:
        """What these can still earn."""
        return sum(verdict.max_points for verdict in self.waiting)


@dataclass(frozen=True)
class Results:
    """All that one run graded, by student and assignment, and the seed that makes it repeatable."""

    seed: int
    graded: Sequence[Graded]

    def by_student(self) -> dict[str, list[Graded]]:
        """The notebooks of each student, students and notebooks in order of name."""
        students: dict[str, list[Graded]] = {}
        for item in sorted(self.graded, key=lambda g: (g.student_id, g.assignment)):
            students.setdefault(item.student_id, []).append(item)
        return students
