"""How a gradient becomes a step: the rule by which parameters move."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from course.engine.arrays import Array
from course.engine.layer import Layer


class Optimizer:
    """Changes `network`'s parameters in place, by their gradients, at each `step()`."""

    def __init__(self, network: Layer, lr: float) -> None:
        self._memory: dict[str, Array] = {}
        if not (np.isfinite(lr) and lr >= 0):
            raise ValueError(f"lr (the learning rate) must be a number from 0 up, got {lr}")
        self.network = network
        self.lr = lr

    def step(self) -> None:
        """One update of every parameter."""
        raise NotImplementedError(f"{type(self).__name__} has no step yet")

    def _moving(self) -> Iterator[tuple[str, Array, Array]]:
        """(name, parameter, gradient) of every parameter."""
        params, grads = self.network.params, self.network.grads
        if missing := params.keys() - grads.keys():
            raise RuntimeError(
                f"no gradient for {', '.join(sorted(missing))}: before step(), call "
                "network.backward(loss.backward())"
            )
        return ((name, param, grads[name]) for name, param in params.items())

    def _remembered(self, what: str, name: str, param: Array) -> Array:
        """An array like the parameter that lasts from step to step; it starts at 0."""
        key = f"{what} of {name}"
        if key not in self._memory:
            self._memory[key] = np.zeros_like(param)
        return self._memory[key]


class SGD(Optimizer):
    """Stochastic gradient descent with momentum.

    In PyTorch's form: v ← momentum·v + g, then p ← p − lr·v; v starts at 0.
    Polyak, *Some methods of speeding up the convergence of iteration methods* (1964).

    >>> from course.engine import Linear, MSELoss
    >>> network, loss = Linear(1, 1, np.random.default_rng(0)), MSELoss()
    >>> optimizer = SGD(network, lr=0.5)
    >>> for _ in range(40):
    ...     error = loss.forward(network.forward([[-1.0], [1.0]]), [[-3.0], [3.0]])
    ...     _ = network.backward(loss.backward())
    ...     optimizer.step()
    >>> network.weight.round(6), error < 1e-9
    (array([[3.]]), True)
    """

    def __init__(self, network: Layer, lr: float, momentum: float = 0.0) -> None:
        super().__init__(network, lr)
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum must be in [0, 1), got {momentum}")
        self.momentum = momentum

    def step(self) -> None:
        """p ← p − lr·v, with the velocity v ← momentum·v + g."""
        for name, param, grad in self._moving():
            change = self._remembered("change", name, param)
            param -= np.multiply(self._velocity(name, param, grad), self.lr, out=change)

    def _velocity(self, name: str, param: Array, grad: Array) -> Array:
        if not self.momentum:
            return grad
        velocity = self._remembered("velocity", name, param)
        velocity *= self.momentum
        velocity += grad
        return velocity


class Adam(Optimizer):
    """Steps scaled to each parameter's own gradients.

    m ← β₁m + (1−β₁)g and s ← β₂s + (1−β₂)g² start at 0, which m̂ = m/(1−β₁ᵗ), ŝ = s/(1−β₂ᵗ)
    correct at step t; then p ← p − lr·m̂/(√ŝ + eps). The first step is therefore ±lr.
    Kingma & Ba, *Adam: a method for stochastic optimization* (2015).

    >>> from course.engine import Linear
    >>> network = Linear(1, 1, np.random.default_rng(0))
    >>> before = network.weight.copy()
    >>> _ = network.backward(0 * network.forward([[1.0]]) + 100)
    >>> Adam(network, lr=0.1).step()
    >>> (network.weight - before).round(6)
    array([[-0.1]])
    """

    def __init__(
        self,
        network: Layer,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        super().__init__(network, lr)
        if not all(0 <= beta < 1 for beta in betas):
            raise ValueError(f"betas must both be in [0, 1), got {betas}")
        if not eps > 0:
            raise ValueError(f"eps must be above 0, got {eps}: it keeps 0/0 from happening")
        self.betas = betas
        self.eps = eps
        self._steps = 0

    def step(self) -> None:
        """p ← p − lr·m̂/(√ŝ + eps)."""
        moving = self._moving()
        self._steps += 1
        for name, param, grad in moving:
            mean, square = self._averages(name, param, grad)
            change = self._remembered("change", name, param)
            np.divide(square, 1 - self.betas[1] ** self._steps, out=change)
            np.sqrt(change, out=change)
            change += self.eps
            np.divide(mean, change, out=change)
            change *= self.lr / (1 - self.betas[0] ** self._steps)
            param -= change

    def _averages(self, name: str, param: Array, grad: Array) -> tuple[Array, Array]:
        """m ← β₁m + (1−β₁)g and s ← β₂s + (1−β₂)g², each in its own memory."""
        addend = self._remembered("change", name, param)
        mean = self._remembered("mean", name, param)
        mean *= self.betas[0]
        mean += np.multiply(grad, 1 - self.betas[0], out=addend)
        square = self._remembered("square", name, param)
        square *= self.betas[1]
        np.multiply(grad, grad, out=addend)
        addend *= 1 - self.betas[1]
        square += addend
        return mean, square
