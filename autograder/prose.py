"""An answer in prose: a program can say whether there is one, and the rest is for a human."""

from __future__ import annotations

from autograder.exercises.exercise import Written
from autograder.intake.submission import Submission
from autograder.verdict import BY_HAND, Status, Verdict


def verdict_on_prose(task: Written, submission: Submission) -> Verdict:
    """Is there an answer? Then it waits to be graded by hand, and its points stay open."""
    answer = submission.answers.get(task.name)
    if not submission.named:
        return _verdict(
            task,
            "not_checked",
            "To be graded by hand: the notebook's cells have lost their names, so whether there is "
            "an answer is for a human to see.",
        )
    if answer is None:
        return _verdict(task, "missing", f"The cell `{task.name}` for the answer is gone.")
    if not answer:
        return _verdict(task, "not_started", "Not answered yet.")
    return _verdict(task, "not_checked", "To be graded by hand.", answer)


def _verdict(task: Written, status: Status, message: str, answer: str = "") -> Verdict:
    diagnosis = BY_HAND if status == "not_checked" else ""
    return Verdict(task.name, status, 0, task.points, message, diagnosis, answer=answer)
