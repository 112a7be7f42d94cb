"""Does one command grade whatever is handed in, repeatably, and say honestly what it could not?"""

import csv
import json
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.cli import main
from autograder.exercises import ASSIGNMENTS, EXERCISES
from autograder.exercises.exercise import Assignment, Written
from autograder.publish.marks import PROSE_STUB

RIGHT = "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)"
WITHOUT_BIAS = "def linear_forward(x, weight, bias):\n    return x @ weight"
WRONG = "def relu(x):\n    return abs(x)"


def write_notebook(path, *sources):
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in sources]), path)


def grade(*paths, out, **options):
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    arguments = ["grade", *map(str, paths), "--out", str(out), *flags]
    return CliRunner().invoke(main, arguments)


def rows(out):
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def status_of(out, student, exercise):
    return [
        r["status"] for r in rows(out) if (r["student_id"], r["exercise"]) == (student, exercise)
    ]


def notes_of(out):
    return json.loads((out / "grades.json").read_text())["graded"][0]["notes"]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "results"


def test_is_a_single_notebook_graded(tmp_path, out):
    write_notebook(tmp_path / "ada.ipynb", RIGHT)
    result = grade(tmp_path / "ada.ipynb", out=out)
    assert result.exit_code == 0, result.output
    assert "1 notebook of 1 student graded" in result.output
    assert status_of(out, "ada", "relu") == ["passed"]
    assert status_of(out, "ada", "selu") == ["missing"]
    for name in ("grades.json", "report.html", "feedback/ada.html"):
        assert (out / name).exists()


def test_is_what_one_handed_in_expected_of_all(tmp_path, out):
    write_notebook(tmp_path / "class/ada/02_relu_family.ipynb", RIGHT)
    write_notebook(tmp_path / "class/ben/01_why_nonlinearity.ipynb", "def collapse(w, b): pass")
    (tmp_path / "class/cleo").mkdir()
    assert grade(tmp_path / "class", out=out).exit_code == 0
    for student in ("ben", "cleo"):
        assert status_of(out, student, "relu") == ["missing"]
    assert status_of(out, "ben", "collapse") == ["failed"]
    assert status_of(out, "cleo", "collapse") == ["missing"]


def test_does_the_better_of_two_count(tmp_path, out):
    write_notebook(tmp_path / "class/ada/first.ipynb", WRONG)
    write_notebook(tmp_path / "class/ada/second.ipynb", RIGHT)
    grade(tmp_path / "class", out=out)
    assert status_of(out, "ada", "relu") == ["passed"]
    (note,) = [note for note in notes_of(out) if "twice" in note]
    assert note.startswith("handed in twice: second.ipynb (1 of")
    assert "first.ipynb (0 of" in note


def test_is_a_stray_file_a_note(tmp_path, out):
    write_notebook(tmp_path / "class/ada/02_relu_family.ipynb", RIGHT)
    write_notebook(tmp_path / "class/ada/scratch.ipynb", "print('hello')")
    assert grade(tmp_path / "class", out=out).exit_code == 0
    assert {row["assignment"] for row in rows(out)} == {"02_relu_family"}
    assert any("scratch.ipynb was not graded" in note for note in notes_of(out))


def test_does_a_file_that_cannot_be_read_stand_for_what_is_missing(tmp_path, out):
    write_notebook(tmp_path / "class/ada_02_relu_family.ipynb", RIGHT)
    (tmp_path / "class/carol.ipynb").write_text('{"cells": [')
    result = grade(tmp_path / "class", out=out)
    assert result.exit_code == 0
    assert "1 notebook of 2 students graded" in result.output
    assert "could not be read: " in result.output
    assert "carol.ipynb" in result.output
    assert status_of(out, "carol", "relu") == ["error"]
    assert {row["assignment"] for row in rows(out)} == {"02_relu_family"}
    assert "carol.ipynb was handed in, perhaps for this" in rows(out)[-1]["message"]


