"""Does the syllabus say what the notebooks say, and do its sums add up?"""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.exercises import ASSIGNMENTS
from autograder.exercises.exercise import Assignment, Exercise, Question, Written
from autograder.publish.outline import Minutes, Outline, OutlineError, outlines
from autograder.publish.syllabus import syllabus

ROOT = Path(__file__).parents[2]

HEAD = """# 02 · The ReLU family

One line with one bend.

**Time** about 65 minutes: 45 to read, 20 to write.

**You need** *linear* layers
(notebook [01](01_why_nonlinearity.ipynb)), and `numpy`.
"""
RELU = Exercise("relu", "(x)", 3, reference=abs, cases=lambda rng: [], hint="")
KINK = Question("kink", "a", {"a": "Yes."})
WHY = Written("why", 6, ((4, "what"), (2, "why")))


def written(folder, text=HEAD, name="02_relu_family"):
    path = folder / f"{name}.py"
    path.write_text(f'# %% [markdown]\nr"""\n{text}"""\n', encoding="utf-8")
    return Outline(path)


def test_a_notebook_is_told_in_a_few_lines(tmp_path):
    assignment = Assignment("02_relu_family", (RELU, KINK, WHY))
    told = syllabus([written(tmp_path)], {"02_relu_family": assignment}, width=60).splitlines()
    assert told[:5] == [
        "02 · The ReLU family                   10 points   1 h 5 min",
        "     1 exercise for 3, 1 question for 1, 1 written answer",
        "     for 6; 45 min to read, 20 min to write",
        "     You need linear layers (notebook 01), and numpy.",
        "",
    ]


def test_the_sums_are_of_all_notebooks(tmp_path):
    other = HEAD.replace("02 ·", "03 ·").replace("65", "70").replace("45", "50")
    both = [written(tmp_path), written(tmp_path, other, "03_tanh")]
    tasks = {"02_relu_family": (RELU, KINK), "03_tanh": (KINK,)}
    assignments = {stem: Assignment(stem, own) for stem, own in tasks.items()}
    *_, total, parts = syllabus(both, assignments, width=90).splitlines()
    assert total.split() == ["total", "of", "2", "notebooks", "5", "points", "2", "h", "15", "min"]
    assert parts.strip() == (
        "1 exercise for 3, 2 questions for 2; 1 h 35 min to read, 40 min to write"
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# 02 ·", "# 03 ·", 'its first line must be like "# 02 · '),
        ("# 02 · The", "The", 'its first line must be like "# 02 · '),
        ("about 65", "about an hour", "its first cell must say"),
        ("about 65", "about 60", "its time does not add up"),
        ("**You need**", "You need", "its first cell must have a paragraph"),
    ],
)
def test_a_notebook_that_does_not_say_it_is_named(tmp_path, old, new, message):
    notebook = written(tmp_path, HEAD.replace(old, new))
    with pytest.raises(OutlineError, match=rf"02_relu_family\.py: {message}"):
        syllabus([notebook], {})


def test_a_missing_notebook_is_named(tmp_path):
    assignments = {"04_softmax": Assignment("04_softmax", (KINK,))}
    with pytest.raises(OutlineError, match="lacks the notebooks 04_softmax"):
        syllabus([written(tmp_path)], assignments)


@pytest.mark.parametrize("folder", ["nbs", "solutions"])
def test_the_course_tells_points_and_times(folder):
    command = ["syllabus", "--notebooks", str(ROOT / folder)]
    result = CliRunner().invoke(main, command, env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    total = sum(assignment.points for assignment in ASSIGNMENTS.values())
    assert re.search(rf"^total of \d+ notebooks +{total} points", result.output, re.MULTILINE)
    for outline in outlines(ROOT / folder):
        assert f"{outline.title}  " in result.output
    assert max(map(len, result.output.splitlines())) <= 80


def test_solved_and_released_notebooks_say_the_same():
    for solved, released in zip(outlines(ROOT / "solutions"), outlines(ROOT / "nbs"), strict=True):
        said = [(o.title, o.minutes, o.needs, o.glossary) for o in (solved, released)]
        assert said[0] == said[1]


def test_every_notebook_takes_between_45_and_75_minutes():
    times = {outline.stem: outline.minutes for outline in outlines(ROOT / "solutions")}
    assert all(isinstance(minutes, Minutes) for minutes in times.values())
    assert {stem for stem, minutes in times.items() if not 45 <= minutes.total <= 75} == set()


def test_a_copy_that_jupyter_made_is_not_counted(tmp_path):
    released = (ROOT / "nbs" / "02_relu_family.ipynb").read_bytes()
    for name in ("02_relu_family", "02_relu_family-Copy1"):
        (tmp_path / f"{name}.ipynb").write_bytes(released)
    assert [outline.stem for outline in outlines(tmp_path)] == ["02_relu_family"]


@pytest.mark.parametrize("content", ["{", "[]", ""])
def test_a_file_that_is_no_notebook_is_named(tmp_path, content):
    (tmp_path / "02_relu_family.ipynb").write_text(content)
    result = CliRunner().invoke(main, ["syllabus", "--notebooks", str(tmp_path)])
    assert result.exit_code == 1
    assert "02_relu_family.ipynb: it cannot be read: " in result.output


def test_an_empty_folder_is_named(tmp_path):
    result = CliRunner().invoke(main, ["syllabus", "--notebooks", str(tmp_path)])
    assert result.exit_code == 1
    assert "there is no notebook named like 02_relu_family.ipynb in" in result.output
