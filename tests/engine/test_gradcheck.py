"""Do the difference quotients keep their orders, and can they judge any layer?"""

import numpy as np
import pytest

from course.engine import (
    ACTIVATIONS,
    ELU,
    Layer,
    Linear,
    Sequential,
    Tanh,
    check_layer,
    five_point_gradient,
    numeric_gradient,
)

X = np.linspace(-2, 2, 41)
BOTH = pytest.mark.parametrize("gradient", [numeric_gradient, five_point_gradient])
SMOOTH = pytest.mark.parametrize(
    ("f", "slope"),
    [(np.sin, np.cos), (np.exp, np.exp), (np.tanh, lambda x: 1 / np.cosh(x) ** 2)],
    ids=["sin", "exp", "tanh"],
)


def worst(gradient, f, slope, **h):
    error = gradient(f, X, np.ones_like(X), **h) - slope(X)
    return np.max(np.abs(error) / np.maximum(1, np.abs(slope(X))))


@pytest.mark.parametrize(("gradient", "order"), [(numeric_gradient, 2), (five_point_gradient, 4)])
@SMOOTH
def test_half_the_step_divides_the_error_by_two_to_the_order(gradient, order, f, slope):
    ratio = worst(gradient, f, slope, h=0.02) / worst(gradient, f, slope, h=0.01)
    assert np.log2(ratio) == pytest.approx(order, abs=0.02)


@SMOOTH
def test_five_points_are_fifty_times_nearer_than_three_each_at_its_own_step(f, slope):
    three, five = worst(numeric_gradient, f, slope), worst(five_point_gradient, f, slope)
    assert five < 1e-12
    assert 50 * five < three


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_five_points_are_exact_for_polynomials_up_to_the_fourth_degree(degree):
    def f(x):
        return x**degree

    error = worst(five_point_gradient, f, lambda x: degree * x ** (degree - 1), h=0.5)
    assert error < 1e-14


def test_five_points_are_the_textbooks_stencil():
    seen = []

    def f(x):
        seen.append(x.item())
        return np.exp(x)

    h = 0.125
    received = five_point_gradient(f, [0.5], [3.0], h)
    weights = {-2: 1, -1: -8, 1: 8, 2: -1}
    expected = sum(w * np.exp(0.5 + k * h) for k, w in weights.items()) / (12 * h)
    assert sorted(seen) == [0.5 + k * h for k in weights]
    assert received == pytest.approx([3 * expected], rel=1e-14)


@BOTH
def test_a_function_may_return_the_same_memory_each_time(gradient):
    memory = np.empty(3)
    received = gradient(lambda x: np.multiply(x, 5, out=memory), np.ones(3), [1.0, 2.0, 3.0])
    np.testing.assert_allclose(received, [5, 10, 15], rtol=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_layer_that_reuses_its_buffers_is_judged_like_one_that_does_not(name, rng):
    x = rng.integers(-4, 4, (3, 4)) + rng.uniform(0.1, 0.9, (3, 4))
    for layer in (ACTIVATIONS[name](), ACTIVATIONS[name]().reuse_buffers()):
        assert check_layer(layer, x, rng) < 1e-7


def test_a_network_that_reuses_its_buffers_is_judged_down_to_its_parameters(rng):
    layers = [Linear(3, 5, rng), Tanh(), Linear(5, 4, rng), ELU()]
    network = Sequential(layers).reuse_buffers()
    assert check_layer(network, rng.normal(size=(6, 3)), rng) < 1e-7

    class Forgetful(Linear):
        """Overwrites its bias gradient with that of one row."""

        def backward(self, grad_output):
            grad_x = super().backward(grad_output)
            self.grads["bias"][...] = grad_output[0]
            return grad_x

    layers[2] = Forgetful(5, 4, rng)
    assert check_layer(Sequential(layers).reuse_buffers(), rng.normal(size=(6, 3)), rng) > 1e-2


def test_the_output_may_have_another_shape_than_the_input(rng):
    class Pairs(Layer):
        """(n, 2m) → (n, m): each entry times its neighbour; `spoil` scales half of the gradient."""

        spoil = 1.0

        def forward(self, x):
            self._saved_input = x
            return x[:, ::2] * x[:, 1::2]

        def backward(self, grad_output):
            x, grad_x = self._saved_input, np.empty_like(self._saved_input)
            grad_x[:, ::2] = grad_output * x[:, 1::2]
            grad_x[:, 1::2] = grad_output * x[:, ::2] * self.spoil
            return grad_x

    layer, x = Pairs(), rng.normal(size=(3, 8))
    assert check_layer(layer, x, rng) < 1e-7
    layer.spoil = 0.99
    assert check_layer(layer, x, rng) > 1e-3


def test_a_parameter_without_a_gradient_is_named(rng):
    class Careless(Linear):
        """Forgets its bias."""

        def backward(self, grad_output):
            grad_x = super().backward(grad_output)
            self._grads = {"weight": self._grads["weight"]}
            return grad_x

    with pytest.raises(ValueError, match=r"Careless\.backward sets no gradient for 'bias'"):
        check_layer(Careless(3, 2, rng), rng.normal(size=(4, 3)), rng)
