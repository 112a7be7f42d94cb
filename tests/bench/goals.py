"""Is the engine as fast as it should be? Each goal with the figure that decides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench import activations, memory, startup, steps
from tests.bench.activations import Row
from tests.bench.machine import Machine
from tests.bench.race import Race, Spread

PEER = "PyTorch eager"
GET_PEER = (
    "PyTorch is not installed: pip install -e '.[peers]' "
    "(on Linux https://pytorch.org has a smaller build, for the CPU alone)"
)
STEP_GOALS = dict(zip(map(str, steps.NETWORKS), (3.0, 1.3), strict=True))
MOST_TIMES_A_ONE_LINER = 4.0
MOST_TIMES_NUMPY = 1.3


@dataclass(frozen=True)
class Results:
    """All that was measured."""

    machine: Machine
    threads: int
    activations: list[Row]
    steps: dict[str, dict[str, Race]]  # by kernels, then by network; the machine's own choice first
    imports: Race
    memory: dict[int, int]


@dataclass(frozen=True)
class Goal:
    """What was to be reached, and whether it was; None: it could not be measured."""

    text: str
    is_met: bool | None
    figures: list[str]

    def __str__(self) -> str:
        verdict = {True: "met", False: "not met", None: "not measured"}[self.is_met]
        return f"\n{'':15}".join([f"{verdict:<13}{self.text}", *self.figures])


def goals(results: Results) -> list[Goal]:
    """Every goal, in the tables' order."""
    return [
        one_liner_goal(results.activations),
        *step_goals(results.steps),
        memory_goal(results.memory),
        import_goal(results.imports),
    ]


def one_liner_goal(rows: Sequence[Row]) -> Goal:
    """No activation is much slower than the naive line."""
    slower = [
        (row.race.ratio(activations.OURS, activations.ONE_LINER).median, row)
        for row in rows
        if activations.ONE_LINER in row.race
    ]
    times, row = max(slower, key=lambda pair: pair[0])
    above = dict.fromkeys(row.name for found, row in slower if found > MOST_TIMES_A_ONE_LINER)
    return Goal(
        f"no activation takes more than {MOST_TIMES_A_ONE_LINER:g} × as long as numpy's one-liner",
        not above,
        [
            f"{times:.1f} × at most ({row.name}, {shape(row.shape)})",
            *([f"above at one shape or more: {', '.join(above)}"] if above else []),
        ],
    )


def step_goals(by_kernels: dict[str, dict[str, Race]]) -> Iterator[Goal]:
    """A training step is so many times as fast as PyTorch's, with the kernels that are in use."""
    for network, goal in STEP_GOALS.items():
        text = f"a training step of {network} is at least {goal:g} × as fast as {PEER}'s"
        races = {kernels: found[network] for kernels, found in by_kernels.items()}
        if any(PEER not in race for race in races.values()):
            yield Goal(text, None, [GET_PEER])
            continue
        here = next(iter(races.values())).ratio(PEER, steps.OURS).median
        figures = [step_figure(race, kernels) for kernels, race in races.items()]
        yield Goal(text, here >= goal, figures)


def step_figure(race: Race, kernels: str) -> str:
    """What was reached, and what could be at most."""
    reached, limit = race.ratio(PEER, steps.OURS), race.ratio(PEER, steps.PRODUCTS)
    named = f" with {kernels} kernels" if kernels else ""
    return f"{times(reached)}{named} (its matrix products alone: {limit.median:.2f} ×)"


def memory_goal(peaks: dict[int, int]) -> Goal:
    """A step's new memory doesn't grow with depth."""
    shallow, deep = memory.DEPTHS
    return Goal(
        "a step after the first takes no memory that grows with depth",
        peaks[deep] - peaks[shallow] < memory.ONE_OUTPUT,
        [
            f"{peaks[shallow] / 1024:.0f} KiB at depth {shallow}, {peaks[deep] / 1024:.0f} KiB at "
            f"depth {deep}; one output of a layer is {memory.ONE_OUTPUT / 1024:.0f} KiB"
        ],
    )


def import_goal(race: Race) -> Goal:
    """The engine loads little more than numpy."""
    ratio = race.ratio(startup.OURS, startup.NUMPY)
    return Goal(
        f"importing {startup.OURS} takes at most {MOST_TIMES_NUMPY:g} × as long as {startup.NUMPY}",
        ratio.median <= MOST_TIMES_NUMPY,
        [times(ratio)],
    )


def times(ratio: Spread) -> str:
    """A ratio and its quartiles."""
    return f"{ratio.median:.2f} × ({ratio.low:.2f}–{ratio.high:.2f})"


def shape(shape: Sequence[int]) -> str:
    """32 × 64."""
    return " × ".join(map(str, shape))
