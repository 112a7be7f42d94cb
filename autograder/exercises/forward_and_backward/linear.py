"""The linear layer as a class, which owns what it learns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.forward_and_backward.broken_linear import (
    Accumulating,
    GradsForAll,
    OutputsFirst,
    OwnBias,
    ParamsForAll,
    averaged,
    bounded,
    showing_copies,
    starting_with,
    with_grad_x,
    with_grads,
    without_bias,
)
from autograder.exercises.forward_and_backward.passes import (
    Array,
    Batch,
    Maker,
    changed,
    forth,
    forth_and_back,
    remembering_for_all,
    several_passes,
)
from autograder.exercises.inputs import Generator, uniform, upstream, whole
from autograder.steps import Step, name
from course.engine import Linear

READS = {"grad_weight": "grads.weight", "grad_bias": "grads.bias"}
# Wide enough that shares and spreads, rounded to tenths, come out alike at every seed.
IN, OUT = 100, 60
NEVER_BEYOND = 1 + 1e-9


def _cases(rng: Generator) -> list[Case]:
    def sized(rows: int, fan_in: int, fan_out: int) -> tuple[Maker, Batch]:
        make = _made(rng, uniform(rng, (fan_in, fan_out)), uniform(rng, (fan_out,)))
        return make, (uniform(rng, (rows, fan_in)), upstream(rng, (rows, fan_out)))

    easy = _made(rng, whole(rng, (2, 3)), whole(rng, (3,)))
    easy_batches = [(whole(rng, (rows, 2)), whole(rng, (rows, 3))) for rows in (1, 2, 2)]
    return [
        _fresh(rng),
        forth("one row, 2 inputs and 3 outputs", easy, easy_batches[0][0]),
        forth_and_back("2 rows, 2 inputs and 3 outputs", easy, easy_batches[1], READS),
        *several_passes(easy, easy_batches[1], easy_batches[2], READS),
        _changed_in_between(rng),
        forth_and_back("as many inputs as outputs", *sized(4, 3, 3), READS),
        forth_and_back("5 rows, 4 inputs and 3 outputs", *sized(5, 4, 3), READS),
        forth_and_back("a single row", *sized(1, 4, 2), READS),
        forth_and_back("one input and one output", *sized(3, 1, 1), READS),
        forth_and_back("an empty batch", *sized(0, 3, 2), READS),
        forth_and_back("read-only arrays", *_locked(*sized(3, 4, 2)), READS),
        _start(rng),
    ]


def _made(rng: Generator, weight: Array, bias: Array) -> Maker:
    """Makes a layer and sets its parameters, as an optimiser does: in place.

    Another layer is drawn from the same generator, and its parameters are others.
    """
    seed = int(rng.integers(1000))

    def make(layer: str) -> tuple[Step, ...]:
        is_first = layer == "layer"
        first = (Step("rng", "default_rng", (seed,)),) if is_first else ()
        sign = 1 if is_first else -1
        return (
            *first,
            Step(layer, "Linear", (*weight.shape, name("rng"))),
            Step("", "np.copyto", (name(f"{layer}.params.weight"), sign * weight)),
            Step("", "np.copyto", (name(f"{layer}.params.bias"), sign * bias)),
        )

    return make


def _locked(make: Maker, batch: Batch) -> tuple[Maker, Batch]:
    for array in batch:
        array.setflags(write=False)
    return make, batch


def _fresh(rng: Generator) -> Case:
    return Case(
        "a fresh layer of 3 inputs and 2 outputs",
        steps=(
            Step("rng", "default_rng", (int(rng.integers(1000)),)),
            Step("layer", "Linear", (3, 2, name("rng"))),
            Step("weight", "layer.params.weight"),
            Step("bias", "layer.params.bias"),
            Step("y", "layer.forward", (whole(rng, (1, 3)),)),
        ),
        returns=("weight", "bias", "y"),
        measure=_shapes,
    )


def _shapes(case: Case, weight: Array, bias: Array, y: Array) -> Mapping[str, Array]:
    return {
        "the shape of `weight`": np.array(weight.shape),
        "the shape of `bias`": np.array(bias.shape),
    }


def _changed_in_between(rng: Generator) -> Case:
    weight, other = whole(rng, (2, 3)), whole(rng, (2, 3))
    x, grad_output = whole(rng, (2, 2)), whole(rng, (2, 3))
    return Case(
        "a weight that changed after a pass, as an optimiser changes it",
        steps=(
            *_made(rng, weight, whole(rng, (3,)))("layer"),
            Step("", "layer.forward", (x,)),
            Step("", "layer.backward", (grad_output,)),
            Step("", "np.copyto", (name("layer.params.weight"), other)),
            Step("y", "layer.forward", (x,)),
            Step("grad_x", "layer.backward", (grad_output,)),
        ),
        returns=("y", "grad_x"),
    )


def _start(rng: Generator) -> Case:
    """What a layer starts with: one after another of the same generator, then the seed again."""
    seed = int(rng.integers(2**31))
    return Case(
        f"a fresh layer of {IN} inputs and {OUT} outputs",
        steps=(
            Step("rng", "default_rng", (seed,)),
            Step("layer", "Linear", (IN, OUT, name("rng"))),
            Step("next_layer", "Linear", (IN, OUT, name("rng"))),
            Step("same_rng", "default_rng", (seed,)),
            Step("same_layer", "Linear", (IN, OUT, name("same_rng"))),
            Step("weight", "layer.params.weight"),
            Step("bias", "layer.params.bias"),
            Step("next_weight", "next_layer.params.weight"),
            Step("next_bias", "next_layer.params.bias"),
            Step("same_weight", "same_layer.params.weight"),
            Step("same_bias", "same_layer.params.bias"),
        ),
        returns=("weight", "bias", "next_weight", "next_bias", "same_weight", "same_bias"),
        measure=_spread,
    )


def _spread(
    case: Case,
    weight: Array,
    bias: Array,
    next_weight: Array,
    next_bias: Array,
    same_weight: Array,
    same_bias: Array,
) -> Mapping[str, Any]:
    """What is compared of random weights: not the numbers, but how they lie. Any order is right.

    The bias may also be all zeros. It is looked at only where the weight is right, so that one
    mistake made with both is one mistake.
    """
    bound = IN**-0.5 * NEVER_BEYOND
    beyond = _tenths(np.mean(np.abs(weight) > bound))
    repeated, redrawn = np.mean(weight == next_weight), np.mean(weight == same_weight)
    repeated_bias = np.mean((bias == next_bias) & (bias != 0))
    return {
        "the share of weights beyond ±1/√in_features": beyond,
        # Where it is 2 and more there are weights beyond the bound, and that is what is told.
        "the weight's standard deviation in units of 1/√in_features": min(
            round(float(np.std(weight)) / bound, 1), 2.0
        ),
        "the share of negative weights": _tenths(np.mean(weight < 0)),
        "the share of weights that stand there more than once": _tenths(_repeated(weight)),
        "the share of weights that the next layer repeats": repeated,
        "the share of weights that the same seed draws again": redrawn,
        "the share of biases beyond ±1/√in_features": 0.0
        if beyond
        else _tenths(np.mean(np.abs(bias) > bound)),
        "the share of biases, 0 apart, that the next layer repeats": 0.0
        if repeated
        else repeated_bias,
        "the share of biases that the same seed draws again": 1.0
        if redrawn < 1
        else np.mean(bias == same_bias),
    }


def _repeated(weight: Array) -> float:
    return 1 - np.unique(weight).size / weight.size


def _tenths(share: Any) -> float:
    """Rounded, but never down to 0."""
    return max(round(float(share), 1), 0.1 * (share > 0))


COPIED = (
    "`params` holds copies: what an optimiser changes there never reaches `forward`.",
    "`params` and `forward` must share one array. Where does a second one come into being?",
)
ONE_OVER_N = "If the loss is a mean, its 1/N already arrived inside `grad_output`."

LINEAR = Exercise(
    name="Linear",
    signature="(in_features, out_features, rng)",
    points=4,
    reference=Linear,
    cases=_cases,
    hint="Keep one array for the weight and one for the bias, and put these very arrays into "
    "`params`. `forward` saves x; `backward` writes both gradients afresh and returns ∂L/∂x. Match "
    "shapes: every gradient has the shape of the thing it belongs to.",
    wrong_forms=(
        WrongForm("linear_class_params_copied", showing_copies(zero_bias=False), *COPIED),
        WrongForm("linear_class_params_copied_zero_bias", showing_copies(zero_bias=True), *COPIED),
        WrongForm(
            "linear_class_outputs_first",
            OutputsFirst,
            "The weight has the shape (out_features, in_features): that is PyTorch's layout.",
            "y = x @ weight + bias: which axis of the weight meets the features of x?",
        ),
        WrongForm(
            "linear_class_no_bias",
            changed(Linear, forward=without_bias),
            "The bias is missing from the output.",
            "What should the layer answer for an input of all zeros?",
        ),
        WrongForm(
            "linear_class_grads_accumulated",
            Accumulating,
            "The gradients are added to those of the backward before.",
            "Here `backward` overwrites `grads`; whether to add is for whoever trains to decide.",
            seen="PyTorch's `.grad`, which accumulates until `zero_grad()`",
        ),
        WrongForm(
            "linear_class_grad_bias_not_summed",
            with_grads(bias=lambda g, x, grad: g),
            '`grads["bias"]` still has a row per example.',
            "The same bias serves every row of the batch: what does the loss feel if it moves?",
        ),
        WrongForm(
            "linear_class_grad_bias_averaged",
            with_grads(bias=averaged),
            '`grads["bias"]` is averaged over the batch; it should be summed.',
            ONE_OVER_N,
        ),
        WrongForm(
            "linear_class_grad_weight_averaged",
            with_grads(weight=lambda g, x, grad: grad / len(g)),
            '`grads["weight"]` is averaged over the batch; it should be summed.',
            ONE_OVER_N,
        ),
        WrongForm(
            "linear_class_grads_averaged",
            with_grads(weight=lambda g, x, grad: grad / len(g), bias=averaged),
            "Both gradients are averaged over the batch; they should be summed.",
            ONE_OVER_N,
        ),
        WrongForm(
            "linear_class_grad_bias_keepdims",
            with_grads(bias=lambda g, x, grad: g.sum(axis=0, keepdims=True)),
            '`grads["bias"]` has kept a batch axis of length 1.',
            "A gradient has the shape of its parameter: how many axes has the bias?",
        ),
        WrongForm(
            "linear_class_grad_bias_wrong_axis",
            with_grads(bias=lambda g, x, grad: g.sum(axis=1)),
            '`grads["bias"]` is summed over the outputs instead of over the batch.',
            "The bias has one entry per output: which axis of `grad_output` must stay?",
        ),
        WrongForm(
            "linear_class_grad_weight_transposed",
            with_grads(weight=lambda g, x, grad: g.T @ x),
            '`grads["weight"]` is transposed.',
            "A gradient has the shape of its parameter: one row per input.",
        ),
        WrongForm(
            "linear_class_grad_weight_without_x",
            with_grads(weight=lambda g, x, grad: np.ones_like(x).T @ g),
            '`grads["weight"]` does not depend on x.',
            "A weight grows a little: how much does the output change? Look at what it multiplies.",
        ),
        WrongForm(
            "linear_class_grad_weight_without_upstream",
            with_grads(weight=lambda g, x, grad: x.T @ np.ones_like(g)),
            '`grads["weight"]` does not depend on `grad_output`.',
            "The chain rule has two factors: x is one of them.",
        ),
        WrongForm(
            "linear_class_grad_x_without_upstream",
            with_grad_x(lambda g, weight: np.ones_like(g) @ weight.T),
            "What `backward` returns does not depend on `grad_output`.",
            "The chain rule has two factors: the weight is one of them.",
        ),
        WrongForm(
            "linear_class_grad_x_untransposed",
            with_grad_x(lambda g, weight: g @ weight),
            "∂L/∂x goes through the weight in the forward direction.",
            "On the way back each output hands its gradient to the inputs that it was made from: "
            "rows and columns of the weight swap roles.",
        ),
        WrongForm(
            "linear_class_input_shared",
            remembering_for_all(Linear, "_saved_input"),
            "What `forward` saves stands on the class: all linear layers share it, and each finds "
            "the input of another one.",
            "A variable in the body of a class belongs to the class. How does a method reach what "
            "belongs to one layer?",
        ),
        WrongForm(
            "linear_class_params_shared",
            ParamsForAll,
            "`params` stands on the class: all linear layers share one dictionary, and a new layer "
            "replaces the parameters of the others.",
            "A variable in the body of a class belongs to the class. How does a method reach what "
            "belongs to one layer?",
        ),
        WrongForm(
            "linear_class_grads_shared",
            GradsForAll,
            "`grads` stands on the class: all linear layers share one dictionary, and each finds "
            "the gradients of another one.",
            "A variable in the body of a class belongs to the class. How does a method reach what "
            "belongs to one layer?",
        ),
        WrongForm(
            "linear_class_starts_alike",
            starting_with(lambda rng, n, m: np.zeros((n, m))),
            "All weights start with the same number: every output computes the same, receives the "
            "same gradient and so stays the same forever.",
            "What makes two outputs of one layer learn different things?",
        ),
        WrongForm(
            "linear_class_starts_normal",
            starting_with(lambda rng, n, m: rng.normal(0, n**-0.5, (n, m))),
            "The weight is normal with the deviation 1/√in_features; here it is uniform between "
            "−1/√in_features and 1/√in_features.",
            "Which method of the generator draws uniform numbers?",
        ),
        WrongForm(
            "linear_class_starts_by_he",
            starting_with(lambda rng, n, m: rng.normal(0, (2 / n) ** 0.5, (n, m))),
            "The weight is normal with the deviation √(2/in_features), as He et al. start ReLU "
            "networks; here it is uniform between −1/√in_features and 1/√in_features.",
            "Which method of the generator draws uniform numbers?",
        ),
        WrongForm(
            "linear_class_starts_by_he_uniform",
            starting_with(lambda rng, n, m: rng.uniform(-1, 1, (n, m)) * (6 / n) ** 0.5),
            "The bound is √(6/in_features), as He et al. have it for ReLU networks.",
            "From where to where does the interval ±1/√in_features go?",
        ),
        WrongForm(
            "linear_class_starts_by_xavier",
            starting_with(lambda rng, n, m: rng.uniform(-1, 1, (n, m)) * (6 / (n + m)) ** 0.5),
            "The bound is √(6/(in_features + out_features)), Xavier's.",
            "From where to where does the interval ±1/√in_features go?",
        ),
        WrongForm(
            "linear_class_starts_beyond",
            starting_with(lambda rng, n, m: rng.uniform(n**-0.5, size=(n, m))),
            "The weights lie between 1/√in_features and 1: with one bound only, `uniform` draws "
            "from there to 1.",
            "From where to where does the interval ±1/√in_features go?",
        ),
        WrongForm(
            "linear_class_starts_positive",
            starting_with(lambda rng, n, m: rng.uniform(0, n**-0.5, (n, m))),
            "No weight is negative: the interval starts at 0.",
            "From where to where does the interval ±1/√in_features go?",
        ),
        WrongForm(
            "linear_class_starts_large_and_positive",
            starting_with(lambda rng, n, m: rng.random((n, m))),
            "The weights lie between 0 and 1: too large, and none of them is negative.",
            "From where to where does the interval ±1/√in_features go?",
        ),
        WrongForm(
            "linear_class_starts_too_large",
            starting_with(lambda rng, n, m: rng.normal(0, 1, (n, m))),
            "The weights are far larger than 1/√in_features: signals grow from layer to layer.",
            "An output is a sum of in_features terms. How large may each be?",
        ),
        WrongForm(
            "linear_class_starts_too_small",
            starting_with(lambda rng, n, m: rng.normal(0, 0.1 / n**0.5, (n, m))),
            "The weights are far smaller than 1/√in_features: signals shrink from layer to layer.",
            "Is the bound 1/in_features, a small constant, or a root?",
        ),
        WrongForm(
            "linear_class_starts_by_outputs",
            starting_with(lambda rng, n, m: bounded(rng, n, m, terms=m)),
            "The bound is 1/√out_features.",
            "An output is a sum: how many terms does it have?",
        ),
        WrongForm(
            "linear_class_own_generator",
            starting_with(lambda rng, n, m: bounded(np.random.default_rng(), n, m)),
            "The same seed gives another weight each time: it is not drawn from `rng`.",
            "Which object was handed over so that a run can be repeated?",
        ),
        WrongForm(
            "linear_class_own_generator_for_bias",
            OwnBias,
            "The same seed gives another bias each time: it is not drawn from `rng`.",
            "Which object was handed over so that a run can be repeated?",
        ),
        WrongForm(
            "linear_class_same_every_time",
            starting_with(
                lambda rng, n, m: np.random.default_rng(0).uniform(-(n**-0.5), n**-0.5, (n, m))
            ),
            "Every layer of this size starts with the same weight: the generator is made anew each "
            "time.",
            "Which object was handed over, and goes on where the last layer stopped?",
        ),
    ),
)

TASKS = (LINEAR,)
