"""Builds the notebooks that learners get from the solved course, so that each is written once.

The short headers of `solutions/NN_topic.py` become what nbgrader keeps in a cell's metadata, and
nbgrader's own preprocessors take the solutions out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from nbgrader.utils import is_solution
from traitlets import Dict, Unicode

from autograder.exercises import EXERCISES
from autograder.exercises.exercise import Task
from autograder.publish.glossary import PAGE, page
from autograder.publish.marks import PROSE_STUB, has_given, with_given
from autograder.publish.navigation import links
from autograder.publish.outline import Outline
from autograder.publish.source import ANSWER, JUPYTER_KEYS, Cell, ReleaseError, read, sources

__all__ = ["ClearAnswers", "ReleaseError", "outdated", "release", "release_all", "solved"]

CODE_STUB = "raise NotImplementedError()  # your code here"
ANSWER_STUB = '{name} = ...  # your answer: "a", "b", "c" or "d"'

# Nothing of the machine that builds: every build gives the same bytes.
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class ClearAnswers(ClearSolutions):
    """nbgrader's ClearSolutions with the course's stubs, for its questions and code to repair too.

    A question's cell is one line without marks, so nbgrader would wipe the variable's name with it.
    A solution with code to repair becomes that code. In an nbgrader course it takes ClearSolutions'
    place in `c.GenerateAssignment.preprocessors`.
    """

    code_stub = Dict({"python": CODE_STUB}).tag(config=True)
    text_stub = Unicode(PROSE_STUB).tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Clear one cell in place."""
        answer = ANSWER.fullmatch(cell.source.strip())
        if not (answer and is_solution(cell)):
            return super().preprocess_cell(cell, resources, cell_index)
        cell.source = ANSWER_STUB.format(name=answer["name"])
        return cell, resources

    def _replace_solution_region(self, cell: NotebookNode, language: str) -> bool:
        """Also give code back: True if the cell then has nothing more to be wiped."""
        given = cell.cell_type == "code" and has_given(cell.source)
        if given:
            cell.source = with_given(cell.source)
        return bool(super()._replace_solution_region(cell, language) or given)


# The order of `nbgrader generate_assignment`.
PREPROCESSORS = (LockCells, ClearAnswers, ClearOutput, CheckCellMetadata, ComputeChecksums)


def release(source: Path, tasks: Mapping[str, Task] = EXERCISES) -> NotebookNode:
    """The notebook that learners get: as nbgrader would generate it from the solved one.

    `tasks` maps the name of every graded task to its points and its notebook.
    Raises ReleaseError for a source that learners could not work or be graded with.
    """
    notebook = solved(source, tasks)
    resources: dict[str, Any] = {}
    for preprocessor in PREPROCESSORS:
        notebook, resources = preprocessor().preprocess(notebook, resources)
    return notebook


def solved(source: Path, tasks: Mapping[str, Task] = EXERCISES) -> NotebookNode:
    """The notebook with its solutions, and with the metadata that nbgrader needs of a source.

    Raises ReleaseError, as `release` does.
    """
    nodes = [_expanded(cell, tasks) for cell in read(source, tasks)]
    nodes.append(nbformat.v4.new_markdown_cell(links(source)))
    _identify(nodes)
    notebook = nbformat.from_dict(
        {"cells": nodes, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    )
    nbformat.validate(notebook)
    return notebook


def release_all(
    solutions: Path,
    out: Path,
    tasks: Mapping[str, Task] = EXERCISES,
    force: bool = False,
) -> list[Path]:
    """Build every notebook of the course, and its glossary; return what was written.

    A file that is right already is not touched. One that somebody has worked in is overwritten
    with `force` only: otherwise a ReleaseError names it, and nothing is written at all.
    """
    changed = dict(_changed(solutions, out, tasks))
    worked_in = [path for path in changed if not force and _worked_in(path)]
    if worked_in:
        raise ReleaseError(
            f"somebody has worked in {', '.join(map(str, worked_in))}: move it away, "
            "or overwrite it with --force"
        )
    out.mkdir(parents=True, exist_ok=True)
    for path, content in changed.items():
        part = path.with_suffix(".part")
        part.write_bytes(content)
        part.replace(path)
    return list(changed)


def outdated(solutions: Path, out: Path, tasks: Mapping[str, Task] = EXERCISES) -> list[Path]:
    """The files in `out` that are missing or not what their source gives."""
    return [path for path, _ in _changed(solutions, out, tasks)]


def _changed(solutions: Path, out: Path, tasks: Mapping[str, Task]) -> Iterator[tuple[Path, bytes]]:
    found = sources(solutions)
    if not found:
        raise ReleaseError(f"there is no NN_topic.py in {solutions}")
    contents = {f"{name}.ipynb": _bytes(release(source, tasks)) for name, source in found.items()}
    glossary = page(map(Outline, found.values()))
    contents |= {PAGE: glossary.encode()} if glossary else {}
    for name, content in contents.items():
        path = out / name
        if not path.exists() or path.read_bytes() != content:
            yield path, content


def _bytes(notebook: NotebookNode) -> bytes:
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def _worked_in(path: Path) -> bool:
    """Was the notebook run, or saved by Jupyter, which notes the version of Python?"""
    if not path.exists() or path.name == PAGE:
        return False
    try:
        notebook = json.loads(path.read_bytes())
        saved = "version" in notebook["metadata"].get("language_info", {})
        return saved or any(cell.get("execution_count") for cell in notebook["cells"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return True


def _expanded(cell: Cell, tasks: Mapping[str, Task]) -> NotebookNode:
    """The cell with nbgrader's metadata instead of the short header."""
    node = cell.node
    metadata = {key: value for key, value in node.metadata.items() if key in JUPYTER_KEYS}
    if cell.role:
        is_check = cell.role == "check"
        # What is answered in prose is graded where it stands, by hand.
        is_graded = is_check or cell.role == "written"
        metadata["nbgrader"] = {
            "schema_version": 3,
            "grade_id": f"check_{cell.name}" if is_check else cell.name,
            "grade": is_graded,
            "solution": not is_check,
            "locked": is_check,
            "task": False,
            **({"points": tasks[cell.name].points} if is_graded else {}),
        }
    node.metadata = nbformat.from_dict(metadata)
    return node


def _identify(nodes: Sequence[NotebookNode]) -> None:
    """Give ids that stay the same from build to build, where jupytext draws them at random."""
    seen: Counter[str] = Counter()
    for node in nodes:
        if "nbgrader" in node.metadata:
            node.id = node.metadata.nbgrader.grade_id
            continue
        digest = sha256(f"{node.cell_type}\n{node.source}".encode()).hexdigest()[:16]
        seen[digest] += 1
        node.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
