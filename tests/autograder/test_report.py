"""Does a grading run end in tables that programs read and pages that people can?"""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote

import numpy as np
import pytest
from playwright.sync_api import sync_playwright

from autograder.report import write
from autograder.report.charts import histogram_svg, in_words, stacked_bar_svg
from autograder.report.class_report import class_report
from autograder.report.feedback import feedback_page, file_names
from autograder.report.summary import ClassSummary
from autograder.report.tables import COLUMNS, grades_csv, grades_json
from autograder.results import Graded, Results
from autograder.verdict import BY_HAND, Curve, Example, Verdict

CURVE = Curve(np.linspace(-1, 1, 9), np.zeros(9), np.ones(9))
PASSED = Verdict("relu", "passed", 1, 1, "Passed.")
WRONG = Verdict(
    "relu_derivative",
    "failed",
    0,
    2,
    "The result is wrong.",
    diagnosis="relu_derivative_is_value",
    explanation="This is ReLU itself, not its slope.",
    hint="How steep is a flat line?",
    example=Example((("x", "[1, 2]"),), "1", "2"),
    curve=CURVE,
)
SLOW = Verdict("relu_derivative", "timeout", 0, 2, "It ran out of time.", "timeout")
OURS = Verdict("relu_derivative", "not_checked", 0, 2, "The fault is the grader's.")
PROSE = Verdict("compare", "not_checked", 0, 4, "To be graded by hand.", BY_HAND, answer="Both.")
BLANK = Verdict("compare", "not_started", 0, 4, "Not answered yet.")
GONE = tuple(
    Verdict(name, "missing", 0, points, "No notebook was handed in.")
    for name, points in (("relu", 1), ("relu_derivative", 2))
)
HOSTILE_IDS = (
    "<script>alert('x')</script>",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "a" * 300,
    "שלום עולם",
    "CON",
    "Ana María/Ñ",
    "bad \udc80 name",
    '" onmouseover="alert(1)',
    "{{ 7 * 191 }}",
    "",
    ".",
    "..",
)
HOSTILE = "=1+1 </style><script>alert(2)</script>\x1b[31mred\n<img src=x onerror=alert(3)>"


def graded(student, *verdicts, assignment="02_relu_family", source="a.ipynb", notes=()):
    return Graded(student, assignment, source, "ab" * 32 if source else "", verdicts, notes)


CLASS = Results(
    seed=42,
    graded=(
        graded("s02", PASSED, WRONG),
        graded("s01", PASSED, SLOW, notes=("Two notebooks found; graded the newest.",)),
        graded("s03", *GONE, source=""),
        graded("s04", PASSED, OURS),
        graded("s05", PASSED, WRONG),
        graded("s05", PASSED, assignment="03_sigmoid_and_tanh"),
    ),
)


def hostile_class():
    evil = Verdict(HOSTILE, "failed", 0, 1, HOSTILE, HOSTILE, HOSTILE, HOSTILE, remarks=(HOSTILE,))
    rows = [
        graded(i, evil, assignment=HOSTILE, source=HOSTILE, notes=(HOSTILE,)) for i in HOSTILE_IDS
    ]
    return Results(seed=1, graded=rows)


def many(students):
    """A class in which everybody is wrong, in one way or another."""
    tasks = [f"exercise_{i}" for i in range(12)]

    def verdicts(n):
        return tuple(
            Verdict(t, ("passed", "failed", "error")[(n + i) % 3], 0, 1, f"m{n % 50}", f"d{n % 9}")
            for i, t in enumerate(tasks)
        )

    names = [f"{n:02d}_assignment" for n in range(10)]
    rows = [
        graded(f"student{n:05d}", *kept, assignment=name, notes=("Odd.",) * (n % 2))
        for n in range(students)
        for kept in [verdicts(n)]
        for name in names
    ]
    return Results(seed=1, graded=rows)


class Page(HTMLParser):
    """What a browser would make of a page: its links, scripts, event handlers and text."""

    def __init__(self, html):
        super().__init__()
        self.links, self.handlers, self.loads, self.text = [], [], [], ""
        self.tags = Counter()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.links += [value for name, value in attrs if name == "href"]
        self.loads += [
            value for name, value in attrs if name in ("src", "srcset", "data", "action")
        ]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.text += data


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- grades.csv -------------------------------------------------------------------------------


