"""Which share of a layer's units is dead?"""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator, uniform


def dead_fraction(activations: np.ndarray) -> np.floating:
    """The share of columns that are exactly 0 in every row; activations is (examples, units).

    >>> dead_fraction(np.array([[0.0, 1.0], [0.0, 0.0]]))
    np.float64(0.5)
    """
    return np.mean(np.all(activations == 0, axis=0))


def _cases(rng: Generator) -> list[Case]:
    def layer(examples: int, units: int, dead: int) -> np.ndarray:
        """Outputs of a ReLU layer: half of them 0, `dead` columns 0 throughout, none by chance."""
        y = np.maximum(uniform(rng, (examples, units)), 0)
        y[rng.integers(examples, size=units), np.arange(units)] = rng.uniform(0.5, 2, units)
        y[:, rng.choice(units, dead, replace=False)] = 0
        return y

    easy = np.array([[0.0, 2.0, 0.0, 1.0], [0.0, 0.0, 0.0, 3.0], [0.0, 0.0, 4.0, 5.0]])
    silent_row = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 2.0]])
    leaky = np.array([[-0.01, 0.0, 1.0], [-0.02, 0.0, -1.0], [-0.03, 0.0, 0.0]])
    return [
        Case("3 examples of 4 units, one of them dead", (easy,)),
        Case("an example for which all are off", (silent_row,)),
        Case("a layer of 8 units, 3 of them dead", (layer(5, 8, 3),)),
        Case("a layer of 6 units, none dead", (layer(9, 6, 0),)),
        Case("a layer in which all are dead", (np.zeros((4, 5)),)),
        Case("negative outputs, as of a leaky ReLU", (leaky,)),
        Case("outputs that cancel", (np.array([[1.0, 0.0], [-1.0, 0.0]]),)),
        Case("very small outputs, which are not 0", (np.array([[1e-12, 0.0], [0.0, 0.0]]),)),
        Case("more units than examples", (layer(3, 20, 7),)),
        Case("a single example", (layer(1, 6, 2),)),
        Case("a float32 layer", (layer(6, 5, 2).astype(np.float32),)),
    ]


DEAD_FRACTION = Exercise(
    name="dead_fraction",
    signature="(activations)",
    points=2,
    reference=dead_fraction,
    cases=_cases,
    rowwise=True,
    hint="First decide for each unit, that is for each column: is it 0 for every example? Then "
    "take the share of the units for which that is so.",
    wrong_forms=(
        WrongForm(
            "dead_fraction_zeros",
            lambda y: np.mean(y == 0),
            "This is the share of zeros, the sparsity. A unit that is off for some examples is not "
            "dead.",
            "When is a single unit dead: what must be true of all its outputs?",
        ),
        WrongForm(
            "dead_fraction_of_examples",
            lambda y: np.mean(np.all(y == 0, axis=1)),
            "These are the examples for which all units are off; the units are asked about.",
            "Examples are rows, units are columns: which axis must go first?",
        ),
        WrongForm(
            "dead_fraction_any",
            lambda y: np.mean(np.any(y == 0, axis=0)),
            "These are the units that are off for at least one example; dead means off for all.",
            "Is a unit dead if it is on for a single example?",
        ),
        WrongForm(
            "dead_fraction_alive",
            lambda y: np.mean(np.any(y != 0, axis=0)),
            "This is the share of units that are alive.",
            "What should come out for a layer of zeros?",
        ),
        WrongForm(
            "dead_fraction_count",
            lambda y: np.sum(np.all(y == 0, axis=0)) * 1.0,
            "This is the number of dead units, not their share.",
            "By what must it be divided to lie between 0 and 1?",
        ),
        WrongForm(
            "dead_fraction_per_example",
            lambda y: np.sum(np.all(y == 0, axis=0)) / y.shape[0],
            "The dead units are divided by the number of examples instead of the number of units.",
            "A share of what is asked for?",
        ),
        WrongForm(
            "dead_fraction_percent",
            lambda y: 100 * dead_fraction(y),
            "This is in percent; a share lies between 0 and 1.",
            "What should come out for a layer of zeros?",
        ),
        WrongForm(
            "dead_fraction_not_positive",
            lambda y: np.mean(np.all(y <= 0, axis=0)),
            "Negative outputs count as off here; a leaky unit that is negative is not dead.",
            "Does a leaky ReLU still learn where its output is −0.01?",
        ),
        WrongForm(
            "dead_fraction_of_sums",
            lambda y: np.mean(y.sum(axis=0) == 0),
            "The outputs are summed first: 1 and −1 cancel, and the unit seems dead.",
            "Which comes first, the comparison with 0 or the sum?",
        ),
        WrongForm(
            "dead_fraction_small",
            lambda y: np.mean(np.all(np.abs(y) < 1e-8, axis=0)),
            "Small outputs count as 0; a unit that puts out 1e-12 still has a slope.",
            "ReLU's zeros are exact: is a tolerance needed?",
        ),
        WrongForm(
            "dead_fraction_first_example",
            lambda y: np.mean(y[0] == 0),
            "Only the first example is looked at.",
            "A unit may be off for the first example and on for the second: is it dead?",
        ),
        WrongForm(
            "dead_fraction_by_unit",
            lambda y: np.mean(y == 0, axis=0),
            "This is one number for each unit: how often it is off. One number for the layer is "
            "asked for.",
            "For which of these numbers is a unit dead, and what share of the units has it?",
        ),
    ),
)

TASKS = (DEAD_FRACTION,)
