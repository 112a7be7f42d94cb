"""The way from notebook to notebook: a last cell, made from the list of files, so that it is right.

The links are relative: they work in JupyterLab, on GitHub, and wherever the folders lie as here.
"""

from __future__ import annotations

from pathlib import Path

from autograder.publish.glossary import PAGE
from autograder.publish.outline import Outline
from autograder.publish.source import sources

CONTENTS = "../README.md#10-notebooks-and-what-they-teach"


def links(source: Path) -> str:
    """Where to go from a notebook, as Markdown: back, to the contents, to the glossary, onwards.

    Raises OutlineError if a neighbour has no title.
    """
    paths = list(sources(source.parent).values())
    here = paths.index(source)
    before, after = paths[max(here - 1, 0) : here], paths[here + 1 : here + 2]
    return " | ".join(
        [
            *(f"← {_link(path)}" for path in before),
            f"[All notebooks]({CONTENTS})",
            f"[Glossary of all notebooks]({PAGE})",
            *(f"{_link(path)} →" for path in after),
        ]
    )


def _link(source: Path) -> str:
    return f"[{Outline(source).title}]({source.stem}.ipynb)"