def test_is_a_run_with_nothing_readable_still_a_result(tmp_path, out):
    (tmp_path / "carol.ipynb").write_text('{"cells": [')
    assert grade(tmp_path / "carol.ipynb", out=out).exit_code == 0
    (row,) = rows(out)
    assert (row["assignment"], row["exercise"], row["status"]) == ("carol", "notebook", "error")


def test_does_the_seed_repeat_a_run(tmp_path, out):
    write_notebook(tmp_path / "ada.ipynb", WITHOUT_BIAS)
    texts = []
    for name in ("a", "b"):
        grade(tmp_path / "ada.ipynb", out=out / name, seed=7)
        texts.append((out / name / "grades.csv").read_text())
    assert texts[0] == texts[1]
    assert json.loads((out / "a/grades.json").read_text())["seed"] == 7


def test_are_inputs_fresh_in_every_run_and_for_every_student(tmp_path, out):
    for student in ("ada", "ben"):
        write_notebook(
            tmp_path / f"class/{student}.ipynb",
            WITHOUT_BIAS,
        )
    messages = set()
    for name in ("a", "b"):
        grade(tmp_path / "class", out=out / name)
        messages |= {r["message"] for r in rows(out / name) if r["exercise"] == "linear_forward"}
    assert len(messages) == 4


def test_is_a_fault_of_the_grader_listed_and_told_by_the_exit_code(tmp_path, out, monkeypatch):
    def broken(*arguments):
        raise RuntimeError("no more processes")

    monkeypatch.setattr("autograder.sandbox.parent.Child", broken)
    write_notebook(tmp_path / "ada.ipynb", RIGHT)
    result = grade(tmp_path / "ada.ipynb", out=out)
    assert result.exit_code == 1
    assert "could not be checked: ada, 02_relu_family" in result.output
    assert status_of(out, "ada", "relu") == ["not_checked"]


COMPARE = Written("compare", 6, ((2, "names <both>"), (4, "says why")))


@pytest.fixture
def with_prose(monkeypatch, tmp_path):
    """A class whose notebook asks for prose as well; `ben` wrote some, `cleo` did not."""
    asked = Assignment("02_relu_family", (EXERCISES["relu"], COMPARE))
    monkeypatch.setitem(ASSIGNMENTS, asked.stem, asked)
    monkeypatch.setitem(EXERCISES, COMPARE.name, COMPARE)
    answers = {"ada": "Both squash.", "ben": "<script>alert(1)</script>", "cleo": PROSE_STUB}
    for student, text in answers.items():
        prose = new_markdown_cell(text, id="compare")
        cells = [new_code_cell(RIGHT, id="relu"), prose]
        path = tmp_path / f"class/{student}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(new_notebook(cells=cells), path)
    return tmp_path / "class"


def test_do_answers_in_prose_wait_for_a_human_and_stop_nobody(with_prose, out):
    result = grade(with_prose, out=out)
    assert result.exit_code == 0, result.output
    assert "2 written answers wait to be graded by hand." in result.output
    assert "could not be checked" not in result.output
    prose = [row for row in rows(out) if row["exercise"] == "compare"]
    assert [(row["student_id"], row["status"], row["diagnosis"]) for row in prose] == [
        ("ada", "not_checked", "by_hand"),
        ("ben", "not_checked", "by_hand"),
        ("cleo", "not_started", ""),
    ]
    assert {(row["points"], row["max_points"]) for row in prose} == {("0", "6")}
    graded = json.loads((out / "grades.json").read_text())["graded"]
    assert [item["verdicts"][1].get("answer") for item in graded] == [
        "Both squash.",
        "<script>alert(1)</script>",
        None,
    ]


