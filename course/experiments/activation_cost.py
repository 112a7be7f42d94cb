"""What a smooth activation costs: its time beside ReLU's, and beside the matrix product's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from matplotlib.figure import Figure
from threadpoolctl import threadpool_limits
from tqdm.auto import tqdm

from course.engine import (
    ELU,
    GELU,
    Activation,
    GELUTanh,
    Layer,
    Linear,
    Mish,
    ReLU,
    SiLU,
    Softplus,
    SwiGLU,
    Tanh,
)
from course.experiments.comparison import Claim, Comparison
from course.plots import figure, line

ACTIVATIONS: dict[str, Callable[[], Activation]] = {
    "ReLU": ReLU,
    "ELU": ELU,
    "tanh": Tanh,
    "softplus": Softplus,
    "SiLU": SiLU,
    "SwiGLU": SwiGLU,
    "Mish": Mish,
    "GELU, tanh form": GELUTanh,
    "GELU": GELU,
}
BATCH = 128
WIDTHS = (64, 128, 256, 512, 1024)
IN_A_LAYER = ("ReLU", "SiLU", "GELU")


@dataclass(frozen=True)
class ActivationCost:
    """Times of forward and backward together, the fastest of several turns.

    `ratio[name]` is relative to ReLU's. `share[name]` is, for each of `widths`, the percentage of a
    layer's time (linear and activation, forward and backward) that its activation takes.
    """

    ratio: dict[str, float]
    widths: Sequence[int]
    share: dict[str, np.ndarray]


def run(turns: int = 20, width: int = 512, widths: Sequence[int] = WIDTHS) -> ActivationCost:
    """Let all activations run in turns, so that a busy moment hits all of them alike.

    One core each: activations use no more, and a matrix product waits for others on a busy machine.

    >>> sorted(run(turns=1, width=8, widths=[8]).share)
    ['GELU', 'ReLU', 'SiLU']
    """
    layers = {name: _ready(layer(), width) for name, layer in ACTIVATIONS.items()}
    with threadpool_limits(limits=1):
        times = fastest(layers, turns)
        share = _shares(widths, turns)
    ratio = {name: times[name] / times["ReLU"] for name in ACTIVATIONS}
    return ActivationCost(ratio, widths, share)


def _shares(widths: Sequence[int], turns: int) -> dict[str, np.ndarray]:
    shares: dict[str, list[float]] = {name: [] for name in IN_A_LAYER}
    for width in tqdm(widths, "widths", delay=2, leave=False):
        layers = {name: _ready(ACTIVATIONS[name](), width) for name in IN_A_LAYER}
        layers["linear"] = _ready(Linear(width, width, np.random.default_rng(0)), width)
        times = fastest(layers, turns)
        for name in IN_A_LAYER:
            shares[name].append(100 * times[name] / (times[name] + times["linear"]))
    return {name: np.array(values) for name, values in shares.items()}


def _ready(layer: Layer, width: int) -> Callable[[], None]:
    """Forward and backward of a layer with `width` outputs, as in training."""
    rng = np.random.default_rng(0)
    x = rng.standard_normal((BATCH, 2 * width if isinstance(layer, SwiGLU) else width))
    grad_output = rng.standard_normal((BATCH, width))
    layer.reuse_buffers()

    def there_and_back() -> None:
        layer.forward(x)
        layer.backward(grad_output)

    return there_and_back


def fastest(calls: dict[str, Callable[[], None]], turns: int) -> dict[str, float]:
    """The seconds of each call in its fastest turn: whatever else runs can only slow it down.

    >>> fastest({"nothing": lambda: None}, turns=3)["nothing"] < 1e-3
    True
    """
    seconds = np.array([[_seconds(call) for call in calls.values()] for _ in range(turns)])
    return dict(zip(calls, seconds.min(axis=0).tolist(), strict=True))


def _seconds(call: Callable[[], None]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def compare(result: ActivationCost) -> Comparison:
    """The ratio of each activation, and its share of a layer, narrow and wide."""
    here = "measured here"
    claims = [
        Claim(f"{name}: time / ReLU's", None, [ratio], 0.0, here, digits=2)
        for name, ratio in result.ratio.items()
    ]
    claims += [
        Claim(
            f"{name}: share of a layer {result.widths[k]} wide",
            None,
            [float(shares[k])],
            0.0,
            here,
            "%",
            digits=2,
        )
        for name, shares in result.share.items()
        for k in (0, -1)
    ]
    return Comparison(
        "What an activation costs",
        claims,
        "Forward and backward together, in float64, on one core of the machine that runs this; "
        f"the fastest of several turns. Batch of {BATCH}. SwiGLU is charged per output: it takes "
        "in twice as many numbers.",
    )


def plot(result: ActivationCost) -> Figure:
    """Left: each activation beside ReLU. Right: how its share of a layer falls with the width."""
    fig, (left, right) = figure(columns=2, height=3.6, width=10.0)
    names = sorted(result.ratio, key=lambda name: result.ratio[name])
    rows = np.arange(len(names))
    left.barh(rows, [result.ratio[name] for name in names], color=line(0)["color"], height=0.6)
    left.set(title="Time, relative to ReLU", yticks=rows, yticklabels=names, xlabel="times")
    for i, (name, shares) in enumerate(result.share.items()):
        right.plot(result.widths, shares, label=name, **line(i, marker=True))
    right.set(title="Its share of a whole layer's time", xlabel="width of the layer", ylabel="%")
    right.set(xscale="log", xticks=result.widths, xticklabels=result.widths, ylim=(0, None))
    right.minorticks_off()
    right.legend(frameon=False)
    return fig
