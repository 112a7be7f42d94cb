"""Are the dips of SiLU, GELU and Mish where they were published, and as deep?"""

import mpmath
import numpy as np
import pytest
from matplotlib import pyplot as plt

from course.experiments import smooth_minima

RESULT = smooth_minima.run()
TEXTBOOK = {
    "SiLU": lambda x: x / (1 + mpmath.exp(-x)),
    "GELU": lambda x: x * mpmath.ncdf(x),
    "Mish": lambda x: x * mpmath.tanh(mpmath.log(1 + mpmath.exp(x))),
}


def test_every_published_figure_is_met():
    comparison = smooth_minima.compare(RESULT)
    assert comparison.agrees, comparison


@pytest.mark.parametrize("name", TEXTBOOK)
def test_is_the_place_the_zero_of_the_slope_in_exact_numbers(name):
    turn, f = RESULT.turns[name], TEXTBOOK[name]
    exact = mpmath.findroot(lambda x: mpmath.diff(f, x), turn.x)
    assert turn.x == pytest.approx(float(exact), abs=1e-13)
    assert turn.value == pytest.approx(float(f(exact)), abs=1e-15)


@pytest.mark.parametrize("name", TEXTBOOK)
def test_is_it_the_lowest_point_of_all(name):
    f, _ = smooth_minima.FUNCTIONS[name]
    assert f(np.linspace(-50, 50, 100_001)).min() >= RESULT.turns[name].value


def test_silu_is_lowest_where_its_value_is_x_plus_one():
    """silu′ = σ(1 + x(1 − σ)) vanishes where x(1 − σ) = −1, that is, xσ = x + 1."""
    turn = RESULT.turns["SiLU"]
    assert turn.value == pytest.approx(turn.x + 1, abs=1e-14)


@pytest.mark.parametrize("name", TEXTBOOK)
def test_the_slope_overshoots_one_by_as_much_as_it_falls_below_zero(name):
    turn = RESULT.turns[name]
    if name != "Mish":
        assert turn.steepest_rise - 1 == pytest.approx(-turn.steepest_fall, abs=1e-9)
    assert -0.13 < turn.steepest_fall < -0.09
    assert 1.08 < turn.steepest_rise < 1.13


def test_the_share_of_falling_inputs_is_what_a_sample_gives():
    z = np.random.default_rng(0).standard_normal(200_000)
    for name, (_, slope) in smooth_minima.FUNCTIONS.items():
        assert np.mean(slope(z) < 0) == pytest.approx(RESULT.turns[name].falling, abs=4e-3)


def test_the_figure_marks_every_turn():
    left, right = smooth_minima.plot(RESULT).axes
    for ax in (left, right):
        dots = [float(dot.get_xdata()[0]) for dot in ax.lines if dot.get_marker() == "o"]
        assert dots == [turn.x for turn in RESULT.turns.values()]
    plt.close("all")
