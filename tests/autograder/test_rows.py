"""Do inputs that come in rows tell rows, columns and axes apart, and is a row judged as a whole?"""

import numpy as np
import pytest

from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.exercises.rows import labelled_rows, rows, rows_backward
from autograder.learner import Namespace
from course.engine import (
    cross_entropy,
    cross_entropy_backward,
    log_softmax,
    softmax,
    softmax_backward,
)

SEEDS = range(20)


def cases_of(generator):
    return [case for seed in SEEDS for case in generator(np.random.default_rng(seed))]


def verdict_on(name, function, seed=0):
    return examine(EXERCISES[name], Namespace({name: function}), np.random.default_rng(seed))


def test_are_rows_and_columns_of_different_number_but_in_one_case():
    tables = {c.label: c.args[0].shape for c in cases_of(rows()) if c.args[0].ndim == 2}
    square = [label for label, shape in tables.items() if shape[0] == shape[1]]
    assert square == ["as many rows as columns", "scores from −1000 to 1000"]


def test_is_everything_there_that_code_trips_over():
    args = {case.label: case.args[0] for case in cases_of(rows(with_options=True))}
    assert {z.ndim for z in args.values()} == {1, 2, 3}
    assert {z.dtype.name for z in args.values()} == {"float64", "float32", "int64"}
    assert min(z.size for z in args.values()) == 0
    assert not all(z.flags.writeable for z in args.values())
    assert not args["every second column of an array"].flags.c_contiguous


def test_are_axes_and_temperatures_asked_for():
    options = [dict(case.options) for case in cases_of(rows(with_options=True))]
    assert {option["axis"] for option in options if "axis" in option} == {0, 1}
    temperatures = {option["temperature"] for option in options if "temperature" in option}
    assert min(temperatures) < 0.8 < 1 < 2.5 < max(temperatures)
    assert len(temperatures) > 2 * len(SEEDS)
    assert not any(case.options for case in cases_of(rows()))


@pytest.mark.parametrize("generator", [rows(), rows(with_options=True), labelled_rows(True)])
def test_do_rows_lie_so_far_apart_that_one_maximum_does_not_serve_them_all(generator):
    far = [case for case in cases_of(generator) if case.stable]
    assert far
    for case in far:
        axis = case.options.get("axis", -1)
        highest = case.args[0].max(axis=axis)
        assert highest.max() - highest.min() > 1900


def test_is_a_warning_of_cross_entropy_free_unless_stability_is_asked():
    assert not any(case.stable for case in cases_of(labelled_rows()))


@pytest.mark.parametrize("saved", [softmax, log_softmax])
def test_is_no_upstream_gradient_constant_along_a_row(saved):
    generator = rows_backward(saved, of_easy=np.log if saved is log_softmax else np.copy)
    signs = set()
    for case in cases_of(generator):
        grad, kept = case.args
        assert (grad.shape, grad.dtype) == (kept.shape, kept.dtype)
        assert grad.flags.c_contiguous or not kept.flags.c_contiguous
        assert grad.size == 0 or np.ptp(grad, axis=-1).min() > 1e-3
        assert np.abs(grad.sum(axis=-1)).max(initial=0.0) > 1e-6 or not grad.size
        signs |= set(np.sign(grad).ravel())
    assert signs == {-1.0, 1.0}


def test_is_what_was_saved_an_output_of_softmax():
    for case in cases_of(rows_backward(softmax)):
        assert case.args[1].sum(axis=-1) == pytest.approx(1, abs=1e-6)


def test_are_labels_class_numbers_of_every_integer_type():
    cases = cases_of(labelled_rows())
    for case in cases:
        logits, labels = case.args
        assert labels.shape == logits.shape[:1]
        assert labels.min() >= 0 and labels.max() < logits.shape[1]
    assert {case.args[1].dtype.name for case in cases} == {"int64", "int32", "uint8"}
    assert {case.args[0].dtype.name for case in cases} == {"float64", "float32", "int64"}
    assert len({len(case.args[1]) for case in cases}) > 3


def test_do_the_first_labels_differ_so_that_every_labels_column_is_not_the_right_one():
    cases = cases_of(labelled_rows())
    mixed = [case for case in cases if len(case.args[1]) > 1 and "same label" not in case.label]
    assert all(case.args[1][0] != case.args[1][1] for case in mixed)


def test_does_an_example_show_the_whole_row():
    verdict = verdict_on("softmax_backward", lambda g, y: g * y * (1 - y))
    text = "For grad_output = [4, -8, 2], y = [0.5, 0.25, 0.25]: "
    assert str(verdict.example) == text + (
        "expected [1.75, -2.125, 0.375], received [1, -1.5, 0.375]."
    )


def test_are_two_losses_that_look_alike_told_apart():
    verdict = verdict_on("cross_entropy", lambda z, t: cross_entropy(z, t) * (1 + 1e-8))
    assert verdict.diagnosis == "inexact_constant"
    assert verdict.example.expected != verdict.example.received


def test_is_a_wrong_softmax_drawn():
    verdict = verdict_on("softmax", lambda z, axis=-1, temperature=1.0: softmax(-z, axis))
    assert verdict.curve is not None
    assert verdict.curve.x.shape == verdict.curve.received.shape


@pytest.mark.parametrize("as_returned", [float, np.float32, np.float64, np.array])
def test_may_a_loss_be_a_float_of_any_kind(as_returned):
    verdict = verdict_on("cross_entropy", lambda z, t: as_returned(cross_entropy(z, t)))
    assert verdict.status == "passed", verdict.text


def test_may_a_loss_be_computed_in_float32_for_float32():
    def loss(logits, labels):
        rows = np.arange(len(labels))
        return float(-log_softmax(logits)[rows, labels].mean())

    assert verdict_on("cross_entropy", loss).status == "passed"


@pytest.mark.parametrize("wrong", [lambda loss: [loss], np.atleast_1d, str, lambda loss: None])
def test_is_a_loss_one_number(wrong):
    verdict = verdict_on("cross_entropy", lambda z, t: wrong(cross_entropy(z, t)))
    assert verdict.diagnosis in ("type", "op_extra_axis")


def test_must_a_gradient_of_float32_be_float32_although_labels_are_whole_numbers():
    def doubled(logits, labels):
        return cross_entropy_backward(logits, labels).astype(np.float64)

    verdict = verdict_on("cross_entropy_backward", doubled)
    assert verdict.diagnosis == "dtype"
    assert "float32" in verdict.message


def test_is_a_mistake_named_though_its_softmax_overflows():
    """A naive softmax, and the mean forgotten: two mistakes, of which the first is far out only."""

    def naive_sum(logits, labels):
        powers = np.exp(logits)
        p = powers / powers.sum(axis=1, keepdims=True)
        p[np.arange(len(labels)), labels] -= 1
        return p

    verdict = verdict_on("cross_entropy_backward", naive_sum)
    assert verdict.diagnosis == "cross_entropy_backward_not_averaged"


@pytest.mark.parametrize("name", ["negated", "averaged", "of_output"])
def test_would_an_upstream_gradient_of_ones_hide_mistakes(name):
    forms = EXERCISES["softmax_backward"].wrong_forms
    wrong = next(form for form in forms if form.id == f"softmax_backward_{name}").formula
    y = softmax(np.random.default_rng(0).normal(size=(3, 4)))
    ones = np.ones_like(y)
    assert wrong(ones, y) == pytest.approx(softmax_backward(ones, y), abs=1e-15)
    assert wrong(y, y) != pytest.approx(softmax_backward(y, y), abs=1e-3)
