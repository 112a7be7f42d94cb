"""Where the polynomials in `course/engine/activations/smooth.py` come from.

GELU is x·Φ(x), and all that is hard about it is the tail Φ(−a), a ≥ 0, of the normal distribution.
Its scaled form R(a) = Φ(−a)·e^(a²/2) = erfc(a/√2)·e^(a²/2)/2 falls gently, from ½ like 1/(a√2π).
Two functions of a that hardly vary are fitted by polynomials in z = (a − 5)/(a + 5):

    (1 + a)·R(a)                    for gelu(−a) = −a·Φ(−a)
    (R(a) − a/√(2π))/(a₀ − a)       for gelu′(−a) = Φ(−a) − a·φ(a), which is 0 at a₀

by interpolation at Chebyshev's nodes, which comes close to the best polynomial. Both stay between
0.39 and 0.67; ½ is taken off, because a product with ½ is exact, and rounding the rest costs less.

    python -m tests.accuracy.fit_gelu
"""

from collections.abc import Callable

from mpmath import mp, mpf

DIGITS = 50
FARTHEST = 39  # Φ(−39) is far below the smallest float64


def scaled_tail(a: mpf) -> mpf:
    """R(a) = Φ(−a)·e^(a²/2)."""
    return mp.erfc(a / mp.sqrt(2)) / 2 * mp.exp(a * a / 2)


def scaled_slope(a: mpf) -> mpf:
    """gelu′(−a)·e^(a²/2)."""
    return scaled_tail(a) - a / mp.sqrt(2 * mp.pi)


def zero() -> mpf:
    """a₀ = 0.7517…: left of −a₀, gelu falls."""
    return mp.findroot(scaled_slope, 0.75)


def fit(f: Callable[[mpf], mpf], degree: int) -> list[mpf]:
    """Coefficients, constant first, of the polynomial in z that meets f at Chebyshev's nodes."""
    low, high = mpf(-1), mpf(FARTHEST - 5) / (FARTHEST + 5)
    nodes = [
        (low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * k + 1) / (2 * degree + 2))
        for k in range(degree + 1)
    ]
    powers = mp.matrix([[z**j for j in range(degree + 1)] for z in nodes])
    return list(mp.lu_solve(powers, mp.matrix([f(5 * (1 + z) / (1 - z)) for z in nodes])))


def coefficients() -> tuple[list[float], list[float]]:
    """Those of (1 + a)·R(a) − ½ and of (R(a) − a/√2π)/(a₀ − a) − ½, constant first."""
    with mp.workdps(DIGITS):
        a0 = zero()
        tail = fit(lambda a: (1 + a) * scaled_tail(a) - mpf(0.5), degree=22)
        slope = fit(lambda a: scaled_slope(a) / (a0 - a) - mpf(0.5), degree=20)
        return [float(c) for c in tail], [float(c) for c in slope]


if __name__ == "__main__":
    with mp.workdps(DIGITS):
        high = float(zero())
        print(f"a₀ = {high!r} + {float(zero() - high)!r}")
    for name, numbers in zip(("tail", "slope"), coefficients(), strict=True):
        print(name, *(f"    {number!r}," for number in numbers), sep="\n")
