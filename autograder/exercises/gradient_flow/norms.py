"""The length of the gradient at every layer of a stack."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform, upstream
from autograder.steps import Step, name


def gradient_norms(layers: list[Any], x: np.ndarray, grad_output: np.ndarray) -> np.ndarray:
    """‖∂L/∂(input)‖ of every layer, first layer first, after a forward pass of x."""
    return np.array([np.linalg.norm(grad) for grad in _gradients(layers, x, grad_output)])


def _gradients(layers: list[Any], x: np.ndarray, grad_output: np.ndarray) -> list[np.ndarray]:
    """∂L/∂(input) of every layer, first layer first."""
    for layer in layers:
        x = layer.forward(x)
    found = []
    for layer in reversed(layers):
        grad_output = layer.backward(grad_output)
        found.append(grad_output)
    return found[::-1]


def _stack(label: str, x: np.ndarray, grad: np.ndarray, *layers: tuple[str, Any]) -> Case:
    """Makes layers where the learner's code runs, and asks for the norms of their gradients."""
    made = [Step(f"layer{i}", kind, args) for i, (kind, args) in enumerate(layers)]
    inside = tuple(name(step.target) for step in made)
    return Case(
        label,
        steps=(
            *made,
            Step("layers", "list", inside),
            Step("norms", "gradient_norms", (name("layers"), x, grad)),
        ),
        returns=("norms",),
    )


def _cases(rng: Generator) -> list[Case]:
    def batch(rows: int) -> tuple[np.ndarray, np.ndarray]:
        return uniform(rng, (rows, 3)), upstream(rng, (rows, 3))

    factors = [round(float(f), 2) for f in rng.uniform(0.3, 2.5, 6)]
    easy = np.array([[1.0, 2.0, 2.0]])
    return [
        _stack("two layers y = 2x and y = 3x", easy, easy, ("Scale", (2.0,)), ("Scale", (3.0,))),
        _stack("one layer y = x²", *batch(2), ("Square", ())),
        _stack(
            "a layer y = x² between two others",
            *batch(4),
            ("Scale", (0.5,)),
            ("Square", ()),
            ("Scale", (-3.0,)),
        ),
        _stack(
            "a layer that turns three features into four",
            uniform(rng, (5, 3)),
            upstream(rng, (5, 4)),
            ("Square", ()),
            ("Stretch", ()),
            ("Scale", (0.1,)),
        ),
        _stack("six layers", *batch(3), *(("Scale", (factor,)) for factor in factors)),
        _stack("a layer with a parameter", *batch(3), ("Shift", (np.ones(3),)), ("Square", ())),
    ]


def _without_forward(layers: list[Any], x: np.ndarray, grad: np.ndarray) -> np.ndarray:
    found = []
    for layer in reversed(layers):
        layer.forward(x)
        grad = layer.backward(grad)
        found.append(np.linalg.norm(grad))
    return np.array(found[::-1])


def _entering(layers: list[Any], x: np.ndarray, grad: np.ndarray) -> np.ndarray:
    gradients = [*_gradients(layers, x, grad)[1:], grad]
    return np.array([np.linalg.norm(g) for g in gradients])


def _unchained(layers: list[Any], x: np.ndarray, grad: np.ndarray) -> np.ndarray:
    found = []
    for layer in layers:
        x = layer.forward(x)
        found.append(np.linalg.norm(layer.backward(grad)))
    return np.array(found)


def _forwards(layers: list[Any], x: np.ndarray, grad: np.ndarray) -> np.ndarray:
    for layer in layers:
        x = layer.forward(x)
    found = []
    for layer in layers:
        grad = layer.backward(grad)
        found.append(np.linalg.norm(grad))
    return np.array(found)


def _of_signals(layers: list[Any], x: np.ndarray, grad: np.ndarray) -> np.ndarray:
    found = []
    for layer in layers:
        x = layer.forward(x)
        found.append(np.linalg.norm(x))
    return np.array(found)


def _each(measure: Any) -> Any:
    def norms(layers: list[Any], x: np.ndarray, grad: np.ndarray) -> np.ndarray:
        return np.array([measure(g) for g in _gradients(layers, x, grad)])

    return norms


GRADIENT_NORMS = Exercise(
    name="gradient_norms",
    signature="(layers, x, grad_output)",
    points=3,
    reference=gradient_norms,
    cases=_cases,
    outputs=("norms",),
    hint="All layers forward first, then all layers backward, each taking what the one behind it "
    "returned. Note the length after every step back, and mind the order of the answer.",
    wrong_forms=(
        WrongForm(
            "norms_reversed",
            lambda layers, x, g: gradient_norms(layers, x, g)[::-1],
            "The last layer's norm comes first.",
            "The loop goes backwards, so what it finds first belongs to the last layer.",
        ),
        WrongForm(
            "norms_entering",
            _entering,
            "This is the gradient that enters each layer on the way back; asked for is the one "
            "that leaves it.",
            "Before or after `backward`: when is the length to be taken?",
        ),
        WrongForm(
            "norms_not_chained",
            _unchained,
            "Every layer receives the same `grad_output`; only the last one should.",
            "What does the layer behind a layer hand back to it?",
        ),
        WrongForm(
            "norms_forward_order",
            _forwards,
            "The gradient goes through the layers from the first to the last; it starts at the "
            "loss, behind the last one.",
            "Which layer is next to the loss?",
        ),
        WrongForm(
            "norms_no_forward_chain",
            _without_forward,
            "Every layer is run forward on the network's input x, not on what the layer before it "
            "returned.",
            "What is the input of the second layer?",
        ),
        WrongForm(
            "norms_of_signals",
            _of_signals,
            "These are the lengths of the outputs on the way forward, not of the gradients.",
            "Which method of a layer returns a gradient?",
        ),
        WrongForm(
            "norms_squared",
            _each(lambda g: np.sum(g**2)),
            "The root is missing: these are squared lengths.",
            "Twice the gradient should be twice as long.",
        ),
        WrongForm(
            "norms_sum",
            _each(lambda g: np.sum(np.abs(g))),
            "These are sums of absolute values; a length is the root of the sum of squares.",
            "How long is the vector (3, 4)?",
        ),
        WrongForm(
            "norms_rms",
            _each(lambda g: np.sqrt(np.mean(g**2))),
            "The squares are averaged instead of summed.",
            "How long is the vector (3, 4)?",
        ),
        WrongForm(
            "norms_largest",
            _each(lambda g: np.max(np.abs(g))),
            "This is the largest entry of each gradient, not its length.",
            "How long is the vector (3, 4)?",
        ),
        WrongForm(
            "norms_spectral",
            _each(lambda g: np.linalg.norm(g, 2)),
            "`np.linalg.norm(…, 2)` of a 2-D array is its largest singular value; the length takes "
            "all entries alike.",
            "What does `np.linalg.norm` compute without its second argument?",
        ),
    ),
)

TASKS = (GRADIENT_NORMS,)
