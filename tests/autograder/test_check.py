"""What does a learner see who calls `check`?"""

import io

import numpy as np
import pytest

import autograder
from autograder import check as public_check
from autograder.check import NotPassedError, check
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Assignment, Written


def relu(x):
    return np.maximum(x, 0)


def selu(x):
    raise NotImplementedError


@pytest.fixture(autouse=True)
def fresh_progress(monkeypatch):
    # `autograder.check` is the function; the module of that name stands behind it.
    monkeypatch.setitem(check.__globals__, "_passed", set())


def shown(capsys, *args, **kwargs):
    check(*args, **kwargs)
    return capsys.readouterr().out


def test_is_it_one_function_wherever_it_comes_from():
    assert public_check is check is autograder.check


def test_does_a_right_function_pass(capsys):
    text = shown(capsys, relu)
    assert "passed" in text
    assert "1 of " in text


def test_is_a_stub_not_a_failure(capsys):
    text = shown(capsys, selu)
    assert "not started" in text
    assert "not right" not in text


def test_does_progress_grow_and_shrink(capsys, monkeypatch):
    assert "1 of" in shown(capsys, relu)
    right = lambda x: (x > 0) * np.ones_like(x)  # noqa: E731 (a lambda has no name of its own)
    monkeypatch.setitem(globals(), "relu_derivative", right)
    assert "2 of" in shown(capsys, right), "a lambda is known by what the notebook calls it"
    monkeypatch.setitem(globals(), "relu_derivative", np.sign)
    assert "1 of" in shown(capsys, np.sign), "and now it fails"


def test_is_a_question_checked_by_its_name(capsys):
    assert "passed" in shown(capsys, relu_kink="c")
    wrong = shown(capsys, relu_kink="a")
    assert "(a) is not the best choice" in wrong
    assert "not started" in shown(capsys, relu_kink=...)
    assert "quotation marks" in shown(capsys, relu_kink="e")
    assert "quotation marks" in shown(capsys, relu_kink=3)


MISUSED = {
    "nothing": ((), {}, "check what"),
    "an unknown function": ((np.mean,), {}, "no task called mean. For example"),
    "an unknown question": ((), {"relu_knik": "a"}, "Did you mean relu_kink?"),
    "a number": ((3,), {}, "the function itself"),
    "a name in quotation marks": (("relu",), {}, "without quotation marks"),
}


@pytest.mark.parametrize(("args", "kwargs", "words"), MISUSED.values(), ids=MISUSED)
def test_what_is_said_when_it_is_misused(args, kwargs, words):
    with pytest.raises(TypeError, match=words):
        check(*args, **kwargs)


def test_is_prose_neither_checked_nor_counted(capsys, monkeypatch):
    names = check.__globals__
    prose = Written("compare", 3, ((3, "all"),), assignment="02_relu_family")
    asked = Assignment("02_relu_family", (EXERCISES["relu"], prose))
    monkeypatch.setitem(names["ASSIGNMENTS"], asked.stem, asked)
    monkeypatch.setitem(names["EXERCISES"], prose.name, prose)
    assert "1 of 1 passed" in shown(capsys, relu)
    with pytest.raises(TypeError, match="compare is answered in words and graded by hand"):
        check(compare="Both squash.")


def test_is_a_terminal_without_the_signs_no_obstacle(monkeypatch):
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.stdout", narrow)
    check(relu)
    narrow.seek(0)
    assert "? passed" in narrow.read()


def test_is_a_fault_of_ours_not_the_learners(capsys, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError("our fault")

    monkeypatch.setitem(check.__globals__["examine"].__globals__, "verify", broken)
    text = shown(capsys, relu)
    assert "not checked" in text
    assert "our fault" in text


# What nbgrader sees: a cell that raises earns nothing, every other cell earns all its points.
NBGRADER = [
    ("autograde", relu, False),
    ("autograde", selu, True),
    ("validate", relu, False),
    ("validate", selu, False),
    ("", selu, False),
]


@pytest.mark.parametrize(("execution", "function", "raises"), NBGRADER)
def test_does_nbgraders_own_kernel_give_no_point_for_nothing(
    execution, function, raises, monkeypatch
):
    monkeypatch.setenv("NBGRADER_EXECUTION", execution)
    if raises:
        with pytest.raises(NotPassedError):
            check(function)
    else:
        check(function)
