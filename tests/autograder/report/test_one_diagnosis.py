"""Do the card, the student's page, the table and the class report tell of the same mistake?"""

import csv
import re
from contextlib import redirect_stdout
from io import StringIO

import nbformat
import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.diagnosis import MISCONCEPTIONS, RULES
from autograder.exercises import EXERCISES
from autograder.publish.release import release
from autograder.publish.source import sources
from tests.autograder.report.samples import Page
from tests.submissions.build import SOLUTIONS

STEM = "03_sigmoid_and_tanh"
# What is written for an exercise: its diagnosis, what the learner reads of it, and the hint.
WRONG = {
    "sigmoid": (
        "1 / (1 + np.exp(-np.clip(3 * x, -500, 500)))",
        "values",
        "The result is wrong",
        "What should come out at x = 0, and far out on either side?",
    ),
    "sigmoid_derivative": (
        "3 * sigmoid(x) * (1 - sigmoid(x))",
        "suits_own_forward",
        "This is the right slope of the function that you wrote as sigmoid",
        "Get sigmoid to pass first, then derive it again.",
    ),
    "sigmoid_backward": (
        "(grad_output * grad_output) * (y * (1 - y))",
        "op_upstream_twice",
        "The upstream gradient is multiplied in twice.",
        "If grad_output is doubled, by how much should the answer grow?",
    ),
    "tanh": (
        "(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))",
        "tanh_naive",
        "The formula is right and overflows: for large |x| it divides ∞ by ∞.",
        "Which of the two exponentials can you divide by, so that nothing grows?",
    ),
    "tanh_derivative": (
        "1 - np.tanh(x)",
        "tanh_derivative_missing_square",
        "You are one square away: this is 1 − t.",
        "How steep is tanh far left, where t is −1?",
    ),
    "tanh_backward": (
        "0.5 * (grad_output * (1 - y**2))",
        "op_scaled",
        "Every number is half of what it should be.",
        "Which constant factor came in, or got lost, on the way?",
    ),
}


def cell(name):
    return f"def {name}{EXERCISES[name].signature}:\n    return {WRONG[name][0]}"


def squeezed(text):
    """On one line, without the marks of code."""
    return " ".join(text.replace("`", "").split())


@pytest.fixture(scope="module")
def cards():
    """What the learner reads who runs the checks of the notebook."""
    names = {}
    exec("import numpy as np\nfrom autograder import check", names)
    for name in WRONG:
        exec(cell(name), names)
    texts = {}
    for name in WRONG:
        with redirect_stdout(StringIO()) as shown:
            exec(f"check({name})", names)
        texts[name] = squeezed(shown.getvalue())
    return texts


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder that the same notebook was graded into."""
    folder, out = tmp_path_factory.mktemp("handed_in"), tmp_path_factory.mktemp("grades")
    notebook = release(sources(SOLUTIONS)[STEM])
    for one in notebook.cells:
        if (name := one.metadata.get("nbgrader", {}).get("grade_id")) in WRONG:
            one.source = cell(name)
    path = folder / "submitted" / "zoe" / STEM / f"{STEM}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    result = CliRunner().invoke(main, ["grade", str(folder), "--out", str(out), "--seed", "5"])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def rows(graded):
    with (graded / "grades.csv").open(newline="", encoding="utf-8") as file:
        return {row["exercise"]: row for row in csv.DictReader(file)}


def text_of(path):
    return squeezed(Page(path.read_text(encoding="utf-8")).text)


@pytest.mark.parametrize("name", WRONG)
def test_do_all_four_tell_of_the_same_mistake(name, cards, rows, graded):
    _, diagnosis, explanation, hint = WRONG[name]
    assert rows[name]["diagnosis"] == diagnosis
    feedback, report = text_of(graded / "feedback" / "zoe.html"), text_of(graded / "report.html")
    for text in (cards[name], squeezed(rows[name]["message"]), feedback):
        assert explanation in text and hint in text
    called = MISCONCEPTIONS.get(diagnosis) or RULES.get(diagnosis, explanation)
    mistakes = report.split("Misconceptions How many", 1)[1]
    (line,) = re.findall(
        rf" {name} (?:Broken rules )?(.*? {diagnosis} .*?)1 of 1 student", mistakes
    )
    assert line.startswith(f"{called} {diagnosis} ") and line.endswith(" zoe ")
    assert explanation in line
