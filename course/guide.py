"""The decision guide of notebook 09 as a picture: from the layer's task to its activation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from course.plots import BLACK, BLUE, ORANGE

# Question → (answer, choice).
Tree: TypeAlias = Mapping[str, Sequence[tuple[str, str]]]

GUIDE: Tree = {
    "output layer:\nwhat is predicted?": (
        ("any number", "nothing, squared error"),
        ("a positive number", "softplus, or the logarithm and nothing"),
        ("yes or no", "sigmoid, cross-entropy on the logit"),
        ("one of C classes", "softmax, cross-entropy on the logits"),
        ("any of C labels", "C sigmoids, cross-entropy on the logits"),
    ),
    "hidden layer:\nwhat kind of network?": (
        ("nothing special", "ReLU, He initialisation"),
        ("units die", "smaller steps, centred inputs, then leaky ReLU or ELU"),
        ("deep, fully connected,\nno normalisation", "SELU, LeCun initialisation"),
        ("transformer", "GELU, or SwiGLU"),
        ("recurrent", "tanh for states, sigmoid for gates"),
    ),
}


def show_guide(guide: Tree = GUIDE) -> None:
    """Draw the guide: questions on the left, answers on the arrows, choices on the right."""
    rows = sum(map(len, guide.values()))
    _, ax = plt.subplots(figsize=(9.5, 0.52 * rows), layout="constrained")
    top = 0.0
    for (question, answers), color in zip(guide.items(), (ORANGE, BLUE), strict=True):
        middle = top - (len(answers) - 1) / 2
        _box(ax, 0.0, middle, question, color)
        for i, (answer, choice) in enumerate(answers):
            ax.plot([2.35, 2.9], [middle, top - i], color=BLACK, linewidth=1)
            arrow = {"arrowstyle": "-|>", "color": BLACK, "shrinkA": 0}
            ax.annotate("", (5.65, top - i), (2.9, top - i), arrowprops=arrow)
            label = ax.text(4.15, top - i, answer, ha="center", va="center", fontsize=10)
            label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 2})
            _box(ax, 5.8, top - i, choice, color)
        top -= len(answers) + 0.5
    ax.set(xlim=(-0.2, 11.2), ylim=(top + 0.9, 0.7))
    ax.axis("off")
    plt.show()


def _box(ax: Axes, x: float, y: float, text: str, color: str) -> None:
    style = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": color, "lw": 1.5}
    ax.text(x, y, text, va="center", fontsize=11, bbox=style)
