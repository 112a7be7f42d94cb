"""Does the engine agree with the network that was worked out by hand, and would a mistake show?"""

import numpy as np
import pytest

from course.engine import Linear, Sequential, Sigmoid
from course.experiments import worked_network


def sigmoid_layer(f, f_derivative):
    return Sigmoid()


class Transposed(Linear):
    """A linear layer with the mistake that w and wᵀ are mixed up on the way back."""

    def backward(self, grad_output):
        super().backward(grad_output)
        return grad_output @ self.weight


@pytest.fixture(scope="module")
def result():
    return worked_network.run(Linear, sigmoid_layer, Sequential)


def test_is_all_as_published_but_the_loss_after_one_step(result):
    differing = [c.what for c in worked_network.compare(result).claims if not c.agrees]
    assert differing == ["loss after one step"]


def test_is_the_step_taken_before_the_gradient_passed_the_one_that_was_published(result):
    assert round(result.losses_too_early[1], 9) == 0.291027924
    assert round(result.losses[1], 9) == 0.291027774


def test_do_the_published_outputs_contradict_the_published_loss():
    loss = 0.5 * ((0.015912196 - 0.01) ** 2 + (0.984065734 - 0.99) ** 2)
    assert round(loss, 9) == 0.000035085 != round(0.0000351085, 9)


def test_does_the_loss_fall_in_either_order(result):
    for losses in (result.losses, result.losses_too_early):
        assert len(losses) == 10_001
        assert np.all(np.diff(losses) < 0)


def test_does_a_wrong_backward_show():
    wrong = worked_network.run(Transposed, sigmoid_layer, Sequential, steps=1)
    failed = {c.what for c in worked_network.compare(wrong).claims if not c.agrees}
    assert "w1 after one step" in failed
    assert "w5 after one step" not in failed


def test_does_the_figure_show_both_orders(result):
    left, right = worked_network.plot(result).axes
    assert [t.get_text() for t in left.get_legend().get_texts()] == [
        "all gradients first",
        "each step too early",
    ]
    assert max(right.get_lines()[0].get_ydata()) < 0.01
