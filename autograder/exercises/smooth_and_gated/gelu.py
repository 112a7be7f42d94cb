"""GELU in its exact form, and its slope; its two approximations are known by name.

erf is the way to Φ that the notebook shows; ndtr, which is Φ itself, is not withheld: what the
exercise asks for is what becomes of Φ, not where it comes from.
"""

from __future__ import annotations

import numpy as np
from scipy.special import erf, ndtr

from autograder.exercises.exercise import Exercise, WrongForm
from autograder.exercises.inputs import elementwise
from course.engine import (
    gelu,
    gelu_derivative,
    gelu_tanh,
    gelu_tanh_derivative,
    sigmoid,
    silu,
)

# Python numbers, which leave float32 as it is.
ROOT_2 = 2**0.5
ROOT_2_PI = 2.5066282746310002
ROOT_2_OVER_PI = 0.7978845608028654


def density(x: np.ndarray) -> np.ndarray:
    """φ(x) of the standard normal distribution."""
    return np.exp(-(x**2) / 2) / ROOT_2_PI


def sigmoid_form(x: np.ndarray, k: float = 1.702) -> np.ndarray:
    """x·σ(kx), which approximates GELU."""
    return x * sigmoid(k * x)


def sigmoid_form_derivative(x: np.ndarray, k: float = 1.702) -> np.ndarray:
    """Its slope."""
    s = sigmoid(k * x)
    return s + k * x * s * (1 - s)


def tanh_form_derivative(x: np.ndarray, cubic: float) -> np.ndarray:
    """The slope of GELU's tanh form if (0.044715x³)′ were `cubic`·x²; 0.134145 is right."""
    t = np.tanh(ROOT_2_OVER_PI * (x + 0.044715 * x**3))
    return (1 + t) / 2 + x / 2 * (1 - t**2) * ROOT_2_OVER_PI * (1 + cubic * x**2)


GELU = Exercise(
    name="gelu",
    signature="(x)",
    points=2,
    reference=gelu,
    cases=elementwise(),
    hint="x times Φ(x), the probability that a standard normal number lies below x. Φ is the error "
    "function, its argument rescaled, its range moved from (−1, 1) to (0, 1).",
    wrong_forms=(
        WrongForm(
            "gelu_is_tanh_form",
            gelu_tanh,
            "Right idea, another form: this is GELU's tanh approximation, off by up to 0.0005. "
            "The exercise asks for the exact one.",
            "Which special function does the tanh stand in for?",
            "GPT-2; Google's code of BERT; PyTorch's approximate='tanh'",
        ),
        WrongForm(
            "gelu_is_sigmoid_form",
            sigmoid_form,
            "Right idea, another form: this is GELU's sigmoid approximation, off by up to 0.02. "
            "The exercise asks for the exact one.",
            "Which probability does the sigmoid stand in for?",
            "CLIP's QuickGELU",
        ),
        WrongForm(
            "gelu_is_rounded_sigmoid_form",
            lambda x: sigmoid_form(x, 1.7),
            "Right idea, another form: this is GELU's sigmoid approximation with 1.702 rounded to "
            "1.7. The exercise asks for the exact one.",
            "Which probability does the sigmoid stand in for?",
        ),
        WrongForm(
            "gelu_without_root",
            lambda x: 0.5 * x * (1 + erf(x)),
            "Inside erf, x is not divided by √2: erf belongs to a normal of variance ½.",
            "Φ(1) is 0.8413. What does yours make of it?",
        ),
        WrongForm(
            "gelu_root_multiplied",
            lambda x: 0.5 * x * (1 + erf(x * ROOT_2)),
            "Inside erf, x is multiplied by √2; it should be divided.",
            "Φ(1) is 0.8413. What does yours make of it?",
        ),
        WrongForm(
            "gelu_without_half",
            lambda x: x * (1 + erf(x / ROOT_2)),
            "The factor ½ is missing: 1 + erf runs from 0 to 2, a probability from 0 to 1.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "gelu_without_one",
            lambda x: 0.5 * x * erf(x / ROOT_2),
            "The 1 is missing: erf alone is negative on the left.",
            "What should come out for a very negative x?",
        ),
        WrongForm(
            "gelu_erf_gate",
            lambda x: x * erf(x / ROOT_2),
            "The gate is erf, which runs from −1 to 1; a probability runs from 0 to 1.",
            "What should come out for a very negative x?",
        ),
        WrongForm(
            "gelu_missing_brackets",
            lambda x: 0.5 * x * 1 + erf(x / ROOT_2),
            "Brackets are missing: x/2 multiplies the whole sum, not only its first term.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "gelu_probability_only",
            ndtr,
            "This is the probability Φ alone: what it lets through, x, is missing.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "gelu_upper_tail",
            lambda x: x * ndtr(-x),
            "This is x times the probability of a number *above* x.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "gelu_density",
            lambda x: x * density(x),
            "x is multiplied by the bell curve φ; GELU takes the area below it, Φ.",
            "What should come out for a very large x?",
        ),
        WrongForm(
            "gelu_is_silu",
            silu,
            "This is SiLU: its gate is the sigmoid, GELU's is the normal distribution.",
            "How far open is GELU's gate at x = 1?",
        ),
        WrongForm(
            "gelu_square_for_cube",
            lambda x: 0.5 * x * (1 + np.tanh(ROOT_2_OVER_PI * (x + 0.044715 * x**2))),
            "This is the tanh approximation with x² where x³ belongs. And the exercise asks for "
            "the exact form.",
            "A gate with Φ(−x) = 1 − Φ(x) needs an odd function inside: is x² odd?",
        ),
    ),
)

