"""Does a right `piecewise_linear_fit` reach the published error, and a wrong one not?"""

import numpy as np
import pytest

from course.experiments import relu_interpolation


def fit(knots, values):
    slopes = np.diff(values) / np.diff(knots)
    turns = np.diff(slopes, prepend=0.0)
    return np.ones((1, len(turns))), -knots[:-1], turns[:, None], values[:1]


def fit_from_the_right(knots, values):
    weight1, bias1, weight2, bias2 = fit(-knots[::-1], values[::-1])
    return -weight1, bias1, weight2, bias2


@pytest.mark.parametrize("right", [fit, fit_from_the_right])
def test_is_nine_units_error_as_published_and_below_the_bound(right):
    result = relu_interpolation.run(right)
    assert relu_interpolation.compare(result).agrees
    assert result.errors[9] == pytest.approx(0.0594, abs=5e-5)
    assert all(error <= result.bound(n) for n, error in result.errors.items())


@pytest.mark.parametrize(
    "wrong",
    [
        lambda k, v: (*fit(k, v)[:2], np.gradient(v, k)[:-1, None], v[:1]),
        lambda k, v: (*fit(k, v)[:3], np.ones(1)),
        lambda k, v: (fit(k, v)[0], k[:-1], *fit(k, v)[2:]),
    ],
    ids=["slopes, not turns", "bias2 of 1", "bias1 with the wrong sign"],
)
def test_is_a_wrong_fit_seen_in_the_table(wrong):
    assert not relu_interpolation.compare(relu_interpolation.run(wrong)).agrees


def test_does_the_figure_show_the_knots_and_every_width():
    fig = relu_interpolation.plot(relu_interpolation.run(fit, units=(3, 9)))
    left, right = fig.axes
    assert len(left.get_lines()[2].get_xdata()) == 10
    assert right.get_lines()[1].get_xdata().tolist() == [3, 9]
