"""Can classes, and functions that take functions, be graded without an object crossing the pipe?"""

from dataclasses import replace

import numpy as np
import pytest

from autograder.examine import examine
from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.intake.submission import Cell
from autograder.learner import Namespace
from autograder.offered import OFFERED
from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import SandboxedNotebook
from autograder.steps import Step, name, needed, spelled

X = np.array([[1.0, -2.0], [3.0, 0.5]])
FORWARD_AND_BACK = (
    Step("layer", "Halving", (name("default_rng"),), {"factor": 0.5}),
    Step("y", "layer.forward", (X,)),
    Step("grad_x", "layer.backward", (np.ones((2, 2)),)),
)
RETURNS = ("y", "grad_x", "layer.grads.weight")

HALVING = """
import numpy as np
class Halving:
    def __init__(self, rng, factor):
        self.factor, self.grads = factor, {}
    def forward(self, x):
        self.x = x
        return x * self.factor
    def backward(self, grad_output):
        self.grads = {"weight": (grad_output * self.x).sum()}
        return grad_output * self.factor
"""


def in_process(source):
    names = {}
    exec(source, names)
    return Namespace(names)


def sandboxed(source):
    return SandboxedNotebook([Cell("Halving", source)], Limits())


@pytest.fixture(params=[in_process, sandboxed], ids=["in the notebook", "in a child"])
def run(request):
    """Runs the steps over a source's names, on both sides of the boundary."""

    def run(source, steps=FORWARD_AND_BACK, returns=RETURNS):
        learner = request.param(source)
        try:
            return learner.run(steps, returns)
        finally:
            if isinstance(learner, SandboxedNotebook):
                learner.__exit__()

    return run


def test_a_class_is_constructed_called_and_read(run):
    answer = run(HALVING)
    assert answer.returned
    y, grad_x, weight = answer.value
    np.testing.assert_array_equal(y, X / 2)
    np.testing.assert_array_equal(grad_x, np.full((2, 2), 0.5))
    assert weight == 2.5


def test_what_does_not_exist_is_missing(run):
    assert run("").missing


def test_a_cell_that_raised_is_why_its_class_is_missing():
    steps = (Step("rng", "default_rng", (0,)), Step("layer", "Halving", (name("rng"), 0.5)))
    with sandboxed("class Halving:\n    factor = 1 / 0") as learner:
        answer = learner.run(steps, ("layer",))
    assert answer.in_cell
    assert answer.raised.type == "ZeroDivisionError"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('{"weight"', '{"w"', "`layer.grads` has no `weight`"),
        ("def backward", "def backwards", "`layer` has no `backward`"),
        ("self.factor, self.grads", "self.factor, self.grad", "has no attribute 'x'"),
    ],
)
def test_what_is_missing_inside_is_named(run, before, after, says):
    source = HALVING.replace(before, after)
    if "attribute" in says:
        source = HALVING.replace("self.x = x", "pass")
    answer = run(source)
    assert answer.raised.type == "AttributeError"
    assert says in answer.raised.message


def test_what_a_property_looks_for_in_vain_is_told_as_it_is(run):
    source = f"{HALVING}    @property\n    def params(self):\n        return self.wieghts\n"
    answer = run(source, returns=("layer.params",))
    assert "no attribute 'wieghts'" in answer.raised.message
    assert answer.raised.function == "params"


NETWORK = """
import numpy as np
class Network:
    def __init__(self, weight):
        self.params = {"0.weight": weight, "0": 5.0, "1.0.weight": 2 * weight}
"""
SET_A_WEIGHT = (
    Step("network", "Network", (np.ones(2),)),
    Step("", "np.copyto", (name("network.params.1.0.weight"), np.array([3.0, 4.0]))),
    Step("weight", "network.params.1.0.weight"),
)


def test_a_key_may_have_points_in_it(run):
    answer = run(NETWORK, SET_A_WEIGHT, ("weight", "network.params.0.weight", "network.params.0"))
    weight, first, number = answer.value
    np.testing.assert_array_equal(weight, [3, 4])
    np.testing.assert_array_equal(first, [1, 1])
    assert number == 5
    missing = run(NETWORK, SET_A_WEIGHT, ("network.params.2.weight",))
    said = "`network.params` has no `2.weight`: it has `0.weight`, `0`, `1.0.weight`"
    assert missing.raised.message == said


