"""The tasks of notebook 05: the smooth activations, their slopes, and the gated unit on top."""

from autograder.exercises.exercise import Assignment
from autograder.exercises.smooth_and_gated import gelu, mish, questions, silu, softplus, swiglu

ASSIGNMENT = Assignment(
    "05_smooth_and_gated",
    (
        *softplus.TASKS,
        *silu.TASKS,
        *gelu.TASKS,
        *mish.TASKS,
        *swiglu.TASKS,
        *questions.TASKS,
    ),
)
