"""The tasks of notebook 08: how long gradients are, and how weights are drawn so that they last."""

from autograder.exercises.exercise import Assignment
from autograder.exercises.gradient_flow import gain, initialisation, norms, questions

ASSIGNMENT = Assignment(
    "08_gradient_flow", (*norms.TASKS, *gain.TASKS, *initialisation.TASKS, *questions.TASKS)
)
