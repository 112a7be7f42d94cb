"""Does a hidden layer of sigmoids misjudge exactly what a polygon around a disc does?"""

import numpy as np
import pytest

from course.experiments import polygon_classifier


def test_the_misjudged_area_is_the_polygons_excess():
    result = polygon_classifier.run()
    assert polygon_classifier.compare(result).agrees
    assert result.wrong[96] < 0.04 < result.wrong[48]


def test_archimedes_polygon_bounds_pi():
    assert np.pi * (1 + polygon_classifier.excess(96) / 100) < 3 + 1 / 7


@pytest.mark.parametrize("units", [3, 8])
def test_counting_points_gives_the_same_area(units):
    points = np.random.default_rng(0).uniform(-2, 2, (100_000, 2))
    accepted = polygon_classifier.logit(points, units) > 0
    wrong = accepted != (np.linalg.norm(points, axis=1) < 1)
    area = 100 * 16 * wrong.mean() / np.pi
    assert area == pytest.approx(polygon_classifier.excess(units), abs=1.5)


def test_the_figure_shows_three_networks_and_the_curve():
    fig = polygon_classifier.plot(polygon_classifier.run(units=[3, 6, 12]))
    assert [ax.get_title() for ax in fig.axes[:3]] == [f"{n} hidden units" for n in (3, 6, 12)]
