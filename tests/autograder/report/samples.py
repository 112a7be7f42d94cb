"""Classes to report on, and what a browser would make of the page."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np

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


WITH_PROSE = Results(
    seed=1,
    graded=(
        graded("s01", PASSED, PROSE),
        graded("s02", PASSED, BLANK),
        graded("s03", replace(WRONG, task="relu", max_points=1), PROSE),
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
