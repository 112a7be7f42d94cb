"""Do the initial weights have the spread that their papers ask for, and activations their gain?"""

from itertools import pairwise

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import norm

import course.engine as engine
from course.engine import (
    ACTIVATIONS,
    ELU,
    Elementwise,
    LeakyReLU,
    LogSoftmax,
    Sequential,
    Softmax,
    gain,
    lecun_normal,
)

FAN_IN, FAN_OUT = 300, 500
ELEMENTWISE = [name for name, layer in ACTIVATIONS.items() if issubclass(layer, Elementwise)]


@pytest.mark.parametrize(
    ("name", "variance"),
    [("lecun", 1 / FAN_IN), ("xavier", 2 / (FAN_IN + FAN_OUT)), ("he", 2 / FAN_IN)],
)
@pytest.mark.parametrize(
    ("shape", "kurtosis", "reach"), [("normal", 3, 4), ("uniform", 1.8, 3**0.5 * 0.999)]
)
def test_mean_variance_and_shape(name, variance, shape, kurtosis, reach, rng):
    weight = getattr(engine, f"{name}_{shape}")(FAN_IN, FAN_OUT, rng)
    scaled = weight / variance**0.5
    assert weight.shape == (FAN_IN, FAN_OUT)
    assert np.mean(scaled) == pytest.approx(0, abs=0.02)
    assert np.mean(scaled**2) == pytest.approx(1, abs=0.02)
    assert np.mean(scaled**4) == pytest.approx(kurtosis, abs=0.1)
    assert np.max(np.abs(scaled)) > reach


@pytest.mark.parametrize("name", ["lecun", "xavier"])
@pytest.mark.parametrize("shape", ["normal", "uniform"])
def test_a_gain_stretches_every_weight(name, shape):
    init = getattr(engine, f"{name}_{shape}")
    plain, stretched = (init(3, 5, np.random.default_rng(7), gain=g) for g in (1.0, 1.5))
    np.testing.assert_allclose(stretched, 1.5 * plain, rtol=1e-14)
    np.testing.assert_array_equal(plain, init(3, 5, np.random.default_rng(7)))


@pytest.mark.parametrize("shape", ["normal", "uniform"])
def test_he_is_lecun_with_relus_gain(shape):
    he = getattr(engine, f"he_{shape}")(3, 5, np.random.default_rng(7))
    lecun = getattr(engine, f"lecun_{shape}")(3, 5, np.random.default_rng(7), gain=gain("relu"))
    np.testing.assert_allclose(he, lecun, rtol=1e-14)


def test_he_keeps_a_relu_signal_alive_through_thirty_layers_and_xavier_halves_it(rng):
    """He et al. (2015): with Xavier's spread the signal of a ReLU network shrinks by 2⁻³⁰."""
    x = rng.normal(size=(200, 256))
    for init, expected in ((engine.he_normal, 1.0), (engine.xavier_normal, 2.0**-30)):
        y = x
        for _ in range(30):
            y = engine.relu(y) @ init(256, 256, rng)
        power = np.mean(y * y) / np.mean(x * x)
        # He's first layer sees max(x, 0), half of x's power, which its factor 2 makes good.
        assert 0.3 < power / expected < 3


