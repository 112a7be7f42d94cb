"""Are the names and signatures that other people's notebooks depend on as they always were?"""

import ast

import pytest

from autograder.exercises import ASSIGNMENTS
from autograder.publish.release import release
from autograder.publish.source import sources
from tests.test_released_notebooks import SOLUTIONS

# A notebook handed in years ago is graded by these: add to them, and change none.
CONTRACT = {
    "00_checking_gradients": "numeric_gradient(f, x, grad_output, h=1e-05) relative_error(a, b)",
    "01_why_nonlinearity": (
        "linear_forward(x, weight, bias) linear_backward(grad_output, x, weight) "
        "collapse(weights, biases)"
    ),
    "02_relu_family": (
        "relu(x) relu_derivative(x) relu_backward(grad_output, x) "
        "leaky_relu(x, negative_slope=0.01) leaky_relu_derivative(x, negative_slope=0.01) "
        "prelu(x, slope) prelu_backward(grad_output, x, slope) "
        "elu(x, alpha=1.0) elu_derivative(x, alpha=1.0) selu(x) selu_derivative(x)"
    ),
    "03_sigmoid_and_tanh": (
        "sigmoid(x) sigmoid_derivative(x) sigmoid_backward(grad_output, y) "
        "tanh(x) tanh_derivative(x) tanh_backward(grad_output, y)"
    ),
    "04_softmax_and_cross_entropy": (
        "softmax(z, axis=-1, temperature=1.0) softmax_backward(grad_output, y) "
        "log_softmax(z) log_softmax_backward(grad_output, log_y) "
        "cross_entropy(logits, labels) cross_entropy_backward(logits, labels)"
    ),
    "05_smooth_and_gated": (
        "softplus(x) softplus_derivative(x) silu(x) silu_derivative(x) gelu(x) gelu_derivative(x) "
        "mish(x) mish_derivative(x) swiglu(x, gate) swiglu_backward(grad_output, x, gate)"
    ),
    "06_forward_and_backward": (
        "Linear(in_features, out_features, rng) Activation(f, f_derivative) Softmax() "
        "Sequential(layers) ReLULayer() SigmoidLayer() BiasLayer(bias) WeightLayer(weight) "
        "SoftmaxLayer() TanhLayer()"
    ),
    "07_universal_approximation": (
        "piecewise_linear_fit(knots, values) bump(x, left, right, height, sharpness) "
        "count_linear_pieces(layers, low, high)"
    ),
    "08_gradient_flow": (
        "gradient_norms(layers, x, grad_output) gain(f, z) "
        "xavier_normal(fan_in, fan_out, rng) he_normal(fan_in, fan_out, rng)"
    ),
    "09_choosing_an_activation": (
        "dead_fraction(activations) my_activation(x) my_activation_derivative(x)"
    ),
}


def normal(signature: str) -> str:
    """The signature as Python spells it: 1e-5 and 1e-05 are one number."""
    return ast.unparse(ast.parse(signature))


def graded(stem: str) -> list[str]:
    tasks = ASSIGNMENTS[stem].tasks
    return [normal(task.name + task.signature) for task in tasks if hasattr(task, "signature")]


def defined(stem: str) -> list[str]:
    """What the learner's cells define: functions, and classes as they are called."""
    notebook = release(sources(SOLUTIONS)[stem])
    names = {task.name for task in ASSIGNMENTS[stem].tasks if hasattr(task, "signature")}
    cells = [ast.parse(cell.source) for cell in notebook.cells if cell.id in names]
    nodes = [next(node for node in cell.body if _named(node) in names) for cell in cells]
    return [f"{_named(node)}({_arguments(node)})" for node in nodes]


def _named(node: ast.stmt) -> str:
    return getattr(node, "name", "")


def _arguments(node: ast.stmt) -> str:
    if isinstance(node, ast.FunctionDef):
        return ast.unparse(node.args)
    inside = [part for part in node.body if _named(part) == "__init__"]
    return ast.unparse(inside[0].args).removeprefix("self").removeprefix(", ") if inside else ""


def test_are_these_the_notebooks():
    assert list(ASSIGNMENTS) == list(CONTRACT)


@pytest.mark.parametrize("stem", CONTRACT)
def test_are_exercises_called_as_they_always_were(stem):
    assert " ".join(graded(stem)) == CONTRACT[stem]


@pytest.mark.parametrize("stem", CONTRACT)
def test_do_learners_get_what_is_graded(stem):
    assert defined(stem) == graded(stem)
