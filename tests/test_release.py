"""Does a solved source become the notebook that learners get, and is a faulty one named?"""

import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import GenerateAssignment
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import ClearSolutions
from nbgrader.utils import compute_checksum, determine_grade
from traitlets.config import Config

from autograder.cli import main
from autograder.exercises.exercise import Exercise, Question, Written, WrongForm
from autograder.publish.marks import PROSE_STUB
from autograder.publish.release import (
    ClearAnswers,
    ReleaseError,
    outdated,
    release,
    release_all,
    solved,
)

STEM = "02_relu_family"
RELU = Exercise("relu", "(x)", 3, reference=abs, cases=lambda rng: [], hint="", assignment=STEM)
KINK = Question("kink", "c", {"c": "Yes."}, points=1, assignment=STEM)
ELSEWHERE = Question("tanh", "a", {"a": "Yes."}, assignment="03_sigmoid_and_tanh")
TASKS = {"relu": RELU, "kink": KINK, "tanh": ELSEWHERE}
ALWAYS_ON = WrongForm("always_on", abs, "Its mask is always true.", "Which sign has a 0?")
TO_REPAIR = replace(RELU, name="ReLULayer", wrong_forms=[ALWAYS_ON], given="always_on")
REPAIR_TASKS = {"ReLULayer": TO_REPAIR}

EXERCISE = '''# %% exercise="relu"
def relu(x):
    """Return max(x, 0)."""
    ### BEGIN SOLUTION
    secret = np.maximum(x, 0)
    return secret
    ### END SOLUTION
'''
CHECK = '# %% check="relu"\ncheck(relu)\n'
QUESTION = '# %% question="kink"\nkink = "c"\n'
CHECK_QUESTION = '# %% check="kink"\ncheck(kink=kink)\n'
PROSE = '# %% [markdown]\nr"""\n# ReLU\n$\\frac{1}{2}$ of σ\n"""\n'
PLAY = '# %% tags=["play"]\nshow(relu)\n'
TWICE = "# %%\nprint()\n"
COURSE = "\n".join([PROSE, TWICE, EXERCISE, CHECK, PLAY, QUESTION, CHECK_QUESTION, TWICE])

REPAIR = """# %% exercise="ReLULayer"
class ReLULayer:
    def forward(self, x):
        ### BEGIN SOLUTION
        self.mask = x > 0
        return x * self.mask
        ### GIVEN
        # if True:
        #     self.mask = x >= 0  # at 0, too
        #
        # return x * self.mask
        ### END SOLUTION

    def backward(self, grad_output):
        return grad_output * self.mask
"""
CHECK_REPAIR = '# %% check="ReLULayer"\ncheck(ReLULayer)\n'
REPAIRS = REPAIR + CHECK_REPAIR

COMPARE = Written("compare", 5, ((2, "names both"), (3, "says why")), assignment=STEM)
PROSE_TASKS = {"relu": RELU, "compare": COMPARE}
ANSWER = """# %% [markdown] written="compare"
<!-- ### BEGIN SOLUTION -->
A model answer.

**Rubric**: 2 points, names both; 3 points, says why.
<!-- ### END SOLUTION -->
"""
ASKED = "\n".join([PROSE, EXERCISE, CHECK, '# %% [markdown]\n"""\nCompare them.\n"""\n', ANSWER])


def written(folder: Path, text: str = COURSE, stem: str = STEM) -> Path:
    source = folder / f"{stem}.py"
    source.write_text(text, encoding="utf-8")
    return source


@pytest.fixture
def notebook(tmp_path):
    return release(written(tmp_path), TASKS)


