"""How many units in the last place is the engine away from the truth? Asked of every function.

The truth is each layer's `textbook` in exact numbers. `make accuracy` asks on a denser grid.
"""

import functools

import numpy as np
import pytest

from course.engine import ACTIVATIONS, Softmax, cross_entropy, softmax
from tests.accuracy.exact import evaluate
from tests.accuracy.subject import SUBJECTS, negative_log_likelihood, subject
from tests.accuracy.ulps import ulps

DENSITY = 100


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(("name", "temperature"), SUBJECTS)
def test_value_and_derivative_are_within_their_bounds(name, temperature, dtype, exactly):
    measured = exactly(name, temperature)
    for part, its in measured.parts.items():
        worst = measured.worst(part, its.ours, dtype)
        assert worst.ulps <= measured.bound(part, dtype), f"{part}: {worst}"


@pytest.fixture(scope="module")
def exactly():
    """The subject of a name and temperature, measured once for both precisions."""
    return functools.cache(lambda name, temperature: subject(name, DENSITY, temperature))


def test_every_activation_is_measured():
    assert {name for name, _ in SUBJECTS} == ACTIVATIONS.keys() | {"cross_entropy"}


@pytest.mark.parametrize("classes", [2, 10, 1000])
def test_the_number_of_classes_makes_no_difference(classes, rng):
    z = 3 * rng.normal(size=(3, classes))
    exact, _ = evaluate(Softmax().textbook, z, seed=0)
    loss, _ = evaluate(negative_log_likelihood, z, seed=0)
    assert ulps(softmax(z), exact).max() <= 3.5
    assert ulps(np.array([cross_entropy(row, 0) for row in z]), loss).max() <= 2
