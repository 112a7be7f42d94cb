"""The tasks of notebook 09: counting the dead, an activation of one's own, and what to choose."""

from autograder.exercises.choosing_an_activation import (
    dead_fraction,
    my_activation,
    questions,
    written,
)
from autograder.exercises.exercise import Assignment

ASSIGNMENT = Assignment(
    "09_choosing_an_activation",
    (*dead_fraction.TASKS, *my_activation.TASKS, *questions.TASKS, *written.TASKS),
)
