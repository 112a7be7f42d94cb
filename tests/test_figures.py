"""Are figures read from a table as they stand there, and is a row that is not honest found out?"""

from dataclasses import replace

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from course.experiments.comparison import Claim, Comparison
from tests.figures import Number, experiments_shown, faults, lacking, shows, tables

AGREES = Claim("gain of tanh", 1.593, [1.59, 1.594], 0.01, "a < b & c")
DIFFERS = Claim("bound", 0.015, [0.0203], 2e-3, "docs", differs_because="of another constant")
SHARE = Claim("zeros", 50.0, [976.3, 976.5], 1000.0, "a paper", "%", digits=2)
OURS = Claim("loss", None, [float("nan")], 0.0, "measured here")


def read(*claims):
    """The rows that a notebook shows for the claims."""
    html = Comparison("title", claims, "note")._repr_html_()
    outputs = [
        new_output("stream", text="seed 1"),
        new_output("display_data", {"image/png": "", "text/plain": "<Figure>"}),
        new_output("display_data", {"text/html": "<p>no table"}),
        new_output("execute_result", {"text/html": html, "text/plain": "…"}),
    ]
    (rows,) = tables(new_notebook(cells=[new_code_cell(outputs=outputs)]))
    return rows


def test_what_is_read():
    agrees, differs, share, ours = read(AGREES, DIFFERS, SHARE, OURS)
    assert (agrees.what, agrees.verdict, agrees.source) == ("gain of tanh", "agrees", "a < b & c")
    assert agrees.published == Number("1.593", 1.593)
    assert agrees.tolerance == Number("± 0.01", 0.01)
    assert agrees.ours == Number("1.592", AGREES.mean)
    assert differs.verdict == "differs: of another constant"
    assert share.ours == Number("980", SHARE.mean)
    assert (ours.published, ours.tolerance, ours.verdict) == (None, None, "")
    assert np.isnan(ours.ours.value)


def test_are_honest_rows_without_fault():
    assert [faults(row) for row in read(AGREES, DIFFERS, SHARE, OURS)] == [[]] * 4


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("0.0594", 0.05939, True),
        ("0.0594", 0.05931, False),
        ("980", 976.3, True),
        ("3e-09", 3.4e-9, True),
        ("3e-09", 3.6e-9, False),
        ("0", 0.0, True),
        ("0", 1e-12, False),
        ("nan", float("nan"), True),
        ("inf", float("inf"), True),
        ("inf", 5.0, False),
        ("± 0.25 %", 0.25, True),
    ],
)
def test_is_a_text_the_value_rounded(text, value, shown):
    assert shows(Number(text, value)) == shown


@pytest.mark.parametrize(
    ("claim", "lie", "fault"),
    [
        (AGREES, {"ours": Number("1.592", 1.7)}, "1.592 is not 1.7"),
        (AGREES, {"ours": Number("1.7", 1.7)}, "agrees, says the table; 1.7, say the numbers"),
        (AGREES, {"tolerance": Number("± 0.01", 1e-4)}, "± 0.01 is not 0.0001"),
        (replace(AGREES, tolerance=1e-4), {}, "is not 1.593, and no word why"),
        (AGREES, {"verdict": "differs"}, "differs, says the table"),
        (replace(DIFFERS, tolerance=1.0), {}, "agrees, where it was to differ: of another"),
        (OURS, {"verdict": "agrees"}, "a verdict on nothing"),
    ],
)
def test_is_a_row_that_lies_found_out(claim, lie, fault):
    (row,) = read(claim)
    assert any(fault in found for found in faults(replace(row, **lie)))


def test_which_figures_are_lacking():
    assert lacking((33, 33, 60), [33.0, 60.02, 33.0, 5.0]) == []
    assert lacking((33, 33, 60), [33.0, 62.0]) == [33, 60]
    assert lacking((0,), [1e-9]) == [0]


def test_which_experiments_does_a_notebook_call(tmp_path):
    source = tmp_path / "01_topic.py"
    source.write_text(
        "from course.experiments import gains, xor as xor_experiment, tent_map\n"
        "from course.plots import compare\n"
        "gains.compare(gains.run())\n"
        "display(xor_experiment.compare(1))\n"
        "compare(tent_map)\n"
        "other.compare(1)\n"
    )
    assert sorted(experiments_shown(source)) == ["gains", "xor"]
