"""Are the networks of the experiments what their words say?"""

import numpy as np
import pytest

from course.data import Split
from course.engine import Linear, Tanh, lecun_normal
from course.experiments.networks import fully_connected, standardised


def test_do_weights_follow_the_initialisation_and_biases_start_at_zero():
    network = fully_connected((400, 300, 10), Tanh, lecun_normal, np.random.default_rng(0))
    first, activation, last = network.layers
    assert isinstance(first, Linear) and isinstance(activation, Tanh) and isinstance(last, Linear)
    assert first.weight.std() == pytest.approx(1 / 20, rel=0.02)
    assert first.weight.dtype == np.float32
    assert not first.bias.any() and not last.bias.any()


def test_does_the_same_seed_give_the_same_network():
    first, second = (
        fully_connected((4, 3, 2), Tanh, lecun_normal, np.random.default_rng(7)) for _ in range(2)
    )
    assert all(np.array_equal(a, second.params[name]) for name, a in first.params.items())


def test_is_the_test_set_scaled_by_the_training_set_alone():
    train, test = np.array([[1.0, 3.0]]), np.array([[5.0, 5.0]])
    split = standardised(Split(train, np.zeros(1), test, np.zeros(1)), np.float64)
    assert split.x_train.tolist() == [[-1.0, 1.0]]
    assert split.x_test.tolist() == [[3.0, 3.0]]
