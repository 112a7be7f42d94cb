"""The review questions of notebook 09; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="relu_at_the_output",
        answer="b",
        explanations={
            "a": "The size of the error does not matter where it is multiplied by a slope of 0; no "
            "learning rate changes that.",
            "b": "Negative temperatures are out of its range, and where it is off no gradient "
            "passes. A regression output needs no activation.",
            "c": "True, but nobody asked for probabilities: a temperature is a plain number.",
            "d": "However many winter days there were, a ReLU cannot put out −5.",
        },
    ),
    Question(
        name="several_labels",
        answer="c",
        explanations={
            "a": "Softmax shares out a total of 1: two animals on one photo would compete, and an "
            "empty photo would still be given an animal.",
            "b": "One number claims an order among the animals, and cannot name two of them.",
            "c": "Each animal is a yes/no question of its own, and each sigmoid answers one.",
            "d": "A ReLU has no upper end, so that its output is no probability; and where it is "
            "off it does not learn.",
        },
    ),
    Question(
        name="first_aid",
        answer="a",
        explanations={
            "a": "Large inputs of one sign and large steps are what kills. In our experiment "
            "centring alone brought the dead from 44 % to below 1 %.",
            "b": "No unit would be dead any more, but the steps stay too large: in our experiment "
            "leaky ReLU diverged at the rate at which ReLU died.",
            "c": "The new units receive the same inputs and the same steps, and die as well.",
            "d": "A dead unit gets no gradient. Only momentum or changing inputs could wake it, "
            "and nothing aims that way.",
        },
    ),
    Question(
        name="loss_floor",
        answer="d",
        explanations={
            "a": "Then the loss would jump or diverge; a floor at the same number every time has "
            "another reason.",
            "b": "Dead units cost capacity, but they set no floor at 1.46.",
            "c": "Overlap does set a floor, but at a number that depends on the data. 1.46 is "
            "ln(1 + 9/e), a matter of arithmetic.",
            "d": "Even the perfect answer (1, 0, …, 0) becomes e/(e + 9) = 0.23 after a second "
            "softmax, and −ln 0.23 = 1.46.",
        },
    ),
    Question(
        name="fifty_relu_layers",
        answer="c",
        explanations={
            "a": "Rounding errors are of order 1e-7 in float32; they do not add up to a signal.",
            "b": "With 64 units that has a probability of 2⁻⁶⁴ for each layer (notebook 02).",
            "c": "The cosine of two different images is 0.99 after fifty layers. What all examples "
            "share says nothing about their classes.",
            "d": "He initialisation does keep their size. It is what they can tell apart that is "
            "lost.",
        },
    ),
    Question(
        name="one_run_each",
        answer="b",
        explanations={
            "a": "0.8 points are less than what two seeds of the same network differ by.",
            "b": "Without spread a difference is no evidence, and a rate that suits one activation "
            "may not suit the other.",
            "c": "That is a claim, too, and one run each does not support it either.",
            "d": "A shared seed gives the same start, but the same luck only as long as the two "
            "networks compute the same, which is never.",
        },
    ),
)
