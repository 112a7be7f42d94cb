"""Does a learner see at one glance what is done, what is next, and what is wrong?"""

import re
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbformat.v4 import new_code_cell, new_notebook

from autograder.cli import main
from autograder.exercises import ASSIGNMENTS
from autograder.exercises.exercise import Assignment, Question, Written
from autograder.publish.release import solved
from autograder.results import Graded
from autograder.status import status
from autograder.verdict import BY_HAND, Verdict

ROOT = Path(__file__).parents[2]
NBS, SOLUTIONS = ROOT / "nbs", ROOT / "solutions"

QUESTION = {"answer": "a", "explanations": {"a": "Yes."}, "points": 4}
FIRST = Assignment("01_first", (Question("one", **QUESTION), Question("two", **QUESTION)))
PROSE = Assignment("02_prose", (Question("three", **QUESTION), Written("why", 6, ((6, "all"),))))
COURSE = {assignment.stem: assignment for assignment in (FIRST, PROSE)}

DONE = {"one": "passed", "two": "passed"}


def graded(statuses, stem="01_first", source="", **more):
    """A notebook whose tasks have the given statuses."""
    tasks = {task.name: task for task in COURSE[stem].tasks}
    verdicts = tuple(
        Verdict(
            name,
            said,
            tasks[name].points if said == "passed" else 0,
            tasks[name].points,
            f"{name} is {said}.",
            BY_HAND if isinstance(tasks[name], Written) and said == "not_checked" else "",
        )
        for name, said in statuses.items()
    )
    return Graded("nbs", stem, source or f"nbs/{stem}.ipynb", "abc", verdicts, **more)


def line(text, start):
    return next(line for line in text.splitlines() if line.startswith(start))


@pytest.mark.parametrize(
    ("statuses", "score", "note"),
    [
        ({"one": "not_started", "two": "not_started"}, "0 of 8", "not started"),
        ({"one": "passed", "two": "not_started"}, "4 of 8", "next: two"),
        ({"one": "not_started", "two": "passed"}, "4 of 8", "next: one"),
        ({"one": "failed", "two": "not_started"}, "0 of 8", "mend: one"),
        ({"one": "error", "two": "passed"}, "4 of 8", "mend: one"),
        ({"one": "passed", "two": "timeout"}, "4 of 8", "mend: two"),
        ({"one": "passed", "two": "missing"}, "4 of 8", "missing: two"),
        ({"one": "passed", "two": "not_checked"}, "4 of 8", "could not be checked: two"),
        (DONE, "8 of 8", "done"),
    ],
)
def test_what_is_to_do_next(statuses, score, note):
    text = line(status([graded(statuses)], COURSE), "01_first")
    assert text.endswith(f"{score}  {note}")


def test_a_notebook_that_is_not_there_is_shown():
    assert line(status([], COURSE), "01_first").endswith("0 of 8  not there")


def test_the_last_line_of_the_table_adds_up():
    graded_two = [graded(DONE), graded({"three": "failed", "why": "not_started"}, "02_prose")]
    assert line(status(graded_two, COURSE), "total").endswith("8 of 18  1 of 2 notebooks done")


@pytest.mark.parametrize(
    ("why", "note", "said"),
    [
        ("not_started", "next: why", "Written answers: 0 of 1 written."),
        ("missing", "missing: why", "Written answers: 0 of 1 written."),
        ("not_checked", "done", "1 of 1 written, to be graded by hand for up to 6 points."),
    ],
)
def test_written_answers_are_written_or_not_and_never_wrong(why, note, said):
    text = status([graded({"three": "passed", "why": why}, "02_prose")], COURSE)
    assert line(text, "02_prose").endswith(f"4 of 10  {note}")
    assert said in text