GELU_DERIVATIVE = Exercise(
    name="gelu_derivative",
    signature="(x)",
    points=2,
    reference=gelu_derivative,
    cases=elementwise(),
    forward="gelu",
    hint="GELU is a product, x times Φ(x), and the slope of Φ is the bell curve φ. The product "
    "rule has two terms.",
    wrong_forms=(
        WrongForm(
            "gelu_derivative_of_tanh_form",
            gelu_tanh_derivative,
            "Right idea, another form: this is the slope of GELU's tanh approximation. The "
            "exercise asks for the exact one.",
            "Which two functions of the normal distribution are left, once there is no tanh?",
        ),
        WrongForm(
            "gelu_derivative_of_sigmoid_form",
            sigmoid_form_derivative,
            "Right idea, another form: this is the slope of GELU's sigmoid approximation. The "
            "exercise asks for the exact one.",
            "Which two functions of the normal distribution are left, once there is no sigmoid?",
        ),
        WrongForm(
            "gelu_derivative_cube_not_tripled",
            lambda x: tanh_form_derivative(x, 0.044715),
            "This is the slope of the tanh approximation, and the 3 is missing that x³ leaves "
            "behind. The exercise asks for the exact form.",
            "Start from x times Φ(x): it needs no approximation, and no cube.",
        ),
        WrongForm(
            "gelu_derivative_probability_only",
            ndtr,
            "Half of the product rule: Φ was held fixed, but it moves with x, too.",
            "How steep is GELU at x = 1? It overshoots 1 there.",
        ),
        WrongForm(
            "gelu_derivative_density_term_only",
            lambda x: x * density(x),
            "Half of the product rule: the term in which x itself is differentiated is missing.",
            "How steep is GELU far right, where the gate is open?",
        ),
        WrongForm(
            "gelu_derivative_without_x",
            lambda x: ndtr(x) + density(x),
            "The second term lacks its factor x: the product rule keeps the other factor.",
            "How steep is GELU at x = 0, where x times anything is 0?",
        ),
        WrongForm(
            "gelu_derivative_density_unscaled",
            lambda x: ndtr(x) + x * np.exp(-(x**2) / 2),
            "The bell curve lacks its 1/√(2π): the area below it is not 1.",
            "How high is the density of the standard normal distribution at 0?",
        ),
        WrongForm(
            "gelu_derivative_exponent_not_halved",
            lambda x: ndtr(x) + x * np.exp(-(x**2)) / ROOT_2_PI,
            "The ½ in the exponent of the bell curve is missing: it is too narrow.",
            "Where is the point of inflection of the standard bell curve?",
        ),
        WrongForm(
            "gelu_derivative_without_root",
            lambda x: 0.5 * (1 + erf(x)) + x * density(x),
            "Inside erf, x is not divided by √2: erf belongs to a normal of variance ½.",
            "Φ(1) is 0.8413. What does yours make of it?",
        ),
        WrongForm(
            "gelu_derivative_inner_slope_of_erf",
            lambda x: ndtr(x) + x * np.exp(-(x**2) / 2) / np.pi**0.5,
            "The inner derivative of erf(x/√2) is missing: the second term is √2 times too large.",
            "erf is taken at x/√2: what does the chain rule add?",
        ),
        WrongForm(
            "gelu_derivative_minus",
            lambda x: ndtr(x) - x * density(x),
            "The sign between the two terms is wrong.",
            "At x = 1, does the opening of the gate add to the slope, or take away from it?",
        ),
        WrongForm(
            "gelu_derivative_density_only",
            density,
            "This is the slope of Φ; GELU is x times Φ.",
            "How steep is GELU far right, where it runs along the line y = x?",
        ),
        WrongForm(
            "gelu_derivative_is_value",
            gelu,
            "This is GELU itself, not its slope.",
            "How steep is the curve far right? Its height there is x.",
        ),
    ),
)

TASKS = (GELU, GELU_DERIVATIVE)
