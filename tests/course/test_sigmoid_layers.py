"""Are Nielsen's gradient norms met on our digits, and are they the network's own?"""

import numpy as np
import pytest

from course.experiments import sigmoid_layers


@pytest.fixture(scope="module")
def result():
    return sigmoid_layers.run()


def test_every_published_norm_is_met(result):
    comparison = sigmoid_layers.compare(result)
    assert comparison.agrees, comparison
    assert sum(claim.published is not None for claim in comparison.claims) == 9


def test_the_agreement_is_not_bought_with_a_wide_spread(result):
    for hidden, published in sigmoid_layers.PUBLISHED.items():
        middle = np.median(result.norms[hidden], axis=0)
        assert np.abs(np.log(middle / published)).max() < np.log(1.6)


def test_every_layer_divides_the_gradient_by_about_five(result):
    assert result.loss_per_layer(8).mean() == pytest.approx(5.0, abs=0.3)


def test_the_norms_are_those_of_his_programs_loss():
    """∂C/∂bias of the last hidden layer by differences; C sums ten outputs, averages examples."""
    rng = np.random.default_rng(0)
    x, labels = rng.uniform(size=(7, 64)), rng.integers(10, size=7)
    network = sigmoid_layers._network([64, 30, 30, 10], np.random.default_rng(3))
    bias = network.layers[2].bias

    def cost():
        p = 1 / (1 + np.exp(-network.forward(x)))
        y = np.eye(10)[labels]
        return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(x)

    slopes = []
    for k in range(30):
        original = bias[k]
        bias[k] = original + 1e-5
        above = cost()
        bias[k] = original - 1e-5
        slopes.append((above - cost()) / 2e-5)
        bias[k] = original
    norms = sigmoid_layers._norms(2, x, labels, seed=3)
    assert norms[1] == pytest.approx(np.linalg.norm(slopes), rel=1e-6)


def test_the_figure_shows_published_crosses(result):
    (ax,) = sigmoid_layers.plot(result).axes
    crosses = [line for line in ax.get_lines() if line.get_marker() == "x"]
    assert [len(line.get_xdata()) for line in crosses] == [2, 3, 4, 0]
