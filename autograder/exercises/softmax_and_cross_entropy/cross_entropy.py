"""Cross-entropy of logits and its backward."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.rows import labelled_rows
from autograder.exercises.softmax_and_cross_entropy.log_softmax import EPSILONS
from course.engine import (
    cross_entropy,
    cross_entropy_backward,
    log_softmax,
    logsigmoid,
    sigmoid,
    softmax,
)
from course.engine.arrays import as_float


def _loss(logits: np.ndarray, labels: np.ndarray) -> np.floating:
    """The engine's loss, which is Python's float, in the precision of the logits."""
    return as_float(logits).dtype.type(cross_entropy(logits, labels))


def _at(rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return rows[np.arange(len(labels)), labels]


def _counted_from_one(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Each label minus 1; for label 0 that is numpy's −1, the last column."""
    return (labels.astype(int) - 1) % logits.shape[1]


def _onehot(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return np.eye(logits.shape[1], dtype=as_float(logits).dtype)[labels]


def _binary(logits: np.ndarray, labels: np.ndarray) -> np.floating:
    p, t = softmax(logits), _onehot(logits, labels)
    return -(t * np.log(p) + (1 - t) * np.log(1 - p)).sum(axis=1).mean()


def _label_left_out(logits: np.ndarray, labels: np.ndarray) -> np.floating:
    p = _at(softmax(logits), labels)
    return -np.log(p / (1 - p)).mean()


def _naive(logits: np.ndarray, labels: np.ndarray) -> np.floating:
    powers = np.exp(logits)
    return -np.log(_at(powers / powers.sum(axis=1, keepdims=True), labels)).mean()


def _with_epsilon(epsilon: str) -> WrongForm:
    return WrongForm(
        f"cross_entropy_epsilon_{epsilon}",
        lambda logits, labels: -np.log(_at(softmax(logits), labels) + float(epsilon)).mean(),
        f"The probability is held above {epsilon} to keep the logarithm finite, so that no mistake "
        f"costs more than {-np.log(float(epsilon)):.1f}.",
        "Nothing needs rescue if the loss is computed from log-softmax.",
        "log(p + ε) or a clipped p, wherever probabilities are logged",
    )


CROSS_ENTROPY = Exercise(
    name="cross_entropy",
    signature="(logits, labels)",
    points=2,
    reference=_loss,
    cases=labelled_rows(stable=True),
    whole_numbers=("labels",),
    hint="In each row, pick the log-probability at the label: one index array for the rows, one "
    "for the columns. Then the mean, and the sign.",
    wrong_forms=(
        WrongForm(
            "cross_entropy_of_probabilities",
            lambda logits, labels: -np.log(_at(softmax(logits), labels)).mean(),
            "The logarithm is taken of the finished probability: where that underflows to 0, the "
            "loss is ∞.",
            "You have written a function that skips the probability.",
        ),
        WrongForm(
            "cross_entropy_naive",
            _naive,
            "The formula is right and overflows: the sum of exponentials becomes ∞.",
            "You have written a function that does this without overflow.",
        ),
        WrongForm(
            "cross_entropy_summed",
            lambda logits, labels: cross_entropy(logits, labels) * len(labels),
            "The rows are summed; the loss is their mean.",
            "Should the loss double when the batch does?",
        ),
        WrongForm(
            "cross_entropy_mean_over_all",
            lambda logits, labels: cross_entropy(logits, labels) / logits.shape[1],
            "The mean runs over rows and classes: it is too small by the number of classes.",
            "How many numbers do you add up: one for each row, or one for each entry?",
            "np.mean of onehot · log p",
        ),
        WrongForm(
            "cross_entropy_not_reduced",
            lambda logits, labels: -_at(log_softmax(logits), labels),
            "There is one loss for each row; their mean is missing.",
            "Training makes one number small.",
        ),
        WrongForm(
            "cross_entropy_negated",
            lambda logits, labels: -cross_entropy(logits, labels),
            "The sign is wrong: a loss is 0 at best and positive otherwise.",
            "What is the logarithm of ½: positive or negative?",
        ),
        WrongForm(
            "cross_entropy_double_softmax",
            lambda logits, labels: cross_entropy(softmax(logits), labels),
            "Softmax is applied twice: the probabilities are taken for logits.",
            "How often does the function that you call apply softmax already?",
            "nn.Softmax before nn.CrossEntropyLoss",
        ),
        WrongForm(
            "cross_entropy_without_softmax",
            lambda logits, labels: -_at(logits, labels).mean(),
            "The logits are taken for log-probabilities: log-softmax is missing.",
            "Add 100 to every logit: should the loss change?",
            "nn.NLLLoss on logits",
        ),
        WrongForm(
            "cross_entropy_log_of_logits",
            lambda logits, labels: -np.log(_at(logits, labels)).mean(),
            "The logits are taken for probabilities: softmax is missing.",
            "What is the logarithm of a negative logit?",
        ),
        WrongForm(
            "cross_entropy_without_log",
            lambda logits, labels: -_at(softmax(logits), labels).mean(),
            "The logarithm is missing.",
            "What should a confident mistake cost: at most 1, or much more?",
            "nn.NLLLoss on probabilities",
        ),
        WrongForm(
            "cross_entropy_one_minus_p",
            lambda logits, labels: (1 - _at(softmax(logits), labels)).mean(),
            "This is 1 − p, which no mistake can push beyond 1; the logarithm is missing.",
            "What should it cost to call the truth impossible?",
        ),
        WrongForm(
            "cross_entropy_wrong_indexing",
            lambda logits, labels: -log_softmax(logits)[:, labels].mean(),
            "`[:, labels]` takes every label's column in every row: rows × rows numbers.",
            "Each row needs its own column: numpy pairs two index arrays of the same length.",
        ),
        WrongForm(
            "cross_entropy_row_for_label",
            lambda logits, labels: -log_softmax(logits)[labels].mean(),
            "`[labels]` picks whole rows; the labels are columns.",
            "Which axis of logits counts the classes?",
        ),
        WrongForm(
            "cross_entropy_labels_from_one",
            lambda logits, labels: cross_entropy(logits, _counted_from_one(logits, labels)),
            "The labels are counted from 1; they start at 0.",
            "Which label has the first of three classes here?",
        ),
        WrongForm(
            "cross_entropy_of_prediction",
            lambda logits, labels: cross_entropy(logits, logits.argmax(axis=1)),
            "This rates the class that the network prefers, not the one that is true.",
            "Where does the loss get to know the truth?",
        ),
        WrongForm(
            "cross_entropy_is_entropy",
            lambda logits, labels: -(softmax(logits) * log_softmax(logits)).sum(axis=1).mean(),
            "This is the entropy of the prediction; the labels are not used.",
            "Where does the loss get to know the truth?",
        ),
        WrongForm(
            "cross_entropy_binary",
            _binary,
            "This is the binary cross-entropy of every class, summed: softmax has taken care of "
            "the wrong classes already.",
            "If the true class gets more, the others get less by themselves. Which term is left?",
        ),
        WrongForm(
            "cross_entropy_sigmoid",
            lambda logits, labels: -_at(logsigmoid(logits), labels).mean(),
            "Each logit goes through a sigmoid of its own; nothing compares the classes.",
            "Should the loss rise if a wrong class gains?",
        ),
        WrongForm(
            "cross_entropy_axis_0",
            lambda logits, labels: -_at(log_softmax(logits, axis=0), labels).mean(),
            "The softmax runs over the rows: the examples compete instead of the classes.",
            "Along which axis should the probabilities add up to 1?",
        ),
        WrongForm(
            "cross_entropy_label_left_out",
            _label_left_out,
            "The true class is missing from the sum of exponentials: these are odds, not a "
            "probability.",
            "A probability is a share of the whole. What belongs to the whole?",
        ),
        WrongForm(
            "cross_entropy_squared_error",
            lambda logits, labels: np.square(softmax(logits) - _onehot(logits, labels)).mean(),
            "This is the mean squared error of the probabilities.",
            "What should it cost to call the truth impossible?",
        ),
        WrongForm(
            "cross_entropy_base_2",
            lambda logits, labels: cross_entropy(logits, labels) / np.log(2),
            "The logarithm has base 2, which counts bits; the natural one is asked for.",
            "Which numpy function is the inverse of np.exp?",
        ),
        *map(_with_epsilon, EPSILONS),
    ),
)

Backward = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _difference(f: Callable[[np.ndarray], np.ndarray]) -> Backward:
    """(f(logits) − onehot) / rows, with something else in place of softmax."""

    def backward(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
        return (f(logits) - _onehot(logits, labels)) / len(labels)

    return backward


def _every_label(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    p = softmax(logits)
    p[:, labels] -= 1
    return p / len(labels)


def _for_probabilities(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return -_onehot(logits, labels) / softmax(logits) / len(labels)


def _scaled(factor: Callable[[np.ndarray], np.ndarray | float]) -> Backward:
    """The right gradient times something."""
    return lambda logits, labels: cross_entropy_backward(logits, labels) * factor(logits)


CROSS_ENTROPY_BACKWARD = Exercise(
    name="cross_entropy_backward",
    signature="(logits, labels)",
    points=3,
    reference=cross_entropy_backward,
    cases=labelled_rows(),
    whole_numbers=("labels",),
    forward="cross_entropy",
    hint="Softmax and logarithm together leave a difference: what was predicted minus what is "
    "true, in every class. The loss was a mean over the rows.",
    wrong_forms=(
        WrongForm(
            "cross_entropy_backward_not_averaged",
            _scaled(len),
            "The number of rows is missing: the loss is a mean.",
            "What does the mean over N rows make of each row's share?",
        ),
        WrongForm(
            "cross_entropy_backward_averaged_over_all",
            _scaled(lambda logits: 1 / logits.shape[1]),
            "The gradient is divided by rows and classes; the loss is a mean over the rows.",
            "How many losses are averaged: one for each row, or one for each entry?",
        ),
        WrongForm(
            "cross_entropy_backward_divided_by_classes",
            _scaled(lambda logits: len(logits) / logits.shape[1]),
            "The gradient is divided by the number of classes instead of the number of rows.",
            "Which axis of logits counts the examples?",
        ),
        WrongForm(
            "cross_entropy_backward_negated",
            _scaled(lambda logits: -1.0),
            "The sign is wrong: gradient descent would lower the true class.",
            "The loss falls when the true class's logit rises: which sign has its gradient?",
        ),
        WrongForm(
            "cross_entropy_backward_double_softmax",
            _difference(lambda z: softmax(softmax(z))),
            "Softmax is applied twice.",
            "How often do the logits pass softmax on the way to the loss?",
        ),
        WrongForm(
            "cross_entropy_backward_without_softmax",
            _difference(lambda z: z),
            "The logits are taken for probabilities: softmax is missing.",
            "What was predicted? A logit is no probability.",
        ),
        WrongForm(
            "cross_entropy_backward_log_softmax",
            _difference(log_softmax),
            "log p stands where p belongs.",
            "What should come out if the prediction is certain and right?",
        ),
        WrongForm(
            "cross_entropy_backward_sigmoid",
            _difference(sigmoid),
            "Each logit goes through a sigmoid of its own; the classes share one softmax.",
            "What do the entries of each row of the gradient add up to?",
        ),
        WrongForm(
            "cross_entropy_backward_axis_0",
            _difference(lambda z: softmax(z, axis=0)),
            "The softmax runs over the rows: the examples compete instead of the classes.",
            "Along which axis should the probabilities add up to 1?",
        ),
        WrongForm(
            "cross_entropy_backward_slope_again",
            _scaled(lambda z: softmax(z) * (1 - softmax(z))),
            "p(1 − p) is multiplied in once more: p − y has softmax's slope in it already.",
            "Which factors cancelled on the way to p − y?",
        ),
        WrongForm(
            "cross_entropy_backward_squared_error",
            _scaled(lambda logits: 2.0),
            "The factor 2 belongs to a squared error; this loss has no square.",
            "Differentiate −log p, not (p − y)².",
        ),
        WrongForm(
            "cross_entropy_backward_wrong_indexing",
            _every_label,
            "`[:, labels]` reaches every label's column in every row.",
            "Each row has one column to change: numpy pairs two index arrays of the same length.",
        ),
        WrongForm(
            "cross_entropy_backward_probabilities_only",
            lambda logits, labels: softmax(logits) / len(labels),
            "The labels are not used: the truth is missing from the difference.",
            "What should come out if the prediction is certain and right?",
        ),
        WrongForm(
            "cross_entropy_backward_label_only",
            lambda logits, labels: cross_entropy_backward(logits, labels) * _onehot(logits, labels),
            "Only the true class gets a gradient; the others are in the sum of exponentials, too.",
            "Should the logit of a wrong class fall?",
        ),
        WrongForm(
            "cross_entropy_backward_for_probabilities",
            _for_probabilities,
            "−1/p is the gradient with respect to the probabilities; it has not yet passed "
            "softmax.",
            "With respect to what is the gradient asked?",
        ),
        WrongForm(
            "cross_entropy_backward_labels_as_numbers",
            lambda logits, labels: (softmax(logits) - labels[:, None]) / len(labels),
            "The label's number is subtracted; class 3 is not three times class 1.",
            "What is true of each class: yes or no, 1 or 0?",
        ),
        WrongForm(
            "cross_entropy_backward_labels_from_one",
            lambda logits, labels: cross_entropy_backward(
                logits, _counted_from_one(logits, labels)
            ),
            "The labels are counted from 1; they start at 0.",
            "Which label has the first of three classes here?",
        ),
    ),
)

TASKS = (CROSS_ENTROPY, CROSS_ENTROPY_BACKWARD)
