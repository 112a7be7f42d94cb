"""Do losses measure what they say, and do their gradients follow?"""

import mpmath
import numpy as np
import pytest
from mpmath import mpf

from course.engine import (
    BCEWithLogitsLoss,
    CrossEntropyLoss,
    MSELoss,
    cross_entropy,
    cross_entropy_backward,
    numeric_gradient,
    sigmoid,
    softmax,
)

INF = np.inf
BIGGEST, BIGGEST_32 = np.finfo(np.float64).max, float(np.finfo(np.float32).max)


def cases(rng):
    return {
        "mse": (MSELoss(), rng.normal(size=(4, 3)), rng.normal(size=(4, 3))),
        "mse, one number": (MSELoss(), np.array(2.0), np.array(-1.0)),
        "cross-entropy": (CrossEntropyLoss(), rng.normal(size=(4, 3)), [2, 0, 1, 1]),
        "cross-entropy, one row": (CrossEntropyLoss(), rng.normal(size=3), 2),
        "cross-entropy, 3-D": (CrossEntropyLoss(), rng.normal(size=(2, 4, 3)), [[2, 0, 1, 1]] * 2),
        "binary": (BCEWithLogitsLoss(), rng.normal(size=5), [0, 1, 1, 0, 1]),
        "binary, soft targets": (BCEWithLogitsLoss(), rng.normal(size=(4, 1)), rng.random((4, 1))),
    }


@pytest.mark.parametrize("case", cases(np.random.default_rng(0)))
def test_backward_agrees_with_central_differences(case, rng):
    loss, prediction, target = cases(rng)[case]
    expected = numeric_gradient(lambda x: loss.forward(x, target), prediction, 1.0)
    loss.forward(prediction, target)
    np.testing.assert_allclose(loss.backward(), expected, atol=1e-9)


@pytest.mark.parametrize(
    ("loss", "prediction", "target", "expected"),
    [
        (MSELoss(), [1.0, 5.0], [1.0, 3.0], 2.0),
        (CrossEntropyLoss(), np.zeros((7, 10)), [3] * 7, np.log(10)),
        (CrossEntropyLoss(), [[0.0, np.log(3)]], [0], np.log(4)),
        (CrossEntropyLoss(), [[40.0, 0.0]], [0], np.exp(-40)),
        (CrossEntropyLoss(), [[1000.0, 0.0]], [1], 1000.0),
        (CrossEntropyLoss(), [[0.0, 0.0, -np.inf]], [0], np.log(2)),
        (BCEWithLogitsLoss(), [0.0], [1], np.log(2)),
        (BCEWithLogitsLoss(), [0.0], [0.3], np.log(2)),
        (BCEWithLogitsLoss(), [np.log(3)], [1], np.log(4 / 3)),
        (BCEWithLogitsLoss(), [50.0], [1], np.exp(-50)),
        (BCEWithLogitsLoss(), [1000.0, -1000.0], [0, 1], 1000.0),
    ],
)
def test_known_losses(loss, prediction, target, expected):
    received = loss(prediction, target)
    assert isinstance(received, float)
    assert received == pytest.approx(expected, rel=2e-15)


def test_the_gradient_of_cross_entropy_is_probability_minus_one_hot(rng):
    logits, labels = rng.normal(size=(4, 3)), np.array([2, 0, 1, 1])
    expected = (softmax(logits) - np.eye(3)[labels]) / 4
    np.testing.assert_allclose(cross_entropy_backward(logits, labels), expected, rtol=1e-13)


def test_the_gradient_of_binary_cross_entropy_is_probability_minus_target(rng):
    loss, x, t = BCEWithLogitsLoss(), rng.normal(size=6), rng.random(6)
    loss.forward(x, t)
    np.testing.assert_allclose(loss.backward(), (sigmoid(x) - t) / 6, rtol=1e-12, atol=1e-16)


@pytest.mark.parametrize(
    ("loss", "prediction", "target", "expected"),
    [
        (CrossEntropyLoss(), [[50.0, 0.0]], [0], [[-np.exp(-50), np.exp(-50)]]),
        (BCEWithLogitsLoss(), [50.0], [1], [-np.exp(-50)]),
        (BCEWithLogitsLoss(), [-50.0], [0], [np.exp(-50)]),
    ],
)
def test_a_nearly_certain_prediction_still_has_a_gradient(loss, prediction, target, expected):
    loss.forward(prediction, target)
    np.testing.assert_allclose(loss.backward(), expected, rtol=1e-15)


@pytest.mark.parametrize("case", cases(np.random.default_rng(0)))
def test_float32_gradients_stay_float32_and_inputs_stay_as_they_were(case, rng):
    loss, prediction, target = cases(rng)[case]
    prediction = prediction.astype(np.float32)
    before = prediction.copy()
    prediction.flags.writeable = False
    loss.forward(prediction, target)
    assert loss.backward().dtype == np.float32
    np.testing.assert_array_equal(prediction, before)


