"""Log-softmax and its backward."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.rows import rows, rows_backward
from autograder.exercises.softmax_and_cross_entropy.softmax import KEEP_AXIS, LOST_AXIS
from course.engine import log_softmax, log_softmax_backward, logsigmoid, softmax, softmax_backward

# What is added in the wild, to keep log 0 away.
EPSILONS = ("1e-7", "1e-8", "1e-9", "1e-10", "1e-12", "1e-15")


def _log_sum_exp(z: np.ndarray) -> np.ndarray:
    """The naive one, which overflows."""
    return np.log(np.exp(z).sum(axis=-1, keepdims=True))


def _shifted(z: np.ndarray) -> np.ndarray:
    return z - z.max(axis=-1, keepdims=True)


def _total(z: np.ndarray, axis: int | None = -1) -> np.ndarray:
    """Σ e^z, safe for shifted scores."""
    return np.asarray(np.exp(z).sum(axis=axis, keepdims=True))


def _one_maximum(z: np.ndarray) -> np.ndarray:
    shifted = z - z.max(initial=-np.inf)
    return shifted - np.log(_total(shifted))


def _all_rows_summed(z: np.ndarray) -> np.ndarray:
    shifted = z - z.max(initial=-np.inf)
    return shifted - np.log(_total(shifted, axis=None))


def _sum_loses_axis(z: np.ndarray) -> np.ndarray:
    shifted = _shifted(z)
    return shifted - np.log(np.exp(shifted).sum(axis=-1))


def _both_lose_axis(z: np.ndarray) -> np.ndarray:
    shifted = z - z.max(axis=-1)
    return shifted - np.log(np.exp(shifted).sum(axis=-1))


def _with_epsilon(epsilon: str) -> WrongForm:
    return WrongForm(
        f"log_softmax_epsilon_{epsilon}",
        lambda z: np.log(softmax(z) + float(epsilon)),
        f"The probability is held above {epsilon} to keep the logarithm finite, so that no "
        f"log-probability falls below {np.log(float(epsilon)):.1f}.",
        "Nothing needs rescue once the logarithm of the fraction is taken on paper.",
    )


LOG_SOFTMAX = Exercise(
    name="log_softmax",
    signature="(z)",
    points=2,
    reference=log_softmax,
    cases=rows(),
    rowwise=True,
    withheld=("scipy.special.log_softmax", "scipy.special.logsumexp"),
    hint="Take the logarithm of the fraction on paper first: it becomes a difference. Then "
    "subtract each row's largest score before any exponential.",
    wrong_forms=(
        WrongForm(
            "log_softmax_of_probabilities",
            lambda z: np.log(softmax(z)),
            "The logarithm is taken of the finished probability: where that underflows to 0, "
            "this is −∞.",
            "The logarithm of a fraction is a difference. Which exponential does it undo?",
        ),
        WrongForm(
            "log_softmax_naive",
            lambda z: z - _log_sum_exp(z),
            "The formula is right and overflows: the sum of exponentials becomes ∞.",
            "Adding the same number to all scores of a row changes nothing: which number makes "
            "every exponent harmless?",
        ),
        WrongForm(
            "log_softmax_naive_probabilities",
            lambda z: np.log(np.exp(z) / _total(z)),
            "The formula is right and overflows: for large scores it divides ∞ by ∞.",
            "Take the logarithm of the fraction on paper first. What is left to exponentiate?",
        ),
        WrongForm(
            "log_softmax_global_maximum",
            _one_maximum,
            "One maximum serves the whole array: a row far below it underflows to log 0.",
            "Each row may be shifted by a number of its own. Which one?",
        ),
        WrongForm(
            "log_softmax_shift_inside_only",
            lambda z: z - np.log(_total(_shifted(z))),
            "The maximum is subtracted inside the sum only, and never added back.",
            "log Σ e^(z − m) is smaller than log Σ e^z. By how much?",
        ),
        WrongForm(
            "log_softmax_shifted_twice",
            lambda z: 2 * _shifted(z) - z - np.log(_total(_shifted(z))),
            "The maximum is subtracted twice.",
            "Once the scores are shifted, forget the old ones: which rows does the formula take?",
        ),
        WrongForm(
            "log_softmax_sum_without_log",
            lambda z: _shifted(z) - _total(_shifted(z)),
            "The logarithm of the sum is missing.",
            "log(a/b) is the difference of two logarithms: which two?",
        ),
        WrongForm(
            "log_softmax_without_exp",
            lambda z: z - z.sum(axis=-1, keepdims=True),
            "The scores are summed; the logarithm of a sum of exponentials is something else.",
            "Which of log and Σ comes first? They cannot change places.",
        ),
        WrongForm(
            "log_softmax_is_softmax",
            softmax,
            "This is softmax; the logarithm is missing.",
            "Can the logarithm of a probability be positive?",
        ),
        WrongForm(
            "log_softmax_negated",
            lambda z: -log_softmax(z),
            "The sign is wrong: this is the loss of each class, not its log-probability.",
            "Can the logarithm of a probability be positive?",
        ),
        WrongForm(
            "log_softmax_twice",
            lambda z: log_softmax(softmax(z)),
            "Softmax is applied twice: the probabilities are taken for scores.",
            "What goes into log-softmax: scores or probabilities?",
        ),
        WrongForm(
            "log_softmax_axis_0",
            lambda z: log_softmax(z, axis=0),
            "The sum runs over axis 0: the columns are normalised instead of the rows.",
            "exp of your answer gives probabilities. What do they add up to in each row?",
        ),
        WrongForm(
            "log_softmax_axis_1",
            lambda z: log_softmax(z, axis=1),
            "The sum runs over axis 1, which is the last one of 2-D arrays only.",
            "Which axis is the last, however many there are?",
        ),
        WrongForm(
            "log_softmax_global_sum",
            _all_rows_summed,
            "The sum runs over the whole array: the rows are mixed.",
            "exp of your answer gives probabilities. What do they add up to in each row?",
        ),
        WrongForm("log_softmax_sum_loses_axis", _sum_loses_axis, LOST_AXIS, KEEP_AXIS),
        WrongForm("log_softmax_both_lose_axis", _both_lose_axis, LOST_AXIS, KEEP_AXIS),
        WrongForm(
            "log_softmax_divided",
            lambda z: _shifted(z) / np.log(_total(_shifted(z))),
            "A division is left where the logarithm makes a difference.",
            "What does the logarithm make of a fraction?",
        ),
        WrongForm(
            "log_softmax_is_log_sigmoid",
            logsigmoid,
            "This is the log-sigmoid: each score by itself, nothing of the others.",
            "If one class becomes more likely, what must happen to the others?",
        ),
        WrongForm(
            "log_softmax_base_2",
            lambda z: log_softmax(z) / np.log(2),
            "The logarithm has base 2; the natural one undoes the exponential.",
            "Which numpy function is the inverse of np.exp?",
        ),
        WrongForm(
            "log_softmax_base_10",
            lambda z: log_softmax(z) / np.log(10),
            "The logarithm has base 10; the natural one undoes the exponential.",
            "Which numpy function is the inverse of np.exp?",
        ),
        WrongForm(
            "log_softmax_log1p",
            lambda z: np.log1p(softmax(z)),
            "`np.log1p` adds 1 before it takes the logarithm: this is log(1 + p).",
            "Can the logarithm of a probability be positive?",
        ),
        *map(_with_epsilon, EPSILONS),
    ),
)

LOG_SOFTMAX_BACKWARD = Exercise(
    name="log_softmax_backward",
    signature="(grad_output, log_y)",
    points=3,
    reference=log_softmax_backward,
    cases=rows_backward(log_softmax, of_easy=np.log),
    rowwise=True,
    forward="log_softmax",
    hint="log_y is the output; its exponential is the probability. A score raises its own "
    "log-probability, and lowers all of its row through the sum.",
    wrong_forms=(
        WrongForm(
            "log_softmax_minus_p",
            lambda g, log_y: g - np.exp(log_y),
            "The probabilities are subtracted as they are; the sum of the row's upstream gradient "
            "should multiply them.",
            "Only cross-entropy's grad_output makes that sum −1. What is it here?",
            "right for −log p of one class, and copied from there",
        ),
        WrongForm(
            "log_softmax_log_y_for_y",
            lambda g, log_y: g - log_y * g.sum(axis=-1, keepdims=True),
            "log_y is used where the probability belongs.",
            "What turns a log-probability into a probability?",
        ),
        WrongForm(
            "log_softmax_backward_is_softmaxs",
            lambda g, log_y: softmax_backward(g, np.exp(log_y)),
            "This is softmax's backward; the logarithm has a slope, too.",
            "∂ log p / ∂z = (1/p) ∂p/∂z: which factor disappears?",
        ),
        WrongForm(
            "log_softmax_diagonal_only",
            lambda g, log_y: g * (1 - np.exp(log_y)),
            "Only the diagonal of the Jacobian is there: how a log-probability follows its own "
            "score.",
            "Raise one score: what happens to the other log-probabilities of its row?",
        ),
        WrongForm(
            "log_softmax_weighted_sum",
            lambda g, log_y: g - np.exp(log_y) * (g * np.exp(log_y)).sum(axis=-1, keepdims=True),
            "The upstream gradient is weighted with y before it is summed, as in softmax's "
            "backward.",
            "∂ log yᵢ / ∂zⱼ = δᵢⱼ − yⱼ: which index does y have, and over which do you sum?",
        ),
        WrongForm(
            "log_softmax_weighted_sum_only",
            lambda g, log_y: g - (g * np.exp(log_y)).sum(axis=-1, keepdims=True),
            "The probability went into the sum; it belongs before it.",
            "∂ log yᵢ / ∂zⱼ = δᵢⱼ − yⱼ: which index does y have, and over which do you sum?",
        ),
        WrongForm(
            "log_softmax_plain_mean",
            lambda g, log_y: g - np.exp(log_y) * g.mean(axis=-1, keepdims=True),
            "The upstream gradient is averaged over the classes; it should be summed.",
            "What must the entries of each row of the result add up to?",
        ),
        WrongForm(
            "log_softmax_without_y",
            lambda g, log_y: g - g.sum(axis=-1, keepdims=True),
            "The probability before the sum is missing.",
            "What must the entries of each row of the result add up to?",
        ),
        WrongForm(
            "log_softmax_sum_only",
            lambda g, log_y: -np.exp(log_y) * g.sum(axis=-1, keepdims=True),
            "The first term is missing: each score also stands alone, before the sum.",
            "log y = z − log Σ eᶻ has two terms; differentiate both.",
        ),
        WrongForm(
            "log_softmax_backward_added",
            lambda g, log_y: g + np.exp(log_y) * g.sum(axis=-1, keepdims=True),
            "The second term is added; it should be subtracted.",
            "log y = z − log Σ eᶻ: which sign has the second term?",
        ),
        WrongForm(
            "log_softmax_backward_negated",
            lambda g, log_y: np.exp(log_y) * g.sum(axis=-1, keepdims=True) - g,
            "The sign is wrong: raising a score lowers its own log-probability.",
            "log y = z − log Σ eᶻ: which sign has the first term?",
        ),
        WrongForm(
            "log_softmax_rows_mixed",
            lambda g, log_y: g - np.exp(log_y) * g.sum(),
            "The sum runs over the whole batch: the rows are mixed.",
            "Every row is an example of its own: over which axis may you sum?",
        ),
        WrongForm(
            "log_softmax_backward_axis_0",
            lambda g, log_y: g - np.exp(log_y) * g.sum(axis=0, keepdims=True),
            "The sum runs over the rows instead of over the classes.",
            "Along which axis do the probabilities add up to 1?",
        ),
        WrongForm(
            "log_softmax_backward_sum_loses_axis",
            lambda g, log_y: g - np.exp(log_y) * g.sum(axis=-1),
            LOST_AXIS,
            KEEP_AXIS,
        ),
        WrongForm(
            "log_softmax_upstream_forgotten",
            lambda g, log_y: 1 - np.exp(log_y),
            "The upstream gradient is missing, and so is the rest of the Jacobian.",
            "If the next layers feel a change of this output twice as much, what should come back?",
        ),
        WrongForm(
            "log_softmax_backward_of_log",
            lambda g, log_y: g / np.exp(log_y),
            "This is the slope of the logarithm alone; softmax is missing.",
            "The gradient is asked with respect to the scores z, not to the probabilities.",
        ),
    ),
)

TASKS = (LOG_SOFTMAX, LOG_SOFTMAX_BACKWARD)
