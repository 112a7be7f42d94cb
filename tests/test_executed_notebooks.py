"""Does every notebook run from top to bottom, solved and as released, and show the figures it says?

Each is executed once, and all tests of it read the result; `tests/conftest.py` hands them to one
worker together. The figures are read back from the tables that a reader of the notebook sees.
"""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.utils import is_grade
from nbgrader.validator import Validator

import course.experiments
from autograder.exercises import ASSIGNMENTS
from autograder.grade import Run, grade
from autograder.publish.release import release, solved
from autograder.publish.source import sources
from autograder.sandbox.limits import Limits
from autograder.verdict import BY_HAND, Verdict
from tests.executed import Executed, execute
from tests.figures import Row, experiments_shown, faults, lacking, tables

SOURCES = sources(Path(__file__).parents[1] / "solutions")

# What is known of each topic in numbers; the notebook must set its own beside each of them.
FIGURES: dict[str, tuple[float, ...]] = {
    # The best h of central differences, the error there, and the best h in float32.
    "00_checking_gradients": (1e-5, 5e-11, 2**-7),
    # ln C for 2, 10 and 100 classes; the floor of a double softmax, ln(1 + 9/e), and its gradient;
    # the share of softmax's Jacobian beside its diagonal; where naive softmax overflows.
    "04_softmax_and_cross_entropy": (0.6931, 2.302, 4.605, 1.461, 10, 50, 709.78, 88.72),
    # Largest error of GELU's tanh and sigmoid form, and where; the lowest points of SiLU, GELU and
    # Mish; the width of a gated block.
    "05_smooth_and_gated": (
        *(4.73e-4, -2.70, 2.03e-2, -2.27),
        *(-1.28, -0.28, -0.7518, -0.17, -1.1924, -0.3088),
        *(2048, 11008),
    ),
    # CS231n's circuits; Mazur's network: loss, two gradients' entries, a weight after one step; the
    # relative errors up to which CS231n calls a check fine.
    "06_forward_and_backward": (
        *(3, -12, -4, -20, -8, 6, 0.73, -0.59),
        *(0.298371109, 0.082167041, 0.149780716, 0.35891648),
        *(1e-7, 1e-2),
    ),
    # Nine ReLUs draw a sine: the error and its bound. 2ᴸ pieces of the tent map, with error 0.
    "07_universal_approximation": (0.0594, 0.0609, 2, 4, 16, 256, 0),
    "08_gradient_flow": (
        # Norms per sigmoid layer in networks of two, three and four.
        *(0.07, 0.31),
        *(0.012, 0.060, 0.283),
        *(0.003, 0.017, 0.070, 0.285),
        # Singular values, standard and normalised.
        *(0.5, 0.8),
        # log₂ of the power after 30 ReLU layers, with Xavier and with He.
        *(-30, 0),
        # Gains of ReLU, tanh, SiLU, GELU, ELU.
        *(1.414, 1.593, 1.677, 1.534, 1.245),
    ),
    "09_choosing_an_activation": (
        # MNIST-1D: identity, sigmoid, ReLU, tanh, GELU, SELU, in percent.
        *(33, 33, 60, 64, 62, 64),
        # Fifty layers: SELU, tanh, ReLU, in percent.
        *(87, 83, 21),
        # Dead units at learning rate 1, ReLU and leaky ReLU; leaky networks that diverge.
        *(90, 0, 100),
        # How many times as long as ReLU tanh takes.
        6,
    ),
}


def experiments() -> set[str]:
    """The modules of course.experiments that set figures beside published ones."""
    names = [info.name for info in iter_modules(course.experiments.__path__)]
    return {n for n in names if hasattr(import_module(f"course.experiments.{n}"), "compare")}


def test_is_every_experiment_shown_by_a_notebook():
    shown = {name for source in SOURCES.values() for name in experiments_shown(source)}
    assert experiments() - shown == set()


def test_are_figures_asked_of_notebooks_that_exist():
    assert set(FIGURES) <= set(SOURCES)


