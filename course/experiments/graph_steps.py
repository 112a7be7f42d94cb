"""Small networks as computation graphs: every value and gradient, beside the printed ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from course.engine import relu, relu_derivative
from course.experiments.comparison import Claim, Comparison
from course.graph import OPERATIONS, Function, Graph, Node, activation, log_loss, trace
from course.plots import BLACK, BLUE, RED

NOTES = "CS231n, course notes on backpropagation"
GREY = "#bbbbbb"
# In inches: a character and a line of the font, the margin inside a box, the space between boxes.
FONT, CHARACTER, LINE, MARGIN, GAP = 9, 0.078, 0.165, 0.08, 0.4


def expression() -> Graph:
    """f = (x + y)·z at CS231n's x = −2, y = 5, z = −4."""
    plus, times = OPERATIONS["plus"], OPERATIONS["times"]
    return trace(
        [
            ("x", (0, 0), -2, ()),
            ("y", (0, 1), 5, ()),
            ("z", (0, 2), -4, ()),
            ("q", (1, 0.5), plus, ("x", "y")),
            ("f", (2, 1.25), times, ("q", "z")),
        ]
    )


def gates() -> Graph:
    """f = 2·(x·y + max(z, w)) at CS231n's x = 3, y = −4, z = 2, w = −1: three kinds of gate."""
    return trace(
        [
            ("x", (0, 0), 3, ()),
            ("y", (0, 1), -4, ()),
            ("z", (0, 2), 2, ()),
            ("w", (0, 3), -1, ()),
            ("a", (1, 0.5), OPERATIONS["times"], ("x", "y")),
            ("m", (1, 2.5), OPERATIONS["max"], ("z", "w")),
            ("s", (2, 1.5), OPERATIONS["plus"], ("a", "m")),
            ("f", (3, 1.5), OPERATIONS["double"], ("s",)),
        ]
    )


def neuron() -> Graph:
    """CS231n's sigmoid neuron f = σ(w0·x0 + w1·x1 + w2), w = (2, −3, −3), x = (−1, −2)."""
    plus, times = OPERATIONS["plus"], OPERATIONS["times"]
    return trace(
        [
            ("w0", (0, 0), 2, ()),
            ("x0", (0, 1), -1, ()),
            ("w1", (0, 2), -3, ()),
            ("x1", (0, 3), -2, ()),
            ("w2", (0, 4), -3, ()),
            ("a0", (1, 0.5), times, ("w0", "x0")),
            ("a1", (1, 2.5), times, ("w1", "x1")),
            ("s", (2, 1.5), plus, ("a0", "a1")),
            ("z", (3, 2.75), plus, ("s", "w2")),
            ("f", (4, 2.75), OPERATIONS["sigmoid"], ("z",)),
        ]
    )


def network(f: Function = relu, f_derivative: Function = relu_derivative) -> Graph:
    """Two examples through 2 → 3 → 2 units: linear, activation, linear, softmax, log-loss.

    The numbers are short enough to follow by hand. With ReLU the third hidden unit is off for both
    examples; the first example is right, the second one wrong.
    """
    linear = OPERATIONS["linear"]
    return trace(
        [
            ("x", (0, 0), [[1, 2], [-1, 1]], ()),
            ("W1", (0, 1), [[1, -1, 0.5], [0.5, 1, -1]], ()),
            ("b1", (1, 1), [0, -0.5, 0.5], ()),
            ("W2", (2, 1), [[1, -1], [0.5, 1], [2, 0.5]], ()),
            ("b2", (3, 1), [0, 0.5], ()),
            ("z1", (1, 0), linear, ("x", "W1", "b1")),
            ("h", (2, 0), activation(f, f_derivative), ("z1",)),
            ("z2", (3, 0), linear, ("h", "W2", "b2")),
            ("p", (4, 0), OPERATIONS["softmax"], ("z2",)),
            ("L", (4, 1), log_loss((0, 0)), ("p",)),
        ]
    )


@dataclass(frozen=True)
class Circuits:
    """The three graphs whose numbers are published."""

    expression: Graph
    gates: Graph
    neuron: Graph


def run() -> Circuits:
    """Every value and gradient of the published circuits."""
    return Circuits(expression(), gates(), neuron())


def compare(result: Circuits) -> Comparison:
    """Our values and gradients beside the printed ones: whole numbers, or rounded to two places."""
    printed: list[tuple[str, Graph, dict[str, float], dict[str, float], float]] = [
        (
            "(x + y)·z",
            result.expression,
            {"q": 3, "f": -12},
            {"x": -4, "y": -4, "z": 3, "q": -4},
            0.0,
        ),
        (
            "2·(x·y + max(z, w))",
            result.gates,
            {"f": -20},
            {"x": -8, "y": 6, "z": 2, "w": 0},
            0.0,
        ),
        (
            "neuron",
            result.neuron,
            {"z": 1, "f": 0.73},
            {"w0": -0.20, "x0": 0.39, "w1": -0.39, "x1": -0.59, "w2": 0.20},
            0.005,
        ),
    ]
    claims = []
    for what, graph, values, gradients, tolerance in printed:
        found = graph.values()
        slopes = graph.gradients()
        rows = [(name, value, found[name]) for name, value in values.items()]
        rows += [(f"∂f/∂{name}", value, slopes[name]) for name, value in gradients.items()]
        claims += [
            Claim(f"{what}: {name}", value, [float(ours)], tolerance, NOTES, digits=3)
            for name, value, ours in rows
        ]
    return Comparison("Three circuits, forward and backward", claims)


