"""The tasks of notebook 04: softmax, its logarithm, the loss that they serve, and their slopes."""

from autograder.exercises.exercise import Assignment
from autograder.exercises.softmax_and_cross_entropy import (
    cross_entropy,
    log_softmax,
    questions,
    softmax,
)

ASSIGNMENT = Assignment(
    "04_softmax_and_cross_entropy",
    (*softmax.TASKS, *log_softmax.TASKS, *cross_entropy.TASKS, *questions.TASKS),
)
