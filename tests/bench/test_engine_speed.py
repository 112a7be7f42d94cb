"""Does `make bench` measure all that it should, fairly, and judge by what it measured?

No test here looks at a real time: the machine that runs the tests is busy with other tests.
"""

import inspect
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from course.engine import ACTIVATIONS, Sequential
from course.engine.layer import Activation
from tests.bench import activations, goals, memory, naive, startup, steps
from tests.bench.__main__ import QUICK, main, measure
from tests.bench.machine import this_machine
from tests.bench.race import Race, interleaved, race
from tests.bench.tables import text


class FakePeer:
    """Stands in for PyTorch: the engine again, and naive numpy."""

    name = goals.PEER

    def activation(self, layer, x, grad_output):
        if type(layer).__name__ == "Identity":
            return None
        twin = activations.float32_layer(type(layer))
        return activations.ours(twin, x, grad_output)

    def training_step(self, params, x, labels, lr):
        return naive.training_step(params, x, labels, lr)

    def as_numpy(self, result):
        return np.asarray(result)


class Wrong(FakePeer):
    """Computes something else, and quickly."""

    def activation(self, layer, x, grad_output):
        return lambda: (x, x)

    def training_step(self, params, x, labels, lr):
        return lambda: 0.0


@pytest.fixture(scope="module")
def results():
    machine = replace(this_machine(), kernels="Haswell", has_avx512=False)
    return measure(machine, [FakePeer()], threads=1, quick=True)


def test_every_activation_is_measured_at_every_shape(results):
    measured = [(row.name, row.shape) for row in results.activations]
    assert sorted(measured) == sorted(
        (name, shape) for name in ACTIVATIONS for shape in activations.SHAPES[:2]
    )


def test_every_activation_races_against_its_one_liner_and_forward_alone_if_that_is_new(results):
    everybody = {activations.OURS, goals.PEER, activations.ONE_LINER, activations.COPY}
    identity = [f"identity: {goals.PEER} has none to compare with"]
    for row in results.activations:
        absent = {goals.PEER} if row.name == "identity" else set()
        assert everybody - set(row.race.seconds) == absent
        new = [f"{row.name}: forward only, tests/bench/naive.py has no backward for it"]
        backward = identity if row.name == "identity" else []
        assert row.notes == (backward if row.name in naive.BACKWARD else new)


def test_the_report_names_machine_activations_networks_and_goals(results):
    lines = text(results).splitlines()
    first_words = {line.split()[0] for line in lines if line.strip()}
    assert {"CPU", "BLAS", *ACTIVATIONS, startup.OURS, startup.NUMPY} <= first_words
    for network in steps.NETWORKS:
        assert sum(line.startswith(str(network)) for line in lines) == 1
    assert sum(line.startswith(steps.PRODUCTS) for line in lines) == len(steps.NETWORKS)
    assert sum(line.startswith(("met ", "not met ")) for line in lines) == 5


def test_other_kernels_stand_beside_with_the_reason(results):
    (races,) = results.steps.values()
    lines = text(replace(results, steps={"Haswell": races, "SkylakeX": races}))
    assert "took Haswell kernels" in lines
    assert "OPENBLAS_CORETYPE=SkylakeX" in lines
    assert "SkylakeX kernels   " in lines


def test_without_a_peer_its_goals_are_not_measured_and_the_command_is_named(results):
    alone = {
        kernels: {
            network: Race({k: v for k, v in found.seconds.items() if k != goals.PEER})
            for network, found in races.items()
        }
        for kernels, races in results.steps.items()
    }
    found = list(goals.step_goals(alone))
    assert [goal.is_met for goal in found] == [None, None]
    assert all("pip install -e '.[peers]'" in str(goal) for goal in found)


def races_of(**seconds):
    return Race({name: [duration] * 3 for name, duration in seconds.items()})


@pytest.mark.parametrize(("one_liner", "is_met"), [(1.0, True), (0.26, True), (0.24, False)])
def test_four_times_a_one_liner_is_the_most(one_liner, is_met):
    slow = races_of(**{activations.OURS: 1.0, activations.ONE_LINER: one_liner})
    quick = races_of(**{activations.OURS: 1.0, activations.ONE_LINER: 5.0})
    rows = [activations.Row(name, (2, 3), found) for name, found in (("a", quick), ("b", slow))]
    goal = goals.one_liner_goal(rows)
    assert goal.is_met is is_met
    assert "(b, 2 × 3)" in goal.figures[0]
    assert goal.figures[1:] == ([] if is_met else ["above at one shape or more: b"])


