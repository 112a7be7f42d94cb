"""Does a training step take new memory for each layer, or work in that of the step before?"""

from __future__ import annotations

import tracemalloc

import numpy as np

from course.engine import SGD, CrossEntropyLoss, Linear, ReLU, Sequential

DEPTHS = (4, 32)
WIDTH = BATCH = 128
# One layer's output. A step that took as much for each layer would be 28 of them apart.
ONE_OUTPUT = BATCH * WIDTH * 4


def measure() -> dict[int, int]:
    """Depth → the most new bytes that a step after the first ones holds at a time."""
    return {depth: peak_of_a_step(depth) for depth in DEPTHS}


def peak_of_a_step(depth: int) -> int:
    """The new bytes that one step of a network this deep needs at once."""
    rng = np.random.default_rng(0)
    layers = [
        layer for _ in range(depth) for layer in (Linear(WIDTH, WIDTH, rng, np.float32), ReLU())
    ]
    network, loss = Sequential(layers).reuse_buffers(), CrossEntropyLoss()
    optimizer = SGD(network, lr=1e-3)
    x = rng.standard_normal((BATCH, WIDTH), dtype=np.float32)
    labels = rng.integers(WIDTH, size=BATCH)

    def step() -> None:
        loss.forward(network.forward(x), labels)
        network.parameter_gradients(loss.backward())
        optimizer.step()

    tracemalloc.start()
    try:
        step()
        step()
        # Forget what is there: an array that takes the place of an old one is new memory, too.
        tracemalloc.clear_traces()
        step()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