def test_nothing_of_the_learners_is_needed_for_what_is_offered_or_made():
    assert needed(SET_A_WEIGHT) == ["Network"]


def test_an_error_is_told_with_the_learners_own_line():
    answer = in_process(HALVING.replace("x * self.factor", "x @ self.factor")).run(
        FORWARD_AND_BACK, RETURNS
    )
    assert answer.raised.function == "forward"


def test_an_input_that_was_changed_is_noticed_and_ours_stay(run):
    before = X.copy()
    answer = run(HALVING.replace("self.x = x", "self.x = x; x[0, 0] = 9"))
    np.testing.assert_array_equal(X, before)
    assert answer.changed


def test_functions_are_offered_by_name(run):
    source = "import numpy as np\ndef applied(f, x):\n    return f(x) + 1"
    steps = (Step("y", "applied", (name("np.sin"), np.zeros(3))),)
    answer = run(source, steps, ("y",))
    np.testing.assert_array_equal(answer.value[0], np.ones(3))


def test_a_helper_of_the_learners_does_not_stand_in_for_what_is_offered(run):
    source = "def cube(x):\n    return x\ndef applied(f, x):\n    return f(x)"
    steps = (Step("y", "applied", (name("cube"), np.full(2, 3.0))),)
    np.testing.assert_array_equal(run(source, steps, ("y",)).value[0], [27, 27])


def test_no_exercise_bears_the_name_of_what_is_offered():
    assert not OFFERED.keys() & EXERCISES.keys()


def test_what_an_offered_layer_computes_stands_beside_it():
    assert spelled([Step("layer", "Scale", (2.0,))], str) == "layer = Scale(2.0)  # y = factor * x"


def test_steps_read_as_python():
    shown = spelled(FORWARD_AND_BACK, lambda array: f"array{array.shape}")
    assert shown.splitlines() == [
        "layer = Halving(default_rng, factor=0.5)",
        "y = layer.forward(array(2, 2))",
        "grad_x = layer.backward(array(2, 2))",
    ]
    assert spelled(SET_A_WEIGHT, str).splitlines()[1:] == [
        'np.copyto(network.params["1.0.weight"], [3. 4.])',
        'weight = network.params["1.0.weight"]',
    ]


class Halving:
    def __init__(self, rng, factor):
        self.factor, self.grads = factor, {}

    def forward(self, x):
        self.x = x
        return x * self.factor

    def backward(self, grad_output):
        self.grads = {"weight": (grad_output * self.x).sum()}
        return grad_output * self.factor


class WithoutUpstream(Halving):
    def backward(self, grad_output):
        super().backward(grad_output)
        return np.full_like(grad_output, self.factor)


def exercise(**more):
    def cases(rng):
        grad_output = rng.uniform(1, 2, (2, 2))
        steps = (*FORWARD_AND_BACK[:2], Step("grad_x", "layer.backward", (grad_output,)))
        return [Case("a small batch", steps=steps, returns=RETURNS)]

    return Exercise(
        "Halving",
        "(rng, factor)",
        3,
        Halving,
        cases,
        "Chain rule.",
        wrong_forms=(
            WrongForm("halving_no_upstream", WithoutUpstream, "No upstream.", "What comes back?"),
        ),
        **more,
    )


@pytest.mark.parametrize(
    ("before", "after", "status", "diagnosis"),
    [
        ("", "", "passed", ""),
        (
            "return grad_output * self.factor",
            "return np.ones_like(grad_output) * self.factor",
            "failed",
            "halving_no_upstream",
        ),
        ("x * self.factor", "x * self.factor + 1", "failed", "op_offset"),
        ("x * self.factor", "(x * self.factor).sum(axis=0)", "failed", "op_summed"),
        ("class Halving", "class Other", "missing", ""),
        ("return x * self.factor", "raise NotImplementedError()", "not_started", ""),
    ],
)
def test_a_class_gets_a_verdict(before, after, status, diagnosis):
    learner = in_process(HALVING.replace(before, after) if before else HALVING)
    verdict = examine(exercise(), learner, np.random.default_rng(0))
    assert (verdict.status, verdict.diagnosis) == (status, diagnosis)


