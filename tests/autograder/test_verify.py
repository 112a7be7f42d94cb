"""Does each rule fire, in its order, with words that help, and does right code pass?"""

import numpy as np
import pytest

from autograder.answer import Answer, Raised, as_value
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Case, Exercise
from autograder.expected import expected_outputs
from autograder.steps import Step
from autograder.verify import verify

X = np.array([0.5, -1.0, 2.0])
RELU = EXERCISES["relu"]
LINEAR_BACKWARD = EXERCISES["linear_backward"]


def finding_for(exercise, case, answer):
    return verify(exercise, case, expected_outputs(exercise, case), answer)


def rule_for(value, x=X, stable=False, **fields):
    answer = Answer(as_value(value), **fields)
    finding = finding_for(RELU, Case("the case", (x,), stable=stable), answer)
    return finding.rule if finding else "right"


ANSWERS = {
    "the right array": ({"value": np.array([0.5, 0.0, 2.0])}, "right"),
    "a float for a 0-d array": ({"value": 0.5, "x": np.array(0.5)}, "right"),
    "integers for integers": ({"value": np.array([3, 0]), "x": np.array([3, -2])}, "right"),
    "floats for integers": ({"value": np.array([3.0, 0]), "x": np.array([3, -2])}, "right"),
    "a warning": ({"value": np.array([0.5, 0, 2]), "warnings": ("overflow",)}, "right"),
    "off by rounding": ({"value": np.array([0.5, 0, 2 + 1e-12])}, "right"),
    "None": ({"value": None}, "type"),
    "a list": ({"value": [0.5, 0.0, 2.0]}, "type"),
    "a string": ({"value": "0.5"}, "type"),
    "an array of objects": ({"value": np.array([object()] * 3)}, "type"),
    "one number": ({"value": 0.5}, "shape"),
    "a column": ({"value": np.array([[0.5], [0.0], [2.0]])}, "shape"),
    "booleans": ({"value": np.array([True, False, True])}, "dtype"),
    "integers for floats": ({"value": np.array([0, 0, 2])}, "dtype"),
    "float64 for float32": ({"value": np.array([0.5, 0, 2]), "x": X.astype("f4")}, "dtype"),
    "complex numbers": ({"value": np.array([0.5, 0, 2 + 0j])}, "dtype"),
    "a NaN": ({"value": np.array([0.5, np.nan, 2.0])}, "finite"),
    "an infinity": ({"value": np.array([0.5, np.inf, 2.0])}, "finite"),
    "the input changed": ({"value": np.array([0.5, 0, 2.0]), "changed": (0,)}, "untouched"),
    "a wrong number": ({"value": np.array([0.5, -1.0, 2.0])}, "values"),
    "off by a truncated constant": ({"value": np.array([0.5, 0, 2 + 3e-6])}, "values"),
    "wrong for float32 by 1e-4": (
        {"value": np.array([0.5, 0, 2.0002], "f4"), "x": X.astype("f4")},
        "values",
    ),
    "a warning of another kind": (
        {"value": np.array([0.5, 0, 2]), "stable": True, "warnings": ("UserWarning: hi",)},
        "right",
    ),
    "a warning where none may be": (
        {"value": np.array([0.5, 0, 2]), "stable": True, "warnings": ("RuntimeWarning: overflow",)},
        "quiet",
    ),
}


@pytest.mark.parametrize(("fields", "rule"), ANSWERS.values(), ids=ANSWERS)
def test_which_rule_does_this_answer_break(fields, rule):
    assert rule_for(**fields) == rule


ENDS = {
    "no such name": (Answer(missing=True), "missing", "no function `relu`"),
    "a stub": (Answer(raised=Raised("NotImplementedError", "")), "not_started", "Not started"),
    "a stub in what it calls": (
        Answer(raised=Raised("NotImplementedError", "", function="tanh")),
        "raised",
        "calls `tanh`, which is not written yet",
    ),
    "a class's stub": (
        Answer(raised=Raised("NotImplementedError", "", function="__init__")),
        "not_started",
        "Not started",
    ),
    "another signature": (
        Answer(raised=Raised("TypeError", "f() takes 0 positional arguments but 1 was given")),
        "raised",
        "The signature is relu(x).",
    ),
    "an exception": (
        Answer(raised=Raised("NameError", "name 'y' is not defined", "return y")),
        "raised",
        "NameError for the case in the line `return y`",
    ),
    "a syntax error": (
        Answer(raised=Raised("SyntaxError", "expected ':'", "def relu(x)"), in_cell=True),
        "unreadable",
        "cannot read the cell in the line `def relu(x)`",
    ),
    "a loop": (Answer(end="timeout"), "timeout", "ran out of time for the case"),
    "a loop in its cell": (Answer(end="timeout", in_cell=True), "timeout", "while its cell ran"),
    "an exit": (Answer(end="crashed"), "crashed", "ended the whole Python process"),
    "a withheld function": (
        Answer(raised=Raised("WithheldError", "numpy.tanh is not available here")),
        "withheld",
        "numpy.tanh is not available",
    ),
    "a write into a read-only input": (
        Answer(raised=Raised("ValueError", "assignment destination is read-only")),
        "untouched",
        "belongs to the caller",
    ),
}


@pytest.mark.parametrize(("answer", "rule", "words"), ENDS.values(), ids=ENDS)
def test_what_is_said_of_a_call_that_brings_no_value(answer, rule, words):
    finding = finding_for(RELU, Case("the case", (X,)), answer)
    assert finding.rule == rule
    assert words in finding.message


