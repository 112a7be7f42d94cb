"""The review questions of notebook 04; their prompts stand in the notebook."""

from __future__ import annotations

from autograder.exercises.exercise import Question

TASKS = (
    Question(
        name="softmax_shift",
        answer="c",
        explanations={
            "a": "Softmax does not look at ratios of scores. 103/101 is close to 1, but what "
            "counts is the difference, and that is still 2.",
            "b": "It need not overflow: subtract the largest score first, and both rows become "
            "[−2, −1, 0].",
            "c": "The factor e¹⁰⁰ stands in every numerator and in the denominator. It cancels: "
            "only differences of scores count.",
            "d": "A larger score takes probability from the others. Where all rise alike, nobody "
            "gains.",
        },
    ),
    Question(
        name="softmax_constant_upstream",
        answer="a",
        explanations={
            "a": "With ones, L is the sum of the outputs. It is 1 whatever the scores are, so its "
            "gradient is 0, and a test with ones shows nothing.",
            "b": "Nothing is saturated: it is so for every z. With another upstream gradient the "
            "very same function returns something.",
            "c": "Rounding is what the 1e-17 is made of, but the exact answer is 0, in float128 "
            "too.",
            "d": "A right function returns 0 for ones, and so do many wrong ones. Only an upstream "
            "gradient of mixed signs tells them apart.",
        },
    ),
    Question(
        name="cross_entropy_gradient",
        answer="d",
        explanations={
            "a": "Only the true class is there. The wrong ones stand in the sum of exponentials, "
            "so their logits have a gradient, too: they should fall.",
            "b": "The sign is turned round: descent would lower the true class.",
            "c": "That is the prediction. The truth has to be subtracted from it.",
            "d": "Prediction minus truth, p − y. The entries add up to 0: what the true class "
            "gains, the others lose.",
        },
    ),
    Question(
        name="initial_loss_too_high",
        answer="b",
        explanations={
            "a": "A fresh network should be close to ln 100 = 4.6, the price of a guess. Twice as "
            "much means something.",
            "b": "It bets on classes by chance, and mostly loses the bet. Smaller weights in the "
            "last layer make the first predictions even.",
            "c": "A learning rate has no effect before the first step.",
            "d": "Summed over 64 rows, even a guess would cost 64 · 4.6 = 295.",
        },
    ),
    Question(
        name="loss_with_a_floor",
        answer="b",
        explanations={
            "a": "A network that has learnt nothing has a loss of ln 10 = 2.30 and an accuracy of "
            "10 %.",
            "b": "The loss takes probabilities for logits. They lie between 0 and 1, so that even "
            "a certain prediction costs ln(1 + 9/e) = 1.46.",
            "c": "Overfitting shows as a difference between training and test data. Here the loss "
            "on the training data itself is high, in spite of the accuracy.",
            "d": "Steps that are too large make the loss jump or grow; they do not hold it at one "
            "number to three digits while the accuracy is 99 %.",
        },
    ),
    Question(
        name="softmax_right_place",
        answer="c",
        explanations={
            "a": "Softmax shares out one unit of probability: a picture with a cat and a dog would "
            "have to halve it.",
            "b": "An output between 0 and ∞ is no probability. What is asked is yes or no, for "
            "each animal.",
            "c": "Cat and dog do not exclude each other: two questions, two probabilities, two "
            "binary cross-entropies.",
            "d": "The four combinations exclude each other, so this would work; but with ten kinds "
            "of animals there would be 1024 classes, most of them without an example.",
        },
    ),
)
