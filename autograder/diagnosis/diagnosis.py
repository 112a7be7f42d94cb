"""A recognised misconception, as it is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Diagnosis:
    """Its id, its words and the hint."""

    id: str
    explanation: str
    hint: str
