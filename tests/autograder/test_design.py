"""Does every honest design pass, whatever its form, and is every fault in one told by its name?"""

import math

import numpy as np
import pytest
from scipy.special import erf, expit

from autograder.design.rules import examine_design
from autograder.exercises.design import Design
from autograder.learner import Namespace
from course.engine import ACTIVATIONS, Elementwise

F = Design("my_activation", "(x)", 3, "What should it do for large x?")
SLOPE = Design("my_activation_derivative", "(x)", 3, "Derive it again.", slope_of="my_activation")
SEEDS = range(20)


def verdict_on(design, f, derivative=None, seed=0):
    names = {"my_activation": f, "my_activation_derivative": derivative}
    given = Namespace({name: function for name, function in names.items() if function})
    return examine_design(design, given, np.random.default_rng(seed))


def algebraic_silu(x):
    return x * (1 + x / np.sqrt(1 + x * x)) / 2


def algebraic_silu_derivative(x):
    root = np.sqrt(1 + x * x)
    return (1 + x / root) / 2 + x / (2 * root**3)


def by_pieces(x):
    """Flat, a parabola, a line: two smooth joints."""
    y = np.zeros_like(x)
    middle, right = (x > -1) & (x <= 1), x > 1
    y[middle] = (x[middle] + 1) ** 2 / 4
    y[right] = x[right]
    return y


def by_pieces_derivative(x):
    slope = np.zeros_like(x)
    slope[(x > -1) & (x <= 1)] = (x[(x > -1) & (x <= 1)] + 1) / 2
    slope[x > 1] = 1
    return slope


def number_by_number(x):
    flat = [v / (1 + abs(v)) for v in x.ravel().tolist()]
    return np.array(flat, dtype=x.dtype).reshape(x.shape)


def softplus_of_float32(x):
    small = np.log1p(np.exp(np.minimum(x, 15)))
    return np.where(x > 15, x, small)


def waves(k):
    return lambda x: np.sin(k * x), lambda x: k * np.cos(k * x)


def steep(k, at=0.0):
    return (
        lambda x: np.tanh(k * (x - at)),
        lambda x: k * (1 - np.tanh(k * (x - at)) ** 2),
    )


