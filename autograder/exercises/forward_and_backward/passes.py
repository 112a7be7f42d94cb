"""What a layer object must stand, whichever it is: passes in any order, alone and in company.

A function is right or wrong at each call. An object remembers: what it saves must belong to its own
last forward, and what it returns must not depend on the backwards before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.exercise import Case
from autograder.steps import Step, name

Array: TypeAlias = np.ndarray
# An input of the layer, and the ∂L/∂output that comes back for it.
Batch: TypeAlias = tuple[Array, Array]
# The steps that make a layer and give it a name.
Maker: TypeAlias = Callable[[str], tuple[Step, ...]]
# What to read of the layer in the end: {"grad_weight": "grads.weight"}.
Reads: TypeAlias = Mapping[str, str]
NOTHING: Reads = {}


def forth(label: str, make: Maker, x: Array, called: str = "layer") -> Case:
    """One forward pass."""
    return Case(label, steps=(*make(called), _forward(called, x)), returns=("y",))


def forth_and_back(
    label: str,
    make: Maker,
    batch: Batch,
    reads: Reads = NOTHING,
    called: str = "layer",
    stable: bool = False,
) -> Case:
    """One forward and one backward pass."""
    x, grad_output = batch
    return Case(
        label,
        stable=stable,
        steps=(
            *make(called),
            _forward(called, x),
            _backward(called, grad_output),
            *_read(called, reads),
        ),
        returns=("y", "grad_x", *reads),
    )


def several_passes(
    make: Maker, first: Batch, second: Batch, reads: Reads = NOTHING, called: str = "layer"
) -> list[Case]:
    """Two forwards, two backwards, and another layer in between."""
    (x, grad_output), (other_x, other_grad) = first, second
    one_read = dict(list(reads.items())[:1])
    return [
        Case(
            "two batches forward, then the second one back",
            steps=(
                *make(called),
                Step("", f"{called}.forward", (x,)),
                Step("", f"{called}.forward", (other_x,)),
                _backward(called, other_grad),
                *_read(called, reads),
            ),
            returns=("grad_x", *reads),
        ),
        Case(
            "the same batch there and back twice",
            steps=(
                *make(called),
                Step("", f"{called}.forward", (x,)),
                Step("", f"{called}.backward", (2 * grad_output,)),
                # What was saved may be gone after a backward.
                Step("", f"{called}.forward", (x,)),
                _backward(called, grad_output),
                *_read(called, reads),
            ),
            returns=("grad_x", *reads),
        ),
        Case(
            "one of two, the other one used in between",
            steps=(
                *make(called),
                *make("other"),
                Step("", f"{called}.forward", (x,)),
                Step("", "other.forward", (other_x,)),
                _backward(called, grad_output),
                Step("", "other.backward", (other_grad,)),
                *_read(called, one_read),
            ),
            returns=("grad_x", *one_read),
        ),
    ]


def without_parameters(make: Maker, batch: Batch) -> Case:
    """A layer that learns nothing has nothing to show to an optimiser."""
    x, grad_output = batch
    return Case(
        "a layer that has nothing to learn",
        steps=(
            *make("layer"),
            _forward("layer", x),
            _backward("layer", grad_output),
            *counted("layer"),
        ),
        returns=COUNTS,
    )


COUNTS = "number_of_params", "number_of_grads"


def counted(called: str) -> tuple[Step, ...]:
    """How many parameters and gradients a layer shows, under the names `COUNTS`."""
    paths = f"{called}.params", f"{called}.grads"
    pairs = zip(COUNTS, paths, strict=True)
    return tuple(Step(target, "len", (name(path),)) for target, path in pairs)


def _forward(called: str, x: Array) -> Step:
    return Step("y", f"{called}.forward", (x,))


def _backward(called: str, grad_output: Array) -> Step:
    return Step("grad_x", f"{called}.backward", (grad_output,))


def _read(called: str, reads: Reads) -> tuple[Step, ...]:
    return tuple(Step(target, f"{called}.{path}") for target, path in reads.items())


def changed(layer: type[Any], **members: Any) -> type[Any]:
    """The layer's class with some of its members replaced."""
    return type(layer.__name__, (layer,), members)


def remembering_for_all(layer: type[Any], saved: str) -> type[Any]:
    """The layer's class with what forward saves kept on the class, for all layers together."""

    class Shared(layer):
        def forward(self, x: Array) -> Any:
            y = super().forward(x)
            setattr(Shared, saved, getattr(self, saved))
            delattr(self, saved)
            return y

    return Shared


def remembering_the_first(layer: type[Any], saved: str) -> type[Any]:
    """The layer's class that saves at its first forward only."""

    class First(layer):
        def forward(self, x: Array) -> Any:
            first = vars(self).get(saved)
            y = super().forward(x)
            if first is not None:
                setattr(self, saved, first)
            return y

    return First


def adding_up(layer: type[Any]) -> type[Any]:
    """The layer's class whose backward adds to what it returned before."""

    class Adding(layer):
        def backward(self, grad_output: Array) -> Any:
            before = vars(self).get("_before", 0.0)
            self._before = before + super().backward(grad_output)
            return self._before

    return Adding
