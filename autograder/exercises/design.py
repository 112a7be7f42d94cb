"""A function of the learner's own making: nothing is there to compare it with but itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Design:
    """An activation that the learner designs, or its slope; `autograder.design` has the rules.

    Parameters
    ----------
    name, signature
        What is asked for, e.g. `my_activation` and `(x)`.
    points
        What a design that keeps all rules earns; there is no part credit.
    hint
        What to think of when no misconception is recognised.
    slope_of
        For a slope: the design that it belongs to.
    """

    name: str
    signature: str
    points: int
    hint: str
    slope_of: str = ""
    assignment: str = ""
