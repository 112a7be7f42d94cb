"""How accurate is the engine, beside its peers? `python -m tests.accuracy`, or `make accuracy`.

Prints the Markdown that stands in course/engine/README.md. Exit code 1 if a bound is broken.
"""

from __future__ import annotations

import multiprocessing
import os
import platform
from collections.abc import Iterator

import numpy as np
from tqdm import tqdm

from tests.accuracy.inputs import grid
from tests.accuracy.peers import PEERS
from tests.accuracy.row import LIBRARIES, PRESENT, TYPES, Row, measure
from tests.accuracy.specials import QUESTIONS
from tests.accuracy.subject import DERIVATIVE, SUBJECTS, VALUE

DENSITY = 4000
PARTS = (VALUE, DERIVATIVE)


def main() -> int:
    """Measure, print, and say whether every bound holds."""
    rows = measure_all()
    print(introduction())
    for dtype in TYPES:
        print(f"\nIn {dtype}:\n\n{markdown(accuracy_table(rows, dtype))}")
    print(f"\nWhere numbers end:\n\n{markdown(specials_table(rows))}")
    for peer in PEERS:
        if not peer.installed:
            print(f"\n{peer.name} is not here to compare with. Get it: pip install {peer.package}")
    broken = [f"{row.name} ({dtype})" for row in rows for dtype in TYPES if not row.holds(dtype)]
    print(f"\nOut of bounds: {', '.join(broken)}" if broken else "\nAll within their bounds.")
    return bool(broken)


def measure_all() -> list[Row]:
    """Each function in a process of its own, in the order of the tables."""
    # Not forked: a fork would lose the threads of the libraries.
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        waiting = [pool.apply_async(measure, (name, DENSITY, t)) for name, t in SUBJECTS]
        return [row.get() for row in tqdm(waiting, "measuring", disable=None)]


def introduction() -> str:
    """What the numbers are, and of what."""
    versions = [f"{peer.name} {peer.version}" for peer in PRESENT.values()]
    return (
        "The largest distance from the exact result, in units in the last place, and the x where "
        "it happens (for gated units the gate, for softmax how far the score stands above the best "
        f"of the others); {grid(DENSITY).size:,} points for each function. "
        f"numpy {np.__version__}, {', '.join(versions)}; {platform.machine()}."
    )


def accuracy_table(rows: list[Row], dtype: str) -> Iterator[list[str]]:
    """A line for each function: the bound, then value and derivative of each library."""
    columns = [
        (library, part)
        for library in LIBRARIES
        for part in PARTS
        if any((dtype, library, part) in row.worst for row in rows)
    ]
    yield ["function", "bound", "verdict", *(f"{library}, {part}" for library, part in columns)]
    for row in rows:
        bounds = dict.fromkeys(
            f"{row.bounds[dtype, p]:g}" for p in PARTS if (dtype, p) in row.bounds
        )
        cells = [row.worst.get((dtype, *column), "") for column in columns]
        yield [
            row.name,
            " / ".join(bounds),
            "holds" if row.holds(dtype) else "NOT",
            *map(str, cells),
        ]


def specials_table(rows: list[Row]) -> Iterator[list[str]]:
    """A line for each question: what each library gets wrong."""
    yield ["what is wrong", *LIBRARIES]
    for question in QUESTIONS:
        answers = [
            [answer for row in rows for its, answer in row.flaws[library] if its == question]
            for library in LIBRARIES
        ]
        yield [question, *(", ".join(found) or "–" for found in answers)]


def markdown(table: Iterator[list[str]]) -> str:
    """A table that reads well as it is, too."""
    lines = list(table)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        f"| {' | '.join(cell.ljust(w) for cell, w in zip(line, widths, strict=True))} |"
        for line in lines
    )


if __name__ == "__main__":
    raise SystemExit(main())
