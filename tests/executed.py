"""Runs a notebook from top to bottom, and takes the time."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode


@dataclass(frozen=True)
class Executed:
    """A notebook with its outputs, and what it took: on the clock, and of all processors."""

    notebook: NotebookNode
    seconds: float
    cpu_seconds: float


def execute(notebook: NotebookNode, folder: Path, execution: str) -> Executed:
    """Run the notebook in a kernel of its own; stops at the first cell that raises.

    `execution` is what nbgrader would say of itself: "autograde" or "validate".
    """
    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(folder)}})
    start, cpu = time.perf_counter(), _cpu_of_children()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBGRADER_EXECUTION", execution)
        client.execute()
    return Executed(notebook, time.perf_counter() - start, _cpu_of_children() - cpu)


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system
