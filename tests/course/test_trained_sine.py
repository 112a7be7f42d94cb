"""Does training miss what nine ReLUs can do?"""

import numpy as np
import pytest

from course.experiments import trained_sine


@pytest.fixture(scope="module")
def result():
    return trained_sine.run(seeds=range(5), units=(9,), steps=1500)


def test_the_construction_is_the_nine_relu_network(result):
    assert trained_sine.compare(result).agrees
    assert result.by_hand == pytest.approx(0.0594, abs=5e-5)


def test_training_nine_units_does_worse_from_every_seed(result):
    assert result.worse(9) == 100
    assert min(result.errors[9]) > 0.06


def test_the_errors_are_those_of_the_fits(result):
    worst = np.max(np.abs(result.fits - np.sin(result.x)), axis=1)
    np.testing.assert_array_equal(worst, result.errors[9])


def test_training_does_help(result):
    untrained = trained_sine.run(seeds=range(5), units=(9,), steps=0)
    assert np.mean(result.errors[9]) < np.mean(untrained.errors[9]) / 1.5


def test_the_figure_draws_one_point_a_seed(result):
    _, right = trained_sine.plot(result).axes
    assert len(right.get_lines()[0].get_ydata()) == 5
