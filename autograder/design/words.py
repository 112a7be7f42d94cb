"""What goes wrong with an activation of one's own, in words: recognised, explained, hinted at."""

from __future__ import annotations

import numpy as np

from autograder.answer import Raised
from autograder.design.slope import Slopes
from autograder.diagnosis import INEXACT_CONSTANT, Diagnosis
from autograder.exercises.exercise import WrongForm

# A wrong form fits if it explains every number this well; the slope is known to 2e-8.
FIT = 1e-6
# Constants cut short are off by up to this.
INEXACT = 2e-4

CONSTANT = Diagnosis(
    "design_constant",
    "It puts out the same number for every input, so the next layer learns nothing of the input.",
    "Which of your terms contain x?",
)
AFFINE = Diagnosis(
    "design_affine",
    "A line between two linear layers adds nothing: the three are one linear layer (notebook 01).",
    "Bend it: a kink as in ReLU, a curve, a part that flattens.",
)
TOO_ROUGH = Diagnosis(
    "design_too_rough",
    "It oscillates or jumps within steps of a millionth, or it is rounded on the way, so that "
    "nobody can say what its slope is.",
    "Is there a float32 or a rounding on the way? Otherwise stretch it: sin(x) instead of "
    "sin(1000000 x).",
)
RANDOM = Diagnosis(
    "design_random",
    "It gave two answers to the same question. A slope belongs to one function.",
    "Draw random numbers once, outside of the function, or take none. Is something counted or "
    "kept from call to call?",
)
SOFTMAX = Diagnosis(
    "design_softmax",
    "Its outputs share out a total of 1, as softmax's do: each depends on the other entries.",
    "An elementwise function may look at one number only: which part of yours sums over all?",
)
OTHER_ENTRIES = Diagnosis(
    "design_other_entries",
    "What it makes of a number depends on the other entries of the array, or on the place where "
    "the number stands.",
    "A mean, a sum, a maximum over the array, a sort or an index: which one does it use?",
)
FLOAT32 = Diagnosis(
    "design_float32",
    "In float32 it is far off. A difference of two nearly equal numbers, divided by a small one, "
    "loses nearly all of the seven digits that float32 has.",
    "If it is a difference quotient: derive the slope on paper instead.",
)
OVERFLOW = Diagnosis(
    "design_overflow",
    "A number on the way grows beyond what a float holds: from there on it is ∞, and ∞ − ∞ or "
    "∞/∞ is no number.",
    "An exponential of a large positive number? Rewrite it with exponentials of −|x| only, clamp "
    "its argument, or take a root or |x| instead.",
)
NOT_QUIET = Diagnosis(
    "quiet",
    "The numbers are finite, but on the way one overflows, or a function is asked for what it is "
    "not defined for. `np.where` computes both of its branches for every entry.",
    "Clamp the argument of the branch that is not used, or write the formula with |x|.",
)
HOLE = Diagnosis(
    "design_hole",
    "At x = 0 it divides 0 by 0, or takes a logarithm of 0.",
    "Which value would make it continuous there? Is there a form without the division?",
)
NOT_FOR_NEGATIVE = Diagnosis(
    "design_not_for_negative",
    "It has no value for negative x: a root, a logarithm or a power of a negative number is nan.",
    "What should it be on the left? |x|, or a formula of its own, chosen with np.where; but "
    "np.where computes both.",
)

# Type and part of the message of an exception, and what was confused.
_RAISED = (
    (
        "ValueError",
        "truth value of an array",
        Diagnosis(
            "design_if_on_array",
            "`if`, `and` and `max` want one yes or no; a comparison of arrays has one per entry.",
            "Which NumPy function takes one of two values for each entry?",
        ),
    ),
    (
        "TypeError",
        "converted to Python scalars",
        Diagnosis(
            "design_math_on_array",
            "The functions of `math` take a single number, and x is an array.",
            "NumPy has the same functions for arrays.",
        ),
    ),
    (
        "ValueError",
        "vectorize",
        Diagnosis(
            "design_vectorize",
            "`np.vectorize` is a loop, which must see an entry to learn what comes out.",
            "Written with NumPy's own functions it takes arrays of any shape, and is faster.",
        ),
    ),
    (
        "TypeError",
        "iteration over a 0-d array",
        Diagnosis(
            "design_loop",
            "A loop over x goes through the rows of an array, and a single number has none.",
            "NumPy's functions work on all entries at once, whatever the shape.",
        ),
    ),
    (
        "TypeError",
        "does not support item assignment",
        Diagnosis(
            "design_item_assignment",
            "NumPy's arithmetic makes a plain number of a 0-d array, and nothing can be assigned "
            "to its parts.",
            "`np.where` builds the result without assigning to parts of it.",
        ),
    ),
    ("AxisError", "", OTHER_ENTRIES),
)


def recognised(raised: Raised | None) -> Diagnosis | None:
    """The misconception behind an exception, if it is a common one."""
    known = (
        d for t, part, d in _RAISED if raised and (t, part in raised.message) == (raised.type, True)
    )
    return next(known, None)


