"""Does every right answer pass in any style, and does every wrong one fail for its reason?"""

import pytest

from autograder.exercises import EXERCISES
from autograder.exercises.design import Design
from autograder.exercises.exercise import Exercise
from tests.recognition.bank import RIGHT, WRONG, rest_of_the_notebook, run, verdicts
from tests.submissions.build import right_one
from tests.submissions.implementations import IMPLEMENTATIONS

SEEDS = range(8)


def each(entries):
    ids = [f"{name}: {label}" for name, label, _ in entries]
    return pytest.mark.parametrize(("name", "label", "one"), entries, ids=ids)


@each(RIGHT)
def test_is_a_right_answer_accepted(name, label, one):
    for verdict in verdicts(name, run(one.source, rest_of_the_notebook(name)), SEEDS):
        assert (verdict.status, verdict.text) == ("passed", "Passed.")
        assert verdict.points == EXERCISES[name].points


@each(WRONG)
def test_is_a_wrong_answer_rejected_and_its_reason_named(name, label, one):
    for verdict in verdicts(name, run(one.source, rest_of_the_notebook(name)), SEEDS):
        assert (verdict.status, verdict.diagnosis) == (one.status, one.diagnosis), verdict.text
        assert verdict.points == 0


@pytest.mark.parametrize("name", IMPLEMENTATIONS)
def test_does_the_plainest_right_answer_stand_alone(name):
    names = run(right_one(name).source)
    assert {verdict.status for verdict in verdicts(name, names, SEEDS)} == {"passed"}


def test_how_large_is_the_bank():
    exercises = {name for name, task in EXERCISES.items() if isinstance(task, Exercise | Design)}
    assert {name for name, *_ in RIGHT} == {name for name, *_ in WRONG} == exercises
    named = [one for *_, one in WRONG if _is_recognised(one.diagnosis)]
    print(
        f"{len(RIGHT)} right and {len(WRONG)} wrong implementations of {len(exercises)} exercises; "
        f"{len(named)} of the wrong ones are recognised, the others break a rule by name"
    )
    assert len(RIGHT) >= 120
    assert len(WRONG) >= 150
    assert len(named) >= 120


def _is_recognised(diagnosis):
    forms = {form.id for task in EXERCISES.values() for form in getattr(task, "wrong_forms", ())}
    general = {"inexact_constant", "suits_own_forward"}
    return diagnosis in forms | general or diagnosis.startswith("op_")
