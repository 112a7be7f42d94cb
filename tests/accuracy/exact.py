"""What a textbook's formula is worth without rounding: its own line, run on numbers of 420 digits.

The textbook's formula is right, but eˣ − 1 has no digit left at x = 1e-20, in float64. With 420 of
them it has enough at any x that float64 knows, and so has 1 − tanh²x, which can be as small as
1e-308. So the line that a reader checks by eye is also the reference. Its slope comes with it by
the rules of differentiation, in forward mode; nobody writes a derivative down a second time.

A formula is plain numpy on one array: `lambda x: 1 / (1 + np.exp(-x))`. A number in it is the
float64 that it is, but for a `Constant` of the engine, which has brought more digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mpmath
import numpy as np
from numpy.typing import ArrayLike, NDArray

DIGITS = 420
# Of ordinary numbers little cancels: a few digits are enough, and many times as fast.
FEW_DIGITS = 80
ORDINARY = (1e-10, 8.0)
# What float64 cannot tell from ±∞, and what leads to every limit.
FAR = {np.inf: 10**400, -np.inf: -(10**400)}
Formula = Callable[[Any], Any]


@dataclass(frozen=True)
class Exact:
    """Exact numbers, each as the nearest float64 and what that one leaves out."""

    nearest: NDArray[np.float64]
    rest: NDArray[np.float64]

    def __getitem__(self, where: Any) -> Exact:
        return Exact(self.nearest[where], self.rest[where])

    def without(self, where: NDArray[np.bool_]) -> Exact:
        """0 at these places, which is never judged."""
        return Exact(np.where(where, 0, self.nearest), self.rest)


def join(parts: Sequence[Exact]) -> Exact:
    """One after the other."""
    nearest, rest = zip(*((part.nearest, part.rest) for part in parts), strict=True)
    return Exact(np.concatenate(nearest), np.concatenate(rest))


def evaluate(
    formula: Formula, x: ArrayLike, seed: ArrayLike = 1, digits: int | None = None
) -> tuple[Exact, Exact]:
    """f(x), and its slope at x in the direction `seed`: f′(x), if each y depends on one x.

    At ±∞ both are the limit.

    >>> y, slope = evaluate(lambda x: np.exp(x) - 1, [1e-20, -np.inf])
    >>> y.nearest, y.rest, slope.nearest
    (array([ 1.e-20, -1.e+00]), array([5.e-41, 0.e+00]), array([1., 0.]))
    """
    with mpmath.workdps(digits or DIGITS):
        y = as_exact(formula(variable(x, seed)))
        return rounded(y, "value"), rounded(y, "slope")


def evaluate_each(
    formula: Formula, x: NDArray[np.float64], seed: ArrayLike = 1
) -> tuple[Exact, Exact]:
    """`evaluate`, for an x each of whose entries, or rows, is a case by itself."""
    size = np.abs(x).reshape(len(x), -1)
    ordinary = ((size > ORDINARY[0]) & (size < ORDINARY[1])).all(axis=1)
    easy = evaluate(formula, x[ordinary], seed, FEW_DIGITS)
    hard = evaluate(formula, x[~ordinary], seed)
    as_they_were = np.argsort(np.concatenate([np.flatnonzero(ordinary), np.flatnonzero(~ordinary)]))
    value, slope = (join(parts)[as_they_were] for parts in zip(easy, hard, strict=True))
    return value, slope


def variable(x: ArrayLike, seed: ArrayLike = 1) -> ExactArray:
    """`x` as dual numbers of slope `seed`."""
    x = np.asarray(x).astype(object)
    duals = np.frompyfunc(lambda entry, slope: Dual(FAR.get(entry, entry), slope), 2, 1)
    return as_exact(duals(x, np.broadcast_to(seed, x.shape)))


def rounded(y: ExactArray, part: str) -> Exact:
    """The values or the slopes of dual numbers."""
    numbers = [getattr(dual(entry), part) for entry in y.ravel()]
    nearest = np.array([float(number) for number in numbers], dtype=np.float64)
    pairs = zip(numbers, nearest.tolist(), strict=True)
    rest = np.array([float(number - near) for number, near in pairs], dtype=np.float64)
    return Exact(nearest.reshape(y.shape), rest.reshape(y.shape))


DERIVATIVES: dict[str, Callable[[Any, Any], Any]] = {  # f′ from x and y = f(x)
    "exp": lambda x, y: y,
    "expm1": lambda x, y: y + 1,
    "log": lambda x, y: 1 / x,
    "log1p": lambda x, y: 1 / (1 + x),
    "sqrt": lambda x, y: 1 / (2 * y),
    "tanh": lambda x, y: 1 - y * y,
    "erf": lambda x, y: 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-x * x),
}


class Dual:
    """A number y of `DIGITS` digits and its slope y′, which every operation carries along.

    Two of them compare as they do a hair left of x: at a kink the formula takes the branch, and
    with it the slope, from the left, which is the engine's convention.
    """

    __slots__ = ("slope", "value")

    def __init__(self, value: Any, slope: Any = 0) -> None:
        self.value = mpmath.mpf(value)
        self.slope = mpmath.mpf(slope)

    def __getattr__(self, name: str) -> Callable[[], Dual]:
        """numpy's functions ask the entries of an array of objects for a method of their name."""
        function = getattr(mpmath, name.replace("arc", "a"), None)
        if name.startswith("_") or function is None:
            raise AttributeError(f"no exact {name}: mpmath has no function of this name")
        return lambda: self._apply(function, DERIVATIVES.get(name))

    def _apply(self, function: Formula, derivative: Callable[[Any, Any], Any] | None) -> Dual:
        x, y = self.value, function(self.value)
        if not self.slope:
            return Dual(y)
        slope = derivative(x, y) if derivative else mpmath.diff(function, x)
        return Dual(y, slope * self.slope)

    def __add__(self, other: Any) -> Dual:
        other = dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other: Any) -> Dual:
        other = dual(other)
        slope = self.slope * other.value + self.value * other.slope
        return Dual(self.value * other.value, slope)

    def __truediv__(self, other: Any) -> Dual:
        other = dual(other)
        ratio = self.value / other.value
        return Dual(ratio, (self.slope - ratio * other.slope) / other.value)

    def __pow__(self, constant: Any) -> Dual:
        power = dual(constant).value
        return Dual(self.value**power, power * self.value ** (power - 1) * self.slope)

    def __neg__(self) -> Dual:
        return Dual(-self.value, -self.slope)

    def __sub__(self, other: Any) -> Dual:
        return self + -dual(other)

    def __rsub__(self, other: Any) -> Dual:
        return dual(other) - self

    def __rtruediv__(self, other: Any) -> Dual:
        return dual(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def __abs__(self) -> Dual:
        return self if self >= 0 else -self

    def __lt__(self, other: Any) -> bool:
        return self._above(other) < 0

    def __le__(self, other: Any) -> bool:
        return self._above(other) <= 0

    def __gt__(self, other: Any) -> bool:
        return self._above(other) > 0

    def __ge__(self, other: Any) -> bool:
        return self._above(other) >= 0

    def _above(self, other: Any) -> Any:
        """Of the sign of self − other, a hair to the left."""
        other = dual(other)
        return self.value - other.value or other.slope - self.slope


def dual(number: Any) -> Dual:
    """A constant as a dual number: its slope is 0."""
    return number if isinstance(number, Dual) else Dual(getattr(number, "digits", number))


class ExactArray(np.ndarray):
    """An array of dual numbers that stays one, whatever function of numpy it goes through."""

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        if not any("O" in signature for signature in ufunc.types):
            # scipy's functions don't ask the entries.
            name = ufunc.__name__
            ufunc = np.frompyfunc(lambda entry: getattr(entry, name)(), 1, 1)
        plain = [np.asarray(dual(x) if isinstance(x, float) else x) for x in inputs]
        return as_exact(getattr(ufunc, method)(*plain, **kwargs))

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return as_exact(super().__array_function__(function, types, args, kwargs))


def as_exact(result: Any) -> Any:
    """Numbers as an `ExactArray`; what is none (yes and no, shapes, lists of arrays) as it is."""
    if isinstance(result, Dual) or getattr(result, "dtype", None) in (object, float):
        duals = np.frompyfunc(dual, 1, 1)(np.asarray(result, dtype=object))
        return np.asarray(duals, dtype=object).view(ExactArray)
    return result
