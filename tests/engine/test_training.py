"""Does it learn: do steps follow their formulas, and does a network solve what a line cannot?"""

import numpy as np
import pytest

from course.engine import (
    SGD,
    Adam,
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    Identity,
    LeakyReLU,
    Linear,
    MSELoss,
    Optimizer,
    Sequential,
    Sigmoid,
    Tanh,
)

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR = np.array([0, 1, 1, 0])


def train(activation, outputs, loss, target, optimizer, steps):
    """A network of one hidden layer after training on XOR, and its last loss."""
    rng = np.random.default_rng(0)
    network = Sequential([Linear(2, 8, rng), activation, Linear(8, outputs, rng)])
    optimizer = optimizer(network)
    for _ in range(steps):
        value = loss.forward(network.forward(CORNERS), target)
        network.backward(loss.backward())
        optimizer.step()
    return network, value


@pytest.mark.parametrize(
    ("activation", "outputs", "loss", "target", "optimizer", "decide"),
    [
        (
            Tanh(), 1, BCEWithLogitsLoss(), XOR[:, None],
            lambda network: SGD(network, lr=1.0), lambda y: y[:, 0] > 0,
        ),
        (
            LeakyReLU(), 2, CrossEntropyLoss(), XOR,
            lambda network: SGD(network, lr=0.1, momentum=0.9), lambda y: y.argmax(axis=1),
        ),
        (
            Sigmoid(), 1, MSELoss(), XOR[:, None],
            lambda network: Adam(network, lr=0.05), lambda y: y[:, 0] > 0.5,
        ),
    ],
    ids=["tanh, binary, SGD", "leaky ReLU, cross-entropy, momentum", "sigmoid, MSE, Adam"],
)  # fmt: skip
def test_a_network_learns_xor(activation, outputs, loss, target, optimizer, decide):
    network, value = train(activation, outputs, loss, target, optimizer, steps=800)
    np.testing.assert_array_equal(decide(network.forward(CORNERS)), XOR)
    assert value < 0.01


@pytest.mark.parametrize(
    ("loss", "floor"), [(BCEWithLogitsLoss(), np.log(2)), (MSELoss(), 0.25)], ids=["log 2", "1/4"]
)
def test_without_activation_xor_stays_at_the_best_line(loss, floor):
    _, value = train(Identity(), 1, loss, XOR[:, None], lambda n: SGD(n, lr=0.1), steps=3000)
    assert value == pytest.approx(floor, abs=1e-6)


def one_weight(value=1.0):
    """A layer y = weight·x whose ∂L/∂weight is whatever is sent back for x = 1."""
    layer = Linear(1, 1, np.random.default_rng(0))
    layer.weight[...], layer.bias[...] = value, 0
    layer.forward([[1.0]])
    return layer


@pytest.mark.parametrize(
    ("optimizer", "gradients", "expected"),
    [
        (lambda n: SGD(n, lr=0.1), [2.0, -1.0], [0.8, 0.9]),
        # v: 2, then 0.5·2 − 1 = 0, then 0.5·0 + 4.
        (lambda n: SGD(n, lr=0.1, momentum=0.5), [2.0, -1.0, 4.0], [0.8, 0.8, 0.4]),
        # A constant gradient makes m̂/√ŝ = ±1, whatever its size.
        (lambda n: Adam(n, lr=0.1), [1e-3, 1e-3, 1e-3], [0.9, 0.8, 0.7]),
        (lambda n: Adam(n, lr=0.1), [-500.0, -500.0], [1.1, 1.2]),
        # m̂ = (0.25·1 + 0.5·3)/0.75 = 7/3, ŝ = (0.25·1 + 0.5·9)/0.75 = 19/3.
        (lambda n: Adam(n, lr=1.0, betas=(0.5, 0.5)), [1.0, 3.0], [0.0, -7 / 3 / (19 / 3) ** 0.5]),
        (lambda n: Adam(n, lr=1.0, betas=(0.0, 0.0), eps=1.0), [3.0], [0.25]),
    ],
)
def test_steps_by_hand(optimizer, gradients, expected):
    layer = one_weight()
    weight, optimizer = layer.weight, optimizer(layer)
    received = []
    for gradient in gradients:
        layer.backward([[gradient]])
        optimizer.step()
        received.append(weight.item())
    assert received == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert layer.weight is weight


def test_training_in_float32_stays_in_float32(rng):
    network = Sequential([Linear(2, 4, rng, np.float32), Tanh(), Linear(4, 1, rng, np.float32)])
    loss = MSELoss()
    loss.forward(network.forward(CORNERS.astype(np.float32)), XOR[:, None])
    network.backward(loss.backward())
    for optimizer in (SGD(network, lr=0.1, momentum=0.9), Adam(network)):
        optimizer.step()
    arrays = [*network.params.values(), *network.grads.values()]
    assert {array.dtype for array in arrays} == {np.dtype(np.float32)}


@pytest.mark.parametrize("optimizer", [SGD, Adam])
def test_a_step_before_backward_is_explained(optimizer, rng):
    optimizer = optimizer(Sequential([Linear(2, 1, rng)]), lr=0.1)
    with pytest.raises(RuntimeError, match=r"no gradient for 0.bias, 0.weight: before step"):
        optimizer.step()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda n: SGD(n, lr=-0.1), "lr .* got -0.1"),
        (lambda n: Adam(n, lr=np.nan), "lr .* got nan"),
        (lambda n: SGD(n, lr=0.1, momentum=1.0), r"momentum must be in \[0, 1\), got 1.0"),
        (lambda n: Adam(n, betas=(0.9, 1.0)), r"betas must both be in \[0, 1\)"),
        (lambda n: Adam(n, eps=0), "eps must be above 0, got 0"),
        (lambda n: Adam(n, eps=np.nan), "eps must be above 0, got nan"),
    ],
)
def test_settings_that_cannot_work_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make(one_weight())


def test_an_unfinished_optimizer_says_what_is_missing():
    with pytest.raises(NotImplementedError, match="Optimizer has no step yet"):
        Optimizer(one_weight(), lr=0.1).step()
