"""Are the gains those of others, and does theory foretell what they do to deep networks?"""

import numpy as np
import pytest

from course import engine
from course.experiments import gains


def gain(f, z):
    return np.mean(f(z) ** 2) ** -0.5


@pytest.fixture(scope="module")
def result():
    return gains.run(gain)


def test_every_published_figure_is_met(result):
    comparison = gains.compare(result)
    assert comparison.agrees, comparison


@pytest.mark.parametrize(
    ("name", "published"),
    [("relu", 1.414), ("tanh", 1.593), ("silu", 1.677), ("gelu", 1.534), ("elu", 1.245)],
)
def test_the_gains_to_four_digits(result, name, published):
    assert result.exact[name] == pytest.approx(published, abs=5e-4)
    assert np.mean(result.sampled[name]) == pytest.approx(published, abs=5e-3)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda f, z: np.mean(f(z) ** 2) ** 0.5,
        lambda f, z: 1 / np.mean(f(z) ** 2),
        lambda f, z: 1 / np.std(f(z)),
        lambda f, z: 1 / np.mean(np.abs(f(z))),
    ],
    ids=["not inverted", "no root", "standard deviation", "mean of |f|"],
)
def test_a_wrong_gain_shows(wrong):
    assert not gains.compare(gains.run(wrong, seeds=[0], layers=2, width=20)).agrees


def test_the_signal_keeps_its_size_where_the_gain_is_stable(result):
    for name in ("tanh", "elu", "sigmoid"):
        assert abs(np.log10(result.forward[name][:, -1]).mean()) < 0.2


def test_it_drifts_off_where_it_is_not(result):
    for name in ("silu", "gelu"):
        assert np.log10(result.forward[name][:, -1]).std() > 1


@pytest.mark.parametrize("name", gains.NAMES)
def test_the_gradients_factor_by_brute_force(name):
    layer = engine.ACTIVATIONS[name]()
    z = np.random.default_rng(0).standard_normal(400_000)
    sampled = np.mean(layer.derivative(z) ** 2) / np.mean(layer(z) ** 2)
    assert gains.gradient_factor(layer) == pytest.approx(sampled, rel=0.02)


def test_the_figure_draws_signal_and_gradient(result):
    titles = [ax.get_title() for ax in gains.plot(result).axes]
    assert titles == ["Signal: power, by layers passed", "Gradient: power, by layers passed"]
