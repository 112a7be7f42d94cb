"""Does a new activation touch one file? It is added to one, in a copy, and every test finds it."""

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
FAMILY = Path("course/engine/activations/squashing.py")
# What an author writes. The tests must pass the first one, and catch what is wrong with the others.
NEW = '''
__all__ += ["{Name}", "{name}", "{name}_derivative"]


@elementwise()
def {name}(x: Array) -> Array:
    """{name}(x) = the angle in (−π/2, π/2) whose tangent is x.

    >>> {name}([-1.0, 0.0])
    array([-0.78539816,  0.        ])
    """
    return {value}


@elementwise()
def {name}_derivative(x: Array) -> Array:
    """{name}′(x) = 1/(1 + x²).

    >>> {name}_derivative([0.0, 1.0])
    array([1. , 0.5])
    """
    return {slope}


class {Name}(Elementwise, name="{name}"):
    """y = {name}(x)."""

    def function(self, x: ArrayLike, out: Array | None = None) -> Array:
        """The angle."""
        return {name}(x, out=out)

    def derivative(self, x: ArrayLike, out: Array | None = None) -> Array:
        """Its slope."""
        return {name}_derivative(x, out=out)

    def textbook(self, x: Array) -> Array:
        """The angle."""
        return np.arctan(x)
'''
GATED_FAMILY = Path("course/engine/activations/gated.py")
NEW_GATED = '''
from course.engine.activations.squashing import Arctan  # noqa: E402

__all__ += ["ArctanGLU", "arctan_glu", "arctan_glu_backward"]


def arctan_glu(x: ArrayLike, gate: ArrayLike) -> Array:
    """x · arctan(gate)."""
    return _gated(x, gate, Arctan())


def arctan_glu_backward(
    grad_output: ArrayLike, x: ArrayLike, gate: ArrayLike
) -> tuple[Array, Array]:
    """(grad_output · arctan(gate), grad_output · x · arctan′(gate))."""
    return _gated_backward(grad_output, x, gate, Arctan())


class ArctanGLU(Gated, name="arctan_glu"):
    """y = x · arctan(gate)."""

    activation = Arctan()
'''
VALUE, SLOPE = "np.arctan(x)", "1 / (1 + x * x)"
ACCURACY = "test_value_and_derivative_are_within_their_bounds"
LIMITS = "test_limits_at_infinity_are_those_of_the_formula"
GRADIENT = "test_every_activation_agrees_with_the_exact_gradient_of_its_textbook_formula"
DIFFERENCES = "test_every_activation_agrees_with_central_differences"
LAYER = "test_function_derivative_and_layer_of_one_name_belong_together"
BACKWARD = "test_backward_is_linear_in_grad_output"
GATED_LIMITS = "test_limits_at_infinity_of_a_gated_layers_gradient"
NUMBERS = "test_no_finite_number_raises_a_warning_or_comes_back_as_nan"

BENCH = "tests/bench"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Name of an activation → test → whether it passed, from one run on a copy of the project."""
    copy = tmp_path_factory.mktemp("copy")
    for part in ("course", "tests/engine", "tests/accuracy", "tests/bench"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("pyproject.toml", "tests/conftest.py"):
        shutil.copy(ROOT / part, copy / part)
    with (copy / FAMILY).open("a", encoding="utf-8") as file:
        file.write(NEW.format(name="arctan", Name="Arctan", value=VALUE, slope=SLOPE))
        off = f"{SLOPE} * (1 + 1e-13)"
        file.write(NEW.format(name="arctan_steep", Name="Steep", value=VALUE, slope=off))
        off = f"np.where(np.isinf(x), 0, {VALUE})"
        file.write(NEW.format(name="arctan_open", Name="Open", value=off, slope=SLOPE))
    with (copy / GATED_FAMILY).open("a", encoding="utf-8") as file:
        file.write(NEW_GATED)
    return run(copy)


def run(copy):
    """The outcomes of every test that knows the new names, and of the bench's under its own."""
    report = copy / "report.xml"
    chosen = "arctan or (test_engine_speed and (every_activation or report))"
    command = [sys.executable, "-m", "pytest", "-q", "-k", chosen, f"--junitxml={report}"]
    # Not as a worker of the run that this is a part of.
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    finished = subprocess.run(
        [*command, "tests"], cwd=copy, env=env, capture_output=True, text=True
    )
    assert report.exists(), finished.stdout + finished.stderr
    passed = defaultdict(lambda: defaultdict(lambda: True))
    for case in ElementTree.parse(report).iter("testcase"):
        test, name = re.match(r"(\w+)(?:\[.*?(arctan[a-z_]*))?", case.get("name")).groups()
        passed[(name or BENCH).removesuffix("_derivative")][test] &= not len(case)
    return passed


def failures(outcomes, name):
    return {test for test, passed in outcomes[name].items() if not passed}


def test_every_sweep_finds_it_and_passes(outcomes):
    assert failures(outcomes, "arctan") == set()
    expected = {ACCURACY, LIMITS, GRADIENT, DIFFERENCES, LAYER, BACKWARD, NUMBERS}
    assert outcomes["arctan"].keys() >= expected


def test_a_slope_that_is_off_by_1e_13_is_caught(outcomes):
    assert ACCURACY in failures(outcomes, "arctan_steep")


def test_a_wrong_limit_is_caught(outcomes):
    assert LIMITS in failures(outcomes, "arctan_open")
    assert ACCURACY not in failures(outcomes, "arctan_open")


def test_a_new_gated_unit_is_found_and_passes_too(outcomes):
    assert failures(outcomes, "arctan_glu") == set()
    expected = {ACCURACY, GATED_LIMITS, GRADIENT, DIFFERENCES, BACKWARD, NUMBERS}
    assert outcomes["arctan_glu"].keys() >= expected


def test_the_bench_measures_it_without_being_told(outcomes):
    assert failures(outcomes, BENCH) == set()
    assert len(outcomes[BENCH]) == 3