STUB = "raise NotImplementedError()"


@pytest.mark.parametrize(
    ("before", "after", "status", "said"),
    [
        ("self.factor, self.grads = factor, {}", STUB, "not_started", "Not started yet."),
        ("return x * self.factor", STUB, "not_started", "`forward` is not written yet."),
        ("return grad_output * self.factor", STUB, "error", "`backward` is not written yet."),
        ("class Halving:", "Halving = ...\nclass Other:", "error", "`Halving` is Ellipsis, which"),
    ],
)
def test_what_is_said_of_a_class_that_is_half_written(before, after, status, said):
    there = Case("there only", steps=FORWARD_AND_BACK[:2], returns=("y",))
    task = replace(exercise(), cases=lambda rng: [there, *exercise().cases(rng)])
    learner = in_process(HALVING.replace(before, after))
    verdict = examine(task, learner, np.random.default_rng(0))
    assert verdict.status == status
    assert said in verdict.message


def test_code_to_repair_that_is_as_it_was_given_is_not_started():
    learner = in_process(
        HALVING.replace("return grad_output * self.factor", "return 0 * grad_output + self.factor")
    )
    verdict = examine(exercise(given="halving_no_upstream"), learner, np.random.default_rng(0))
    assert (verdict.status, verdict.points) == ("not_started", 0)


def test_what_is_measured_counts_where_many_answers_are_right():
    task = exercise(measure=lambda case, y, grad_x, weight: {"the mean": np.mean(y)}, tolerance=0.1)
    near = in_process(HALVING.replace("x * self.factor", "x * self.factor + 0.01"))
    far = in_process(HALVING.replace("x * self.factor", "x * self.factor + 1"))
    assert examine(task, near, np.random.default_rng(0)).status == "passed"
    verdict = examine(task, far, np.random.default_rng(0))
    assert verdict.message == "The mean is wrong for a small batch."
    assert ("compared is", "the mean") in verdict.example.inputs
    assert (verdict.example.expected, verdict.example.received) == ("0.3125", "1.3125")


class Flipped(Halving):
    def forward(self, x):
        return -super().forward(x)


def test_a_case_may_measure_what_the_others_compare_as_it_is():
    def cases(rng):
        return [
            Case("as it is", steps=FORWARD_AND_BACK, returns=RETURNS),
            Case(
                "its size",
                steps=FORWARD_AND_BACK,
                returns=("y",),
                measure=lambda case, y: {"the size of y": np.abs(y)},
            ),
        ]

    task = Exercise("Halving", "(rng, factor)", 3, Halving, cases, "Chain rule.")
    assert examine(task, in_process(HALVING), np.random.default_rng(0)).status == "passed"
    flipped = replace(task, reference=Flipped)
    verdict = examine(flipped, in_process(HALVING), np.random.default_rng(0))
    assert verdict.message == "`y` is wrong for as it is."
    only_size = replace(flipped, cases=lambda rng: cases(rng)[1:])
    assert examine(only_size, in_process(HALVING), np.random.default_rng(0)).status == "passed"


def test_a_long_argument_does_not_fill_the_card():
    def cases(rng):
        steps = (*FORWARD_AND_BACK[:1], Step("y", "layer.forward", (rng.normal(size=(6, 4)),)))
        return [Case("a batch", steps=steps, returns=("y",))]

    task = replace(exercise(), cases=cases)
    wrong = in_process(HALVING.replace("x * self.factor", "x * self.factor + 1"))
    code = dict(examine(task, wrong, np.random.default_rng(0)).example.inputs)["code"]
    assert code.splitlines()[-1] == "y = layer.forward(an array of shape (6, 4))"


def test_a_wrong_count_is_no_fraction_that_was_cut_off():
    steps = (*FORWARD_AND_BACK, Step("how_many", "len", (name("layer.grads"),)))
    task = replace(
        exercise(), cases=lambda rng: [Case("a layer", steps=steps, returns=("how_many",))]
    )
    wrong = in_process(HALVING.replace(".sum()}", '.sum(), "bias": 0}'))
    verdict = examine(task, wrong, np.random.default_rng(0))
    assert verdict.message == "The result is wrong for a layer."
