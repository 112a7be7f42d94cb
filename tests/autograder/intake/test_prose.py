"""Is an answer in prose found wherever a student wrote it, and told from none?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.exercises.exercise import Assignment, Question, Written
from autograder.intake.prose import LONGEST_ANSWER
from autograder.intake.submission import Submission, read
from autograder.prose import verdict_on_prose
from autograder.publish.marks import PROSE_STUB

COMPARE, EVALUATE = (Written(name, 3, ((3, "all"),)) for name in ("compare", "evaluate"))
COURSE = {"09_choosing": Assignment("09_choosing", (Question("kink", "a", {}), COMPARE, EVALUATE))}

Made = dict[str, Any]


def text(source: str, name: str, kind: str = "markdown", graded: bool = False) -> Made:
    nbgrader = {"grade_id": name, "grade": True, "solution": True, "schema_version": 3}
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    metadata = {"nbgrader": nbgrader} if graded else {}
    return {"cell_type": kind, "id": name, "metadata": metadata, "source": source, **code}


def answer(source: str, name: str = "compare", kind: str = "markdown") -> Made:
    return text(source, name, kind, graded=True)


KINK = text('kink = "a"', "kink", kind="code")
PROMPT = text("## Compare them", "0123456789abcdef")
NEXT_PROMPT = text("## Evaluate them", "fedcba9876543210-2")
OWN = text("It squashes.", "6f0c2f1e-8a4b-4d4e-9c55-0a1b2c3d4e5f")
BLANK, OTHER = answer(PROSE_STUB), answer(PROSE_STUB, "evaluate")


def submission(*cells: Made) -> Submission:
    data = {"cells": [KINK, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return read(json.dumps(data).encode(), COURSE)


ANSWERS = {
    "in the place of the stub": ((PROMPT, answer("It squashes.\n")), "It squashes."),
    "below the stub": ((PROMPT, answer(f"{PROSE_STUB}\n\nIt squashes.")), "It squashes."),
    "in a cell below": ((PROMPT, BLANK, OWN, NEXT_PROMPT, OTHER), "It squashes."),
    "in two cells": ((PROMPT, answer("Both do."), OWN), "Both do.\n\nIt squashes."),
    "in a cell that was split": (
        (PROMPT, answer("Both do."), answer("It squashes.")),
        "Both do.\n\nIt squashes.",
    ),
    "in a code cell": ((PROMPT, answer("It squashes.", kind="code")), "It squashes."),
    "not at all": ((PROMPT, BLANK, NEXT_PROMPT, OTHER), ""),
    "not at all, before another answer": ((PROMPT, BLANK, answer("Yes.", "evaluate")), ""),
    "and deleted again": ((PROMPT, answer(" \n")), ""),
    "and there are no ids": ((BLANK, OWN), ""),
    "and the cell is gone": ((PROMPT, OTHER), None),
    "above the cell": ((PROMPT, OWN, BLANK), "It squashes."),
    "above and in the cell": ((PROMPT, OWN, answer("Both do.")), "It squashes.\n\nBoth do."),
    "above the question": ((OWN, PROMPT, BLANK), ""),
}


@pytest.mark.parametrize("where", ANSWERS)
def test_where_is_it_written(where: str) -> None:
    cells, expected = ANSWERS[where]
    assert submission(*cells).answers.get("compare") == expected


def test_prose_is_neither_run_nor_remarked_upon() -> None:
    handed_in = submission(PROMPT, answer("while True: pass", kind="code"), OWN)
    assert [cell.name for cell in handed_in.cells] == ["kink"]
    assert handed_in.notes == ()


def test_a_cell_for_prose_tells_which_notebook_it_is() -> None:
    other = Assignment("03_squash", (Question("range", "a", {}),))
    data = {"cells": [text("x = 1", "x", "code"), BLANK], "metadata": {}, "nbformat": 4}
    found = read(json.dumps(data).encode(), {"03_squash": other, **COURSE})
    assert (found.assignment, found.named) == ("09_choosing", True)


def test_of_a_book_the_beginning_is_kept() -> None:
    said = submission(answer("word " * 10**5)).answers["compare"]
    assert len(said) == LONGEST_ANSWER and said.endswith("…")


VERDICTS = {
    "written": ((answer("It squashes."),), "not_checked", "by_hand", "To be graded by hand."),
    "not written": ((BLANK,), "not_started", "", "Not answered yet."),
    "gone": ((OTHER,), "missing", "", "The cell `compare` for the answer is gone."),
}


@pytest.mark.parametrize("case", VERDICTS)
def test_what_is_said_of_it(case: str) -> None:
    cells, status, diagnosis, message = VERDICTS[case]
    verdict = verdict_on_prose(COMPARE, submission(*cells))
    assert (verdict.status, verdict.diagnosis, verdict.message) == (status, diagnosis, message)
    assert (verdict.points, verdict.max_points) == (0, 3)
    assert verdict.answer == ("It squashes." if case == "written" else "")


def test_where_the_names_are_lost_a_human_looks() -> None:
    lost = {**KINK, "id": "0"}
    data = {"cells": [lost, {**OWN, "id": "1"}], "metadata": {}, "nbformat": 4}
    verdict = verdict_on_prose(COMPARE, read(json.dumps(data).encode(), COURSE))
    assert (verdict.status, verdict.diagnosis) == ("not_checked", "by_hand")
    assert "lost their names" in verdict.message
