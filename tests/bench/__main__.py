"""How fast is the engine? `python -m tests.bench` measures, prints tables, and says what is met."""

from __future__ import annotations

from collections.abc import Sequence

import click
from threadpoolctl import threadpool_limits

from tests.bench import activations, memory, startup, steps
from tests.bench.goals import Results
from tests.bench.machine import WIDE, Machine, this_machine
from tests.bench.peers import Peer, installed
from tests.bench.tables import text

FULL = {"turn": 5e-3, "budget": 4.0, "rounds": (5, 41)}
QUICK = {"turn": 1e-4, "budget": 0.02, "rounds": (3, 5)}


@click.command()
@click.option("--quick", is_flag=True, help="Seconds: small arrays, few rounds, rough figures.")
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1))
def main(quick: bool, threads: int) -> None:
    """Measure the engine's speed beside PyTorch's, naive numpy's and the machine's limits."""
    click.echo(text(measure(this_machine(), installed(threads), threads, quick)))
    if quick:
        click.echo("Measured with --quick: the figures are rough, and large arrays left out.")


def measure(machine: Machine, peers: Sequence[Peer], threads: int, quick: bool) -> Results:
    """All of it, with this many threads for everybody."""
    limits = QUICK if quick else FULL
    # A large step takes two milliseconds, and should run ten times in a turn, like in training.
    longer = limits if quick else {**FULL, "turn": 20e-3}
    with threadpool_limits(threads):
        by_kernels = {machine.kernels: steps.measure(peers, **longer)}
        if machine.has_wider_kernels:
            by_kernels[WIDE] = steps.measure_with_kernels(WIDE, threads, **longer)
        return Results(
            machine,
            threads,
            activations.measure(activations.SHAPES[: 2 if quick else None], peers, **limits),
            by_kernels,
            startup.measure(rounds=3 if quick else 25),
            memory.measure(),
        )


if __name__ == "__main__":
    main()
