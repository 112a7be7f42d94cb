"""The review questions of notebook 07; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="shallow_pieces",
        answer="b",
        explanations={
            "a": "Five units bend the line at five places at most; five cuts make six pieces.",
            "b": "Each unit bends at one place, and a line that bends at five places has six "
            "pieces.",
            "c": "A unit has two pieces of its own, but in the sum only its bend counts, not its "
            "pieces.",
            "d": "Five units have 2⁵ on/off patterns on paper. From left to right each unit "
            "switches only once, so that at most six patterns are met.",
        },
    ),
    Question(
        name="interpolation_rate",
        answer="d",
        explanations={
            "a": "It depends on both: the bound is max|f″|·h²/8, and h is the distance of the "
            "knots.",
            "b": "That would be the rate of constant pieces, such as bumps. Straight pieces gain "
            "the square.",
            "c": "There is no tenth in it: h becomes a third, and the error goes with h².",
            "d": "Three times the units make h a third, and h² a ninth: 0.08/9 = 0.009.",
        },
    ),
    Question(
        name="excluded_activation",
        answer="c",
        explanations={
            "a": "It need not saturate: leaky ReLU is piecewise linear, not a polynomial, and is "
            "universal (Leshno et al. 1993).",
            "b": "It need not be monotone: any bounded continuous function that is not constant "
            "will do (Hornik 1991).",
            "c": "A sum of polynomials of degree 2 is a polynomial of degree 2, however many there "
            "are. It is the only kind that is excluded.",
            "d": "Sums of sines with different frequencies are even the classic approximation "
            "(Fourier), and the sine is no polynomial.",
        },
    ),
    Question(
        name="theorem_and_training",
        answer="b",
        explanations={
            "a": "For a continuous function a network exists that is close. Nothing says that 20 "
            "units are enough, or that training finds them.",
            "b": "It promises that some width and some weights exist. Twenty may be too few, and "
            "gradient descent may end elsewhere.",
            "c": "One hidden layer is universal. A second one may help training, or save units, "
            "but the theorem does not ask for it.",
            "d": "Training without any bug ends in poor places, too: nine ReLUs could draw the "
            "sine to 0.06, and in twenty runs none did.",
        },
    ),
    Question(
        name="universal_for_classes",
        answer="a",
        explanations={
            "a": "The score is continuous and must pass through 0 somewhere; the wrong answers can "
            "be pushed into as thin a rim as you like (Cybenko 1989).",
            "b": "At a jump no continuous output is close to both 0 and 1. What can be promised is "
            "the answer, and only off a small set.",
            "c": "The score whose sign is the answer is continuous, and can be approximated. "
            "Only the thin rim at the boundary is lost.",
            "d": "The number of hidden units goes with the shape of the boundary: a disc took 12 "
            "of them for 2 %, with two classes.",
        },
    ),
    Question(
        name="folding",
        answer="c",
        explanations={
            "a": "Weights and biases together, both have 49.",
            "b": "Slopes can be as steep in one layer; a slope does not make a bend.",
            "c": "Two points that a fold lays on each other are treated alike from there on, so "
            "every later bend appears on both sides: twice for each fold.",
            "d": "Both networks have one output. What the inner layers return is used by the next "
            "layer only.",
        },
    ),
)
