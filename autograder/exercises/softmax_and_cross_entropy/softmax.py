"""Softmax and its backward."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.rows import rows, rows_backward
from course.engine import sigmoid, softmax, softmax_backward


def _softmin(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    return softmax(-z, axis, temperature)


def _naive(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    powers = np.exp(z / temperature)
    return powers / powers.sum(axis=axis, keepdims=True)


def _whole_array(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    powers = np.exp((z - z.max(initial=-np.inf)) / temperature)
    return powers / powers.sum()


def _one_maximum(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    powers = np.exp((z - z.max(initial=-np.inf)) / temperature)
    return powers / powers.sum(axis=axis, keepdims=True)


def _numerator_only(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    shifted = z - z.max(axis=axis, keepdims=True)
    return np.exp(shifted / temperature) / np.exp(z / temperature).sum(axis=axis, keepdims=True)


def _denominator_only(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    shifted = z - z.max(axis=axis, keepdims=True)
    return np.exp(z / temperature) / np.exp(shifted / temperature).sum(axis=axis, keepdims=True)


def _shifted_too_early(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    return _naive(z / temperature - z.max(axis=axis, keepdims=True), axis)


def _sum_loses_axis(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    powers = np.exp((z - z.max(axis=axis, keepdims=True)) / temperature)
    return powers / powers.sum(axis=axis)


def _maximum_loses_axis(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    powers = np.exp((z - z.max(axis=axis)) / temperature)
    return powers / powers.sum(axis=axis, keepdims=True)


def _both_lose_axis(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    powers = np.exp((z - z.max(axis=axis)) / temperature)
    return powers / powers.sum(axis=axis)


def _not_divided(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    return np.exp((z - z.max(axis=axis, keepdims=True)) / temperature)


def _without_exp(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    return z / z.sum(axis=axis, keepdims=True)


def _hard(z: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    return (z == z.max(axis=axis, keepdims=True)).astype(z.dtype)


LOST_AXIS = "A sum or maximum over an axis drops that axis; then it fits no row any more."
KEEP_AXIS = "Print the shapes of both arrays: numpy lines them up from the right. What is missing?"

SOFTMAX = Exercise(
    name="softmax",
    signature="(z, axis=-1, temperature=1.0)",
    points=3,
    reference=softmax,
    cases=rows(with_options=True),
    rowwise=True,
    withheld=("scipy.special.softmax", "scipy.special.log_softmax"),
    hint="Divide by the temperature, subtract the largest along `axis`, take exponentials, and "
    "divide by their sum along `axis`: each step keeps the shape.",
    wrong_forms=(
        WrongForm(
            "softmax_naive",
            _naive,
            "The formula is right and overflows: for large scores it divides ∞ by ∞.",
            "Adding the same number to all scores of a row changes nothing: which number makes "
            "every exponent harmless?",
        ),
        WrongForm(
            "softmax_global_maximum",
            _one_maximum,
            "One maximum serves the whole array: a row far below it underflows to 0/0.",
            "Each row may be shifted by a number of its own. Which one?",
        ),
        WrongForm(
            "softmax_numerator_only",
            _numerator_only,
            "The maximum is subtracted in the numerator only, so the two no longer match.",
            "The shift cancels if numerator and denominator share it.",
        ),
        WrongForm(
            "softmax_denominator_only",
            _denominator_only,
            "The maximum is subtracted in the denominator only, so the two no longer match.",
            "The shift cancels if numerator and denominator share it.",
        ),
        WrongForm(
            "softmax_global_sum",
            _whole_array,
            "The sum runs over the whole array: only all rows together add up to 1.",
            "Every row is an example of its own. What should each add up to?",
        ),
        WrongForm(
            "softmax_axis_ignored",
            lambda z, axis=-1, temperature=1.0: softmax(z, -1, temperature),
            "`axis` is not used: the sum always runs over the last axis.",
            "With axis=0, what should add up to 1: a row or a column?",
        ),
        WrongForm(
            "softmax_axis_0",
            lambda z, axis=-1, temperature=1.0: softmax(z, 0, temperature),
            "The sum always runs over axis 0: the columns add up to 1.",
            "Which axis is summed is the caller's choice; without one it is the last.",
        ),
        WrongForm(
            "softmax_axis_1",
            lambda z, axis=-1, temperature=1.0: softmax(z, 1, temperature),
            "The sum always runs over axis 1, which a 1-D array does not even have.",
            "Which axis is summed is the caller's choice; without one it is the last.",
        ),
        WrongForm("softmax_sum_loses_axis", _sum_loses_axis, LOST_AXIS, KEEP_AXIS),
        WrongForm("softmax_maximum_loses_axis", _maximum_loses_axis, LOST_AXIS, KEEP_AXIS),
        WrongForm("softmax_both_lose_axis", _both_lose_axis, LOST_AXIS, KEEP_AXIS),
        WrongForm(
            "softmax_temperature_ignored",
            lambda z, axis=-1, temperature=1.0: softmax(z, axis),
            "The temperature is not used.",
            "A higher temperature makes the probabilities more alike: what happens to the scores?",
        ),
        WrongForm(
            "softmax_temperature_multiplies",
            lambda z, axis=-1, temperature=1.0: softmax(z, axis, 1 / temperature),
            "The scores are multiplied by the temperature, which sharpens where it should even "
            "out.",
            "At a very high temperature all probabilities are the same. Which operation on the "
            "scores does that?",
        ),
        WrongForm(
            "softmax_temperature_outside",
            lambda z, axis=-1, temperature=1.0: softmax(z, axis) / temperature,
            "The probabilities are divided by the temperature, so they no longer add up to 1.",
            "The temperature belongs where the scores are, before the exponential.",
        ),
        WrongForm(
            "softmax_shifted_too_early",
            _shifted_too_early,
            "The maximum is subtracted after the division by the temperature, but it is the "
            "maximum from before: large scores still overflow.",
            "Of which array must the largest entry become 0?",
        ),
        WrongForm(
            "softmax_not_divided",
            _not_divided,
            "The exponentials are not divided by their sum: the largest becomes 1.",
            "What do the probabilities of a row add up to?",
        ),
        WrongForm(
            "softmax_without_exp",
            _without_exp,
            "The scores themselves are divided by their sum; the exponential is missing.",
            "What becomes of a negative score? Can a probability be negative?",
        ),
        WrongForm(
            "softmax_is_sigmoid",
            lambda z, axis=-1, temperature=1.0: sigmoid(z / temperature),
            "Each score goes through a sigmoid of its own; nothing makes a row add up to 1.",
            "If one class becomes more likely, what must happen to the others?",
        ),
        WrongForm(
            "softmax_negated",
            _softmin,
            "The sign in the exponent is wrong: the largest score gets the smallest probability.",
            "Physics has a minus there, since low energy is likely. And a high score?",
        ),
        WrongForm(
            "softmax_is_argmax",
            _hard,
            "This puts a 1 at the largest score and 0 elsewhere: a step, with no slope to learn "
            "from.",
            "“Soft” means that the runner-up gets something, too. How much?",
        ),
    ),
)


def _plus_beside_diagonal(g: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The derivative's two cases, with a plus for i ≠ j."""
    return y * (g * (1 - 2 * y) + (g * y).sum(axis=-1, keepdims=True))


