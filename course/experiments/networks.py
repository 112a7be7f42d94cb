"""Fully connected networks for the experiments, so that two of them differ in one thing only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import DTypeLike

from course.data import Split
from course.engine import Layer, Linear, Sequential

Init: TypeAlias = Callable[[int, int, np.random.Generator], np.ndarray]


def fully_connected(
    sizes: Sequence[int],
    activation: Callable[[], Layer],
    init: Init,
    rng: np.random.Generator,
    dtype: DTypeLike = np.float32,
) -> Sequential:
    """Linear layers of these sizes with an activation after each but the last; biases 0.

    >>> from course.engine import ReLU, he_normal
    >>> network = fully_connected([40, 8, 8, 10], ReLU, he_normal, np.random.default_rng(0))
    >>> [type(layer).__name__ for layer in network.layers]
    ['Linear', 'ReLU', 'Linear', 'ReLU', 'Linear']
    """
    layers: list[Layer] = []
    for fan_in, fan_out in pairwise(sizes):
        linear = Linear(fan_in, fan_out, rng, dtype)
        linear.weight[...] = init(fan_in, fan_out, rng)
        linear.bias[...] = 0
        layers += [linear, activation()]
    return Sequential(layers[:-1])


def standardised(split: Split, dtype: DTypeLike = np.float32) -> Split:
    """The same examples with mean 0 and variance 1 over all numbers of the training set.

    >>> from course.data import digits
    >>> x = standardised(digits()).x_train
    >>> bool(abs(x.mean()) < 1e-5), bool(abs(x.var() - 1) < 1e-4)
    (True, True)
    """
    mean, deviation = split.x_train.mean(), split.x_train.std()
    x_train, x_test = ((x - mean) / deviation for x in (split.x_train, split.x_test))
    return Split(x_train.astype(dtype), split.y_train, x_test.astype(dtype), split.y_test)
