"""Inputs that come in rows: one example a row, one score or probability for each class.

What softmax computes depends on its whole row, so that other mistakes are made with it than with
elementwise functions: a sum over the wrong axis or over everything, a lost axis, one maximum for
all rows. There are other numbers of rows than of classes, but for one square case, in which a lost
axis still brings numbers; and some rows lie 2000 below others. An upstream gradient is never
constant along a row: there softmax's backward is 0, also with a wrong sign, factor or input.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.exercises.exercise import Case
from autograder.exercises.inputs import Generator, uniform, upstream

Cases = Callable[[Generator], list[Case]]
# A function that keeps the shape of its rows: y = softmax(z).
Map = Callable[[np.ndarray], np.ndarray]

EASY = np.array([[1.0, 2.0, 4.0], [3.0, -1.0, 0.0]])
FAR_APART = np.array([[1000.0, 999.0, 998.0], [-1000.0, -1001.0, -998.0], [0.0, -1000.0, 1000.0]])
# With these probabilities a person can follow the sums.
EASY_Y = np.array([[0.5, 0.25, 0.25], [0.125, 0.125, 0.75]])
EASY_UPSTREAM = np.array([[4.0, -8.0, 2.0], [-8.0, 2.0, 4.0]])
EASY_LABELS = np.array([1, 2])


def rows(with_options: bool = False) -> Cases:
    """Cases for f(z), which treats each row by itself; stable from −1000 to 1000.

    `with_options`: it takes `axis` and `temperature`, too.
    """

    def cases(rng: Generator) -> list[Case]:
        return [
            Case("a single row of 3 scores (a 1-D array)", (EASY[0],)),
            Case("2 rows of 3 scores", (EASY,)),
            *(_with_options(rng) if with_options else []),
            Case("one row of scores from −2 to 4", (np.linspace(-2, 4, 48),), curve=True),
            *(Case(label, (z,)) for label, z in _random_rows(rng).items()),
            Case("whole numbers (an int array)", (np.array([[3, -2, 5], [0, 1, -1]]),)),
            Case("scores from −1000 to 1000", (FAR_APART,), stable=True),
            *(_far_with_options() if with_options else []),
        ]

    return cases


def _with_options(rng: Generator) -> list[Case]:
    low, high = round(rng.uniform(0.3, 0.8), 4), round(rng.uniform(2.5, 5.0), 4)
    rounded = uniform(rng, (3, 5)).astype(np.float32)
    return [
        Case("2 rows of 3 scores, axis=0", (EASY,), {"axis": 0}),
        Case("2 rows of 3 scores, temperature=2", (EASY,), {"temperature": 2.0}),
        Case(f"temperature={high}", (uniform(rng, (4, 3)),), {"temperature": high}),
        Case(f"axis=0, temperature={low}", (rounded,), {"axis": 0, "temperature": low}),
        Case("a 3-D array, axis=1", (uniform(rng, (2, 3, 4)),), {"axis": 1}),
    ]


def _far_with_options() -> list[Case]:
    far = "scores from −1000 to 1000"
    return [
        Case(f"{far}, axis=0", (FAR_APART.T,), {"axis": 0}, stable=True),
        Case(f"{far}, temperature=0.5", (FAR_APART,), {"temperature": 0.5}, stable=True),
    ]


def _random_rows(rng: Generator) -> dict[str, np.ndarray]:
    read_only = uniform(rng, (2, 4))
    read_only.setflags(write=False)
    return {
        "5 rows of 4": uniform(rng, (5, 4)),
        "as many rows as columns": uniform(rng, (3, 3)),
        "a single row (a 2-D array)": uniform(rng, (1, 4)),
        "a 3-D array": uniform(rng, (2, 3, 4)),
        "no rows at all": np.empty((0, 3)),
        "a float32 array": uniform(rng, (5, 3)).astype(np.float32),
        "a read-only array": read_only,
        "every second column of an array": uniform(rng, (3, 8))[:, ::2],
    }


def rows_backward(saved: Map, of_easy: Map = np.copy) -> Cases:
    """Cases for f_backward(grad_output, saved(z)), where `saved` is the forward.

    `of_easy` makes an output of probabilities that are easy to follow: `np.log` for log-softmax.
    """

    def cases(rng: Generator) -> list[Case]:
        far = upstream(rng, FAR_APART.shape), saved(FAR_APART)
        return [
            Case("a single row (1-D arrays)", (EASY_UPSTREAM[0], of_easy(EASY_Y[0]))),
            Case("2 rows of 3", (EASY_UPSTREAM, of_easy(EASY_Y))),
            *(Case(label, _with_upstream(rng, z, saved)) for label, z in _random_rows(rng).items()),
            Case("outputs for scores from −1000 to 1000", far),
        ]

    return cases


def _with_upstream(rng: Generator, z: np.ndarray, saved: Map) -> tuple[np.ndarray, np.ndarray]:
    """An upstream gradient and saved(z), which keeps dtype, lock and memory layout of z."""
    kept = saved(z).astype(z.dtype)
    if not z.flags.c_contiguous:
        kept = np.repeat(kept, 2, axis=-1)[..., ::2]
    kept.setflags(write=z.flags.writeable)
    return upstream(rng, z.shape).astype(z.dtype), kept


def labelled_rows(stable: bool = False) -> Cases:
    """Cases for f(logits, labels): logits (rows, classes), labels (rows,) of any integer type.

    `stable` demands that logits from −1000 to 1000 raise no warning.
    """

    def cases(rng: Generator) -> list[Case]:
        def of_shape(rows: int, classes: int) -> tuple[np.ndarray, np.ndarray]:
            return uniform(rng, (rows, classes)), _labels(rng, rows, classes)

        logits, labels = of_shape(5, 3)
        return [
            Case("2 rows of 3 logits", (EASY, EASY_LABELS)),
            Case("5 rows of 4 logits", of_shape(5, 4)),
            Case("3 rows of 7 logits", of_shape(3, 7)),
            Case("as many rows as classes", of_shape(3, 3)),
            Case("a single row", of_shape(1, 4)),
            Case("the same label in every row", (logits, np.full(5, 1))),
            Case("float32 logits", (logits.astype(np.float32), labels)),
            Case("labels of int32", (logits, labels.astype(np.int32))),
            Case("labels of uint8", (logits, labels.astype(np.uint8))),
            Case("whole logits (an int array)", (np.array([[3, -2, 5], [0, 1, -1]]), EASY_LABELS)),
            Case("read-only arrays", _locked(of_shape(4, 3))),
            Case("every second column of an array", (of_shape(3, 8)[0][:, ::2], labels[:3])),
            Case("logits from −1000 to 1000", (FAR_APART, np.array([0, 2, 1])), stable=stable),
        ]

    return cases


def _labels(rng: Generator, count: int, classes: int) -> np.ndarray:
    """Random class numbers; the first two rows, if there are so many, differ."""
    labels = rng.integers(0, classes, count)
    labels[1:2] = (labels[:1] + rng.integers(1, classes)) % classes
    return labels


def _locked(arrays: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    for array in arrays:
        array.setflags(write=False)
    return arrays
