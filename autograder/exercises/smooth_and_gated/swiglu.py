"""SwiGLU, where one half of the features gates the other, and its backward."""

from __future__ import annotations

import numpy as np

from autograder.exercises.exercise import Case, Exercise, WrongForm
from autograder.exercises.inputs import EASY, EASY_UPSTREAM, Generator, uniform, upstream
from course.engine import (
    gelu,
    relu,
    sigmoid,
    sigmoid_derivative,
    silu,
    silu_derivative,
    swiglu,
    swiglu_backward,
)

EASY_X = (2.0, -1.0, 3.0, 0.5, -2.0, 4.0, -0.5, 1.0)


def _cases(rng: Generator) -> list[Case]:
    """x and gate of one shape; the gate is last, so that the simplest example has the smallest."""
    far = np.array([2.0, -3.0, 0.5, -1.0]), np.array([20.0, -20.0, 40.0, -40.0])
    shut = np.array([2.0, -3.0]), np.zeros(2)
    wide = np.linspace(-1, 1, 40)[::-1].copy(), np.linspace(-1000, 1000, 40)
    return [
        Case("a few easy numbers", (np.array(EASY_X), np.array(EASY))),
        Case("gate = 0", shut),
        *(Case(label, arrays) for label, arrays in _random_pairs(rng).items()),
        Case("whole numbers (int arrays)", (np.array([3, -2, 5]), np.array([1, -1, 2]))),
        Case("large gates", far),
        Case("gates from −1000 to 1000", wide),
    ]


def _random_pairs(rng: Generator) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    def pair(*shape: int) -> tuple[np.ndarray, np.ndarray]:
        return uniform(rng, shape), uniform(rng, shape)

    read_only = pair(6)
    for array in read_only:
        array.setflags(write=False)
    x, gate = pair(3, 8)
    narrow, narrow_gate = pair(8)
    return {
        "random numbers": pair(40),
        "a batch of 5 rows and 3 columns": pair(5, 3),
        "single numbers (0-d arrays)": pair(),
        "empty arrays": pair(0),
        "3-D arrays": pair(2, 3, 4),
        "float32 arrays": (narrow.astype(np.float32), narrow_gate.astype(np.float32)),
        "read-only arrays": read_only,
        "every second column of an array": (x[:, ::2], gate[:, ::2]),
    }


def _backward_cases(rng: Generator) -> list[Case]:
    """The same inputs, each under an upstream gradient; whole numbers have no gradient."""
    first, *others = (case for case in _cases(rng) if np.asarray(case.args[0]).dtype.kind == "f")
    return [
        Case(first.label, (np.array(EASY_UPSTREAM), *first.args)),
        *(Case(case.label, (_upstream_of(rng, case), *case.args)) for case in others),
    ]


def _upstream_of(rng: Generator, case: Case) -> np.ndarray:
    x = np.asarray(case.args[0])
    return upstream(rng, x.shape).astype(x.dtype)


SWIGLU = Exercise(
    name="swiglu",
    signature="(x, gate)",
    points=1,
    reference=swiglu,
    cases=_cases,
    hint="Two arrays of one shape are multiplied, entry by entry; one of them passes SiLU first.",
    wrong_forms=(
        WrongForm(
            "swiglu_swapped",
            lambda x, gate: silu(x) * gate,
            "The roles are swapped: SiLU belongs to the gate, x passes as it is.",
            "Which of the two arrays decides, and which one is let through?",
        ),
        WrongForm(
            "swiglu_is_glu",
            lambda x, gate: x * sigmoid(gate),
            "This is GLU: its gate passes the sigmoid, SwiGLU's passes SiLU.",
            "What stands for “Swi” in SwiGLU?",
        ),
        WrongForm(
            "swiglu_is_bilinear",
            lambda x, gate: x * gate,
            "The gate passes no activation: this is the bilinear unit.",
            "What happens to the gate before it multiplies?",
        ),
        WrongForm(
            "swiglu_is_geglu",
            lambda x, gate: x * gelu(gate),
            "This is GEGLU: its gate passes GELU, SwiGLU's passes SiLU.",
            "What stands for “Swi” in SwiGLU?",
        ),
        WrongForm(
            "swiglu_is_reglu",
            lambda x, gate: x * relu(gate),
            "This is ReGLU: its gate passes ReLU, SwiGLU's passes SiLU.",
            "What stands for “Swi” in SwiGLU?",
        ),
        WrongForm(
            "swiglu_of_product",
            lambda x, gate: silu(x * gate),
            "SiLU is applied to the product; only the gate passes through it.",
            "If x is doubled, what should happen to the output?",
        ),
        WrongForm(
            "swiglu_gate_only",
            lambda x, gate: silu(gate),
            "This is the gate alone: what it lets through, x, is missing.",
            "If x is doubled, what should happen to the output?",
        ),
        WrongForm(
            "swiglu_both_activated",
            lambda x, gate: silu(x) * silu(gate),
            "Both arrays pass SiLU; only the gate does.",
            "If x is doubled, what should happen to the output?",
        ),
        WrongForm(
            "swiglu_added",
            lambda x, gate: x + silu(gate),
            "The gate is added; it multiplies.",
            "What should come out where the gate is 0?",
        ),
        WrongForm(
            "swiglu_silu_of_x",
            lambda x, gate: silu(x),
            "The gate is not used: this is SiLU, which gates x by itself.",
            "What should come out where the gate is 0?",
        ),
        WrongForm(
            "swiglu_naive",
            lambda x, gate: x * gate * np.exp(gate) / (1 + np.exp(gate)),
            "The formula is right and overflows: for a large gate it divides ∞ by ∞.",
            "Your silu copes with such gates already.",
        ),
    ),
)

