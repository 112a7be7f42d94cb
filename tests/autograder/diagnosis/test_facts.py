"""Of an error that nobody recognises, is everything said that is known, and no more?"""

import numpy as np
import pytest

from autograder.exercises import EXERCISES
from course.engine import (
    cross_entropy_backward,
    elu,
    log_softmax,
    selu,
    sigmoid_derivative,
    softmax,
    tanh,
)
from tests.autograder.diagnosis.asking import verdict_on

FACTS = [
    (
        "sigmoid",
        lambda x: 0.6 * np.tanh(x) + 0.5,
        ["The largest error is", "Right answers lie between 0 and 1; one of yours is"],
    ),
    (
        "tanh",
        lambda x: 1.2 * tanh(x) + 0.1,
        ["lie between −1 and 1", "is odd, f(−x) = −f(x)"],
    ),
    (
        "softmax",
        lambda z, axis=-1, temperature=1.0: np.clip(softmax(z, axis, temperature), 0, 0.6),
        ["Rows of right answers add up to 1; one of yours adds up to"],
    ),
    ("log_softmax", lambda z: log_softmax(z) + 0.1 * z, ["are never positive; one of yours is"]),
    ("selu", lambda x: np.where(x > -1, selu(x), 0.3 * x), ["never falls; yours falls near −1"]),
    (
        "sigmoid_derivative",
        lambda x: sigmoid_derivative(x) + 0.1 * np.sin(x) * (np.abs(x) < 8),
        ["is even, f(−x) = f(x); yours is not"],
    ),
    (
        "cross_entropy_backward",
        lambda logits, labels: cross_entropy_backward(logits, labels) + 0.1 * logits**2,
        ["Rows of right answers add up to 0; one of yours adds up to"],
    ),
    ("elu", lambda x, alpha=1.0: elu(x, alpha) ** 3, ["The largest error is"]),
]


@pytest.mark.parametrize(("name", "written", "facts"), FACTS)
def test_is_the_broken_rule_named(name, written, facts):
    for seed in range(5):
        verdict = verdict_on(name, written, seed)
        assert (verdict.status, verdict.diagnosis) == ("failed", "values"), verdict.text
        assert [fact for fact in facts if fact not in verdict.message] == []
        # What is known is no explanation: nobody may take it for one.
        assert (verdict.explanation, verdict.hint) == ("", EXERCISES[name].hint)


def test_does_a_recognised_mistake_come_without_facts():
    assert "largest error" not in verdict_on("tanh", lambda x: 1 - np.tanh(x)).message
    assert "largest error" not in verdict_on("tanh", lambda x: 2 * tanh(x)).message
