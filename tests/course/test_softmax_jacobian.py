"""Is half of softmax's Jacobian beside its diagonal, and what becomes of training without it?"""

import numpy as np
import pytest

from course.engine import CrossEntropyLoss, softmax, softmax_backward
from course.experiments import softmax_jacobian
from course.experiments.softmax_jacobian import RULES, DiagonalOnly

FULL, DIAGONAL = RULES


@pytest.fixture(scope="module")
def result():
    return softmax_jacobian.run(seeds=range(2), steps=60)


def test_three_ways_lead_to_one_matrix(result):
    assert softmax_jacobian.compare(result).agrees


def test_raising_a_score_raises_its_own_probability_and_lowers_the_others(result):
    own = np.eye(len(result.formula), dtype=bool)
    assert (result.formula[own] > 0).all() and (result.formula[~own] < 0).all()
    assert result.formula == pytest.approx(result.formula.T, abs=1e-15)


def test_half_of_the_matrix_lies_beside_the_diagonal(result):
    assert result.beside == pytest.approx([0.5, 0.5], abs=1e-12)


def test_the_diagonal_rule_is_what_p_times_one_minus_p_makes_of_minus_one_over_p():
    scores = np.random.default_rng(0).normal(size=(4, 3))
    labels = np.array([2, 0, 1, 1])
    p, loss, right = softmax(scores), DiagonalOnly(), CrossEntropyLoss()
    upstream = -np.eye(3)[labels] / p / len(labels)
    assert loss.forward(scores, labels) == right.forward(scores, labels)
    assert loss.backward() == pytest.approx(upstream * p * (1 - p), abs=1e-12)
    assert right.backward() == pytest.approx(softmax_backward(upstream, p), abs=1e-12)


def test_training_with_the_diagonal_alone_ends_at_chance(result):
    assert result.accuracies[FULL][:, -1].min() > 50
    assert result.accuracies[DIAGONAL][:, -1].max() < 25


def test_only_the_full_gradient_keeps_the_mean_score_where_it_is(result):
    assert np.abs(result.mean_scores[FULL]).max() < 1
    assert result.mean_scores[DIAGONAL][:, -1].min() > 100
    assert (np.diff(result.mean_scores[DIAGONAL], axis=1) > 0).all()


def test_the_figure_shows_every_entry_of_both_matrices(result):
    left, middle, right = softmax_jacobian.plot(result).axes
    size = result.formula.size
    assert len(left.texts) == len(middle.texts) == size
    assert sum(text.get_text() == "0" for text in middle.texts) == size - len(result.formula)
    assert len(right.lines) == 2
