"""Are the values right: at published points, at the kinks, and where naive formulas break?"""

import numpy as np
import pytest

import course.engine as engine
from course.engine import ACTIVATIONS, SELU_ALPHA, SELU_SCALE, Elementwise
from tests.accuracy.exact import evaluate
from tests.accuracy.specials import agrees
from tests.accuracy.subject import with_gradient
from tests.engine.shapes import WIDTHS

INF = np.inf
BIGGEST = np.finfo(np.float64).max
LOG3 = np.log(3)


@pytest.mark.parametrize(
    ("function", "x", "expected"),
    [
        ("identity", -1.5, -1.5),
        ("relu", -3.0, 0.0),
        ("relu", 3.0, 3.0),
        ("leaky_relu", -3.0, -0.03),
        ("elu", -np.log(2), -0.5),
        ("elu_derivative", -np.log(2), 0.5),
        ("sigmoid", 0.0, 0.5),
        ("sigmoid", LOG3, 0.75),
        ("sigmoid", -LOG3, 0.25),
        ("sigmoid_derivative", 0.0, 0.25),
        ("sigmoid_derivative", LOG3, 3 / 16),
        ("tanh", LOG3, 0.8),
        ("tanh", -LOG3, -0.8),
        ("tanh_derivative", 0.0, 1.0),
        ("tanh_derivative", LOG3, 0.36),
        # Klambauer et al. (2017): the constants to the digits that they print.
        ("selu", 1.0, 1.0507009873554805),
        ("selu", -INF, -1.7580993408473766),
        # Beyond the point where y(1 − y) and 1 − y² have become 0.
        ("sigmoid_derivative", 40.0, 4.248354255291589e-18),
        ("sigmoid_derivative", -700.0, 9.859676543759770e-305),
        ("tanh_derivative", 30.0, 3.502604957206811e-26),
        ("sigmoid", -700.0, 9.859676543759770e-305),
        ("elu", -1e-20, -1e-20),
        # A naive 1/(1 + e⁻ˣ) has overflowed and says 0.
        ("sigmoid", -720.0, np.exp(-720.0)),
    ],
)
def test_known_values(function, x, expected):
    assert float(getattr(engine, function)(x)) == pytest.approx(expected, rel=2e-15)


def test_selu_constants_are_the_fixed_point_to_full_precision():
    assert (SELU_SCALE, SELU_ALPHA) == (1.0507009873554805, 1.6732632423543772)
    # Gauss–Hermite stumbles over the kink; a fine grid that has it as a node does not.
    x = np.linspace(-12, 12, 2_000_001)
    density = np.exp(-x * x / 2) / np.sqrt(2 * np.pi) * (x[1] - x[0])
    assert np.sum(engine.selu(x) * density) == pytest.approx(0, abs=1e-10)
    assert np.sum(engine.selu(x) ** 2 * density) == pytest.approx(1, abs=1e-10)


ELEMENTWISE = [name for name, layer in ACTIVATIONS.items() if issubclass(layer, Elementwise)]
OTHERS = [name for name in ACTIVATIONS if name not in ELEMENTWISE]
GATED = [name for name in OTHERS if WIDTHS[name] == 2]
EXTREMES = np.array([0, 5e-324, 1e-300, 20, 40, 710, 800, 1000, 1e154, 1e300, BIGGEST])
EXTREMES = np.concatenate([-EXTREMES, EXTREMES])
KINKS = np.array([-3, -1, -1e-300, -0.0, 0.0, 1e-300, 1, 3])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_value_and_slope_from_the_left_are_exact_where_pieces_meet(name):
    layer = ACTIVATIONS[name]()
    value, slope = evaluate(layer.textbook, KINKS)
    assert agrees(layer.function(KINKS), value).all()
    assert agrees(layer.derivative(KINKS), slope).all()


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_limits_at_infinity_are_those_of_the_formula(name):
    layer, ends = ACTIVATIONS[name](), np.array([-INF, INF])
    value, slope = evaluate(layer.textbook, ends)
    assert agrees(layer.function(ends), value).all()
    assert agrees(layer.derivative(ends), slope).all()


@pytest.mark.parametrize(
    "layer",
    [engine.LeakyReLU(0.0), engine.PReLU(init=0.0), engine.ELU(alpha=0.0)],
    ids=lambda layer: type(layer).__name__,
)
def test_with_slope_0_nothing_passes_left_of_zero_not_even_infinity(layer):
    ends = np.array([-INF, -1.0, INF])
    np.testing.assert_array_equal(layer.forward(ends), [0, 0, INF])
    np.testing.assert_array_equal(layer.derivative(ends), [0, 0, 1])
    np.testing.assert_array_equal(layer.backward(np.ones(3)), [0, 0, 1])


def test_each_slope_of_its_own_is_0_or_not():
    y = engine.prelu([[-INF, -INF], [INF, INF]], slope=[0.0, 0.5])
    np.testing.assert_array_equal(y, [[0, -INF], [INF, INF]])


# Beside 0, some limits of a product depend on the way that leads there: 0·∞.
PAIRS = np.array([[1, INF], [INF, 1], [1, -INF], [-INF, 1], [-1, INF], [-1, -INF]])


