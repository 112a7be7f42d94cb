"""Is every known wrong form rejected and recognised, and is nothing invented for the others?"""

from dataclasses import replace

import numpy as np
import pytest

from autograder.card import Card
from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise
from autograder.learner import Namespace
from course.engine import sigmoid

FUNCTIONS = [task for task in EXERCISES.values() if isinstance(task, Exercise)]
FORMS = [(exercise, form) for exercise in FUNCTIONS for form in exercise.wrong_forms]


def verdict_on(exercise, function, seed=0, **others):
    names = {task.name: task.reference for task in FUNCTIONS} | others | {exercise.name: function}
    return examine(exercise, Namespace(names), np.random.default_rng(seed))


@pytest.mark.parametrize(("exercise", "form"), FORMS, ids=[form.id for _, form in FORMS])
def test_is_the_wrong_form_rejected_and_named(exercise, form):
    for seed in range(5):
        verdict = verdict_on(exercise, form.formula, seed)
        assert verdict.points == 0
        if form.id == exercise.given:
            assert verdict.status == "not_started"
            continue
        assert verdict.status in ("failed", "error")
        assert verdict.diagnosis == form.id
        assert form.misconception in verdict.text
        assert form.hint in verdict.text


def test_are_the_ids_unique():
    ids = [form.id for _, form in FORMS]
    assert sorted(set(ids)) == sorted(ids)


def test_does_code_to_repair_show_what_it_does_wrong_and_not_why():
    exercise = EXERCISES["tanh_derivative"]
    form = next(f for f in exercise.wrong_forms if f.id == "tanh_derivative_missing_square")
    verdict = verdict_on(replace(exercise, given=form.id), form.formula)
    assert (verdict.status, verdict.points, verdict.diagnosis) == ("not_started", 0, "")
    example = "For x = 0.5: expected 0.786448, received 0.537883."
    said = "It does what it did when it was given. The result is wrong for a few easy numbers."
    assert verdict.text == f"{said} {example}"
    card = str(Card(verdict))
    assert "It does what it did when it was given." in card
    assert "0.537883" in card
    assert form.misconception not in card


UNLISTED = {
    "relu": lambda x: np.maximum(x, 0) + 0.1 * np.sin(x),
    "sigmoid_derivative": lambda x: np.cos(x),
    "linear_forward": lambda x, weight, bias: 3 * (x @ weight) + bias,
}


@pytest.mark.parametrize(("name", "function"), UNLISTED.items(), ids=UNLISTED)
def test_is_nothing_invented_for_an_error_that_nobody_listed(name, function):
    verdict = verdict_on(EXERCISES[name], function)
    assert verdict.status == "failed"
    assert verdict.diagnosis == "values"
    assert verdict.explanation == ""
    assert verdict.hint == EXERCISES[name].hint


def clipped_tanh(x):
    e = np.exp(2 * np.clip(x, -10, 10))
    return (e - 1) / (e + 1)


# Almost right: nothing overflows here, so nothing may say that it does.
ALMOST = {
    "an epsilon": ("sigmoid", lambda x: sigmoid(x) * (1 - 1e-8)),
    "a clip": ("sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -20, 20)))),
    "a clipped tanh": ("tanh", clipped_tanh),
}


@pytest.mark.parametrize(("name", "function"), ALMOST.values(), ids=ALMOST)
def test_is_an_almost_right_answer_called_inexact(name, function):
    verdict = verdict_on(EXERCISES[name], function)
    assert verdict.status == "failed"
    assert verdict.diagnosis == "inexact_constant"


def test_is_a_truncated_constant_named_as_such():
    verdict = verdict_on(
        EXERCISES["selu"],
        lambda x: np.where(x > 0, 1.0507 * x, 1.0507 * 1.67326 * np.expm1(np.minimum(x, 0))),
    )
    assert verdict.diagnosis == "inexact_constant"


def test_is_the_right_slope_of_a_wrong_forward_told_apart():
    """A slope that fits the learner's own sigmoid of 2x: the forward is the thing to mend."""

    def steep(x):
        return 1 / (1 + np.exp(-np.clip(3 * x, -500, 500)))

    def steep_derivative(x):
        return 3 * steep(x) * (1 - steep(x))

    verdict = verdict_on(EXERCISES["sigmoid_derivative"], steep_derivative, sigmoid=steep)
    assert verdict.diagnosis == "suits_own_forward"
    assert "`sigmoid`" in verdict.explanation
    backward = verdict_on(
        EXERCISES["sigmoid_backward"], lambda g, y: 3 * g * y * (1 - y), sigmoid=steep
    )
    assert backward.diagnosis == "suits_own_forward"


def test_does_a_wrong_form_break_where_the_learners_code_does():
    """`x @ weight.T` raises unless the layer is square; the square case gives it away."""
    verdict = verdict_on(EXERCISES["linear_forward"], lambda x, w, b: x @ w.T + b)
    assert verdict.status == "error"
    assert verdict.diagnosis == "linear_weight_transposed"


def test_is_a_slope_named_though_the_forward_that_it_calls_overflows():
    def naive(x):
        return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))

    verdict = verdict_on(EXERCISES["tanh_derivative"], lambda x: 1 - naive(x), tanh=naive)
    assert verdict.diagnosis == "tanh_derivative_missing_square"


def test_does_the_card_show_the_smallest_wrong_input():
    verdict = verdict_on(EXERCISES["tanh_derivative"], lambda x: 1 - np.tanh(x))
    assert str(verdict.example) == "For x = 0.5: expected 0.786448, received 0.537883."
    assert verdict.curve is not None
