"""Does the error of each difference quotient fall and rise as calculus and rounding predict?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.experiments import difference_quotients
from course.experiments.difference_quotients import EPS, QUOTIENTS, STEPS, central, worst


@pytest.fixture(scope="module")
def result():
    return difference_quotients.run()


def test_do_the_best_steps_and_the_errors_there_agree_with_the_rules(result):
    comparison = difference_quotients.compare(result)
    assert comparison.agrees, comparison


def test_are_central_differences_best_near_1e_5_and_in_float32_at_two_to_the_minus_7(result):
    assert all(3e-6 <= h <= 3e-5 for h in result.best_step("central"))
    assert all(1e-11 < error < 1e-10 for error in result.least("central"))
    assert set(difference_quotients.STEPS_32[result.error_32.argmin(axis=1)]) == {2.0**-7}


@pytest.mark.parametrize(("name", "power"), [(name, p) for name, (_, p) in QUOTIENTS.items()])
def test_is_the_error_of_large_steps_a_power_of_h(result, name, power):
    large = slice(2, 5)
    slopes = np.diff(np.log(result.error[name][:, large])) / np.diff(np.log(STEPS[large]))
    np.testing.assert_allclose(slopes, power, atol=0.15)


@pytest.mark.parametrize("name", ["one-sided", "central", "five points"])
def test_does_rounding_cost_eps_over_h_where_h_is_small(result, name):
    small = STEPS < 1e-9
    lost = result.error[name][:, small] * STEPS[small] / EPS
    assert np.all((lost > 0.1) & (lost < 10))


def test_is_no_step_too_small_for_the_complex_step(result):
    assert result.error["complex step"][:, STEPS < 1e-8].max() < 5 * EPS


def test_does_the_search_see_a_wrong_formula(monkeypatch):
    x = np.linspace(-3, 3, 7)
    right = worst(central, x, 1e-5)
    f, derivative = difference_quotients.FUNCTIONS["tanh"]
    monkeypatch.setitem(difference_quotients.FUNCTIONS, "tanh", (f, lambda x: derivative(x) + 1e-6))
    assert right < 1e-10 < 5e-7 < worst(central, x, 1e-5)


def test_does_the_figure_show_every_quotient(result):
    fig = difference_quotients.plot(result)
    legend = fig.axes[0].get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == list(QUOTIENTS)
    plt.close(fig)
