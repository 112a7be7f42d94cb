"""The libraries that a learner would compare with, asked for the same functions and derivatives."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from tests.accuracy.subject import DERIVATIVE, VALUE, Array, Function

# Our name of a function → theirs, where the two differ.
JAX_NAMES = {
    "hardsigmoid": "hard_sigmoid",
    "hardswish": "hard_swish",
    "logsigmoid": "log_sigmoid",
    "softsign": "soft_sign",
}


@dataclass(frozen=True)
class Peer:
    """A library. `find` looks a function up by our name; the two others call it on an array.

    `differentiate` is its own way to ∂(sum of the outputs)/∂input.
    """

    name: str
    package: str
    find: Callable[[str], Callable[..., Any] | None]
    call: Callable[[Callable[..., Any], Array], Array]
    differentiate: Callable[[Callable[..., Any], Array], Array] | None

    @property
    def installed(self) -> bool:
        """Whether this Python has it."""
        return importlib.util.find_spec(self.package) is not None

    @property
    def version(self) -> str:
        """Of the installed one."""
        return importlib.metadata.version(self.package)

    def functions(self, name: str, temperature: float = 1) -> dict[str, Function]:
        """The value and the derivative of a function on arrays, as far as the library has them."""
        theirs = self.find(name)
        if theirs is None:
            return {}
        cooled = theirs if temperature == 1 else lambda z: theirs(z / temperature)
        ways = {VALUE: self.call, DERIVATIVE: self.differentiate}
        return {part: partial(way, cooled) for part, way in ways.items() if way}


def find_in_torch(function: str) -> Callable[..., Any] | None:
    """A function of torch.nn.functional, on the last axis."""
    import torch
    from torch.nn import functional

    special: dict[str, Callable[..., Any]] = {
        "prelu": lambda x: functional.prelu(x, torch.tensor([0.25], dtype=x.dtype)),
        "gelu_tanh": lambda x: functional.gelu(x, approximate="tanh"),
        "softmax": lambda x: functional.softmax(x, dim=-1),
        "log_softmax": lambda x: functional.log_softmax(x, dim=-1),
        "cross_entropy": lambda x: functional.cross_entropy(
            x, torch.zeros(len(x), dtype=torch.long), reduction="none"
        ),
    }
    return special.get(function) or getattr(functional, function, None)


def call_torch(function: Callable[..., Any], x: Array) -> Array:
    """The function of a tensor."""
    import torch

    return np.asarray(function(torch.from_numpy(x)))


def differentiate_torch(function: Callable[..., Any], x: Array) -> Array:
    """By autograd."""
    import torch

    tensor = torch.from_numpy(x).requires_grad_()
    function(tensor).sum().backward()
    return np.asarray(tensor.grad)


def jax_on_float64() -> Any:
    """jax, told to keep float64."""
    import jax

    jax.config.update("jax_enable_x64", True)
    return jax


def find_in_jax(function: str) -> Callable[..., Any] | None:
    """A function of jax.nn; it leaves cross-entropy to log_softmax."""
    nn = jax_on_float64().nn
    special: dict[str, Callable[..., Any]] = {
        "gelu": lambda x: nn.gelu(x, approximate=False),
        "gelu_tanh": lambda x: nn.gelu(x, approximate=True),
        "cross_entropy": lambda x: -nn.log_softmax(x)[:, 0],
    }
    return special.get(function) or getattr(nn, JAX_NAMES.get(function, function), None)


def call_jax(function: Callable[..., Any], x: Array) -> Array:
    """The function of an array of jax."""
    return np.asarray(function(jax_on_float64().numpy.asarray(x)))


def differentiate_jax(function: Callable[..., Any], x: Array) -> Array:
    """By `jax.grad`."""
    gradient = jax_on_float64().grad(lambda x: function(x).sum())
    return np.asarray(gradient(x))


def find_in_scipy(function: str) -> Callable[..., Any] | None:
    """What scipy.special has, and what its users make of it in one line."""
    from scipy import special

    return {
        "sigmoid": special.expit,
        "logsigmoid": special.log_expit,
        "softplus": getattr(special, "softplus", None),
        "silu": lambda x: x * special.expit(x),
        "gelu": lambda x: x * special.ndtr(x),
        "softmax": partial(special.softmax, axis=-1),
        "log_softmax": partial(special.log_softmax, axis=-1),
        "cross_entropy": lambda x: -special.log_softmax(x, axis=-1)[:, 0],
    }.get(function)


def call_scipy(function: Callable[..., Any], x: Array) -> Array:
    """The function of an array."""
    return np.asarray(function(x))


PEERS = [
    Peer("PyTorch", "torch", find_in_torch, call_torch, differentiate_torch),
    Peer("JAX", "jax", find_in_jax, call_jax, differentiate_jax),
    Peer("scipy", "scipy", find_in_scipy, call_scipy, None),
]
