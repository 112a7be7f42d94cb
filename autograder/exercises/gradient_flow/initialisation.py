"""Random weights of the right size."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import Generator
from autograder.steps import Step, name
from course.engine.init import he_normal, xavier_normal

Init = Callable[[int, int, np.random.Generator], np.ndarray]
# A weight of 10 000 numbers: what is measured of a right one scatters by a fifth of this, at most.
TOLERANCE = 0.08


def _of_variance(variance: Callable[[int, int], float]) -> Init:
    """Normal weights whose variance is a function of fan-in and fan-out."""
    return lambda n, m, rng: rng.normal(0, np.sqrt(variance(n, m)), (n, m))


def _uniform(variance: Callable[[int, int], float]) -> Init:
    def init(n: int, m: int, rng: np.random.Generator) -> np.ndarray:
        bound = np.sqrt(3 * variance(n, m))
        return rng.uniform(-bound, bound, (n, m))

    return init


def _ignoring_rng(variance: Callable[[int, int], float]) -> Init:
    """Drawn from a generator of its own, and so not repeatable."""
    return lambda n, m, rng: _of_variance(variance)(n, m, np.random.default_rng())


def _xavier(n: int, m: int) -> float:
    return 2 / (n + m)


def _he(n: int, m: int) -> float:
    return 2 / n


def _asked(init: str) -> Callable[[Generator], list[Case]]:
    """Weights of a wide and of a narrow layer, far enough from square to tell formulas apart."""

    def cases(rng: Generator) -> list[Case]:
        return [
            _case(init, "200 inputs and 50 outputs", 200, 50, rng),
            _case(init, "40 inputs and 300 outputs", 40, 300, rng),
        ]

    return cases


def _case(init: str, label: str, fan_in: int, fan_out: int, rng: Generator) -> Case:
    """One seed is drawn from twice; then the same seed starts again."""
    seed = int(rng.integers(2**31))
    return Case(
        label,
        steps=(
            Step("rng", "default_rng", (seed,)),
            Step("weight", init, (fan_in, fan_out, name("rng"))),
            Step("next_weight", init, (fan_in, fan_out, name("rng"))),
            Step("same_rng", "default_rng", (seed,)),
            Step("same_weight", init, (fan_in, fan_out, name("same_rng"))),
        ),
        returns=("weight", "next_weight", "same_weight"),
    )


def _measured(deviation: Callable[[int, int], float]) -> Callable[..., Mapping[str, np.ndarray]]:
    """What is compared of random weights: not the numbers, but how they are spread.

    Any way of drawing is right. The spread is measured in units of the right one, and the fourth
    moment tells a normal distribution (3) from a uniform one (1.8).
    """

    def measure(
        case: Case, weight: np.ndarray, next_weight: np.ndarray, same_weight: np.ndarray
    ) -> Mapping[str, np.ndarray]:
        unit = deviation(*weight.shape)
        spread = np.std(weight) or 1e-300
        centred = (weight - weight.mean()) / spread
        return {
            "the shape": np.array(weight.shape, dtype=np.float64),
            "the standard deviation in units of the right one": np.asarray(spread / unit),
            "the logarithm of that": np.asarray(np.log(spread / unit)),
            "the mean in units of the right deviation": np.asarray(weight.mean() / unit),
            "the fourth moment, as a share of a normal distribution's": np.asarray(
                np.mean(np.square(np.square(centred))) / 3
            ),
            "the share of numbers that the same seed draws again": np.asarray(
                np.mean(weight == same_weight)
            ),
            "the share of numbers that two rows have in common": np.asarray(
                np.mean(weight[0] == weight[-1])
            ),
            "the share of numbers that two columns have in common": np.asarray(
                np.mean(weight[:, 0] == weight[:, -1])
            ),
            "the share of numbers that the next draw repeats": np.asarray(
                np.mean(weight == next_weight)
            ),
        }

    return measure


_TRANSPOSED = (
    "The weight has the shape (fan_out, fan_in); in this course inputs come first.",
    "y = x @ weight: which axis of the weight meets the features of x?",
)
_VARIANCE = (
    "The variance is used as the standard deviation: these weights are far too small.",
    "`rng.normal` asks for a standard deviation. What is that, given the variance?",
)
_UNIFORM = (
    "The variance is right, but these weights are uniform, not normal.",
    "Which method of the generator draws normal numbers?",
)
_OWN = (
    "The same generator seed gives other weights each time: the numbers do not come from `rng`.",
    "Which object was handed to the function so that a run can be repeated?",
)

XAVIER_NORMAL = Exercise(
    name="xavier_normal",
    signature="(fan_in, fan_out, rng)",
    points=2,
    reference=xavier_normal,
    cases=_asked("xavier_normal"),
    measure=_measured(lambda n, m: _xavier(n, m) ** 0.5),
    tolerance=TOLERANCE,
    hint="A normal distribution with mean 0; its standard deviation is the root of the variance in "
    "the table.",
    wrong_forms=(
        WrongForm(
            "xavier_variance_as_deviation",
            lambda n, m, rng: rng.normal(0, _xavier(n, m), (n, m)),
            *_VARIANCE,
        ),
        WrongForm(
            "xavier_lecun",
            _of_variance(lambda n, m: 1 / n),
            "The variance is 1/fan_in: that is LeCun's, which looks at the way forward only.",
            "Which number of the layer is missing from your formula?",
        ),
        WrongForm(
            "xavier_fan_out",
            _of_variance(lambda n, m: 1 / m),
            "The variance is 1/fan_out: right for the way back, not for the way forward.",
            "Which number of the layer is missing from your formula?",
        ),
        WrongForm(
            "xavier_no_two",
            _of_variance(lambda n, m: 1 / (n + m)),
            "The 2 is missing: the compromise is one over the *mean* of fan-in and fan-out.",
            "For a square layer, n = m, both ways ask for 1/n. What does your formula give?",
        ),
        WrongForm(
            "xavier_is_he",
            _of_variance(_he),
            "The variance is 2/fan_in: that is He's, made for ReLU.",
            "For a square layer both ways ask for 1/n. What does your formula give?",
        ),
        WrongForm(
            "xavier_six",
            _of_variance(lambda n, m: 6 / (n + m)),
            "√(6/(fan_in + fan_out)) is the *bound* of Glorot's uniform distribution, not a "
            "standard deviation.",
            "How wide is a uniform distribution, compared with its standard deviation?",
        ),
        WrongForm(
            "xavier_root_of_two_only",
            lambda n, m, rng: rng.normal(0, np.sqrt(2) / (n + m), (n, m)),
            "The root is taken of the 2 only; it belongs to the whole fraction.",
            "What is the root of a fraction?",
        ),
        WrongForm("xavier_uniform_instead", _uniform(_xavier), *_UNIFORM),
        WrongForm("xavier_transposed", lambda n, m, rng: xavier_normal(m, n, rng), *_TRANSPOSED),
        WrongForm("xavier_own_generator", _ignoring_rng(_xavier), *_OWN),
    ),
)

HE_NORMAL = Exercise(
    name="he_normal",
    signature="(fan_in, fan_out, rng)",
    points=2,
    reference=he_normal,
    cases=_asked("he_normal"),
    measure=_measured(lambda n, m: _he(n, m) ** 0.5),
    tolerance=TOLERANCE,
    hint="A normal distribution with mean 0; its standard deviation is the root of the variance in "
    "the table.",
    wrong_forms=(
        WrongForm(
            "he_variance_as_deviation",
            lambda n, m, rng: rng.normal(0, _he(n, m), (n, m)),
            *_VARIANCE,
        ),
        WrongForm(
            "he_lecun",
            _of_variance(lambda n, m: 1 / n),
            "The 2 is missing: this is right without an activation, but ReLU discards half of the "
            "power.",
            "What is E[relu(z)²], if z has mean square 1?",
        ),
        WrongForm(
            "he_fan_out",
            _of_variance(lambda n, m: 2 / m),
            "The variance is 2/fan_out; the table asks for the fan-in.",
            "How many terms does the sum of one output have?",
        ),
        WrongForm(
            "he_is_xavier",
            _of_variance(_xavier),
            "The variance is 2/(fan_in + fan_out): that is Xavier's, which knows nothing of ReLU.",
            "For a square layer, by what do the two formulas differ?",
        ),
        WrongForm(
            "he_both_twos",
            _of_variance(lambda n, m: 4 / (n + m)),
            "The mean of fan-in and fan-out is used; the table asks for the fan-in alone.",
            "How many terms does the sum of one output have?",
        ),
        WrongForm(
            "he_six",
            _of_variance(lambda n, m: 6 / n),
            "√(6/fan_in) is the *bound* of He's uniform distribution, not a standard deviation.",
            "How wide is a uniform distribution, compared with its standard deviation?",
        ),
        WrongForm(
            "he_gain_squared_twice",
            _of_variance(lambda n, m: 4 / n),
            "This is twice the variance: the factor 2 came in once as the gain and once more.",
            "With g = √2, what is g²?",
        ),
        WrongForm(
            "he_root_of_two_only",
            lambda n, m, rng: rng.normal(0, np.sqrt(2) / n, (n, m)),
            "The root is taken of the 2 only; it belongs to the whole fraction.",
            "What is the root of a fraction?",
        ),
        WrongForm("he_uniform_instead", _uniform(_he), *_UNIFORM),
        WrongForm(
            "he_transposed",
            lambda n, m, rng: rng.normal(0, np.sqrt(2 / n), (m, n)),
            *_TRANSPOSED,
        ),
        WrongForm("he_own_generator", _ignoring_rng(_he), *_OWN),
    ),
)

TASKS = (XAVIER_NORMAL, HE_NORMAL)
