"""A computation graph, one step at a time: values forward, then gradients back along every arrow.

The steps are plain numbers, so that a page, a plot and a test can each make their own of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from course.engine import sigmoid, softmax

Function = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Operation:
    """How a node gets its value from its inputs, and how a gradient passes it on the way back.

    `formula` names the inputs {0}, {1}, …; `rules` hold one such text for each input, in which {g}
    is the gradient of the node itself and {y} its value. `backward` takes (grad, y, *inputs).
    """

    formula: str
    forward: Callable[..., np.ndarray]
    rules: tuple[str, ...]
    backward: Callable[..., Sequence[np.ndarray]]


@dataclass(frozen=True)
class Node:
    """A value of the graph: given (without inputs), or computed from other nodes.

    `place` is its column and row in a drawing.
    """

    name: str
    place: tuple[int, float]
    inputs: tuple[str, ...] = ()
    operation: Operation | None = None

    @property
    def formula(self) -> str:
        """How it is computed, in the names of its inputs; empty for what is given."""
        return self.operation.formula.format(*self.inputs) if self.operation else ""


@dataclass(frozen=True)
class Step:
    """One step: forward, a node gets its value; backward, one arrow brings a gradient to a node.

    `value` is what the node then has. Where several arrows lead to a node on the way back, it is
    the sum of what has arrived so far; `share` is what this arrow brought.
    """

    direction: Literal["forward", "backward"]
    node: str
    arrows: tuple[tuple[str, str], ...]
    rule: str
    value: np.ndarray
    share: np.ndarray

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of value and share, which is the node's own in both directions."""
        return self.value.shape


@dataclass(frozen=True)
class Graph:
    """All nodes, the values that are given, and every step from there to the last gradient.

    >>> print(trace([("x", (0, 0), 3, ()), ("y", (0, 1), -4, ()),
    ...              ("f", (1, 0), OPERATIONS["times"], ("x", "y"))]))
     1  forward   f = x·y               -12
     2  backward  ∂f/∂f = 1             1
     3  backward  ∂f/∂x = ∂f/∂f · y     -4
     4  backward  ∂f/∂y = ∂f/∂f · x     3
    """

    nodes: tuple[Node, ...]
    given: Mapping[str, np.ndarray]
    steps: tuple[Step, ...]

    @property
    def output(self) -> str:
        """The node whose gradients are asked for: the last one."""
        return self.nodes[-1].name

    def values(self, step: int | None = None) -> dict[str, np.ndarray]:
        """Name → value of every node that is known after so many steps; by default after all."""
        return dict(self.given) | self._arrived("forward", step)

    def gradients(self, step: int | None = None) -> dict[str, np.ndarray]:
        """Name → gradient of the output with respect to the node, as far as it has arrived."""
        return self._arrived("backward", step)

    def _arrived(self, direction: str, step: int | None) -> dict[str, np.ndarray]:
        return {s.node: s.value for s in self.steps[:step] if s.direction == direction}

    def __str__(self) -> str:
        width = max(len(step.rule) for step in self.steps) + 4
        return "\n".join(
            f"{i:>2}  {step.direction:<8}  {step.rule:<{width}} {_size(step.value)}"
            for i, step in enumerate(self.steps, 1)
        )


def _size(value: np.ndarray) -> str:
    """A single number as it is, of an array the shape."""
    return f"{value.item():.4g}" if value.ndim == 0 else f"shape {value.shape}"


Entry = tuple[str, tuple[int, float], Any, tuple[str, ...]]


def trace(entries: Sequence[Entry]) -> Graph:
    """Run a graph forward and backward, and write down every step.

    An entry is (name, place, array, ()) for a given value and (name, place, operation, inputs) for
    a computed one, whose inputs stand before it; the last one is the output, a single number.

    A value that is used twice gets both gradients, added: f = x·x + x at x = 3.

    >>> times, plus = OPERATIONS["times"], OPERATIONS["plus"]
    >>> graph = trace([("x", (0, 0), 3.0, ()), ("s", (1, 0), times, ("x", "x")),
    ...                ("f", (2, 0), plus, ("s", "x"))])
    >>> float(graph.gradients()["x"])
    7.0
    """
    nodes = tuple(
        Node(name, place, inputs, what if inputs else None) for name, place, what, inputs in entries
    )
    given = {name: np.asarray(what, dtype=float) for name, _, what, inputs in entries if not inputs}
    forward, values = _forward(nodes, given)
    return Graph(nodes, given, (*forward, *_backward(nodes, values)))


