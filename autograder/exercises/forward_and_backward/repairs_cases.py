"""What a repaired layer is tried on: there and back, with batches of every shape and kind.

A broken layer often looks right for a single row, a square weight or the first batch. So there are
several of each, the easiest first, and all but the easy ones with fresh numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.exercise import Case
from autograder.exercises.forward_and_backward.passes import (
    Array,
    Batch,
    Maker,
    forth_and_back,
    several_passes,
)
from autograder.exercises.inputs import Generator, uniform, upstream
from autograder.steps import Step

Cases: TypeAlias = Callable[[Generator], list[Case]]

ANY_SHAPE = {
    "4 rows of 3": (4, 3),
    "as many rows as columns": (3, 3),
    "a single number (0-d arrays)": (),
    "3-D arrays": (2, 3, 4),
    "no rows at all": (0, 3),
}
ROWS = {
    "5 rows of 4": (5, 4),
    "as many rows as columns": (3, 3),
    "a single row": (1, 4),
    "no rows at all": (0, 3),
}


def activation_layer(
    name: str, easy: Batch, shapes: Mapping[str, tuple[int, ...]], kinks: Sequence[float] = ()
) -> Cases:
    """Cases for a layer without parameters, whose output has the shape of its input."""
    make = _maker(name)

    def cases(rng: Generator) -> list[Case]:
        def batch(*shape: int) -> Batch:
            return uniform(rng, shape, kinks), upstream(rng, shape)

        return [
            forth_and_back("a few easy numbers", make, easy),
            *(forth_and_back(label, make, batch(*shape)) for label, shape in shapes.items()),
            *(forth_and_back(label, make, b) for label, b in _stored(batch(3, 8), batch(3, 4))),
            *several_passes(make, batch(2, 3), batch(4, 3)),
        ]

    return cases


def parameter_layer(
    name: str,
    param: str,
    shape_of: Callable[[int, int], tuple[int, ...]],
    easy: Mapping[str, tuple[Array, Batch]],
    sizes: Mapping[str, tuple[int, int, int]],
) -> Cases:
    """Cases for a layer with one parameter; `sizes` are (rows, in_features, out_features).

    `shape_of(in_features, out_features)` is the shape of the parameter.
    """
    reads = {f"grad_{param}": f"grads.{param}"}

    def cases(rng: Generator) -> list[Case]:
        def batch(rows: int, fan_in: int, fan_out: int) -> Batch:
            return uniform(rng, (rows, fan_in)), upstream(rng, (rows, fan_out))

        def asked(label: str, batch: Batch, value: Array) -> Case:
            return forth_and_back(label, _maker(name, value), batch, reads)

        def fresh(size: tuple[int, int, int]) -> Array:
            return uniform(rng, shape_of(*size[1:]))

        rows, fan_in, fan_out = size = next(iter(sizes.values()))
        stored = _stored(batch(rows, 2 * fan_in, 2 * fan_out), batch(*size))
        value, easy_batch = next(iter(easy.values()))
        other = batch(rows, easy_batch[0].shape[1], easy_batch[1].shape[1])
        return [
            *(asked(label, batch, value) for label, (value, batch) in easy.items()),
            *(asked(label, batch(*size), fresh(size)) for label, size in sizes.items()),
            *(asked(label, b, fresh(size).astype(b[0].dtype)) for label, b in stored),
            *several_passes(_maker(name, value), easy_batch, other, reads),
            _shown(name, param, fresh(size)),
        ]

    return cases


def _shown(name: str, param: str, value: Array) -> Case:
    """Whoever trains the layer must find the parameter as it was handed over."""
    read = Step(param, f"layer.params.{param}")
    return Case(
        "what it shows in `params`", steps=(Step("layer", name, (value,)), read), returns=(param,)
    )


def _maker(name: str, *args: Array) -> Maker:
    return lambda layer: (Step(layer, name, args),)


def _stored(doubled: Batch, batch: Batch) -> Iterator[tuple[str, Batch]]:
    """The same kind of batch, stored in other ways; `doubled` has twice the columns."""
    x, grad_output = (np.copy(array) for array in batch)
    yield "float32 arrays", (x.astype(np.float32), grad_output.astype(np.float32))
    yield "every second column of an array", (doubled[0][:, ::2], doubled[1][:, ::2])
    for array in (x, grad_output):
        array.setflags(write=False)
    yield "read-only arrays", (x, grad_output)


def activation(
    forward: Callable[[Array], Array], backward: Callable[[Array, Array, Array], Array]
) -> type[Any]:
    """A layer class from y = forward(x) and grad_x = backward(grad_output, x, y)."""

    class Activation:
        def forward(self, x: Array) -> Array:
            self._saved = x, forward(x)
            return self._saved[1]

        def backward(self, grad_output: Array) -> Array:
            return backward(grad_output, *self._saved)

    return Activation


def with_parameter(
    name: str,
    forward: Callable[[Array, Array], Array],
    backward: Callable[[Array, Array, Array], tuple[Array, Array]],
    accumulates: bool = False,
) -> type[Any]:
    """A layer class from y = forward(x, p) and (grad_x, grad_p) = backward(grad_output, x, p).

    One that `accumulates` adds grad_p to that of the call before.
    """

    class WithParameter:
        def __init__(self, param: Array) -> None:
            self.params, self.grads = {name: param}, {name: np.zeros_like(param)}

        def forward(self, x: Array) -> Array:
            self._x = x
            return forward(x, self.params[name])

        def backward(self, grad_output: Array) -> Array:
            grad_x, grad = backward(grad_output, self._x, self.params[name])
            self.grads[name] = self.grads[name] + grad if accumulates else grad
            return grad_x

    return WithParameter
