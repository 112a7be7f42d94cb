"""Which inputs fit a layer: a gated one makes one number out of two along the last axis."""

from __future__ import annotations

from itertools import product

import pytest

from course.engine import ACTIVATIONS
from tests.accuracy.subject import width

Shape = tuple[int, ...]
WIDTHS = {name: width(layer()) for name, layer in ACTIVATIONS.items()}
SHAPES: list[Shape] = [(), (0,), (1,), (5,), (0, 3), (3, 0), (4, 3), (2, 3, 4)]


def input_shape(name: str, shape: Shape) -> Shape:
    """Of the input for which the activation returns this shape.

    >>> input_shape("relu", (4, 3)), input_shape("glu", (4, 3))
    ((4, 3), (4, 6))
    """
    return (*shape[:-1], WIDTHS[name] * shape[-1]) if shape else ()


# All activations in all shapes; without an axis there is nothing to halve.
each_shape = pytest.mark.parametrize(
    ("name", "shape"),
    [(name, shape) for name, shape in product(ACTIVATIONS, SHAPES) if shape or WIDTHS[name] == 1],
    ids=str,
)