MADE = Case("a fresh layer", steps=(Step("layer", "Linear", (3, 2)),), returns=("layer",))
# type, message and line of what a class raised → what is said of it
RAISED_BY_A_CLASS = {
    "no such key": (
        ("AttributeError", "`layer.params` has no `weight`: it has `W`"),
        "For a fresh layer, `layer.params` has no `weight`: it has `W`.",
    ),
    "an attribute never set": (
        ("AttributeError", "'Linear' object has no attribute 'x'", "return self.x", "backward"),
        "It raised AttributeError for a fresh layer in the line `return self.x`: 'Linear' object "
        "has no attribute 'x'.",
    ),
    "a method without self": (
        ("TypeError", "Linear.forward() takes 1 positional argument but 2 were given"),
        "`forward` and `backward` take `self` and one array.",
    ),
    "another signature": (
        ("TypeError", "Linear.__init__() takes 3 positional arguments but 4 were given"),
        "The signature is Linear(in_features, out_features, rng).",
    ),
    "a variable of another method": (
        ("NameError", "name 'x' is not defined", "return x.T @ grad_output"),
        "A method sees only its own variables: what it needs of another, keep on `self`.",
    ),
    "a method for a property": (
        ("TypeError", "object of type 'method' has no len()"),
        "Is `@property` missing above it?",
    ),
}


@pytest.mark.parametrize(("raised", "words"), RAISED_BY_A_CLASS.values(), ids=RAISED_BY_A_CLASS)
def test_what_is_said_of_a_class_that_raised(raised, words):
    finding = verify(EXERCISES["Linear"], MADE, (), Answer(raised=Raised(*raised)))
    assert finding.rule == "raised"
    assert finding.message.endswith(words)


def test_does_the_index_point_at_the_smallest_wrong_input():
    answer = Answer(np.array([9.0, 9.0, 9.0]))
    finding = finding_for(RELU, Case("the case", (X,)), answer)
    assert finding.index == (0,), "0.5 is the smallest of the three in size"


def test_is_each_output_of_several_looked_at():
    case = LINEAR_BACKWARD.cases(np.random.default_rng(0))[1]
    right = [expected.low for expected in expected_outputs(LINEAR_BACKWARD, case)]
    assert finding_for(LINEAR_BACKWARD, case, Answer(tuple(right))) is None
    assert finding_for(LINEAR_BACKWARD, case, Answer(right)) is None, "a list is as good"
    for i, name in enumerate(LINEAR_BACKWARD.outputs):
        wrong = [array + (i == j) for j, array in enumerate(right)]
        finding = finding_for(LINEAR_BACKWARD, case, Answer(tuple(wrong)))
        assert (finding.rule, finding.output) == ("values", i)
        assert f"`{name}`" in finding.message


def test_is_a_missing_output_named():
    case = LINEAR_BACKWARD.cases(np.random.default_rng(0))[0]
    finding = finding_for(LINEAR_BACKWARD, case, Answer((X, X)))
    assert finding.rule == "type"
    assert "(grad_x, grad_weight, grad_bias); you returned 2 values" in finding.message


# exercise → what may stand at x = 0: DESIGN's intervals, worked out from the published formulas.
AT_THE_KINK = {
    "relu_derivative": (0.0, 1.0),
    "leaky_relu_derivative": (0.01, 1.0),
    "elu_derivative": (1.0, 1.0),
    "selu_derivative": (1.0507009873554805, 1.7580993408473766),
}


@pytest.mark.parametrize(("name", "interval"), AT_THE_KINK.items(), ids=AT_THE_KINK)
def test_does_every_subgradient_pass_at_the_kink_and_nothing_else(name, interval):
    low, high = interval
    exercise, case = EXERCISES[name], Case("x = 0", (np.array([0.0]),))
    for value in (low, (low + high) / 2, high):
        assert finding_for(exercise, case, Answer(np.array([value]))) is None
    for value in (low - 1e-6, high + 1e-6):
        assert finding_for(exercise, case, Answer(np.array([value]))).rule == "values"


@pytest.mark.parametrize("exercise", [e for e in EXERCISES.values() if isinstance(e, Exercise)])
def test_are_the_cases_what_the_rules_need(exercise):
    first, second = (exercise.cases(np.random.default_rng(seed)) for seed in (1, 2))
    labels = [case.label for case in first]
    assert len(set(labels)) == len(labels), "a label tells the learner which case it was"
    if not any(case.steps or not all(map(is_array, case.args)) for case in first):
        assert "float32" in " ".join(labels)
    fresh = [not np.array_equal(flat(a), flat(b)) for a, b in zip(first, second, strict=True)]
    assert sum(fresh) >= min(4, len(fresh) / 4), "most inputs change with the seed"
    for case in first:
        for expected in expected_outputs(exercise, case):
            assert np.isfinite(expected.low).all()
            assert (expected.low <= expected.high).all()
    if "grad_output" in exercise.parameters:
        for case in [case for case in first[1:] if case.args]:
            upstream = np.asarray(case.args[exercise.parameters.index("grad_output")])
            assert (
                not upstream.size
                or not np.allclose(upstream, upstream.flat[0])
                or (upstream.size == 1)
            ), "an upstream gradient of equal numbers hides mistakes"


def flat(case):
    def leaves(value):
        if isinstance(value, np.ndarray):
            return [value.ravel().astype(float)]
        if isinstance(value, int | float):
            return [np.array([float(value)])]
        return [leaf for item in value for leaf in leaves(item)] if is_nested(value) else []

    return np.concatenate([np.zeros(0), *leaves(case.arguments)])


def is_nested(value):
    return isinstance(value, tuple | list)


def is_array(value):
    """Or a list of arrays: no number, and no name of a function."""
    return isinstance(value, np.ndarray) or (is_nested(value) and all(map(is_array, value)))
