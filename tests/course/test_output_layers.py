"""What do wrong output layers cost: in a regression, in a yes/no answer, among ten classes?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.engine import MSELoss, sigmoid
from course.experiments import class_outputs, regression_outputs, stuck_neuron


@pytest.fixture(scope="module")
def regression():
    return regression_outputs.run(seeds=[0, 1])


@pytest.fixture(scope="module")
def classes():
    return class_outputs.run(seeds=[0])


def test_do_the_exact_figures_of_the_regression_agree(regression):
    comparison = regression_outputs.compare(regression)
    assert comparison.agrees, comparison


@pytest.mark.parametrize("name", regression_outputs.OUTPUTS)
def test_does_no_training_get_below_what_the_range_allows(name, regression):
    _, low, high = regression_outputs.OUTPUTS[name]
    assert min(regression.errors[name]) >= regression_outputs.floor(low, high)
    assert low <= regression.curves[name].min() <= regression.curves[name].max() <= high


def test_is_only_the_network_without_output_activation_any_good(regression):
    right = max(regression.errors["none"])
    wrong = min(min(errors) for name, errors in regression.errors.items() if name != "none")
    assert right < 0.1 < 0.5 < wrong


def test_does_the_lone_neuron_learn_as_slowly_as_in_the_book():
    comparison = stuck_neuron.compare(stuck_neuron.run())
    assert comparison.agrees, comparison


def test_is_the_neurons_gradient_that_of_the_engine():
    z, loss = np.array([[1.3]]), MSELoss()
    loss.forward(sigmoid(z), np.zeros((1, 1)))
    # MSE is the square without the half, so its gradient is twice the one in `teach`.
    slope = loss.backward()[0, 0] / 2 * sigmoid(1.3) * (1 - sigmoid(1.3))
    first, second = stuck_neuron.teach(1.0, 0.3, "squared error")[:2]
    assert sigmoid(1.3 - 2 * stuck_neuron.RATE * slope) == pytest.approx(second, rel=1e-12)
    assert first == sigmoid(1.3)


def test_do_the_exact_figures_for_ten_classes_agree(classes):
    comparison = class_outputs.compare(classes)
    assert comparison.agrees, comparison


def test_which_endings_cost_accuracy(classes):
    right, sigmoids, twice, rectified, number = (
        classes.accuracy[name][0] for name in class_outputs.ENDINGS
    )
    assert abs(right - sigmoids) < 5
    assert max(twice, rectified) < right
    assert number < 30 < twice


def test_does_a_double_softmax_stay_above_its_floor(classes):
    assert classes.loss["softmax twice"][0] > class_outputs.DOUBLE_FLOOR
    assert classes.loss["softmax + cross-entropy"][0] < 1


def test_how_are_outputs_read_as_classes():
    numbers = np.array([[-4.0], [0.4], [8.6], [30.0]])
    assert class_outputs.decided(numbers).tolist() == [0, 0, 9, 9]
    assert class_outputs.one_hot(np.array([2])).argmax() == 2


@pytest.mark.parametrize("draw", ["regression", "neuron", "classes"])
def test_can_the_figures_be_drawn(draw, regression, classes):
    fig = {
        "regression": lambda: regression_outputs.plot(regression),
        "neuron": lambda: stuck_neuron.plot(stuck_neuron.run()),
        "classes": lambda: class_outputs.plot(classes),
    }[draw]()
    assert all(ax.get_lines() for ax in fig.axes)
    plt.close(fig)
