"""Asks a learner's code for answers and forms the verdict, alike in a notebook and in a class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograder.answer import Answer, Foreign
from autograder.design.rules import examine_design
from autograder.diagnosis import Diagnosis, Trial, diagnose, facts_of, place_of
from autograder.example import example_of
from autograder.exercises.design import Design
from autograder.exercises.exercise import Case, Checked, Exercise, Question, Task
from autograder.expected import expected_outputs
from autograder.learner import Learner
from autograder.verdict import Curve, Status, Verdict
from autograder.verify import Finding, verify

# The findings that end an examination: asking on would cost time and bring nothing new.
FINAL: dict[str, Status] = {
    "missing": "missing",
    "not_started": "not_started",
    "timeout": "timeout",
    "crashed": "error",
    "unreadable": "error",
}
# Where numbers came back, at least for some inputs, a wrong form can be recognised in them.
NUMERIC = ("raised", "shape", "finite", "values")
# Where nothing was recognised, these findings are about the mathematics.
HINTED = ("finite", "values", "withheld")
# Others are about Python and numpy, whatever was asked for.
HINTS = {
    "raised": "Run the example in a cell of its own, and print what you have, and its shape, "
    "on the way to the error.",
    "type": "What stands behind your `return`, and of which type is it?",
    "shape": "Print the shape of every array on the way. Where does an axis come in, get lost, or "
    "change places?",
    "dtype": "Print the `dtype` of every array on the way. Where does it change?",
    "untouched": "Which line writes into an array that it did not make? `x[...] = …` does, and so "
    "do `x += …` and `out=x`.",
    "quiet": "For which x does a number on the way grow beyond what a float holds? `np.where` "
    "computes both of its branches for every entry: clamp the argument first, or write the "
    "formula otherwise.",
}


def examine(task: Checked, learner: Learner, rng: np.random.Generator) -> Verdict:
    """The verdict on one task; a fault of the grader's own is `not_checked` and costs nothing."""
    try:
        if isinstance(task, Question):
            return _examine_question(task, learner.read(task.name))
        if isinstance(task, Design):
            return examine_design(task, learner, rng)
        return _examine_exercise(task, learner, rng)
    except Exception as error:
        return could_not_check(task, f"{type(error).__name__}: {error}")


def could_not_check(task: Task, why: str) -> Verdict:
    """The verdict when the grader itself failed."""
    message = f"This could not be checked. The fault is the grader's, not yours ({why})."
    return Verdict(task.name, "not_checked", 0, task.points, message)


def _examine_exercise(exercise: Exercise, learner: Learner, rng: np.random.Generator) -> Verdict:
    trials = _trials(exercise, exercise.cases(rng), learner)
    failing = next((trial for trial in trials if trial.finding), None)
    if failing is None:
        return Verdict(
            exercise.name,
            "passed",
            exercise.points,
            exercise.points,
            "Passed.",
            remarks=_remarks(trials),
        )
    return _failed(exercise, trials, failing, learner)


def _trials(exercise: Exercise, cases: Sequence[Case], learner: Learner) -> list[Trial]:
    trials: list[Trial] = []
    for case in cases:
        expected = expected_outputs(exercise, case)
        answer = _ask(exercise, case, learner)
        finding = verify(exercise, case, expected, answer)
        if finding and finding.rule == "not_started" and trials:
            begun = f"It raised NotImplementedError for {case.label}."
            finding = Finding("raised", finding.message if case.steps else begun)
        trials.append(Trial(case, expected, answer, finding))
        if finding and finding.rule in FINAL:
            break
    return trials


def _ask(exercise: Exercise, case: Case, learner: Learner) -> Answer:
    if case.steps:
        return learner.run(case.steps, case.returns)
    return learner.call(exercise.name, case.args, case.options, exercise.withheld)


