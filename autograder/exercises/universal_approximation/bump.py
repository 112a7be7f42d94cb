"""The bump of two sigmoids."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform
from course.engine import sigmoid


def bump(x: np.ndarray, left: float, right: float, height: float, sharpness: float) -> np.ndarray:
    """height · [σ(sharpness·(x − left)) − σ(sharpness·(x − right))]."""
    return height * (sigmoid(sharpness * (x - left)) - sigmoid(sharpness * (x - right)))


def _cases(rng: Generator) -> list[Case]:
    def edges() -> tuple[float, float, float, float]:
        left = round(float(rng.uniform(-2, 0)), 2)
        right = round(left + float(rng.uniform(0.5, 2)), 2)
        height = round(float(rng.choice([-1, 1]) * rng.uniform(0.4, 3)), 2)
        return left, right, height, round(float(rng.uniform(2, 12)), 1)

    soft = (-1.0, 2.0, 3.0, 2.0)
    return [
        Case("a soft bump", (np.array([-2.0, -1.0, 0.0, 0.5, 2.0, 3.0]), *soft)),
        Case("a soft bump, x from −6 to 6", (np.linspace(-6, 6, 96), *soft), curve=True),
        Case("a sharp bump", (np.array([0.1, 0.3, 0.5, 0.7, 0.9]), 0.3, 0.7, 0.8, 200.0)),
        Case("a hole: negative height", (np.array([-1.0, 0.0, 0.4, 2.0]), -0.5, 1.0, -2.0, 3.0)),
        Case("random numbers", (uniform(rng, (40,)), *edges())),
        Case("a batch of 5 rows and 3 columns", (uniform(rng, (5, 3)), *edges())),
        Case("a single number (a 0-d array)", (uniform(rng, ()), *edges())),
        Case("an empty array", (np.empty((0,)), *edges())),
        Case("a float32 array", (uniform(rng, (8,)).astype(np.float32), *edges())),
    ]


BUMP = Exercise(
    name="bump",
    signature="(x, left, right, height, sharpness)",
    points=2,
    reference=bump,
    cases=_cases,
    hint="One step goes up at `left`, the other at `right`. How do you combine two steps so that "
    "nothing is left beyond the second?",
    wrong_forms=(
        WrongForm(
            "bump_added",
            lambda x, a, b, h, s: h * (sigmoid(s * (x - a)) + sigmoid(s * (x - b))),
            "The two steps are added: beyond the right edge the value is twice the height, not 0.",
            "Far to the right both sigmoids are 1. What should the bump be there?",
        ),
        WrongForm(
            "bump_weight_misses_position",
            lambda x, a, b, h, s: h * (sigmoid(s * x - a) - sigmoid(s * x - b)),
            "The sharpness multiplies x, but not the edges: the steps sit at left/sharpness and "
            "right/sharpness.",
            "A unit σ(w·x + b) is one half where w·x + b = 0. Which b puts that at `left`?",
        ),
        WrongForm(
            "bump_position_sign",
            lambda x, a, b, h, s: h * (sigmoid(s * (x + a)) - sigmoid(s * (x + b))),
            "The signs of the edges are wrong: the steps sit at −left and −right.",
            "Where is x + left zero?",
        ),
        WrongForm(
            "bump_no_height",
            lambda x, a, b, h, s: sigmoid(s * (x - a)) - sigmoid(s * (x - b)),
            "The height is missing: the bump is 1 high.",
            "What should the value be in the middle of a sharp bump?",
        ),
        WrongForm(
            "bump_upside_down",
            lambda x, a, b, h, s: h * (sigmoid(s * (x - b)) - sigmoid(s * (x - a))),
            "The two steps are in each other's place: the bump points down.",
            "Between the edges, which of the two sigmoids is on?",
        ),
        WrongForm(
            "bump_no_sharpness",
            lambda x, a, b, h, s: h * (sigmoid(x - a) - sigmoid(x - b)),
            "The sharpness is not used: the steps have the slope of a plain sigmoid.",
            "What makes a step of a sigmoid?",
        ),
        WrongForm(
            "bump_divided",
            lambda x, a, b, h, s: h * (sigmoid((x - a) / s) - sigmoid((x - b) / s)),
            "The distance is divided by the sharpness: a sharper bump comes out softer.",
            "A large sharpness should make even a small distance from the edge count.",
        ),
        WrongForm(
            "bump_height_of_first_only",
            lambda x, a, b, h, s: h * sigmoid(s * (x - a)) - sigmoid(s * (x - b)),
            "The height multiplies only the first step: the second takes away 1 instead of it.",
            "Far to the right, what is left of the bump?",
        ),
        WrongForm(
            "bump_product",
            lambda x, a, b, h, s: h * sigmoid(s * (x - a)) * sigmoid(s * (b - x)),
            "The two sigmoids are multiplied. That looks alike when they are sharp, but a linear "
            "output layer can only add and subtract.",
            "A network's output is a weighted sum of its hidden units. Which weights do you need?",
        ),
        WrongForm(
            "bump_hard",
            lambda x, a, b, h, s: np.where((x > a) & (x < b), h, 0 * x).astype(x.dtype),
            "This is a hard step without sigmoids; the bump's edges should be as soft as the "
            "sharpness says.",
            "At the left edge itself, a sigmoid is one half.",
        ),
        WrongForm(
            "bump_tanh",
            lambda x, a, b, h, s: h * (np.tanh(s * (x - a)) - np.tanh(s * (x - b))),
            "These are steps of tanh, from −1 to 1: the bump is twice as high, and sharper.",
            "From where to where does a sigmoid step?",
        ),
    ),
)

TASKS = (BUMP,)