SOFTMAX_BACKWARD = Exercise(
    name="softmax_backward",
    signature="(grad_output, y)",
    points=3,
    reference=softmax_backward,
    cases=rows_backward(softmax),
    rowwise=True,
    forward="softmax",
    hint="Multiply the row grad_output by the Jacobian: two terms, of which one is the same number "
    "for the whole row.",
    wrong_forms=(
        WrongForm(
            "softmax_diagonal_only",
            lambda g, y: g * y * (1 - y),
            "p(1 − p) is only the diagonal of the Jacobian: it tells how a probability follows "
            "its own score, and nothing of the others.",
            "Raise one score: what happens to the other probabilities of its row?",
            "the sigmoid's rule, in many tutorials and answers",
        ),
        WrongForm(
            "softmax_off_diagonal_only",
            lambda g, y: y * (g * y - (g * y).sum(axis=-1, keepdims=True)),
            "Only the case i ≠ j is there: how a probability follows its own score is missing.",
            "Which entry of the Jacobian stands on the diagonal?",
        ),
        WrongForm(
            "softmax_off_diagonal_sign",
            _plus_beside_diagonal,
            "The entries beside the diagonal have the wrong sign.",
            "Raise one score: do the other probabilities of its row rise or fall?",
        ),
        WrongForm(
            "softmax_backward_added",
            lambda g, y: y * (g + (g * y).sum(axis=-1, keepdims=True)),
            "The weighted mean of the upstream gradient is added; it should be subtracted.",
            "A grad_output that is the same for all outputs should bring 0. Why?",
        ),
        WrongForm(
            "softmax_backward_without_y",
            lambda g, y: g - (g * y).sum(axis=-1, keepdims=True),
            "The factor y before the bracket is missing.",
            "A class whose probability is almost 0 hardly moves: which factor says so?",
        ),
        WrongForm(
            "softmax_backward_plain_sum",
            lambda g, y: y * (g - g.sum(axis=-1, keepdims=True)),
            "The upstream gradient is summed without its weights y.",
            "A grad_output that is the same for all outputs should bring 0. Try it with three 1s.",
        ),
        WrongForm(
            "softmax_backward_plain_mean",
            lambda g, y: y * (g - g.mean(axis=-1, keepdims=True)),
            "The mean of the upstream gradient is subtracted; each output counts by its "
            "probability.",
            "What must the entries of each row of the result add up to?",
        ),
        WrongForm(
            "softmax_backward_rows_mixed",
            lambda g, y: y * (g - (g * y).sum()),
            "The sum runs over the whole batch: the rows are mixed.",
            "Every row is an example of its own: over which axis may you sum?",
        ),
        WrongForm(
            "softmax_backward_axis_0",
            lambda g, y: y * (g - (g * y).sum(axis=0, keepdims=True)),
            "The sum runs over the rows instead of over the classes.",
            "Along which axis does y add up to 1?",
        ),
        WrongForm(
            "softmax_backward_sum_loses_axis",
            lambda g, y: y * (g - (g * y).sum(axis=-1)),
            LOST_AXIS,
            KEEP_AXIS,
        ),
        WrongForm(
            "softmax_backward_is_cross_entropys",
            lambda g, y: y - g,
            "y − target is the gradient of softmax and cross-entropy together; here grad_output "
            "is any upstream gradient.",
            "This function knows nothing of a loss: it multiplies grad_output by a Jacobian.",
        ),
        WrongForm(
            "softmax_upstream_forgotten",
            lambda g, y: y * (1 - y),
            "The upstream gradient is missing, and so is the rest of the Jacobian.",
            "If the next layers feel a change of this output twice as much, what should come back?",
        ),
        WrongForm(
            "softmax_backward_value",
            lambda g, y: g * y,
            "The upstream gradient is multiplied by the output; the Jacobian has a second term.",
            "What must the entries of each row of the result add up to?",
        ),
        WrongForm(
            "softmax_backward_complement",
            lambda g, y: g * (1 - y),
            "The upstream gradient is multiplied by 1 − y; that is log-softmax's slope on its "
            "diagonal.",
            "Differentiate e^zᵢ / Σ e^zⱼ with respect to zᵢ, and then with respect to another zⱼ.",
        ),
        WrongForm(
            "softmax_backward_negated",
            lambda g, y: y * ((g * y).sum(axis=-1, keepdims=True) - g),
            "The sign is wrong: raising a score lowers its own probability.",
            "Is the diagonal of the Jacobian positive or negative?",
        ),
        WrongForm(
            "softmax_backward_of_output",
            lambda g, y: softmax_backward(g, softmax(y)),
            "y is already softmax(z); softmax is applied a second time.",
            "Which of z and y does this function receive?",
        ),
        WrongForm(
            "softmax_backward_averaged",
            lambda g, y: softmax_backward(g, y) / max(len(y), 1),
            "The gradient is divided by the number of rows.",
            "If the loss is a mean, its 1/N already arrived inside grad_output.",
        ),
    ),
)

TASKS = (SOFTMAX, SOFTMAX_BACKWARD)
