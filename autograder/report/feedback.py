"""One page per student: what was right and what was not, in the cards of the notebook."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from markupsafe import Markup

from autograder.card import Card
from autograder.report.page import render
from autograder.results import Graded

# No tilde here: it marks the names that are made below, which no id can then take.
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,79}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def file_names(students: Iterable[str]) -> dict[str, str]:
    """A file name for each student: the id itself where every file system can hold it.

    >>> file_names(["s01", "Ann Lee", "bob", "Bob"])
    {'s01': 's01.html', 'Ann Lee': 'ann-lee~a36e143c5359.html', 'bob': 'bob~81b637d8fcd2.html', \
'Bob': 'bob~cd9fb1e148cc.html'}
    """
    students = list(students)
    # Windows and macOS take Bob.html and bob.html for the same file.
    spellings = Counter(student.lower() for student in students)
    return {
        student: f"{student if _stands(student, spellings) else _made(student)}.html"
        for student in students
    }


def _stands(student: str, spellings: Counter[str]) -> bool:
    return bool(
        _SAFE.fullmatch(student)
        and not _DEVICES.fullmatch(student)
        and spellings[student.lower()] == 1
    )


def _made(student: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", student.lower()).strip("-")[:40] or "student"
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{slug}~{digest}"


def feedback_page(student: str, notebooks: Sequence[Graded]) -> str:
    """The page of one student, self-contained."""
    return render(
        "feedback.html",
        student=student,
        notebooks=notebooks,
        points=sum(graded.points for graded in notebooks),
        max_points=sum(graded.max_points for graded in notebooks),
        waiting_points=sum(graded.waiting_points for graded in notebooks),
        cards=[[(v, Markup(Card(v)._repr_html_())) for v in g.verdicts] for g in notebooks],
        # One message in place of a dozen equal cards.
        absent=["" if graded.readable else graded.verdicts[0].message for graded in notebooks],
    )
