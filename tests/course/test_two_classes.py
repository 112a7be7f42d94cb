"""Is softmax of two classes the sigmoid of their difference, in values and in training?"""

import numpy as np
import pytest

from course.experiments import two_classes


@pytest.fixture(scope="module")
def result():
    return two_classes.run()


def test_every_identity_holds(result):
    assert two_classes.compare(result).agrees


def test_with_the_same_learning_rate_the_sigmoid_is_behind(result):
    assert min(result.prediction_gaps[1]) > 1e-6
    assert max(result.prediction_gaps[2]) < 1e-12


def test_both_boundaries_are_one_line(result):
    first, second = result.lines.values()
    assert first == pytest.approx(second, rel=1e-9)
    assert np.abs(first[:2]).min() > 0.1


def test_the_data_are_two_clouds_that_overlap():
    x, labels = two_classes.blobs(0)
    assert x[labels == 1].mean() > 0.5 > -0.5 > x[labels == 0].mean()
    assert x[labels == 1].min() < x[labels == 0].max()


def test_the_figure_draws_one_curve_three_ways(result):
    left, right = two_classes.plot(result).axes
    curves = [drawn.get_ydata() for drawn in left.lines]
    assert len(curves) == 3
    assert all(curve == pytest.approx(curves[0], abs=1e-12) for curve in curves[1:])
    assert len(right.lines) == 4
