"""Does the teacher see at a glance how the class did, and whom to look at?"""

import re
from collections import Counter
from dataclasses import replace
from urllib.parse import unquote

import pytest

from autograder.diagnosis import MISCONCEPTIONS
from autograder.report import write
from autograder.report.charts import histogram_svg, in_words, stacked_bar_svg
from autograder.report.class_report import class_report
from autograder.report.summary import ClassSummary
from autograder.results import Results
from autograder.verdict import Verdict
from tests.autograder.report.samples import CLASS, PASSED, WITH_PROSE, WRONG, Page, graded, many


def test_the_report_links_every_student_to_a_page_that_exists(tmp_path):
    write(CLASS, tmp_path)
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    links = {unquote(link) for link in page.links if not link.startswith("#")}
    assert links == {f"feedback/s0{i}.html" for i in range(1, 6)}
    assert all((tmp_path / link).is_file() for link in links)


def test_the_report_names_what_is_misunderstood_and_by_whom():
    html = class_report(CLASS)
    text = Page(html).text
    said = r"This is ReLU itself, not its slope\.\s+relu_derivative_is_value\s+s02,\s*s05"
    assert re.search(said + r"\s+2 of 5 students\s*2\s+\(40 %\)", text)
    assert html.count('class="column" x="1" y="3"') == 1 and 'class="rule" x="1" y="3"' not in html


OPERATOR = replace(WRONG, diagnosis="op_scaled", explanation="Every number is half of it.")
SHAPE = replace(WRONG, diagnosis="shape", message="The shape is (2,), not (3,).", explanation="")
CHOICE = replace(WRONG, diagnosis="relu_kink:b", explanation="A kink is no jump.")
# The diagnosis; what it is called; how one student's answer shows it; is it a broken rule?
NAMED = {
    "a listed form": (WRONG, "This is ReLU itself, not its slope.", "", False),
    "an operator": (OPERATOR, MISCONCEPTIONS["op_scaled"], "Every number is half of it.", False),
    "a wrong choice": (CHOICE, "(b) A kink is no jump.", "", False),
    "a broken rule": (SHAPE, "The shape is wrong.", "The shape is (2,), not (3,).", True),
}


@pytest.mark.parametrize(("verdict", "name", "example", "is_rule"), NAMED.values(), ids=NAMED)
def test_what_a_mistake_is_called(verdict, name, example, is_rule):
    html = class_report(Results(1, [graded("s01", PASSED, verdict)]))
    shown = f"for example: {example}" if example else ""
    said = rf"{re.escape(name)}\s+{verdict.diagnosis}\s*·?\s*{re.escape(shown)}\s+s01\s+1 of 1"
    text = Page(html).text
    assert re.search(said, text)
    assert bool(re.search("Broken rules", text)) == is_rule
    assert f'class="{"rule" if is_rule else "column"}" x="1" y="3"' in html


def test_the_most_frequent_mistake_comes_first_with_the_longest_bar():
    found = [SHAPE, OPERATOR, WRONG, OPERATOR]
    html = class_report(Results(1, [graded(f"s0{i}", v) for i, v in enumerate(found)]))
    order = [html.index(f"<code>{v.diagnosis}</code>") for v in (OPERATOR, WRONG, SHAPE)]
    assert order == sorted(order)
    bars = re.findall(r'class="(column|rule)" x="1" y="3"[^>]* width="([\d.]+)%"', html)
    assert bars == [("column", "66.0"), ("column", "33.0"), ("rule", "33.0")]


def test_mistakes_that_find_no_room_are_counted():
    many_ideas = [replace(WRONG, diagnosis=f"idea_{i}") for i in range(9)]
    html = class_report(Results(1, [graded(f"s0{i}", v) for i, v in enumerate(many_ideas)]))
    assert "And 3 more, in <code>grades.csv</code>." in html


def test_the_summary_counts():
    summary = ClassSummary(CLASS)
    assert summary.max_points == 4 and summary.handed_in == 5
    assert [round(share, 2) for share in summary.shares] == [0.25, 0.25, 0, 0.25, 0.5]
    assert summary.counts == Counter(passed=5, failed=2, missing=2, timeout=1, not_checked=1)
    assert [(kind, len(found)) for kind, found in summary.concerns.items()] == [
        ("not_checked", 1),
        ("timeout", 1),
        ("note", 1),
    ]


def test_what_waits_to_be_graded_by_hand_is_no_concern_and_costs_nothing():
    summary = ClassSummary(WITH_PROSE)
    assert summary.waiting == 2 and summary.concerns == {}
    assert summary.counts == Counter(passed=2, failed=1, waiting=2, not_started=1)
    (assignment,) = summary.assignments
    assert assignment.shares == summary.shares == [1.0, 0.2, 0.0]
    (_, prose) = assignment.tasks
    assert prose.waiting == ["s01", "s03"]
    assert in_words(prose.counts) == "1 not started, 2 waiting"


def test_the_report_leads_to_what_is_to_be_graded_by_hand():
    page = Page(class_report(WITH_PROSE))
    assert {link for link in page.links if "compare" in link} == {
        "feedback/s01.html#compare",
        "feedback/s03.html#compare",
    }
    assert re.search(r"To grade\s*2\s*answers", page.text)
    assert re.search(r"s01\s*1 ✎", page.text)
    assert "by hand" not in Page(class_report(CLASS)).text


def test_one_broken_notebook_is_one_concern():
    broken = [Verdict(f"e{i}", "error", 0, 1, "SyntaxError in line 3") for i in range(12)]
    (concern,) = ClassSummary(Results(1, [graded("s01", *broken)])).concerns["error"]
    assert len(concern.tasks) == 12


def test_a_bar_says_in_words_what_it_shows():
    counts = Counter(passed=3, failed=1)
    assert in_words(counts) == "3 passed, 1 failed"
    bar = stacked_bar_svg(counts, "relu")
    assert 'aria-label="relu: 3 passed, 1 failed"' in bar
    assert 'width="75.00%"' in bar and "url(#failed)" in bar


def test_full_marks_are_in_the_histogram():
    assert "2 at 90–100 %, 1 at 100" not in (svg := histogram_svg([1.0, 0.95, 0.0], "all"))
    assert 'aria-label="all: 1 at 0–10 %, 2 at 90–100 %"' in svg


@pytest.mark.parametrize("results", [Results(1, []), Results(1, [graded("s01")])])
def test_an_empty_class_has_a_report_too(results):
    assert "Nothing: every notebook was read" in Page(class_report(results)).text


def test_five_thousand_students_fit_on_one_page():
    assert len(class_report(many(5000)).encode()) < 2_000_000
