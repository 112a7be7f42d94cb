"""How far GELU's two approximations are off, and whether a trained network notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from scipy.optimize import minimize_scalar
from scipy.special import ndtr
from tqdm.auto import tqdm

from course.data import Split, mnist1d
from course.engine import (
    GELU,
    Adam,
    CrossEntropyLoss,
    Elementwise,
    GELUTanh,
    Linear,
    ReLU,
    Sequential,
    gelu,
    gelu_derivative,
    gelu_tanh,
    gelu_tanh_derivative,
    sigmoid,
)
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import accuracy, fit
from course.plots import BLACK, figure, line

Function = Callable[[np.ndarray], np.ndarray]

QUICK, FAST = 1.702, 1.773
# Beyond it all forms are x or 0, to 2e-7 and better.
WIDEST = 10.0
MLX = "MLX 2024, docstrings of gelu_approx, gelu_fast_approx"
HALEY = "Haley 1952 (as published, not rechecked)"
HANDED_DOWN = "as published, not rechecked"


def sigmoid_form(k: float) -> Function:
    """x ↦ x·σ(kx).

    >>> sigmoid_form(1.702)(np.array([0.0, 100.0]))
    array([  0., 100.])
    """
    return lambda x: x * sigmoid(k * x)


def sigmoid_form_derivative(k: float) -> Function:
    """x ↦ σ(kx)·(1 + kx·σ(−kx)), its slope.

    >>> sigmoid_form_derivative(1.702)(np.array([0.0, 100.0]))
    array([0.5, 1. ])
    """
    return lambda x: sigmoid(k * x) * (1 + k * x * sigmoid(-k * x))


# Name → (form, slope).
FORMS: dict[str, tuple[Function, Function]] = {
    "tanh form": (gelu_tanh, gelu_tanh_derivative),
    "x·σ(1.702x)": (sigmoid_form(QUICK), sigmoid_form_derivative(QUICK)),
    "x·σ(1.773x)": (sigmoid_form(FAST), sigmoid_form_derivative(FAST)),
}


class QuickGELU(Elementwise):
    """y = x·σ(1.702x): GELU as CLIP was trained with.

    >>> QuickGELU().forward([0.0, 100.0])
    array([  0., 100.])
    """

    def function(self, x: ArrayLike, out: np.ndarray | None = None) -> np.ndarray:
        """x·σ(1.702x)."""
        return sigmoid_form(QUICK)(np.asarray(x))

    def derivative(self, x: ArrayLike, out: np.ndarray | None = None) -> np.ndarray:
        """Its slope."""
        return sigmoid_form_derivative(QUICK)(np.asarray(x))


SWAPS: dict[str, Callable[[], Elementwise]] = {
    "tanh form": GELUTanh,
    "x·σ(1.702x)": QuickGELU,
    "ReLU": ReLU,
}


@dataclass(frozen=True)
class GeluForms:
    """Where each form is off most, by how much, and what trained networks make of it.

    `worst[form]` is (x, form − GELU) with x ≤ 0, `slope_error[form]` the largest |error| of its
    slope, `cdf_error` the largest |σ(1.702x) − Φ(x)|, `best` the (k, error) of the best x·σ(kx).
    `accuracy` holds the exact networks' test accuracies, `changed[form]` the percentage of test
    predictions that change when a form takes GELU's place after training, one number per seed.
    """

    worst: dict[str, tuple[float, float]]
    slope_error: dict[str, float]
    cdf_error: float
    best: tuple[float, float]
    accuracy: list[float]
    changed: dict[str, list[float]]


def run(seeds: Iterable[int] = range(5), epochs: int = 10) -> GeluForms:
    """Search for the largest errors; then train with the exact GELU and swap it for each form.

    >>> forms = run(seeds=[])
    >>> [f"{x:.2f} {error:+.2e}" for x, error in forms.worst.values()][:2]
    ['-2.70 +4.73e-04', '-2.27 -2.03e-02']
    """
    trained = [_swapped(seed, epochs) for seed in tqdm(list(seeds), "training", leave=False)]
    return GeluForms(
        worst={name: worst(form, gelu) for name, (form, _) in FORMS.items()},
        slope_error={
            name: abs(worst(slope, gelu_derivative)[1]) for name, (_, slope) in FORMS.items()
        },
        cdf_error=abs(worst(lambda x: sigmoid(QUICK * x), ndtr)[1]),
        best=best_constant(),
        accuracy=[share for share, _ in trained],
        changed={name: [changed[name] for _, changed in trained] for name in SWAPS},
    )


def worst(form: Function, exact: Function) -> tuple[float, float]:
    """(x, form(x) − exact(x)) where the difference is largest in size, for x from −10 to 0.

    Right of 0 it is the same again: for all of these, f(x) − f(−x) = x, or f(x) + f(−x) = 1.

    >>> worst(np.square, lambda x: -100 * x - 100)
    (-10.0, -800.0)
    """
    x = np.linspace(-WIDEST, 0.0, 100_001)
    errors = form(x) - exact(x)
    i = int(np.argmax(np.abs(errors)))
    return float(x[i]), float(errors[i])


def best_constant() -> tuple[float, float]:
    """The k for which the largest error of x·σ(kx) is smallest, and that error.

    >>> [f"{number:.3f}" for number in best_constant()]
    ['1.773', '0.014']
    """

    def largest_error(k: float) -> float:
        return abs(worst(sigmoid_form(k), gelu)[1])

    found = minimize_scalar(largest_error, bounds=(1.5, 2.0), method="bounded")
    return float(found.x), float(found.fun)


def _swapped(seed: int, epochs: int) -> tuple[float, dict[str, float]]:
    rng = np.random.default_rng(seed)
    split = mnist1d(seed)
    network = Sequential(
        [Linear(40, 100, rng), GELU(), Linear(100, 100, rng), GELU(), Linear(100, 10, rng)]
    )
    optimiser = Adam(network, lr=0.003)
    loss = CrossEntropyLoss()
    fit(network, loss, optimiser, split, epochs=epochs, batch_size=50, rng=rng, progress=None)
    exact = _predictions(network, split)
    return accuracy(network, split.x_test, split.y_test), {
        name: 100 * float(np.mean(_predictions(_with(network, layer), split) != exact))
        for name, layer in SWAPS.items()
    }


def _with(network: Sequential, layer: Callable[[], Elementwise]) -> Sequential:
    """The same weights around other activations."""
    return Sequential([layer() if isinstance(old, GELU) else old for old in network.layers])


def _predictions(network: Sequential, split: Split) -> np.ndarray:
    return network.forward(split.x_test).argmax(axis=1)


def compare(result: GeluForms) -> Comparison:
    """The largest errors beside the documented bounds; then what networks make of them."""
    here = "measured here"
    (tanh_x, tanh_error), (quick_x, quick_error), (_, fast_error) = result.worst.values()
    tanh, quick, fast = ([abs(error)] for error in (tanh_error, quick_error, fast_error))
    claims = [
        Claim("tanh form, largest error", 4.73e-4, tanh, 5e-7, HANDED_DOWN, digits=3),
        Claim("… at x, and at −x", -2.70, [tanh_x], 5e-3, HANDED_DOWN, digits=3),
        Claim("… < 0.0005", 5e-4, tanh, 3e-5, MLX, digits=3),
        Claim("x·σ(1.773x), largest error; < 0.015", 0.015, fast, 2e-3, MLX, digits=3),
        Claim("x·σ(1.702x), largest error", 2.03e-2, quick, 5e-5, HANDED_DOWN, digits=3),
        Claim("… at x, and at −x", -2.27, [quick_x], 5e-3, HANDED_DOWN, digits=3),
        Claim(
            "x·σ(1.702x), largest error; < 0.015",
            0.015,
            quick,
            2e-3,
            MLX,
            digits=3,
            differs_because="the bound is that of 1.773",
        ),
        Claim("σ(1.702x) against Φ(x); < 0.01", 0.01, [result.cdf_error], 6e-4, HALEY, digits=2),
        Claim("best k in x·σ(kx)", None, [result.best[0]], 0.0, here),
        Claim("… and its largest error", None, [result.best[1]], 0.0, here, digits=3),
        *(
            Claim(f"slope of {name}, largest error", None, [error], 0.0, here, digits=2)
            for name, error in list(result.slope_error.items())[:2]
        ),
        *(
            Claim(f"predictions changed by {name}", None, percent, 0.0, here, "%", digits=2)
            for name, percent in result.changed.items()
        ),
    ]
    return Comparison(
        "GELU and the forms that stand in for it",
        claims,
        "“<” marks a published bound, beside the largest error that we find in [−10, 10]. The last "
        "rows swap the activation of a network that was trained with the exact GELU on MNIST-1D "
        f"(test accuracy {np.mean(result.accuracy):.0f} %), without training it further.",
    )


def plot(result: GeluForms) -> Figure:
    """Left: form − GELU, as far as the eye can see it. Right: its size, on a logarithmic scale."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    x = np.linspace(-6, 6, 1201)
    for i, (name, (form, _)) in enumerate(FORMS.items()):
        error = form(x) - gelu(x)
        left.plot(x, error, label=name, **line(i))
        right.semilogy(x, np.maximum(np.abs(error), 1e-9), **line(i))
        place, size = result.worst[name]
        if i < 2:
            right.plot([place, -place], [abs(size)] * 2, "o", color=BLACK, markersize=4)
            right.text(place, 1.5 * abs(size), f"{abs(size):.3g}", ha="center", fontsize=9)
    left.set(title="approximation − GELU", xlabel="x")
    left.legend(frameon=False, fontsize=9)
    right.set(title="… its size", xlabel="x", ylim=(1e-8, 0.2))
    return fig