# Name → (function, slope): designs that keep every rule.
HONEST = {
    "a gate without exponential": (algebraic_silu, algebraic_silu_derivative),
    "softsign": (lambda x: x / (1 + np.abs(x)), lambda x: 1 / (1 + np.abs(x)) ** 2),
    "softsign, number by number": (number_by_number, lambda x: 1 / (1 + np.abs(x)) ** 2),
    "a root": (lambda x: x / np.sqrt(1 + x**2), lambda x: (1 + x**2) ** -1.5),
    "an arc": (np.arctan, lambda x: 1 / (1 + x * x)),
    "a sine": (np.sin, np.cos),
    "a fast sine": waves(60),
    "a very fast sine": waves(2000),
    "a line and a sine": (lambda x: x + np.sin(x), lambda x: 1 + np.cos(x)),
    "snake": (lambda x: x + np.sin(x) ** 2, lambda x: 1 + np.sin(2 * x)),
    "a chirp": (
        lambda x: np.sin(np.clip(x, -9, 9) ** 2),
        lambda x: np.where(np.abs(x) < 9, 2 * x * np.cos(np.clip(x, -9, 9) ** 2), 0),
    ),
    "a steep tanh": steep(50),
    "a very steep tanh, off centre": steep(2000, 0.737),
    "absolute value": (np.abs, np.sign),
    "absolute value, slope 1 at 0": (np.abs, lambda x: np.where(x >= 0, 1.0, -1.0).astype(x.dtype)),
    "relu": (lambda x: np.maximum(x, 0), lambda x: (x > 0).astype(x.dtype)),
    "relu with slope 0.3 at 0": (
        lambda x: np.maximum(x, 0),
        lambda x: np.where(x == 0, 0.3, x > 0).astype(x.dtype),
    ),
    "clipped at 6": (
        lambda x: np.clip(x, 0, 6),
        lambda x: ((x > 0) & (x < 6)).astype(x.dtype),
    ),
    "hard tanh": (lambda x: np.clip(x, -1, 1), lambda x: (np.abs(x) <= 1).astype(x.dtype)),
    "leaky on both sides": (
        lambda x: np.where(x > 1, 1 + (x - 1) / 10, np.where(x < -1, -1 + (x + 1) / 10, x)),
        lambda x: np.where(np.abs(x) > 1, 0.1, 1.0).astype(x.dtype),
    ),
    "three pieces by masks": (by_pieces, by_pieces_derivative),
    "a triangle wave": (
        lambda x: np.abs((x * 5) % 2 - 1),
        lambda x: np.where((x * 5) % 2 < 1, -5.0, 5.0).astype(x.dtype),
    ),
    "shrinkage": (
        lambda x: np.sign(x) * np.maximum(np.abs(x) - 0.5, 0),
        lambda x: (np.abs(x) > 0.5).astype(x.dtype),
    ),
    "thresholded, with a jump": (
        lambda x: np.where(x > 1, x, 0).astype(x.dtype),
        lambda x: (x > 1).astype(x.dtype),
    ),
    "a step": (lambda x: (x > 0).astype(x.dtype), np.zeros_like),
    "a staircase": (np.floor, np.zeros_like),
    "softplus by parts": (
        softplus_of_float32,
        lambda x: np.where(x > 15, 1, expit(x)).astype(x.dtype),
    ),
    "ln cosh": (
        lambda x: np.abs(x) + np.log1p(np.exp(-2 * np.abs(x))) - np.log(2).astype(x.dtype),
        np.tanh,
    ),
    "gelu with erf": (
        lambda x: x * 0.5 * (1 + erf(x / 2**0.5)),
        lambda x: 0.5 * (1 + erf(x / 2**0.5)) + x * np.exp(-x * x / 2) / (2 * math.pi) ** 0.5,
    ),
    "a bump": (lambda x: np.exp(-x * x), lambda x: -2 * x * np.exp(-x * x)),
    "a cube root, linear near 0": (
        lambda x: np.where(np.abs(x) < 1, x, np.cbrt(3 * np.abs(x) - 2) * np.sign(x)),
        lambda x: np.where(np.abs(x) < 1, 1, np.cbrt(3 * np.abs(x) - 2) ** -2.0).astype(x.dtype),
    ),
    "a power that is not whole": (
        lambda x: np.abs(x) ** 1.5,
        lambda x: 1.5 * np.sqrt(np.abs(x)) * np.sign(x),
    ),
    "a root with a pole in its slope": (
        lambda x: np.sign(x) * np.sqrt(np.abs(x)),
        lambda x: 0.5 / np.sqrt(np.maximum(np.abs(x), 1e-12)),
    ),
    "a cube": (lambda x: x**3 / 10, lambda x: 0.3 * x**2),
    "sinc": (
        np.sinc,
        lambda x: np.where(
            np.abs(x) < 1e-3,
            -(math.pi**2) * x / 3,
            (np.cos(math.pi * x) - np.sinc(x)) / np.where(x == 0, 1, x),
        ).astype(x.dtype),
    ),
    "a slope by central differences": (
        np.tanh,
        lambda x: ((np.tanh(x.astype("f8") + 1e-5) - np.tanh(x.astype("f8") - 1e-5)) / 2e-5).astype(
            x.dtype
        ),
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_does_an_honest_design_pass_with_any_inputs(name):
    f, derivative = HONEST[name]
    for seed in SEEDS:
        for design in (F, SLOPE):
            verdict = verdict_on(design, f, derivative, seed)
            assert (verdict.status, verdict.points) == ("passed", 3), verdict.text


def clamped(x):
    """As steep as a line of slope 3, then flat."""
    return np.clip(3 * x, -2, 2)


def noisy(x):
    return np.maximum(x, 0) + 1e-3 * np.random.default_rng().normal(size=x.shape)


def softmax(x):
    shifted = np.exp(x - x.max())
    return shifted / shifted.sum()


def in_place(x):
    x *= 2
    return np.maximum(x, 0)


def loop(x):
    return np.array([v * (v > 0) for v in x], dtype=x.dtype)


def assigning(x):
    y = 2 * x
    y[x < 0] = 0
    return y


def quotient(x):
    return (np.tanh(x + x.dtype.type(1e-5)) - np.tanh(x - x.dtype.type(1e-5))) / x.dtype.type(2e-5)


# Diagnosis → functions that earn it.
WRONG = {
    "type": [lambda x: None],
    "shape": [np.sum, lambda x: np.maximum(x, 0)[:-1]],
    "dtype": [lambda x: x > 0, lambda x: np.maximum(x, 0).astype("f8")],
    "raised": [lambda: 1, lambda x: np.tanh(x) / nothing],  # noqa: F821
    "untouched": [in_place],
    "finite": [lambda x: np.where(x == 3, np.nan, np.sin(x)).astype(x.dtype)],
    "design_random": [noisy],
    "design_softmax": [softmax],
    "design_other_entries": [
        lambda x: x - x.mean(),
        lambda x: np.cumsum(x.ravel()).reshape(x.shape),
        lambda x: x / np.abs(x).max(),
        lambda x: np.sort(x.ravel()).reshape(x.shape),
        lambda x: np.maximum(x, 0) - x.mean(axis=1, keepdims=True),
        np.gradient,
        lambda x: np.tanh(x) if x.size > 60 else x.copy(),
        lambda x: np.tanh(x if x.size < 20 else x / np.abs(x).max()),
    ],
    "design_affine": [
        lambda x: x,
        lambda x: 3 * x - 2,
        lambda x: np.clip(x, -5, 5),
        lambda x: x + 1e-4 * np.sin(x),
        lambda x: np.where(x == 0, 5, x).astype(x.dtype),
    ],
    "design_constant": [np.zeros_like, np.ones_like],
    "design_too_rough": [
        lambda x: np.sin(1e8 * x),
        lambda x: np.tanh(x.astype("f4")).astype(x.dtype),
        lambda x: sum(0.5**k * np.cos(7**k * np.pi * x) for k in range(20)).astype(x.dtype),
    ],
    "design_overflow": [
        lambda x: np.log(np.cosh(x)),
        lambda x: np.exp(x),
        lambda x: (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x)),
    ],
    "quiet": [
        lambda x: 1 / (1 + np.exp(-x)),
        lambda x: np.where(x > 0, np.log1p(x), -np.log1p(-x)),
    ],
    "design_hole": [lambda x: np.sin(x) / x, lambda x: x * np.log(np.abs(x))],
    "design_not_for_negative": [np.sqrt, np.log, lambda x: x**0.5],
    "design_float32": [quotient],
    "design_if_on_array": [lambda x: x if x > 0 else 0, lambda x: max(x, 0)],
    "design_math_on_array": [math.tanh],
    "design_vectorize": [np.vectorize(lambda v: v / (1 + abs(v)))],
    "design_loop": [loop],
    "design_item_assignment": [assigning],
}


@pytest.mark.parametrize(
    ("diagnosis", "function"), [(name, f) for name, table in WRONG.items() for f in table]
)
def test_is_the_fault_of_a_design_named(diagnosis, function):
    for seed in SEEDS:
        verdict = verdict_on(F, function, seed=seed)
        assert verdict.diagnosis == diagnosis, verdict.text
        assert verdict.status in ("failed", "error")
        assert verdict.points == 0


def gate(x):
    return expit(2 * x)


def gated(x):
    return x * gate(x)


def gated_slope(x):
    return gate(x) + 2 * x * gate(x) * (1 - gate(x))


# Diagnosis → pairs of a right function and a wrong slope for it.
WRONG_SLOPES = {
    "slope_is_value": [(np.sin, np.sin), (gated, gated)],
    "slope_first_term": [(gated, gate)],
    "slope_second_term": [(gated, lambda x: 2 * x * gate(x) * (1 - gate(x)))],
    "slope_negative": [(np.cos, np.sin)],
    "slope_absolute": [(np.cos, lambda x: np.abs(np.sin(x)))],
    "slope_times_x": [(np.tanh, lambda x: x * (1 - np.tanh(x) ** 2))],
    "slope_of_product_with_x": [(np.tanh, lambda x: np.tanh(x) + x * (1 - np.tanh(x) ** 2))],
    "slope_times_value": [(np.tanh, lambda x: np.tanh(x) * (1 - np.tanh(x) ** 2))],
    "slope_reciprocal": [(np.arctan, lambda x: 1 + x * x)],
    "slope_factor": [
        (lambda x: np.sin(3 * x), lambda x: np.cos(3 * x)),
        (gate, lambda x: gate(x) * (1 - gate(x))),
        (steep(2000, 0.737)[0], lambda x: 1 - np.tanh(2000 * (x - 0.737)) ** 2),
    ],
    "slope_shifted": [(lambda x: x + np.sin(x), np.cos)],
    "slope_constant": [(gated, np.ones_like), (np.tanh, np.zeros_like)],
    "slope_of_output": [(np.tanh, lambda y: 1 - y * y)],
    "slope_mirrored": [(gated, lambda x: gated_slope(-x))],
    "slope_at_kink": [(np.abs, lambda x: np.where(x == 0, 3, np.sign(x)).astype(x.dtype))],
    "slope_one_piece": [
        (by_pieces, lambda x: np.where(x > 1, 1, (x > -1) * (x + 1)).astype(x.dtype)),
        (clamped, lambda x: 3 + np.maximum(np.abs(x) - 2 / 3, 0)),
        (clamped, lambda x: np.where(x < 2 / 3, 3, 0).astype(x.dtype)),
    ],
    "inexact_constant": [
        (lambda x: np.sin(1.41421356 * x), lambda x: 1.4142 * np.cos(1.4142 * x)),
        (np.tanh, lambda x: (np.tanh(x + 1e-5) - np.tanh(x)) / 1e-5),
    ],
    "values": [(gated, np.cos), (steep(2000, 0.737)[0], lambda x: np.exp(-np.abs(x)))],
    "dtype": [(np.sin, lambda x: np.cos(x).astype("f8")), (clamped, lambda x: np.abs(x) < 2 / 3)],
    "shape": [(np.sin, lambda x: np.cos(x).sum())],
    "design_if_on_array": [(np.abs, lambda x: 1 if x > 0 else -1)],
    "design_overflow": [(gate, lambda x: np.exp(2 * x) / (1 + np.exp(2 * x)) ** 2)],
    "design_other_entries": [(np.sin, np.gradient)],
}


@pytest.mark.parametrize(
    ("diagnosis", "f", "derivative"),
    [(name, *pair) for name, table in WRONG_SLOPES.items() for pair in table],
)
def test_is_the_fault_of_a_slope_named(diagnosis, f, derivative):
    for seed in SEEDS:
        verdict = verdict_on(SLOPE, f, derivative, seed)
        assert verdict.diagnosis == diagnosis, verdict.text
        assert verdict.points == 0


def test_is_the_slope_judged_by_a_function_that_is_in_order():
    first = verdict_on(SLOPE, lambda x: 2 * x, np.ones_like)
    assert (first.status, first.diagnosis) == ("failed", "mend_forward")
    assert first.text.startswith("Mend `my_activation` first")
    assert "it is a line" in first.text
    unwritten = verdict_on(SLOPE, None, np.cos)
    assert (
        unwritten.text == "Write `my_activation` first: its slope can be measured once it passes."
    )


def my_activation(x):
    raise NotImplementedError()


def my_activation_derivative(x):
    raise NotImplementedError()


def half_written(x):
    if x.ndim > 1:
        raise NotImplementedError
    return np.tanh(x)


def test_is_what_is_not_there_told_from_what_is_wrong():
    assert verdict_on(F, None).status == verdict_on(SLOPE, np.sin).status == "missing"
    for verdict in (
        verdict_on(F, my_activation, my_activation_derivative),
        verdict_on(SLOPE, my_activation, my_activation_derivative),
        verdict_on(SLOPE, np.sin, my_activation_derivative),
    ):
        assert (verdict.status, verdict.text) == ("not_started", "Not started yet.")


def test_is_a_function_that_is_half_written_told_from_none_at_all():
    assert verdict_on(F, half_written).status in ("failed", "error")


KNOWN = [kind for kind in ACTIVATIONS.values() if issubclass(kind, Elementwise)]


@pytest.mark.parametrize("kind", KNOWN)
def test_does_a_known_activation_pass_and_get_its_name(kind):
    layer = kind()
    verdict = verdict_on(F, layer.function)
    if kind.__name__ == "Identity":
        assert verdict.diagnosis == "design_affine"
        return
    assert verdict.status == "passed"
    assert verdict.remarks[0].startswith(f"This is {kind.__name__},")
    assert verdict_on(SLOPE, layer.function, layer.derivative).status == "passed"


def test_what_is_remarked():
    assert verdict_on(F, algebraic_silu).remarks == ()
    assert "nothing can learn" in verdict_on(F, np.floor).remarks[0]


# Wrong pair → input, expected and received of the example.
EXAMPLES = {
    "a slope": (SLOPE, np.tanh, lambda x: 1 - np.tanh(x), "x = 0.5", "0.786448", "0.537883"),
    "at a kink": (
        SLOPE,
        np.abs,
        lambda x: np.where(x == 0, 3, np.sign(x)).astype(x.dtype),
        "x = 0",
        "anything from -1 to 1",
        "3",
    ),
    "a hole": (F, lambda x: np.sin(x) / x, None, "x = 0", "a finite number", "nan"),
    "overflow": (F, lambda x: np.log(np.cosh(x)), None, "x = 1000", "a finite number", "inf"),
    "a line": (F, lambda x: 2 * x, None, "x = [-2, 0, 2]", "not in a row", "[-4, 0, 4]"),
}


@pytest.mark.parametrize("case", EXAMPLES.values(), ids=EXAMPLES)
def test_does_the_example_show_the_smallest_input(case):
    design, f, derivative, x, expected, received = case
    example = verdict_on(design, f, derivative).example
    assert str(example) == f"For {x}: expected {expected}, received {received}."


def test_does_the_example_of_a_mixture_show_each_number_alone():
    example = verdict_on(F, lambda x: x - x.mean()).example
    assert example is not None
    assert example.inputs[0][1].count(",") == 2
    assert example.expected == "[0, 0, 0] (alone)"


def test_does_the_picture_show_their_slope_against_the_measured_one():
    curve = verdict_on(SLOPE, np.tanh, np.tanh).curve
    assert curve is not None
    assert curve.received == pytest.approx(np.tanh(curve.x))
    assert curve.expected == pytest.approx(1 - np.tanh(curve.x) ** 2, abs=1e-8)


def test_how_much_slope_is_wrong_enough():
    def off_by(error):
        return verdict_on(SLOPE, np.sin, lambda x: np.cos(x) + error).status

    assert [off_by(error) for error in (3e-8, 3e-7)] == ["passed", "failed"]


def test_is_a_steep_part_found_however_narrow():
    """A ramp of width 0.004 somewhere between two easy numbers, its slope left out."""
    for seed in SEEDS:
        at = np.random.default_rng(seed).uniform(-4, 4)
        f = steep(500, at)[0]
        assert verdict_on(SLOPE, f, np.zeros_like, seed).status == "failed"
