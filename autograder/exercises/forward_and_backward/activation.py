"""An activation layer made of any function and its derivative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.forward_and_backward.passes import (
    Array,
    Maker,
    adding_up,
    changed,
    forth,
    forth_and_back,
    remembering_for_all,
    remembering_the_first,
    several_passes,
    without_parameters,
)
from autograder.exercises.inputs import Generator, elementwise, upstream, whole
from autograder.steps import Step, name

Function = Callable[[Array], Array]


class Activation:
    """y = f(x), and grad_output · f′(x) back."""

    def __init__(self, f: Function, f_derivative: Function) -> None:
        self.f, self.f_derivative = f, f_derivative
        self.params: dict[str, Array] = {}
        self.grads: dict[str, Array] = {}

    def forward(self, x: Array) -> Array:
        """f(x)."""
        self._saved_input = x
        return self.f(x)

    def backward(self, grad_output: Array) -> Array:
        """grad_output · f′(x)."""
        return grad_output * self.f_derivative(self._saved_input)


def _made(f: str, f_derivative: str) -> Maker:
    return lambda layer: (Step(layer, "Activation", (name(f), name(f_derivative))),)


CUBE, SINE = _made("cube", "cube_slope"), _made("np.sin", "np.cos")
# Whoever works the slope out from f has not used the one that was given.
ODD_PAIR = _made("np.sin", "np.square")


def _cases(rng: Generator) -> list[Case]:
    batches = [(whole(rng, (rows, 3)), whole(rng, (rows, 3))) for rows in (1, 2, 2)]
    return [
        forth("one row of 3", CUBE, batches[0][0]),
        forth_and_back("one row of 3, there and back", CUBE, batches[0]),
        *several_passes(CUBE, batches[1], batches[2]),
        without_parameters(CUBE, batches[0]),
        *_of_many_kinds(rng),
        forth_and_back("any two functions, whatever they are to each other", ODD_PAIR, batches[1]),
    ]


def _of_many_kinds(rng: Generator) -> list[Case]:
    """The inputs of any elementwise function, there and back through a sine."""
    asked = []
    for case in elementwise()(rng):
        (x,) = case.args
        if isinstance(x, np.ndarray) and not case.curve:
            grad_output = upstream(rng, x.shape).astype(x.dtype if x.dtype.kind == "f" else float)
            grad_output.setflags(write=x.flags.writeable)
            asked.append(forth_and_back(case.label, SINE, (x, grad_output)))
    return asked


def _back(formula: Callable[[Any, Array], Any]) -> type[Activation]:
    return changed(Activation, backward=formula)


def _forth(formula: Callable[[Any, Array], Array]) -> type[Activation]:
    def forward(self: Any, x: Array) -> Array:
        self._saved_input = x
        return formula(self, x)

    return changed(Activation, forward=forward)


def _at_output(self: Any, grad_output: Array) -> Array:
    return grad_output * self.f_derivative(self.f(self._saved_input))


class _Swapped(Activation):
    def __init__(self, f: Function, f_derivative: Function) -> None:
        super().__init__(f_derivative, f)


class _FunctionsAsParams(Activation):
    def __init__(self, f: Function, f_derivative: Function) -> None:
        super().__init__(f, f_derivative)
        self.params = {"f": f, "f_derivative": f_derivative}  # type: ignore[dict-item]


ACTIVATION = Exercise(
    name="Activation",
    signature="(f, f_derivative)",
    points=3,
    reference=Activation,
    cases=_cases,
    hint="`forward` applies f and saves what the slope will need. `backward` is the chain rule, "
    "entry by entry: the upstream gradient times the local slope. `params` and `grads` stay empty.",
    wrong_forms=(
        WrongForm(
            "activation_class_no_upstream",
            _back(lambda self, g: self.f_derivative(self._saved_input)),
            "`backward` returns the local slope alone: the upstream gradient is missing.",
            "The chain rule has two factors. Which one does the layer behind hand over?",
        ),
        WrongForm(
            "activation_class_f_for_derivative",
            _back(lambda self, g: g * self.f(self._saved_input)),
            "`backward` multiplies by f(x), the output, where the slope belongs.",
            "The layer was given two functions. What is the second one for?",
        ),
        WrongForm(
            "activation_class_slope_at_output",
            _back(_at_output),
            "The slope is taken at the output y instead of at the input x.",
            "Which variable is f_derivative a function of? Then `forward` must save that one.",
        ),
        WrongForm(
            "activation_class_slope_at_output_no_upstream",
            _back(lambda self, g: self.f_derivative(self.f(self._saved_input))),
            "The slope is taken at the output y, and the upstream gradient is missing.",
            "Begin with the chain rule: ∂L/∂x is the product of which two things?",
        ),
        WrongForm(
            "activation_class_slope_at_upstream",
            _back(lambda self, g: self.f_derivative(g)),
            "The slope is taken at `grad_output`; the input of the forward pass is not used.",
            "`backward` is not given x. Where can it have it from?",
        ),
        WrongForm(
            "activation_class_upstream_passed_on",
            _back(lambda self, g: g),
            "`backward` hands the upstream gradient on as it came: the slope is missing.",
            "How much does y change, if x changes a little?",
        ),
        WrongForm(
            "activation_class_upstream_added",
            _back(lambda self, g: g + self.f_derivative(self._saved_input)),
            "The upstream gradient and the slope are added; the chain rule multiplies.",
            "If the output changes three times as fast, and the loss twice as fast as the output…?",
        ),
        WrongForm(
            "activation_class_divided",
            _back(lambda self, g: g / self.f_derivative(self._saved_input)),
            "The upstream gradient is divided by the slope; the chain rule multiplies.",
            "Where f is flat, how much can x matter to the loss?",
        ),
        WrongForm(
            "activation_class_negated",
            _back(lambda self, g: -g * self.f_derivative(self._saved_input)),
            "The sign is flipped: going down the hill is the optimiser's part.",
            "`backward` returns ∂L/∂x itself. Is there a minus in the chain rule?",
        ),
        WrongForm(
            "activation_class_summed",
            _back(lambda self, g: (g * self.f_derivative(self._saved_input)).sum(axis=0)),
            "The gradient is summed over the batch, but x has a row for every example.",
            "∂L/∂x has the shape of x. What is summed over the batch, and why?",
        ),
        WrongForm(
            "activation_class_functions_swapped",
            _Swapped,
            "f and f_derivative are in each other's place.",
            "Which of the two makes the output?",
        ),
        WrongForm(
            "activation_class_forward_unchanged",
            _forth(lambda self, x: x),
            "`forward` returns its input: f is not applied.",
            "What is y?",
        ),
        WrongForm(
            "activation_class_input_shared",
            remembering_for_all(Activation, "_saved_input"),
            "What `forward` saves stands on the class: all activation layers share it, and each "
            "finds the input of another one.",
            "A variable in the body of a class belongs to the class. How does a method reach what "
            "belongs to one layer?",
        ),
        WrongForm(
            "activation_class_first_input_kept",
            remembering_the_first(Activation, "_saved_input"),
            "Only the first input is saved: every later batch gets the slopes of the first one.",
            "Which x does a backward pass belong to?",
        ),
        WrongForm(
            "activation_class_accumulates",
            adding_up(Activation),
            "A second backward adds to what the first one returned.",
            "∂L/∂x belongs to one backward pass. What does the next one have to do with it?",
        ),
        WrongForm(
            "activation_class_functions_as_params",
            _FunctionsAsParams,
            "`params` holds the functions; it is for the numbers that an optimiser changes.",
            "What of this layer is learnt?",
        ),
    ),
)

TASKS = (ACTIVATION,)