def _failed(
    exercise: Exercise, trials: Sequence[Trial], failing: Trial, learner: Learner
) -> Verdict:
    finding = failing.finding
    assert finding is not None
    if finding.rule in ("missing", "not_started"):
        return Verdict(exercise.name, FINAL[finding.rule], 0, exercise.points, finding.message)
    known = diagnose(exercise, trials, learner) if finding.rule in NUMERIC else None
    example = example_of(exercise, failing.case, failing.expected, failing.answer, finding)
    if known and known.id == exercise.given:
        # What it does wrong, but not why: to find that is the exercise.
        return Verdict(
            exercise.name,
            "not_started",
            0,
            exercise.points,
            "It does what it did when it was given.",
            explanation=finding.message,
            example=example,
        )
    return Verdict(
        exercise.name,
        _status(finding),
        0,
        exercise.points,
        _message(exercise, trials, finding, known),
        diagnosis=known.id if known else finding.rule,
        explanation=known.explanation if known else "",
        hint=_hint(exercise, finding, known),
        example=example,
        curve=_curve(trials),
        remarks=_remarks(trials),
    )


def _status(finding: Finding) -> Status:
    return FINAL.get(finding.rule, "error" if finding.rule == "raised" else "failed")


def _message(
    exercise: Exercise, trials: Sequence[Trial], finding: Finding, known: Diagnosis | None
) -> str:
    """What is wrong and where; of an error that nobody recognised, all that is known."""
    if finding.rule not in NUMERIC:
        return finding.message
    facts = "" if known else facts_of(exercise, trials)
    return " ".join(filter(None, (finding.message, place_of(exercise, trials), facts)))


def _hint(exercise: Exercise, finding: Finding, known: Diagnosis | None) -> str:
    if known:
        return known.hint
    return exercise.hint if finding.rule in HINTED else HINTS.get(finding.rule, "")


def _remarks(trials: Sequence[Trial]) -> tuple[str, ...]:
    """Warnings on the way: worth knowing, and free."""
    texts = [
        f"It warns for {trial.case.label}: {text}."
        for trial in trials
        for text in trial.answer.warnings
        if not (trial.finding and trial.finding.rule == "quiet")
    ]
    return tuple(texts[:1])


def _curve(trials: Sequence[Trial]) -> Curve | None:
    """The picture's samples, if the curve is where they went wrong."""
    for trial in trials:
        value = trial.answer.value
        wrong = trial.finding and trial.finding.rule in ("finite", "values")
        if trial.case.curve and wrong and isinstance(value, np.ndarray):
            return Curve(np.asarray(trial.case.args[-1]), trial.expected[0].low, value)
    return None


def _examine_question(question: Question, answer: Answer) -> Verdict:
    if answer.end:
        status = FINAL[answer.end]
        return Verdict(
            question.name,
            status,
            0,
            question.points,
            "The notebook stopped before your answer could be read.",
        )
    if answer.missing:
        message = f"There is no variable `{question.name}`."
        return Verdict(question.name, "missing", 0, question.points, message)
    if answer.raised:
        message = f"Its cell raised {answer.raised.type}: is the letter in quotation marks?"
        return Verdict(question.name, "error", 0, question.points, message, "unreadable")
    value = answer.value
    if isinstance(value, Foreign) and value.type in ("ellipsis", "NoneType"):
        return Verdict(question.name, "not_started", 0, question.points, "Not answered yet.")
    letter = value.text.strip().lower() if isinstance(value, Foreign) else ""
    if letter not in question.explanations:
        letters = ", ".join(f'"{known}"' for known in question.explanations)
        message = f"Write one of {letters}, in quotation marks."
        return Verdict(question.name, "failed", 0, question.points, message, "not_a_choice")
    return _marked(question, letter)


def _marked(question: Question, letter: str) -> Verdict:
    explanation = question.explanations[letter]
    if letter == question.answer:
        points = question.points
        return Verdict(question.name, "passed", points, points, "Right.", explanation=explanation)
    return Verdict(
        question.name,
        "failed",
        0,
        question.points,
        f"({letter}) is not the best choice.",
        diagnosis=f"{question.name}:{letter}",
        explanation=explanation,
    )
