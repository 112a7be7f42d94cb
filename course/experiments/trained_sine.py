"""A network that can represent a sine need not learn it: training against the construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from course.engine import Adam, Linear, MSELoss, ReLU, Sequential
from course.experiments.comparison import Claim, Comparison
from course.experiments.training import train_step
from course.plots import BLACK, figure, line

LENGTH = 2 * np.pi
KNOTS = np.linspace(0, LENGTH, 10)


@dataclass(frozen=True)
class TrainedSine:
    """Largest errors and silent units by width, one number per seed; the fits of nine units."""

    errors: dict[int, list[float]]
    silent: dict[int, list[float]]
    x: np.ndarray
    fits: np.ndarray

    @property
    def by_hand(self) -> float:
        """The largest error of the nine-ReLU network that interpolates, which nobody trained."""
        return float(np.max(np.abs(np.interp(self.x, KNOTS, np.sin(KNOTS)) - np.sin(self.x))))

    def worse(self, units: int) -> float:
        """Percent of the trained networks that do worse than nine units by hand."""
        return 100 * float(np.mean(np.array(self.errors[units]) > self.by_hand))


def run(
    seeds: Sequence[int] = range(20), units: Sequence[int] = (9, 50), steps: int = 2000
) -> TrainedSine:
    """Train one hidden layer of ReLUs on sin with Adam, from PyTorch's initial weights."""
    x = np.linspace(0, LENGTH, 4001)
    networks = {
        n: [
            _train(n, seed, steps)
            for seed in tqdm(seeds, f"training {n} units", leave=False, delay=2)
        ]
        for n in units
    }
    fits = {n: np.array([_output(net, x) for net in nets]) for n, nets in networks.items()}
    return TrainedSine(
        errors={n: np.max(np.abs(y - np.sin(x)), axis=1).tolist() for n, y in fits.items()},
        silent={n: [_silent(net, x) for net in nets] for n, nets in networks.items()},
        x=x,
        fits=fits[units[0]],
    )


def _train(units: int, seed: int, steps: int) -> Sequential:
    rng = np.random.default_rng(seed)
    x = np.linspace(0, LENGTH, 257)[:, None]
    network = Sequential([Linear(1, units, rng), ReLU(), Linear(units, 1, rng)])
    loss, adam = MSELoss(), Adam(network, lr=0.01)
    for _ in range(steps):
        train_step(network, loss, adam, x, np.sin(x))
    return network


def _output(network: Sequential, x: np.ndarray) -> np.ndarray:
    return network.forward(x[:, None])[:, 0]


def _silent(network: Sequential, x: np.ndarray) -> float:
    """How many hidden units are off on the whole interval."""
    hidden = network.layers[0].forward(x[:, None])
    return float(np.sum(np.all(hidden <= 0, axis=0)))


def compare(result: TrainedSine) -> Comparison:
    """What exists, and what training found."""
    claims = [
        Claim("9 units by hand: largest error", 0.0594, [result.by_hand], 5e-5, "§2", digits=3)
    ]
    for n, errors in result.errors.items():
        claims += [
            Claim(f"{n} units, trained: largest error", None, errors, 0.0, "ours", digits=2),
            Claim(
                f"{n} units, trained: units never on", None, result.silent[n], 0.0, "ours", digits=2
            ),
            Claim(
                f"{n} units, trained: worse than by hand",
                None,
                [result.worse(n)],
                0.0,
                f"ours, of {len(errors)} seeds",
                unit="%",
                digits=3,
            ),
        ]
    note = (
        "Adam, learning rate 0.01, mean squared error on 257 points of sin over [0, 2π]. No figure "
        "was published for this race; the theorem promises nothing here, and that is the point."
    )
    return Comparison("What exists and what is found", claims, note)


def plot(result: TrainedSine) -> Figure:
    """Left: every trained fit of the first width. Right: all errors beside the construction's."""
    fig, (left, right) = figure(columns=2, height=3.4, width=9.5)
    left.plot(result.x, result.fits.T, color=line(1)["color"], linewidth=0.8, alpha=0.6)
    left.plot([], [], color=line(1)["color"], linewidth=0.8, label="trained, one line a seed")
    left.plot(result.x, np.sin(result.x), label="sin", **line(0))
    left.set(title=f"{next(iter(result.errors))} ReLUs, trained", xlabel="x")
    left.legend(frameon=False)
    for i, (n, errors) in enumerate(result.errors.items()):
        style = line(i + 1, marker=True) | {"linestyle": "none"}
        # Side by side, so that equal errors do not hide each other.
        places = i + np.linspace(-0.15, 0.15, len(errors))
        right.semilogy(places, errors, label=f"{n} units", **style)
    right.axhline(result.by_hand, color=BLACK, linewidth=1.2)
    right.annotate("9 units by hand", (0.5, 1.1 * result.by_hand), ha="center", fontsize=9)
    right.set(title="Largest error, one point a seed", xlim=(-0.6, len(result.errors) - 0.4))
    right.set(xticks=range(len(result.errors)), xticklabels=[f"{n} units" for n in result.errors])
    return fig
