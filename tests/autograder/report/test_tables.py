"""Does a grading run end in tables that programs read?"""

import csv
import io
import json
import re

import pytest

from autograder.report import write
from autograder.report.tables import COLUMNS, grades_csv, grades_json
from autograder.results import Results
from autograder.verdict import Verdict
from tests.autograder.report.samples import CLASS, HOSTILE_IDS, graded, hostile_class


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_exactly_these():
    header = grades_csv(CLASS).splitlines()[0]
    assert header == "student_id,assignment,exercise,points,max_points,status,diagnosis,message"
    assert header == ",".join(COLUMNS)


def test_one_row_per_student_and_exercise_in_order():
    rows = rows_of(grades_csv(CLASS))
    assert [(row["student_id"], row["exercise"], row["points"], row["status"]) for row in rows] == [
        ("s01", "relu", "1", "passed"),
        ("s01", "relu_derivative", "0", "timeout"),
        ("s02", "relu", "1", "passed"),
        ("s02", "relu_derivative", "0", "failed"),
        ("s03", "relu", "0", "missing"),
        ("s03", "relu_derivative", "0", "missing"),
        ("s04", "relu", "1", "passed"),
        ("s04", "relu_derivative", "0", "not_checked"),
        ("s05", "relu", "1", "passed"),
        ("s05", "relu_derivative", "0", "failed"),
        ("s05", "relu", "1", "passed"),
    ]


def test_a_wrong_answer_names_its_diagnosis_and_shows_its_example():
    row = rows_of(grades_csv(CLASS))[3]
    assert row["diagnosis"] == "relu_derivative_is_value"
    assert row["message"] == (
        "The result is wrong. This is ReLU itself, not its slope. "
        "For x = [1, 2]: expected 1, received 2. How steep is a flat line?"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    evil = f"{start}cmd|' /C calc'!A0"
    verdict = Verdict(evil, "failed", 0, 1, evil, diagnosis=evil)
    text = grades_csv(Results(1, [graded(evil, verdict, assignment=evil)]))
    (row,) = rows_of(text)
    for column in ("student_id", "assignment", "exercise", "diagnosis"):
        assert row[column] == "'" + evil
    assert not row["message"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_messages_keep_to_one_line():
    rows = rows_of(grades_csv(hostile_class()))
    assert len(rows) == len(HOSTILE_IDS)
    assert not any(re.search(r"[\n\r\x1b]", row["message"]) for row in rows)


def test_the_json_repeats_the_run():
    data = json.loads(grades_json(CLASS))
    assert set(data) == {"schema_version", "seed", "versions", "graded"}
    assert (data["schema_version"], data["seed"]) == (1, 42)
    assert {"python", "numpy", "scipy", "activation-layers"} <= set(data["versions"])


def test_the_json_holds_all_but_the_picture():
    notebook = json.loads(grades_json(CLASS))["graded"][1]
    assert notebook == {
        "student_id": "s02",
        "assignment": "02_relu_family",
        "source": "a.ipynb",
        "sha256": "ab" * 32,
        "points": 1,
        "max_points": 3,
        "notes": [],
        "verdicts": [
            {
                "exercise": "relu",
                "points": 1,
                "max_points": 1,
                "status": "passed",
                "diagnosis": "",
                "message": "Passed.",
                "explanation": "",
                "hint": "",
                "example": None,
                "remarks": [],
            },
            {
                "exercise": "relu_derivative",
                "points": 0,
                "max_points": 2,
                "status": "failed",
                "diagnosis": "relu_derivative_is_value",
                "message": "The result is wrong.",
                "explanation": "This is ReLU itself, not its slope.",
                "hint": "How steep is a flat line?",
                "example": {"inputs": {"x": "[1, 2]"}, "expected": "1", "received": "2"},
                "remarks": [],
            },
        ],
    }


def test_json_and_csv_agree():
    flat = [
        (g["student_id"], g["assignment"], v["exercise"], str(v["points"]), v["status"])
        for g in json.loads(grades_json(CLASS))["graded"]
        for v in g["verdicts"]
    ]
    keys = ("student_id", "assignment", "exercise", "points", "status")
    assert flat == [tuple(row[key] for key in keys) for row in rows_of(grades_csv(CLASS))]


def test_hostile_ids_come_back_from_the_json_unchanged(tmp_path):
    write(hostile_class(), tmp_path)
    data = json.loads((tmp_path / "grades.json").read_text(encoding="utf-8"))
    assert {g["student_id"] for g in data["graded"]} == set(HOSTILE_IDS)
