"""The library that learners compare with, if it is installed here."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from course.engine import Activation

Array = NDArray[Any]


class Peer(Protocol):
    """A competitor: what it makes of one of our layers, and of a training step."""

    name: str

    def activation(
        self, layer: Activation, x: Array, grad_output: Array | None
    ) -> Callable[[], Any] | None:
        """A run that returns (y, ∂L/∂x), or y alone without a grad_output; None: it has no such."""

    def training_step(
        self, params: list[tuple[Array, Array]], x: Array, labels: Array, lr: float
    ) -> Callable[[], Any]:
        """A run that trains a network of ReLU layers by one step and returns the loss."""

    def as_numpy(self, result: Any) -> Array:
        """One of its results as an array."""


def installed(threads: int) -> list[Peer]:
    """The peers that can be imported here."""
    return [PyTorch(threads)] if importlib.util.find_spec("torch") else []


class PyTorch:
    """PyTorch in eager mode: a module's forward, and autograd's backward."""

    name = "PyTorch eager"

    def __init__(self, threads: int) -> None:
        # It takes seconds to import, and is rarely there.
        import torch

        self.torch = torch
        torch.set_num_threads(threads)

    def activation(
        self, layer: Activation, x: Array, grad_output: Array | None
    ) -> Callable[[], Any] | None:
        """The class of the same name in `torch.nn`."""
        module = self._module(layer)
        if module is None:
            return None
        tensor = self.torch.from_numpy(x)
        if grad_output is None:
            return lambda: (module(tensor).detach(),)
        grad = self.torch.from_numpy(grad_output)
        leaves = [tensor.requires_grad_(), *getattr(module, "parameters", list)()]

        def run() -> Any:
            y = module(tensor)
            return y, self.torch.autograd.grad(y, leaves, grad)[0]

        return run

    def _module(self, layer: Any) -> Callable[[Any], Any] | None:
        nn, functional = self.torch.nn, self.torch.nn.functional
        named_otherwise: dict[str, Callable[[], Any]] = {
            # PyTorch hands x itself back, which takes no time.
            "Identity": lambda: None,
            "GELUTanh": lambda: nn.GELU(approximate="tanh"),
            "Softmax": lambda: nn.Softmax(layer.axis),
            "LogSoftmax": lambda: nn.LogSoftmax(layer.axis),
            "SwiGLU": lambda: lambda x: product(functional.silu, *x.chunk(2, layer.axis)),
            "GEGLU": lambda: lambda x: product(functional.gelu, *x.chunk(2, layer.axis)),
        }
        name = type(layer).__name__
        return named_otherwise.get(name, getattr(nn, name, lambda: None))()

    def training_step(
        self, params: list[tuple[Array, Array]], x: Array, labels: Array, lr: float
    ) -> Callable[[], Any]:
        """`nn.Sequential`, `cross_entropy` and `optim.SGD`, in the tutorials' order."""
        nn, functional = self.torch.nn, self.torch.nn.functional
        layers: list[Any] = []
        for weight, bias in params:
            linear = nn.Linear(*weight.shape)
            with self.torch.no_grad():
                linear.weight.copy_(self.torch.from_numpy(weight.T))
                linear.bias.copy_(self.torch.from_numpy(bias))
            layers += [linear, nn.ReLU()]
        model = nn.Sequential(*layers[:-1])
        optimizer = self.torch.optim.SGD(model.parameters(), lr=lr)
        data, target = self.torch.from_numpy(x), self.torch.from_numpy(labels)

        def step() -> Any:
            optimizer.zero_grad()
            loss = functional.cross_entropy(model(data), target)
            loss.backward()
            optimizer.step()
            return loss

        return step

    def as_numpy(self, result: Any) -> Array:
        """A tensor without its graph."""
        return np.asarray(result.detach())


def product(gate: Callable[[Any], Any], a: Any, b: Any) -> Any:
    """a · gate(b)."""
    return a * gate(b)
