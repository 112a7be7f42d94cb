"""The gain of an activation, estimated from a sample."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator
from autograder.steps import name

Function = Callable[[np.ndarray], np.ndarray]


def gain(f: Function, z: np.ndarray) -> float:
    """E[f(z)²]^(−½) over the sample z."""
    return float(np.mean(f(z) ** 2) ** -0.5)


def _cases(rng: Generator) -> list[Case]:
    def sample(*shape: int) -> np.ndarray:
        return rng.standard_normal(shape)

    easy = np.array([1.0, -1.0, 2.0, -2.0])
    return [
        Case("four numbers and f(z) = z²", (name("np.square"), easy)),
        Case("four numbers and f(z) = |z|", (name("np.abs"), easy)),
        Case("a normal sample and tanh", (name("np.tanh"), sample(1000))),
        Case("a normal sample and f(z) = z³", (name("cube"), sample(1000))),
        Case("a normal sample and f with a kink", (name("halving_kink"), sample(1000))),
        Case("a sample of 40 rows and 25 columns", (name("np.exp"), sample(40, 25))),
        Case("a sample of spread 3", (name("np.sin"), 3 * sample(1000))),
    ]


GAIN = Exercise(
    name="gain",
    signature="(f, z)",
    points=2,
    reference=gain,
    cases=_cases,
    outputs=("gain",),
    rowwise=True,
    hint="From the inside out: apply f, square, take the mean, then one over the root.",
    wrong_forms=(
        WrongForm(
            "gain_inverted",
            lambda f, z: np.mean(f(z) ** 2) ** 0.5,
            "This is how much of the signal is left; the gain is what makes up for it, one over "
            "that.",
            "An activation that halves everything: by what must the weights grow?",
        ),
        WrongForm(
            "gain_no_root",
            lambda f, z: 1 / np.mean(f(z) ** 2),
            "The root is missing: this is the factor for the variance of the weights, not for the "
            "weights.",
            "An activation that halves everything: by what must the weights grow?",
        ),
        WrongForm(
            "gain_power_only",
            lambda f, z: np.mean(f(z) ** 2),
            "This is the mean square itself, without the exponent −½.",
            "An activation that halves everything: by what must the weights grow?",
        ),
        WrongForm(
            "gain_deviation",
            lambda f, z: 1 / np.std(f(z)),
            "The standard deviation subtracts the mean first; what the next layer receives is the "
            "whole f(z), mean included.",
            "In the derivation, is it the variance of f(z), or the mean of its square?",
        ),
        WrongForm(
            "gain_variance",
            lambda f, z: 1 / np.var(f(z)),
            "The variance subtracts the mean first, and the root is missing.",
            "In the derivation, is it the variance of f(z), or the mean of its square?",
        ),
        WrongForm(
            "gain_square_of_mean",
            lambda f, z: 1 / np.abs(np.mean(f(z))),
            "The mean is squared; asked for is the mean of the squares.",
            "For an odd function such as tanh the mean is about 0. Is its gain infinite?",
        ),
        WrongForm(
            "gain_absolute",
            lambda f, z: 1 / np.mean(np.abs(f(z))),
            "This uses the mean of |f(z)| instead of the root of the mean square.",
            "Power is what adds up over independent terms: which mean is that?",
        ),
        WrongForm(
            "gain_of_z_squared",
            lambda f, z: np.mean(np.abs(f(z**2))) ** -0.5,
            "The square is taken before f: this is f(z²), not f(z)².",
            "Read E[f(z)²] from the inside out.",
        ),
        WrongForm(
            "gain_relative",
            lambda f, z: np.sqrt(np.mean(z**2) / np.mean(f(z) ** 2)),
            "The result is multiplied by the size of z; the formula takes z as it comes.",
            "Which terms stand in E[f(z)²]^(−½)?",
        ),
        WrongForm(
            "gain_of_slope",
            lambda f, z: np.mean(((f(z + 1e-6) - f(z - 1e-6)) / 2e-6) ** 2) ** -0.5,
            "This is the same formula for the slope f′; that is the way back, not the way forward.",
            "Which of f and f′ does the signal meet on its way forward?",
        ),
    ),
)

TASKS = (GAIN,)