def test_a_notebook_that_cannot_be_read_says_why():
    broken = graded({"one": "error", "two": "error"}, source="nbs/x.ipynb")
    message = "The notebook cannot be read: it is cut off."
    verdicts = tuple(Verdict(v.task, "error", 0, 4, message) for v in broken.verdicts)
    text = status([Graded("nbs", "01_first", "nbs/x.ipynb", "abc", verdicts)], COURSE)
    assert line(text, "01_first").endswith("cannot be read")
    assert "nbs/x.ipynb: The notebook cannot be read: it is cut off." in text


def test_of_two_copies_the_better_counts_and_is_named():
    worse = graded(DONE | {"two": "failed"}, source="nbs/01_first-Copy1.ipynb")
    for order in ([worse, graded(DONE)], [graded(DONE), worse]):
        text = status(order, COURSE)
        assert line(text, "01_first").endswith("done")
        assert "01_first is there 2 times; nbs/01_first.ipynb counts." in text


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    text = status([graded({"one": "passed", "two": "failed"})], COURSE, width)
    assert max(map(len, text.splitlines())) <= width


def test_a_bar_is_full_only_with_everything_and_empty_only_with_nothing():
    shares = {}
    for points in range(101):
        verdict = Verdict("one", "failed", points, 100, "")
        task = Question("one", "a", {"a": ""}, points=100)
        text = status(
            [Graded("nbs", "s", "s", "abc", (verdict,))], {"s": Assignment("s", (task,))}, 80, "#."
        )
        shares[points] = re.search(r"[#.]{4,}", text)[0]
    assert {points for points, bar in shares.items() if "#" not in bar} == {0}
    assert {points for points, bar in shares.items() if "." not in bar} == {100}
    assert [bar.count("#") for bar in shares.values()] == sorted(
        bar.count("#") for bar in shares.values()
    )


def run(*arguments, columns="80"):
    return CliRunner().invoke(main, ["status", *map(str, arguments)], env={"COLUMNS": columns})


def test_the_released_course_is_not_started():
    result = run(NBS)
    assert result.exit_code == 0, result.output
    for stem, assignment in ASSIGNMENTS.items():
        if (NBS / f"{stem}.ipynb").exists():
            told = line(result.stdout, stem)
            assert told.endswith("not started")
            assert f" 0 of {assignment.points} " in told
            assert len(told) <= 80


def test_solved_and_begun_notebooks_are_told_apart(tmp_path):
    whole = solved(SOLUTIONS / "03_sigmoid_and_tanh.py")
    nbformat.write(whole, tmp_path / "03_sigmoid_and_tanh.ipynb")
    cells = ["import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)"]
    cells += ["def relu_derivative(x):\n    return x", "def relu_backward(g, x):\n    return g"]
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    nbformat.write(notebook, tmp_path / "02_relu_family.ipynb")
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), tmp_path / "scratch.ipynb")
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert line(result.stdout, "03_sigmoid").endswith("18 of 18  done")
    assert line(result.stdout, "02_relu").endswith("1 of 20  mend: relu_derivative")
    assert line(result.stdout, "01_why").endswith("not there")
    assert "No exercise of the course was found in" in result.stdout
    assert str(tmp_path / "scratch.ipynb") in result.stdout


def test_what_is_only_called_a_notebook_does_not_stop_it(tmp_path):
    (tmp_path / "02_relu_family.ipynb").write_bytes((NBS / "02_relu_family.ipynb").read_bytes())
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "nothing")
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert line(result.stdout, "02_relu_family").endswith("not started")


def test_one_notebook_gets_one_line(tmp_path):
    result = run(NBS / "02_relu_family.ipynb")
    assert result.exit_code == 0, result.output
    assert line(result.stdout, "02_relu_family").endswith("not started")
    assert "total" not in result.stdout
    assert "01_why" not in result.stdout


def test_unusable_places_are_named_without_a_traceback(tmp_path):
    (tmp_path / "note.txt").write_text("hi")
    (tmp_path / "empty").mkdir()
    scratch = tmp_path / "scratch.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), scratch)
    for path in (tmp_path / "note.txt", tmp_path / "empty", tmp_path / "nowhere", scratch):
        result = run(path)
        assert result.exit_code == 2
        assert path.name in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
