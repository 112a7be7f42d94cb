"""The three review questions of notebook 09 that are answered in prose and graded by hand.

Question, rubric and model answer stand in the notebook; the rubric is here, too, for the sheets
that instructors grade with.
"""

from __future__ import annotations

from autograder.exercises.exercise import Written

TASKS = (
    Written(
        name="explain_activation",
        points=6,
        rubric=(
            (1, "says where the layer sits: after a linear layer, before the next"),
            (2, "explains why linear layers alone collapse into one, whatever the depth"),
            (1, "says what the non-linearity breaks or bends: pieces, folds, regions that add up"),
            (1, "gives an example that works: XOR, a sum of bends, a spiral, measured figures"),
            (1, "states universal approximation with its limits: existence, not training"),
        ),
    ),
    Written(
        name="compare_activations",
        points=8,
        rubric=(
            (2, "compares three or more activations of different families: range, slope"),
            (2, "explains saturation and vanishing gradients: which, why, in numbers"),
            (1, "explains dying units: what a flat left side does, and what prevents it"),
            (1, "says which are centred, and what that does to the next layer's weights"),
            (1, "gives evidence: a measured figure, with a word on its spread or its limits"),
            (1, "judges fairly: what initialisation, learning rate, architecture decide instead"),
        ),
    ),
    Written(
        name="evaluate_choice",
        points=7,
        rubric=(
            (1, "standardises the inputs; takes a sound hidden activation and its initialisation"),
            (1, "(i) takes a sigmoid, with cross-entropy on the logit"),
            (1, "(ii) takes a softmax over five, with cross-entropy on the logits"),
            (1, "(iii) takes softplus or the logarithm, or remarks on negative forecasts"),
            (2, "names for each output a wrong choice, what it costs, and how it shows"),
            (1, "says how to test the choice: several seeds, a baseline, a measured symptom"),
        ),
    ),
)
