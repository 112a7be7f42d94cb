"""How long does a learner wait for a card? `make bench` prints it for every exercise."""

import io
from contextlib import redirect_stdout

import pytest

from autograder.check import check
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Exercise

FUNCTIONS = [task for task in EXERCISES.values() if isinstance(task, Exercise)]


def card_of(name, function):
    """The text of the card that `check` shows for a function of this name."""
    shown = io.StringIO()

    def written(*args, **options):
        return function(*args, **options)

    # A wrong form may be another exercise's function, by whose name it would be taken for that.
    written.__name__ = name
    names = {name: written, "check": check}
    with redirect_stdout(shown):
        exec(f"check({name})", names)
    return shown.getvalue()


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=[task.name for task in FUNCTIONS])
def test_a_wrong_answer(benchmark, exercise):
    """Slower than a right one: it is diagnosed, too."""
    wrong = exercise.wrong_forms[-1].formula
    assert "0/" in benchmark(card_of, exercise.name, wrong)


def test_a_right_answer(benchmark):
    assert "passed" in benchmark(card_of, "relu", EXERCISES["relu"].reference)
