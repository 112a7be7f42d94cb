"""The inputs that exercises are tried on: easy numbers first, then everything that code trips over.

Random inputs come from a fresh generator, mainly from U(−4, 4), and keep their distance from kinks,
where a difference quotient means nothing. An upstream gradient is random, of mixed sign and does
not sum to zero; it is never all ones, which would hide a forgotten factor (and all of softmax's
backward).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from autograder.answer import Value
from autograder.exercises.exercise import Case
from autograder.learner import Options

Generator = np.random.Generator
Arrays = list[np.ndarray]
AWAY_FROM_KINK = 1e-2
# An even number of points: none of them is 0, where the kinks are.
CURVE = np.linspace(-6, 6, 96)
EASY = (0.5, 1.0, 2.0, 3.0, -0.5, -1.0, -2.0, -3.0)


def elementwise(
    kinks: Sequence[float] = (),
    more: Sequence[float] = (),
    options: Sequence[Options] = (),
    stable: bool = False,
) -> Callable[[Generator], list[Case]]:
    """Cases for f(x), elementwise: values, kinks, shapes, dtypes, memory layouts and large numbers.

    `more` are further easy numbers, `options` keyword arguments, e.g. ({"negative_slope": 0.2},);
    each is tried with a fresh value, too. `stable` demands that no input from −1000 to 1000 warns.
    """

    def cases(rng: Generator) -> list[Case]:
        numbers = np.array([*EASY, *more, *(() if kinks else (0.0,))])
        return [
            Case("a few easy numbers", (numbers,)),
            *(Case(f"x = {kink:g}", (np.array([kink]),)) for kink in kinks),
            *(Case(_spelled(option), (numbers,), option) for option in options),
            *(
                Case(f"float32 and {_spelled(fresh)}", (numbers.astype(np.float32),), fresh)
                for fresh in (_varied(rng, option) for option in options)
            ),
            Case("x from −6 to 6", (CURVE,), curve=True),
            *(Case(label, (x,)) for label, x in _random_arrays(rng, kinks).items()),
            Case("whole numbers (an int array)", (np.array([3, -2, 5, -1]),)),
            Case("large numbers", (np.array([20.0, -20.0, 40.0, -40.0]),)),
            Case("x from −1000 to 1000", (np.linspace(-1000, 1000, 40),), stable=stable),
        ]

    return cases


def _spelled(option: Options) -> str:
    return ", ".join(f"{name}={value:g}" for name, value in option.items())


def _varied(rng: Generator, option: Options) -> Options:
    return {
        name: _with_four_digits(value * rng.uniform(0.6, 0.95)) for name, value in option.items()
    }


def _with_four_digits(value: float) -> float:
    """A number that loses something when it is rounded to three."""
    return round(round(value, 3) + 0.0003, 4)


def _random_arrays(rng: Generator, kinks: Sequence[float]) -> Mapping[str, np.ndarray]:
    read_only = uniform(rng, (6,), kinks)
    read_only.setflags(write=False)
    return {
        "random numbers": uniform(rng, (40,), kinks),
        "a batch of 5 rows and 3 columns": uniform(rng, (5, 3), kinks),
        "a single number (a 0-d array)": uniform(rng, (), kinks),
        "an empty array": np.empty((0,)),
        "a 3-D array": uniform(rng, (2, 3, 4), kinks),
        "a float32 array": uniform(rng, (8,), kinks).astype(np.float32),
        "a read-only array": read_only,
        "every second column of an array": uniform(rng, (3, 8), kinks)[:, ::2],
    }


def uniform(rng: Generator, shape: tuple[int, ...], kinks: Sequence[float] = ()) -> np.ndarray:
    """Numbers from U(−4, 4), none of them within 0.01 of a kink."""
    x = rng.uniform(-4, 4, shape)
    for kink in kinks:
        near = np.abs(x - kink) < AWAY_FROM_KINK
        x = np.where(near, x + 0.1, x)
    return np.asarray(x)


def upstream(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """A ∂L/∂output as a real loss sends it: mixed signs, no entry near 0, 1 or −1."""
    sizes = rng.uniform(0.2, 0.8, shape) + rng.integers(0, 3, shape)
    return np.asarray(sizes * rng.choice([-1.0, 1.0], shape))


EASY_UPSTREAM = (2.0, -3.0, 0.5, 4.0, -2.0, 3.0, 5.0, -0.5)


def elementwise_backward(
    saved: Callable[[np.ndarray], np.ndarray] = np.copy, kinks: Sequence[float] = ()
) -> Callable[[Generator], list[Case]]:
    """Cases for f_backward(grad_output, saved(x)): `saved` is what the forward kept, x or y."""

    def cases(rng: Generator) -> list[Case]:
        easy = np.array(EASY_UPSTREAM), saved(np.array(EASY))
        at_kinks = [
            Case(f"x = {kink:g}", (np.array([2.5, -1.5]), saved(np.array([kink, kink]))))
            for kink in kinks
        ]
        return [
            Case("a few easy numbers", easy),
            *at_kinks,
            Case("large numbers", _large(saved)),
            *(
                Case(label, _with_upstream(rng, x, saved))
                for label, x in _random_arrays(rng, kinks).items()
            ),
        ]

    return cases


def _large(saved: Callable[[np.ndarray], np.ndarray]) -> tuple[Value, ...]:
    """Inputs far out, where squashing functions are flat, under large and vanishing gradients."""
    return np.array([30.0, -60.0, 0.0, 45.0]), saved(np.array([20.0, -20.0, 40.0, -40.0]))


def _with_upstream(
    rng: Generator, x: np.ndarray, saved: Callable[[np.ndarray], np.ndarray]
) -> tuple[Value, ...]:
    kept = np.asarray(saved(x)).astype(x.dtype)
    kept.setflags(write=x.flags.writeable)
    return upstream(rng, x.shape).astype(x.dtype), kept


def whole(rng: Generator, shape: tuple[int, ...]) -> np.ndarray:
    """Small whole numbers as floats, none of them 0, so that a person can follow the sums."""
    return rng.integers(1, 5, shape) * rng.choice([-1.0, 1.0], shape)