def cell(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def test_learners_get_the_stub_and_nothing_of_the_solution(notebook):
    stub = "    raise NotImplementedError()  # your code here"
    head = 'def relu(x):\n    """Return max(x, 0)."""\n'
    assert cell(notebook, "relu").source == head + stub
    assert cell(notebook, "kink").source == 'kink = ...  # your answer: "a", "b", "c" or "d"'
    text = nbformat.writes(notebook)
    assert not [word for word in ("secret", "maximum", "SOLUTION", '\\"c\\"\n') if word in text]


def test_released_cells_run(notebook):
    names = {}
    exec(cell(notebook, "relu").source + "\n" + cell(notebook, "kink").source, names)
    assert names["kink"] is ...
    with pytest.raises(NotImplementedError):
        names["relu"](1)


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        ("relu", {"grade": False, "solution": True, "locked": False}),
        ("kink", {"grade": False, "solution": True, "locked": False}),
        ("check_relu", {"grade": True, "solution": False, "locked": True, "points": 3}),
        ("check_kink", {"grade": True, "solution": False, "locked": True, "points": 1}),
    ],
)
def test_graded_cells_carry_what_nbgrader_writes(tmp_path, notebook, name, metadata):
    common = {"schema_version": 3, "grade_id": name, "task": False}
    assert cell(solved(written(tmp_path), TASKS), name).metadata.nbgrader == common | metadata
    found = cell(notebook, name)
    extra = {"cell_type": "code", "checksum": compute_checksum(found)}
    assert found.metadata.nbgrader == common | metadata | extra
    assert found.metadata.deletable is False
    assert found.metadata.get("editable", True) is not metadata["grade"]


def test_notebook_is_valid_for_jupyter_and_nbgrader(notebook):
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def test_ids_tell_equal_cells_apart(notebook):
    ids = [cell.id for cell in notebook.cells]
    first, second = (cell.id for cell in notebook.cells if cell.source == "print()")
    assert second == f"{first}-2"
    assert len(set(ids)) == len(ids)


def test_prose_and_tags_stay_and_nothing_of_the_tools_does(notebook):
    assert notebook.cells[0].source == "# ReLU\n$\\frac{1}{2}$ of σ"
    assert [cell.metadata.get("tags") for cell in notebook.cells].count(["play"]) == 1
    keys = {key for cell in notebook.cells for key in cell.metadata}
    assert keys == {"nbgrader", "deletable", "editable", "tags"}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(not cell.get("outputs") for cell in notebook.cells)


def test_code_to_repair_is_given_as_code(tmp_path):
    assert cell(release(written(tmp_path, REPAIRS), REPAIR_TASKS), "ReLULayer").source == (
        "class ReLULayer:\n"
        "    def forward(self, x):\n"
        "        if True:\n"
        "            self.mask = x >= 0  # at 0, too\n"
        "\n"
        "        return x * self.mask\n"
        "\n"
        "    def backward(self, grad_output):\n"
        "        return grad_output * self.mask"
    )
    assert "### GIVEN" in cell(solved(written(tmp_path, REPAIRS), REPAIR_TASKS), "ReLULayer").source


def test_a_class_may_be_to_repair_here_and_to_write_there(tmp_path):
    stub = "### BEGIN SOLUTION\n        return grad_output * self.mask\n        ### END SOLUTION"
    text = REPAIRS.replace("return grad_output * self.mask", stub)
    source = cell(release(written(tmp_path, text), REPAIR_TASKS), "ReLULayer").source
    names = {}
    exec(source, names)
    assert names["ReLULayer"]().forward(2.0) == 2.0
    with pytest.raises(NotImplementedError):
        names["ReLULayer"]().backward(2.0)


def test_prose_is_written_into_a_cell_that_nbgrader_has_graded_by_hand(tmp_path):
    notebook = release(written(tmp_path, ASKED), PROSE_TASKS)
    MetadataValidator().validate_nb(notebook)
    answer = cell(notebook, "compare")
    assert (answer.cell_type, answer.source) == ("markdown", PROSE_STUB)
    assert answer.metadata.nbgrader == {
        "schema_version": 3,
        "grade_id": "compare",
        "grade": True,
        "solution": True,
        "locked": False,
        "task": False,
        "points": 5,
        "cell_type": "markdown",
        "checksum": compute_checksum(answer),
    }
    assert determine_grade(answer) == (0, 5), "until somebody writes into it"
    answer.source = "Both squash."
    assert determine_grade(answer) == (None, 5), "then it waits for a human"
    assert "Rubric" in cell(solved(written(tmp_path, ASKED), PROSE_TASKS), "compare").source


