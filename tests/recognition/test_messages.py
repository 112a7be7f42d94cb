"""Do messages say what is wrong, show an input, point to the idea, and keep the line back?"""

import ast
import re
from functools import cache

import numpy as np
import pytest

from tests.recognition.messages import KINDS, picked, wrong_answers
from tests.recognition.tally import LISTED
from tests.submissions.build import SOLUTIONS

# Of the composed and the unforeseen ones, of each exercise.
SAMPLE = 40
# Findings about Python and numpy, where no number is wrong.
WITHOUT_NUMBERS = ("type", "dtype", "withheld", "raised", "quiet")
# A line of so few signs, like `return x`, `s = expit(x)` or the mask `x > 0`, is a word of the
# trade rather than an answer; it stands in any sentence on the exercise.
TRIVIAL = 4

# One spelling for code and for mathematics: 1 − s², `1 - s**2` and 1-np.square(s) are one line.
SPELLINGS = (
    (r"`|\bnp\.|\bmath\.|\bself\.", ""),
    ("−", "-"),
    (r"\*\*2|²", "^2"),
    (r"\*\*", "^"),
    (r"grad_output|upstream", "g"),
    (r"_saved_input", "x"),
    # What the forward pass answered has as many names as there are books.
    (r"(sigmoid|expit|σ|tanh|np\.tanh)\(x\)|_saved_output|(?<![a-zA-Z_])[sthpy](?![a-zA-Z_])", "y"),
    (r"[\s*·×]", ""),
)


def normalised(text: str) -> str:
    """Code or prose without spaces, prefixes and the names that everybody chooses anew."""
    for pattern, spelling in SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return text


@cache
def lines_of(name: str) -> frozenset[str]:
    """The right expressions of an exercise: all that its solution returns or assigns."""
    cells = "\n".join(path.read_text() for path in sorted(SOLUTIONS.glob("*.py"))).split("\n# %%")
    (cell,) = [cell for cell in cells if cell.startswith(f' exercise="{name}"')]
    wanted = [
        value
        for node in ast.walk(ast.parse("# %%" + cell))
        if isinstance(node, ast.Return | ast.Assign) and node.value
        for value in (node.value.elts if isinstance(node.value, ast.Tuple) else [node.value])
    ]
    names = ast.Name, ast.Constant, ast.Attribute
    found = {normalised(ast.unparse(value)) for value in wanted if not isinstance(value, names)}
    # Beside the upstream gradient, the local slope is the answer.
    found |= {re.sub(r"^g\((.*)\)$|^g(?!rad)", r"\1", line) for line in found}
    return frozenset(line for line in found if len(line) > TRIVIAL)


def said(verdict):
    """All that a learner reads of it in words."""
    return f"{verdict.message} {verdict.explanation} {verdict.hint}"


def answers_to(name):
    """All listed wrong answers to an exercise, and a sample of the others."""
    rng = np.random.default_rng(len(name))
    for kind in KINDS:
        answers = wrong_answers(kind, name)
        if kind != "listed":
            answers = [answers[i] for i in rng.permutation(len(answers))[:SAMPLE]]
        yield from answers


@pytest.mark.parametrize("name", LISTED)
def test_do_messages_show_and_point_without_giving_the_line_away(name):
    verdicts = [verdict for one in answers_to(name) if (verdict := one.wrong())]
    assert verdicts
    assert [said(v) for v in verdicts if not v.message or not v.diagnosis] == []
    assert [said(v) for v in verdicts if not v.hint and v.diagnosis != "withheld"] == []
    assert [said(v) for v in verdicts if not v.example and v.diagnosis not in WITHOUT_NUMBERS] == []
    given_away = [
        (line, said(v)) for v in verdicts for line in lines_of(name) if line in normalised(said(v))
    ]
    assert given_away == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sigmoid_derivative", "The slope is s · (1 − s)."),
        ("sigmoid_backward", "Which of both is y in `y*(1-y)`?"),
        ("tanh_derivative", "It is 1 − tanh(x)²."),
        ("linear_backward", "Write `x.T @ grad_output`."),
        ("softplus", "It is np.maximum(x, 0)+np.log1p( np.exp(-np.abs(x)) )"),
    ],
)
def test_is_a_line_recognised_in_other_spellings(name, words):
    assert any(line in normalised(words) for line in lines_of(name))


def test_the_same_seed_picks_the_same_messages():
    first, again, other = ([str(card) for _, card in _picked(seed)] for seed in (1, 1, 2))
    assert len(first) == 5
    assert first == again != other


def _picked(seed):
    return picked(5, np.random.default_rng(seed))
