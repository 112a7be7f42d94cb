"""Does depth double the pieces, and can neither a shallow network nor training follow?"""

import numpy as np
import pytest

from course.experiments import tent_map


def count_by_sampling(layers, low, high):
    """Slopes between 2¹⁰ equal steps: exact for folds at multiples of 2⁻⁸."""
    x = np.linspace(low, high, 1025)
    slopes = np.diff(tent_map.output(layers, x)) / np.diff(x)
    return 1 + np.count_nonzero(~np.isclose(slopes[1:], slopes[:-1]))


@pytest.fixture(scope="module")
def result():
    return tent_map.run(count_by_sampling, seeds=[0], steps=200)


def test_every_published_figure_is_met(result):
    assert tent_map.compare(result).agrees, tent_map.compare(result)


def test_do_eight_layers_fold_a_line_into_256_exact_pieces(result):
    assert result.pieces == {n: 2**n for n in range(1, 9)}
    assert set(result.errors.values()) == {0.0}


def test_is_the_network_made_of_two_units_a_layer():
    shapes = [weight.shape for weight, _ in tent_map.tent_network(3)]
    assert shapes == [(1, 2), (2, 2), (2, 2), (2, 1)]


@pytest.mark.parametrize("units", [1, 4, 16])
def test_does_no_shallow_network_beat_the_limit(units):
    rng = np.random.default_rng(units)
    limit = tent_map.shallow_limit(units, depth=6)
    for _ in range(200):
        weight = rng.choice([-1.0, 1.0], (1, units))
        bias = -weight[0] * rng.uniform(0, 1, units)
        out = rng.normal(scale=50, size=(units, 1))
        layers = [(weight, bias), (out, rng.normal(size=1))]
        assert tent_map.share_right(layers, depth=6) <= limit


def test_is_the_shallow_network_by_hand_close_to_its_limit(result):
    limit = tent_map.shallow_limit(16, 8)
    assert limit - 0.5 < result.right["1 layer of 16, by hand"][0] <= limit


def test_does_training_find_what_exists(result):
    for name in tent_map.TRAINED:
        assert result.right[f"{name}, trained"][0] < 60


def test_does_a_wrong_count_show():
    wrong = tent_map.run(lambda *_: 16, depth=2, seeds=[], steps=0)
    assert not tent_map.compare(wrong).agrees


def test_does_the_figure_compare_depth_with_width(result):
    left, right = tent_map.plot(result).axes
    assert [t.get_text() for t in left.get_legend().get_texts()] == ["L = 1", "L = 2", "L = 4"]
    deep, shallow = (line.get_ydata()[-1] for line in right.get_lines())
    assert (deep, shallow) == (256, 17)
