"""Do the gated units multiply the right halves, and send the gradient back to both?"""

import numpy as np
import pytest

import course.engine as engine
from course.engine import ACTIVATIONS, GEGLU, GLU, Gated, SwiGLU, check_layer, numeric_gradient

GATED = {name: layer for name, layer in ACTIVATIONS.items() if issubclass(layer, Gated)}
each_name = pytest.mark.parametrize("name", GATED)


def test_which_there_are():
    assert {"glu": GLU, "swiglu": SwiGLU, "geglu": GEGLU}.items() <= GATED.items()


@pytest.mark.parametrize(
    ("name", "f"), [("glu", engine.sigmoid), ("swiglu", engine.silu), ("geglu", engine.gelu)]
)
def test_the_first_half_is_multiplied_by_the_activation_of_the_second(name, f, rng):
    x, gate = rng.normal(size=(2, 5, 3))
    expected = x * f(gate)
    np.testing.assert_array_equal(getattr(engine, name)(x, gate), expected)
    np.testing.assert_array_equal(GATED[name]().forward(np.hstack([x, gate])), expected)
    np.testing.assert_array_equal(GATED[name](axis=0).forward(np.vstack([x, gate])), expected)


@each_name
@pytest.mark.parametrize("shape", [(2,), (0,), (4, 6), (0, 2), (2, 3, 4)], ids=str)
def test_the_layer_agrees_with_central_differences(name, shape, rng):
    layer = GATED[name]()
    assert check_layer(layer, rng.normal(size=shape), rng) < 1e-7
    assert layer.forward(np.zeros(shape)).shape == (*shape[:-1], shape[-1] // 2)


@each_name
def test_along_another_axis_too(name, rng):
    assert check_layer(GATED[name](axis=1), rng.normal(size=(2, 4, 3)), rng) < 1e-7


@each_name
def test_the_backward_function_agrees_with_central_differences(name, rng):
    x, gate, grad_output = rng.normal(size=(3, 4, 3))
    f, backward = getattr(engine, name), getattr(engine, f"{name}_backward")
    grad_x, grad_gate = backward(grad_output, x, gate)
    numeric_x = numeric_gradient(lambda v: f(v, gate), x, grad_output)
    numeric_gate = numeric_gradient(lambda v: f(x, v), gate, grad_output)
    np.testing.assert_allclose(grad_x, numeric_x, atol=1e-8)
    np.testing.assert_allclose(grad_gate, numeric_gate, atol=1e-8)


@each_name
def test_float32_is_the_float64_result_rounded_once(name, rng):
    x, gate, grad_output = rng.normal(size=(3, 40, 50)).astype(np.float32)
    wide = [a.astype(np.float64) for a in (grad_output, x, gate)]
    received = getattr(engine, f"{name}_backward")(grad_output, x, gate)
    exact = getattr(engine, f"{name}_backward")(*wide)
    pairs = [*zip(received, exact, strict=True)]
    pairs.append((getattr(engine, name)(x, gate), getattr(engine, name)(*wide[1:])))
    for single, double in pairs:
        assert single.dtype == np.float32
        np.testing.assert_array_equal(single, double.astype(np.float32))


@pytest.mark.parametrize(
    ("axis", "shape"), [(-1, (4, 3)), (0, (3, 4)), (-1, ()), (2, (4, 4))], ids=str
)
@each_name
def test_an_odd_axis_cannot_be_halved(name, axis, shape):
    with pytest.raises(ValueError, match=rf"halves axis {axis} .*needs an even number"):
        GATED[name](axis).forward(np.ones(shape))


@each_name
def test_two_shapes_are_refused(name):
    f, backward = getattr(engine, name), getattr(engine, f"{name}_backward")
    with pytest.raises(ValueError, match=r"x has shape \(4, 3\) and gate has shape \(3,\)"):
        f(np.ones((4, 3)), np.ones(3))
    with pytest.raises(ValueError, match=r"grad_output has shape \(4, 1\)"):
        backward(np.ones((4, 1)), np.ones((4, 3)), np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"grad_output has shape \(4, 3\)"):
        backward(np.ones((4, 3)), np.ones((4, 3)), np.ones(3))


@each_name
def test_a_grad_output_of_the_inputs_shape_is_refused(name):
    layer = GATED[name]()
    layer.forward(np.ones((4, 6)))
    with pytest.raises(ValueError, match=r"grad_output has shape \(4, 6\).*\(4, 3\)"):
        layer.backward(np.ones((4, 6)))
