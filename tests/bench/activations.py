"""What does each activation of the register cost, forward and backward, beside the others?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from tqdm import tqdm

from course.engine import ACTIVATIONS, Activation
from tests.bench import naive
from tests.bench.peers import Array, Peer
from tests.bench.race import Race, Run, race

SHAPES = ((32, 64), (128, 512), (1024, 1024), (4096, 4096))
OURS, ONE_LINER, COPY = "ours", "one-liner", "memory copy"


@dataclass(frozen=True)
class Row:
    """One activation at one shape. `notes` say what could not be compared, and why."""

    name: str
    shape: tuple[int, ...]
    race: Race
    notes: list[str] = field(default_factory=list)


def measure(shapes: Sequence[tuple[int, ...]], peers: Sequence[Peer], **limits: Any) -> list[Row]:
    """Every activation at every shape; `limits` are those of `race`."""
    cases = [(name, shape) for shape in shapes for name in ACTIVATIONS]
    progress = tqdm(cases, desc="activations", leave=False)
    return [measure_one(name, shape, peers, **limits) for name, shape in progress]


def measure_one(name: str, shape: tuple[int, ...], peers: Sequence[Peer], **limits: Any) -> Row:
    """One activation at one shape. Only who computes the same takes part."""
    layer = float32_layer(ACTIVATIONS[name])
    rng = np.random.default_rng(0)
    x = rng.standard_normal(shape, dtype=np.float32)
    grad_output: Array | None = None
    notes = []
    if name in naive.BACKWARD:
        grad_output = rng.standard_normal(layer.forward(x).shape, dtype=np.float32)
    else:
        notes.append(f"{name}: forward only, tests/bench/naive.py has no backward for it")
    runs: dict[str, Run] = {OURS: ours(layer, x, grad_output)}
    others: dict[str, tuple[Callable[[], Any] | None, Callable[[Any], Array]]] = {
        peer.name: (peer.activation(layer, x, grad_output), peer.as_numpy) for peer in peers
    }
    others[ONE_LINER] = one_liner(layer, naive.BACKWARD.get(name), x, grad_output), np.asarray
    for other, (run, as_numpy) in others.items():
        if run is None:
            notes.append(f"{name}: {other} has none to compare with")
        elif not agree(runs[OURS](), map(as_numpy, run())):
            notes.append(f"{name}: {other} computes something else, so its time says nothing")
        else:
            runs[other] = run
    runs[COPY] = copy(x, passes=1 if grad_output is None else 2)
    with np.errstate(all="ignore"):
        return Row(name, shape, race(runs, **limits), notes)


def float32_layer(layer_class: Callable[[], Activation]) -> Activation:
    """A layer with its default options, in training's usual state."""
    layer = layer_class()
    for name, param in layer.params.items():
        setattr(layer, name, param.astype(np.float32))
    return layer.reuse_buffers()


def ours(layer: Activation, x: Array, grad_output: Array | None) -> Callable[[], Any]:
    """The layer."""
    if grad_output is None:
        return lambda: (layer.forward(x),)
    return lambda: (layer.forward(x), layer.backward(grad_output))


def one_liner(
    layer: Activation, backward: naive.Backward | None, x: Array, grad_output: Array | None
) -> Callable[[], Any]:
    """The textbook's line, and the one of `naive.BACKWARD`."""

    def forward() -> Array:
        y = layer.textbook(x)
        # What returns x itself has computed nothing.
        return 1 * y if y is x else y

    if backward is None or grad_output is None:
        return lambda: (forward(),)

    def both() -> tuple[Array, Array]:
        y = forward()
        return y, backward(layer, x, y, grad_output)

    return both


def copy(x: Array, passes: int) -> Callable[[], None]:
    """The least that memory allows: each pass reads an array and writes one."""
    targets = [np.empty_like(x) for _ in range(passes)]

    def run() -> None:
        for target in targets:
            np.copyto(target, x)

    return run


def agree(results: Any, others: Any) -> bool:
    """Are these the same numbers, to the digits that a naive float32 formula keeps?"""
    return all(
        np.shape(a) == np.shape(b) and np.allclose(a, b, rtol=1e-3, atol=1e-4)
        for a, b in zip(results, others, strict=True)
    )
