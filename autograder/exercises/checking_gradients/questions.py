"""The review questions of notebook 00; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="central_halved",
        answer="b",
        explanations={
            "a": "That is the one-sided difference, whose error is of order h. The central one "
            "cancels this term.",
            "b": "The error is h²/6 · f‴ + …, and (h/2)² = h²/4. Steps of 0.01 are far too large "
            "for rounding to matter.",
            "c": "Rounding does grow like ε/h, but here it is about 1e-14. Truncation, of order "
            "1e-4, decides.",
            "d": "It is exact only for polynomials up to degree 2, whose third derivative is 0.",
        },
    ),
    Question(
        name="step_too_small",
        answer="d",
        explanations={
            "a": "The truncation error does fall, but rounding rises like ε/h. Below 1e-5 rounding "
            "is the larger of the two.",
            "b": "Both parts of the error depend on the step: one like h², the other like 1/h.",
            "c": "Not quite yet: near 1, floats are 2.2e-16 apart, so that 1e-12 is still kept, "
            "but with four digits of it.",
            "d": "ε/h = 2.2e-16/1e-12 ≈ 2e-4. The minimum lies near h = 1e-5, with about 4e-11.",
        },
    ),
    Question(
        name="upstream_of_ones",
        answer="a",
        explanations={
            "a": "To forget a factor of 1 is no mistake. Both sides agree, and the bug stays.",
            "b": "Then the numeric gradient has the random factors, and the backward pass has not.",
            "c": "The inputs do not matter here; what is forgotten is the upstream gradient.",
            "d": "One input is enough, as long as its upstream gradient is not 1.",
        },
    ),
    Question(
        name="alarm_at_kink",
        answer="d",
        explanations={
            "a": "A tolerance of 0.5 lets nearly every bug pass.",
            "b": "The derivative may be right: x − h and x + h lie on either side of the kink, and "
            "the difference quotient averages the two slopes.",
            "c": "With a larger step more inputs have the kink between x − h and x + h, and the "
            "truncation error grows.",
            "d": "|x| is below h = 1e-5, so the quotient straddles the kink. Away from it the "
            "check means something.",
        },
    ),
    Question(
        name="check_in_float32",
        answer="b",
        explanations={
            "a": "An inexact constant would show like this in float64. In float32, rounding alone "
            "gives as much.",
            "b": "With ε = 1.2e-7 the best error is about ε^(2/3) ≈ 2.4e-5. The same check in "
            "float64 confirms ten digits.",
            "c": "Below h = 2⁻⁷ rounding takes over in float32; at 1e-6 nearly no digit is left.",
            "d": "A larger upstream gradient scales both gradients alike.",
        },
    ),
    Question(
        name="what_a_check_proves",
        answer="c",
        explanations={
            "a": "The forward pass may be another function, x·σ(1.702x) for instance. The check "
            "compares backward with forward, not forward with GELU.",
            "b": "A right gradient is needed for that, but it is not enough: the learning rate, "
            "the initialisation and the task decide, too.",
            "c": "No more, and no less. Whether the forward pass is the intended one takes another "
            "test.",
            "d": "A check sees the inputs that it tries. Far out, where exponentials overflow, it "
            "may look different.",
        },
    ),
)
