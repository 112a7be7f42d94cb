"""Do SELU and tanh survive fifty layers, and ReLU not, as published? One seed, to be quick."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.engine import Identity, Sequential, Tanh
from course.experiments import fifty_layers


@pytest.fixture(scope="module")
def result():
    return fifty_layers.run(seeds=[0])


def test_are_the_accuracies_as_published(result):
    comparison = fifty_layers.compare(result)
    assert comparison.agrees, comparison


def test_does_relu_make_all_images_alike(result):
    selu, tanh, relu = (result.likeness[name][0, -1] for name in ("SELU", "tanh", "ReLU"))
    assert relu > 0.97 > max(selu, tanh)


def test_does_every_network_start_from_the_same_images(result):
    first = [rows[0, 0] for rows in result.likeness.values()]
    assert np.ptp(first) == 0.0
    assert all(rows.shape == (1, 51) for rows in result.likeness.values())


def test_what_is_the_likeness_of_known_directions():
    x = np.array([[1.0, 0.0], [1.0, 1.0], [-1.0, 0.0]])
    expected = (np.sqrt(0.5) - 1 - np.sqrt(0.5)) / 3
    network = Sequential([Identity(), Tanh(), Identity()])
    assert fifty_layers.likenesses(network, x)[0] == pytest.approx(expected)


def test_does_the_figure_show_every_activation(result):
    fig = fifty_layers.plot(result)
    texts = [text.get_text() for text in fig.axes[0].get_legend().get_texts()]
    assert texts == list(fifty_layers.NETWORKS)
    plt.close(fig)
