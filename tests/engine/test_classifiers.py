"""Does the engine learn what classifiers are shown with: two spirals, and handwritten digits?

Half a second each, on one core.
"""

from itertools import pairwise

import numpy as np
import pytest

from course.data import digits, two_spirals
from course.engine import SGD, Adam, CrossEntropyLoss, Identity, Linear, ReLU, Sequential, he_normal
from course.experiments.training import accuracy, fit

SEEDS = pytest.mark.parametrize("seed", range(3))


def network(sizes, rng, activation=ReLU):
    """Linear layers with He's weights and an activation between them."""
    layers = []
    for fan_in, fan_out in pairwise(sizes):
        linear = Linear(fan_in, fan_out, rng)
        linear.weight[...], linear.bias[...] = he_normal(fan_in, fan_out, rng), 0
        layers += [linear, activation()]
    return Sequential(layers[:-1])


def spirals_classifier(seed, activation):
    """A network after training on spirals of one and a half turns, and its accuracies."""
    rng, split = np.random.default_rng(seed), two_spirals(seed, num_samples=800, turns=1.5)
    classifier = network([2, 32, 32, 2], rng, activation)
    adam = Adam(classifier, lr=0.01)
    fit(classifier, CrossEntropyLoss(), adam, split, epochs=80, batch_size=40, rng=rng)
    return accuracies(classifier, split)


def accuracies(classifier, split):
    """In percent, on what was trained with and on what was not."""
    seen = accuracy(classifier, split.x_train, split.y_train)
    return seen, accuracy(classifier, split.x_test, split.y_test)


def learns(train, test):
    """Nearly all of what it saw, and nearly as much of what it never did."""
    return train >= 99 and test >= 97


@SEEDS
def test_two_spirals_are_told_apart(seed):
    assert learns(*spirals_classifier(seed, ReLU))


def test_two_spirals_are_not_told_apart_without_an_activation():
    train, test = spirals_classifier(0, Identity)
    assert max(train, test) < 75


@SEEDS
def test_digits_never_seen_before_are_read(seed):
    rng, split = np.random.default_rng(seed), digits(seed)
    classifier = network([64, 512, 10], rng)
    sgd = SGD(classifier, lr=0.1, momentum=0.9)
    fit(classifier, CrossEntropyLoss(), sgd, split, epochs=30, batch_size=32, rng=rng)
    assert learns(*accuracies(classifier, split))
