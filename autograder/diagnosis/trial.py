"""A trial: one input, what is right for it, what a learner's code made of it, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.answer import Answer
from autograder.exercises.exercise import Case
from autograder.expected import Expected
from autograder.verify import Finding


@dataclass(frozen=True)
class Trial:
    """One case, what is right for it, what came back, and what is wrong with that."""

    case: Case
    expected: Sequence[Expected]
    answer: Answer
    finding: Finding | None
