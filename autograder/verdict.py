"""What the grader says of one task: card, feedback page and CSV row are made of this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

Status = Literal["passed", "failed", "error", "timeout", "missing", "not_started", "not_checked"]
Outcome: TypeAlias = Literal[Status, "waiting"]

# The diagnosis of an answer that no program can grade.
BY_HAND = "by_hand"


@dataclass(frozen=True)
class Example:
    """The smallest input that shows what is wrong: named inputs, expected and received, as text.

    What there is nothing to say of is "".
    """

    inputs: tuple[tuple[str, str], ...]
    expected: str
    received: str

    def __str__(self) -> str:
        inputs = ", ".join(f"{name} = {text}" for name, text in self.inputs)
        outcome = ", ".join(f"{name} {text}" for name, text in self.outcome)
        return f"For {inputs}{': ' if outcome else ''}{outcome}."

    @property
    def outcome(self) -> tuple[tuple[str, str], ...]:
        """What was expected and what came, as far as there is something to say of them."""
        rows = ("expected", self.expected), ("received", self.received)
        return tuple(row for row in rows if row[1])


@dataclass(frozen=True)
class Curve:
    """Their function against the reference, sampled on the same x."""

    x: np.ndarray
    expected: np.ndarray
    received: np.ndarray


@dataclass(frozen=True)
class Verdict:
    """The outcome of one task.

    `message` says what is wrong, `diagnosis` is the id of the recognised misconception ("" if
    none), `explanation` its words, `hint` the way on, `remarks` what costs nothing but is worth
    knowing, `answer` what was written for a human to read.
    """

    task: str
    status: Status
    points: int
    max_points: int
    message: str
    diagnosis: str = ""
    explanation: str = ""
    hint: str = ""
    example: Example | None = None
    curve: Curve | None = None
    remarks: tuple[str, ...] = ()
    answer: str = ""

    @property
    def outcome(self) -> Outcome:
        """The status as people see it: what waits for a human is no fault of the grader's."""
        return "waiting" if self.diagnosis == BY_HAND else self.status

    @property
    def text(self) -> str:
        """Everything but the picture, in one paragraph."""
        parts = (self.message, self.explanation, self.example, self.hint)
        return " ".join(str(part) for part in parts if part)
