"""What a notebook says of itself: title, time, prerequisites, sections and glossary.

It stands in its text only, so that nothing can disagree with what learners read. Contents pages,
glossary and syllabus are made of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jupytext

NAME = re.compile(r"\d\d_\w+")
TITLE = re.compile(r"# (?P<number>\d\d) · (?P<name>.+)")
HEADING = re.compile(r"^#{2,6} (.+)$", re.MULTILINE)
TIME = re.compile(
    r"\*\*Time\*\* about (?P<all>\d+) minutes: (?P<read>\d+) to read, (?P<write>\d+) to write\."
)
NEEDS = re.compile(r"\*\*You need\*\* (.+?)(?:\n\n|\Z)", re.DOTALL)
GLOSSARY = "Glossary"
ENTRY = re.compile(r"\*\*(?P<term>[^*]+)\*\*(?P<aside> \([^)]+\))? — (?P<definition>.+)")


class OutlineError(ValueError):
    """A notebook does not say what every notebook must: which one, what, and how it is written."""


@dataclass(frozen=True)
class Minutes:
    """How long a notebook takes."""

    reading: int
    writing: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.reading + self.writing


@dataclass(frozen=True)
class Entry:
    """A term of a glossary: what it is short for, "" if for nothing, and what it means."""

    term: str
    aside: str
    definition: str

    def __str__(self) -> str:
        aside = f" ({self.aside})" if self.aside else ""
        return f"**{self.term}**{aside} — {self.definition}"


class Outline:
    """The outline of one notebook, solved (`.py`) or released (`.ipynb`).

    Every property raises OutlineError where the notebook lacks it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stem = path.stem
        try:
            cells = jupytext.read(path).cells
        # Whatever is called a notebook may come here.
        except Exception as error:
            said = str(error).partition("\n")[0]
            raise self._error(f"it cannot be read: {said}") from error
        self._texts = [str(cell.source) for cell in cells if cell.cell_type == "markdown"]

    @cached_property
    def title(self) -> str:
        """The notebook's name, e.g. "02 · The ReLU family"."""
        found = TITLE.match(self._head)
        if not found or found["number"] != self.stem[:2]:
            raise self._error(f'its first line must be like "# {self.stem[:2]} · The ReLU family"')
        return f"{found['number']} · {found['name'].strip()}"

    @cached_property
    def minutes(self) -> Minutes:
        """The estimated time."""
        found = TIME.search(self._head)
        if not found:
            line = '"**Time** about 60 minutes: 35 to read, 25 to write."'
            raise self._error(f"its first cell must say {line}")
        minutes = Minutes(int(found["read"]), int(found["write"]))
        if minutes.total != int(found["all"]):
            raise self._error(f"its time does not add up: {found[0]}")
        return minutes

    @cached_property
    def needs(self) -> str:
        """What a learner must know before, as Markdown in one line."""
        found = NEEDS.search(self._head)
        if not found:
            raise self._error('its first cell must have a paragraph "**You need** …"')
        return " ".join(found[1].split())

    @cached_property
    def sections(self) -> dict[str, str]:
        """The text below each heading, up to the next one, of the same or of another depth."""
        _, *parts = HEADING.split("\n\n".join(self._texts))
        return dict(zip(parts[::2], parts[1::2], strict=True))

    @cached_property
    def glossary(self) -> tuple[Entry, ...]:
        """Its terms in their order, all of them."""
        paragraphs = re.split(r"\n\s*\n", self.sections.get(GLOSSARY, "").strip())
        lists = [text for text in paragraphs if text.startswith("- ")]
        if not lists:
            raise self._error(f'it must have a section "## {GLOSSARY}" with a list of terms')
        return tuple(self._entry(item) for text in lists for item in text[2:].split("\n- "))

    @property
    def _head(self) -> str:
        return self._texts[0] if self._texts else ""

    def _entry(self, item: str) -> Entry:
        found = ENTRY.fullmatch(" ".join(item.split()))
        if not found:
            shape = '"- **Term** — what it means."'
            raise self._error(f"a line of its glossary is not like {shape}: {item[:60]}")
        return Entry(found["term"], (found["aside"] or "").strip(" ()"), found["definition"])

    def _error(self, problem: str) -> OutlineError:
        return OutlineError(f"{self.path}: {problem}")


def outlines(folder: Path) -> list[Outline]:
    """The notebooks of a folder in their order, as released (`.ipynb`) or else solved (`.py`).

    Raises OutlineError if there is none.
    """
    for suffix in ("ipynb", "py"):
        paths = sorted(folder.glob(f"[0-9][0-9]_*.{suffix}"))
        # Jupyter calls a copy 02_relu_family-Copy1.
        if originals := [path for path in paths if NAME.fullmatch(path.stem)]:
            return [Outline(path) for path in originals]
    raise OutlineError(f"there is no notebook named like 02_relu_family.ipynb in {folder}")
