"""The straight pieces of a ReLU network from one number to one number."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator

Layers = list[tuple[np.ndarray, np.ndarray]]


def preactivations(layers: Layers, x: np.ndarray) -> list[np.ndarray]:
    """What every layer hands to its ReLU, for the points x (n,); last, the network's output."""
    h, found = x[:, None], []
    for weight, bias in layers:
        found.append(h @ weight + bias)
        h = np.maximum(found[-1], 0)
    return found


def corners(layers: Layers, low: float, high: float) -> np.ndarray:
    """Every point of [low, high] where the output may bend, and the two ends.

    Between two such points all layers so far are straight, so that a unit of the next one changes
    sign at most once between them, and where is found by the rule of three.
    """
    x = np.array([low, high], dtype=float)
    for depth in range(len(layers) - 1):
        z = preactivations(layers, x)[depth]
        before, after = z[:-1], z[1:]
        row, unit = np.nonzero(before * after < 0)
        share = before[row, unit] / (before[row, unit] - after[row, unit])
        x = np.unique(np.append(x, x[row] + share * (x[row + 1] - x[row])))
        x = x[np.append(True, np.diff(x) > 1e-9 * (high - low))]
    return x


def slopes(layers: Layers, x: np.ndarray) -> np.ndarray:
    """The output's slope between neighbouring points."""
    return np.diff(preactivations(layers, x)[-1][:, 0]) / np.diff(x)


def count_linear_pieces(layers: Layers, low: float, high: float) -> int:
    """How many straight pieces the output has on [low, high]; neighbours of one slope are one.

    >>> hat = [(np.ones((1, 3)), np.array([0.0, -1.0, -2.0])),
    ...        (np.array([[1.0], [-2.0], [1.0]]), np.zeros(1))]
    >>> count_linear_pieces(hat, -1.0, 3.0), count_linear_pieces(hat, 0.5, 1.5)
    (4, 2)
    """
    found = slopes(layers, corners(layers, low, high))
    return 1 + int(np.count_nonzero(~np.isclose(found[1:], found[:-1])))


def _counted(case: Case, pieces: np.ndarray) -> Mapping[str, np.ndarray]:
    """A number of pieces is right as 4 and as 4.0."""
    return {"the number of pieces": np.asarray(pieces, dtype=np.float64)}


def _tents(depth: int) -> Layers:
    """`depth` folds of [0, 1]: 2ᴸ pieces."""
    fold, out, bias = np.array([[1.0, 1.0]]), np.array([[2.0], [-4.0]]), np.array([0.0, -0.5])
    return [(fold, bias), *[(out @ fold, bias)] * (depth - 1), (out, np.zeros(1))]


def _random(rng: Generator, *widths: int) -> Layers:
    """A network whose bends are apart: drawn anew until no count hangs on rounding."""
    sizes = [1, *widths, 1]
    while True:
        layers = [
            (rng.normal(size=pair) * (2 / pair[0]) ** 0.5, rng.normal(size=pair[1]))
            for pair in pairwise(sizes)
        ]
        x = corners(layers, -3.0, 3.0)
        turns = np.abs(np.diff(slopes(layers, x)))
        wide = len(x) > 3 and bool(np.diff(x).min() > 1e-3)
        if wide and bool(np.all((turns > 1e-2) | (turns < 1e-9))):
            return layers


def _cases(rng: Generator) -> list[Case]:
    one = np.ones((1, 3))
    hat = [(one, np.array([0.0, -1.0, -2.0])), (np.array([[1.0], [-2.0], [1.0]]), np.zeros(1))]
    zigzag = [(one, np.array([0.0, -1.0, -2.0])), (np.array([[2.0], [-4.0], [4.0]]), -np.ones(1))]
    # Two hinges at one place, which cancel; one with no weight; one outside.
    silent = [
        (np.ones((1, 5)), np.array([0.0, -1.0, -1.0, 0.5, -9.0])),
        (np.array([[1.0], [2.0], [-2.0], [0.0], [1.0]]), np.array([0.3])),
    ]
    # The second layer's unit is never on: nothing bends in the end.
    shut = [
        (np.ones((1, 1)), np.zeros(1)),
        (np.array([[-1.0]]), np.array([-1.0])),
        (np.ones((1, 1)), np.zeros(1)),
    ]
    return [
        Case("three hinges", (hat, -1.0, 3.0)),
        Case("three hinges, one of them inside", (hat, 0.5, 1.5)),
        Case("no hidden layer", ([(np.array([[2.0]]), np.array([1.0]))], 0.0, 1.0)),
        Case("hinges that cancel, have no weight, or lie outside", (silent, -2.0, 4.0)),
        Case("a second layer that is never on", (shut, -2.0, 2.0)),
        Case("a curve that crosses zero", (zigzag, 0.0, 3.0)),
        Case("two folds", (_tents(2), 0.0, 1.0)),
        Case("five folds", (_tents(5), 0.0, 1.0)),
        Case("eight random hinges", (_random(rng, 8), -3.0, 3.0)),
        Case("two random layers", (_random(rng, 5, 5), -3.0, 3.0)),
        Case("three random layers", (_random(rng, 4, 6, 4), -3.0, 3.0)),
    ]


