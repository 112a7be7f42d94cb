"""Softmax as a layer: one whose every output depends on every input of its row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.forward_and_backward.passes import (
    Array,
    adding_up,
    changed,
    forth,
    forth_and_back,
    remembering_for_all,
    remembering_the_first,
    several_passes,
    without_parameters,
)
from autograder.exercises.inputs import Generator, upstream, whole
from autograder.exercises.rows import EASY, EASY_UPSTREAM, rows
from autograder.steps import Step
from course.engine import Softmax, sigmoid, softmax


def _made(layer: str) -> tuple[Step, ...]:
    return (Step(layer, "Softmax", ()),)


def _cases(rng: Generator) -> list[Case]:
    first, second = ((whole(rng, (2, 3)), upstream(rng, (2, 3)).round(1)) for _ in range(2))
    return [
        forth("2 rows of 3 scores, forward", _made, EASY),
        forth_and_back("one row of 3 scores", _made, (EASY[:1], EASY_UPSTREAM[:1])),
        *several_passes(_made, first, second),
        without_parameters(_made, first),
        *_of_many_kinds(rng),
    ]


def _of_many_kinds(rng: Generator) -> list[Case]:
    """The scores of notebook 04, there and back."""
    asked = []
    for case in rows()(rng):
        (z,) = case.args
        if isinstance(z, np.ndarray) and not case.curve:
            dtype = z.dtype if z.dtype.kind == "f" else float
            grad_output = upstream(rng, z.shape).round(1).astype(dtype)
            grad_output.setflags(write=z.flags.writeable)
            asked.append(forth_and_back(case.label, _made, (z, grad_output), stable=case.stable))
    return asked


def _dot(g: Array, y: Array, axis: int | None = -1) -> Array:
    return np.asarray((g * y).sum(axis=axis, keepdims=True))


def _forth(formula: Callable[[Array], Array], axis: int = -1) -> type[Softmax]:
    """Another forward, with the backward of the textbook, which supposes nothing of y."""

    def forward(self: Any, x: Array) -> Array:
        self._saved_output = formula(x)
        return self._saved_output

    def backward(self: Any, grad_output: Array) -> Array:
        y = self._saved_output
        return y * (grad_output - _dot(grad_output, y, axis))

    return changed(Softmax, forward=forward, backward=backward)


def _back(formula: Callable[[Array, Array], Array]) -> type[Softmax]:
    """Another backward, a formula of (grad_output, y)."""
    return changed(Softmax, backward=lambda self, g: formula(g, self._saved_output))


def _naive(x: Array) -> Array:
    powers = np.exp(x)
    return powers / powers.sum(axis=-1, keepdims=True)


def _whole_array(x: Array) -> Array:
    powers = np.exp(x - x.max())
    return powers / powers.sum()


def _one_maximum(x: Array) -> Array:
    powers = np.exp(x - x.max())
    return powers / powers.sum(axis=-1, keepdims=True)


def _of_columns(x: Array) -> Array:
    return np.asarray(softmax(x, axis=0))


def _sum_loses_axis(x: Array) -> Array:
    powers = np.exp(x - x.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1)


def _from_scores(self: Any, grad_output: Array) -> Array:
    x = self._scores
    return x * (grad_output - _dot(grad_output, x))


def _saving_scores(self: Any, x: Array) -> Array:
    self._scores = x
    return np.asarray(softmax(x))


AXIS_0 = (
    "The sum runs over axis 0: the columns add up to 1, across the examples.",
    "Which axis holds the scores of one example?",
)

SOFTMAX = Exercise(
    name="Softmax",
    signature="()",
    points=3,
    reference=Softmax,
    cases=_cases,
    rowwise=True,
    hint="`forward`: row by row, along the last axis, shifted so that the largest score is 0; save "
    "the probabilities. `backward`: each score moves all probabilities of its row, so one sum over "
    "the row comes in.",
    wrong_forms=(
        WrongForm(
            "softmax_class_naive",
            _forth(_naive),
            "The formula is right and overflows: for large scores it divides ∞ by ∞.",
            "Adding the same number to all scores of a row changes nothing: which number makes "
            "every exponent harmless?",
        ),
        WrongForm(
            "softmax_class_global_maximum",
            _forth(_one_maximum),
            "One maximum serves the whole array: a row far below it underflows to 0/0.",
            "Each row may be shifted by a number of its own. Which one?",
        ),
        WrongForm(
            "softmax_class_global_sum",
            _forth(_whole_array),
            "The sum runs over the whole array: only all rows together add up to 1.",
            "Every row is an example of its own. What should each add up to?",
        ),
        WrongForm("softmax_class_axis_0", _forth(_of_columns), *AXIS_0),
        WrongForm("softmax_class_axis_0_both_ways", _forth(_of_columns, axis=0), *AXIS_0),
        WrongForm(
            "softmax_class_axis_1",
            _forth(lambda x: np.asarray(softmax(x, axis=1)), axis=1),
            "The sum runs over axis 1, which is the last one only for 2-D arrays.",
            "How does numpy call the last axis, however many there are?",
        ),
        WrongForm(
            "softmax_class_sum_loses_axis",
            _forth(_sum_loses_axis),
            "A sum over an axis drops that axis; then it fits no row any more.",
            "Print the shapes of both arrays: numpy lines them up from the right. What is missing?",
        ),
        WrongForm(
            "softmax_class_is_sigmoid",
            _forth(lambda x: np.asarray(sigmoid(x))),
            "Each score goes through a sigmoid of its own; nothing makes a row add up to 1.",
            "If one class becomes more likely, what must happen to the others?",
        ),
        WrongForm(
            "softmax_class_diagonal_only",
            _back(lambda g, y: g * y * (1 - y)),
            "y(1 − y) is only the diagonal of the Jacobian: each score moves the other "
            "probabilities, too.",
            "The row adds up to 1. If one probability grows, what do the others do?",
        ),
        WrongForm(
            "softmax_class_diagonal_no_upstream",
            _back(lambda g, y: y * (1 - y)),
            "y(1 − y) is only the diagonal of the Jacobian, and the upstream gradient is missing.",
            "Begin with the chain rule: the upstream gradient, times what?",
        ),
        WrongForm(
            "softmax_class_no_sum",
            _back(lambda g, y: g * y),
            "The sum over the row is missing: as if the scores did not compete.",
            "The row adds up to 1. If one probability grows, what do the others do?",
        ),
        WrongForm(
            "softmax_class_sum_of_upstream",
            _back(lambda g, y: y * (g - g.sum(axis=-1, keepdims=True))),
            "The upstream gradients are summed as they are; each counts as much as its "
            "probability.",
            "∂yⱼ/∂zᵢ has yⱼ in it: where is it in your sum?",
        ),
        WrongForm(
            "softmax_class_mean_for_sum",
            _back(lambda g, y: y * (g - (g * y).mean(axis=-1, keepdims=True))),
            "A mean stands where the sum over the row belongs.",
            "The probabilities are weights already. What do they add up to?",
        ),
        WrongForm(
            "softmax_class_plus",
            _back(lambda g, y: y * (g + _dot(g, y))),
            "The sign of the sum is wrong.",
            "The row adds up to 1. If one probability grows, what do the others do?",
        ),
        WrongForm(
            "softmax_class_factor_missing",
            _back(lambda g, y: g - _dot(g, y)),
            "The factor y in front is missing.",
            "A class of probability 0: how much does its score matter?",
        ),
        WrongForm(
            "softmax_class_back_axis_0",
            _back(lambda g, y: y * (g - (g * y).sum(axis=0, keepdims=True))),
            "The sum in `backward` runs over axis 0, across the examples.",
            "Which probabilities does a score move: those of its row, or those of its column?",
        ),
        WrongForm(
            "softmax_class_back_global_sum",
            _back(lambda g, y: y * (g - _dot(g, y, axis=None))),
            "The sum in `backward` runs over the whole array: the rows are mixed.",
            "Which probabilities does a score move: those of its row, or all?",
        ),
        WrongForm(
            "softmax_class_back_sum_loses_axis",
            _back(lambda g, y: y * (g - (g * y).sum(axis=-1))),
            "The sum in `backward` drops the axis it runs over; then it fits no row any more.",
            "Print the shapes of both arrays: numpy lines them up from the right. What is missing?",
        ),
        WrongForm(
            "softmax_class_is_cross_entropy",
            _back(lambda g, y: y - g),
            "y − target is the gradient of softmax and cross-entropy together; `grad_output` is no "
            "target.",
            "What does a layer know of the loss that stands behind it?",
        ),
        WrongForm(
            "softmax_class_scores_saved",
            changed(Softmax, forward=_saving_scores, backward=_from_scores),
            "`backward` uses the scores where the formula has the probabilities.",
            "Which of the two should `forward` save?",
        ),
        WrongForm(
            "softmax_class_negated",
            _back(lambda g, y: -y * (g - _dot(g, y))),
            "The sign is flipped: going down the hill is the optimiser's part.",
            "If the loss wants a probability to grow, what should its score do?",
        ),
        WrongForm(
            "softmax_class_output_shared",
            remembering_for_all(Softmax, "_saved_output"),
            "What `forward` saves stands on the class: all softmax layers share it, and each finds "
            "the output of another one.",
            "A variable in the body of a class belongs to the class. How does a method reach what "
            "belongs to one layer?",
        ),
        WrongForm(
            "softmax_class_first_output_kept",
            remembering_the_first(Softmax, "_saved_output"),
            "Only the first output is saved: every later batch goes back through the first one.",
            "Which forward pass does a backward pass belong to?",
        ),
        WrongForm(
            "softmax_class_accumulates",
            adding_up(Softmax),
            "A second backward adds to what the first one returned.",
            "∂L/∂x belongs to one backward pass. What does the next one have to do with it?",
        ),
    ),
)

TASKS = (SOFTMAX,)
