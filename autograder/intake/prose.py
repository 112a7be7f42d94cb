"""Which cells hold an answer in prose, and what it says: students write where there is room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from autograder.intake.document import DocumentCell
from autograder.publish.marks import PROSE_STUB

# About 150 words are asked for; of a book, this much is kept for its reader.
LONGEST_ANSWER = 20_000
# The id of a cell of the course that is not graded; Jupyter draws others.
_OF_THE_COURSE = re.compile(r"[0-9a-f]{16}(-\d+)?")


def answers_in(
    cells: Sequence[DocumentCell], written: Sequence[str], tasks: Sequence[str]
) -> dict[str, str]:
    """The answers to the tasks `written`: "" where nothing was, no entry where the cell is gone.

    `tasks` are the names of all tasks of the notebook.
    """
    graded = {*tasks, *(f"check_{task}" for task in tasks)}
    added = [_is_added(cell, graded) for cell in cells] if _have_ids(cells) else []
    found = {name: _cells_of(name, cells, added) for name in written}
    return {name: _said(own) for name, own in found.items() if own}


def _have_ids(cells: Sequence[DocumentCell]) -> bool:
    """Old and foreign programs drop the ids, and then nothing tells whose a text cell is."""
    return any(_OF_THE_COURSE.fullmatch(name) for cell in cells for name in cell.names)


def _is_added(cell: DocumentCell, graded: set[str]) -> bool:
    """Is it a text cell of the student's own?"""
    ours = any(name in graded or _OF_THE_COURSE.fullmatch(name) for name in cell.names)
    return cell.kind == "markdown" and not ours


def _cells_of(
    name: str, cells: Sequence[DocumentCell], added: Sequence[bool]
) -> list[DocumentCell]:
    """The cells named so, and those that the student has added right above or below them."""
    found: dict[int, DocumentCell] = {}
    for i, cell in enumerate(cells):
        if name in cell.names:
            above = _first_added(cells[:i][::-1], added[:i][::-1])
            below = _first_added(cells[i + 1 :], added[i + 1 :])
            found |= {one.position: one for one in (*above[::-1], cell, *below)}
    return list(found.values())


def _first_added(cells: Sequence[DocumentCell], added: Sequence[bool]) -> list[DocumentCell]:
    pairs = zip(cells, added, strict=False)
    return [cell for cell, _ in takewhile(lambda pair: pair[1], pairs)]


def _said(cells: Sequence[DocumentCell]) -> str:
    texts = (cell.source.replace(PROSE_STUB, "").strip() for cell in cells)
    text = "\n\n".join(filter(None, texts))
    return text if len(text) <= LONGEST_ANSWER else text[: LONGEST_ANSWER - 1] + "…"
