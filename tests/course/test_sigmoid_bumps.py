"""Do bumps of two sigmoids draw a curve to within the bound, and wrong bumps not?"""

import numpy as np
import pytest
from scipy.special import expit

from course.experiments import sigmoid_bumps


def bump(x, left, right, height, sharpness):
    return height * (expit(sharpness * (x - left)) - expit(sharpness * (x - right)))


@pytest.fixture(scope="module")
def result():
    return sigmoid_bumps.run(bump)


def test_the_error_falls_as_the_mean_value_theorem_says(result):
    assert sigmoid_bumps.compare(result).agrees
    assert all(error <= 1.01 * result.bound(n) for n, error in result.errors.items())


def test_the_bound_uses_the_steepest_slope_there_is():
    x = np.linspace(0, 1, 100_001)
    slopes = np.diff(sigmoid_bumps.target(x)) / np.diff(x)
    assert sigmoid_bumps.steepest() == pytest.approx(np.abs(slopes).max(), rel=1e-4)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda x, a, b, h, s: h * (expit(s * (x - a)) + expit(s * (x - b))),
        lambda x, a, b, h, s: h * (expit(s * (x + a)) - expit(s * (x + b))),
        lambda x, a, b, h, s: expit(s * (x - a)) - expit(s * (x - b)),
    ],
    ids=["added", "bias sign", "no height"],
)
def test_wrong_bumps_show(wrong):
    assert not sigmoid_bumps.compare(sigmoid_bumps.run(wrong, bumps=(40, 80))).agrees


def test_the_figure_shows_the_staircases_and_the_error(result):
    titles = [ax.get_title() for ax in sigmoid_bumps.plot(result).axes]
    assert titles[:2] == ["10 bumps, 20 sigmoids", "40 bumps, 80 sigmoids"]
