"""The review questions of notebook 06; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="gradient_at_a_fork",
        answer="c",
        explanations={
            "a": "That is what arrives by way of the sum alone. x also goes into the product.",
            "b": "That is what arrives by way of the product alone. x also goes into the sum.",
            "c": "Two arrows leave x, so two gradients come back to it: y = 4 from the product "
            "and 1 from the sum. They are added.",
            "d": "12 is the value of the product x·y. Its slope in x is y.",
        },
    ),
    Question(
        name="enough_to_remember",
        answer="b",
        explanations={
            "a": "The upstream gradient does not exist yet when forward runs; backward is handed "
            "it.",
            "b": "The slope of tanh is 1 − y². The input may be forgotten, and with it half of "
            "the memory.",
            "c": "Two different inputs may receive the same upstream gradient, and have different "
            "slopes. Without memory, backward cannot tell them apart.",
            "d": "The weight belongs to the linear layer before. An activation layer has no "
            "access to it, and no need.",
        },
    ),
    Question(
        name="step_too_early",
        answer="d",
        explanations={
            "a": "Each gradient must go through the weight that made the output. After the step "
            "another one stands there.",
            "b": "The gradient of this weight was computed before its step and is right. What it "
            "hands on is not.",
            "c": "The shapes stay as they are, so nothing raises. That is what makes the mistake "
            "hard to see.",
            "d": "Everything before this layer receives a gradient that went through weights "
            "which took no part in the forward pass: slightly wrong, by about the size of one "
            "step.",
        },
    ),
    Question(
        name="one_layer_twice",
        answer="a",
        explanations={
            "a": "The second forward overwrites what the first one saved, so that the backward of "
            "the first use works with the input of the second.",
            "b": "Forward needs nothing that was saved, so that its output is right. The mistake "
            "is on the way back.",
            "c": "Two uses would need two memories. An object of this contract has one.",
            "d": "Gradients overwrite each other as well, that is true. But they are computed from "
            "the wrong input even before.",
        },
    ),
    Question(
        name="new_array_for_a_parameter",
        answer="c",
        explanations={
            "a": "The right-hand side is a new array. The layer still holds the old one.",
            "b": "NumPy and Python are content: a key of a dict gets another value.",
            "c": "`network.params` is a dict made for this occasion. Its entry now leads to a new "
            "array, and forward goes on with the old one. `-=` would have changed the old one.",
            "d": "No gradient changes; what would use them is missing.",
        },
    ),
    Question(
        name="where_is_the_bug",
        answer="b",
        explanations={
            "a": "If it were wrong, what reaches the second linear layer would be wrong as well, "
            "and so would the gradients of its weight and bias.",
            "b": "What reaches the second linear layer is right, what reaches the first one is "
            "not. Between them lie the second layer's ∂L/∂x and tanh's backward.",
            "c": "Both are wrong together. A mistake in one of two formulas would spoil one of "
            "them; what spoils both is what they share: the gradient that arrives.",
            "d": "The loss starts the way back. If it were wrong, everything would be.",
        },
    ),
)
