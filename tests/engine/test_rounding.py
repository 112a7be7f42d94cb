"""Is every rounding that the engine folds back in really folded back in?

Each case is one in which leaving it out shows.
"""

from fractions import Fraction

import mpmath
import numpy as np
import pytest

from course.engine import (
    MSELoss,
    cross_entropy,
    gelu_derivative,
    log_softmax,
    log_softmax_backward,
    softmax,
    softmax_backward,
)
from course.engine.activations.softmax import from_largest
from course.engine.losses import _CrossEntropy
from tests.accuracy.exact import evaluate
from tests.accuracy.subject import negative_log_likelihood
from tests.accuracy.ulps import ulps


def distance(received, exact):
    """In units in the last place of the exact value, a number of any kind."""
    return float(abs(Fraction(float(received)) - exact) / Fraction(np.spacing(abs(float(exact)))))


@pytest.mark.parametrize("classes", [10, 100, 1000])
def test_the_sum_over_the_classes_is_rounded_once(classes, rng):
    z = rng.uniform(-1, 1, (50, classes))
    _, powers, others = from_largest(z)
    for row, received in zip(powers, others[:, 0], strict=True):
        exact = sum(map(Fraction, row.tolist())) - Fraction(row.max())
        assert distance(received, exact) <= 0.51


def test_softmax_of_a_hundred_classes_is_as_exact_as_of_two(rng):
    z = rng.uniform(-1, 1, (20, 100))
    exact, _ = evaluate(lambda z: np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True), z, 0, 60)
    logarithm, _ = evaluate(
        lambda z: np.log(np.exp(z) / np.sum(np.exp(z), axis=-1, keepdims=True)), z, 0, 60
    )
    assert ulps(softmax(z), exact).max() <= 3.5
    assert ulps(log_softmax(z), logarithm).max() <= 2.5


@pytest.mark.parametrize("c", [600.0, 640.0])
def test_a_nearly_certain_class_among_a_thousand_costs_what_it_should(c):
    z = np.zeros((1, 1000))
    z[0, 0] = c
    exact, _ = evaluate(negative_log_likelihood, z, seed=0)
    assert ulps(np.array([cross_entropy(z[0], 0)]), exact).max() <= 1


@pytest.mark.parametrize(("classes", "c"), [(10, 656.5736434108527), (1000, 705.004751187797)])
def test_a_class_that_is_all_but_certain_costs_what_it_should(classes, c):
    z = np.zeros((1, classes))
    z[0, 0] = c
    exact, _ = evaluate(negative_log_likelihood, z, seed=0)
    assert ulps(np.array([cross_entropy(z[0], 0)]), exact).max() <= 2


def test_a_difference_of_scores_keeps_what_its_rounding_left_out():
    # 33.5 + 3.2e-15 rounds to 33.5; with log(1 + e⁻³³·⁵) = 2.8e-15 it is nearer to the next float.
    z = np.array([[33.5, -3.2e-15]])
    exact = np.nextafter(33.5, 34)
    assert log_softmax(z)[0, 1] == -exact
    assert cross_entropy(z, [1]) == exact


@pytest.mark.parametrize("rows", [3, 5, 7])
def test_what_a_gradient_is_divided_by_is_rounded_once(rows, rng):
    for _ in range(50):
        shared = _CrossEntropy(2 * rng.normal(size=(rows, 3)), rng.integers(0, 3, rows))
        for received, others in zip(shared._scale()[:, 0], shared.others[:, 0], strict=True):
            assert distance(received, (1 + Fraction(others)) * rows) <= 0.51


@pytest.mark.parametrize("rows", [3, 5, 7])
def test_a_gradient_over_many_rows_is_as_exact(rows, rng):
    z = 2 * rng.normal(size=(rows, 5))
    received = _CrossEntropy(z, np.zeros(rows, dtype=int)).gradient()
    with mpmath.workdps(40):
        for i, j in np.ndindex(z.shape):
            powers = [mpmath.exp(score) for score in z[i].tolist()]
            exact = (powers[j] / mpmath.fsum(powers) - (j == 0)) / rows
            off = abs(received[i, j].item() - exact) / np.spacing(abs(received[i, j])).item()
            assert off <= 3.5


A0 = 0.7517915246935645


@pytest.mark.parametrize("x", [-A0, -np.nextafter(A0, 0), -np.nextafter(A0, 1)])
def test_gelus_slope_keeps_its_digits_beside_its_own_zero(x):
    with mpmath.workdps(60):
        exact = mpmath.ncdf(x) + x * mpmath.npdf(x)
        assert abs(gelu_derivative(x).item() / exact - 1) < 1e-14


# Some processors have no type wider than float64.
WIDER = np.finfo(np.longdouble).nmant > np.finfo(np.float64).nmant


def test_a_mean_is_rounded_once_where_numbers_can_be_wider():
    prediction = np.concatenate([[1.0], np.full(1000, 2.0**-27)])
    exact = (1 + 1000 * Fraction(2) ** -54) / 1001
    received = MSELoss().forward(prediction, np.zeros(1001))
    assert distance(received, exact) <= (0.51 if WIDER else 8)


@pytest.mark.parametrize(
    ("backward", "forward"), [(softmax_backward, softmax), (log_softmax_backward, log_softmax)]
)
def test_a_nearly_certain_class_still_has_a_gradient(backward, forward):
    (received,) = backward([[1.0, 0.0]], forward([[40.0, 0.0]]))
    with mpmath.workdps(40):
        doubt = 1 / (1 + mpmath.exp(40))
        slope = doubt * (1 - doubt) if backward is softmax_backward else doubt
        for entry, exact in zip(received.tolist(), (slope, -slope), strict=True):
            assert abs(entry / exact - 1) < 1e-12