def misplaced(x: np.ndarray, y: np.ndarray) -> Diagnosis | None:
    """Why numbers are not finite, as told by the inputs for which they are not."""
    bad = x[~np.isfinite(y)]
    if np.all(np.abs(bad) >= 20):
        return OVERFLOW
    if np.all(bad == 0):
        return HOLE
    return NOT_FOR_NEGATIVE if np.all(bad <= 0) else None


SLOPE_FORMS = (
    WrongForm(
        "slope_is_value",
        lambda x, y, slope: y,
        "This is the function itself, not its slope.",
        "How steep is your function at x = 1, and how high?",
    ),
    WrongForm(
        "slope_first_term",
        lambda x, y, slope: y / x,
        "This is y/x. For x · g(x) that is only one half of the product rule.",
        "The product rule has two terms. Which one did you not write?",
    ),
    WrongForm(
        "slope_second_term",
        lambda x, y, slope: slope - y / x,
        "For x · g(x) this is x · g′(x), one half of the product rule.",
        "The product rule has two terms. Which one did you not write?",
    ),
    WrongForm(
        "slope_negative",
        lambda x, y, slope: -slope,
        "This is the slope with the wrong sign.",
        "Does your function rise or fall at x = 1? For which inner function did a minus get lost?",
    ),
    WrongForm(
        "slope_absolute",
        lambda x, y, slope: np.abs(slope),
        "This is the size of the slope: where the function falls, the slope is negative.",
        "What is the slope of a function that goes down?",
    ),
    WrongForm(
        "slope_times_x",
        lambda x, y, slope: x * slope,
        "This is the slope times x.",
        "Where does the factor x come from? Is it a rule for x · f(x)?",
    ),
    WrongForm(
        "slope_of_product_with_x",
        lambda x, y, slope: y + x * slope,
        "This is the slope of x · f(x), not of f(x).",
        "The product rule needs a product: is your function really multiplied by x?",
    ),
    WrongForm(
        "slope_times_value",
        lambda x, y, slope: y * slope,
        "This is the slope times the function's value.",
        "The chain rule multiplies by the slope of what is inside. Which function is that here?",
    ),
    WrongForm(
        "slope_reciprocal",
        lambda x, y, slope: 1 / slope,
        "This is one over the slope.",
        "Rise over run, or run over rise?",
    ),
)
SLOPE_CONSTANT = Diagnosis(
    "slope_constant",
    "It is the same number everywhere. Only a line has the same slope everywhere.",
    "Where is your function steepest, and where is it flat?",
)
SLOPE_OF_OUTPUT = Diagnosis(
    "slope_of_output",
    "It would be right if it were given the output y. It is called with the input x.",
    "Compute y first, then use your formula.",
)
SLOPE_MIRRORED = Diagnosis(
    "slope_mirrored",
    "It is the slope at −x.",
    "Which of the two formulas belongs to the left side?",
)
AT_KINK = Diagnosis(
    "slope_at_kink",
    "Away from the kinks it is right. At a kink any number from the slope on the left to the one "
    "on the right is accepted, and this is none of them.",
    "Which of your conditions, `>` or `>=`, is true at the kink itself?",
)
SLOPE_ONE_PIECE = Diagnosis(
    "slope_one_piece",
    "The formula for one stretch of x is right, the one for another is not.",
    "Derive the piece that is wrong again, or look at the condition that chooses between them.",
)


def slope_factor(factor: float) -> Diagnosis:
    """The words for a slope that is wrong by a constant factor."""
    return Diagnosis(
        "slope_factor",
        f"It is {factor:.6g} times what it should be, everywhere.",
        "For f(a·x) the chain rule gives a·f′(a·x). Did the inner factor get lost, or count twice?",
    )


def slope_shifted(shift: float) -> Diagnosis:
    """The words for a slope that is wrong by a constant."""
    return Diagnosis(
        "slope_shifted",
        f"It is off by {shift:+.6g}, everywhere.",
        "Is there a term c·x in your function? Its slope is c.",
    )


def misconception(slopes: Slopes, y: np.ndarray, received: np.ndarray) -> Diagnosis | None:
    """What was confused where `received` should be the slopes, all of them smooth; or None."""
    x, slope = slopes.x, slopes.low
    if np.ptp(received) == 0:
        return SLOPE_CONSTANT
    for form in SLOPE_FORMS:
        with np.errstate(all="ignore"):
            expected = form.formula(x, y, slope)
        if fits(received, expected):
            return Diagnosis(form.id, form.misconception, form.hint)
    if np.all(np.abs(received - slope) <= INEXACT * slopes.scale):
        return INEXACT_CONSTANT
    return _constantly_off(slope, received)


def _constantly_off(slope: np.ndarray, received: np.ndarray) -> Diagnosis | None:
    factor = float(received @ slope / (slope @ slope)) if slope.any() else 0.0
    if factor and fits(received, factor * slope):
        return slope_factor(factor)
    shift = float(np.median(received - slope))
    return slope_shifted(shift) if fits(received, slope + shift) else None


def fits(received: np.ndarray, expected: np.ndarray) -> bool:
    """Is it this, wherever this is a number? A handful of points would prove nothing."""
    finite = np.isfinite(expected)
    off = np.abs(received[finite] - expected[finite])
    allowed = FIT * np.maximum(1, np.abs(expected[finite]))
    return bool(finite.sum() >= 20 and np.all(off <= allowed))
