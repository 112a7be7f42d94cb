"""Do linear layers and rows of layers compute, remember and complain as they promise?"""

import numpy as np
import pytest

from course.engine import (
    Layer,
    LeakyReLU,
    Linear,
    PReLU,
    ReLU,
    Sequential,
    linear_backward,
    linear_forward,
)


def test_forward_is_a_weighted_sum_of_every_input():
    y = linear_forward([1, 2], weight=[[1, 10, 100], [1000, 0, 1]], bias=[0.5, 0, 0])
    np.testing.assert_array_equal(y, [2001.5, 10, 102])


@pytest.mark.parametrize("rows", [(), (4,), (0,), (2, 4)], ids=str)
def test_gradients_have_the_shapes_of_their_namesakes(rows, rng):
    x, weight, bias = rng.normal(size=(*rows, 3)), rng.normal(size=(3, 5)), rng.normal(size=5)
    y = linear_forward(x, weight, bias)
    grad_x, grad_weight, grad_bias = linear_backward(np.ones_like(y), x, weight)
    assert y.shape == (*rows, 5)
    assert (grad_x.shape, grad_weight.shape, grad_bias.shape) == (x.shape, (3, 5), (5,))


def test_the_gradients_of_all_rows_are_added(rng):
    x, weight, g = rng.normal(size=(4, 3)), rng.normal(size=(3, 5)), rng.normal(size=(4, 5))
    _, grad_weight, grad_bias = linear_backward(g, x, weight)
    each = [linear_backward(g[i], x[i], weight) for i in range(4)]
    np.testing.assert_allclose(grad_weight, sum(one[1] for one in each), rtol=1e-13)
    np.testing.assert_allclose(grad_bias, sum(one[2] for one in each), rtol=1e-13)


