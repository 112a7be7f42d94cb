"""Is every gradient the gradient? Asked of the function alone, for every layer there is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import course.engine as engine
from course.engine import (
    ACTIVATIONS,
    ELU,
    Elementwise,
    Layer,
    LeakyReLU,
    Linear,
    LogSoftmax,
    PReLU,
    ReLU,
    Sequential,
    Softmax,
    Tanh,
    check_layer,
    complex_step_derivative,
    numeric_gradient,
    relative_error,
)
from tests.accuracy.exact import evaluate
from tests.engine.shapes import each_shape, input_shape

TOLERANCE = 1e-7


def away_from_kinks(rng, shape):
    """Random numbers in (−4, 4), none nearer than 0.02 to a multiple of ¼, where kinks sit."""
    return rng.integers(-16, 16, shape) / 4 + rng.uniform(0.02, 0.23, shape)


@each_shape
def test_every_activation_agrees_with_central_differences(name, shape, rng):
    x = away_from_kinks(rng, input_shape(name, shape))
    assert check_layer(ACTIVATIONS[name](), x, rng) < TOLERANCE


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(seed=st.integers(0, 2**32), width=st.integers(1, 4))
def test_it_does_at_any_place_and_for_any_upstream_gradient(name, seed, width):
    rng = np.random.default_rng(seed)
    x = away_from_kinks(rng, input_shape(name, (2, width)))
    assert check_layer(ACTIVATIONS[name](), x, rng) < TOLERANCE


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_agrees_with_the_exact_gradient_of_its_textbook_formula(name, rng):
    layer, x = ACTIVATIONS[name](), rng.uniform(-4, 4, input_shape(name, (3,)))
    grad_output = rng.normal(size=layer.forward(x).shape)
    slopes = [evaluate(layer.textbook, x, seed)[1].nearest for seed in np.eye(x.size)]
    np.testing.assert_allclose(
        layer.backward(grad_output), slopes @ grad_output, rtol=1e-13, atol=1e-14
    )


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_textbook_formula_is_plain_numpy_and_right_for_ordinary_numbers(name, rng):
    layer, x = ACTIVATIONS[name](), rng.uniform(-4, 4, input_shape(name, (50, 3)))
    np.testing.assert_allclose(layer.textbook(x), layer.forward(x), rtol=1e-13, atol=1e-14)


def other_layers(rng):
    return {
        "leaky, steep": (LeakyReLU(negative_slope=2.5), (4, 3)),
        "leaky, falling": (LeakyReLU(negative_slope=-0.5), (4, 3)),
        "prelu, a slope per feature": (PReLU(num_parameters=3, init=0.1), (4, 3)),
        "prelu, a slope per feature, 3-D": (PReLU(num_parameters=4), (2, 3, 4)),
        "elu, alpha 2": (ELU(alpha=2.0), (4, 3)),
        "softmax, first axis": (Softmax(axis=0), (4, 3)),
        "softmax, cold": (Softmax(temperature=0.5), (4, 3)),
        "log-softmax, middle axis, hot": (LogSoftmax(axis=1, temperature=3.0), (2, 3, 4)),
        "linear": (Linear(3, 5, rng), (4, 3)),
        "linear, one example": (Linear(3, 5, rng), (3,)),
        "linear, 3-D": (Linear(4, 2, rng), (2, 3, 4)),
        "linear, no examples": (Linear(3, 2, rng), (0, 3)),
        "network": (Sequential([Linear(3, 5, rng), Tanh(), PReLU(5), Linear(5, 2, rng)]), (4, 3)),
        "network in a network": (Sequential([Sequential([Linear(3, 5, rng)]), ELU()]), (4, 3)),
        "empty network": (Sequential([]), (4, 3)),
    }


@pytest.mark.parametrize("case", other_layers(np.random.default_rng(0)))
def test_other_layers_and_settings_agree_with_central_differences(case, rng):
    layer, shape = other_layers(rng)[case]
    assert check_layer(layer, away_from_kinks(rng, shape), rng) < TOLERANCE


# Formulas without |x|, a maximum, or a comparison.
ANALYTIC = ["sigmoid", "logsigmoid", "tanh", "softplus", "silu", "gelu", "gelu_tanh", "mish"]


@pytest.mark.parametrize("name", ANALYTIC)
def test_the_complex_step_of_an_analytic_formula_agrees_with_its_derivative(name, rng):
    layer, x = ACTIVATIONS[name](), rng.uniform(-4, 4, 500)
    slope = complex_step_derivative(layer.textbook, x)
    np.testing.assert_allclose(layer.derivative(x), slope, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("name", [n for n, c in ACTIVATIONS.items() if issubclass(c, Elementwise)])
def test_function_derivative_and_layer_of_one_name_belong_together(name, rng):
    x = away_from_kinks(rng, (4, 3))
    layer = ACTIVATIONS[name]()
    options = layer.params.values()
    np.testing.assert_array_equal(layer.forward(x), getattr(engine, name)(x, *options))
    if not options:
        np.testing.assert_array_equal(
            layer.backward(np.full_like(x, 3.0)), 3 * getattr(engine, f"{name}_derivative")(x)
        )


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("relu", "input"),
        ("sigmoid", "output"),
        ("tanh", "output"),
        ("softmax", "output"),
        ("log_softmax", "output"),
    ],
)
def test_backward_functions_agree_with_their_layers(name, saved, rng):
    x, grad_output = rng.normal(size=(2, 4, 3))
    layer = ACTIVATIONS[name]()
    memory = {"input": x, "output": layer.forward(x)}[saved]
    received = getattr(engine, f"{name}_backward")(grad_output, memory)
    np.testing.assert_allclose(received, layer.backward(grad_output), rtol=1e-12, atol=1e-15)


class WrongBackward(Layer):
    """Right forward of x², backward off by what `spoil` does to it."""

    def __init__(self, spoil):
        self.spoil = spoil

    def forward(self, x):
        self._saved_input = x
        return x * x

    def backward(self, grad_output):
        return self.spoil(grad_output, self._saved_input)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda g, x: 2 * x,
        lambda g, x: -2 * x * g,
        lambda g, x: 2 * x * g / len(x),
        lambda g, x: 2 * x * g + 1e-6,
        lambda g, x: np.where(x > 0, np.nan, 2 * x * g),
    ],
    ids=["no upstream", "sign", "averaged", "slightly off", "nan"],
)
def test_check_layer_notices_a_wrong_backward(spoil, rng):
    x = rng.normal(size=(4, 3))
    assert check_layer(WrongBackward(lambda g, x: 2 * x * g), x, rng) < TOLERANCE
    assert not check_layer(WrongBackward(spoil), x, rng) < TOLERANCE


def test_check_layer_notices_a_wrong_parameter_gradient(rng):
    class Averaged(Linear):
        def backward(self, grad_output):
            grad_x = super().backward(grad_output)
            self._grads = self.grads | {"bias": np.mean(grad_output, axis=0)}
            return grad_x

    assert check_layer(Averaged(3, 2, rng), rng.normal(size=(4, 3)), rng) > 1e-2


def test_check_layer_leaves_the_parameters_as_they_were(rng):
    layer = Linear(3, 2, rng)
    before = layer.weight.copy()
    check_layer(layer, rng.normal(size=(4, 3)), rng)
    np.testing.assert_array_equal(layer.weight, before)


def test_check_layer_refuses_parameters_too_coarse_for_its_step(rng):
    with pytest.raises(ValueError, match=r"weight is float32.*float64"):
        check_layer(Linear(3, 2, rng, dtype=np.float32), np.ones((4, 3)), rng)


@pytest.mark.parametrize(
    ("f", "slope", "at"),
    [
        (np.exp, np.exp, [-2.0, 0.0, 3.0]),
        (np.sin, np.cos, [-2.0, 0.0, 3.0]),
        (np.cbrt, lambda x: 1 / (3 * np.cbrt(x) ** 2), [-8.0, 8.0, 1e6]),
    ],
    ids=["exp", "sin", "cbrt"],
)
def test_central_differences_of_known_derivatives(f, slope, at):
    received = numeric_gradient(f, at, grad_output=[1.0, -2.0, 3.0])
    expected = slope(np.array(at)) * [1.0, -2.0, 3.0]
    assert np.max(np.abs(received - expected) / np.maximum(1, np.abs(expected))) < 1e-7


def test_the_step_grows_with_numbers_above_1():
    points = []
    numeric_gradient(lambda x: points.append(x.item()) or x, [4e6], [1.0])
    numeric_gradient(lambda x: points.append(x.item()) or x, [0.5], [1.0])
    assert points == pytest.approx([4e6 + 40, 4e6 - 40, 0.5 + 1e-5, 0.5 - 1e-5], rel=1e-12)


def test_central_differences_of_a_function_that_mixes_its_inputs(rng):
    matrix = rng.normal(size=(3, 5))
    x, grad_output = rng.normal(size=3), rng.normal(size=5)
    received = numeric_gradient(lambda x: x @ matrix, x, grad_output)
    np.testing.assert_allclose(received, matrix @ grad_output, rtol=1e-9)


def test_central_differences_survive_a_function_that_returns_or_changes_its_argument():
    def doubled_in_place(x):
        x *= 2
        return x

    x = np.array([1.0, 2.0])
    np.testing.assert_allclose(numeric_gradient(lambda x: x, x, [1.0, 5.0]), [1, 5], rtol=1e-9)
    np.testing.assert_allclose(numeric_gradient(doubled_in_place, x, [1.0, 5.0]), [2, 10])
    np.testing.assert_array_equal(x, [1, 2])


def test_at_a_kink_central_differences_give_the_mean_of_both_slopes():
    assert numeric_gradient(engine.relu, [0.0], [1.0]) == pytest.approx(0.5)


def test_a_grad_output_of_another_shape_is_refused():
    with pytest.raises(
        ValueError, match=r"f returns shape \(2,\), but grad_output has shape \(3,\)"
    ):
        numeric_gradient(np.sin, np.ones(2), np.ones(3))


def test_the_complex_step_is_exact_to_rounding(rng):
    x = rng.uniform(-3, 3, 200)
    np.testing.assert_allclose(complex_step_derivative(np.exp, x), np.exp(x), rtol=1e-15)


@pytest.mark.parametrize("f", [np.abs, lambda x: engine.relu(x.real)], ids=["abs", "engine"])
def test_the_complex_step_refuses_a_function_that_drops_the_imaginary_part(f):
    with pytest.raises(TypeError, match="passes complex numbers through"):
        complex_step_derivative(f, [1.0])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ([1.0, 2.0], [1.0, 2.0], 0),
        ([0.0], [0.5], 0.5),
        ([100.0, 1.0], [100.0, 2.0], 0.01),
        ([], [], 0),
    ],
)
def test_relative_error(a, b, expected):
    assert relative_error(a, b) == pytest.approx(expected)


def test_relative_error_of_two_shapes_is_refused():
    with pytest.raises(ValueError, match=r"\(3,\) and \(3, 1\)"):
        relative_error(np.ones(3), np.ones((3, 1)))


def test_a_learners_seed_in_place_of_a_generator_is_explained():
    with pytest.raises(TypeError, match=r"np\.random\.default_rng"):
        check_layer(ReLU(), [1.0], 0)
