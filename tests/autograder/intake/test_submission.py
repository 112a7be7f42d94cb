"""What is read from a notebook, and what is said of one that cannot be read?"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.exercises.exercise import Assignment, Question
from autograder.intake.document import MOST_CELLS
from autograder.intake.submission import LARGEST_CODE, Cell, Submission, Unreadable, read


def assignment(stem: str, *tasks: str) -> Assignment:
    return Assignment(stem, tuple(Question(name, "a", {}) for name in tasks))


COURSE = {
    one.stem: one
    for one in (
        assignment("01_lines", "line", "collapse", "line_why"),
        assignment("02_kinks", "relu", "relu_slope", "relu_kink"),
    )
}


def code(source: str, name: str = "", test: bool = False, **extra: Any) -> dict[str, Any]:
    nbgrader = {"grade_id": name, "grade": test, "solution": not test, "schema_version": 3}
    return {
        "cell_type": "code",
        "id": extra.pop("id", f"id{abs(hash((source, name)))}"),
        "metadata": {**({"nbgrader": nbgrader} if name else {}), **extra.pop("metadata", {})},
        "source": source,
        "outputs": [],
        "execution_count": None,
        **extra,
    }


def text(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": "text", "metadata": metadata, "source": source}


def notebook(*cells: dict[str, Any], **extra: Any) -> bytes:
    cells = tuple({**cell, "id": f"{i}-{cell['id']}"[:60]} for i, cell in enumerate(cells))
    data = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **extra}
    return json.dumps(data).encode()


RELU = code("def relu(x):\n    return x", "relu")
SLOPE = code("def relu_slope(x):\n    return 1", "relu_slope")
KINK = code('relu_kink = "c"', "relu_kink")
SOLVED = (RELU, SLOPE, KINK)
LINE = code("def line(x):\n    return x", "line")


def names(*cells: dict[str, Any]) -> list[str]:
    return [cell.name for cell in read(notebook(*cells), COURSE).cells]


def sources(*cells: dict[str, Any]) -> list[str]:
    return [cell.source for cell in read(notebook(*cells), COURSE).cells]


def test_a_notebook_becomes_its_cells_in_order() -> None:
    submission = read(notebook(text("# Kinks"), code("import numpy as np"), *SOLVED), COURSE)
    assert submission == Submission(
        "02_kinks",
        (
            Cell("cell 2", "import numpy as np"),
            Cell("relu", "def relu(x):\n    return x"),
            Cell("relu_slope", "def relu_slope(x):\n    return 1"),
            Cell("relu_kink", 'relu_kink = "c"'),
        ),
        (),
    )


# Which assignment is it?

ASSIGNMENT = {
    "the names of its cells": ((*SOLVED,), "02_kinks"),
    "one cell's name": ((RELU,), "02_kinks"),
    "the names of its checks": ((code("check(relu)", "check_relu", True), code("x=1")), "02_kinks"),
    "most names": ((LINE, *SOLVED), "02_kinks"),
    "a retyped cell's name": ((text("gone", nbgrader={"grade_id": "relu"}), code("1")), "02_kinks"),
    "Colab's ids": ((code("x", metadata={"id": "relu"}),), "02_kinks"),
    "a function": ((code("def collapse(w):\n    return w"),), "01_lines"),
    "a class": ((code("class relu:\n    pass"),), "02_kinks"),
    "a lambda": ((code("relu = lambda x: x"),), "02_kinks"),
    "an answer": ((code("a, (line_why, b) = 'abc'"),), "01_lines"),
    "names before functions": ((RELU, code("line = collapse = 0")), "02_kinks"),
    "functions, where names tie": ((RELU, LINE, code("line_why = 'a'")), "01_lines"),
}


@pytest.mark.parametrize("sign", ASSIGNMENT)
def test_which_assignment_is_it(sign: str) -> None:
    cells, expected = ASSIGNMENT[sign]
    assert read(notebook(*cells), COURSE).assignment == expected


# Which cells are run?

PLAY = {"tags": ["play"]}
KEPT = {
    "setup": (code("import numpy as np"), True),
    "a helper": (code("def helper():\n    return 1"), True),
    "a syntax error": (code("def relu(x:\n  return"), True),
    "play": (code("plot(relu)", metadata=PLAY), False),
    "play that imports": (code("from enum import Enum", metadata=PLAY), True),
    "an exercise tagged play": (
        {**SLOPE, "metadata": {**SLOPE["metadata"], **PLAY}},
        True,
    ),
    "text": (text("def relu(x): return 0"), False),
    "nothing": (code("  \n"), False),
    "a check": (code("check(relu)"), False),
    "several checks": (code("import autograder\nautograder.check(relu)\ncheck(a=1);"), False),
    "a check with its import": (code("from autograder import check\ncheck(relu)"), False),
    "the import alone": (code("from autograder import check"), True),
    "another import beside a check": (code("import numpy as np\ncheck(relu)"), True),
    "a check and more": (code("y = 3\ncheck(relu)"), True),
    "another's check": (code("my.check(relu)"), True),
    "a locked test": (code("assert relu(1) == 1", "hidden", True), False),
    "a locked test that defines": (code("def relu(x):\n    return 2", "check_relu", True), True),
    "a check cell, unlocked": (code("print(1)", "check_relu"), False),
}


@pytest.mark.parametrize("kind", KEPT)
def test_which_cells_are_kept(kind: str) -> None:
    cell, kept = KEPT[kind]
    assert len(read(notebook(RELU, cell), COURSE).cells) == 1 + kept


# What of IPython's own language?

MAGICS = {
    "none": ("x = 5 % 3", "x = 5 % 3"),
    "a line of text that only looks like one": ('s = """\n%time\n"""', 's = """\n%time\n"""'),
    "a line": ("%matplotlib inline\nx = 1", "pass\nx = 1"),
    "a shell line": ("!pip install numpy\nx = 1", "pass\nx = 1"),
    "help": ("?relu\nnp.maximum??\nrelu?", "pass\npass\npass"),
    "inside a function": ("def f():\n    %time\n    return 1", "def f():\n    pass\n    return 1"),
    "assigned": ("files = !ls\nt = %timeit -o f()", "files = None\nt = None"),
    "a Python cell": ("\n%%time\nx = 1", "\n\nx = 1"),
    "no Python at all": ("%%time\nx = (", "%%time\nx = ("),
}


@pytest.mark.parametrize("kind", MAGICS)
def test_what_becomes_of_magics(kind: str) -> None:
    written, expected = MAGICS[kind]
    assert sources(RELU, code(written))[1] == expected


def test_a_cell_in_another_language_is_left_out_with_a_note() -> None:
    submission = read(notebook(RELU, SLOPE, KINK, code("%%bash\nrm -rf x")), COURSE)
    assert [cell.name for cell in submission.cells] == ["relu", "relu_slope", "relu_kink"]
    assert submission.notes == ("Not run, because it is not Python: cell 4 (%%bash).",)


# What is noted?

NOTES = {
    "nothing": (SOLVED, ()),
    "reordered": (SOLVED[::-1], ()),
    "a copied cell": (
        (*SOLVED, code("def relu(x):\n    return 0", "relu")),
        ("The cell relu is there 2 times (cells 1 and 4); all of them ran.",),
    ),
    "a deleted cell": (SOLVED[1:], ("The cell relu is gone; nothing else defines it.",)),
    "a deleted cell whose function lives on": (
        (*SOLVED[1:], code("def relu(x):\n    return x")),
        ("The cell relu is gone; relu was found in cell 3.",),
    ),
    "a cell turned into text": (
        (text("def relu(x)", nbgrader={"grade_id": "relu"}), *SOLVED[1:]),
        ("The cell relu was turned into a markdown cell; nothing else defines it.",),
    ),
    "no names": (
        (code("def relu(x):\n    return x"),),
        ("The cells have lost their names; the exercises were found by their functions.",),
    ),
    "a grade_id that is none": (
        (*SOLVED, code("x = 1", "<script>alert(1)</script>")),
        (),
    ),
    "another schema version": (
        (*SOLVED[1:], code("relu = abs", metadata={"nbgrader": {"grade_id": "relu", "v": 99}})),
        (),
    ),
}


@pytest.mark.parametrize("kind", NOTES)
def test_what_is_noted(kind: str) -> None:
    cells, expected = NOTES[kind]
    assert read(notebook(*cells), COURSE).notes == expected


def test_a_kind_of_cell_that_would_harm_a_terminal_is_tamed() -> None:
    first, second = read(
        notebook({**RELU, "cell_type": "\x1b[31m\ud800"}, *SOLVED[1:]), COURSE
    ).notes
    assert first.endswith("is not valid under any of the given schemas")
    assert second == "The cell relu was turned into a �[31m� cell; nothing else defines it."
    assert first.isprintable()


def test_both_of_two_copies_are_kept_in_order() -> None:
    second = code("def relu(x):\n    return 0", "relu")
    assert names(RELU, code("x = 1"), second) == ["relu", "cell 2", "relu"]


# Which formats?


def version_3() -> bytes:
    cell = nbformat.v3.new_code_cell
    sheet = nbformat.v3.new_worksheet(
        cells=[
            nbformat.v3.new_text_cell("markdown", source="# Kinks"),
            cell(input="def relu(x):\n    return x", metadata={"nbgrader": {"grade_id": "relu"}}),
            cell(input="relu_slope = abs; relu_kink = 'c'"),
        ]
    )
    written: str = nbformat.v3.writes_json(nbformat.v3.new_notebook(worksheets=[sheet]))
    return written.encode()


def test_version_3_is_read() -> None:
    submission = read(version_3(), COURSE)
    assert submission.assignment == "02_kinks"
    assert submission.cells == (
        Cell("relu", "def relu(x):\n    return x"),
        Cell("cell 3", "relu_slope = abs; relu_kink = 'c'"),
    )


@pytest.mark.parametrize("minor", [0, 1, 2, 4, 5, 99])
def test_every_minor_version_is_read(minor: int) -> None:
    assert read(notebook(*SOLVED, nbformat_minor=minor), COURSE).cells[0].name == "relu"


def without(cell: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in cell.items() if key not in keys}


FLAWED: dict[str, dict[str, Any]] = {
    "no metadata": {"metadata": None},
    "an unknown entry": {"surprise": 1},
    "no metadata in a cell": {"cells": [*SOLVED, without(code("x = 1"), "metadata")]},
    "no source": {"cells": [*SOLVED, without(code("x = 1"), "source")]},
    "odd tags": {"cells": [*SOLVED, code("x", metadata={"tags": 7, "nbgrader": "no"})]},
    "the same id twice": {"cells": [*SOLVED, code("x", id="same"), code("y", id="same")]},
    "an unknown kind of cell": {"cells": [*SOLVED, {**text("x"), "cell_type": "heading"}]},
}


@pytest.mark.parametrize("flaw", FLAWED)
def test_a_flawed_notebook_is_read_all_the_same(flaw: str) -> None:
    data = {**json.loads(notebook(*SOLVED)), **FLAWED[flaw]}
    submission = read(json.dumps(data).encode(), COURSE)
    assert [cell.name for cell in submission.cells][:3] == ["relu", "relu_slope", "relu_kink"]
    noted = any("not quite as its format asks" in note for note in submission.notes)
    assert noted == (flaw != "the same id twice")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    written = notebook(code("relu = 'σ'", "relu")).decode()
    assert read(written.encode(encoding), COURSE).cells == (Cell("relu", "relu = 'σ'"),)


def test_source_as_a_list_of_lines_is_joined() -> None:
    assert sources({**RELU, "source": ["relu = \\\n", "abs"]}) == ["relu = \\\nabs"]


def test_half_a_character_can_be_sent_on() -> None:
    (source,) = sources(code("relu = '\ud83d'", "relu"))
    assert source.encode() == b"relu = '?'"


# What is said of what cannot be read?

UNREADABLE = {
    "nothing": (b"", "it is empty"),
    "blank": (b" \n ", "it is empty"),
    "a zip": (b"PK\x03\x04...", "a zip archive"),
    "a PDF": (b"%PDF-1.7", "a PDF"),
    "a web page": (b"\n<!DOCTYPE html>", "a web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "nor any text"),
    "Python": (b"def relu(x):\n    return x\n", "line 1 is not JSON"),
    "a merge conflict": (b'{\n<<<<<<< HEAD\n"cells": []}\n' + b" " * 40 + b"}", "line 2 is not"),
    "cut off in a text": (notebook(*SOLVED)[:200], "it is cut off"),
    "cut off in a word": (b'{"cells": [], "nbformat": 4, "metadata": nul', "it is cut off"),
    "cut off after a cell": (b'{"cells": [{}', "it is cut off"),
    "a list": (b"[1, 2]", "JSON, but not a notebook"),
    "another JSON": (b'{"name": "x"}', "JSON, but not a notebook"),
    "too deep": (b'{"cells":' + b"[" * 100_000, "of no use"),
    "a huge number": (b'{"cells": [' + b"9" * 5000 + b"]}", "of no use"),
    "format 5": (notebook(*SOLVED, nbformat=5), "notebook format 5"),
    "format 2": (notebook(*SOLVED, nbformat=2), "notebook format 2"),
    "a format in words": (notebook(*SOLVED, nbformat="four"), "notebook format 'four'"),
    "cells of no kind": (b'{"nbformat": 4, "cells": [1, 2]}', "not a complete notebook"),
    "no cells": (notebook(), "no code cell"),
    "no code": (notebook(text("hello")), "no code cell"),
    "another course": (notebook(code("def fibonacci(n): ...")), "none of the exercises"),
    "two assignments": (notebook(RELU, LINE), "exercises of 01_lines and 02_kinks"),
    "too much code": (notebook(RELU, code("x\n" * LARGEST_CODE)), "200 kB of code"),
    "too many cells": (notebook(*[code("")] * (MOST_CELLS + 1)), "2001 cells"),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_is_said_of_an_unreadable_notebook(kind: str) -> None:
    content, message = UNREADABLE[kind]
    with pytest.raises(Unreadable, match=message) as said:
        read(content, COURSE)
    assert len(str(said.value)) < 300


# Does anything else break it?

NESTED = {
    "brackets": "(" * 50_000,
    "minuses": "-" * 50_000 + "1",
    "attributes": "a" + ".b" * 50_000,
    "calls": "check" + "()" * 50_000,
    "sums": "1" + "+1" * 50_000,
    "targets": "(" * 150 + "relu" + ",)" * 150 + " = 1",
    "a null": "relu = '\0'",
    "escapes that warn": "relu = '\\d'",
}


@pytest.mark.parametrize("kind", NESTED)
def test_hostile_text_reaches_the_child_unchanged(kind: str) -> None:
    assert sources(code(NESTED[kind], "relu")) == [NESTED[kind]]


def test_reading_executes_nothing(tmp_path: Any) -> None:
    target = tmp_path / "ran"
    source = f"open({str(target)!r}, 'w')\nrelu = __import__('os').abort()"
    assert sources(code(source), RELU, code("%run x.py\n!touch " + str(target)))
    assert not target.exists()


def test_many_threads_read_the_same() -> None:
    content = notebook(*SOLVED, code("x = '\\d'"))
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: read(content, COURSE), range(200)))) == 1


def only_a_submission_or_words(content: bytes) -> None:
    try:
        submission = read(content, COURSE)
    except Unreadable as reason:
        assert str(reason)
    else:
        assert submission.assignment in COURSE
        "".join(
            (*submission.notes, *(cell.name + cell.source for cell in submission.cells))
        ).encode()


VALID = (notebook(text("# Kinks"), *SOLVED, code("%%time\nx = 1")), version_3())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(VALID), st.data())
def test_a_damaged_notebook_is_read_or_refused_in_words(valid: bytes, data: st.DataObject) -> None:
    content = bytearray(valid)
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
        content = content or bytearray(b"{")
    only_a_submission_or_words(bytes(content[: data.draw(st.integers(0, 2 * len(content)))]))


ODD: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    below = [
        deeper
        for key, value in inner
        if isinstance(value, dict | list)
        for deeper in places(value, (*path, key))
    ]
    keys = data if isinstance(data, dict) else range(len(data))
    return [*((*path, key) for key in keys), *below]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(VALID), st.data())
def test_a_notebook_of_odd_values_is_read_or_refused_in_words(
    valid: bytes, data: st.DataObject
) -> None:
    document = json.loads(valid)
    *path, key = data.draw(st.sampled_from(places(document)))
    parent = document
    for step in path:
        parent = parent[step]
    if data.draw(st.booleans()):
        del parent[key]
    else:
        parent[key] = data.draw(ODD)
    only_a_submission_or_words(json.dumps(document).encode())


def test_is_what_a_play_cell_defines_kept_and_nothing_else_of_it():
    """A helper that works in Jupyter must work here, and nothing is drawn for it."""
    source = "import numpy as np\nplot(1)\n@cached\ndef helper(x):\n    return x\nplot(2)"
    read_back = read(notebook(*SOLVED, code(source, metadata=PLAY)), COURSE)
    kept = "import numpy as np\n\n@cached\ndef helper(x):\n    return x\n"
    assert read_back.cells[-1].source == kept
