"""Does every student get a page, in a file of their own?"""

import re
from pathlib import PurePosixPath

import pytest

from autograder.report.feedback import feedback_page, file_names
from tests.autograder.report.samples import CLASS, HOSTILE_IDS, Page


def test_a_page_shows_points_notes_and_cards():
    page = Page(feedback_page("s01", CLASS.by_student()["s01"]))
    for said in ("Feedback for s01", "1 of 3 points", "Two notebooks found", "out of time"):
        assert said in page.text


def test_a_missing_notebook_is_said_once():
    page = Page(feedback_page("s03", CLASS.by_student()["s03"]))
    assert page.text.count("No notebook was handed in.") == 1


@pytest.mark.parametrize("student", ["s01", "S001", "ann.lee@uni.edu", "a-b_c+d"])
def test_an_ordinary_id_is_its_own_file_name(student):
    assert file_names([student]) == {student: f"{student}.html"}


def test_any_id_gets_a_file_name_that_every_system_can_hold():
    for name in file_names(HOSTILE_IDS).values():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.@+~-]*\.html", name)
        assert len(name) < 100 and PurePosixPath(name).name == name


def test_no_two_students_share_a_file():
    made = file_names(["Ann Lee"])["Ann Lee"].removesuffix(".html")
    ids = [*HOSTILE_IDS, "bob", "Bob", "BOB", "a b", "a-b", "a_b", "A B", "é", "e", "Ann Lee", made]
    names = file_names(ids).values()
    assert len({name.lower() for name in names}) == len(ids)