def test_the_columns_are_exactly_these():
    header = grades_csv(CLASS).splitlines()[0]
    assert header == "student_id,assignment,exercise,points,max_points,status,diagnosis,message"
    assert header == ",".join(COLUMNS)


def test_one_row_per_student_and_exercise_in_order():
    rows = rows_of(grades_csv(CLASS))
    assert [(row["student_id"], row["exercise"], row["points"], row["status"]) for row in rows] == [
        ("s01", "relu", "1", "passed"),
        ("s01", "relu_derivative", "0", "timeout"),
        ("s02", "relu", "1", "passed"),
        ("s02", "relu_derivative", "0", "failed"),
        ("s03", "relu", "0", "missing"),
        ("s03", "relu_derivative", "0", "missing"),
        ("s04", "relu", "1", "passed"),
        ("s04", "relu_derivative", "0", "not_checked"),
        ("s05", "relu", "1", "passed"),
        ("s05", "relu_derivative", "0", "failed"),
        ("s05", "relu", "1", "passed"),
    ]


def test_a_wrong_answer_names_its_diagnosis_and_shows_its_example():
    row = rows_of(grades_csv(CLASS))[3]
    assert row["diagnosis"] == "relu_derivative_is_value"
    assert row["message"] == (
        "The result is wrong. This is ReLU itself, not its slope. "
        "For x = [1, 2]: expected 1, received 2. How steep is a flat line?"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start):
    evil = f"{start}cmd|' /C calc'!A0"
    verdict = Verdict(evil, "failed", 0, 1, evil, diagnosis=evil)
    text = grades_csv(Results(1, [graded(evil, verdict, assignment=evil)]))
    (row,) = rows_of(text)
    for column in ("student_id", "assignment", "exercise", "diagnosis"):
        assert row[column] == "'" + evil
    assert not row["message"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_messages_keep_to_one_line():
    rows = rows_of(grades_csv(hostile_class()))
    assert len(rows) == len(HOSTILE_IDS)
    assert not any(re.search(r"[\n\r\x1b]", row["message"]) for row in rows)


# --- grades.json ------------------------------------------------------------------------------


def test_the_json_repeats_the_run():
    data = json.loads(grades_json(CLASS))
    assert set(data) == {"schema_version", "seed", "versions", "graded"}
    assert (data["schema_version"], data["seed"]) == (1, 42)
    assert {"python", "numpy", "scipy", "activation-layers"} <= set(data["versions"])


def test_the_json_holds_all_but_the_picture():
    notebook = json.loads(grades_json(CLASS))["graded"][1]
    assert notebook == {
        "student_id": "s02",
        "assignment": "02_relu_family",
        "source": "a.ipynb",
        "sha256": "ab" * 32,
        "points": 1,
        "max_points": 3,
        "notes": [],
        "verdicts": [
            {
                "exercise": "relu",
                "points": 1,
                "max_points": 1,
                "status": "passed",
                "diagnosis": "",
                "message": "Passed.",
                "explanation": "",
                "hint": "",
                "example": None,
                "remarks": [],
            },
            {
                "exercise": "relu_derivative",
                "points": 0,
                "max_points": 2,
                "status": "failed",
                "diagnosis": "relu_derivative_is_value",
                "message": "The result is wrong.",
                "explanation": "This is ReLU itself, not its slope.",
                "hint": "How steep is a flat line?",
                "example": {"inputs": {"x": "[1, 2]"}, "expected": "1", "received": "2"},
                "remarks": [],
            },
        ],
    }


def test_json_and_csv_agree():
    flat = [
        (g["student_id"], g["assignment"], v["exercise"], str(v["points"]), v["status"])
        for g in json.loads(grades_json(CLASS))["graded"]
        for v in g["verdicts"]
    ]
    keys = ("student_id", "assignment", "exercise", "points", "status")
    assert flat == [tuple(row[key] for key in keys) for row in rows_of(grades_csv(CLASS))]


# --- feedback ---------------------------------------------------------------------------------


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


# --- report -----------------------------------------------------------------------------------


def test_the_report_links_every_student_to_a_page_that_exists(tmp_path):
    write(CLASS, tmp_path)
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    links = {unquote(link) for link in page.links if not link.startswith("#")}
    assert links == {f"feedback/s0{i}.html" for i in range(1, 6)}
    assert all((tmp_path / link).is_file() for link in links)


def test_the_report_names_what_is_misunderstood_and_by_whom():
    text = Page(class_report(CLASS)).text
    assert re.search(r"2\s+relu_derivative_is_value\s+This is ReLU itself.*\s+s02,\s*s05", text)


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


WITH_PROSE = Results(
    seed=1,
    graded=(
        graded("s01", PASSED, PROSE),
        graded("s02", PASSED, BLANK),
        graded("s03", replace(WRONG, task="relu", max_points=1), PROSE),
    ),
)


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


# --- all of it --------------------------------------------------------------------------------


def test_write_writes_all_four_and_nothing_else(tmp_path):
    seen = []
    write(CLASS, tmp_path, progress=lambda students: seen.extend(students) or seen)
    assert seen == ["s01", "s02", "s03", "s04", "s05"]
    assert {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()} == {
        "grades.csv",
        "grades.json",
        "report.html",
        *(f"feedback/s0{i}.html" for i in range(1, 6)),
    }


def test_the_same_results_give_the_same_bytes(tmp_path):
    backwards = Results(CLASS.seed, CLASS.graded[::-1])
    for results, out in (
        (CLASS, tmp_path / "a"),
        (CLASS, tmp_path / "b"),
        (backwards, tmp_path / "c"),
    ):
        write(results, out)
    first, *others = (
        {p.relative_to(out): p.read_bytes() for p in out.rglob("*.*")}
        for out in sorted(tmp_path.iterdir())
    )
    assert len(first) == 8 and all(other == first for other in others)


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    write(CLASS, tmp_path)
    before = (tmp_path / "grades.csv").read_bytes()

    def full_disk(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write(many(3), tmp_path)
    assert (tmp_path / "grades.csv").read_bytes() == before


def test_hostile_text_runs_nothing_and_loads_nothing(tmp_path):
    write(hostile_class(), tmp_path)
    pages = [tmp_path / "report.html", *(tmp_path / "feedback").iterdir()]
    assert len(pages) == len(HOSTILE_IDS) + 1
    for path in pages:
        html = path.read_text(encoding="utf-8")
        page = Page(html)
        assert page.tags["script"] == (path.name == "report.html")
        assert not (page.handlers or page.loads or page.tags["img"])
        assert page.tags["style"] == 1 and "\x1b" not in html and "1337" not in page.text
        assert all(link.startswith(("#", "feedback/")) for link in page.links)
        assert "default-src 'none'" in html


def test_hostile_ids_come_back_from_the_json_unchanged(tmp_path):
    write(hostile_class(), tmp_path)
    data = json.loads((tmp_path / "grades.json").read_text(encoding="utf-8"))
    assert {g["student_id"] for g in data["graded"]} == set(HOSTILE_IDS)


def test_hostile_ids_link_to_pages_that_exist(tmp_path):
    write(hostile_class(), tmp_path)
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    links = {link for link in page.links if link.startswith("feedback/")}
    assert len(links) == len(HOSTILE_IDS)
    assert all((tmp_path / unquote(link)).is_file() for link in links)


# --- in a browser -----------------------------------------------------------------------------


@pytest.fixture
def browser(chromium):
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium starts only without its sandbox.
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.mark.browser
def test_the_table_sorts_and_finds(browser, tmp_path):
    write(CLASS, tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())

    def students():
        return page.locator(".marks tbody tr:visible th").all_inner_texts()

    page.click("text=Total")
    assert (students()[0], students()[-1]) == ("s03", "s05")
    page.click("text=Total")
    assert (students()[0], students()[-1]) == ("s05", "s03")
    page.fill("input[type=search]", "S02")
    assert students() == ["s02"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 800, 400])
def test_hostile_pages_stay_in_their_width_and_ask_nobody(browser, tmp_path, width):
    write(hostile_class(), tmp_path)
    page, asked = browser.new_page(viewport={"width": width, "height": 900}), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on("console", lambda message: asked.append(message.text))
    for path in (tmp_path / "report.html", *(tmp_path / "feedback").iterdir()):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [path.as_uri()]
        asked.clear()
