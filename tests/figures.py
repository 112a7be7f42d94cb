"""Reads tables of published and own figures back from what a notebook shows, and finds the faults.

A row is right if its verdict follows from its numbers, and if it gives a reason where it differs.
"""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from nbformat import NotebookNode

from course.experiments.comparison import Comparison

TABLE = '<table class="comparison">'


@dataclass(frozen=True)
class Number:
    """A number of a table: as it is shown, and with all of its digits."""

    text: str
    value: float


@dataclass(frozen=True)
class Row:
    """One claim as a notebook shows it; `published` and `tolerance` are None where none is."""

    what: str
    published: Number | None
    tolerance: Number | None
    ours: Number
    verdict: str
    source: str

    @property
    def agrees(self) -> bool:
        """The verdict, recomputed."""
        assert self.published and self.tolerance
        return abs(self.ours.value - self.published.value) <= self.tolerance.value


def tables(notebook: NotebookNode) -> list[list[Row]]:
    """The tables of published and own figures that a notebook shows, in their order."""
    return [rows(html) for html in _htmls(notebook) if html.startswith(TABLE)]


def _htmls(notebook: NotebookNode) -> Iterator[str]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {}).get("text/html", "")


def rows(html: str) -> list[Row]:
    """The rows of one such table."""
    table = ET.fromstring(f"<div>{html}</div>")[0]
    assert tuple(head.text for head in table.iter("th")) == Comparison.HEADINGS
    body = table.find("tbody")
    assert body is not None
    return [_row(row) for row in body]


def _row(row: ET.Element) -> Row:
    what, published, ours, verdict, source = row
    figure, tolerance = _numbers(published) or (None, None)
    (own,) = _numbers(ours)
    return Row(_text(what), figure, tolerance, own, _text(verdict), _text(source))


def _text(cell: ET.Element) -> str:
    return "".join(cell.itertext())


def _numbers(cell: ET.Element) -> list[Number]:
    return [Number(_text(data), float(data.attrib["value"])) for data in cell.iter("data")]


def faults(row: Row) -> list[str]:
    """What is wrong with a row: with the figure itself, or with what is said of it."""
    numbers = [number for number in (row.published, row.tolerance, row.ours) if number]
    found = [f"{row.what}: {n.text} is not {n.value}" for n in numbers if not shows(n)]
    if row.published is None:
        return found + [f"{row.what}: a verdict on nothing"] * bool(row.verdict)
    word, _, reason = row.verdict.partition(": ")
    if word != ("agrees" if row.agrees else "differs"):
        found.append(f"{row.what}: {word}, says the table; {row.ours.text}, say the numbers")
    if not row.agrees and not reason:
        found.append(f"{row.what}: {row.ours.text} is not {row.published.text}, and no word why")
    if row.agrees and reason:
        found.append(f"{row.what}: agrees, where it was to differ: {reason}")
    return found


def shows(number: Number) -> bool:
    """Is the text the value, rounded to the last digit that it has?"""
    shown = Decimal(number.text.removeprefix("± ").split()[0])
    exponent = shown.normalize().as_tuple().exponent
    if not shown or not isinstance(exponent, int):  # 0, nan, inf: nothing to round
        return str(float(shown)) == str(number.value)
    return abs(shown - Decimal(number.value)) <= Decimal(1).scaleb(exponent) / 2


def lacking(wanted: Iterable[float], published: list[float]) -> list[float]:
    """The figures that no row has; one row serves one figure."""
    rest, missing = list(published), []
    for figure in wanted:
        match = next((p for p in rest if p == pytest.approx(figure, rel=1e-3, abs=0)), None)
        if match is None:
            missing.append(figure)
        else:
            rest.remove(match)
    return missing


def experiments_shown(source: Path) -> list[str]:
    """The modules of `course.experiments` whose `compare` a notebook calls, call by call."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    modules = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "course.experiments"
        for alias in node.names
    }
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [
        modules[function.value.id]
        for function in functions
        if isinstance(function, ast.Attribute) and function.attr == "compare"
        if isinstance(function.value, ast.Name) and function.value.id in modules
    ]