SWIGLU_BACKWARD = Exercise(
    name="swiglu_backward",
    signature="(grad_output, x, gate)",
    points=3,
    reference=swiglu_backward,
    cases=_backward_cases,
    outputs=("grad_x", "grad_gate"),
    forward="swiglu",
    hint="Two questions: how does the output react to x while the gate stands still, and how to "
    "the gate while x stands still? Each answer is multiplied by the upstream gradient.",
    wrong_forms=(
        WrongForm(
            "swiglu_backward_swapped_order",
            lambda g, x, gate: (g * x * silu_derivative(gate), g * silu(gate)),
            "The two gradients are right and in the wrong order: grad_x comes first.",
            "What does the docstring promise to return first?",
        ),
        WrongForm(
            "swiglu_upstream_forgotten",
            lambda g, x, gate: (silu(gate), x * silu_derivative(gate)),
            "The upstream gradient is missing: these are only the local slopes.",
            "If the next layers feel a change of this output twice as much, what should come back?",
        ),
        WrongForm(
            "swiglu_upstream_forgotten_in_gate",
            lambda g, x, gate: (g * silu(gate), x * silu_derivative(gate)),
            "The upstream gradient is missing from grad_gate.",
            "Every gradient on the way back starts from grad_output.",
        ),
        WrongForm(
            "swiglu_grad_gate_without_x",
            lambda g, x, gate: (g * silu(gate), g * silu_derivative(gate)),
            "x is missing from grad_gate: the gate's effect is as large as what it lets through.",
            "If x is 0, does the gate matter?",
        ),
        WrongForm(
            "swiglu_grad_gate_value",
            lambda g, x, gate: (g * silu(gate), g * x * silu(gate)),
            "In grad_gate stands SiLU itself; its slope belongs there.",
            "How fast does what SiLU makes of the gate change with the gate?",
        ),
        WrongForm(
            "swiglu_grad_gate_sigmoid",
            lambda g, x, gate: (g * silu(gate), g * x * sigmoid(gate)),
            "The slope of SiLU is more than σ: the product rule has a second term.",
            "SiLU is itself a product. Which exercise gave you its slope?",
        ),
        WrongForm(
            "swiglu_grad_gate_sigmoid_slope",
            lambda g, x, gate: (g * silu(gate), g * x * sigmoid_derivative(gate)),
            "grad_gate uses the slope of the sigmoid; the gate passes SiLU.",
            "Which exercise gave you the slope of SiLU?",
        ),
        WrongForm(
            "swiglu_grad_gate_at_x",
            lambda g, x, gate: (g * silu(gate), g * x * silu_derivative(x)),
            "In grad_gate the slope is taken at x; it belongs at the gate.",
            "Which array went through SiLU?",
        ),
        WrongForm(
            "swiglu_grad_gate_linear",
            lambda g, x, gate: (g * silu(gate), g * x),
            "The slope of SiLU is missing from grad_gate.",
            "How fast does what SiLU makes of the gate change with the gate?",
        ),
        WrongForm(
            "swiglu_grad_x_times_x",
            lambda g, x, gate: (g * x * silu(gate), g * x * silu_derivative(gate)),
            "grad_x is multiplied by x: that is the output, not its slope.",
            "The output is x times a number: how fast does it change with x?",
        ),
        WrongForm(
            "swiglu_grad_x_slope",
            lambda g, x, gate: (g * silu_derivative(gate), g * x * silu_derivative(gate)),
            "grad_x uses the slope of SiLU; while x changes, the gate stands still.",
            "The output is x times a number: how fast does it change with x?",
        ),
        WrongForm(
            "swiglu_grad_x_sigmoid",
            lambda g, x, gate: (g * sigmoid(gate), g * x * silu_derivative(gate)),
            "grad_x uses GLU's gate, the sigmoid; SwiGLU's is SiLU.",
            "By which number did the forward pass multiply x?",
        ),
        WrongForm(
            "swiglu_grad_x_bilinear",
            lambda g, x, gate: (g * gate, g * x * silu_derivative(gate)),
            "grad_x uses the gate before its activation.",
            "By which number did the forward pass multiply x?",
        ),
        WrongForm(
            "swiglu_backward_roles_swapped",
            lambda g, x, gate: (g * gate * silu_derivative(x), g * silu(x)),
            "The roles are swapped: these are the gradients of silu(x) · gate.",
            "Which of the two arrays went through SiLU?",
        ),
    ),
)

TASKS = (SWIGLU, SWIGLU_BACKWARD)
