"""Where two misconceptions fit, does a further input decide, and honest doubt remain?"""

import numpy as np

from autograder.diagnosis.doubt import decided
from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.learner import Namespace

# The first cases that the grader drew have three rows of three: its seed decides no more.
THREE = np.arange(9.0).reshape(3, 3)


def cases(rng):
    return [Case("three rows of three", (THREE + rng.normal(),))]


def form(id, formula):
    return WrongForm(id, formula, "It is wrong.", "Look again.")


BY_ROWS = form("by_rows", lambda x: x.sum(axis=0) / len(x))
BY_COLUMNS = form("by_columns", lambda x: x.sum(axis=0) / x.shape[1])
BY_THREE = form("by_three", lambda x: x.sum(axis=0) / 3)
TOTAL = Exercise("total", "(x)", 1, lambda x: x.sum(axis=0), cases, hint="Sum.", rowwise=True)


def decision(forms, written):
    asked = []

    def counted(x):
        asked.append(x.shape)
        return written(x)

    found = decided(TOTAL, forms, Namespace({"total": counted}))
    return (found.id if found else None), asked


def test_does_a_row_less_tell_two_forms_apart():
    assert decision([BY_ROWS, BY_COLUMNS], BY_ROWS.formula) == ("by_rows", [(2, 3)])
    assert decision([BY_ROWS, BY_COLUMNS], BY_COLUMNS.formula) == ("by_columns", [(2, 3)])


def test_is_nothing_asked_where_there_is_no_doubt():
    assert decision([BY_ROWS], BY_ROWS.formula) == ("by_rows", [])
    assert decision([], BY_ROWS.formula) == (None, [])


def test_does_the_plainest_stand_for_forms_that_differ_nowhere():
    assert decision([BY_COLUMNS, BY_THREE], BY_THREE.formula) == ("by_columns", [])


def test_is_nothing_claimed_if_the_further_input_fits_none():
    found, asked = decision([BY_ROWS, BY_COLUMNS], lambda x: np.cos(x.sum(axis=0)))
    assert (found, asked) == (None, [(2, 3)])


def test_is_an_exception_an_answer_that_fits_none():
    def breaks(x):
        raise ValueError

    assert decision([BY_ROWS, BY_COLUMNS], breaks) == (None, [(2, 3)])
