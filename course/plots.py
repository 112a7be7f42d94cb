"""One look for every figure of the course, readable without telling its colours apart."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from traceback import walk_tb
from types import CodeType
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

# Okabe and Ito's palette (2008), told apart in every common form of colour blindness.
BLUE, ORANGE, GREEN, PINK, RED, BLACK = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#D55E00",
    "#222222",
)
# Each line has its own dash besides its colour, for print and for full colour blindness.
_STYLES: Sequence[tuple[str, Any, str]] = (
    (BLUE, "-", "o"),
    (ORANGE, "--", "s"),
    (GREEN, "-.", "^"),
    (PINK, ":", "D"),
    (BLACK, (0, (5, 1, 1, 1, 1, 1)), "v"),
    (RED, (0, (1, 1)), "P"),
)


def line(index: int, marker: bool = False) -> dict[str, Any]:
    """The keyword arguments of the `index`-th line of a plot: colour, dash and, on request, marker.

    >>> line(0)["linestyle"], line(1)["linestyle"]
    ('-', '--')
    """
    color, linestyle, shape = _STYLES[index % len(_STYLES)]
    style = {"color": color, "linestyle": linestyle, "linewidth": 2.0}
    return style | ({"marker": shape, "markersize": 5} if marker else {})


def figure(columns: int = 1, height: float = 3.2, width: float = 9.0) -> tuple[Figure, list[Axes]]:
    """An empty figure of the course's look with `columns` plots side by side."""
    fig, axes = plt.subplots(
        1, columns, figsize=(width, height), layout="constrained", squeeze=False
    )
    for ax in axes[0]:
        ax.grid(True, color="#dddddd", linewidth=0.8)
        ax.spines[["top", "right"]].set_visible(False)
        ax.set_axisbelow(True)
    return fig, list(axes[0])


def show_activation(
    f: Callable[..., Any],
    f_derivative: Callable[..., Any] | None = None,
    low: float = -6.0,
    high: float = 6.0,
) -> None:
    """Draw the learner's f and, beside it, f′; or say which function is still to be written."""
    functions = [g for g in (f, f_derivative) if g is not None]
    x = np.linspace(low, high, 481)
    curves = [curve for g in functions if (curve := _samples(g, x)) is not None]
    if len(curves) < len(functions):
        return
    _, axes = figure(columns=len(functions), height=2.9, width=4.6 * len(functions))
    for i, (ax, g, curve) in enumerate(zip(axes, functions, curves, strict=True)):
        ax.plot(x, _with_gaps(curve), **line(i))
        ax.set(title=getattr(g, "__name__", "f"), xlabel="x")
        ax.axhline(0, color=BLACK, linewidth=0.6, zorder=1)
        ax.axvline(0, color=BLACK, linewidth=0.6, zorder=1)
    plt.show()


def _with_gaps(curve: np.ndarray) -> np.ndarray:
    """The curve, broken where it jumps: a stroke from one side to the other would be a lie."""
    jumps = np.abs(np.diff(curve, append=curve[-1])) > 0.3
    return np.where(jumps, np.nan, curve)


def _samples(g: Callable[..., Any], x: np.ndarray) -> np.ndarray | None:
    """g(x), or None after a line that tells the learner why there is nothing to draw."""
    name = getattr(g, "__name__", "the function")
    try:
        y = np.asarray(g(x.copy()))
    except NotImplementedError:
        print(f"Write `{name}` first, then run this cell again.")
        return None
    except Exception as error:
        print(
            f"`{name}` raised {type(error).__name__}: {error}. Mend it, then run this cell again."
        )
        return None
    if y.shape != x.shape:
        print(f"`{name}` returned shape {y.shape} for an input of shape {x.shape}.")
        return None
    return y


@contextmanager
def needs(*functions: Callable[..., Any]) -> Iterator[None]:
    """A block that uses the learner's functions or classes: advice instead of their traceback.

    >>> def collapse(weights, biases):
    ...     raise NotImplementedError()
    >>> with needs(collapse):
    ...     collapse([], [])
    Write `collapse` first, then run this cell again.
    """
    try:
        yield
    except Exception as error:
        codes = [frame.f_code for frame, _ in walk_tb(error.__traceback__)]
        written = {code: f.__name__ for f in functions for code in _codes(f)}
        guilty = [written[code] for code in codes if code in written]
        if not guilty:
            names = " or ".join(f"`{f.__name__}`" for f in functions)
            print(
                f"{type(error).__name__}: {error}. Did {names} return something unusable? "
                "Check above, then run this cell again."
            )
        elif isinstance(error, NotImplementedError):
            print(f"Write `{guilty[-1]}` first, then run this cell again.")
        else:
            print(
                f"`{guilty[-1]}` raised {type(error).__name__}: {error}. "
                "Mend it, then run this cell again."
            )


