"""How well are wrong answers recognised? `python -m tests.recognition`, or `make recognition`.

Every wrong form of the catalogue and every composed one is graded, and every right implementation
of the bank. Prints what was rejected, named and accepted; exit code 1 if a promise is broken.
With `--messages 20`, prints instead what learners read of twenty wrong answers picked at random.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from tqdm import tqdm

from tests.recognition.bank import RIGHT, is_accepted
from tests.recognition.composed import FUNCTIONS
from tests.recognition.messages import picked
from tests.recognition.tally import (
    COMPOSED_NAMED,
    LISTED,
    LISTED_NAMED,
    Outcome,
    composed_outcomes,
    listed_outcomes,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade, print, and say whether every promise holds."""
    parser = argparse.ArgumentParser(prog="python -m tests.recognition", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="how often each is graded (20)")
    parser.add_argument("--misses", action="store_true", help="list what was not named right")
    parser.add_argument("--messages", type=int, metavar="N", help="print N messages and end")
    parser.add_argument("--seed", type=int, default=0, help="which messages are picked (0)")
    options = parser.parse_args(arguments)
    if options.messages is not None:
        return _shown(options.messages, options.seed)
    seeds = range(options.seeds)
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:

        def each(ask: Callable[..., Any], things: Collection[Any], title: str) -> Iterator[Any]:
            answers = pool.imap(partial(ask, seeds), things)
            return iter(tqdm(answers, title, len(things), disable=None))

        listed = list(chain.from_iterable(each(listed_outcomes, LISTED, "catalogue")))
        composed = list(chain.from_iterable(each(composed_outcomes, FUNCTIONS, "composed")))
        accepted = list(each(is_accepted, RIGHT, "right ones"))
    holds = _told("wrong forms of the catalogue", listed, LISTED_NAMED, options.misses)
    holds &= _told("composed wrong forms", composed, COMPOSED_NAMED, options.misses)
    print(f"{sum(accepted)} of {len(accepted)} right implementations accepted")
    return int(not (holds and all(accepted)))


def _shown(count: int, seed: int) -> int:
    """Print cards of wrong answers, each below what was wrong with it."""
    for one, card in picked(count, np.random.default_rng(seed)):
        print(f"— {one.exercise} · {one.kind}: {one.label}\n\n{card}\n")
    return 0


def _told(which: str, outcomes: Sequence[Outcome], least: float, misses: bool) -> bool:
    """Print the figures of some wrong forms, and say whether they are as good as promised."""
    rejected = sum(outcome.rejected for outcome in outcomes)
    named = sum(outcome.named for outcome in outcomes)
    print(
        f"{rejected} of {len(outcomes)} {which} rejected, "
        f"{named} named right ({named / len(outcomes):.1%})"
    )
    for outcome in outcomes:
        if misses and not outcome.named:
            print(f"  {outcome.exercise}: {outcome.words} → {', '.join(outcome.diagnoses)}")
    return rejected == len(outcomes) and named >= least * len(outcomes)


if __name__ == "__main__":
    raise SystemExit(main())
