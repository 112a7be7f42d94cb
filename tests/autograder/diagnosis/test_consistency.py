"""Is a backward that fits the learner's own, wrong forward told from one that fits nothing?"""

import numpy as np
import pytest

from course.engine import cross_entropy_backward, log_softmax_backward, sigmoid, softmax_backward
from tests.autograder.diagnosis.asking import verdict_on


def cooler(z, axis=-1, temperature=1.0):
    """A softmax that halves its scores."""
    powers = np.exp(z / 2 - np.max(z / 2, axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def cooler_log(z):
    return np.log(cooler(z))


def sum_of_losses(logits, labels):
    rows = cooler_log(2 * logits)
    return -np.sum(rows[np.arange(len(labels)), labels])


def mixed_prelu(x, slope):
    return np.where(x > 0, x, slope**2 * x)


def mixed_prelu_backward(grad_output, x, slope):
    left = np.where(x > 0, 0, x)
    return grad_output * np.where(x > 0, 1, slope**2), (grad_output * 2 * slope * left).sum(axis=0)


def glu(x, gate):
    return x * sigmoid(3 * gate)


def glu_backward(grad_output, x, gate):
    s = sigmoid(3 * gate)
    return grad_output * s, grad_output * x * 3 * s * (1 - s)


def doubled(x, weight, bias):
    return 2 * (x @ weight) + 3 * bias


def doubled_backward(grad_output, x, weight):
    return 2 * grad_output @ weight.T, 2 * x.T @ grad_output, 3 * grad_output.sum(axis=0)


# A wrong forward, and a backward that is right for it and for nothing else.
PAIRS = [
    ("softmax", cooler, lambda g, y: softmax_backward(g, y) / 2),
    ("log_softmax", cooler_log, lambda g, log_y: log_softmax_backward(g, log_y) / 2),
    ("cross_entropy", sum_of_losses, lambda z, t: cross_entropy_backward(z, t) * len(z)),
    ("prelu", mixed_prelu, mixed_prelu_backward),
    ("swiglu", glu, glu_backward),
    ("linear", doubled, doubled_backward),
]


@pytest.mark.parametrize(("name", "forward", "backward"), PAIRS)
def test_is_the_learner_sent_to_the_forward(name, forward, backward):
    own = {"linear": "linear_forward"}.get(name, name)
    verdict = verdict_on(f"{name}_backward", backward, **{own: forward})
    # A listed mistake, which it may be as well, comes first.
    known = {"cross_entropy": "cross_entropy_backward_not_averaged"}
    assert verdict.diagnosis == known.get(name, "suits_own_forward"), verdict.text
    alone = verdict_on(f"{name}_backward", backward)
    assert alone.diagnosis != "suits_own_forward"


def test_is_a_backward_that_fits_nothing_blamed_on_the_forward():
    verdict = verdict_on("softmax_backward", lambda g, y: np.sin(g) * y, softmax=cooler)
    assert verdict.diagnosis == "values"


@pytest.mark.parametrize(
    "forward",
    [
        lambda z, axis=-1, temperature=1.0: 1 / 0,
        lambda z, axis=-1, temperature=1.0: z[0],
        lambda z, axis=-1, temperature=1.0: "no array",
        lambda z, axis=-1, temperature=1.0: z * np.nan,
    ],
)
def test_does_a_forward_that_fails_do_no_harm(forward):
    verdict = verdict_on("softmax_backward", lambda g, y: np.sin(g) * y, softmax=forward)
    assert (verdict.status, verdict.diagnosis) == ("failed", "values")
