"""The review questions of notebook 08; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="reading_norms",
        answer="b",
        explanations={
            "a": "The gradient travels from the last layer to the first, from right to left in the "
            "list: it shrinks on its way.",
            "b": "It starts with 4.1 behind the last layer and arrives at the first with 2e-9: "
            "each layer divides it by 200 or so.",
            "c": "The network is fresh, it has learned nothing. A small gradient says that a "
            "change matters little to the loss, as seen from here.",
            "d": "The learning rate scales the step, not the gradient; `gradient_norms` never "
            "sees it.",
        },
    ),
    Question(
        name="xavier_with_relu",
        answer="c",
        explanations={
            "a": "Losses multiply from layer to layer; they are not shared out by the number of "
            "layers.",
            "b": "That would be He's variance. Xavier's is half of it in layers of equal width, "
            "and ReLU shuts half of the units.",
            "c": "Each layer halves the power, so it divides the length by √2: √2⁻²⁰ = 2⁻¹⁰.",
            "d": "That is the power, the mean square. The length is its root.",
        },
    ),
    Question(
        name="gain_to_deviation",
        answer="a",
        explanations={
            "a": "The gain is 0.16^(−½) = 2.5, and the deviation is g/√n = 2.5/20.",
            "b": "That is 1/√400, without the gain: the signal would shrink to 0.4 of its size in "
            "every layer.",
            "c": "That is 0.4/√400: multiplied by what the activation leaves, instead of divided.",
            "d": "That is g²/n = 6.25/400, the variance. The deviation is its root.",
        },
    ),
    Question(
        name="xavier_compromise",
        answer="d",
        explanations={
            "a": "Biases start at 0 and have no part in it.",
            "b": "An output's size depends on how many terms it sums up, the fan-in. The number of "
            "outputs matters on the way back.",
            "c": "Independent random numbers are not orthogonal; their singular values are spread "
            "over a quarter of a circle.",
            "d": "n·v = 1 keeps the signal, m·v = 1 the gradient. One over the mean of n and m is "
            "between the two.",
        },
    ),
    Question(
        name="larger_sigmoid_weights",
        answer="b",
        explanations={
            "a": "It would, if the slopes stayed as they are. They shrink, because larger weights "
            "push the units away from 0.",
            "b": "The same weights multiply on the way forward. Pre-activations grow, units "
            "saturate, and the slopes fall as the weights rise.",
            "c": "On the way back every layer multiplies by its weights; they are one of the two "
            "factors.",
            "d": "A sigmoid's output stays between 0 and 1 whatever the weights.",
        },
    ),
    Question(
        name="cause_of_nan",
        answer="c",
        explanations={
            "a": "Twice the variance doubles the power in each layer, forward and back: a likely "
            "cause.",
            "b": "ReLU is proportional: inputs ten thousand times too large give outputs and "
            "gradients that are too large by as much. A likely cause.",
            "c": "Half of He's variance makes signal and gradient fade. The network stands still; "
            "its loss stays at the value of guessing.",
            "d": "A step is rate times gradient. If the gradient explodes with depth, an ordinary "
            "rate is too large. A likely cause.",
        },
    ),
)
