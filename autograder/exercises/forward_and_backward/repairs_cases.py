"""Layers to repair are tried there and back: what comes out, what comes back, which gradients.

A broken layer often looks right for a single row, a square weight or the first batch. So there are
several of each, the easiest first, and all but the easy ones with fresh numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.exercise import Case
from autograder.exercises.inputs import Generator, uniform, upstream
from autograder.steps import Step

Array = np.ndarray
Cases: TypeAlias = Callable[[Generator], list[Case]]
# An input of the layer, and the ∂L/∂output that comes back for it.
Batch: TypeAlias = tuple[Array, Array]
# A parameter by its name.
Param: TypeAlias = tuple[str, Array]

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

    def cases(rng: Generator) -> list[Case]:
        def batch(*shape: int) -> Batch:
            return uniform(rng, shape, kinks), upstream(rng, shape)

        shown = [there_and_back("a few easy numbers", name, [easy])]
        shown += [there_and_back(k, name, [batch(*shape)]) for k, shape in shapes.items()]
        shown += [there_and_back(k, name, [b]) for k, b in _stored(batch(3, 8), batch(3, 4))]
        return [*shown, *_two_batches(name, batch(2, 3), batch(4, 3))]

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

    def cases(rng: Generator) -> list[Case]:
        def batch(rows: int, fan_in: int, fan_out: int) -> Batch:
            return uniform(rng, (rows, fan_in)), upstream(rng, (rows, fan_out))

        def value(size: tuple[int, int, int]) -> Param:
            return param, uniform(rng, shape_of(*size[1:]))

        rows, *features = size = next(iter(sizes.values()))
        shown = [there_and_back(k, name, [b], (param, v)) for k, (v, b) in easy.items()]
        shown += [there_and_back(k, name, [batch(*s)], value(s)) for k, s in sizes.items()]
        doubled = batch(rows, 2 * features[0], 2 * features[1])
        for label, stored in _stored(doubled, batch(*size)):
            owned = value(size)[1].astype(stored[0].dtype)
            shown.append(there_and_back(label, name, [stored], (param, owned)))
        label, (number, easy_batch) = next(iter(easy.items()))
        again = there_and_back(f"{label}, twice", name, [easy_batch] * 2, (param, number))
        pair = batch(rows + 2, *features), batch(*size)
        return [*shown, again, *_two_batches(name, *pair, value(size))]

    return cases


def there_and_back(
    label: str, name: str, batches: Sequence[Batch], param: Param | None = None, back: bool = True
) -> Case:
    """Make the layer, send batches through it, and look at what comes of the last one.

    Without `back`, the batches before the last one go forward only.
    """
    steps = [Step("layer", name, (param[1],) if param else ())]
    for number, (x, grad_output) in enumerate(batches, start=1):
        last = number == len(batches)
        steps.append(Step("y" if last else f"y{number}", "layer.forward", (x,)))
        if last or back:
            target = "grad_x" if last else f"grad_x{number}"
            steps.append(Step(target, "layer.backward", (grad_output,)))
    read = (f"layer.grads.{param[0]}",) if param else ()
    return Case(label, steps=tuple(steps), returns=("y", "grad_x", *read))


def _two_batches(name: str, first: Batch, second: Batch, param: Param | None = None) -> list[Case]:
    there = "two batches forward, then the second one back"
    return [
        there_and_back(there, name, [first, second], param, back=False),
        there_and_back("two batches, each there and back", name, [first, second], param),
    ]


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
