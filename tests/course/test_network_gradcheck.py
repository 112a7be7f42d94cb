"""Does the check of a whole network pass what is right, find what is wrong, and say where?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.engine import ACTIVATIONS, Linear, ReLU, Sequential, Sigmoid, Softmax, Tanh
from course.experiments import network_gradcheck
from course.experiments.network_gradcheck import ARMS, ROUNDING, STEPS, by_entry
from course.network_check import (
    BUG,
    INPUT,
    NetworkCheck,
    check_network,
    gradient_error,
    plot_check,
)


@pytest.fixture(scope="module")
def result():
    return network_gradcheck.run()


def wrong(layer, **methods):
    """A layer class with other methods, under a name of its own."""
    return type(f"Wrong{layer.__name__}", (layer,), methods)


def forgets_upstream(self, grad_output):
    return self.derivative(self._saved_input)


def averages_bias(self, grad_output):
    grad_x = Linear.backward(self, grad_output)
    self._grads["bias"] = grad_output.mean(axis=0)
    return grad_x


def forgets_transpose(self, grad_output):
    Linear.backward(self, grad_output)
    return grad_output @ self.weight


def check(*layers, rows=5, h=1e-5):
    network = Sequential(layers)
    return check_network(
        network, np.random.default_rng(1).normal(size=(rows, 3)), np.random.default_rng(2), h
    )


def linear(fan_in=3, fan_out=3, kind=Linear, seed=0):
    return kind(fan_in, fan_out, np.random.default_rng(seed))


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_do_right_networks_pass_with_every_activation(name):
    activation = ACTIVATIONS[name]()
    # Gated ones return half as many features.
    (_, features) = activation.forward(np.ones((1, 4))).shape
    layers = linear(3, 4), activation, linear(features, 4), ACTIVATIONS[name]()
    done = check(*layers, linear(features, 2), Softmax())
    assert done.suspect is None, done
    assert done.worst < 1e-6
    assert done.verdict().startswith("Every gradient is right")


def test_does_a_deep_sigmoid_network_pass_whose_gradients_have_vanished():
    layers = [layer for k in range(10) for layer in (linear(seed=k), Sigmoid())]
    assert check(*layers).worst < 1e-6


SUSPECTS = {
    "an activation": (2, wrong(Tanh, backward=forgets_upstream)(), 2, [INPUT]),
    "the last layer": (5, wrong(Sigmoid, backward=forgets_upstream)(), 5, [INPUT]),
    "a bias": (3, linear(kind=wrong(Linear, backward=averages_bias)), 3, ["bias"]),
    "a weight's way back": (1, linear(kind=wrong(Linear, backward=forgets_transpose)), 1, [INPUT]),
}


@pytest.mark.parametrize(("place", "layer", "suspect", "names"), SUSPECTS.values(), ids=SUSPECTS)
def test_is_the_broken_layer_named_and_nothing_behind_it(place, layer, suspect, names):
    layers = [linear(seed=1), linear(seed=2), Tanh(), linear(seed=3), linear(seed=4), Softmax()]
    layers[place] = layer
    done = check(*layers)
    assert done.suspect == suspect, done
    assert [name for name, error in done.errors[suspect].items() if error > BUG] == names
    assert f"layer {suspect}, Wrong" in done.verdict()
    assert all(error < BUG for errors in done.errors[suspect + 1 :] for error in errors.values())


def test_are_parameters_put_back_as_they_were():
    network = Sequential([linear(3, 2), Softmax()])
    before = {name: param.copy() for name, param in network.params.items()}
    check_network(network, np.ones((2, 3)), np.random.default_rng(0))
    for name, param in network.params.items():
        np.testing.assert_array_equal(param, before[name])


class Doubling:
    """A layer as learners write it: no base class, plain dicts."""

    def __init__(self, weight):
        self.params, self.grads = {"weight": weight}, {}

    def forward(self, x):
        self.x = x
        return 2 * x * self.params["weight"]

    def backward(self, grad_output):
        self.grads["weight"] = 2 * (grad_output * self.x).sum(axis=0)
        return 2 * grad_output * self.params["weight"]


class Chain:
    def __init__(self, layers):
        self.layers = layers

    @property
    def params(self):
        return {f"{k}.{n}": p for k, a in enumerate(self.layers) for n, p in a.params.items()}

    @property
    def grads(self):
        return {f"{k}.{n}": g for k, a in enumerate(self.layers) for n, g in a.grads.items()}

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad_output):
        for layer in self.layers[::-1]:
            grad_output = layer.backward(grad_output)
        return grad_output


def test_are_a_learners_own_classes_checked_alike():
    own, x = Chain([Doubling(np.ones(2)), Tanh(), Doubling(np.arange(2.0))]), np.ones((3, 2))
    assert check_network(own, x, np.random.default_rng(0)).suspect is None
    own.layers[0].backward = lambda grad_output: 3 * grad_output
    own.layers[0].grads["weight"] = np.zeros((1, 2))
    done = check_network(own, x, np.random.default_rng(0))
    assert done.suspect == 0
    assert done.errors[0]["weight"] == np.inf, "its shape is wrong"
    del own.layers
    with pytest.raises(ValueError, match="an attribute `layers`"):
        check_network(own, x, np.random.default_rng(0))


class Copies(Sequential):
    @property
    def params(self):
        return {name: param.copy() for name, param in super().params.items()}


class Silent(Sequential):
    @property
    def grads(self):
        return {}


class Half(Linear):
    def __init__(self, fan_in, fan_out, rng):
        super().__init__(fan_in, fan_out, rng, np.float32)


MISTAKES = {
    "params that are copies": (Copies([linear()]), "not copies"),
    "no gradients": (Silent([linear()]), "sets no gradient for '0.bias'"),
    "float32": (Sequential([linear(kind=Half)]), "float32 is too coarse"),
}


@pytest.mark.parametrize(("network", "says"), MISTAKES.values(), ids=MISTAKES)
def test_is_a_network_that_cannot_be_checked_told_why(network, says):
    with pytest.raises(ValueError, match=says):
        check_network(network, np.ones((2, 3)), np.random.default_rng(0))


def test_is_a_kink_an_alarm_that_a_smaller_step_ends():
    near = linear()
    x = np.random.default_rng(1).normal(size=(5, 3))
    near.bias[0] = 1e-6 - (x[0] @ near.weight)[0]
    assert check(near, ReLU(), linear(seed=1)).suspect == 1
    assert check(near, ReLU(), linear(seed=1), h=1e-7).suspect is None


@pytest.mark.parametrize(
    ("a", "b", "error"),
    [
        ([1.0, 2.0], [1.0, 2.5], 0.2),
        ([0.0, 0.0], [0.0, 0.0], 0.0),
        ([], [], 0.0),
        ([1e-9], [-1e-9], 2e-5),
        ([[1.0]], [1.0], np.inf),
        ([np.nan], [1.0], np.inf),
    ],
)
def test_how_is_an_error_measured(a, b, error):
    assert gradient_error(np.array(a), np.array(b)) == pytest.approx(error)


def test_does_the_table_show_every_layer_and_the_figure_the_suspect():
    done = check(linear(), wrong(Tanh, backward=forgets_upstream)(), linear(seed=1))
    assert [line.split()[:2] for line in str(done).splitlines()[1:4]] == [
        ["0", "Linear"],
        ["1", "WrongTanh"],
        ["2", "Linear"],
    ]
    assert list(done.by_parameter()) == ["x", "0.weight", "0.bias", "2.weight", "2.bias"]
    fig = plot_check(done)
    (ax,) = fig.axes
    assert sum(bool(bar.get_hatch()) for bar in ax.patches) == 4
    assert "← look here" in [text.get_text() for text in ax.texts]
    plt.close(fig)


def test_has_an_infinite_error_a_bar_as_well():
    fig = plot_check(NetworkCheck(("Linear",), ({INPUT: np.inf, "weight": 0.0},)))
    assert np.isfinite([bar.get_width() for bar in fig.axes[0].patches]).all()
    plt.close(fig)


def test_do_rules_of_thumb_hold_but_for_what_we_name(result):
    for claim in network_gradcheck.compare(result).claims:
        assert claim.agrees == (not claim.differs_because), claim


def test_is_the_difference_rounding_and_not_depth(result):
    """It does not grow with depth; what it is compared with shrinks."""
    for arm in ("sigmoid", "tanh"):
        apart = np.median(result.error[arm] * result.size[arm], axis=0)
        assert np.all((apart > ROUNDING / 10) & (apart < 10 * ROUNDING))
    medians = {arm: np.median(result.error[arm], axis=0) for arm in ARMS}
    assert medians["sigmoid"][-1] > 1e5 * medians["sigmoid"][0]
    assert medians["tanh, Xavier"][-1] < 100 * medians["tanh, Xavier"][0]


def test_does_a_bug_stay_whatever_the_step_while_a_kink_goes(result):
    bug = result.by_step["GELU, a bug"][:, STEPS < 5e-3]
    assert np.all(bug.max(axis=1) < 1.1 * bug.min(axis=1))
    assert bug.min() > 10 * BUG
    shares = [len(result.crossed(h)) for h in (1e-2, 1e-3, 1e-4, 1e-5)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 10 > shares[2] > 0 == shares[3]


def test_are_kinks_no_smaller_than_bugs(result):
    """So the size of an error does not tell them apart."""
    assert result.crossed(1e-3).max() > result.by_step["GELU, a bug"].max()


def test_does_cs231n_measure_each_entry_by_itself():
    assert by_entry(np.array([1.0, 0.0]), np.array([1.0, 1e-12])) == 1.0


def test_does_the_figure_show_every_kind_of_network(result):
    fig = network_gradcheck.plot(result)
    legends = [ax.get_legend() for ax in fig.axes]
    assert [text.get_text() for text in legends[0].get_texts()] == list(ARMS)
    assert [text.get_text() for text in legends[2].get_texts()] == list(result.by_step)
    plt.close(fig)