@pytest.mark.parametrize(
    ("text", "tasks"), [(COURSE, TASKS), (REPAIRS, REPAIR_TASKS), (ASKED, PROSE_TASKS)]
)
def test_stock_generate_assignment_gives_the_same_from_the_solved_notebook(
    tmp_path, monkeypatch, text, tasks
):
    # nbgrader calls alembic by its bare name: it stands beside this Python.
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    source = written(tmp_path, text)
    folder = tmp_path / "source" / STEM
    folder.mkdir(parents=True)
    nbformat.write(solved(source, tasks), folder / f"{STEM}.ipynb")
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    config.Exchange.root = str(tmp_path / "exchange")
    config.GenerateAssignment.preprocessors = [
        ClearAnswers if preprocessor is ClearSolutions else preprocessor
        for preprocessor in GenerateAssignment.preprocessors.default_args[0]
    ]
    result = NbGraderAPI(config=config).generate_assignment(STEM)
    assert result["success"], result["log"]
    generated = nbformat.read(tmp_path / "release" / STEM / f"{STEM}.ipynb", as_version=4)
    assert generated == release(source, tasks)


def test_two_builds_give_the_same_bytes(tmp_path):
    written(tmp_path)
    (first,) = release_all(tmp_path, tmp_path / "a", tasks=TASKS)
    (second,) = release_all(tmp_path, tmp_path / "b", tasks=TASKS)
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes().endswith(b"}\n")
    assert str(tmp_path) not in first.read_text(encoding="utf-8")


def test_only_what_changes_is_written(tmp_path):
    written(tmp_path)
    out = tmp_path / "nbs"
    assert outdated(tmp_path, out, TASKS) == release_all(tmp_path, out, tasks=TASKS)
    assert release_all(tmp_path, out, tasks=TASKS) == outdated(tmp_path, out, TASKS) == []
    written(tmp_path, COURSE + "# more\n")
    assert release_all(tmp_path, out, tasks=TASKS) == [out / f"{STEM}.ipynb"]
    assert [path.name for path in out.iterdir()] == [f"{STEM}.ipynb"]


@pytest.mark.parametrize("trace", ["run", "saved by Jupyter", "broken"])
def test_a_notebook_that_somebody_worked_in_is_kept(tmp_path, trace):
    written(tmp_path)
    (path,) = release_all(tmp_path, tmp_path / "nbs", tasks=TASKS)
    notebook = json.loads(path.read_bytes())
    if trace == "run":
        notebook["cells"][1]["execution_count"] = 1
    else:
        notebook["metadata"]["language_info"]["version"] = "3.11.7"
    theirs = "<<<<<<<" if trace == "broken" else json.dumps(notebook)
    path.write_text(theirs)
    with pytest.raises(ReleaseError, match=f"worked in .*{STEM}.ipynb: move it away"):
        release_all(tmp_path, tmp_path / "nbs", tasks=TASKS)
    assert path.read_text() == theirs
    assert release_all(tmp_path, tmp_path / "nbs", tasks=TASKS, force=True) == [path]


