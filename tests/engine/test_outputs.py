"""Where do results go: into what array, over what operands, in which precision?"""

import numpy as np
import pytest

from course.engine import ACTIVATIONS, Elementwise, log_softmax, relu_backward, softmax
from tests.engine.shapes import input_shape

ELEMENTWISE = {
    name: layer() for name, layer in ACTIVATIONS.items() if issubclass(layer, Elementwise)
}
INTO = {name: layer.function for name, layer in ELEMENTWISE.items()}
INTO |= {f"{name}_derivative": layer.derivative for name, layer in ELEMENTWISE.items()}
INTO |= {"softmax": softmax, "log_softmax": log_softmax}
SIDE = 150  # more entries than one block has
OVERLAPS = {
    "the same": lambda m: (m, m),
    "shifted": lambda m: (m[:-1], m[1:]),
    "shifted back": lambda m: (m[1:], m[:-1]),
    "shifted by one entry": lambda m: (m[:, :-1], m[:, 1:]),
    "reversed": lambda m: (m, m[::-1]),
    "mirrored": lambda m: (m, m[:, ::-1]),
    "transposed": lambda m: (m, m.T),
}


@pytest.mark.parametrize("views", OVERLAPS.values(), ids=OVERLAPS.keys())
@pytest.mark.parametrize("f", INTO.values(), ids=INTO.keys())
def test_the_output_may_lie_over_the_input(f, views, rng):
    x, out = views(rng.normal(size=(SIDE, SIDE)))
    expected = f(x.copy())
    assert f(x, out=out) is out
    np.testing.assert_array_equal(out, expected)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("views", OVERLAPS.values(), ids=OVERLAPS.keys())
@pytest.mark.parametrize("f", [softmax, log_softmax])
def test_so_it_may_along_either_axis(f, views, axis, rng):
    x, out = views(rng.normal(size=(SIDE, SIDE)))
    expected = f(x.copy(), axis=axis)
    np.testing.assert_array_equal(f(x, axis=axis, out=out), expected)


@pytest.mark.parametrize("f", INTO.values(), ids=INTO.keys())
def test_an_output_without_an_axis_is_written_to_as_well(f):
    out = np.full((), 7.0)
    assert f(-0.5, out=out) is out
    assert out == f(-0.5)


@pytest.mark.parametrize("f", INTO.values(), ids=INTO.keys())
def test_an_output_of_integers_is_refused(f):
    with pytest.raises(TypeError, match="same_kind"):
        f([0.5, 1.5], out=np.zeros(2, dtype=int))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_an_axis_of_one_entry_makes_no_difference(name, rng):
    x, forward = rng.normal(size=input_shape(name, (512, 512))), ACTIVATIONS[name]().forward
    np.testing.assert_array_equal(forward(x[np.newaxis])[0], forward(x))


@pytest.mark.parametrize("reuses", [False, True])
@pytest.mark.parametrize(
    ("x_type", "grad_type"), [(np.float32, np.float64), (np.float64, np.float32)]
)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_gradient_comes_back_in_the_precision_of_x(name, x_type, grad_type, reuses, rng):
    layer = ACTIVATIONS[name]()
    if reuses:
        layer.reuse_buffers()
    layer.forward(rng.normal(size=input_shape(name, (4, 3))).astype(x_type))
    assert layer.backward(np.ones((4, 3), grad_type)).dtype == x_type


def test_where_the_gradient_is_infinite_a_closed_unit_still_stops_it_and_nan_stays_nan():
    received = relu_backward([np.inf, np.inf, np.inf, 1.0], x=[np.nan, -1.0, 2.0, np.nan])
    np.testing.assert_array_equal(received, [np.nan, 0, np.inf, np.nan])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_a_gradient_beyond_the_largest_number_is_infinite_without_a_warning(name):
    layer, x = ACTIVATIONS[name](), np.array([[-2.0, -1.0, 1.0, 1.5]])
    biggest = np.full_like(x, np.finfo(np.float64).max)
    layer.forward(x)
    with np.errstate(all="raise"):
        received = layer.backward(biggest)
    slope = layer.derivative(x)
    np.testing.assert_array_equal(np.isinf(received), np.abs(slope) > 1)
    assert (np.sign(received) == np.sign(slope)).all()
