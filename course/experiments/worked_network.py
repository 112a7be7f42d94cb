"""A network that was once worked out by hand, digit for digit: do the learner's classes agree?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import sigmoid, sigmoid_derivative
from course.experiments.comparison import Claim, Comparison
from course.plots import figure, line

POST = "Mazur 2015, A Step by Step Backpropagation Example"
X, TARGET = np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]])
# He writes a weight's output before its input: w1 and w2 lead to the first hidden unit.
WEIGHTS = np.array([[0.15, 0.25], [0.20, 0.30]]), np.array([[0.40, 0.50], [0.45, 0.55]])
BIASES = 0.35, 0.60
RATE = 0.5
# w1 … w8 after one step, as printed: eight or nine digits.
FIRST_LAYER = 0.149780716, 0.19956143, 0.24975114, 0.29950229
SECOND_LAYER = 0.35891648, 0.408666186, 0.511301270, 0.561370121
PRINTED = (*FIRST_LAYER, *SECOND_LAYER)


@dataclass(frozen=True)
class WorkedNetwork:
    """What the network computes before the first step, after it, and after many."""

    hidden: np.ndarray
    output: np.ndarray
    loss: float
    grad_w5: float
    weights_after: np.ndarray  # w1 … w8
    losses: list[float]  # after 0, 1, 2, … steps, all gradients first
    losses_too_early: list[float]  # each layer's step before the gradient goes through it
    output_too_early: np.ndarray  # after all those steps


def run(
    linear: Callable[..., Any],
    activation: Callable[..., Any],
    sequential: Callable[..., Any],
    steps: int = 10_000,
) -> WorkedNetwork:
    """Mazur's 2–2–2 sigmoid network, made of any classes of the contract, and trained as he does.

    The three are classes like the engine's: `linear(in, out, rng)`, `activation(f, f_derivative)`
    and `sequential(layers)`.
    """

    def made() -> Any:
        return _network(linear, activation, sequential)

    network = made()
    output = network.forward(X)
    hidden = network.layers[1].forward(network.layers[0].forward(X))
    losses, early = [_loss(output)], [_loss(output)]
    network.backward(output - TARGET)
    grad_w5 = network.grads["2.weight"][0, 0]
    _step_after(network)
    after = np.concatenate([network.params[name].T.ravel() for name in ("0.weight", "2.weight")])
    too_early = made()
    network = made()
    for _ in tqdm(range(steps), "training", delay=2, leave=False):
        network.backward(network.forward(X) - TARGET)
        _step_after(network)
        losses.append(_loss(network.forward(X)))
        _step_too_early(too_early)
        early.append(_loss(too_early.forward(X)))
    return WorkedNetwork(
        hidden[0],
        output[0],
        losses[0],
        float(grad_w5),
        after,
        losses,
        early,
        too_early.forward(X)[0],
    )


def _network(
    linear: Callable[..., Any], activation: Callable[..., Any], sequential: Callable[..., Any]
) -> Any:
    layers = []
    for weight, bias in zip(WEIGHTS, BIASES, strict=True):
        layer = linear(2, 2, np.random.default_rng(0))
        layer.params["weight"][...] = weight
        layer.params["bias"][...] = bias
        layers += [layer, activation(sigmoid, sigmoid_derivative)]
    return sequential(layers)


def _loss(output: np.ndarray) -> float:
    return float(0.5 * np.sum((output - TARGET) ** 2))


def _step_after(network: Any) -> None:
    """Move the weights by gradients that are all there already; the biases stay, as in the post."""
    for name, param in network.params.items():
        if name.endswith("weight"):
            param -= RATE * network.grads[name]


def _step_too_early(network: Any) -> None:
    """The mistake: on the way back, each weight moves before the gradient goes through it."""
    grad = network.forward(X) - TARGET
    for layer in reversed(network.layers):
        passed = layer.backward(grad)
        if layer.params:
            layer.params["weight"][...] -= RATE * layer.grads["weight"]
            passed = layer.backward(grad)
        grad = passed


def compare(result: WorkedNetwork) -> Comparison:
    """Every number of the post beside ours, to the last digit that it prints."""
    steps = len(result.losses) - 1

    def row(
        what: str, printed: float, ours: float, tolerance: float = 1e-9, because: str = ""
    ) -> Claim:
        return Claim(what, printed, [ours], tolerance, POST, digits=9, differs_because=because)

    claims = [
        row("hidden unit 1", 0.593269992, result.hidden[0]),
        row("hidden unit 2", 0.596884378, result.hidden[1]),
        row("output 1", 0.75136507, result.output[0], 5e-9),
        row("output 2", 0.772928465, result.output[1]),
        row("loss", 0.298371109, result.loss),
        row("∂L/∂w5", 0.082167041, result.grad_w5),
        row("w1 after one step", PRINTED[0], result.weights_after[0]),
        row("w5 after one step", PRINTED[4], result.weights_after[4], 5e-9),
        Claim(
            "all eight weights: largest difference",
            0.0,
            [float(np.max(np.abs(result.weights_after - PRINTED)))],
            5e-9,
            POST,
            digits=1,
        ),
        row("loss after one step", 0.291027924, result.losses[1], 1e-9, "its order, next row"),
        row("the same, weights moved too early", 0.291027924, result.losses_too_early[1]),
        row(f"output 1 after {steps} such steps", 0.015912196, result.output_too_early[0]),
        row(f"output 2 after {steps} such steps", 0.984065734, result.output_too_early[1]),
    ]
    note = (
        "The post's loss after one step and its final outputs are those of a network whose output "
        "weights move before the gradient goes through them; its eight weights, worked out by "
        "hand, are not. Its final loss, 0.0000351085, has a digit too many for its own outputs: "
        "they give 0.000035085."
    )
    return Comparison("A network worked out by hand", claims, note)


def plot(result: WorkedNetwork) -> Figure:
    """The loss over the steps, and how little the wrong order shows in it."""
    fig, (left, right) = figure(columns=2, height=2.9)
    steps = np.arange(len(result.losses))
    losses, early = np.array(result.losses), np.array(result.losses_too_early)
    left.loglog(steps[1:], losses[1:], **line(0), label="all gradients first")
    left.loglog(steps[1:], early[1:], **line(1), label="each step too early")
    left.set(title="the loss falls either way", xlabel="steps", ylabel="loss")
    left.legend(frameon=False)
    right.loglog(steps[1:], np.abs(early - losses)[1:] / losses[1:], **line(4))
    right.set(title="difference of the two, relative", xlabel="steps")
    return fig
