"""The marks as tables for other programs: `grades.csv` for spreadsheets, `grades.json`."""

from __future__ import annotations

import csv
import io
import json
import platform
from importlib.metadata import version
from typing import Any

from autograder.plain import one_line
from autograder.results import Graded, Results
from autograder.verdict import Example, Verdict

COLUMNS = (
    "student_id",
    "assignment",
    "exercise",
    "points",
    "max_points",
    "status",
    "diagnosis",
    "message",
)
SCHEMA_VERSION = 1
# A spreadsheet runs a cell that starts with one of these as a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def grades_csv(results: Results) -> str:
    """One row per student and exercise, in order of student, assignment and notebook.

    Lines end in CR LF, as RFC 4180 has it. Plain UTF-8 without a byte order mark: with one, every
    program that reads the first column by its name ("student_id") fails, while Excel shows the
    file rightly through Data → From Text/CSV.
    """
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for graded in _in_order(results):
        rows.writerows(_row(graded, verdict) for verdict in graded.verdicts)
    return text.getvalue()


def grades_json(results: Results) -> str:
    """The same, with what it takes to repeat the run; one line per notebook, to be read by eye."""
    head = {"schema_version": SCHEMA_VERSION, "seed": results.seed, "versions": versions()}
    lines = (json.dumps(_graded(g), ensure_ascii=False) for g in _in_order(results))
    body = ",\n".join(lines)
    return json.dumps(head)[:-1] + ', "graded": [\n' + body + "\n]}\n"


def versions() -> dict[str, str]:
    """What the marks were made with."""
    packages = ("activation-layers", "numpy", "scipy")
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


def _in_order(results: Results) -> list[Graded]:
    return [graded for notebooks in results.by_student().values() for graded in notebooks]


def _row(graded: Graded, verdict: Verdict) -> tuple[str | int, ...]:
    return (
        _harmless(graded.student_id),
        _harmless(graded.assignment),
        _harmless(verdict.task),
        verdict.points,
        verdict.max_points,
        verdict.status,
        _harmless(verdict.diagnosis),
        _harmless(one_line(verdict.text, 1000)),
    )


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _graded(graded: Graded) -> dict[str, Any]:
    return {
        "student_id": graded.student_id,
        "assignment": graded.assignment,
        "source": graded.source,
        "sha256": graded.sha256,
        "points": graded.points,
        "max_points": graded.max_points,
        "notes": list(graded.notes),
        "verdicts": [_verdict(verdict) for verdict in graded.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "exercise": verdict.task,
        "points": verdict.points,
        "max_points": verdict.max_points,
        "status": verdict.status,
        "diagnosis": verdict.diagnosis,
        "message": verdict.message,
        "explanation": verdict.explanation,
        "hint": verdict.hint,
        "example": verdict.example and _example(verdict.example),
        "remarks": list(verdict.remarks),
        **({"answer": verdict.answer} if verdict.answer else {}),
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "inputs": dict(example.inputs),
        "expected": example.expected,
        "received": example.received,
    }
