"""Does one softmax too many put a floor under the loss and a lid on gradients, and is it slow?"""

import math

import numpy as np
import pytest

from course.engine import cross_entropy, five_point_gradient, softmax
from course.experiments import double_softmax
from course.experiments.double_softmax import ARMS

ONCE, TWICE, FASTER = ARMS


@pytest.fixture(scope="module")
def result():
    return double_softmax.run(seeds=range(2), steps=600)


def test_every_published_figure_is_met(result):
    assert double_softmax.compare(result).agrees


@pytest.mark.parametrize("classes", [2, 4, 10, 1000])
def test_even_a_certain_prediction_costs_something(classes):
    floor = math.log(1 + (classes - 1) / math.e)
    assert double_softmax.loss_when_certain(classes) == pytest.approx(floor, rel=1e-12)


def test_the_gradients_are_those_of_the_two_losses():
    rows = np.random.default_rng(0).normal(size=(3, 10))
    for row, once, twice in zip(rows, *double_softmax.gradients(rows), strict=True):
        for gradient, inner in ((once, lambda z: z), (twice, softmax)):
            numeric = five_point_gradient(
                lambda z, inner=inner: np.array(cross_entropy(inner(z)[None], [0])),
                row,
                np.array(1.0),
            )
            assert gradient == pytest.approx(numeric, abs=1e-10)


def test_a_confident_mistake_is_corrected_only_without_the_extra_softmax(result):
    most_wrong, most_right = 0, -1
    assert result.lengths[ONCE][most_wrong] > 1.4
    assert result.lengths[TWICE][most_wrong] < 1e-3
    assert max(lengths[most_right] for lengths in result.lengths.values()) < 1e-3


def test_no_scores_bring_a_longer_gradient_than_the_picture_shows(result):
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(5000, 10)) * rng.uniform(0, 20, (5000, 1))
    _, twice = double_softmax.gradients(rows)
    assert np.linalg.norm(twice, axis=1).max() <= result.lengths[TWICE].max() + 1e-3


def test_the_extra_softmax_slows_training_down(result):
    once, twice = (np.array(result.accuracy_after(200, arm)) for arm in (ONCE, TWICE))
    assert (once > 85).all() and (twice < 65).all()


def test_a_larger_learning_rate_mends_the_pace_but_not_the_floor(result):
    assert np.mean(result.accuracy_after(600, FASTER)) > np.mean(result.accuracy_after(600, TWICE))
    assert result.losses[ONCE][:, -1].max() < 0.3
    assert result.losses[FASTER].min() > result.floor[10]


def test_the_same_seed_trains_the_same_network():
    first, second = (double_softmax.run(seeds=[3], steps=50) for _ in range(2))
    assert all((first.losses[arm] == second.losses[arm]).all() for arm in ARMS)


def test_the_figure_draws_every_arm_and_the_floor(result):
    left, middle, right = double_softmax.plot(result).axes
    assert [text.get_text() for text in right.get_legend().get_texts()] == list(ARMS)
    assert [text.get_text() for text in middle.texts] == ["floor 1.46"]
    assert len(left.lines) == 2
