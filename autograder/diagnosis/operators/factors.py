"""Mistakes by one number that is the same everywhere: a factor, an offset, a constant.

The number is read off what came back, and named if it has a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.target import Composed, Target, as_precise_as
from autograder.expected import Expected

NAMED: dict[str, float] = {
    **{str(n): float(n) for n in (2, 3, 4, 5, 8, 10, 100, 1000)},
    "half": 1 / 2,
    "a third": 1 / 3,
    "a quarter": 1 / 4,
    "an eighth": 1 / 8,
    "a tenth": 1 / 10,
    "a hundredth": 1 / 100,
    "ln 2": np.log(2),
    "1/ln 2": 1 / np.log(2),
    "ln 10": np.log(10),
    "1/ln 10": 1 / np.log(10),
    "√2": np.sqrt(2),
    "1/√2": np.sqrt(0.5),
    "√3": np.sqrt(3),
    "1/√3": np.sqrt(1 / 3),
    "e": np.e,
    "1/e": 1 / np.e,
    "π": np.pi,
    "1/π": 1 / np.pi,
    "2π": 2 * np.pi,
    "1/2π": 0.5 / np.pi,
    "√π": np.sqrt(np.pi),
    "1/√π": np.sqrt(1 / np.pi),
    "√(2π)": np.sqrt(2 * np.pi),
    "1/√(2π)": np.sqrt(0.5 / np.pi),
    "√(2/π)": np.sqrt(2 / np.pi),
    "2/√π": 2 / np.sqrt(np.pi),
}
# What is nearer to 1, as a factor, or to 0, as an offset, is a matter of digits.
NEXT_TO_NOTHING = 1e-3


def constants(target: Target, failing: Sequence[Observation]) -> Iterator[Composed]:
    """The form that gives the one number that came back everywhere."""
    received, _ = _read_off(target, failing)
    value = _same(received)
    if value is not None:
        yield constant(target, value)


def factors(target: Target, failing: Sequence[Observation]) -> Iterator[Composed]:
    """The forms whose factor or offset explains all that came back wrong."""
    received, right = _read_off(target, failing)
    large = np.abs(right) > 1e-3 * np.max(np.abs(right), initial=0)
    factor, offset = _same(received[large] / right[large]), _same(received - right)
    if factor and abs(factor) > NEXT_TO_NOTHING and abs(abs(factor) - 1) > NEXT_TO_NOTHING:
        yield scaled(target, factor)
    if offset and abs(offset) > NEXT_TO_NOTHING:
        yield shifted(target, offset)


def _read_off(target: Target, failing: Sequence[Observation]) -> np.ndarray:
    """What came back above what is right, wherever both are plain numbers."""
    found = [
        _plain(raw, expected)
        for one in failing
        for name, raw, expected in zip(
            target.exercise.called(one.case), one.raw or (), one.trial.expected, strict=False
        )
        if target.is_meant(name) and raw.shape == expected.low.shape
    ]
    return np.concatenate([*found, np.zeros((2, 0))], axis=1)


def _plain(received: np.ndarray, expected: Expected) -> np.ndarray:
    plain = (expected.low == expected.high) & np.isfinite(received) & np.isfinite(expected.low)
    return np.array([received[plain], expected.low[plain]], dtype=np.float64)


def _same(numbers: np.ndarray) -> float | None:
    """The one number that they all are."""
    if numbers.size < 2:
        return None
    middle = float(np.median(numbers))
    return middle if np.allclose(numbers, middle, rtol=1e-4, atol=1e-6) else None


def scaled(target: Target, factor: float) -> Composed:
    """The form that is `factor` times what it should be."""
    sure = named(abs(factor))
    times = f"{sure} of" if sure.startswith(("a", "half")) else f"{sure} times"
    times = times if sure else f"about {abs(factor):.3g} times"
    sign = ", and has the wrong sign" if factor < 0 else ""
    value = NAMED.get(sure, abs(factor)) * np.sign(factor)
    return target.changing(
        "op_scaled",
        lambda y, _: as_precise_as(y, y * value),
        f"every number is {times} what it should be{sign}",
        "Which constant factor came in, or got lost, on the way?",
    )


def named(factor: float) -> str:
    """The name of a constant: √2 for 1.41421356…, or "".

    >>> named(0.5), named(2**0.5), named(0.73)
    ('half', '√2', '')
    """
    near = (name for name, value in NAMED.items() if abs(factor / value - 1) < 1e-6)
    return next(near, "")


def shifted(target: Target, offset: float) -> Composed:
    """The form that is off by the same number everywhere."""
    way = "large" if offset > 0 else "small"
    return target.changing(
        "op_offset",
        lambda y, _: as_precise_as(y, y + offset),
        f"every number is {abs(offset):.6g} too {way}",
        "Which constant is added that should not be there, or left out that should?",
    )


def constant(target: Target, value: float) -> Composed:
    """The form that gives one number, whatever comes in."""
    return target.changing(
        "op_constant",
        lambda y, _: np.full_like(y, value),
        f"{value:.6g} comes out, whatever goes in",
        "On which of its arguments does your answer depend?",
    )
