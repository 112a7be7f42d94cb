"""Who is faster, on a machine that is never quite the same twice: all take turns, again and again.

A processor slows down when it is warm and when a neighbour is busy. Two times measured one after
the other differ for such reasons, so that only the ratios within a round are compared.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np

Run = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Spread:
    """The median of a round's numbers and the quartiles around it."""

    median: float
    low: float
    high: float


@dataclass(frozen=True)
class Race:
    """The seconds that each competitor took, round by round."""

    seconds: dict[str, list[float]]

    def time(self, name: str) -> Spread:
        """How long one call of `name` takes."""
        return spread(self.seconds[name])

    def ratio(self, name: str, other: str) -> Spread:
        """How many times as long as `other` does `name` take?"""
        return spread(np.divide(self.seconds[name], self.seconds[other]))

    def __contains__(self, name: str) -> bool:
        return name in self.seconds


def spread(numbers: Any) -> Spread:
    """Median and quartiles."""
    low, median, high = np.quantile(numbers, [0.25, 0.5, 0.75])
    return Spread(float(median), float(low), float(high))


def race(
    runs: Mapping[str, Run],
    turn: float,
    budget: float,
    rounds: tuple[int, int],
    clock: Clock = time.perf_counter,
) -> Race:
    """Let `runs` take turns, each for about `turn` seconds, for about `budget` seconds in all.

    A run that is shorter than its turn is repeated. `rounds` are the fewest and the most.
    """
    let_the_heap_grow()
    once = {name: fastest_of_three(run, clock) for name, run in runs.items()}
    calls = {name: max(1, round(turn / seconds)) for name, seconds in once.items()}
    a_round = sum(calls[name] * once[name] for name in runs)
    fewest, most = rounds
    timers = {name: repeated(run, calls[name], clock) for name, run in runs.items()}
    return interleaved(timers, int(np.clip(budget / a_round, fewest, most)))


def interleaved(timers: Mapping[str, Callable[[], float]], rounds: int) -> Race:
    """Call each timer once a round, in a new order each round: nobody always follows the same."""
    order = np.random.default_rng(0).permuted
    seconds: dict[str, list[float]] = {name: [] for name in timers}
    with without_garbage_collection():
        for _ in range(rounds):
            for name in order(list(timers)):
                seconds[name].append(timers[name]())
    return Race(seconds)


def repeated(run: Run, calls: int, clock: Clock) -> Callable[[], float]:
    """The seconds per call of `calls` calls in a row.

    One more goes before them: after the others' turns the processor's caches are full of what is
    theirs, which a training loop, for example, never sees. A single long call fills them itself.
    """

    def seconds() -> float:
        if calls > 1:
            run()
        start = clock()
        for _ in range(calls):
            run()
        return (clock() - start) / calls

    return seconds


def fastest_of_three(run: Run, clock: Clock) -> float:
    """About how long a call takes, after a first one that takes its memory."""
    run()
    return max(1e-9, min(repeated(run, 1, clock)() for _ in range(3)))


def let_the_heap_grow() -> None:
    """Once, free the largest array that Linux's allocator takes as a measure.

    Up to that size it keeps freed memory from then on, instead of giving it back at once, which
    makes those who allocate up to four times as fast. Who was measured before must not decide it.
    """
    np.empty(31 << 20, np.uint8)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Python's collector would stop whoever happens to be running."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