def plot(graph: Graph, step: int | None = None) -> Figure:
    """The graph after so many steps, by default after all, with the arrows of the last one lit.

    Values are blue, gradients red and below them; the title says what the step computed.
    """
    boxes, width, height = _layout(graph)
    fig, ax = plt.subplots(figsize=(width, height + 0.45))
    ax.set_position((0, 0, 1, height / (height + 0.45)))
    ax.set(xlim=(0, width), ylim=(height, 0))
    ax.axis("off")
    values, gradients = graph.values(step), graph.gradients(step)
    drawn = {
        node.name: _draw(ax, boxes[node.name], _lines(node, graph.output, values, gradients))
        for node in graph.nodes
    }
    lit = graph.steps[step - 1].arrows if step else ()
    for node in graph.nodes:
        for source in node.inputs:
            _connect(ax, drawn[source], drawn[node.name], (source, node.name), lit)
    fig.suptitle(_title(graph, step), x=MARGIN / width, ha="left", fontsize=11)
    return fig


def _title(graph: Graph, step: int | None) -> str:
    if not step:
        return f"{len(graph.steps)} steps, {'none' if step == 0 else 'all'} of them taken"
    taken = graph.steps[step - 1]
    return f"step {step} of {len(graph.steps)}, {taken.direction}:  {taken.rule}"


@dataclass(frozen=True)
class _Box:
    """Where a node stands, in inches from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


Line = tuple[str, str, str]  # text, colour, weight


def _layout(graph: Graph) -> tuple[dict[str, _Box], float, float]:
    """A box for each node, large enough for all that it will ever hold; the drawing's size."""
    texts = {
        node.name: [t for t, *_ in _lines(node, graph.output, graph.values(), graph.gradients())]
        for node in graph.nodes
    }
    sizes = {
        name: (CHARACTER * max(map(len, lines)) + 2 * MARGIN, LINE * len(lines) + 2 * MARGIN)
        for name, lines in texts.items()
    }
    columns = sorted({node.place[0] for node in graph.nodes})
    widths = [max(sizes[n.name][0] for n in graph.nodes if n.place[0] == c) for c in columns]
    lefts = np.cumsum([MARGIN, *(width + GAP for width in widths)])
    pitch = max(height for _, height in sizes.values()) + GAP / 2
    tops = {n.name: n.place[1] * pitch - sizes[n.name][1] / 2 for n in graph.nodes}
    highest = min(tops.values()) - MARGIN
    boxes = {}
    for node in graph.nodes:
        width, height = sizes[node.name]
        column = columns.index(node.place[0])
        left = lefts[column] + (widths[column] - width) / 2
        boxes[node.name] = _Box(left, tops[node.name] - highest, width, height)
    bottom = max(box.top + box.height for box in boxes.values())
    return boxes, float(lefts[-1] - GAP + MARGIN), bottom + MARGIN


def _lines(
    node: Node,
    output: str,
    values: Mapping[str, np.ndarray],
    gradients: Mapping[str, np.ndarray],
) -> list[Line]:
    """What stands in a node's box: its name, its formula, its value, its gradient."""
    lines = [(node.name, BLACK, "bold")]
    if node.formula:
        lines.append((f"= {node.formula}", BLACK, "normal"))
    if node.name in values:
        lines += [(row, BLUE, "normal") for row in _rows(values[node.name])]
    if node.name in gradients:
        rows = _rows(gradients[node.name])
        symbol = f"∂{output}/∂{node.name}"
        texts = (
            [f"{symbol} = {rows[0]}"] if len(rows) == 1 and len(rows[0]) < 6 else [symbol, *rows]
        )
        lines += [(text, RED, "normal") for text in texts]
    return lines


def _rows(value: np.ndarray) -> list[str]:
    """The numbers of an array of up to two axes, row by row and in columns."""
    digits = 0 if np.all(value == np.round(value)) else 2
    if value.ndim == 0:
        return [f"{value.item():.{digits}f}"]
    texts = np.array([f"{number:.{digits}f}" for number in value.flat]).reshape(value.shape)
    width = max(map(len, texts.flat))
    return [" ".join(text.rjust(width) for text in row) for row in np.atleast_2d(texts)]


def _draw(ax: Axes, box: _Box, lines: list[Line]) -> FancyBboxPatch:
    shape = "round,pad=0,rounding_size=0.06"
    frame = FancyBboxPatch((box.left, box.top), box.width, box.height, shape, fc="white", ec=BLACK)
    ax.add_patch(frame)
    for i, (text, color, weight) in enumerate(lines):
        ax.text(
            box.left + MARGIN,
            box.top + MARGIN + LINE * (i + 0.5),
            text,
            color=color,
            weight=weight,
            family="DejaVu Sans Mono",
            fontsize=FONT,
            va="center",
        )
    return frame


def _connect(
    ax: Axes,
    source: FancyBboxPatch,
    target: FancyBboxPatch,
    arrow: tuple[str, str],
    lit: Sequence[tuple[str, str]],
) -> None:
    """Blue where a value goes along, red and turned round where a gradient does, else grey."""
    forward, back = arrow in lit, arrow[::-1] in lit
    start, end = (target, source) if back else (source, target)
    middles = [
        (b.get_x() + b.get_width() / 2, b.get_y() + b.get_height() / 2) for b in (start, end)
    ]
    ax.add_patch(
        FancyArrowPatch(
            *middles,
            patchA=start,
            patchB=end,
            arrowstyle="-|>",
            mutation_scale=14,
            linewidth=2.5 if forward or back else 1.2,
            color=RED if back else BLUE if forward else GREY,
            zorder=0,
        )
    )
