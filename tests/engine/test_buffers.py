"""Does training take no new memory, and is what it computes still the same?"""

import tracemalloc

import numpy as np
import pytest

from course.engine import (
    ACTIVATIONS,
    SGD,
    Adam,
    CrossEntropyLoss,
    Elementwise,
    Layer,
    Linear,
    ReLU,
    Sequential,
    Tanh,
)

WIDTH, BATCH = 96, 128


def network(activation, depth, seed=0):
    """`depth` hidden layers, all of one width."""
    rng = np.random.default_rng(seed)
    layers: list[Layer] = []
    for _ in range(depth):
        layers += [Linear(WIDTH, WIDTH, rng, np.float32), activation()]
    return Sequential([*layers, Linear(WIDTH, 10, rng, np.float32)])


def batch(seed=1):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(BATCH, WIDTH)).astype(np.float32), rng.integers(10, size=BATCH)


def step(network, loss, optimizer, x, labels):
    value = loss.forward(network.forward(x), labels)
    network.parameter_gradients(loss.backward())
    optimizer.step()
    return value


@pytest.mark.parametrize("optimizer", [SGD, Adam])
@pytest.mark.parametrize("activation", [ReLU, Tanh])
def test_training_with_buffers_is_training(activation, optimizer):
    fresh, reusing = network(activation, 3), network(activation, 3).reuse_buffers()
    losses = []
    for each in (fresh, reusing):
        run = optimizer(each, lr=0.01)
        losses.append([step(each, CrossEntropyLoss(), run, *batch(seed)) for seed in range(5)])
    assert losses[0] == losses[1]
    assert losses[0][-1] != losses[0][0]


def peak_of_a_later_step(activation, optimizer, depth):
    """The most memory that the third step holds above what it found, in bytes."""
    each = network(activation, depth).reuse_buffers()
    loss, run, data = CrossEntropyLoss(), optimizer(each), batch()
    for _ in range(2):
        step(each, loss, run, *data)
    tracemalloc.start()
    step(each, loss, run, *data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


@pytest.mark.parametrize(
    "optimizer",
    [lambda n: SGD(n, lr=0.01), lambda n: SGD(n, lr=0.01, momentum=0.9), Adam],
    ids=["SGD", "momentum", "Adam"],
)
@pytest.mark.parametrize("activation", [ReLU, Tanh])
def test_a_later_step_allocates_nothing_that_grows_with_depth(activation, optimizer):
    shallow, deep = (peak_of_a_later_step(activation, optimizer, depth) for depth in (3, 30))
    one_activation = 4 * BATCH * WIDTH
    assert deep - shallow < one_activation


@pytest.mark.parametrize("activation", [ReLU, Tanh])
def test_a_last_batch_that_is_smaller_costs_its_buffers_once(activation):
    def peak(depth):
        """The most that a step with each size holds, after both were seen."""
        each = network(activation, depth).reuse_buffers()
        loss, run, (x, labels) = CrossEntropyLoss(), SGD(each, lr=0.01), batch()
        sizes = (BATCH, BATCH // 2)
        for size in 2 * sizes:
            step(each, loss, run, x[:size], labels[:size])
        tracemalloc.start()
        for size in sizes:
            step(each, loss, run, x[:size], labels[:size])
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert peak(30) - peak(3) < 4 * BATCH * WIDTH


def test_a_network_inside_a_network_reuses_its_buffers_too(rng):
    inner = Sequential([Linear(4, 4, rng), Tanh()])
    each, x = Sequential([Sequential([inner]), ReLU()]).reuse_buffers(), rng.normal(size=(5, 4))
    each.forward(x)
    first = inner.layers[0].forward(x), inner.forward(x)
    assert inner.layers[0].forward(x) is first[0]
    assert inner.forward(x) is first[1]


def test_without_buffers_memory_grows_with_depth():
    """Else the test above could not fail."""

    def peak(depth):
        each = network(ReLU, depth)
        tracemalloc.start()
        each.forward(batch()[0])
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert peak(30) - peak(3) > 20 * 4 * BATCH * WIDTH


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_layer_that_reuses_gives_the_same_numbers_in_the_same_place(name, rng):
    layer, fresh = ACTIVATIONS[name]().reuse_buffers(), ACTIVATIONS[name]()
    for _ in range(2):
        x = rng.normal(size=(6, 8))
        y, expected = layer.forward(x), fresh.forward(x)
        np.testing.assert_array_equal(y, expected)
        grad_output = rng.normal(size=y.shape)
        grad_x = layer.backward(grad_output)
        np.testing.assert_array_equal(grad_x, fresh.backward(grad_output))
    assert layer.forward(x) is y
    assert layer.backward(grad_output) is grad_x


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_layer_that_reuses_takes_another_shape_or_precision_in_its_stride(name, rng):
    layer, fresh = ACTIVATIONS[name]().reuse_buffers(), ACTIVATIONS[name]()
    for shape, dtype in (((6, 8), np.float64), ((2, 8), np.float64), ((2, 8), np.float32)):
        x = rng.normal(size=shape).astype(dtype)
        y = layer.forward(x)
        assert y.dtype == dtype
        np.testing.assert_array_equal(y, fresh.forward(x))
        np.testing.assert_array_equal(layer.backward(y), fresh.backward(y))


@pytest.mark.parametrize("name", [n for n, c in ACTIVATIONS.items() if issubclass(c, Elementwise)])
def test_functions_write_where_they_are_told(name, rng):
    layer, x = ACTIVATIONS[name](), rng.normal(size=(5, 20_000))
    for f in (layer.function, layer.derivative):
        out = np.empty_like(x)
        assert f(x, out=out) is out
        np.testing.assert_array_equal(out, f(x))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_blocks_leave_no_seam(name, rng):
    """Half a million numbers at once are what they are row by row, in any layout."""
    x = rng.normal(size=(26, 20_000))
    forward = ACTIVATIONS[name]().forward
    np.testing.assert_array_equal(forward(x), [forward(row) for row in x])
    np.testing.assert_allclose(forward(np.asfortranarray(x)), forward(x), rtol=1e-15)


def test_parameter_gradients_are_those_of_backward(rng):
    each, (x, _) = network(Tanh, 2), batch()
    grad_output = rng.normal(size=(BATCH, 10)).astype(np.float32)
    each.forward(x)
    each.backward(grad_output)
    expected = {name: grad.copy() for name, grad in each.grads.items()}
    received = each.parameter_gradients(grad_output)
    assert received.keys() == each.params.keys() == expected.keys()
    for name, grad in received.items():
        np.testing.assert_array_equal(grad, expected[name])


@pytest.mark.parametrize("layers", [[], [ReLU()], [Sequential([ReLU()])]], ids=repr)
def test_a_network_without_parameters_has_no_gradients_of_them(layers):
    each = Sequential(layers)
    each.forward(np.ones((2, 3)))
    assert each.parameter_gradients(np.ones((2, 3))) == {}