@pytest.mark.parametrize(
    ("logits", "labels", "message"),
    [
        (np.ones((4, 3)), [0, 1, 2], r"logits have shape \(4, 3\) and labels have shape \(3,\)"),
        (np.ones((4, 3)), np.eye(4, 3, dtype=int), r"use argmax\(axis=-1\)"),
        (np.ones((2, 3)), [0.0, 1.0], "labels must be integers .*got float64"),
        (np.ones((2, 3)), [True, False], "labels must be integers .*got bool"),
        (np.ones((2, 3)), [0, 3], r"labels lie in 0 … 3, but logits of 3 classes.* 0 … 2"),
        (np.ones((2, 3)), [-1, 0], r"labels lie in -1 … 0"),
        (np.ones((0, 3)), [], "the mean of no rows is undefined"),
        (1.0, 0, r"logits have shape \(\)"),
    ],
)
def test_labels_that_cannot_be_are_refused(logits, labels, message):
    for call in (cross_entropy, cross_entropy_backward, CrossEntropyLoss().forward):
        with pytest.raises(ValueError, match=message):
            call(logits, labels)


@pytest.mark.parametrize("loss", [MSELoss(), BCEWithLogitsLoss()], ids=lambda x: type(x).__name__)
@pytest.mark.parametrize(
    ("prediction", "target", "message"),
    [
        (np.ones((4, 1)), np.ones(4), r"prediction has shape \(4, 1\) and target has shape \(4,\)"),
        (np.ones(0), np.ones(0), "the mean of no entries is undefined"),
    ],
    ids=["shapes", "empty"],
)
def test_predictions_that_do_not_fit_are_refused(loss, prediction, target, message):
    with pytest.raises(ValueError, match=message):
        loss.forward(prediction, target)


@pytest.mark.parametrize("target", [-0.1, 1.5, np.nan])
def test_a_binary_target_is_a_probability(target):
    with pytest.raises(ValueError, match=r"targets must lie in \[0, 1\]"):
        BCEWithLogitsLoss().forward([0.0], [target])


@pytest.mark.parametrize("loss", [MSELoss(), BCEWithLogitsLoss(), CrossEntropyLoss()])
def test_backward_before_forward_is_explained(loss):
    with pytest.raises(RuntimeError, match=f"{type(loss).__name__}.backward.*before forward"):
        loss.backward()


def softplus(x):
    return mpmath.log1p(mpmath.exp(-abs(x))) + max(x, 0)


def logistic(x):
    return 1 / (1 + mpmath.exp(-x))


def squared_error(x, t):
    return (x - t) ** 2, 2 * (x - t)


def binary(x, t):
    # σ(x) − 1 would need as many digits as the logit is far out.
    slope = -logistic(-x) if t == 1 else logistic(x) - t
    return t * softplus(-x) + (1 - t) * softplus(x), slope


def ulps(received, exact):
    """|received − exact| in units in the last place of the exact value."""
    unit = np.spacing(np.abs(received.dtype.type(float(exact))))
    return float(abs(mpf(float(received)) - exact) / mpf(float(unit)))


def predictions(rng):
    spread, near, far = np.geomspace(1e-150, 1e150, 31), np.linspace(-50, 50, 101), (-700, 700)
    return np.concatenate([near, rng.uniform(-4, 4, 100), rng.uniform(*far, 50), spread, -spread])


@pytest.mark.parametrize(
    ("loss", "formula", "bound"), [(MSELoss(), squared_error, 2), (BCEWithLogitsLoss(), binary, 2)]
)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_each_loss_and_gradient_is_within_two_units_in_the_last_place(
    loss, formula, bound, dtype, rng
):
    x = predictions(rng)
    x = x[np.abs(x) < BIGGEST_32].astype(dtype)
    with mpmath.workdps(60):
        for prediction, target in zip(x, rng.integers(0, 2, len(x)), strict=True):
            value, slope = formula(mpf(float(prediction)), mpf(int(target)))
            received = np.float64(loss.forward(prediction, target))
            gradient = loss.backward()
            if value > 1e-300:
                assert ulps(received, value) <= bound
            if abs(slope) > np.finfo(dtype).tiny:
                assert ulps(gradient, slope) <= (bound if dtype == np.float64 else 0.51)


@pytest.mark.parametrize("size", [3, 10, 64, 300])
@pytest.mark.parametrize(
    ("loss", "formula"), [(MSELoss(), squared_error), (BCEWithLogitsLoss(), binary)]
)
def test_a_mean_over_many_entries_is_as_exact(loss, formula, size, rng):
    x, t = 5 * rng.normal(size=size), rng.integers(0, 2, size)
    received = np.float64(loss.forward(x, t))
    with mpmath.workdps(40):
        exact = [formula(mpf(float(a)), mpf(int(b))) for a, b in zip(x, t, strict=True)]
        assert ulps(received, mpmath.fsum(value for value, _ in exact) / size) <= 3
        for gradient, (_, slope) in zip(loss.backward(), exact, strict=True):
            assert ulps(gradient, slope / size) <= 3