def _codes(thing: Callable[..., Any]) -> set[CodeType]:
    """The code of a function, or of every method and property of a class."""
    parts = [*vars(thing).values()] if isinstance(thing, type) else [thing]
    functions = [getattr(part, "fget", part) for part in parts]
    return {f.__code__ for f in functions if hasattr(f, "__code__")}


def scatter_classes(ax: Axes, x: np.ndarray, labels: np.ndarray, size: float = 9.0) -> None:
    """Points (N, 2) of two classes: blue circles for label 0, orange squares for label 1."""
    for label, color, marker in ((0, BLUE, "o"), (1, ORANGE, "s")):
        chosen = x[np.asarray(labels) == label]
        style: dict[str, Any] = {"color": color, "marker": marker, "markeredgecolor": BLACK}
        ax.plot(*chosen.T, linestyle="", markersize=size, label=str(label), **style)


def shade_classes(
    ax: Axes, score: Callable[[np.ndarray], np.ndarray], low: float, high: float
) -> None:
    """Shade the square [low, high]² where `score` of (N, 2) points is positive (class 1) or not."""
    ticks = np.linspace(low, high, 241)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1)
    values = np.asarray(score(grid.reshape(-1, 2))).reshape(grid.shape[:2])
    ax.contourf(ticks, ticks, values > 0, levels=[-0.5, 0.5, 1.5], colors=["#d6e8f5", "#fbe6bd"])
    if values.min() < 0 < values.max():
        ax.contour(ticks, ticks, values, levels=[0.0], colors=BLACK, linewidths=1.5)
    ax.set(xlim=(low, high), ylim=(low, high), aspect="equal")
    ax.grid(False)


def show_layers(layers: Sequence[str], signals: Sequence[str]) -> None:
    """Draw layers as boxes from left to right, each arrow between them with its signal's name.

    There is one signal more than layers; a name that begins with "Linear" gets the linear layers'
    colour, every other the activation layers' colour and a rounded box.
    """
    _, ax = plt.subplots(figsize=(1.75 * len(layers) + 0.9, 1.0), layout="constrained")
    for i, signal in enumerate(signals):
        left = 2.2 * i
        ax.annotate("", (left + 1, 0), (left, 0), arrowprops={"arrowstyle": "-|>", "color": BLACK})
        ax.text(left + 0.45, 0.12, signal, ha="center", va="bottom", fontsize=12)
    for i, name in enumerate(layers):
        linear = name.startswith("Linear")
        corners = "square,pad=0" if linear else "round,pad=0,rounding_size=0.3"
        colors = ("#d6e8f5", BLUE) if linear else ("#fbe6bd", ORANGE)
        box = FancyBboxPatch((2.2 * i + 1, -0.35), 1.2, 0.7, corners, fc=colors[0], ec=colors[1])
        ax.add_patch(box)
        ax.text(2.2 * i + 1.6, 0, name, ha="center", va="center", fontsize=11)
    ax.set(xlim=(-0.1, 2.2 * len(layers) + 1.1), ylim=(-0.5, 0.6))
    ax.axis("off")
    plt.show()


def show_together(
    *functions: Callable[..., Any], low: float = -6.0, high: float = 6.0, title: str = ""
) -> None:
    """Draw several of the learner's functions in one plot, as soon as all of them are written."""
    x = np.linspace(low, high, 481)
    curves = [curve for f in functions if (curve := _samples(f, x)) is not None]
    if len(curves) < len(functions):
        return
    _, (ax,) = figure(height=2.9, width=5.6)
    for i, (f, curve) in enumerate(zip(functions, curves, strict=True)):
        ax.plot(x, _with_gaps(curve), label=getattr(f, "__name__", "f"), **line(i))
    ax.set(title=title, xlabel="x")
    ax.legend(frameon=False)
    plt.show()


def show_extremes(f: Callable[..., Any], at: Sequence[float] = (-1000, -50, 0, 50, 1000)) -> None:
    """Print the learner's f far from 0, with the warnings that NumPy raised on the way.

    >>> show_extremes(np.exp, at=(0, 1000))
    exp:  0 → 1,   1000 → inf
        warning: overflow encountered in exp
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        y = _samples(f, np.array(at, dtype=np.float64))
    if y is None:
        return
    name = getattr(f, "__name__", "f")
    pairs = (f"{place:g} → {value:.4g}" for place, value in zip(at, y, strict=True))
    print(f"{name}:  {',   '.join(pairs)}")
    for message in dict.fromkeys(str(warning.message) for warning in caught):
        print(f"    warning: {message}")
