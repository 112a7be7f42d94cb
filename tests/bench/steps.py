"""How long is a training step: forward, loss, backward and the optimiser's update?

`python -m tests.bench.steps` prints the races as JSON. OpenBLAS chooses its kernels while it is
loaded, so that other kernels need another process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from course.engine import SGD, CrossEntropyLoss, Linear, ReLU, Sequential
from tests.bench import naive
from tests.bench.peers import Array, Peer, installed
from tests.bench.race import Race, race

ROOT = Path(__file__).parents[2]
OURS, NAIVE, PRODUCTS = "ours", "naive numpy", "its matrix products alone"
LR = 1e-3


@dataclass(frozen=True)
class Network:
    """Linear layers of these sizes with ReLU between them, and the rows of a batch."""

    sizes: tuple[int, ...]
    batch: int

    def __str__(self) -> str:
        return f"{'-'.join(map(str, self.sizes))}, batch {self.batch}"


NETWORKS = (Network((64, 128, 128, 10), 64), Network((784, 256, 256, 10), 128))


def measure(peers: Sequence[Peer], **limits: Any) -> dict[str, Race]:
    """Every network's race; `limits` are those of `race`."""
    progress = tqdm(NETWORKS, desc="training steps", leave=False)
    return {str(network): measure_one(network, peers, **limits) for network in progress}


def measure_one(network: Network, peers: Sequence[Peer], **limits: Any) -> Race:
    """All start from the same weights, and must come by the same losses."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((network.batch, network.sizes[0]), dtype=np.float32)
    labels = rng.integers(network.sizes[-1], size=network.batch)
    linears = [
        Linear(fan_in, fan_out, rng, np.float32)
        for fan_in, fan_out in zip(network.sizes, network.sizes[1:], strict=False)
    ]

    def params() -> list[tuple[Array, Array]]:
        return [(linear.weight.copy(), linear.bias.copy()) for linear in linears]

    steps = {peer.name: peer.training_step(params(), x, labels, LR) for peer in peers}
    steps[NAIVE] = naive.training_step(params(), x, labels, LR)
    products = matrix_products(params(), x)
    steps = {OURS: our_step(linears, x, labels), **steps}
    as_numpy = {peer.name: peer.as_numpy for peer in peers}
    losses = {
        name: [float(as_numpy.get(name, np.asarray)(step())) for _ in range(3)]
        for name, step in steps.items()
    }
    for name, values in losses.items():
        if not np.allclose(values, losses[OURS], rtol=1e-3):
            raise RuntimeError(f"{network}: {name} has losses {values}, ours {losses[OURS]}")
    return race({**steps, PRODUCTS: products}, **limits)


def our_step(linears: Sequence[Linear], x: Array, labels: Array) -> Callable[[], float]:
    """The engine's."""
    layers = [layer for linear in linears for layer in (linear, ReLU())]
    network, loss = Sequential(layers[:-1]).reuse_buffers(), CrossEntropyLoss()
    optimizer = SGD(network, LR)

    def step() -> float:
        value = loss.forward(network.forward(x), labels)
        network.parameter_gradients(loss.backward())
        optimizer.step()
        return value

    return step


def matrix_products(params: list[tuple[Array, Array]], x: Array) -> Callable[[], None]:
    """The products that no step can do without, into memory that is there: the limit."""
    weights = [weight for weight, _ in params]
    outputs = [np.zeros((len(x), weight.shape[1]), np.float32) for weight in weights]
    inputs = [x, *outputs[:-1]]
    grad_weights = [np.empty_like(weight) for weight in weights]
    grad_inputs = [np.empty_like(array) for array in inputs]

    def run() -> None:
        for inp, weight, output in zip(inputs, weights, outputs, strict=True):
            np.matmul(inp, weight, out=output)
        for number in reversed(range(len(weights))):
            np.matmul(inputs[number].T, outputs[number], out=grad_weights[number])
            if number:
                np.matmul(outputs[number], weights[number].T, out=grad_inputs[number])

    return run


def measure_with_kernels(kernels: str, threads: int, **limits: Any) -> dict[str, Race]:
    """`measure` in a process whose OpenBLAS takes these kernels."""
    command = [sys.executable, "-m", "tests.bench.steps", str(threads), json.dumps(limits)]
    env = {**os.environ, "OPENBLAS_CORETYPE": kernels}
    run = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return {network: Race(**fields) for network, fields in json.loads(run.stdout).items()}


if __name__ == "__main__":
    with threadpool_limits(int(sys.argv[1])):
        races = measure(installed(int(sys.argv[1])), **json.loads(sys.argv[2]))
    print(json.dumps({network: asdict(result) for network, result in races.items()}))
