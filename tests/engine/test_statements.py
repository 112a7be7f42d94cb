"""Is what the docstrings say of ranges and minima so, to the digits that they give?"""

import re

import numpy as np
import pytest

import course.engine as engine

NAMES = [
    name + suffix
    for name in ("silu", "gelu", "gelu_tanh", "mish")
    for suffix in ("", "_derivative")
]
X = np.linspace(-10, 10, 2_000_001)


def to_the_digits_of(stated, number):
    """`number` as it would be written with as many digits.

    >>> to_the_digits_of("−0.28", -0.27846)
    '−0.28'
    """
    return f"{number:.{len(stated.partition('.')[2])}f}".replace("-", "−")


@pytest.mark.parametrize("name", NAMES)
def test_the_range_ends_where_the_function_does(name):
    f = getattr(engine, name)
    low, high = re.search(r"Range \[(−[\d.]+), ([\d.]+|∞)[\])]", f.__doc__).groups()
    y = f(X)
    assert to_the_digits_of(low, y.min()) == low
    assert (y[-1] > 9) if high == "∞" else (to_the_digits_of(high, y.max()) == high)


@pytest.mark.parametrize("name", ["silu", "gelu_tanh", "mish"])
def test_the_minimum_is_where_it_is_said_to_be(name):
    f = getattr(engine, name)
    (place,) = re.findall(r"least at x = (−[\d.]+\d)", f.__doc__)
    assert to_the_digits_of(place, X[np.argmin(f(X))]) == place
