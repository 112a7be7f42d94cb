"""Does a card tell a learner what happened, one thing at a time, in every theme and terminal?"""

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import get_args

import numpy as np
import pytest

from autograder.card import LOOKS, Card
from autograder.plain import block, one_line, plain
from autograder.verdict import BY_HAND, Curve, Example, Outcome, Verdict

FAILED = Verdict(
    task="tanh_derivative",
    status="failed",
    points=0,
    max_points=2,
    message="The result is wrong for `x` near 0.5.",
    diagnosis="tanh_derivative_one_minus_t",
    explanation="You are one square away: this is 1 − t.",
    hint="Which power of t belongs to the slope?",
    example=Example((("x", "[[1, 2],\n [3, 4]]"), ("alpha", "0.5")), "0.786448", "0.537883"),
    curve=Curve(np.linspace(-1, 1, 9), np.zeros(9), np.ones(9)),
    remarks=("overflow encountered in exp",),
)
PROSE = Verdict(
    "compare", "not_checked", 0, 6, "To be graded by hand.", BY_HAND, answer="It *bends*."
)
HOSTILE = '<script>alert(1)</script>\x1b[31mred\x1b[0m\x00\u202eevil" onload="x'


class Page(HTMLParser):
    """The tags, attributes and text of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.attributes, self.text = [], [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def verdict(status, message="It says so.", points=0):
    return Verdict("relu", status, points, 2, message)


def test_the_text_shows_everything_in_order():
    assert str(Card(FAILED, "5 of 9 passed")) == (
        "✗ not right yet · tanh_derivative · 0/2 points\n"
        "  The result is wrong for `x` near 0.5. You are one square away: this is 1 − t.\n"
        "\n"
        "    x        = [[1, 2],\n"
        "                [3, 4]]\n"
        "    alpha    = 0.5\n"
        "    expected = 0.786448\n"
        "    received = 0.537883\n"
        "\n"
        "  Hint: Which power of t belongs to the slope?\n"
        "  Remark (costs nothing): overflow encountered in exp\n"
        "  5 of 9 passed"
    )


def test_the_repr_is_the_text():
    assert repr(Card(FAILED)) == str(Card(FAILED))


def test_the_html_says_the_same_with_a_picture():
    page = Page(Card(FAILED, "5 of 9 passed")._repr_html_())
    assert not page.open
    for said in ("✗ not right yet", "0/2 points", "one square away", "0.786448", "5 of 9 passed"):
        assert said in page.text
    assert "svg" in page.tags and "`" not in page.text


def test_every_outcome_has_a_symbol_and_a_word_of_its_own():
    assert set(LOOKS) == set(get_args(Outcome))
    for told_by in ("symbol", "word", "colour"):
        assert len({getattr(look, told_by) for look in LOOKS.values()}) == len(LOOKS)


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return float(np.dot([0.2126, 0.7152, 0.0722], list(linear)))


@pytest.mark.parametrize("status", LOOKS)
def test_the_white_word_on_a_status_meets_wcag_aa(status):
    assert 1.05 / (luminance(LOOKS[status].colour) + 0.05) >= 4.5


@pytest.mark.parametrize(
    ("shown", "points"),
    [
        (verdict("passed", points=2), "2/2 points"),
        (verdict("failed"), "0/2 points"),
        (verdict("not_started"), "worth 2 points"),
        (verdict("not_checked"), "2 points still open"),
        (Verdict("relu", "passed", 1, 1, "Passed."), "1/1 point\n"),
        (PROSE, "✎ to be graded by hand · compare · 6 points still open\n"),
    ],
)
def test_the_points_do_not_blame(shown, points):
    assert points in str(Card(shown)) + "\n"


def test_what_we_could_not_check_costs_nothing_and_says_so():
    assert "It costs you nothing" in str(Card(verdict("not_checked")))


@pytest.mark.parametrize(
    ("status", "message"), [("passed", "Passed."), ("not_started", "Not started yet.")]
)
def test_the_title_is_not_repeated(status, message):
    assert str(Card(verdict(status, message))).count("\n") == 0


def test_hostile_text_is_only_text():
    evil = Verdict(
        HOSTILE,
        "failed",
        0,
        1,
        HOSTILE,
        explanation=f"`{HOSTILE}`",
        hint=HOSTILE,
        example=Example(((HOSTILE, HOSTILE),), HOSTILE, HOSTILE),
        curve=FAILED.curve,
        remarks=(HOSTILE,),
    )
    html, text = Card(evil, HOSTILE)._repr_html_(), str(Card(evil))
    page = Page(html)
    assert "script" not in page.tags and "onload" not in page.attributes
    assert not re.search("[\x00\x1b\u202e]", html + text)
    assert "[31m" not in html + text


def test_an_answer_in_prose_is_shown_as_it_was_written():
    evil = replace(PROSE, answer=f"It bends.\n\n- {HOSTILE}")
    html = Card(evil)._repr_html_()
    page = Page(html)
    assert "It bends.\n\n- <script>" in page.text
    assert "script" not in page.tags and "onload" not in page.attributes
    assert not re.search("[\x00\x1b\u202e]", html)
    assert "costs you nothing" not in page.text


def test_endless_text_is_cut():
    endless = Verdict(
        "relu",
        "error",
        0,
        1,
        "m" * 10**6,
        hint="h " * 10**6,
        example=Example((("x", "1\n" * 10**5),), "9" * 10**6, "8"),
        remarks=("r" * 10**5,) * 50,
    )
    assert len(Card(endless)._repr_html_()) < 10_000
    assert len(str(Card(endless))) < 5_000


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[1;31mbold red\x1b[0m", "bold red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;a window title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\x08\x00b\r\nc", "ab\nc"),
        ("\u202eabc\u2066", "abc"),
        ("bad \ud800", "bad \ufffd"),
        ("שלום σ′ ½", "שלום σ′ ½"),
    ],
)
def test_plain_text_keeps_words_and_drops_tricks(raw, shown):
    assert plain(raw) == shown


def test_long_values_are_cut_where_one_sees_it():
    assert block("\n".join("abcdefgh"), lines=3) == ["a", "b", "…"]
    assert block("abcdefgh", width=4) == ["abc…"]
    assert one_line("a \n b" * 100, 4) == "a…"


def test_a_card_needs_nothing_but_numpy():
    """The browser's Python has no jinja2 and no matplotlib."""
    code = "import sys, autograder.card; print({m.split('.')[0] for m in sys.modules})"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"jinja2", "markupsafe", "matplotlib", "IPython", "click"} & eval(loaded.stdout)
