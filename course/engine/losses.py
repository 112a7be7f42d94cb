"""What training makes small: one number for how far the predictions are from the targets."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from course.engine.activations.softmax import from_largest, needs_exactness
from course.engine.activations.squashing import sigmoid
from course.engine.arrays import Array, as_float, exact_product, exact_sum, in_float64


def cross_entropy(logits: ArrayLike, labels: ArrayLike) -> float:
    """The mean of −log softmax(logits)[label] over all rows.

    logits: (..., classes), scores before softmax; labels: (...), integers from 0 to classes − 1.
    Labels of another shape, type or range raise `ValueError`. A guess without knowledge costs
    log(classes).

    >>> loss = cross_entropy([[0.0, 0.0], [0.0, np.log(3)]], labels=[0, 1])
    >>> round(loss, 6), round((np.log(2) + np.log(4 / 3)) / 2, 6)
    (0.490415, np.float64(0.490415))
    """
    return _CrossEntropy(logits, labels).loss()


def cross_entropy_backward(logits: ArrayLike, labels: ArrayLike) -> Array:
    """∂L/∂logits = (softmax(logits) − onehot(labels)) / rows, of the logits' shape.

    At the label, p − 1 is written as minus the sum of the others: where p rounds to 1, the others
    still know by how much.

    >>> cross_entropy_backward([[0.0, 0.0], [0.0, np.log(3)]], [0, 1])
    array([[-0.25 ,  0.25 ],
           [ 0.125, -0.125]])
    """
    return _CrossEntropy(logits, labels).gradient()


class _CrossEntropy:
    """Logits and labels, and what loss and gradient share: the exponentials."""

    def __init__(self, logits: ArrayLike, labels: ArrayLike) -> None:
        self.logits = as_float(logits)
        labels = _checked(np.array(labels), self.logits).reshape(-1)
        self.at_label = np.arange(labels.size), labels
        table = self.logits.reshape(labels.size, -1).astype(np.float64, copy=False)
        self.exact = needs_exactness(self.logits)
        with np.errstate(over="ignore", under="ignore"):
            (self.q, self.lost), self.powers, self.others = from_largest(table, exact=self.exact)

    def loss(self) -> float:
        with np.errstate(under="ignore"):
            at_label = self.lost[self.at_label], self.q[self.at_label]
            return _mean(np.log1p(self.others[:, 0]) - at_label[0] - at_label[1])

    def gradient(self) -> Array:
        grad = self.powers.copy()
        grad[self.at_label] = -self._rest()
        with np.errstate(under="ignore"):
            grad /= self._scale()
            return grad.reshape(self.logits.shape).astype(self.logits.dtype, copy=False)

    def _rest(self) -> Array:
        """The sum of each row's exponentials without the label's; nothing cancels in it."""
        others, at_label = self.others[:, 0], self.powers[self.at_label]
        is_largest = self.q[self.at_label] == 0
        return np.where(is_largest, others, 1 + (others - at_label))

    def _scale(self) -> Array:
        """(1 + others) · rows, rounded once."""
        if not self.exact:
            return (1 + self.others) * len(self.q)
        product, lost = exact_product(self.others, len(self.q))
        scale, lost_too = exact_sum(float(len(self.q)), product)
        return scale + (lost_too + lost)


def _checked(labels: Array, logits: Array) -> Array:
    """The labels, after checks that they are class numbers of these logits."""
    if logits.ndim == 0 or labels.shape != logits.shape[:-1]:
        raise ValueError(
            f"logits have shape {logits.shape} and labels have shape {labels.shape}: labels are "
            f"class numbers, one for each row of logits (one-hot rows: use argmax(axis=-1))"
        )
    if labels.size == 0:
        raise ValueError("the mean of no rows is undefined: give at least one row of logits")
    if labels.dtype.kind not in "iu":
        raise ValueError(f"labels must be integers (class numbers), got {labels.dtype}")
    classes = logits.shape[-1]
    if labels.min() < 0 or labels.max() >= classes:
        raise ValueError(
            f"labels lie in {labels.min()} … {labels.max()}, but logits of {classes} classes need "
            f"labels in 0 … {classes - 1}"
        )
    return labels


class Loss:
    """`forward(prediction, target)` is the loss, `backward()` its gradient at that prediction."""

    _saved: Any = None

    def forward(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """The loss, a mean over all that is compared."""
        raise NotImplementedError(f"{type(self).__name__} has no forward yet")

    def backward(self) -> Array:
        """∂L/∂prediction, of the prediction's shape and precision."""
        raise NotImplementedError(f"{type(self).__name__} has no backward yet")

    def __call__(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """`forward(prediction, target)`."""
        return self.forward(prediction, target)

    def _recall(self) -> Any:
        if self._saved is None:
            raise RuntimeError(
                f"{type(self).__name__}.backward was called before forward: "
                "call forward(prediction, target) first"
            )
        return self._saved


class CrossEntropyLoss(Loss):
    """`cross_entropy` of logits (..., classes) and integer labels (...): one class out of many.

    >>> loss = CrossEntropyLoss()
    >>> round(loss.forward([[0.0, 0.0]], [1]), 6), loss.backward()
    (0.693147, array([[ 0.5, -0.5]]))
    """

    def forward(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """The mean of −log softmax(prediction)[target]."""
        self._saved = _CrossEntropy(prediction, target)
        return self._saved.loss()

    def backward(self) -> Array:
        """(softmax(prediction) − onehot(target)) / rows."""
        return self._recall().gradient()


class MSELoss(Loss):
    """The mean of (prediction − target)² over all entries: for regression.

    Two shapes that differ raise `ValueError`: (n,) beside (n, 1) would be compared all with all.

    >>> loss = MSELoss()
    >>> loss.forward([1.0, 5.0], [1.0, 3.0]), loss.backward()
    (2.0, array([0., 2.]))
    """

    def forward(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """The mean of the squared differences."""
        self._saved = prediction, target = _pair(prediction, target)
        with np.errstate(over="ignore", under="ignore"):
            return _mean(np.square(prediction - target))

    def backward(self) -> Array:
        """2 · (prediction − target) / entries."""
        return _squared_error_backward(*self._recall())


@in_float64
def _squared_error_backward(prediction: Array, target: Array) -> Array:
    return (prediction - target) / (prediction.size / 2)


class BCEWithLogitsLoss(Loss):
    """The mean of −t·log σ(x) − (1 − t)·log(1 − σ(x)) over all entries: yes or no.

    The prediction x is a logit, a score before the sigmoid; the target t lies in [0, 1].
    With a = |x|, the better of the two logarithms is −log(1 + e⁻ᵃ) and the other one smaller by a,
    so that the loss is a·w + log(1 + e⁻ᵃ), where w is the other one's share: t for x ≤ 0, else
    1 − t. No term overflows or cancels another.

    >>> loss = BCEWithLogitsLoss()
    >>> round(loss.forward([0.0, 1000.0], [1.0, 1.0]), 6), loss.backward()
    (0.346574, array([-0.25,  0.  ]))
    """

    def forward(self, prediction: ArrayLike, target: ArrayLike) -> float:
        """The mean binary cross-entropy."""
        self._saved = x, t = _pair(prediction, target)
        if not np.all((t >= 0) & (t <= 1)):
            raise ValueError(f"targets must lie in [0, 1], got {t.min()} … {t.max()}")
        a, share = np.abs(x, dtype=np.float64), np.where(x > 0, 1 - t, t)
        # Certain and right costs nothing, where ∞·0 would be NaN.
        wrong = np.multiply(a, share, out=np.zeros_like(a), where=share > 0)
        with np.errstate(under="ignore"):
            return _mean(wrong + np.log1p(np.exp(-a)))

    def backward(self) -> Array:
        """(σ(x) − t) / entries, written so that nothing cancels for t = 0 and t = 1."""
        return _binary_backward(*self._recall())


@in_float64
def _binary_backward(x: Array, t: Array) -> Array:
    return ((1 - t) * sigmoid(x) - t * sigmoid(-x)) / x.size


def _mean(values: Array) -> float:
    """The mean of values ≥ 0, rounded once where the processor has a type wider than float64."""
    with np.errstate(over="ignore"):
        mean = np.sum(values, dtype=np.longdouble) / values.size
    # Elsewhere the sum may have overflowed.
    return float(mean if np.isfinite(mean) else np.sum(values / values.size))


def _pair(prediction: ArrayLike, target: ArrayLike) -> tuple[Array, Array]:
    """The prediction in its precision and the target in float64, after a check of their shapes."""
    prediction, target = as_float(prediction), as_float(target).astype(np.float64)
    if prediction.shape != target.shape:
        raise ValueError(
            f"prediction has shape {prediction.shape} and target has shape {target.shape}: "
            "they must be equal, use reshape on one of them"
        )
    if prediction.size == 0:
        raise ValueError("the mean of no entries is undefined: give at least one prediction")
    return prediction, target
