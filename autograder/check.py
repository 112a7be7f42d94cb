"""The learner's side: `check(relu)` in a notebook examines a function and shows a card."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any
from zlib import crc32

import numpy as np

from autograder.card import Card
from autograder.examine import examine
from autograder.exercises import ASSIGNMENTS, EXERCISES
from autograder.exercises.exercise import Checked, Written
from autograder.learner import Namespace
from autograder.verdict import Verdict

USAGE = "For example: check(relu), or check(relu_kink=relu_kink) for a question."
# Which tasks passed when they were last checked, in this kernel.
_passed: set[str] = set()


class NotPassedError(AssertionError):
    """Raised only while nbgrader runs the notebook: to it, a cell that raises nothing passed."""


def check(function: Callable[..., Any] | None = None, /, **answers: Any) -> None:
    """Verify a function, `check(relu)`, or an answer to a question, `check(relu_kink=relu_kink)`.

    Shows a card: passed, or what is wrong (one thing at a time), the smallest input that shows it,
    and a hint. The test inputs are the same at every call, so that a change in the card is a change
    in the code; graded submissions get fresh ones.

    Raises
    ------
    TypeError
        If there is nothing to check or no task of that name; the message says what to write.
    """
    names = dict(sys._getframe(1).f_globals)
    if function is not None:
        name = _name_of(function, names)
        _report(_task(name), names | {name: function})
    elif not answers:
        raise TypeError(f"check what? {USAGE}")
    for name in answers:
        _report(_task(name), names | answers)


def _name_of(thing: Any, names: Mapping[str, Any]) -> str:
    """The task that is meant: by the thing's own name, or by what it is called in the notebook."""
    own = getattr(thing, "__name__", "")
    if own in EXERCISES:
        return str(own)
    called = [name for name, value in names.items() if value is thing and name in EXERCISES]
    if not (called or own):
        raise TypeError(f"check takes the function itself, without quotation marks. {USAGE}")
    return called[0] if called else str(own)


def _task(name: str) -> Checked:
    if name not in EXERCISES:
        near = get_close_matches(name, EXERCISES, n=1)
        advice = f"Did you mean {near[0]}?" if near else USAGE
        raise TypeError(f"the course has no task called {name}. {advice}")
    task = EXERCISES[name]
    if isinstance(task, Written):
        raise TypeError(
            f"{name} is answered in words and graded by hand: there is nothing to check"
        )
    return task


def _report(task: Checked, names: Mapping[str, Any]) -> None:
    seed = [2026, crc32(task.name.encode())]
    verdict = examine(task, Namespace(names), np.random.default_rng(seed))
    if verdict.status == "passed":
        _passed.add(task.name)
    else:
        _passed.discard(task.name)
    _show(Card(verdict, _progress(task)))
    _tell_nbgrader(verdict)


def _progress(task: Checked) -> str:
    tasks = [t for t in ASSIGNMENTS[task.assignment].tasks if not isinstance(t, Written)]
    done = sum(other.name in _passed for other in tasks)
    return f"{done} of {len(tasks)} passed"


def _show(card: Card) -> None:
    """Display in Jupyter, print elsewhere; IPython is never imported, only found."""
    ipython = sys.modules.get("IPython")
    if ipython and ipython.get_ipython():
        ipython.display.display(card)
    else:
        # A Windows console may lack the ✓; a card with a ? in its place is better than none.
        encoding = sys.stdout.encoding or "utf-8"
        print(str(card).encode(encoding, "replace").decode(encoding))


def _tell_nbgrader(verdict: Verdict) -> None:
    """In nbgrader's own kernel an unfinished task must raise, or it would earn its points."""
    execution = os.environ.get("NBGRADER_EXECUTION", "")
    tolerated = {"autograde": ("passed",), "validate": ("passed", "not_started")}
    if verdict.status not in tolerated.get(execution, (verdict.status,)):
        raise NotPassedError(verdict.text)