@pytest.mark.parametrize(
    ("x", "weight", "bias", "message"),
    [
        ((4, 2), (3, 5), (5,), r"x has shape \(4, 2\) and weight has shape \(3, 5\).*3 entries"),
        ((), (3, 5), (5,), r"x has shape \(\) and weight"),
        ((4, 3), (3,), (5,), r"weight has shape \(3,\), but needs two axes"),
        ((4, 0), (0, 5), (5,), r"weight has shape \(0, 5\), but needs two axes"),
        ((4, 3), (3, 5), (3,), r"bias has shape \(3,\), but weight.*bias needs shape \(5,\)"),
        ((4, 3), (3, 5), (1, 5), r"bias has shape \(1, 5\)"),
        ((4, 3), (3, 5), (), r"bias has shape \(\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named(x, weight, bias, message):
    with pytest.raises(ValueError, match=message):
        linear_forward(np.ones(x), np.ones(weight), np.ones(bias))


@pytest.mark.parametrize("wrong", [(4, 3), (5,), (3, 5), (4, 1)], ids=str)
def test_a_grad_output_that_does_not_fit_is_named(wrong):
    message = r"grad_output has shape .*x \(4, 3\) @ weight \(3, 5\) has shape \(4, 5\)"
    with pytest.raises(ValueError, match=message):
        linear_backward(np.ones(wrong), np.ones((4, 3)), np.ones((3, 5)))


def test_a_linear_layer_starts_within_one_over_root_of_its_inputs(rng):
    layer = Linear(25, 400, rng)
    for param in layer.params.values():
        assert 0.19 < np.max(np.abs(param)) <= 0.2
        assert abs(np.mean(param)) < 0.02
    assert (layer.weight.shape, layer.bias.shape) == ((25, 400), (400,))


def test_a_linear_layer_computes_in_the_precision_that_it_was_made_for(rng):
    layer = Linear(3, 2, rng, dtype=np.float32)
    x = rng.normal(size=(4, 3)).astype(np.float32)
    assert layer.forward(x).dtype == np.float32
    assert layer.backward(layer.forward(x)).dtype == np.float32
    assert {array.dtype for array in layer.grads.values()} == {np.dtype(np.float32)}


def test_the_same_seed_gives_the_same_layer():
    first, second = (Linear(3, 2, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first.weight, second.weight)


@pytest.mark.parametrize("sizes", [(0, 3), (3, 0), (-1, 2)], ids=str)
def test_a_linear_layer_needs_features(sizes, rng):
    with pytest.raises(ValueError, match="both need to be at least 1"):
        Linear(*sizes, rng)


def test_a_seed_in_place_of_a_generator_is_explained():
    with pytest.raises(TypeError, match=r"np.random.default_rng\(seed\), not 0"):
        Linear(3, 2, 0)


def test_params_are_the_very_arrays_even_after_a_new_assignment(rng):
    layer = Linear(3, 2, rng)
    network = Sequential([layer])
    layer.weight = np.zeros((3, 2))
    network.params["0.weight"][...] = 7
    np.testing.assert_array_equal(layer.forward(np.ones(3)) - layer.bias, [21, 21])


def test_grads_are_overwritten_not_added_up(rng):
    layer = Linear(3, 2, rng)
    for _ in range(2):
        layer.forward(np.ones((4, 3)))
        layer.backward(np.ones((4, 2)))
    np.testing.assert_array_equal(layer.grads["bias"], [4, 4])


@pytest.mark.parametrize("layer", [Linear(3, 2, np.random.default_rng(0)), PReLU()], ids=repr)
def test_there_are_no_grads_before_backward_and_backward_needs_forward(layer):
    assert layer.grads == {}
    with pytest.raises(RuntimeError, match="before forward"):
        layer.backward(np.ones((1, 2)))


def test_a_network_is_its_layers_one_after_the_other(rng):
    first, second = Linear(3, 4, rng), Linear(4, 2, rng)
    network = Sequential([first, ReLU(), second])
    x, grad_output = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    hidden = first.forward(x)
    np.testing.assert_array_equal(network(x), np.maximum(hidden, 0) @ second.weight + second.bias)
    by_hand = ((grad_output @ second.weight.T) * (hidden > 0)) @ first.weight.T
    np.testing.assert_allclose(network.backward(grad_output), by_hand, rtol=1e-13)


def test_a_network_numbers_its_parameters(rng):
    network = Sequential([Linear(2, 2, rng), Sequential([ReLU(), PReLU()]), Linear(2, 1, rng)])
    names = ["0.weight", "0.bias", "1.1.slope", "2.weight", "2.bias"]
    assert list(network.params) == names
    network.backward(network.forward(np.ones((1, 2))))
    assert list(network.grads) == names
    assert network.grads["2.weight"] is network.layers[2].grads["weight"]


def test_a_class_in_place_of_a_layer_is_explained(rng):
    with pytest.raises(TypeError, match=r"layer 1 is a class, not a layer: ReLU\(…\)"):
        Sequential([Linear(2, 2, rng), ReLU])


def test_what_cannot_go_forward_is_no_layer(rng):
    with pytest.raises(TypeError, match="layer 1 is no layer but 'relu'"):
        Sequential([Linear(2, 2, rng), "relu"])


@pytest.mark.parametrize(
    "layers",
    [
        lambda one: [one, ReLU(), one],
        lambda one: [one, ReLU(), Sequential([one])],
        lambda one: [Sequential([ReLU(), one]), ReLU(), Sequential([Sequential([one])])],
    ],
    ids=["side by side", "nested", "both nested"],
)
def test_a_layer_that_occurs_twice_is_refused(layers, rng):
    message = "layer 2 holds a layer that layer 0 holds, too.*make a second one"
    with pytest.raises(ValueError, match=message):
        Sequential(layers(Linear(2, 2, rng)))
    assert len(Sequential([ReLU(), ReLU()]).layers) == 2


@pytest.mark.parametrize("dtype", [int, complex, "U3"])
def test_weights_are_floats(dtype, rng):
    with pytest.raises(TypeError, match="dtype must be a float, got"):
        Linear(2, 2, rng, dtype=dtype)


def test_a_network_shows_its_layers(rng):
    network = Sequential([Linear(2, 3, rng), LeakyReLU(), Linear(3, 1, rng)])
    shown = "Sequential([Linear(2, 3), LeakyReLU(negative_slope=0.01), Linear(3, 1)])"
    assert repr(network) == shown


@pytest.mark.parametrize("call", [lambda layer: layer.forward(1), lambda layer: layer.backward(1)])
def test_an_unfinished_layer_says_what_is_missing(call):
    class Half(Layer):
        pass

    with pytest.raises(NotImplementedError, match=r"Half has no (forward|backward) yet"):
        call(Half())
