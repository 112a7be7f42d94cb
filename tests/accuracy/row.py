"""One line of the table: a function of ours, measured beside every library that has it too."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field

import numpy as np

from tests.accuracy.peers import PEERS
from tests.accuracy.specials import flaws
from tests.accuracy.subject import Function, Subject, subject
from tests.accuracy.ulps import Worst

OURS = "ours"
PRESENT = {peer.name: peer for peer in PEERS if peer.installed}
LIBRARIES = (OURS, *PRESENT)
TYPES = {"float64": np.float64, "float32": np.float32}


@dataclass(frozen=True)
class Row:
    """What was measured: the worst by type, library and part, and what specials are wrong."""

    name: str
    bounds: dict[tuple[str, str], float] = field(default_factory=dict)
    worst: dict[tuple[str, str, str], Worst] = field(default_factory=dict)
    flaws: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def holds(self, dtype: str) -> bool:
        """Whether we keep within our bounds."""
        return all(
            self.worst[dtype, OURS, part].ulps <= bound
            for (type_, part), bound in self.bounds.items()
            if type_ == dtype
        )


def measure(function: str, density: int, temperature: float) -> Row:
    """Every library on one function."""
    measured = subject(function, density, temperature)
    row = Row(measured.name)
    with warnings.catch_warnings(action="ignore"):
        for library in LIBRARIES:
            theirs = functions_of(library, measured)
            row.flaws[library] = list(flaws(function, theirs))
            for part in theirs.keys() & measured.parts.keys():
                for name, dtype in TYPES.items():
                    row.bounds[name, part] = measured.bound(part, dtype)
                    row.worst[name, library, part] = measured.worst(part, theirs[part], dtype)
    return row


def functions_of(library: str, measured: Subject) -> dict[str, Function]:
    """A library's way to the parts of what is measured."""
    if library == OURS:
        return {name: part.ours for name, part in measured.parts.items()}
    return PRESENT[library].functions(measured.function, measured.temperature)
