"""The network that joins points by straight lines, as students write it."""

from tests.submissions.implementation import Implementations, right, stops, wrong

PIECEWISE_LINEAR_FIT: Implementations = {
    "slopes and their changes": right("""
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))
            weight1 = np.ones((1, len(turns)), dtype=knots.dtype)
            return weight1, -knots[:-1], turns[:, None], values[:1].copy()
    """),
    "a loop": right("""
        def piecewise_linear_fit(knots, values):
            n = len(knots) - 1
            weight1 = np.ones((1, n), dtype=values.dtype)
            bias1 = np.zeros(n, dtype=values.dtype)
            weight2 = np.zeros((n, 1), dtype=values.dtype)
            before = 0.0
            for i in range(n):
                slope = (values[i + 1] - values[i]) / (knots[i + 1] - knots[i])
                bias1[i] = -knots[i]
                weight2[i, 0] = slope - before
                before = slope
            return weight1, bias1, weight2, values[0] * np.ones(1, dtype=values.dtype)
    """),
    "diff with prepend": right("""
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            weight2 = np.diff(slopes, prepend=slopes.dtype.type(0)).reshape(-1, 1)
            return np.ones_like(weight2).T, -1 * knots[:-1], weight2, values[[0]]
    """),
    "hinges that open to the left": right("""
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(np.diff(slopes), -slopes[-1:])
            return -np.ones_like(turns)[None], knots[1:].copy(), turns[:, None], values[-1:].copy()
    """),
    "units in another order": right("""
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))[::-1]
            return np.ones_like(turns)[None], -knots[-2::-1], turns[:, None], values[:1].copy()
    """),
    "weights that are not 1": right("""
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))
            weight1 = 2 * np.ones_like(turns)[None]
            return weight1, -2 * knots[:-1], turns[:, None] / 2, values[:1] + 0
    """),
    "a linear system": right("""
        def piecewise_linear_fit(knots, values):
            hinges = np.maximum(knots[1:, None] - knots[None, :-1], 0)
            weight2 = np.linalg.solve(hinges, values[1:] - values[0])
            return np.ones_like(weight2)[None], -knots[:-1], weight2[:, None], values[:1].copy()
    """),
    "slopes as weights": wrong(
        "fit_slopes",
        """
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            return np.ones_like(slopes)[None], -knots[:-1], slopes[:, None], values[:1].copy()
        """,
    ),
    "plus the knots": wrong(
        "fit_knot_sign",
        """
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))
            return np.ones_like(turns)[None], knots[:-1].copy(), turns[:, None], values[:1].copy()
        """,
    ),
    "no bias at the output": wrong(
        "fit_no_start",
        """
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))
            bias2 = np.zeros(1, dtype=values.dtype)
            return np.ones_like(turns)[None], -knots[:-1], turns[:, None], bias2
        """,
    ),
    "differences without division": wrong(
        "fit_rises",
        """
        def piecewise_linear_fit(knots, values):
            rises = np.diff(values)
            turns = np.append(rises[:1], np.diff(rises))
            return np.ones_like(turns)[None], -knots[:-1], turns[:, None], values[:1].copy()
        """,
    ),
    "one hinge short": wrong(
        "fit_first_slope_missing",
        """
        def piecewise_linear_fit(knots, values):
            turns = np.diff(np.diff(values) / np.diff(knots))
            return np.ones_like(turns)[None], -knots[1:-1], turns[:, None], values[:1].copy()
        """,
    ),
    "always the first step": wrong(
        "fit_equal_steps",
        """
        def piecewise_linear_fit(knots, values):
            h = knots[1] - knots[0]
            slopes = np.diff(values) / h
            turns = np.append(slopes[:1], np.diff(slopes))
            return np.ones_like(turns)[None], -knots[:-1], turns[:, None], values[:1].copy()
        """,
    ),
    "float64 ones": wrong(
        "dtype",
        """
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))
            return np.ones((1, len(turns))), -knots[:-1], turns[:, None], values[:1].copy()
        """,
    ),
    "three of the four": wrong(
        "type",
        """
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / np.diff(knots)
            turns = np.append(slopes[:1], np.diff(slopes))
            return -knots[:-1], turns[:, None], values[:1].copy()
        """,
    ),
    "arrays of different lengths": stops(
        "raised",
        """
        def piecewise_linear_fit(knots, values):
            slopes = np.diff(values) / knots
            return np.ones_like(slopes)[None], -knots[:-1], slopes[:, None], values[:1].copy()
        """,
    ),
}
