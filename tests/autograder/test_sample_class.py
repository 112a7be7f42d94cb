"""Is a whole class graded as its table says, row by row?"""

import csv
import json
from collections import Counter

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise
from tests.submissions.__main__ import main as write_class
from tests.submissions.build import build, expected_rows
from tests.submissions.implementations import HAZARDS
from tests.submissions.implementations.anywhere import anywhere
from tests.submissions.students import BLANK, CLASS, EMPTY_HANDED


@pytest.fixture(scope="module")
def sample_class(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    build(folder)
    return folder


@pytest.fixture(scope="module")
def grades(sample_class, tmp_path_factory):
    """The folder that the class was graded into, with a fresh seed."""
    out = tmp_path_factory.mktemp("grades")
    command = ["grade", str(sample_class), "--out", str(out), "--call-seconds", "3"]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def rows(grades):
    with (grades / "grades.csv").open(newline="", encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    keys = [(row["student_id"], row["assignment"], row["exercise"]) for row in table]
    assert max(Counter(keys).values()) == 1
    return dict(zip(keys, table, strict=True))


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.ipynb")}


def test_is_there_a_row_for_every_student_and_exercise(rows):
    assert rows.keys() == expected_rows().keys()


def test_is_every_status_and_diagnosis_what_the_class_was_built_from(rows, grades):
    expected = expected_rows()
    received = {key: (row["status"], row["diagnosis"]) for key, row in rows.items()}
    different = {
        key: (expected[key], rows[key]) for key in expected if received[key] != expected[key]
    }
    seed = json.loads((grades / "grades.json").read_text(encoding="utf-8"))["seed"]
    assert different == {}, f"with seed {seed}"


def test_do_the_points_follow_from_the_status(rows):
    for (_, _, name), row in rows.items():
        points = EXERCISES[name].points
        assert int(row["max_points"]) == points
        assert int(row["points"]) == (points if row["status"] == "passed" else 0)


def test_does_everything_but_a_pass_say_why(rows):
    silent = [key for key, row in rows.items() if row["status"] != "passed" and not row["message"]]
    assert silent == []


def test_do_the_json_file_and_the_pages_tell_the_same(rows, grades):
    data = json.loads((grades / "grades.json").read_text(encoding="utf-8"))
    marks = {
        (one["student_id"], one["assignment"], verdict["exercise"]): verdict["status"]
        for one in data["graded"]
        for verdict in one["verdicts"]
    }
    assert marks == {key: row["status"] for key, row in rows.items()}
    pages = {path.stem for path in (grades / "feedback").glob("*.html")}
    assert pages == {student for student, *_ in rows}
    assert (grades / "report.html").stat().st_size > 10_000


def test_does_the_class_hold_every_kind_of_trouble():
    assert len(CLASS) == 30
    assert len({(handed.student, handed.assignment) for handed in CLASS}) == 30
    assert not {handed.student for handed in CLASS} & set(EMPTY_HANDED)
    used = {item for handed in CLASS for item in handed.differences.items()}
    assert {(name, label) for name, table in HAZARDS.items() for label in table} <= used
    assert set(anywhere(EXERCISES["relu"])) - {label for _, label in used} == {BLANK}
    statuses = {status for status, _ in expected_rows().values()}
    assert statuses == {"passed", "failed", "error", "timeout", "missing", "not_started"}


def test_does_somebody_pass_and_somebody_fail_every_exercise_that_was_handed_in():
    outcomes = {(key[-1], status) for key, (status, _) in expected_rows().items()}
    assignments = {handed.assignment for handed in CLASS}
    for name, task in EXERCISES.items():
        if task.assignment not in assignments:
            continue
        wrong = {"failed", "error"} | (set() if isinstance(task, Exercise) else {"not_started"})
        assert (name, "passed") in outcomes
        assert any((name, status) in outcomes for status in wrong), name


def test_is_the_class_built_alike_every_time(sample_class, tmp_path):
    for _ in range(2):
        build(tmp_path)
        assert contents(tmp_path) == contents(sample_class)
    assert len(contents(tmp_path)) == len(CLASS)


def test_is_somebody_elses_class_left_alone(tmp_path):
    theirs = tmp_path / "submitted" / "zoe" / "notes.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(write_class, [str(tmp_path)])
    assert result.exit_code == 1
    assert "zoe" in result.output
    assert theirs.read_text(encoding="utf-8") == "mine"
