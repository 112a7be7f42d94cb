"""Does a fresh network cost ln C, and what do larger logits cost before training begins?"""

import math

import numpy as np
import pytest

from course.experiments import initial_loss


@pytest.fixture(scope="module")
def result():
    return initial_loss.run()


def test_every_published_figure_is_met(result):
    assert initial_loss.compare(result).agrees


@pytest.mark.parametrize("classes", initial_loss.FRESH)
def test_a_small_last_layer_costs_the_price_of_a_guess(result, classes):
    assert result.fresh[classes] == pytest.approx([math.log(classes)] * 40, abs=0.02)


def test_a_last_layer_as_drawn_costs_many_times_as_much(result):
    assert min(result.makemore[1.0]) > 5 * math.log(27)
    assert max(result.makemore[0.01]) < 1.05 * math.log(27)


@pytest.mark.parametrize("classes", initial_loss.SCALED)
def test_a_little_spread_costs_half_its_square(result, classes):
    losses = result.by_spread[classes].mean(axis=0)
    assert losses[0] == pytest.approx(math.log(classes), abs=1e-12)
    assert (np.diff(losses) > 0).all()
    little = result.spreads <= 0.75
    expected = math.log(classes) + result.spreads[little] ** 2 / 2
    assert losses[little] == pytest.approx(expected, abs=0.05)


def test_a_claim_that_is_off_is_told_apart(result):
    wrong = result.fresh | {10: [loss + 0.05 for loss in result.fresh[10]]}
    other = initial_loss.InitialLoss(wrong, result.makemore, result.spreads, result.by_spread)
    assert not initial_loss.compare(other).agrees


def test_the_figure_marks_every_number_of_classes(result):
    left, right = initial_loss.plot(result).axes
    assert [text.get_text() for text in left.texts] == ["0.69", "2.30", "4.61", "6.91"]
    assert len(right.lines) == 5
