"""Does a smooth network fit the slope of a curve that ReLU can only climb in steps?"""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from course.engine import Linear, ReLU, Sequential, SiLU
from course.experiments import slope_staircase


@pytest.fixture(scope="module")
def result():
    return slope_staircase.run(seeds=range(2), steps=800)


def test_every_network_learns_the_curve(result):
    for name, errors in result.value.items():
        assert max(errors) < 0.3, name


def test_relus_slope_is_off_several_times_as_far_as_that_of_a_smooth_network(result):
    relu = np.mean(result.slope["ReLU"])
    for name in ("SiLU", "GELU", "tanh"):
        assert 2 * np.mean(result.slope[name]) < relu, name


def test_relus_slope_is_a_staircase_and_silus_is_not(result):
    steps = {name: np.abs(np.diff(result.slopes[name])) for name in ("ReLU", "SiLU")}
    assert np.mean(steps["ReLU"] < 1e-12) > 0.9
    assert steps["ReLU"].max() > 0.2
    assert steps["SiLU"].max() < 0.1


@pytest.mark.parametrize("activation", [ReLU, SiLU])
def test_is_the_slope_that_backward_gives_the_difference_quotient(activation):
    rng = np.random.default_rng(3)
    network = Sequential([Linear(1, 6, rng), activation(), Linear(6, 1, rng)])
    x, h = rng.uniform(-2, 2, 50), 1e-6
    above, below = (slope_staircase.curve_and_slope(network, x + step)[0] for step in (h, -h))
    _, slope = slope_staircase.curve_and_slope(network, x)
    np.testing.assert_allclose(slope, (above - below) / (2 * h), rtol=0, atol=1e-6)


def test_the_same_seed_gives_the_same_network():
    first, second = (slope_staircase.fitted(SiLU, 5, 8, 20) for _ in range(2))
    np.testing.assert_array_equal(first.params["0.weight"], second.params["0.weight"])


def test_table_and_figure_name_what_was_measured(result):
    claims = slope_staircase.compare(result).claims
    assert len(claims) == 2 * len(slope_staircase.ACTIVATIONS)
    assert all(claim.published is None for claim in claims)
    _, right = slope_staircase.plot(result).axes
    assert [text.get_text() for text in right.get_legend().get_texts()] == [
        "2 cos 2x",
        "ReLU",
        "SiLU",
    ]
    plt.close("all")
