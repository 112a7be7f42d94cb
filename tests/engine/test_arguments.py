"""Is any array welcome, in any shape, precision and layout, and left as it was?"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import course.engine as engine
from course.engine import ACTIVATIONS, Elementwise
from tests.engine.shapes import SHAPES, WIDTHS, each_shape, input_shape

FORWARDS = {name: layer().forward for name, layer in ACTIVATIONS.items()}
DERIVATIVES = {
    f"{name}_derivative": layer().derivative
    for name, layer in ACTIVATIONS.items()
    if issubclass(layer, Elementwise)
}
FUNCTIONS = FORWARDS | DERIVATIVES
SINGLE = {name: f for name, f in FUNCTIONS.items() if WIDTHS.get(name, 1) == 1}
each_function = pytest.mark.parametrize("f", FUNCTIONS.values(), ids=FUNCTIONS.keys())


@each_shape
def test_the_result_has_the_shape_of_the_input_and_is_half_as_long_if_gated(name, shape, rng):
    layer = ACTIVATIONS[name]()
    x = rng.normal(size=input_shape(name, shape))
    y = layer.forward(x)
    assert isinstance(y, np.ndarray | np.generic)
    assert y.shape == shape
    assert layer.backward(np.ones_like(y)).shape == x.shape


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("f", DERIVATIVES.values(), ids=DERIVATIVES.keys())
def test_a_derivative_has_the_shape_of_the_input(f, shape, rng):
    assert f(rng.normal(size=shape)).shape == shape


@pytest.mark.parametrize(
    ("given_type", "expected"),
    [
        (np.float64, np.float64),
        (np.float32, np.float32),
        (np.float16, np.float16),
        (np.longdouble, np.longdouble),
        (np.int64, np.float64),
        (np.int8, np.float64),
        (np.uint8, np.float64),
        (np.bool_, np.float64),
    ],
)
@each_function
def test_floats_keep_their_precision_and_integers_become_float64(f, given_type, expected):
    x = np.array([[0, 1, 2, 1], [1, 1, 0, 0]], dtype=given_type)
    y = f(x)
    assert y.dtype == expected
    np.testing.assert_allclose(y.astype(float), f(x.astype(float)), rtol=1e-3)


@each_function
def test_float32_is_the_float64_result_correctly_rounded(f, rng):
    x = rng.uniform(-20, 20, 1000).astype(np.float32)
    np.testing.assert_array_equal(f(x), f(x.astype(np.float64)).astype(np.float32))


@pytest.mark.parametrize("x", [[-1.0, 2.0], (-1, 2), range(-1, 3), [[0.5, 2], [1.5, -1]]], ids=str)
@each_function
def test_lists_tuples_and_ranges_are_arrays_too(f, x):
    np.testing.assert_array_equal(f(x), f(np.array(x, dtype=float)))


@pytest.mark.parametrize("x", [2, -1.5, True])
@pytest.mark.parametrize("f", SINGLE.values(), ids=SINGLE.keys())
def test_a_plain_number_is_an_array_too(f, x):
    np.testing.assert_array_equal(f(x), f(np.array(x, dtype=float)))


@each_function
def test_layout_and_write_protection_make_no_difference_and_the_input_stays(f, rng):
    x = rng.normal(size=(6, 8))
    views = [
        x[::2, ::-2],
        x.T,
        np.asfortranarray(x),
        np.broadcast_to(x[0], (3, 8)),
        x.astype(">f8"),
    ]
    for view in views:
        plain = np.array(view, dtype=np.float64, order="C")
        view.flags.writeable = False
        np.testing.assert_allclose(f(view), f(plain), rtol=1e-15)
        assert f(view).dtype.isnative
        np.testing.assert_array_equal(view, plain)


@each_function
def test_the_result_is_a_new_array(f, rng):
    x = rng.normal(size=(3, 4))
    assert not np.shares_memory(f(x), x)


@pytest.mark.parametrize("x", [[1j], ["1"], [None], [10**400]], ids=str)
@each_function
def test_what_is_no_real_number_is_refused(f, x):
    with pytest.raises(TypeError, match="expected real numbers, got an array of"):
        f(x)


finite = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(data=st.data())
def test_any_finite_input_gives_numbers_of_its_shape_and_stays_as_it_was(name, data):
    least = 0 if WIDTHS[name] == 1 else 1
    shape = data.draw(hnp.array_shapes(min_dims=least, max_dims=3, min_side=0, max_side=4))
    x = data.draw(hnp.arrays(np.float64, input_shape(name, shape), elements=finite))
    before, layer = x.copy(), ACTIVATIONS[name]()
    y = layer.forward(x)
    assert y.shape == shape
    assert not np.any(np.isnan(y))
    assert layer.backward(np.ones_like(y)).shape == x.shape
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(seed=st.integers(0, 2**32), scale=st.floats(-100, 100))
def test_backward_is_linear_in_grad_output(name, seed, scale):
    rng, layer = np.random.default_rng(seed), ACTIVATIONS[name]()
    g, h = rng.normal(size=(2, 4, 3))
    layer.forward(rng.normal(size=input_shape(name, (4, 3))))
    together = layer.backward(g + scale * h)
    apart = layer.backward(g) + scale * layer.backward(h)
    np.testing.assert_allclose(together, apart, atol=1e-12 * (1 + abs(scale)))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_backward_leaves_grad_output_as_it_was_and_can_be_called_again(name, rng):
    grad_output, layer = rng.normal(size=(4, 3)), ACTIVATIONS[name]()
    grad_output.flags.writeable = False
    layer.forward(rng.normal(size=input_shape(name, (4, 3))))
    first = layer.backward(grad_output)
    np.testing.assert_array_equal(layer.backward(grad_output), first)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_float32_training_stays_float32(name, rng):
    x = rng.normal(size=input_shape(name, (4, 3))).astype(np.float32)
    layer = ACTIVATIONS[name]()
    y = layer.forward(x)
    assert y.dtype == np.float32
    assert layer.backward(y).dtype == np.float32
    assert all(grad.dtype == np.float32 for grad in layer.grads.values())


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_grad_output_of_another_shape_is_refused(name):
    layer = ACTIVATIONS[name]()
    layer.forward(np.ones(input_shape(name, (4, 3))))
    with pytest.raises(ValueError, match=r"grad_output has shape \(4, 1\).*\(4, 3\)"):
        layer.backward(np.ones((4, 1)))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_backward_before_forward_is_explained(name):
    layer = ACTIVATIONS[name]()
    with pytest.raises(RuntimeError, match=f"{type(layer).__name__}.backward.*forward.x. first"):
        layer.backward([1.0])


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "softmax", "log_softmax"])
def test_backward_functions_refuse_two_shapes(name):
    with pytest.raises(ValueError, match=r"grad_output has shape \(3,\).*\(2, 3\)"):
        getattr(engine, f"{name}_backward")(np.ones(3), np.ones((2, 3)))


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softmax", "log_softmax"])
def test_backward_functions_round_float32_once(name, rng):
    backward = getattr(engine, f"{name}_backward")
    grad_output, y = rng.normal(size=(2, 50, 4)).astype(np.float32)
    wide = backward(grad_output.astype(np.float64), y.astype(np.float64))
    received = backward(grad_output, y)
    assert received.dtype == np.float32
    np.testing.assert_array_equal(received, wide.astype(np.float32))


def test_functions_can_be_called_by_keyword():
    assert engine.sigmoid(x=0.0) == 0.5
    assert engine.relu_backward(grad_output=3.0, x=1.0) == 3
    assert engine.sigmoid_backward(grad_output=4.0, y=0.5) == 1
    assert engine.leaky_relu(x=-1.0, negative_slope=0.5) == -0.5
    with pytest.raises(TypeError, match=r"sigmoid_backward.* missing .*'y'"):
        engine.sigmoid_backward(1.0)


@pytest.mark.parametrize(
    ("slope", "x_shape"), [((2,), (4, 3)), ((4,), (4, 3)), ((4, 3), (4, 3)), ((2,), ())], ids=str
)
def test_a_prelu_slope_that_fits_no_axis_is_refused(slope, x_shape):
    for call in (
        lambda: engine.prelu(np.ones(x_shape), np.ones(slope)),
        lambda: engine.prelu_backward(np.ones(x_shape), np.ones(x_shape), np.ones(slope)),
    ):
        with pytest.raises(ValueError, match=r"slope has shape .* and x has shape"):
            call()


@pytest.mark.parametrize("slope", [(), (1,), (3,)], ids=str)
def test_the_slopes_gradient_has_the_slopes_shape(slope, rng):
    x, grad_output = rng.normal(size=(2, 5, 4, 3))
    grad_x, grad_slope = engine.prelu_backward(grad_output, x, np.full(slope, 0.25))
    assert grad_x.shape == x.shape
    assert grad_slope.shape == slope
    assert np.sum(grad_slope) == pytest.approx(np.sum(grad_output * np.minimum(x, 0)))


def test_prelu_needs_a_parameter():
    with pytest.raises(ValueError, match="num_parameters must be at least 1, got 0"):
        engine.PReLU(0)


@pytest.mark.parametrize(
    ("layer", "shown"),
    [
        (engine.ReLU(), "ReLU()"),
        (engine.LeakyReLU(0.2), "LeakyReLU(negative_slope=0.2)"),
        (engine.PReLU(2), "PReLU(slope=array([0.25, 0.25]))"),
        (engine.Softmax(), "Softmax(axis=-1, temperature=1.0)"),
    ],
    ids=repr,
)
def test_a_layer_shows_its_settings(layer, shown):
    layer.forward(np.ones((1, 2)))
    assert repr(layer) == shown
