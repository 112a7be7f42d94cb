"""The tasks of notebook 06: layers as classes, which remember, and a network of them."""

from autograder.exercises.exercise import Assignment
from autograder.exercises.forward_and_backward import (
    activation,
    linear,
    questions,
    repairs,
    sequential,
    softmax,
)

ASSIGNMENT = Assignment(
    "06_forward_and_backward",
    (
        *linear.TASKS,
        *activation.TASKS,
        *softmax.TASKS,
        *sequential.TASKS,
        *repairs.TASKS,
        *questions.TASKS,
    ),
)