def _on_a_grid(layers: Layers, low: float, high: float) -> int:
    found = slopes(layers, np.linspace(low, high, 101))
    return 1 + int(np.count_nonzero(~np.isclose(found[1:], found[:-1])))


def _of_first_layer(layers: Layers, low: float, high: float) -> int:
    if len(layers) == 1:
        return 1
    return len(corners(layers[:2], low, high)) - 1


COUNT_LINEAR_PIECES = Exercise(
    name="count_linear_pieces",
    signature="(layers, low, high)",
    points=4,
    reference=count_linear_pieces,
    cases=_cases,
    outputs=("pieces",),
    measure=_counted,
    rowwise=True,
    hint="Find all points where a unit of the first layer changes sign, then of the second between "
    "these, and so on; in the end count where neighbouring slopes differ.",
    wrong_forms=(
        WrongForm(
            "pieces_bends",
            lambda layers, low, high: count_linear_pieces(layers, low, high) - 1,
            "These are the bends; there is one piece more than there are bends.",
            "How many pieces does a straight line have, and how many bends?",
        ),
        WrongForm(
            "pieces_corners",
            lambda layers, low, high: len(corners(layers, low, high)) - 1,
            "Every point where some unit switches is counted, even where the output goes straight "
            "on.",
            "What if a unit's weight in the next layer is 0, or two bends cancel?",
        ),
        WrongForm(
            "pieces_ends_counted",
            lambda layers, low, high: count_linear_pieces(layers, low, high) + 1,
            "There is one too many: an end of the interval is no bend.",
            "How many pieces does a straight line have?",
        ),
        WrongForm(
            "pieces_units",
            lambda layers, low, high: 1 + sum(len(bias) for _, bias in layers[:-1]),
            "This is one more than the number of hidden units: a bound for one layer, not a count.",
            "Does every unit switch inside the interval? And can a unit of the second layer bend "
            "the line more than once?",
        ),
        WrongForm(
            "pieces_powers",
            lambda layers, low, high: 2 ** (len(layers) - 1),
            "This is 2 to the number of hidden layers: what folds can reach, not what this network "
            "does.",
            "Look at the weights: where do the units switch?",
        ),
        WrongForm(
            "pieces_all_powers",
            lambda layers, low, high: 2 ** sum(len(bias) for _, bias in layers[:-1]),
            "This is the number of on/off patterns that one could write down; few of them occur.",
            "On a line, how many patterns does one meet from left to right?",
        ),
        WrongForm(
            "pieces_first_layer",
            _of_first_layer,
            "Only the first hidden layer's bends are counted.",
            "A unit of the second layer switches somewhere, too. Between which points is its "
            "pre-activation straight?",
        ),
        WrongForm(
            "pieces_grid",
            _on_a_grid,
            "The slopes are compared on a grid: a bend between two grid points counts twice, and a "
            "narrow piece not at all.",
            "A unit's bend can be computed exactly, from its pre-activations at two points.",
        ),
        WrongForm(
            "pieces_everywhere",
            lambda layers, low, high: count_linear_pieces(layers, -100.0, 100.0),
            "Bends outside the interval are counted as well.",
            "With which points should the search begin?",
        ),
        WrongForm(
            "pieces_relu_at_the_end",
            lambda layers, low, high: count_linear_pieces(
                [*layers, (np.ones((1, 1)), np.zeros(1))], low, high
            ),
            "The last layer gets a ReLU, too: it adds bends where the output crosses zero.",
            "What follows the last layer?",
        ),
    ),
)

TASKS = (COUNT_LINEAR_PIECES,)
