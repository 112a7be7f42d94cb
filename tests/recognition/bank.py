"""The bank of implementations as students write them, run beside the rest of their notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

import numpy as np

from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.learner import Namespace
from autograder.verdict import Verdict
from tests.submissions.build import right_one
from tests.submissions.implementation import Implementation
from tests.submissions.implementations import IMPLEMENTATIONS

Names: TypeAlias = dict[str, Any]
# The exercise, what the implementation is called, and its text.
Entry: TypeAlias = tuple[str, str, Implementation]

BANK: list[Entry] = [
    (name, label, one) for name, table in IMPLEMENTATIONS.items() for label, one in table.items()
]
RIGHT = [entry for entry in BANK if entry[2].status == "passed"]
WRONG = [entry for entry in BANK if entry[2].status != "passed"]


def run(source: str, names: Names | None = None) -> Names:
    """The names after a cell has been run."""
    names = {"np": np} if names is None else names
    exec(compile(source, "<cell>", "exec"), names)
    return names


def rest_of_the_notebook(name: str) -> Names | None:
    """Right answers to all exercises of the notebook that `name` belongs to."""
    names = None
    for other in IMPLEMENTATIONS:
        if EXERCISES[other].assignment == EXERCISES[name].assignment:
            names = run(right_one(other).source, names)
    return names


def verdicts(name: str, names: Names, seeds: Iterable[int]) -> list[Verdict]:
    """What is said of an exercise in a notebook of these names."""
    notebook = Namespace(names)
    return [examine(EXERCISES[name], notebook, np.random.default_rng(seed)) for seed in seeds]


def is_accepted(seeds: Iterable[int], entry: Entry) -> bool:
    """Does a right implementation pass for every seed?"""
    name, _, one = entry
    names = run(one.source, rest_of_the_notebook(name))
    return all(verdict.status == "passed" for verdict in verdicts(name, names, seeds))
