"""Layers in a row: a network, which is itself a layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.forward_and_backward.passes import (
    COUNTS,
    Array,
    Batch,
    Maker,
    changed,
    counted,
    forth,
    forth_and_back,
    several_passes,
)
from autograder.exercises.inputs import Generator, uniform, upstream, whole
from autograder.steps import Step, name
from course.engine import Sequential

Made: TypeAlias = tuple[str, tuple[Any, ...]]
NETWORK = "network"
ORDINALS = ("first", "second", "third", "fourth")
SQUARE: Made = ("Square", ())
STRETCH: Made = ("Stretch", ())


def _scale(factor: float) -> Made:
    return "Scale", (factor,)


def _tilt(rng: Generator) -> Made:
    """Its numbers have one digit more than others, lest two layers be alike by chance."""
    weight, bias = rng.integers(11, 50, (2, 2)) * rng.choice([-0.1, 0.1], (2, 2))
    return "Tilt", (weight, bias)


def _of(*layers: Made) -> Maker:
    """Makes layers and a network of them."""

    def make(network: str) -> tuple[Step, ...]:
        prefix = "other_" if network == "other" else ""
        named = [f"{prefix}{ordinal}" for ordinal in ORDINALS[: len(layers)]]
        return (
            *(Step(n, kind, args) for n, (kind, args) in zip(named, layers, strict=True)),
            Step(network, "Sequential", ([name(n) for n in named],)),
        )

    return make


def _cases(rng: Generator) -> list[Case]:
    def batch(rows: int) -> Batch:
        return whole(rng, (rows, 2)), whole(rng, (rows, 2))

    shifted = _of(_scale(2.0), ("Shift", (whole(rng, (2,)),)))
    tilts, tilted = _of(_tilt(rng), SQUARE, _tilt(rng)), _of(_tilt(rng), SQUARE)
    features = uniform(rng, (5, 3)), upstream(rng, (5, 4))
    return [
        forth("two layers, forward", shifted, batch(1)[0], NETWORK),
        _there_and_back("two layers, there and back", _of(_scale(3.0), SQUARE), batch(1)),
        _counts("two layers of two parameters each", _of(_tilt(rng), _tilt(rng)), batch(1)),
        *_one_layers_parameters(rng, batch(2)),
        _there_and_back("three layers", tilts, batch(2), "0.weight", "0.bias", "2.weight"),
        *several_passes(tilted, batch(2), batch(3), _grads("0.weight"), NETWORK),
        _changed_in_place(rng),
        _forward_after_backward(tilts, batch(2)),
        _there_and_back("three features, then four", _of(SQUARE, STRETCH, _scale(0.5)), features),
        _there_and_back("one layer", _of(_tilt(rng)), batch(2), "0.weight"),
        _there_and_back("no layers at all", _of(), batch(2)),
        _counts("layers that have nothing to learn", _of(SQUARE, _scale(2.0)), batch(1)),
        _nested(rng, batch(2)),
        _there_and_back("float32 arrays", _of(_scale(2.0), SQUARE), _float32(batch(2))),
        _there_and_back("read-only arrays", tilts, _locked(batch(2))),
    ]


def _there_and_back(label: str, make: Maker, batch: Batch, *keys: str) -> Case:
    return forth_and_back(label, make, batch, _grads(*keys), NETWORK)


def _grads(*keys: str) -> dict[str, str]:
    return {f"grad_{key.replace('.', '_')}": f"grads.{key}" for key in keys}


def _float32(batch: Batch) -> Batch:
    x, grad_output = (array.astype(np.float32) for array in batch)
    return x, grad_output


def _locked(batch: Batch) -> Batch:
    for array in batch:
        array.setflags(write=False)
    return batch


def _passes(batch: Batch) -> tuple[Step, ...]:
    x, grad_output = batch
    return Step("", "network.forward", (x,)), Step("", "network.backward", (grad_output,))


def _counts(label: str, make: Maker, batch: Batch) -> Case:
    return Case(label, steps=(*make(NETWORK), *_passes(batch), *counted(NETWORK)), returns=COUNTS)


def _one_layers_parameters(rng: Generator, batch: Batch) -> list[Case]:
    pair = _of(_tilt(rng), _tilt(rng))
    four = _of(_tilt(rng), _scale(2.0), _tilt(rng), _tilt(rng))
    return [
        _one_weight("the second of two layers", pair, batch, 1),
        _one_weight("the third of four layers, one of them without a weight", four, batch, 2),
    ]


def _one_weight(label: str, make: Maker, batch: Batch, number: int) -> Case:
    read = (
        Step("weight", f"network.params.{number}.weight"),
        Step("grad_weight", f"network.grads.{number}.weight"),
    )
    return Case(
        label, steps=(*make(NETWORK), *_passes(batch), *read), returns=("weight", "grad_weight")
    )


def _changed_in_place(rng: Generator) -> Case:
    """Parameters that change in the network change in the layer, and the other way round."""
    return Case(
        "parameters that change in place, as an optimiser changes them",
        steps=(
            *_of(_tilt(rng), SQUARE, _tilt(rng))(NETWORK),
            Step("", "np.copyto", (name("network.params.0.weight"), whole(rng, (2,)))),
            Step("", "np.copyto", (name("third.params.bias"), whole(rng, (2,)))),
            Step("y", "network.forward", (whole(rng, (1, 2)),)),
            Step("bias", "network.params.2.bias"),
        ),
        returns=("y", "bias"),
    )


def _forward_after_backward(make: Maker, batch: Batch) -> Case:
    x, _ = batch
    return Case(
        "a forward pass after a backward pass",
        steps=(*make(NETWORK), *_passes(batch), Step("y", "network.forward", (x,))),
        returns=("y",),
    )


def _nested(rng: Generator, batch: Batch) -> Case:
    x, grad_output = batch
    return Case(
        "a network within a network",
        steps=(
            Step("first", *_tilt(rng)),
            Step("square", *SQUARE),
            Step("last", *_tilt(rng)),
            Step("inner", "Sequential", ([name("square"), name("last")],)),
            Step("network", "Sequential", ([name("first"), name("inner")],)),
            Step("y", "network.forward", (x,)),
            Step("grad_x", "network.backward", (grad_output,)),
            Step("bias", "network.params.1.1.bias"),
            Step("grad_weight", "network.grads.1.1.weight"),
        ),
        returns=("y", "grad_x", "bias", "grad_weight"),
    )


# --- wrong forms --------------------------------------------------------------------------------


def _keyed(key: Callable[[int, str], str], per_layer: Callable[..., Any] = enumerate) -> Any:
    """A network whose parameters and gradients have other keys."""

    def of(self: Any, which: str) -> dict[str, Array]:
        return {
            key(number, name): array
            for number, layer in per_layer(self.layers)
            for name, array in getattr(layer, which).items()
        }

    return changed(
        Sequential,
        params=property(lambda self: of(self, "params")),
        grads=property(lambda self: of(self, "grads")),
    )


def _with_parameters_only(layers: list[Any]) -> Iterable[tuple[int, Any]]:
    return enumerate(layer for layer in layers if layer.params)


def _from_behind(layers: list[Any]) -> Iterable[tuple[int, Any]]:
    return enumerate(reversed(layers))


def _back_from_the_first(self: Any, grad: Array) -> Array:
    for layer in self.layers:
        grad = layer.backward(grad)
    return grad


def _same_upstream(self: Any, grad_output: Array) -> Array:
    grad = grad_output
    for layer in reversed(self.layers):
        grad = layer.backward(grad_output)
    return grad


def _forward_again(self: Any, grad: Array) -> Array:
    for layer in reversed(self.layers):
        grad = layer.forward(grad)
    return grad


def _last_layers_gradient(self: Any, grad: Array) -> Array:
    found = [grad := layer.backward(grad) for layer in reversed(self.layers)]
    return found[0] if found else grad


def _first_layer_left_out(self: Any, grad: Array) -> Array:
    for layer in reversed(self.layers[1:]):
        grad = layer.backward(grad)
    return grad


def _upstream_returned(self: Any, grad_output: Array) -> Array:
    Sequential.backward(self, grad_output)
    return grad_output


def _reversed_in_place(self: Any, grad: Array) -> Array:
    self.layers.reverse()
    for layer in self.layers:
        grad = layer.backward(grad)
    return grad


def _not_chained(self: Any, x: Array) -> Array:
    y = x
    for layer in self.layers:
        y = layer.forward(x)
    return y


def _last_layer_left_out(self: Any, x: Array) -> Array:
    for layer in self.layers[:-1]:
        x = layer.forward(x)
    return x


def _forward_from_the_last(self: Any, x: Array) -> Array:
    for layer in reversed(self.layers):
        x = layer.forward(x)
    return x


def _copies(self: Any) -> dict[str, Array]:
    params: dict[str, Array] = Sequential.params.__get__(self)
    return {key: array.copy() for key, array in params.items()}


class _CopiedOnce(Sequential):
    def __init__(self, layers: list[Any]) -> None:
        super().__init__(layers)
        self._at_the_start = _copies(self)

    @property
    def params(self) -> dict[str, Array]:
        return self._at_the_start


class _GatheredOnce(Sequential):
    def __init__(self, layers: list[Any]) -> None:
        super().__init__(layers)
        self._at_the_start = super().grads

    @property
    def grads(self) -> dict[str, Array]:
        return dict(self._at_the_start)


class _Accumulating(Sequential):
    def backward(self, grad_output: Any) -> Array:
        before = vars(self).get("_sums", {})
        grad_x = super().backward(grad_output)
        self._sums = {key: before.get(key, 0.0) + grad for key, grad in super().grads.items()}
        return grad_x

    @property
    def grads(self) -> dict[str, Array]:
        return self._sums


COPIED = (
    "`params` holds copies: what an optimiser changes there never reaches the layers.",
    "Does a dictionary need arrays of its own, or may two dictionaries hold one array?",
)

SEQUENTIAL = Exercise(
    name="Sequential",
    signature="(layers)",
    points=4,
    reference=Sequential,
    cases=_cases,
    hint="Forward: each layer gets what the one before returned. Backward: the same from the end, "
    'with gradients. `params` and `grads` collect the layers\' own arrays under "number.name".',
    wrong_forms=(
        WrongForm(
            "sequential_back_from_the_first",
            changed(Sequential, backward=_back_from_the_first),
            "The gradient goes through the layers from the first to the last; it starts at the "
            "loss, behind the last one.",
            "Which layer is next to the loss?",
        ),
        WrongForm(
            "sequential_same_upstream",
            changed(Sequential, backward=_same_upstream),
            "Every layer receives the same `grad_output`; only the last one should.",
            "What does the layer behind a layer hand back to it?",
        ),
        WrongForm(
            "sequential_upstream_returned",
            changed(Sequential, backward=_upstream_returned),
            "What `backward` returns is the `grad_output` that it was given.",
            "What came out of the first layer's `backward`?",
        ),
        WrongForm(
            "sequential_last_layers_gradient",
            changed(Sequential, backward=_last_layers_gradient),
            "`backward` returns what the last layer's backward gave: ∂L/∂(its input), not ∂L/∂x of "
            "the network.",
            "Whose input is the network's input?",
        ),
        WrongForm(
            "sequential_first_layer_left_out",
            changed(Sequential, backward=_first_layer_left_out),
            "`backward` stops before the first layer.",
            "Where does a `range` that counts down end?",
        ),
        WrongForm(
            "sequential_forward_again",
            changed(Sequential, backward=_forward_again),
            "`backward` calls the layers' `forward`.",
            "Which method of a layer takes a gradient?",
        ),
        WrongForm(
            "sequential_list_reversed",
            changed(Sequential, backward=_reversed_in_place),
            "`.reverse()` turns the list of layers itself round: the next forward pass starts with "
            "the last layer.",
            "How can a loop go backwards and leave the list alone?",
        ),
        WrongForm(
            "sequential_not_chained",
            changed(Sequential, forward=_not_chained),
            "Every layer runs forward on the network's input, not on what the layer before it "
            "returned.",
            "What is the input of the second layer?",
        ),
        WrongForm(
            "sequential_last_layer_left_out",
            changed(Sequential, forward=_last_layer_left_out),
            "The last layer is left out of the forward pass.",
            "Where does your loop over the layers end?",
        ),
        WrongForm(
            "sequential_forward_from_the_last",
            changed(Sequential, forward=_forward_from_the_last),
            "The input goes into the last layer first.",
            "Which layer of the list is next to the data?",
        ),
        WrongForm(
            "sequential_keys_clash",
            _keyed(lambda number, name: name),
            'All layers write to the same keys, "weight" and "bias", so that only the last one\'s '
            "are left.",
            "What tells two weights of one network apart?",
        ),
        WrongForm(
            "sequential_numbered_from_one",
            _keyed(lambda number, name: f"{number + 1}.{name}"),
            "The layers are counted from 1; the first one has the number 0.",
            "How does Python count the entries of a list?",
        ),
        WrongForm(
            "sequential_only_learners_numbered",
            _keyed(lambda number, name: f"{number}.{name}", _with_parameters_only),
            "Only layers with parameters are counted; a layer's number is its position among all.",
            "What is `layers[2]`?",
        ),
        WrongForm(
            "sequential_numbered_from_behind",
            _keyed(lambda number, name: f"{number}.{name}", _from_behind),
            "The layers are numbered from behind.",
            "What is `layers[0]`?",
        ),
        WrongForm("sequential_params_copied", _CopiedOnce, *COPIED),
        WrongForm(
            "sequential_params_copied_each_time",
            changed(Sequential, params=property(_copies)),
            *COPIED,
        ),
        WrongForm(
            "sequential_grads_gathered_once",
            _GatheredOnce,
            "`grads` is gathered when the network is made: there are no gradients yet.",
            "When do the layers have their gradients?",
        ),
        WrongForm(
            "sequential_grads_accumulated",
            _Accumulating,
            "The gradients are added to those of the backward before.",
            "Here `backward` overwrites `grads`; whether to add is for whoever trains to decide.",
        ),
    ),
)

TASKS = (SEQUENTIAL,)
