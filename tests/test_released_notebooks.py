"""Are the notebooks in nbs/ what the solved course gives, and only that?"""

from pathlib import Path

import nbformat
import pytest

from autograder.exercises import ASSIGNMENTS
from autograder.publish.release import outdated, release
from autograder.publish.source import sources

ROOT = Path(__file__).parents[1]
SOLUTIONS, RELEASED = ROOT / "solutions", ROOT / "nbs"
SOURCES = sources(SOLUTIONS)

every_notebook = pytest.mark.parametrize("stem", SOURCES)


def test_every_notebook_is_built_from_its_source():
    assert outdated(SOLUTIONS, RELEASED) == []
    assert {path.stem for path in RELEASED.glob("[0-9][0-9]_*.ipynb")} == set(SOURCES)


def test_every_assignment_has_its_notebook():
    assert set(ASSIGNMENTS) <= set(SOURCES)


@every_notebook
def test_solutions_stay_out(stem):
    text = nbformat.writes(release(SOURCES[stem]))
    assert "BEGIN SOLUTION" not in text
    assert text.count("raise NotImplementedError()") >= 1
