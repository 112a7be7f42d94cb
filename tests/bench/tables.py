"""The figures as text, in tables that a terminal, an issue and a commit message can hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tests.bench import activations, startup, steps
from tests.bench.activations import Row
from tests.bench.goals import GET_PEER, PEER, Results, goals, shape, times
from tests.bench.machine import WIDE
from tests.bench.race import Race


def text(results: Results) -> str:
    """The whole report."""
    return "\n".join(
        [
            *results.machine.lines(results.threads),
            *activation_tables(results.activations),
            *step_tables(results),
            *import_table(results.imports),
            "",
            *map(str, goals(results)),
        ]
    )


def activation_tables(rows: Sequence[Row]) -> Iterator[str]:
    """One table for each shape."""
    yield from heading("Activations: forward + backward, float32")
    yield "How many times as fast is ours as …? Median of all rounds (quartiles); above 1 ours is"
    yield f"faster. {activations.COPY}: reading and writing two arrays, which is the limit."
    for size in dict.fromkeys(row.shape for row in rows):
        yield ""
        yield from columns([row for row in rows if row.shape == size])
    yield ""
    yield from dict.fromkeys(note for row in rows for note in row.notes)
    if not any(PEER in row.race for row in rows):
        yield GET_PEER


def columns(rows: Sequence[Row]) -> Iterator[str]:
    last = [activations.ONE_LINER, activations.COPY]
    taking_part = dict.fromkeys(name for row in rows for name in row.race.seconds)
    others = [name for name in taking_part if name not in (activations.OURS, *last)] + last
    numbers = math.prod(rows[0].shape)
    cells = [[shape(rows[0].shape), "ours", "ns/number", *others]]
    for row in rows:
        ours = row.race.time(activations.OURS).median
        cells.append(
            [row.name, seconds(ours), f"{ours / numbers * 1e9:.2f}"]
            + [ratio(row.race, other, activations.OURS) for other in others[:-1]]
            + [percent(row.race, activations.COPY, activations.OURS)]
        )
    yield from aligned(cells)


def step_tables(results: Results) -> Iterator[str]:
    """One table for each network; other kernels stand beside."""
    yield from heading("A training step: forward, cross-entropy, backward, SGD; float32, ReLU")
    if len(results.steps) > 1:
        yield why_other_kernels(results)
    for network in steps.NETWORKS:
        races = {kernels: found[str(network)] for kernels, found in results.steps.items()}
        first = next(iter(races.values()))
        head = [str(network)]
        for kernels in races:
            head += [f"{kernels} kernels" if kernels else "time", "ours is"]
        cells = [head]
        for name in first.seconds:
            cells.append([name])
            for race in races.values():
                cells[-1] += [seconds(race.time(name).median), as_fast(race, name)]
        yield ""
        yield from aligned(cells)
    yield ""


def as_fast(race: Race, name: str) -> str:
    if name == steps.OURS:
        return ""
    show = percent if name == steps.PRODUCTS else ratio
    return f"{show(race, name, steps.OURS)} as fast"


def why_other_kernels(results: Results) -> str:
    """What OPENBLAS_CORETYPE is good for here."""
    (_, found), (_, wide) = results.steps.items()
    gains = [
        min(found[network].seconds[steps.PRODUCTS]) / min(wide[network].seconds[steps.PRODUCTS])
        for network in found
    ]
    return (
        f"{results.machine.blas} does not know this processor and took {results.machine.kernels} "
        f"kernels, without its AVX-512.\nOPENBLAS_CORETYPE={WIDE}, set before Python starts, makes "
        f"matrix products about {min(gains):.1f} to {max(gains):.1f} × as fast."
    )


def import_table(race: Race) -> Iterator[str]:
    """Both times and their ratio."""
    yield from heading("Import, in a fresh interpreter")
    cells = [[name, seconds(race.time(name).median)] for name in race.seconds]
    cells[0].append(f"{times(race.ratio(startup.OURS, startup.NUMPY))} {startup.NUMPY}'s")
    yield from aligned([[*row, ""][:3] for row in cells])


def heading(title: str) -> list[str]:
    return ["", title, "─" * len(title)]


def ratio(race: Race, other: str, ours: str) -> str:
    return times(race.ratio(other, ours)) if other in race else "–"


def percent(race: Race, other: str, ours: str) -> str:
    """The same for a limit, of which we reach a part."""
    part = race.ratio(other, ours)
    return f"{part.median:.1%} ({part.low:.1%}–{part.high:.1%})"


def seconds(duration: float) -> str:
    """Three digits and the unit that suits them."""
    for factor, unit in ((1e6, "µs"), (1e3, "ms")):
        if duration * factor < 1000:
            return f"{duration * factor:.3g} {unit}"
    return f"{duration:.3g} s"


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The first column to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        line = first.ljust(widths[0])
        for cell, width in zip(others, widths[1:], strict=True):
            line += "   " + cell.rjust(width)
        yield line.rstrip()
