"""Does the measure measure: exact to all digits, awake to every slip, and plain about it?"""

import mpmath
import numpy as np
import pytest
from scipy import special

from course.engine import sigmoid
from course.engine.arrays import Constant
from tests.accuracy import __main__ as program
from tests.accuracy import exact
from tests.accuracy.exact import DIGITS, FEW_DIGITS, evaluate
from tests.accuracy.peers import PEERS, Peer
from tests.accuracy.row import OURS, Row, measure
from tests.accuracy.specials import FINITE, LIMIT, LOSS, NAN, flaws
from tests.accuracy.subject import DERIVATIVE, SUBJECTS, VALUE, subject
from tests.accuracy.ulps import Worst, near_zeros, ulps


@pytest.mark.parametrize(("name", "temperature"), SUBJECTS)
def test_twice_the_digits_give_the_same_numbers(name, temperature, monkeypatch):
    once = subject(name, 16, temperature).parts
    monkeypatch.setattr(exact, "DIGITS", 2 * DIGITS)
    monkeypatch.setattr(exact, "FEW_DIGITS", 2 * FEW_DIGITS)
    twice = subject(name, 16, temperature).parts
    for part in once:
        np.testing.assert_array_equal(once[part].exact.nearest, twice[part].exact.nearest)
        np.testing.assert_allclose(once[part].exact.rest, twice[part].exact.rest, rtol=1e-12)


@pytest.mark.parametrize(
    ("formula", "same"),
    [
        (np.arctan, mpmath.atan),
        (lambda x: np.sin(x) / (2 + x), lambda x: mpmath.sin(x) / (2 + x)),
        (lambda x: x**3 - 2 / x, lambda x: x**3 - 2 / x),
        (lambda x: 1 - np.sqrt(1 + np.square(x)), lambda x: 1 - mpmath.sqrt(1 + x * x)),
        (lambda x: np.log1p(np.abs(-x)), mpmath.log1p),
        (lambda x: special.erfc(x) * np.expm1(x), lambda x: mpmath.erfc(x) * mpmath.expm1(x)),
        (lambda x: np.where(x < 1, np.tanh(x), x), lambda x: mpmath.tanh(x) if x < 1 else x),
    ],
    ids=["atan", "quotient", "powers", "root", "log1p", "erfc", "where"],
)
def test_a_formula_of_numpy_or_scipy_becomes_exact_and_so_does_its_slope(formula, same):
    x = np.array([1e-20, 0.3, 2.5])
    value, slope = evaluate(formula, x)
    with mpmath.workdps(DIGITS):
        for i, at in enumerate(map(mpmath.mpf, x)):
            for received, expected in ((value, same(at)), (slope, mpmath.diff(same, at))):
                assert received.nearest[i] == float(expected)
                assert received.rest[i] == float(expected - received.nearest[i])


@pytest.mark.parametrize(
    ("formula", "slope"),
    [
        (np.abs, -1),
        (lambda x: np.maximum(x, 0), 0),
        (lambda x: np.minimum(0, 3 * x), 3),
        (lambda x: np.where(x > 0, 2 * x, 5 * x), 5),
        (lambda x: np.where(x >= 0, 2 * x, 5 * x), 5),
    ],
)
def test_at_a_kink_the_slope_is_the_one_from_the_left(formula, slope):
    assert evaluate(formula, [0.0])[1].nearest == slope


def test_a_constant_of_the_engine_brings_all_its_digits():
    third = Constant("0." + 40 * "3")
    value, _ = evaluate(lambda x: x * third, [3.0])
    assert value.nearest == 1
    assert value.rest == pytest.approx(-1e-40, rel=1e-6)


def test_a_function_without_an_exact_twin_is_named():
    with pytest.raises(TypeError, match="rint"):
        evaluate(np.rint, [1.0])


