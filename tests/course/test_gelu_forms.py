"""Are GELU's approximations off as far as they are said to be, and does a network notice?"""

import mpmath
import numpy as np
import pytest
from matplotlib import pyplot as plt

from course.engine import GELU, Linear, Sequential, check_layer, gelu
from course.experiments import gelu_forms


@pytest.fixture(scope="module")
def result():
    return gelu_forms.run(seeds=range(2), epochs=4)


def test_the_published_bounds_hold_but_for_the_one_that_outlived_its_constant(result):
    broken = [claim.what for claim in gelu_forms.compare(result).claims if not claim.agrees]
    assert broken == ["x·σ(1.702x), largest error; < 0.015"]


@pytest.mark.parametrize(
    ("form", "x", "error"), [("tanh form", -2.70, 4.73e-4), ("x·σ(1.702x)", -2.27, -2.03e-2)]
)
def test_is_each_form_worst_where_the_course_says_so(result, form, x, error):
    place, size = result.worst[form]
    assert place == pytest.approx(x, abs=5e-3)
    assert size == pytest.approx(error, rel=3e-3)


def exact_gelu(x):
    return x * mpmath.ncdf(x)


FORMULAS = {
    "tanh form": lambda x: (
        x * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpmath.mpf("0.044715") * x**3))) / 2
    ),
    "x·σ(1.702x)": lambda x: x / (1 + mpmath.exp(-mpmath.mpf("1.702") * x)),
}


@pytest.mark.parametrize(("form", "formula"), FORMULAS.items(), ids=FORMULAS)
def test_is_the_largest_error_the_same_in_exact_numbers(result, form, formula):
    x, error = result.worst[form]
    assert float(formula(mpmath.mpf(x)) - exact_gelu(mpmath.mpf(x))) == pytest.approx(error)
    slope = mpmath.diff(lambda z: formula(z) - exact_gelu(z), x)
    assert abs(slope) < 1e-4


def test_the_errors_are_the_same_on_both_sides(result):
    x = np.linspace(0, 8, 801)
    for form, _ in gelu_forms.FORMS.values():
        np.testing.assert_allclose(form(x) - gelu(x), form(-x) - gelu(-x), rtol=0, atol=1e-14)


def test_no_other_constant_beats_the_best(result):
    k, error = result.best
    assert k == pytest.approx(1.773, abs=2e-3)
    for other in (1.702, k - 0.02, k + 0.02, 1.85):
        assert abs(gelu_forms.worst(gelu_forms.sigmoid_form(other), gelu)[1]) > error


def test_a_network_notices_the_sigmoid_form_and_hardly_the_tanh_form(result):
    tanh, sigmoid, relu = (np.mean(result.changed[name]) for name in gelu_forms.SWAPS)
    assert tanh <= 0.2 < relu
    assert tanh < sigmoid < 10 < relu


def test_swapping_the_activation_leaves_the_weights_alone():
    rng = np.random.default_rng(0)
    network = Sequential([Linear(3, 4, rng), GELU(), Linear(4, 2, rng)])
    swapped = gelu_forms._with(network, gelu_forms.QuickGELU)
    assert swapped.params["0.weight"] is network.params["0.weight"]
    assert [type(layer).__name__ for layer in swapped.layers] == ["Linear", "QuickGELU", "Linear"]


def test_the_sigmoid_form_has_the_slope_that_it_claims():
    rng = np.random.default_rng(0)
    assert check_layer(gelu_forms.QuickGELU(), rng.normal(size=(4, 5)), rng) < 1e-9


def test_the_figure_shows_every_form(result):
    left, right = gelu_forms.plot(result).axes
    assert [text.get_text() for text in left.get_legend().get_texts()] == list(gelu_forms.FORMS)
    assert "0.000473" in {text.get_text() for text in right.texts}
    plt.close("all")
