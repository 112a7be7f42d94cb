"""The course's data sets, made here or installed with it: no lesson waits for a download."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

# One row per digit 0–9: the twelve heights of its curve (facts of Greydanus & Kobak 2024, §2).
_DIGITS = np.array(
    [
        [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5],
        [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
        [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5],
        [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
        [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5],
        [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
        [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5],
        [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
        [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5],
        [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
    ]
)
_TEMPLATE, _CANVAS, _OUTPUT = 12, 72, 40  # points of a template, of the canvas, of an example
_PADDING = (36, 60)
_MAX_TRANSLATION = 48
_SCALE, _SHEAR = 0.4, 0.75
_CORRELATED_NOISE, _CORRELATION_WIDTH, _IID_NOISE = 0.25, 2.0, 0.02


@dataclass(frozen=True)
class Split:
    """Examples to learn from and examples to be judged by: one a row, with integer labels."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def xor() -> tuple[np.ndarray, np.ndarray]:
    """The four points of XOR, x (4, 2), and their labels y (4,): 1 where the two inputs differ.

    >>> x, y = xor()
    >>> [(int(a), int(b), int(label)) for (a, b), label in zip(x, y)]
    [(0, 0, 0), (0, 1, 1), (1, 0, 1), (1, 1, 0)]
    """
    x = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    return x, np.array([0, 1, 1, 0])


def two_spirals(
    seed: int = 0, num_samples: int = 400, turns: float = 1.0, noise: float = 0.03
) -> Split:
    """Two interleaved spirals in [−1, 1]², which no straight line can part; half is held out.

    Each arm is r = t, angle = 2π·turns·t (+ π for label 1), with t uniform in [0.1, 1] and normal
    noise of standard deviation `noise` on both coordinates.

    >>> two_spirals(num_samples=6).x_train.shape
    (3, 2)
    """
    rng = np.random.default_rng(seed)
    label = np.arange(num_samples) % 2
    radius = rng.uniform(0.1, 1.0, num_samples)
    angle = 2 * np.pi * turns * radius + np.pi * label
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x += noise * rng.standard_normal(x.shape)
    return _split(x, label, num_samples // 2, rng)


def mnist1d_templates() -> np.ndarray:
    """The ten digits as curves of twelve points, (10, 12): unit variance / 36, starting at 0.

    >>> mnist1d_templates()[:, 0].tolist() == [0.0] * 10
    True
    """
    curves = _DIGITS / _DIGITS.std(axis=1, keepdims=True)
    return (curves - curves[:, :1]) / 6


def mnist1d(seed: int = 42, num_samples: int = 5000) -> Split:
    """MNIST-1D: digits as noisy curves of 40 points, four fifths to train on and one fifth to test.

    Each example is a digit's template, padded with 36–60 zeros and stretched to 72 points, scaled
    by 0.8–1.2, moved by 0–47 points, its padding filled with correlated noise (0.25), then iid
    noise (0.02), a shear (0.75), and 40 points read off. The whole set has mean 0 and variance 1.

    Source: Greydanus & Kobak, "Scaling down deep learning with MNIST-1D", ICML 2024,
    arXiv:2011.14439. Written anew from the description, with NumPy's own generator: the same
    distribution, but not the same examples as the published file.

    >>> data = mnist1d(num_samples=50)
    >>> data.x_train.shape, data.x_test.shape, data.y_test.dtype.kind
    ((40, 40), (10, 40), 'i')
    """
    if num_samples < 10 or num_samples % 10:
        raise ValueError(f"num_samples must be a positive multiple of 10, not {num_samples}")
    rng = np.random.default_rng(seed)
    label = np.arange(num_samples) % 10
    canvas, is_signal = _place(mnist1d_templates()[label], rng)
    canvas *= 1 + _SCALE * (rng.random((num_samples, 1)) - 0.5)
    canvas = np.where(is_signal, canvas, _correlated_noise(canvas.shape, rng))
    canvas += _IID_NOISE * rng.standard_normal(canvas.shape)
    canvas -= _SHEAR * (rng.random((num_samples, 1)) - 0.5) * np.linspace(-0.5, 0.5, _CANVAS)
    x = _read_between(canvas, np.linspace(0, _CANVAS - 1, _OUTPUT)[None, :])
    x = (x - x.mean()) / x.std()
    return _split(x, label, num_samples * 4 // 5, rng)


def digits(seed: int = 0) -> Split:
    """Handwritten digits: 1797 grey images of 8 × 8 pixels, one fifth of each digit to test on.

    Each example is a row of 64 numbers from 0 (paper) to 1 (ink). A pixel counts, in sixteenths,
    how many of 4 × 4 finer ones were inked.

    Source: Alpaydin & Kaynak, "Optical recognition of handwritten digits", UCI Machine Learning
    Repository, 1998: the part that its authors test on, as scikit-learn brings it. It has 13
    writers, whom they do not train on; here, training and test set share them, which is easier.

    >>> data = digits()
    >>> data.x_train.shape, data.x_test.shape, data.y_test.dtype.kind
    ((1437, 64), (360, 64), 'i')
    """
    # Who needs no digits need not wait a second for scikit-learn.
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    x, y = load_digits(return_X_y=True)
    parts = train_test_split(x / 16, y, test_size=0.2, stratify=y, random_state=seed)
    x_train, x_test, y_train, y_test = parts
    return Split(x_train, y_train, x_test, y_test)


def _place(templates: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Every template somewhere on a canvas of zeros, and a mask of the points that it covers."""
    n = len(templates)
    padded = _TEMPLATE + rng.integers(_PADDING[0], _PADDING[1] + 1, (n, 1))
    shift = rng.integers(0, _MAX_TRANSLATION, (n, 1))
    # The canvas point j shows the template's point `position`: stretch and shift in one step.
    position = (np.arange(_CANVAS) - shift) * (padded - 1) / (_CANVAS - 1)
    is_signal = (position >= 0) & (position < _TEMPLATE)
    with_zero = np.pad(templates, [(0, 0), (0, 1)])
    return _read_between(with_zero, np.where(is_signal, position, _TEMPLATE)), is_signal


def _correlated_noise(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    noise = _CORRELATED_NOISE * rng.standard_normal(shape)
    return gaussian_filter1d(noise, _CORRELATION_WIDTH, axis=1)


def _read_between(curves: np.ndarray, position: np.ndarray) -> np.ndarray:
    """Each row of `curves` at fractional positions, by straight lines between its points."""
    left = np.minimum(position.astype(int), curves.shape[1] - 2)
    fraction = position - left
    rows = np.arange(len(curves))[:, None]
    return (1 - fraction) * curves[rows, left] + fraction * curves[rows, left + 1]


def _split(x: np.ndarray, y: np.ndarray, num_train: int, rng: np.random.Generator) -> Split:
    order = rng.permutation(len(x))
    train, test = order[:num_train], order[num_train:]
    return Split(x[train], y[train], x[test], y[test])
