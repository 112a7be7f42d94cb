"""PReLU, whose slopes are learned, and its backward."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform, upstream, whole
from course.engine import prelu, prelu_backward

KINK = (0.0,)
AT_ZERO = Case("x = 0", (np.zeros((2, 3)), np.array([0.25, 0.5, 0.1])))


def _prelu_cases(rng: Generator) -> list[Case]:
    def arrays(batch: int, features: int) -> list[np.ndarray]:
        return [uniform(rng, (batch, features), KINK), rng.uniform(0.1, 0.9, features)]

    easy = np.array([[1.0, -2.0, -1.0], [-3.0, 2.0, -4.0]]), np.array([0.25, 0.5, 0.1])
    return [
        Case("2 rows of 3 features", easy),
        Case("5 rows of 4 features", tuple(arrays(5, 4))),
        Case("as many rows as features", tuple(arrays(3, 3))),
        Case("a single row", tuple(arrays(1, 4))),
        # A slope is learned: nothing keeps it between 0 and 1.
        Case(
            "slopes of 1.5 and −0.5", (np.array([[1.0, -2.0], [-3.0, 4.0]]), np.array([1.5, -0.5]))
        ),
        Case("an empty batch", tuple(arrays(0, 3))),
        Case("float32 arrays", tuple(a.astype(np.float32) for a in arrays(3, 2))),
    ]


def _prelu_backward_cases(rng: Generator) -> list[Case]:
    return [
        Case(case.label, (_upstream_like(rng, case.args[0], i == 0), *case.args))
        for i, case in enumerate(_prelu_cases(rng))
    ]


def _upstream_like(rng: Generator, x: object, easy: bool) -> np.ndarray:
    x = np.asarray(x)
    return (whole if easy else upstream)(rng, x.shape).astype(x.dtype)


PRELU = Exercise(
    name="prelu",
    signature="(x, slope)",
    points=1,
    reference=prelu,
    cases=lambda rng: [*_prelu_cases(rng), AT_ZERO],
    hint="Leaky ReLU with one slope per feature: `slope` has one entry for each column of x.",
    wrong_forms=(
        WrongForm(
            "prelu_first_slope",
            lambda x, slope: np.where(x > 0, x, slope[0] * x),
            "The first slope is used for every feature.",
            "Each column of x has a slope of its own.",
        ),
        WrongForm(
            "prelu_mean_slope",
            lambda x, slope: np.where(x > 0, x, np.mean(slope) * x),
            "The slopes are averaged; each feature keeps its own.",
            "Each column of x has a slope of its own.",
        ),
        WrongForm(
            "prelu_wrong_side",
            lambda x, slope: np.where(x > 0, slope * x, x),
            "The sides are swapped: the slope belongs to negative inputs.",
            "What should come out for 2?",
        ),
        WrongForm(
            "prelu_negated",
            lambda x, slope: np.where(x > 0, x, -slope * x),
            "The left side has the wrong sign.",
            "A positive slope and a negative input: which sign has the output?",
        ),
        WrongForm(
            "prelu_is_relu",
            lambda x, slope: np.maximum(x, 0),
            "This is plain ReLU; the slopes are not used.",
            "What should come out for a negative x?",
        ),
        WrongForm(
            "prelu_slope_per_row",
            lambda x, slope: np.where(x > 0, x, slope[:, None] * x),
            "The slopes run down the rows: each example has one, instead of each feature.",
            "Rows are examples, columns are features: along which axis of x does `slope` run?",
        ),
    ),
)

PRELU_BACKWARD = Exercise(
    name="prelu_backward",
    signature="(grad_output, x, slope)",
    points=3,
    reference=prelu_backward,
    cases=_prelu_backward_cases,
    outputs=("grad_x", "grad_slope"),
    kinks=KINK,
    forward="prelu",
    hint="Two questions: how does the output react to x, and how does it react to the slope? "
    "A slope is shared by its whole column.",
    wrong_forms=(
        WrongForm(
            "prelu_grad_slope_not_summed",
            lambda g, x, slope: (g * np.where(x > 0, 1, slope), g * np.where(x > 0, 0, x)),
            "grad_slope still has a row per example; every row uses the same slope.",
            "Each row adds its share to the gradient of the slope that they all use.",
        ),
        WrongForm(
            "prelu_grad_slope_averaged",
            lambda g, x, slope: (
                g * np.where(x > 0, 1, slope),
                (g * np.where(x > 0, 0, x)).mean(axis=0),
            ),
            "grad_slope is averaged over the batch; it should be summed.",
            "If the loss is a mean, its 1/N already arrived inside grad_output.",
        ),
        WrongForm(
            "prelu_grad_slope_without_x",
            lambda g, x, slope: (
                g * np.where(x > 0, 1, slope),
                (g * np.where(x > 0, 0, 1)).sum(axis=0),
            ),
            "grad_slope does not depend on how negative x was.",
            "The output is slope times x: how fast does it change with the slope?",
        ),
        WrongForm(
            "prelu_grad_slope_all_sides",
            lambda g, x, slope: (g * np.where(x > 0, 1, slope), (g * x).sum(axis=0)),
            "Positive inputs count into grad_slope, though they never met the slope.",
            "For x > 0 the output is x: does the slope matter there?",
        ),
        WrongForm(
            "prelu_grad_slope_without_upstream",
            lambda g, x, slope: (
                g * np.where(x > 0, 1, slope),
                np.where(x > 0, 0, x).sum(axis=0),
            ),
            "The upstream gradient is missing from grad_slope.",
            "Every gradient on the way back starts from grad_output.",
        ),
        WrongForm(
            "prelu_grad_slope_one_number",
            lambda g, x, slope: (g * np.where(x > 0, 1, slope), (g * np.where(x > 0, 0, x)).sum()),
            "grad_slope is one number; each feature has a slope, and a gradient, of its own.",
            "grad_slope has the shape of slope: which axis must stay?",
        ),
        WrongForm(
            "prelu_grad_slope_wrong_axis",
            lambda g, x, slope: (
                g * np.where(x > 0, 1, slope),
                (g * np.where(x > 0, 0, x)).sum(axis=1),
            ),
            "grad_slope is summed over the features instead of over the batch.",
            "grad_slope has the shape of slope: which axis must stay?",
        ),
        WrongForm(
            "prelu_grad_x_is_relu",
            lambda g, x, slope: (g * (x > 0), (g * np.where(x > 0, 0, x)).sum(axis=0)),
            "grad_x is ReLU's: nothing comes back for negative inputs.",
            "For x < 0 the output is slope times x: how fast does it change with x?",
        ),
    ),
)

TASKS = (PRELU, PRELU_BACKWARD)
