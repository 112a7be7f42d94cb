"""Where does softmax break, where does its logarithm, and what does a bandage hide?"""

import math

import numpy as np
import pytest

from course import engine
from course.experiments import softmax_overflow
from course.experiments.softmax_overflow import LOSSES


@pytest.fixture(scope="module")
def result():
    return softmax_overflow.run()


def test_the_limits_are_those_of_the_number_formats(result):
    assert softmax_overflow.compare(result).agrees


@pytest.mark.parametrize("form", LOSSES)
def test_every_form_is_the_same_loss_where_it_holds(form):
    rows = np.random.default_rng(0).uniform(-4, 4, (50, 2))
    expected = -engine.log_softmax(rows)[:, 0]
    assert LOSSES[form](rows) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_the_stable_forms_take_any_score(dtype):
    rows = np.array([[1000, 999, -1000], [-1000, -1000, -998]], dtype)
    with np.errstate(all="raise", under="ignore"):
        p = softmax_overflow.shifted_softmax(rows)
        log_p = softmax_overflow.log_softmax(rows)
    tolerance = 4 * float(np.finfo(dtype).eps)
    assert p.sum(axis=1) == pytest.approx(1, abs=tolerance)
    expected = engine.log_softmax(rows.astype(np.float64))
    assert log_p.astype(np.float64) == pytest.approx(expected, rel=tolerance)


def test_a_fuller_row_overflows_earlier(result):
    gap = result.largest_of[1] - result.largest_of[1000]
    assert gap == pytest.approx(math.log(1000), abs=1e-5)


def test_only_log_softmax_says_what_a_great_mistake_costs(result):
    last = {form: losses[-1] for form, losses in result.losses.items()}
    assert last["log-softmax"] == pytest.approx(1000, rel=1e-12)
    assert not np.isfinite([last["log of naive softmax"], last["log of stable softmax"]]).any()
    assert last["… plus 1e-12"] == pytest.approx(12 * math.log(10), rel=1e-12)


def test_the_figure_marks_where_two_of_four_forms_end(result):
    (ax,) = softmax_overflow.plot(result).axes
    assert [text.get_text() for text in ax.texts] == ["∞ from here"] * 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == list(LOSSES)