def test_the_same_seed_gives_the_same_weight():
    first, second = (engine.he_normal(3, 2, np.random.default_rng(7)) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_a_seed_in_place_of_a_generator_is_explained():
    with pytest.raises(TypeError, match=r"np\.random\.default_rng"):
        engine.he_uniform(3, 2, 7)


@pytest.mark.parametrize("sizes", [(0, 3), (3, 0), (-1, 4)])
@pytest.mark.parametrize("name", ["lecun", "xavier", "he"])
@pytest.mark.parametrize("shape", ["normal", "uniform"])
def test_a_weight_without_rows_or_columns_is_refused(name, shape, sizes, rng):
    with pytest.raises(ValueError, match=f"fan_in is {sizes[0]} and fan_out is {sizes[1]}"):
        getattr(engine, f"{name}_{shape}")(*sizes, rng)


def adaptive_gain(f):
    """By QUADPACK, with breaks at the kinks that activations have."""
    breaks = [-38, -12, -3, 0, 3, 12, 38]
    parts = [
        quad(lambda z: float(f(z)) ** 2 * norm.pdf(z), a, b, epsabs=1e-13, epsrel=1e-13)[0]
        for a, b in pairwise(breaks)
    ]
    return sum(parts) ** -0.5


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_gain_agrees_with_an_adaptive_quadrature(name):
    layer = ACTIVATIONS[name]()
    assert gain(name) == pytest.approx(adaptive_gain(layer.function), rel=1e-11, abs=0)


def exact_gain(f):
    """To 30 digits; the parts end where an activation could have a kink."""
    with mpmath.workdps(30):
        breaks = [-20, -8, -3, 0, 3, 8, 20]
        return float(mpmath.quad(lambda z: f(z) ** 2 * mpmath.npdf(z), breaks) ** -0.5)


EXACT_GAINS = {
    "identity": 1.0,
    "relu": 2**0.5,
    "leaky_relu": (2 / (1 + 0.01**2)) ** 0.5,
    "selu": 1.0,
    "prelu": (2 / (1 + 0.25**2)) ** 0.5,
    "elu": exact_gain(lambda z: z if z > 0 else mpmath.expm1(z)),
    "sigmoid": exact_gain(lambda z: 1 / (1 + mpmath.exp(-z))),
    "tanh": exact_gain(mpmath.tanh),
    "silu": exact_gain(lambda z: z / (1 + mpmath.exp(-z))),
    "gelu": exact_gain(lambda z: z * mpmath.ncdf(z)),
    "hardsigmoid": exact_gain(lambda z: min(max(z / 6 + 0.5, 0), 1)),
    "softplus": exact_gain(lambda z: mpmath.log1p(mpmath.exp(z))),
}


@pytest.mark.parametrize("name", EXACT_GAINS)
def test_gain_is_right_to_thirteen_digits(name):
    assert gain(name) == pytest.approx(EXACT_GAINS[name], rel=1e-13, abs=0)


def test_published_gains():
    """He et al. (2015) for a leaky slope; Klambauer et al. (2017) for SELU."""
    assert gain(LeakyReLU(0.3)) == pytest.approx((2 / 1.09) ** 0.5, rel=1e-13, abs=0)
    assert gain("selu") == pytest.approx(1, abs=1e-13)
    assert gain("tanh") == pytest.approx(1.5925374197, abs=1e-10)


@pytest.mark.parametrize(
    ("f", "power"),
    [
        (lambda z: np.maximum(z - 0.3, 0), 1.09 * norm.sf(0.3) - 0.3 * norm.pdf(0.3)),
        (lambda z: z > 0.3, norm.sf(0.3)),
        (np.exp, np.exp(2)),
        (lambda z: z**4, 105),
        (lambda z: np.cos(20 * z), (1 + np.exp(-800)) / 2),
    ],
    ids=["kink off the grid", "jump off the grid", "exponential", "polynomial", "wave"],
)
def test_gain_of_a_function_of_ones_own_is_exact_wherever_its_kinks_are(f, power):
    assert gain(f) == pytest.approx(power**-0.5, rel=1e-14, abs=0)


def test_gain_counts_what_is_far_out():
    # e^(0.22z²), squared, under the normal density: its mean is 1/√(1 − 0.88).
    assert gain(lambda z: np.exp(0.22 * z * z)) == pytest.approx(0.12**0.25, rel=1e-13, abs=0)


def test_gain_of_a_staircase_finds_every_step():
    steps = np.arange(-400, 401) / 10
    power = np.sum(steps**2 * (norm.cdf(steps + 0.05) - norm.cdf(steps - 0.05)))
    assert gain(lambda z: np.rint(10 * z) / 10) == pytest.approx(power**-0.5, rel=1e-13, abs=0)


def test_gain_of_a_coarse_function_is_as_good_as_the_function():
    assert gain(lambda z: np.maximum(z, 0).astype(np.float32)) == pytest.approx(2**0.5, rel=1e-8)


def test_a_name_a_class_a_layer_and_a_function_are_one_activation():
    assert gain("elu") == gain(ELU) == gain(ELU()) == gain(engine.elu) != gain(ELU(alpha=2.0))


def test_gain_leaves_alone_what_a_layer_has_saved():
    layer = engine.Tanh()
    layer.forward([0.5])
    gain(layer)
    np.testing.assert_array_equal(layer.backward([1.0]), engine.tanh_derivative([0.5]))


@pytest.mark.parametrize(("gated", "gate"), [("glu", "sigmoid"), ("swiglu", "silu")])
def test_a_gated_unit_has_its_gates_gain(gated, gate, rng):
    assert gain(gated) == gain(gate)
    y = ACTIVATIONS[gated]().forward(rng.normal(size=(1000, 2000)))
    assert gain(gated) == pytest.approx(np.mean(y * y) ** -0.5, rel=0.01)


@pytest.mark.parametrize("name", ["tanh", "sigmoid", "softplus", "elu"])
def test_the_gain_keeps_a_deep_signal_at_variance_one(name, rng):
    f = ACTIVATIONS[name]().function
    y = rng.normal(size=(400, 400))
    for _ in range(15):
        y = f(y) @ lecun_normal(400, 400, rng, gain=gain(name))
    assert np.mean(y * y) == pytest.approx(1, abs=0.25)


@pytest.mark.parametrize(
    ("activation", "error", "message"),
    [
        ("rellu", ValueError, "no activation 'rellu'; there are .*relu"),
        (lambda z: 0 * z, ValueError, "is 0 everywhere"),
        (lambda z: np.where(z > 5, np.nan, z), ValueError, r"is nan at 5\.003"),
        (lambda z: np.where(z < -9, np.inf, z), ValueError, "is inf at -38"),
        (Softmax, TypeError, "treats each number by itself"),
        (LogSoftmax(), TypeError, "treats each number by itself"),
        ("softmax", TypeError, "treats each number by itself"),
        (np.sum, TypeError, "treats each number by itself"),
        (lambda z: z[:5], TypeError, "treats each number by itself"),
        (lambda z: z - z.mean(), TypeError, "treats each number by itself"),
        (lambda z: z + 1j, TypeError, "expected real numbers"),
        (Sequential([Softmax()]), TypeError, "treats each number by itself"),
    ],
)
def test_what_has_no_gain_is_explained(activation, error, message):
    with pytest.raises(error, match=message):
        gain(activation)
