"""An activation of the learner's own design, and its slope."""

from __future__ import annotations

from autograder.exercises.design import Design

TASKS = (
    Design(
        name="my_activation",
        signature="(x)",
        points=3,
        hint="Plot it from −6 to 6. Does every number that goes in bring one finite number out?",
    ),
    Design(
        name="my_activation_derivative",
        signature="(x)",
        points=3,
        hint="Draw your function, put a ruler to it at x = 1, and compare. Then derive again: "
        "which rule does each term need, the product rule, the chain rule, or both?",
        slope_of="my_activation",
    ),
)
