"""The teacher's page: how the class did, what it misunderstood, and who needs a human."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from urllib.parse import quote

from markupsafe import Markup

from autograder.card import LOOKS
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Written
from autograder.report import charts
from autograder.report.feedback import file_names
from autograder.report.page import render
from autograder.report.summary import ClassSummary, average, middle
from autograder.report.tables import versions
from autograder.results import Results

# Beyond these a list is no longer read; grades.csv has them all.
_MOST_NAMES, _MOST_CONCERNS, _MOST_MISCONCEPTIONS = 30, 60, 6
# Ten notebooks of a class larger than this would make a page of several megabytes.
_LARGE_CLASS, _MOST_NAMES_IF_LARGE = 500, 8
# A longer list of concerns starts folded, so that the page stays an overview.
_MOST_OPEN = 8
_CONCERNS = {
    "not_checked": "Could not be checked: the fault is the grader's",
    "timeout": "Ran out of time",
    "error": "Could not be read",
    "note": "Notes on the files",
}


def class_report(results: Results) -> str:
    """The page of the class, self-contained, linking to `feedback/`."""
    summary = ClassSummary(results)
    names = file_names(student.student_id for student in summary.students)
    large = len(names) > _LARGE_CLASS
    script = (files(__package__) / "templates" / "sort.js").read_text(encoding="utf-8")
    return render(
        "report.html",
        summary=summary,
        links={student: "feedback/" + quote(name) for student, name in names.items()},
        looks=LOOKS,
        charts=charts,
        average=average,
        middle=middle,
        most_names=_MOST_NAMES_IF_LARGE if large else _MOST_NAMES,
        most_concerns=_MOST_CONCERNS,
        most_open=_MOST_OPEN,
        most_misconceptions=_MOST_MISCONCEPTIONS,
        concern_titles=_CONCERNS,
        rubrics={t.name: t.rubric for t in EXERCISES.values() if isinstance(t, Written)},
        script=Markup(script),
        # The page runs this script and nothing else, whatever a student's text contains.
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        seed=results.seed,
        versions=versions(),
    )