@pytest.mark.parametrize(("peer", "met"), [(3.1, [True, True]), (2.9, [False, True]), (1, [0, 0])])
def test_a_step_is_judged_with_the_kernels_in_use(peer, met):
    def found(peer):
        one = races_of(**{steps.OURS: 1.0, goals.PEER: peer, steps.PRODUCTS: 0.5})
        return {str(network): one for network in steps.NETWORKS}

    here = list(goals.step_goals({"Haswell": found(peer), "SkylakeX": found(9.0)}))
    assert [goal.is_met for goal in here] == met
    beside = "9.00 × (9.00–9.00) with SkylakeX kernels (its matrix products alone: 18.00 ×)"
    assert all(goal.figures[1] == beside for goal in here)


@pytest.mark.parametrize(("numpys", "is_met"), [(0.8, True), (0.7, False)])
def test_import_may_take_a_third_more_than_numpys(numpys, is_met):
    goal = goals.import_goal(races_of(**{startup.OURS: 1.0, startup.NUMPY: numpys}))
    assert goal.is_met is is_met


def test_a_step_takes_no_memory_that_grows_with_depth():
    assert goals.memory_goal(memory.measure()).is_met


def test_a_step_that_makes_new_arrays_is_found_out(monkeypatch):
    monkeypatch.setattr(Sequential, "reuse_buffers", lambda network: network)
    assert not goals.memory_goal(memory.measure()).is_met


def test_a_new_activation_without_a_naive_backward_runs_forward_only(monkeypatch):
    class Square(Activation):
        def forward(self, x):
            return x * x

        textbook = forward

    monkeypatch.setitem(ACTIVATIONS, "square", Square)
    row = activations.measure_one("square", (2, 3), [], **QUICK)
    assert set(row.race.seconds) == {activations.OURS, activations.ONE_LINER, activations.COPY}
    assert row.notes == ["square: forward only, tests/bench/naive.py has no backward for it"]


def test_who_computes_something_else_does_not_take_part():
    row = activations.measure_one("relu", (2, 3), [Wrong()], **QUICK)
    assert Wrong.name not in row.race
    assert row.notes == [f"relu: {Wrong.name} computes something else, so its time says nothing"]
    with pytest.raises(RuntimeError, match=f"{Wrong.name} has losses"):
        steps.measure_one(steps.NETWORKS[0], [Wrong()], **QUICK)


def test_kernels_are_chosen_in_a_process_of_their_own():
    found = steps.measure_with_kernels(this_machine().kernels, threads=1, **QUICK)
    assert list(found) == [str(network) for network in steps.NETWORKS]
    assert {steps.OURS, steps.NAIVE, steps.PRODUCTS} <= set(found[str(steps.NETWORKS[0])].seconds)


class Watch:
    """A clock that only runs move on."""

    now = 0.0

    def read(self):
        return self.now

    def run_of(self, seconds):
        def run():
            self.now += seconds

        return run


@pytest.mark.parametrize(
    ("turn", "budget", "rounds"), [(0.0, 0.0, 3), (2.0, 28.0, 7), (2.0, 1e3, 9)]
)
def test_a_race_gives_ratios_within_its_rounds(turn, budget, rounds):
    watch = Watch()
    runs = {"a": watch.run_of(0.5), "b": watch.run_of(2.0)}
    found = race(runs, turn, budget, rounds=(3, 9), clock=watch.read)
    assert found.ratio("b", "a").median == 4
    assert found.time("a").median == 0.5
    assert len(found.seconds["a"]) == len(found.seconds["b"]) == rounds


def test_a_slow_round_moves_a_time_but_no_ratio():
    found = Race({"a": [1.0, 1.0, 7.0], "b": [2.0, 2.0, 14.0]})
    assert (found.time("a").high, found.ratio("b", "a").high) == (4.0, 2.0)


def test_competitors_change_their_order_from_round_to_round():
    order = []
    timers = {name: lambda name=name: order.append(name) or 1.0 for name in "abc"}
    interleaved(timers, rounds=20)
    rounds = ["".join(order[start : start + 3]) for start in range(0, 60, 3)]
    assert {"".join(sorted(one)) for one in rounds} == {"abc"}
    assert len(set(rounds)) == 6


def test_the_command_says_how_to_be_quick():
    shown = CliRunner().invoke(main, ["--help"]).output
    assert "--quick" in shown
    assert "--threads" in shown
    assert set(QUICK) <= set(inspect.signature(race).parameters)
