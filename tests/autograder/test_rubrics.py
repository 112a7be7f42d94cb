"""Do learners read the rubric that they are graded by, and does the model answer earn all of it?"""

import re
from pathlib import Path

import pytest

from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Written

SOLUTIONS = Path(__file__).parents[2] / "solutions"
WRITTEN = [task for task in EXERCISES.values() if isinstance(task, Written)]


def question_and_answer(task):
    source = (SOLUTIONS / f"{task.assignment}.py").read_text(encoding="utf-8")
    before, after = source.split(f'# %% [markdown] written="{task.name}"\n')
    return before.rpartition("# %% [markdown]\n")[2], after.partition("\n# %%")[0]


@pytest.mark.parametrize("task", WRITTEN, ids=lambda task: task.name)
def test_is_the_rubric_below_the_question_the_one_that_is_graded_by(task):
    question, _ = question_and_answer(task)
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", question, re.MULTILINE)
    assert [(int(points), criterion) for points, criterion in rows] == list(task.rubric)


@pytest.mark.parametrize("task", WRITTEN, ids=lambda task: task.name)
def test_does_the_model_answer_show_where_it_earns_each_point(task):
    _, answer = question_and_answer(task)
    earned = [int(points) for points in re.findall(r"\*\*\[(\d+)", answer)]
    assert sorted(earned) == sorted(points for points, _ in task.rubric)
    assert len(answer.split()) > 150
