"""One page of every term of the course, made of the notebooks' own glossaries."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from autograder.publish.outline import GLOSSARY, Entry, Outline

PAGE = "glossary.md"
HEAD = """# Glossary

Every term that the notebooks introduce. The numbers lead to the notebooks that use it.
([All notebooks](../README.md#10-notebooks-and-what-they-teach))
"""


def page(outlines: Iterable[Outline]) -> str:
    """The page as Markdown, in the order of the alphabet; "" if no notebook has a glossary.

    A term that two notebooks explain in the same words stands once, with links to both.
    Raises OutlineError for a glossary that cannot be read.
    """
    users: dict[Entry, list[Outline]] = {}
    for outline in outlines:
        for entry in outline.glossary if GLOSSARY in outline.sections else ():
            users.setdefault(entry, []).append(outline)
    entries = sorted(users, key=lambda entry: (entry.term.casefold(), users[entry][0].stem))
    parts = [
        f"## {letter}\n\n" + "".join(f"{_line(entry, users[entry])}\n" for entry in same)
        for letter, same in groupby(entries, key=lambda entry: entry.term[0].upper())
    ]
    return "\n".join([HEAD, *parts]) if parts else ""


def _line(entry: Entry, users: Iterable[Outline]) -> str:
    links = ", ".join(f"[{outline.stem[:2]}]({outline.stem}.ipynb)" for outline in users)
    return f"- {entry} ({links})"