WITHOUT_MARKS = EXERCISE.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")
NESTED = EXERCISE.replace("    return", "    ### BEGIN SOLUTION\n    return")
ALL_HIDDEN = '# %% exercise="relu"\n### BEGIN SOLUTION\ndef relu(x): pass\n### END SOLUTION\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (COURSE.replace(CHECK, ""), r'exercise="relu"\): no cell checks it.*check="relu"'),
        (COURSE.replace(EXERCISE, ""), r'check="relu"\): no exercise or question of that name'),
        (CHECK + COURSE.replace(CHECK, ""), r'cell 1 \(check="relu"\): no exercise or question'),
        (COURSE + PROSE + EXERCISE, r'exercise="relu"\): there is a cell with this header already'),
        (COURSE + CHECK, r'check="relu"\): there is a cell with this header already'),
        (COURSE.replace('"relu"', '"rely"'), r'exercise="rely"\): .* no task of that name'),
        (COURSE.replace('"relu"', '"tanh"'), r"puts it into 03_sigmoid_and_tanh"),
        (COURSE.replace(EXERCISE, WITHOUT_MARKS), "put the solution between ### BEGIN SOLUTION"),
        (COURSE.replace(EXERCISE, NESTED), "put the solution between ### BEGIN SOLUTION"),
        (COURSE.replace("    ### END SOLUTION", ""), "put the solution between"),
        (COURSE.replace("def relu", "def rely"), "it must define relu"),
        (COURSE.replace(EXERCISE, ALL_HIDDEN), "it must define relu, outside ### BEGIN"),
        (COURSE.replace("def relu(x)", "def relu(x"), "line 1 is no Python"),
        (COURSE.replace("check(relu)", "check(elu)"), r"must be the one line check\(relu\)"),
        (COURSE.replace("check(kink=kink)", "check(kink)"), r"the one line check\(kink=kink\)"),
        (COURSE.replace('kink = "c"', "kink = 3"), 'must be one line like kink = "a"'),
        (COURSE.replace('kink = "c"', 'kin = "c"'), 'must be one line like kink = "a"'),
        (COURSE.replace("question=", "exercise="), "has it as question: change the header"),
        (COURSE.replace("exercise=", "question="), "has it as exercise: change the header"),
        (COURSE.replace("exercise=", "exercize="), "its header says exercize; known are exercise"),
        (COURSE.replace('"kink"\nkink', '"kink" check="kink"\nkink'), "not both: split it"),
        (COURSE.replace('="kink"\nkink', '=["kink"]\nkink'), 'marks: question="relu"'),
        (COURSE.replace('="kink"\nkink', '="kink" tags="play"\nkink'), "is not of type 'array'"),
        (COURSE + "# %%\n### BEGIN SOLUTION\n1\n### END SOLUTION\n", "it holds a solution"),
        (COURSE.replace("[markdown]", '[markdown] exercise="relu"'), "a markdown cell cannot be"),
        (PROSE + EXERCISE + CHECK, "lacks cells for kink"),
    ],
)
def test_faulty_source_is_named(tmp_path, text, message):
    with pytest.raises(ReleaseError, match=message) as raised:
        release(written(tmp_path, text), TASKS)
    assert str(raised.value).startswith(f"{STEM}.py")


GIVEN_TWICE = REPAIRS.replace("        #\n", "        ### GIVEN\n")
GIVEN_OUTSIDE = REPAIRS.replace("    def backward", "    ### GIVEN\n    def backward")
NOTHING_GIVEN = re.sub(r"(### GIVEN\n).*?(        ### END)", r"\1\2", REPAIRS, flags=re.DOTALL)
ALREADY_CODE = REPAIRS.replace("# return x", "return x")
ONE_LINE = REPAIRS.replace("### GIVEN\n", "### GIVEN as code\n")
BROKEN_CODE = REPAIRS.replace("# if True:", "# if True")
NEVER_GIVEN = re.sub(r"        ### GIVEN.*?(        ### END)", r"\1", REPAIRS, flags=re.DOTALL)
NO_CLASS = """# %% exercise="ReLULayer"
### BEGIN SOLUTION
class ReLULayer: pass
### GIVEN
# class ReluLayer: pass
### END SOLUTION
"""
OF_NO_FORM = {"ReLULayer": replace(TO_REPAIR, given="sometimes_on")}
TO_WRITE = {"ReLULayer": replace(TO_REPAIR, given="")}