@pytest.mark.parametrize("name", OTHERS)
def test_limits_at_infinity_of_layers_that_mix_entries(name):
    value, _ = evaluate(ACTIVATIONS[name]().textbook, PAIRS)
    received = ACTIVATIONS[name]().forward(PAIRS)
    assert agrees(received, value).all()


@pytest.mark.parametrize("name", GATED)
def test_limits_at_infinity_of_a_gated_layers_gradient(name):
    layer = ACTIVATIONS[name]()
    _, gradient = with_gradient(layer.textbook, PAIRS)
    received = layer.backward(np.ones_like(layer.forward(PAIRS)))
    assert agrees(received, gradient).all()


@pytest.mark.parametrize(
    ("name", "limits"),  # f(−∞), f(∞), f′(−∞), f′(∞), by hand
    [
        ("leaky_relu", (-INF, INF, 0.01, 1)),
        ("elu", (-1, INF, 0, 1)),
        ("selu", (-SELU_SCALE * SELU_ALPHA, INF, 0, SELU_SCALE)),
        ("sigmoid", (0, 1, 0, 0)),
        ("tanh", (-1, 1, 0, 0)),
        ("gelu", (0, INF, 0, 1)),
    ],
)
def test_known_limits(name, limits):
    layer, ends = ACTIVATIONS[name](), np.array([-INF, INF])
    np.testing.assert_array_equal([*layer.function(ends), *layer.derivative(ends)], limits)


@pytest.mark.parametrize(
    ("name", "at", "left", "right"),
    [
        ("relu", 0, 0, 1),
        ("leaky_relu", 0, 0.01, 1),
        ("prelu", 0, 0.25, 1),
        ("elu", 0, 1, 1),
        ("selu", 0, SELU_SCALE * SELU_ALPHA, SELU_SCALE),
        ("hardsigmoid", 3, 1 / 6, 0),
        ("hardswish", -3, 0, -0.5),
        ("hardswish", 3, 1.5, 1),
    ],
)
def test_at_a_known_kink_the_derivative_is_the_slope_from_the_left(name, at, left, right):
    x = np.array([np.nextafter(at, -INF), at, np.nextafter(at, INF)])
    np.testing.assert_allclose(ACTIVATIONS[name]().derivative(x), [left, left, right], rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_no_finite_number_raises_a_warning_or_comes_back_as_nan(name, dtype):
    layer = ACTIVATIONS[name]()
    x = np.clip(EXTREMES, np.finfo(dtype).min, np.finfo(dtype).max).astype(dtype)
    x = np.stack(np.meshgrid(x, x), axis=-1)
    with np.errstate(all="warn", under="ignore"):
        y = layer.forward(x)
        slope = layer.backward(np.ones_like(y))
    assert not np.any(np.isnan(y))
    assert not np.any(np.isnan(slope))
    assert name in GATED or np.all(np.isfinite(slope))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nothing_under_or_overflows_even_where_numpy_is_told_to_raise(name):
    layer = ACTIVATIONS[name]()
    with np.errstate(all="raise"):
        layer.forward(np.array([-1000.0, -800.0, 800.0, 1000.0]))
        layer.backward(np.array([1.0, -1.0, 2.0, -2.0][:: WIDTHS[name]]))


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_nan_stays_nan_and_harms_no_neighbour(name):
    layer = ACTIVATIONS[name]()
    x = np.array([-1.0, np.nan, 1.0])
    for f in (layer.function, layer.derivative):
        np.testing.assert_array_equal(np.isnan(f(x)), [False, True, False])


@pytest.mark.parametrize("name", OTHERS)
def test_nan_stays_in_its_row(name):
    y = ACTIVATIONS[name]().forward([[np.nan, 1.0], [1.0, np.nan], [1.0, 1.0]])
    np.testing.assert_array_equal(np.isnan(y).any(axis=-1), [True, True, False])


def test_the_registry_names_every_activation_of_the_course():
    assert ACTIVATIONS.keys() >= {
        *("identity", "relu", "leaky_relu", "prelu", "elu", "selu", "hardsigmoid", "hardswish"),
        *("sigmoid", "logsigmoid", "tanh", "softsign", "softmax", "log_softmax"),
        *("softplus", "silu", "gelu", "gelu_tanh", "mish", "glu", "swiglu", "geglu"),
    }
    assert ACTIVATIONS["leaky_relu"] is engine.LeakyReLU


def test_a_new_activation_enters_the_registry_by_its_name_alone():
    class Square(Elementwise, name="square"):
        def function(self, x, out=None):
            return np.square(x, out=out)

        def derivative(self, x, out=None):
            return np.multiply(x, 2, out=out)

    try:
        assert ACTIVATIONS["square"] is Square
        layer = Square()
        np.testing.assert_array_equal(layer([3.0]), [9.0])
        np.testing.assert_array_equal(layer.backward([10.0]), [60.0])
    finally:
        del ACTIVATIONS["square"]


def test_a_name_that_is_taken_is_refused():
    with pytest.raises(ValueError, match="the name 'relu' is taken, by ReLU"):

        class Other(Elementwise, name="relu"):
            pass

    assert ACTIVATIONS["relu"] is engine.ReLU
