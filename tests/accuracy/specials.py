"""What becomes of a function where numbers end: at ±∞, at NaN, and just before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from course.engine import ACTIVATIONS, Elementwise
from tests.accuracy.exact import Exact, evaluate
from tests.accuracy.inputs import grid
from tests.accuracy.subject import DERIVATIVE, VALUE, Array, Function
from tests.accuracy.ulps import ulps

ENDS = np.array([-np.inf, np.inf])
LIMIT = "not the limit at −∞ or ∞"
FINITE = "NaN for a finite x"
NAN = "a number for NaN"
LOSS = "loss of the logits [40, 0]: 4.2e-18"
QUESTIONS = (LIMIT, FINITE, NAN, LOSS)


def agrees(received: Array, exact: Exact) -> NDArray[np.bool_]:
    """Whether numbers are these: to 4 units in the last place, or 0 or ∞ themselves.

    >>> agrees(np.array([np.pi / 2, 0.0, 7.0]), Exact(np.array([np.pi / 2, 0, 0]), np.zeros(3)))
    array([ True,  True, False])
    """
    ordinary = np.isfinite(exact.nearest) & (exact.nearest != 0)
    return np.where(ordinary, ulps(received, exact) <= 4, received == exact.nearest)


def flaws(function: str, parts: dict[str, Function]) -> Iterator[tuple[str, str]]:
    """The questions that a library answers wrongly for a function, each with what is wrong."""
    if function == "cross_entropy":
        yield LOSS, f"{abs(float(parts[VALUE](np.array([[40.0, 0.0]]))[0])):.2g}"
        return
    layer = ACTIVATIONS[function]()
    if not isinstance(layer, Elementwise):
        return
    for part, at_infinity in zip((VALUE, DERIVATIVE), evaluate(layer.textbook, ENDS), strict=True):
        if part in parts:
            name = function + "′" * (part == DERIVATIVE)
            yield from _flaws(name, parts[part], at_infinity)


def _flaws(name: str, f: Function, at_infinity: Exact) -> Iterator[tuple[str, str]]:
    x = grid(4000)
    with np.errstate(all="ignore"):
        lost = np.abs(x[np.isnan(f(x))])
        if not np.all(agrees(f(ENDS), at_infinity)):
            yield LIMIT, name
        if lost.size:
            yield FINITE, f"{name} from {lost.min():.2g}"
        if not np.isnan(f(np.array([np.nan]))[0]):
            yield NAN, name
