"""Are the steps of a computation graph right, in order, and each with the shape of its node?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.engine import (
    CrossEntropyLoss,
    Linear,
    ReLU,
    Sequential,
    Tanh,
    numeric_gradient,
    relative_error,
    tanh,
    tanh_derivative,
)
from course.experiments import graph_steps
from course.graph import OPERATIONS, activation, log_loss, trace

GRAPHS = {
    "expression": graph_steps.expression,
    "gates": graph_steps.gates,
    "neuron": graph_steps.neuron,
    "network": graph_steps.network,
    "tanh network": lambda: graph_steps.network(tanh, tanh_derivative),
}
every_graph = pytest.mark.parametrize("graph", [make() for make in GRAPHS.values()], ids=GRAPHS)


def test_is_every_published_number_met():
    assert graph_steps.compare(graph_steps.run()).agrees


@every_graph
def test_does_every_step_use_only_what_is_known(graph):
    for i, step in enumerate(graph.steps):
        values, gradients = graph.values(i), graph.gradients(i)
        if step.direction == "forward":
            assert all(source in values and step.node not in values for source, _ in step.arrows)
        else:
            assert set(values) == {node.name for node in graph.nodes}
            assert all(source in gradients for source, _ in step.arrows)


@every_graph
def test_is_every_arrow_walked_once_in_each_direction(graph):
    arrows = [(source, node.name) for node in graph.nodes for source in node.inputs]
    forward = [a for s in graph.steps if s.direction == "forward" for a in s.arrows]
    backward = [a[::-1] for s in graph.steps if s.direction == "backward" for a in s.arrows]
    assert sorted(forward) == sorted(backward) == sorted(arrows)


@every_graph
def test_has_every_gradient_the_shape_of_its_node(graph):
    values, gradients = graph.values(), graph.gradients()
    assert {n: g.shape for n, g in gradients.items()} == {n: v.shape for n, v in values.items()}


@every_graph
def test_do_gradients_agree_with_differences(graph):
    for name, value in graph.given.items():
        numeric = numeric_gradient(lambda v, name=name: rerun(graph, name, v), value, np.ones(()))
        assert relative_error(graph.gradients()[name], numeric) < 1e-8


def rerun(graph, name, value):
    """The output for another value of one given node."""
    values = dict(graph.given) | {name: value}
    for node in graph.nodes:
        if node.inputs:
            values[node.name] = node.operation.forward(*(values[i] for i in node.inputs))
    return values[graph.output]


def test_are_gradients_added_where_a_value_is_used_twice():
    entries = [
        ("x", (0, 0), 3.0, ()),
        ("s", (1, 0), OPERATIONS["times"], ("x", "x")),
        ("f", (2, 0), OPERATIONS["plus"], ("s", "x")),
    ]
    to_x = [step for step in trace(entries).steps if step.rule.startswith("∂f/∂x")]
    assert [float(step.share) for step in to_x] == [1.0, 3.0, 3.0]
    assert [float(step.value) for step in to_x] == [1.0, 4.0, 7.0]
    assert ["+=" in step.rule for step in to_x] == [False, True, True]


@pytest.mark.parametrize(("graph", "layer"), [("network", ReLU()), ("tanh network", Tanh())])
def test_does_the_engine_compute_the_same_network(graph, layer):
    traced = GRAPHS[graph]()
    rng = np.random.default_rng(0)
    network = Sequential([Linear(2, 3, rng), layer, Linear(3, 2, rng)])
    names = {"0.weight": "W1", "0.bias": "b1", "2.weight": "W2", "2.bias": "b2"}
    for ours, theirs in names.items():
        network.params[ours][...] = traced.given[theirs]
    loss = CrossEntropyLoss()
    value = loss.forward(network.forward(traced.given["x"]), [0, 0])
    grad_x = network.backward(loss.backward())
    assert value == pytest.approx(traced.values()["L"], abs=1e-14)
    found = {theirs: network.grads[ours] for ours, theirs in names.items()} | {"x": grad_x}
    for name, grad in found.items():
        np.testing.assert_allclose(grad, traced.gradients()[name], atol=1e-14)


def test_is_the_third_hidden_unit_off_and_untouched():
    graph = graph_steps.network()
    assert not graph.values()["h"][:, 2].any()
    assert not graph.gradients()["W1"][:, 2].any()
    assert graph.gradients()["h"][:, 2].all()


def test_is_what_was_given_left_alone():
    x = np.array([[1.0, 2.0]])
    linear, softmax = OPERATIONS["linear"], OPERATIONS["softmax"]
    trace(
        [
            ("x", (0, 0), x, ()),
            ("W", (0, 1), np.eye(2), ()),
            ("b", (0, 2), np.zeros(2), ()),
            ("z", (1, 0), linear, ("x", "W", "b")),
            ("h", (2, 0), activation(tanh, tanh_derivative), ("z",)),
            ("p", (3, 0), softmax, ("h",)),
            ("L", (4, 0), log_loss([1]), ("p",)),
        ]
    )
    assert x.tolist() == [[1.0, 2.0]]


@every_graph
def test_can_every_step_be_drawn(graph):
    for step in (None, *range(len(graph.steps) + 1)):
        fig = graph_steps.plot(graph, step)
        texts = " ".join(text.get_text() for text in fig.axes[0].texts)
        assert texts.count(f"∂{graph.output}/∂") == len(graph.gradients(step)), step
        plt.close(fig)


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (None, "7 steps, all of them taken"),
        (0, "7 steps, none of them taken"),
        (4, "step 4 of 7, backward:  ∂f/∂q = ∂f/∂f · z"),
    ],
)
def test_does_a_drawing_say_what_its_step_does(step, title):
    fig = graph_steps.plot(graph_steps.expression(), step)
    assert fig.get_suptitle() == title
    plt.close(fig)
