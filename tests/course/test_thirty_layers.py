"""Does Xavier lose 2⁻³⁰ in thirty ReLU layers, He nothing, and does training notice?"""

import numpy as np
import pytest

from course.experiments import thirty_layers


@pytest.fixture(scope="module")
def result():
    return thirty_layers.run(seeds=range(10), width=300, training_seeds=[0], epochs=6)


def test_every_published_figure_is_met(result):
    comparison = thirty_layers.compare(result)
    assert comparison.agrees, comparison


def test_the_variance_of_the_weights_is_the_whole_difference(result):
    for powers in (result.forward, result.backward):
        ratio = powers["He"][:, -1] / powers["Xavier"][:, -1]
        np.testing.assert_allclose(np.log2(ratio), 30, atol=1e-9)


def test_only_he_lets_thirty_layers_learn(result):
    assert result.accuracies("He")[0] > 40
    for name in ("Xavier", "He × 2"):
        assert result.accuracies(name)[0] < 15


def test_xavier_stalls_at_the_loss_of_guessing_and_twice_he_explodes(result):
    assert result.histories["Xavier"][0].loss[-1] == pytest.approx(np.log(10), abs=0.01)
    assert np.isnan(result.histories["He × 2"][0].loss[-1])


def test_the_figure_names_the_initialisations(result):
    left, _ = thirty_layers.plot(result).axes
    assert [t.get_text() for t in left.get_legend().get_texts()] == list(thirty_layers.INITS)