@pytest.fixture(scope="module", params=SOURCES)
def stem(request) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def done(stem, tmp_path_factory) -> Executed:
    """The solved notebook, run as nbgrader grades: a check that is not passed raises."""
    return execute(solved(SOURCES[stem]), tmp_path_factory.mktemp(stem), "autograde")


@pytest.fixture(scope="module")
def untouched(stem, tmp_path_factory) -> NotebookNode:
    """The released notebook, run as nbgrader validates: a check raises if more is wrong with an
    exercise than that it is not started."""
    folder = tmp_path_factory.mktemp(stem)
    return execute(release(SOURCES[stem]), folder, "validate").notebook


pytestmark = pytest.mark.notebooks


def test_does_the_solved_notebook_pass_every_check_in_silence(stem, done, record_property):
    record_property("notebook", (stem, done.seconds, done.cpu_seconds))
    noisy = [
        cell.id
        for cell in done.notebook.cells
        if is_grade(cell) and any(o.get("name") == "stderr" for o in cell.get("outputs", ()))
    ]
    # nbgrader would give 0 points for them.
    assert noisy == []


def test_does_no_cell_of_the_solved_notebook_ask_for_better_functions(done):
    """`needs` turns every error of a cell into advice, one of ours too."""
    printed = [o.get("text", "") for cell in done.notebook.cells for o in cell.get("outputs", ())]
    assert [text for text in printed if "run this cell again" in text] == []


def test_does_the_solved_notebook_earn_full_marks(stem, done, tmp_path):
    verdicts = graded(done.notebook, stem, tmp_path)
    by_hand = ASSIGNMENTS[stem].written
    for task, verdict in verdicts.items():
        if task in by_hand:
            assert (verdict.status, verdict.diagnosis) == ("not_checked", BY_HAND), verdict.text
        else:
            assert (verdict.status, verdict.points) == ("passed", verdict.max_points), verdict.text


def test_does_the_notebook_show_every_comparison_that_it_calls_for(stem, done):
    assert len(tables(done.notebook)) == len(experiments_shown(SOURCES[stem]))


def test_are_the_figures_within_the_tolerance_that_the_notebook_states(done):
    assert [fault for row in claims(done.notebook) for fault in faults(row)] == []


def test_is_every_known_figure_in_the_notebook(stem, done):
    published = [row.published.value for row in claims(done.notebook) if row.published]
    assert lacking(FIGURES.get(stem, ()), published) == []


def test_does_nbgrader_miss_nothing_but_written_answers(stem, untouched, tmp_path):
    path = tmp_path / "untouched.ipynb"
    nbformat.write(untouched, path)
    # It has been executed: what is left to do is to judge it.
    findings = Validator(preprocessors=[]).validate(str(path))
    missed = [finding["error"] for finding in findings.pop("failed", ())]
    assert missed == ["You did not provide a response."] * len(ASSIGNMENTS[stem].written)
    assert findings == {}


def test_does_the_released_notebook_earn_nothing_and_offend_nobody(stem, untouched, tmp_path):
    verdicts = graded(untouched, stem, tmp_path)
    assert {verdict.status for verdict in verdicts.values()} == {"not_started"}
    assert {verdict.points for verdict in verdicts.values()} == {0}


def graded(notebook: NotebookNode, stem: str, folder: Path) -> dict[str, Verdict]:
    """What `autograder grade` says of each task, in its sandbox."""
    path = folder / f"{stem}.ipynb"
    nbformat.write(notebook, path)
    (result,) = grade([path], Run(seed=1, limits=Limits()), 1, lambda graded, count: graded).graded
    verdicts = {verdict.task: verdict for verdict in result.verdicts}
    assert list(verdicts) == [task.name for task in ASSIGNMENTS[stem].tasks]
    return verdicts


def claims(notebook: NotebookNode) -> list[Row]:
    return [row for rows in tables(notebook) for row in rows]
