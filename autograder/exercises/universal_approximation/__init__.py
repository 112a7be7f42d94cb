"""The tasks of notebook 07: networks that are built by hand, and what they can do."""

from autograder.exercises.exercise import Assignment
from autograder.exercises.universal_approximation import bump, interpolation, pieces, questions

ASSIGNMENT = Assignment(
    "07_universal_approximation",
    (*interpolation.TASKS, *bump.TASKS, *pieces.TASKS, *questions.TASKS),
)