def test_is_prose_shown_to_its_author_and_to_who_grades_it(with_prose, out):
    grade(with_prose, out=out)
    page = (out / "feedback/ben.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "1 of 7 points; 6 more wait" in page
    assert "6 more wait" not in (out / "feedback/cleo.html").read_text()
    report = (out / "report.html").read_text()
    assert 'href="feedback/ben.html#compare"' in report
    assert 'href="feedback/cleo.html#compare"' not in report
    assert 'id="compare"' in page
    assert "names &lt;both&gt;" in report
    assert "Nothing: every notebook was read" in report


def test_does_a_fault_of_the_graders_leave_prose_alone(with_prose, out, monkeypatch):
    def broken(*arguments):
        raise RuntimeError("no more processes")

    monkeypatch.setattr("autograder.sandbox.parent.Child", broken)
    result = grade(with_prose, out=out)
    assert result.exit_code == 1
    assert "2 written answers wait" in result.output
    assert status_of(out, "cleo", "compare") == ["not_started"]


def test_does_the_one_of_two_with_an_answer_in_prose_count(with_prose, out):
    for name, student in (("first", "cleo"), ("second", "ada")):
        copy = with_prose / f"dora/{name}.ipynb"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes((with_prose / f"{student}.ipynb").read_bytes())
    grade(with_prose, out=out)
    assert status_of(out, "dora", "compare") == ["not_checked"]


def test_is_nothing_to_grade_told_with_exit_code_2(tmp_path, out):
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("hi")
    for path in (tmp_path / "empty", tmp_path / "note.txt", tmp_path / "nowhere"):
        result = grade(path, out=out)
        assert result.exit_code == 2
        assert path.name in result.output
        assert "Traceback" not in result.output


@pytest.mark.parametrize("option", ["--call-seconds=nan", "--call-seconds=0", "--seed=-1"])
def test_is_an_impossible_option_refused(option, tmp_path, out):
    write_notebook(tmp_path / "ada.ipynb", RIGHT)
    arguments = ["grade", str(tmp_path / "ada.ipynb"), "--out", str(out), option]
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_is_an_interrupted_run_told(tmp_path, out, monkeypatch):
    def interrupt(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("autograder.grade.collect", interrupt)
    write_notebook(tmp_path / "ada.ipynb", RIGHT)
    result = grade(tmp_path / "ada.ipynb", out=out)
    assert result.exit_code == 130
    assert "Nothing was written" in result.output


def test_is_an_unwritable_place_told(tmp_path):
    write_notebook(tmp_path / "ada.ipynb", RIGHT)
    (tmp_path / "file").write_text("")
    result = grade(tmp_path / "ada.ipynb", out=tmp_path / "file" / "below")
    assert result.exit_code == 2
    assert "cannot write" in result.output


ROOT = Path(__file__).parents[2]
NBS, SOLUTIONS = ROOT / "nbs", ROOT / "solutions"


@pytest.mark.parametrize("stem", sorted(path.stem for path in NBS.glob("0*.ipynb")))
def test_does_a_released_notebook_earn_nothing_and_offend_nobody(stem, out):
    assert grade(NBS / f"{stem}.ipynb", out=out).exit_code == 0
    assert {row["status"] for row in rows(out)} == {"not_started"}
    assert {row["points"] for row in rows(out)} == {"0"}


@pytest.mark.parametrize("stem", sorted(path.stem for path in SOLUTIONS.glob("0*.py")))
def test_does_a_solved_notebook_earn_full_marks(stem, tmp_path, out):
    from autograder.publish.release import solved

    nbformat.write(solved(SOLUTIONS / f"{stem}.py"), tmp_path / f"{stem}.ipynb")
    assert grade(tmp_path / f"{stem}.ipynb", out=out).exit_code == 0
    by_hand = {row["exercise"] for row in rows(out) if row["diagnosis"] == "by_hand"}
    checked = [row for row in rows(out) if row["exercise"] not in by_hand]
    assert by_hand == set(ASSIGNMENTS[stem].written)
    assert {row["status"] for row in checked} == {"passed"}
    assert all(row["points"] == row["max_points"] for row in checked)
