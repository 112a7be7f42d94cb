"""Are the six bugs those of the exercises? Who finds them: the check, or training?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.learner import Namespace
from course.engine import linear_backward
from course.engine.gradcheck import check_layer
from course.experiments import broken_layers
from course.experiments.broken_layers import BROKEN, NAMES, RIGHT, SMALL, Bias, Weight, network
from course.network_check import BUG, check_network


@pytest.fixture(scope="module")
def result():
    return broken_layers.run()


@pytest.mark.parametrize("name", BROKEN)
def test_is_it_the_bug_that_the_exercise_starts_with(name):
    exercise, (_, broken) = EXERCISES[f"{name}Layer"], BROKEN[name]
    verdict = examine(exercise, Namespace({exercise.name: broken}), np.random.default_rng(0))
    assert verdict.status == "not_started"


@pytest.mark.parametrize(("name", "right"), [("Bias", Bias), ("Weight", Weight)])
def test_do_the_halves_of_a_linear_layer_pass_the_exercise(name, right):
    exercise = EXERCISES[f"{name}Layer"]
    verdict = examine(exercise, Namespace({exercise.name: right}), np.random.default_rng(0))
    assert verdict.status == "passed", verdict


def test_are_the_halves_together_the_linear_layer():
    rng = np.random.default_rng(0)
    x, grad_output = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    weight, bias = Weight(rng.normal(size=(3, 2))), Bias(rng.normal(size=2))
    np.testing.assert_allclose(bias.forward(weight.forward(x)), x @ weight.weight + bias.bias)
    grad_x = weight.backward(bias.backward(grad_output))
    grads = grad_x, weight.grads["weight"], bias.grads["bias"]
    for received, expected in zip(
        grads, linear_backward(grad_output, x, weight.weight), strict=True
    ):
        np.testing.assert_allclose(received, expected)


@pytest.mark.parametrize("name", BROKEN)
def test_does_the_check_of_one_layer_see_the_bug_too(name):
    rng = np.random.default_rng(0)
    params = {"Bias": (np.ones(3),), "Weight": (rng.normal(size=(3, 3)),)}.get(name, ())
    assert check_layer(BROKEN[name][1](*params), rng.normal(size=(4, 3)), rng) > 0.05


def test_does_every_check_name_the_broken_layer(result):
    assert {name: result.localised(name) for name in NAMES} == dict.fromkeys(NAMES, 5)


@pytest.mark.parametrize("name", BROKEN)
def test_are_only_the_parameters_in_front_of_the_bug_wrong(result, name):
    place, _ = BROKEN[name]
    for check in result.checks[name]:
        wrong = {key for key, error in check.by_parameter().items() if error > BUG}
        keys = list(check.by_parameter())
        in_front = {key for key in keys if key == "x" or int(key.partition(".")[0]) < place}
        assert wrong == ({"4.bias"} if name == "Bias" else in_front)


def test_can_one_row_hide_a_bug():
    """The mean of one row is its sum; the sum over one row mixes nothing, but is wrong anyway."""
    for name, suspect in (("Bias", None), ("Softmax", BROKEN["Softmax"][0])):
        small = network(name, SMALL, np.random.default_rng(0))
        x = np.random.default_rng(1).normal(size=(1, SMALL[0]))
        assert check_network(small, x, np.random.default_rng(2)).suspect == suspect


def accuracy(result, name):
    return result.accuracies[name][:, -1]


def test_which_bugs_does_training_hide(result):
    right = accuracy(result, RIGHT)
    assert right.mean() > 94
    for name in ("ReLU", "Bias", "Weight"):
        assert abs(accuracy(result, name).mean() - right.mean()) < 1.5
    # Adam divides by the gradient's own size: a constant factor is gone.
    np.testing.assert_allclose(result.losses["Bias"], result.losses[RIGHT], rtol=0.1)


def test_which_bugs_does_training_show(result):
    assert np.all(accuracy(result, "Tanh") < accuracy(result, RIGHT))
    assert 80 < accuracy(result, "Tanh").mean() < 93
    # What they learn is to call every digit equally likely, and to be certain of one.
    for name, loss in (("Sigmoid", 0.09), ("Softmax", 0.18)):
        assert accuracy(result, name).max() < 15
        np.testing.assert_allclose(result.losses[name][:, -1], loss, rtol=0.03)


def test_does_the_comparison_agree(result):
    comparison = broken_layers.compare(result)
    assert comparison.agrees, comparison


def test_do_the_figures_show_all_seven_networks(result):
    checks, training = broken_layers.plot(result), broken_layers.plot_training(result)
    labels = [text.get_text() for text in checks.axes[0].get_yticklabels()]
    assert labels == [RIGHT, *(f"broken {name}" for name in BROKEN)]
    assert [line.get_label() for line in training.axes[1].get_lines()] == labels
    plt.close("all")
