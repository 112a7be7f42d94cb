"""What learners read of wrong answers: listed ones, composed ones, and ones that nobody foresaw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from autograder.card import Card
from autograder.diagnosis.operators import composed
from autograder.diagnosis.target import Target
from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.learner import Namespace
from autograder.verdict import Verdict
from tests.recognition.bank import WRONG, rest_of_the_notebook, run, verdicts
from tests.recognition.composed import FUNCTIONS, composed_forms
from tests.recognition.tally import LISTED, REFERENCES
from tests.submissions.implementation import Implementation

KINDS = ("listed", "composed", "unlisted")


@dataclass(frozen=True)
class WrongAnswer:
    """An answer to an exercise that ought to be wrong: a formula, or the text of a cell."""

    kind: str
    exercise: str
    label: str
    answer: WrongForm | Implementation

    def verdict(self, seed: int = 0) -> Verdict:
        """What is said of it."""
        if isinstance(self.answer, Implementation):
            names = run(self.answer.source, rest_of_the_notebook(self.exercise))
            return verdicts(self.exercise, names, [seed])[0]
        exercise = FUNCTIONS.get(self.exercise, EXERCISES[self.exercise])
        assert isinstance(exercise, Exercise)
        learner = Namespace(REFERENCES | {self.exercise: self.answer.formula})
        return examine(exercise, learner, np.random.default_rng(seed))

    def wrong(self, seed: int = 0) -> Verdict | None:
        """What is said of it, if it is a wrong answer.

        What an operator makes may be right after all, or raise an exception of its own, which
        nobody meets.
        """
        verdict = self.verdict(seed)
        written = self.kind == "listed" or isinstance(self.answer, Implementation)
        counts = ("failed", "error") if written else ("failed",)
        return verdict if verdict.status in counts else None


def wrong_answers(kind: str, name: str) -> list[WrongAnswer]:
    """All wrong answers of a kind to an exercise."""
    found = {"listed": _listed, "composed": _composed, "unlisted": _unlisted}[kind](name)
    return [WrongAnswer(kind, name, label, answer) for label, answer in found]


def picked(count: int, rng: np.random.Generator) -> Iterator[tuple[WrongAnswer, Card]]:
    """Cards of wrong answers picked at random: any kind, any exercise and any answer alike."""
    found = 0
    while found < count:
        answers = wrong_answers(str(rng.choice(KINDS)), str(rng.choice(list(LISTED))))
        if not answers:
            continue
        one = answers[rng.integers(len(answers))]
        verdict = one.wrong(int(rng.integers(1000)))
        if verdict:
            found += 1
            yield one, Card(verdict)


Found = Iterator[tuple[str, WrongForm | Implementation]]


def _listed(name: str) -> Found:
    exercise = LISTED[name]
    yield from ((form.id, form) for form in exercise.wrong_forms if form.id != exercise.given)


def _composed(name: str) -> Found:
    if name in FUNCTIONS:
        yield from ((form.id, form) for form in composed_forms(FUNCTIONS[name]))


def _unlisted(name: str) -> Found:
    """What the bank's students wrote, and two errors at once: an operator on a wrong form."""
    yield from ((label, one) for task, label, one in WRONG if task == name)
    if name not in FUNCTIONS:
        return
    for form in FUNCTIONS[name].wrong_forms:
        wrong = replace(FUNCTIONS[name], reference=form.formula)
        for other in composed(Target(wrong, wrong.outputs), ()):
            yield f"{form.id} + {other.id}", other