@pytest.mark.parametrize(
    ("text", "tasks", "message"),
    [
        (GIVEN_TWICE, REPAIR_TASKS, "### GIVEN goes between them, once, on its own line too"),
        (GIVEN_OUTSIDE, REPAIR_TASKS, "### GIVEN goes between them, once"),
        (ONE_LINE, REPAIR_TASKS, "### GIVEN goes between them, once"),
        (NOTHING_GIVEN, REPAIR_TASKS, "lines from ### GIVEN to ### END SOLUTION must be there"),
        (ALREADY_CODE, REPAIR_TASKS, "must be there, each a comment"),
        (BROKEN_CODE, REPAIR_TASKS, "as learners get it, line 3 is no Python"),
        (NO_CLASS + CHECK_REPAIR, REPAIR_TASKS, "as learners get it, it must define ReLULayer"),
        (REPAIRS, TO_WRITE, 'it gives code after ### GIVEN: say .* with given="…"'),
        (NEVER_GIVEN, REPAIR_TASKS, "says that it starts as always_on: put that code"),
        (REPAIRS, OF_NO_FORM, "starts as sometimes_on, which is none of its wrong forms"),
        ("# %%\n### GIVEN\n# x = 1\n", {}, "it holds a solution"),
    ],
)
def test_faulty_code_to_repair_is_named(tmp_path, text, tasks, message):
    with pytest.raises(ReleaseError, match=message) as raised:
        release(written(tmp_path, text), tasks)
    assert str(raised.value).startswith(f"{STEM}.py, cell 1")


NO_MODEL = re.sub(r"A model.*why\.\n", "", ANSWER, flags=re.DOTALL)
TWO_ANSWERS = ANSWER + ANSWER.partition("\n")[2]
IN_CODE = '# %% written="compare"\n### BEGIN SOLUTION\n1\n### END SOLUTION\n'
CHECKED = '# %% check="compare"\ncheck(compare)\n'


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            ANSWER.replace("<!-- ### BEGIN", "Why?\n<!-- ### BEGIN"),
            "the question into a cell of its",
        ),
        (
            ANSWER.replace("<!-- ### BEGIN SOLUTION -->\n", ""),
            "put the model answer and the rubric",
        ),
        (ANSWER.replace("<!-- ### END", "### END"), "put the model answer and the rubric"),
        (NO_MODEL, "put the model answer and the rubric"),
        (TWO_ANSWERS, "put the model answer and the rubric"),
        (ANSWER.replace("written=", "question="), "a markdown cell cannot be checked"),
        (ANSWER.replace(' written="compare"', ""), "it holds a solution: give it a header like"),
        (ANSWER.replace("compare", "relu"), "has it as exercise: change the header"),
        (IN_CODE, "a code cell holds no prose"),
        (ANSWER + CHECKED, "it is graded by hand: nothing checks it"),
        (ANSWER + ANSWER, "there is a cell with this header already"),
        ("", "lacks cells for compare"),
    ],
)
def test_a_faulty_cell_for_prose_is_named(tmp_path, answer, message):
    source = written(tmp_path, EXERCISE + CHECK + answer)
    with pytest.raises(ReleaseError, match=message):
        release(source, PROSE_TASKS)


def test_a_rubric_adds_up():
    with pytest.raises(ValueError, match="compare: the rubric's rows give 2 of 5 points"):
        Written("compare", 5, ((2, "names both"),))


def test_missing_sources_are_named(tmp_path):
    with pytest.raises(ReleaseError, match=r"there is no NN_topic.py in"):
        release_all(tmp_path, tmp_path / "nbs", tasks=TASKS)


def test_command_checks_builds_and_tells(tmp_path):
    written(tmp_path, PROSE + TWICE, stem="99_nothing_graded")
    command = ["notebooks", "--solutions", str(tmp_path), "--out", str(tmp_path / "nbs")]
    expected = [
        (["--check"], 1, "99_nothing_graded.ipynb is not what its source gives"),
        ([], 0, "99_nothing_graded.ipynb written"),
        (["--check"], 0, "Every notebook in"),
        ([], 0, "Every notebook in"),
    ]
    for options, code, text in expected:
        result = CliRunner().invoke(main, command + options)
        assert (result.exit_code, text in result.output) == (code, True), result.output


def test_command_names_a_faulty_source_without_a_traceback(tmp_path):
    written(tmp_path, COURSE.replace(CHECK, ""))
    result = CliRunner().invoke(main, ["notebooks", "--solutions", str(tmp_path), "--out", "x"])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {STEM}.py")
