"""A part of a number line, in words: "right for x > 0; wrong for x < 0"."""

from __future__ import annotations

import numpy as np

from autograder.plain import number

# What lies further out is another matter: there exponentials overflow and curves are flat.
NEAR = 8.0
# So many values on either side, or nothing is claimed.
ENOUGH = 3
ENOUGH_UNCUT = 10
# A wrong curve may cross the right one now and then.
MOSTLY = 0.8


def region_of(name: str, values: np.ndarray, wrong: np.ndarray) -> str:
    """Where `wrong` is true, if that is a part of the number line that can be named, or "".

    >>> x = np.linspace(-4, 4, 50)
    >>> region_of("x", x, x < 0)
    'It is right for x > 0 and wrong for x < 0.'
    >>> region_of("x", np.array([1.0, 2.0, 5.0, 20.0, 40.0]), np.array([0, 0, 0, 0, 1], bool))
    'It is right up to x = 20 and wrong from x = 40 on.'
    """
    near = np.abs(values) <= NEAR
    if not wrong.any() or wrong.all():
        return ""
    if not wrong[near].any():
        return _far_out(name, values, wrong)
    if set(values[wrong]) == {0.0}:
        return f"It is wrong at {name} = 0 only." if (~wrong).sum() >= ENOUGH else ""
    return (
        _band(name, values, wrong)
        or _split(name, values, wrong)
        or _split(f"|{name}|", np.abs(values), wrong)
    )


def safe_side(name: str, values: np.ndarray, wrong: np.ndarray) -> str:
    """The side of 0 on which nothing at all is wrong, or "".

    >>> x = np.linspace(-4, 4, 50)
    >>> safe_side("x", x, (x > 0) & (np.arange(50) % 2 == 0))
    'x < 0'
    """
    for side, spelled in ((values > 0, f"{name} > 0"), (values < 0, f"{name} < 0")):
        if side.sum() >= ENOUGH_UNCUT and wrong.any() and not wrong[side].any():
            return spelled
    return ""


def _far_out(name: str, values: np.ndarray, wrong: np.ndarray) -> str:
    """How far it is right, on the side of 0 where it is not so for ever."""
    signs = set(np.sign(values[wrong]))
    side = np.isin(np.sign(values), list(signs))
    size, bad = np.abs(values[side]), wrong[side]
    first = size[bad].min()
    right, beyond = size[size < first], bad[size >= first]
    if right.size < ENOUGH:
        return ""
    spelled = f"|{name}|" if len(signs) == 2 else name
    sign = 1 if len(signs) == 2 else signs.pop()
    way = "up" if sign > 0 else "down"
    last, start = number(sign * right.max(), 4), number(sign * first, 4)
    wrong_part = f"from {spelled} = {start} on" if beyond.mean() >= MOSTLY else f"at {start}"
    return f"It is right {way} to {spelled} = {last} and wrong {wrong_part}."


def _split(name: str, x: np.ndarray, wrong: np.ndarray) -> str:
    """One cut with right answers on one side of it and wrong ones on the other."""
    for sign, right_side, wrong_side in ((1, ">", "<"), (-1, "<", ">")):
        cut = _cut(sign * x, wrong)
        if cut is not None:
            at = number(sign * cut, 4)
            return (
                f"It is right for {name} {right_side} {at} and wrong for {name} {wrong_side} {at}."
            )
    return ""


def _cut(x: np.ndarray, wrong: np.ndarray) -> float | None:
    """A number above which everything is right and below which most is wrong; 0 if that will do."""
    edge = np.max(x[wrong])
    # A wrong answer or two close to 0 may be right by accident.
    is_zero = edge <= 0 and np.sum((x > edge) & (x < 0)) < ENOUGH
    cut = 0.0 if is_zero else _roundest(edge, np.min(x[x > edge], initial=np.inf))
    near = np.abs(x) <= NEAR
    above, below = near & (x > cut), near & (x <= edge)
    enough = above.sum() >= ENOUGH <= below.sum()
    return cut if enough and wrong[below].mean() >= MOSTLY else None


def _band(name: str, x: np.ndarray, wrong: np.ndarray) -> str:
    """Wrong from here to there and right on both sides."""
    low, high = np.min(x[wrong]), np.max(x[wrong])
    near = np.abs(x) <= NEAR
    below, above, within = near & (x < low), near & (x > high), (x >= low) & (x <= high)
    if below.sum() < ENOUGH or above.sum() < ENOUGH or within.sum() < ENOUGH:
        return ""
    if wrong[within].mean() < MOSTLY:
        return ""
    first = number(-_roundest(-low, -np.max(x[below])), 4)
    last = number(_roundest(high, np.min(x[above])), 4)
    return f"It is wrong from {name} = {first} to {name} = {last} and right on both sides."


def _roundest(low: float, high: float) -> float:
    """The number with the fewest digits from low to high."""
    rounded = (float(np.ceil(low * 10**digits) / 10**digits) for digits in range(6))
    return next((one for one in rounded if one <= high), low)
