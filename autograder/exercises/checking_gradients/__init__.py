"""The tasks of notebook 00: a gradient without a formula, and how far two of them are apart."""

from autograder.exercises.checking_gradients import numeric_gradient, questions, relative_error
from autograder.exercises.exercise import Assignment

ASSIGNMENT = Assignment(
    "00_checking_gradients", (*numeric_gradient.TASKS, *relative_error.TASKS, *questions.TASKS)
)
