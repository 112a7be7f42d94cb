"""The review questions of notebook 05; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="smooth_gain",
        answer="c",
        explanations={
            "a": "ReLU networks approximate any continuous function as well: with enough straight "
            "pieces they come as close as you like.",
            "b": "An exponential or an error function makes them dearer, not cheaper.",
            "c": "The slope of a ReLU network is a staircase, whose own slope is 0 almost "
            "everywhere. A smooth activation has a second derivative that is not.",
            "d": "Far on the left the slope of a smooth unit fades exponentially. It may be far "
            "too small to bring the unit back.",
        },
    ),
    Question(
        name="bump_reason",
        answer="a",
        explanations={
            "a": "Left of 0 a gate between 0 and 1 makes it negative, and at both ends, −∞ and 0, "
            "it is 0. Between two zeros a negative function has a lowest point.",
            "b": "The dip needs no training: it is in the formula, and any gate has it that shuts "
            "faster than x grows.",
            "c": "Rounding is of the order of 10⁻¹⁶; the dips are 0.17 to 0.31 deep.",
            "d": "Softplus is smooth as well, and rises everywhere. Smoothness does not ask for a "
            "dip; x times a gate does.",
        },
    ),
    Question(
        name="gelu_at_minus_one",
        answer="d",
        explanations={
            "a": "That is ReLU. GELU's gate is 16 % open at x = −1, not shut.",
            "b": "That is Φ(−1), the gate alone. It lets x through, and x is −1.",
            "c": "That is −Φ(1): x times the probability of a number *above* −1.",
            "d": "Φ(−1) = 1 − Φ(1) = 0.159, and GELU multiplies it by x = −1.",
        },
    ),
    Question(
        name="gelu_checkpoint",
        answer="b",
        explanations={
            "a": "Each value may be off by 0.02, and errors pass through many layers: some "
            "predictions change. The experiment counts them.",
            "b": "The weights were fitted to that very form. It need not be the best one, only the "
            "one that they know.",
            "c": "0.02 is small enough for a network to run, and too large for it to be the same "
            "network. Nothing warns you.",
            "d": "Training further is a way to get used to another form, and the dearest one. "
            "Computing what the weights were trained with costs nothing.",
        },
    ),
    Question(
        name="swiglu_width",
        answer="b",
        explanations={
            "a": "Half of the width would be right for four matrices. A gated block has three.",
            "b": "2 · d · 1536 = 3 · d · 1024: three matrices instead of two, each two thirds as "
            "large.",
            "c": "With the same width, three matrices hold 1½ times as many weights as two.",
            "d": "One and a half times the width, with three matrices, would hold 2¼ times as many "
            "weights.",
        },
    ),
    Question(
        name="swiglu_shut_gate",
        answer="c",
        explanations={
            "a": "x receives 0 through a shut gate. But the gate moves, and its slope at 0 is ½.",
            "b": "grad_x is grad_output times silu(0) = 0: what stands before a shut gate is not "
            "felt behind it.",
            "c": "grad_x = 2 · silu(0) = 0 and grad_gate = 2 · 3 · silu′(0) = 2 · 3 · ½ = 3.",
            "d": "silu′(0) is ½: the sigmoid is half open there, and the second term of the "
            "product rule is 0.",
        },
    ),
)