@pytest.mark.parametrize("rows", [1, 7, 64])
def test_a_mean_cross_entropy_is_as_exact(rows, rng):
    z, labels = 3 * rng.normal(size=(rows, 5)), rng.integers(0, 5, rows)
    with mpmath.workdps(60):
        exact = mpmath.fsum(
            mpmath.log(mpmath.fsum(mpmath.exp(mpf(float(v))) for v in row)) - mpf(float(row[label]))
            for row, label in zip(z, labels, strict=True)
        )
        assert ulps(np.float64(cross_entropy(z, labels)), exact / rows) <= 3


@pytest.mark.parametrize("loss", [MSELoss(), BCEWithLogitsLoss()], ids=lambda x: type(x).__name__)
def test_float32_predictions_cost_what_they_cost_in_float64(loss, rng):
    x, t = (3 * rng.normal(size=50)).astype(np.float32), rng.random(50)
    assert loss.forward(x, t) == loss.forward(x.astype(np.float64), t)
    wide = loss.backward()
    loss.forward(x, t)
    np.testing.assert_array_equal(loss.backward(), wide.astype(np.float32))


@pytest.mark.parametrize(
    ("loss", "prediction", "target", "expected", "gradient"),
    [
        (BCEWithLogitsLoss(), [INF], [1], 0, [0]),
        (BCEWithLogitsLoss(), [-INF], [0], 0, [0]),
        (BCEWithLogitsLoss(), [INF], [0], INF, [1]),
        (BCEWithLogitsLoss(), [-INF], [1], INF, [-1]),
        (BCEWithLogitsLoss(), [INF, -INF], [0.25, 0.25], INF, [0.375, -0.125]),
        (BCEWithLogitsLoss(), [BIGGEST, BIGGEST], [1, 1], 0, [0, 0]),
        (BCEWithLogitsLoss(), [BIGGEST, BIGGEST], [0, 0], BIGGEST, [0.5, 0.5]),
        (BCEWithLogitsLoss(), np.float32([BIGGEST_32] * 2), [0, 0], BIGGEST_32, [0.5, 0.5]),
        (MSELoss(), [BIGGEST], [-BIGGEST], INF, [INF]),
        (MSELoss(), [1e-200], [0], 0, [2e-200]),
        (MSELoss(), [INF, 0], [0, 0], INF, [INF, 0]),
        (MSELoss(), np.float32([3e38] * 4), [-3e38] * 4, 3.6e77, [3e38] * 4),
        (MSELoss(), np.float32([3e38]), [-3e38], 3.6e77, [INF]),
        (CrossEntropyLoss(), [[BIGGEST, -BIGGEST]], [1], INF, [[1, -1]]),
        (CrossEntropyLoss(), [[BIGGEST, 0], [BIGGEST, 0]], [1, 1], BIGGEST, [[0.5, -0.5]] * 2),
        (CrossEntropyLoss(), np.float32([[BIGGEST_32, 0]]), [1], BIGGEST_32, [[1, -1]]),
        (CrossEntropyLoss(), [[INF, 0]], [0], 0, [[0, 0]]),
        (CrossEntropyLoss(), [[INF, 0]], [1], INF, [[1, -1]]),
        (CrossEntropyLoss(), [[-INF, 0]], [1], 0, [[0, 0]]),
    ],
)  # fmt: skip
def test_extreme_predictions_have_the_limit_without_a_warning(
    loss, prediction, target, expected, gradient
):
    with np.errstate(all="raise"):
        received = loss.forward(prediction, target)
        slope = loss.backward()
    assert received == pytest.approx(expected, rel=1e-6)
    np.testing.assert_allclose(slope, gradient, rtol=1e-6)


@pytest.mark.parametrize("loss", [MSELoss(), BCEWithLogitsLoss()], ids=lambda x: type(x).__name__)
def test_nan_is_not_hidden(loss):
    assert np.isnan(loss.forward([np.nan, 1.0], [0, 1]))
    np.testing.assert_array_equal(np.isnan(loss.backward()), [True, False])


def test_labels_that_change_after_forward_change_no_gradient(rng):
    loss, logits, labels = CrossEntropyLoss(), rng.normal(size=(4, 3)), np.array([2, 0, 1, 1])
    expected = cross_entropy_backward(logits, labels)
    loss.forward(logits, labels)
    labels[...] = 0
    np.testing.assert_array_equal(loss.backward(), expected)


def test_no_loss_is_printed_as_minus_nothing():
    assert str(cross_entropy([1000.0, 0.0], 0)) == "0.0"
