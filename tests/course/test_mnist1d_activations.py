"""Does the activation decide the accuracy on MNIST-1D as published? One seed, to be quick."""

import matplotlib.pyplot as plt
import pytest

from course.experiments import mnist1d_activations


@pytest.fixture(scope="module")
def race():
    return mnist1d_activations.run(seeds=[0])


def test_do_all_six_score_as_published(race):
    comparison = mnist1d_activations.compare(race)
    assert comparison.agrees, comparison


def test_are_sigmoid_and_no_activation_far_behind(race):
    best_of_the_poor = max(race.accuracies(name)[0] for name in ("identity", "sigmoid"))
    others = [race.accuracies(name)[0] for name in ("ReLU", "tanh", "GELU", "SELU")]
    assert min(others) - best_of_the_poor > 10
    assert max(others) - min(others) < 10


def test_does_the_figure_show_every_activation(race):
    fig = mnist1d_activations.plot(race)
    labels = [tick.get_text() for tick in fig.axes[1].get_yticklabels()]
    assert labels == list(mnist1d_activations.NETWORKS)
    plt.close(fig)