@pytest.mark.parametrize(
    ("spoil", "least"),
    [
        (lambda y: y * (1 + 1e-13), 400),
        (lambda y: np.where(y < 1e-300, 0, y), 2**52),
        (lambda y: np.where(y == y.max(), np.nan, y), np.inf),
        (lambda y: y.astype(np.float32), 1e6),
    ],
    ids=["slightly wrong", "underflow", "nan", "float32"],
)
def test_a_slip_shows(spoil, least):
    measured = subject("sigmoid", 40)
    assert measured.worst(VALUE, sigmoid, np.float64).ulps < 2.7
    assert measured.worst(VALUE, lambda x: spoil(sigmoid(x)), np.float64).ulps >= least


def test_distances_are_counted_in_the_precision_that_was_asked_for():
    one, _ = evaluate(lambda x: x, [1.0])
    for dtype in (np.float64, np.float32):
        assert ulps(1 + np.array([3 * np.finfo(dtype).eps], dtype), one) == [3]


def test_a_place_near_a_zero_of_the_derivative_is_left_out_and_no_other():
    x = np.linspace(-4, 4, 201)
    left_out = x[near_zeros(x, np.cos(x))]
    np.testing.assert_array_equal(left_out, x[np.abs(np.abs(x) - np.pi / 2) < 0.1])


def naive_silu(x):
    return x / (1 + np.exp(-x))


@pytest.mark.parametrize(
    ("name", "parts", "expected"),
    [
        ("silu", {VALUE: naive_silu}, [(LIMIT, "silu")]),
        ("relu", {DERIVATIVE: lambda x: (x > 0) * 1.0}, [(NAN, "relu′")]),
        ("tanh", {VALUE: lambda x: x / x * np.tanh(x)}, [(FINITE, "tanh from 0")]),
        ("cross_entropy", {VALUE: lambda x: np.array([0.0])}, [(LOSS, "0")]),
        ("softmax", {VALUE: special.softmax}, []),
    ],
)
def test_what_is_wrong_where_numbers_end_is_told(name, parts, expected):
    assert [flaw for flaw in flaws(name, parts) if flaw in expected] == expected


def test_a_row_has_us_and_every_library_that_is_here():
    row = measure("sigmoid", 40, 1.0)
    assert row.holds("float64")
    assert row.holds("float32")
    assert 0.4 < row.worst["float64", "scipy", VALUE].ulps < 3
    assert ("float64", "scipy", DERIVATIVE) not in row.worst
    assert row.flaws[OURS] == []


def row(ulps):
    worst = {(dtype, OURS, VALUE): Worst(ulps, 1.0, lost=False) for dtype in program.TYPES}
    bounds = {("float64", VALUE): 2.7, ("float32", VALUE): 0.51}
    return Row("sigmoid", bounds, worst, {library: [] for library in program.LIBRARIES})


@pytest.mark.parametrize(
    ("distance", "status", "says"),
    [
        (0.5, 0, ["| sigmoid  | 2.7   | holds   | 0.5 at 1", "All within their bounds."]),
        (2.0, 1, ["| sigmoid  | 0.51  | NOT     | 2 at 1", "Out of bounds: sigmoid (float32)"]),
        (3.0, 1, ["Out of bounds: sigmoid (float64), sigmoid (float32)"]),
    ],
)
def test_a_broken_bound_is_named_and_sets_the_exit_code(
    distance, status, says, monkeypatch, capsys
):
    monkeypatch.setattr(program, "measure_all", lambda: [row(distance)])
    assert program.main() == status
    shown = capsys.readouterr().out
    assert [line for line in says if line not in shown] == []


def test_a_library_that_is_missing_is_named_with_the_command_that_gets_it(monkeypatch, capsys):
    missing = Peer("Other", "no-such-library", *[lambda *_: None] * 3)
    monkeypatch.setattr(program, "measure_all", lambda: [row(0.5)])
    monkeypatch.setattr(program, "PEERS", [*PEERS, missing])
    program.main()
    assert "Other is not here to compare with. Get it: pip install no-such-library" in (
        capsys.readouterr().out
    )