def _forward(
    nodes: Sequence[Node], given: Mapping[str, np.ndarray]
) -> tuple[list[Step], dict[str, np.ndarray]]:
    """One step for each computed node; and all values."""
    values, steps = dict(given), []
    for node in nodes:
        if node.operation:
            value = np.asarray(node.operation.forward(*(values[i] for i in node.inputs)))
            arrows = tuple((i, node.name) for i in node.inputs)
            rule = f"{node.name} = {node.formula}"
            steps.append(Step("forward", node.name, arrows, rule, value, value))
            values[node.name] = value
    return steps, values


def _backward(nodes: Sequence[Node], values: Mapping[str, np.ndarray]) -> list[Step]:
    """One step for the output, whose gradient is 1, and one for each arrow."""
    output, one = nodes[-1].name, np.ones(())
    gradients = {output: one}
    steps = [Step("backward", output, (), f"∂{output}/∂{output} = 1", one, one)]
    for node in reversed(nodes):
        if not node.operation:
            continue
        grad, arguments = gradients[node.name], [values[i] for i in node.inputs]
        shares = node.operation.backward(grad, values[node.name], *arguments)
        for i, share, rule in zip(node.inputs, shares, node.operation.rules, strict=True):
            sign = "+=" if i in gradients else "="
            gradients[i] = np.asarray(gradients.get(i, 0.0) + share)
            text = rule.format(*node.inputs, g=f"∂{output}/∂{node.name}", y=node.name)
            text = f"∂{output}/∂{i} {sign} {text}"
            arrow = (node.name, i)
            steps.append(Step("backward", i, (arrow,), text, gradients[i], np.asarray(share)))
    return steps


OPERATIONS = {
    "plus": Operation("{0} + {1}", np.add, ("{g}", "{g}"), lambda g, y, a, b: (g, g)),
    "times": Operation(
        "{0}·{1}", np.multiply, ("{g} · {1}", "{g} · {0}"), lambda g, y, a, b: (g * b, g * a)
    ),
    "max": Operation(
        "max({0}, {1})",
        np.maximum,
        ("{g} if {0} > {1}", "{g} if {1} > {0}"),
        lambda g, y, a, b: (g * (a > b), g * (b > a)),
    ),
    "double": Operation("2·{0}", lambda a: 2 * a, ("2 · {g}",), lambda g, y, a: (2 * g,)),
    "sigmoid": Operation(
        "σ({0})", sigmoid, ("{g} · {y}(1 − {y})",), lambda g, y, a: (g * y * (1 - y),)
    ),
    "linear": Operation(
        "{0}·{1} + {2}",
        lambda x, weight, bias: x @ weight + bias,
        ("{g} · {1}ᵀ", "{0}ᵀ · {g}", "column sums of {g}"),
        lambda g, y, x, weight, bias: (g @ weight.T, x.T @ g, g.sum(axis=0)),
    ),
    "softmax": Operation(
        "softmax({0})",
        softmax,
        ("{y} * ({g} − row sums of {g} * {y})",),
        lambda g, y, z: (y * (g - np.sum(g * y, axis=-1, keepdims=True)),),
    ),
}


def activation(f: Function, f_derivative: Function) -> Operation:
    """A node f(z), entry by entry, with any f and f′."""
    return Operation("f({0})", f, ("{g} * f′({0})",), lambda g, y, z: (g * f_derivative(z),))


def log_loss(labels: Sequence[int]) -> Operation:
    """The mean over the rows of −ln p, p the probability at the row's label."""
    at_label = np.arange(len(labels)), np.asarray(labels)

    def backward(g: np.ndarray, y: np.ndarray, p: np.ndarray) -> Sequence[np.ndarray]:
        grad = np.zeros_like(p)
        grad[at_label] = -g / (len(labels) * p[at_label])
        return (grad,)

    return Operation(
        "mean −ln {0}[label]",
        lambda p: -np.mean(np.log(p[at_label])),
        ("−1/(rows·{0}) at the labels, else 0",),
        backward,
    )
