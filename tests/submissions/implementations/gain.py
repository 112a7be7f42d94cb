"""The gain of an activation, as students estimate it."""

from tests.submissions.implementation import Implementations, right, stops, wrong

GAIN: Implementations = {
    "a power": right("""
        def gain(f, z):
            return np.mean(f(z) ** 2) ** -0.5
    """),
    "one over the root": right("""
        def gain(f, z):
            return 1 / np.sqrt(np.mean(np.square(f(z))))
    """),
    "a dot product": right("""
        def gain(f, z):
            y = f(z).ravel()
            return np.sqrt(y.size / (y @ y))
    """),
    "a norm": right("""
        def gain(f, z):
            y = f(z)
            return np.sqrt(y.size) / np.linalg.norm(y)
    """),
    "variance plus the mean's square": right("""
        def gain(f, z):
            y = f(z)
            return (y.var() + y.mean() ** 2) ** -0.5
    """),
    "a loop": right("""
        def gain(f, z):
            total = 0.0
            for value in f(z).ravel():
                total += float(value) ** 2
            return (total / z.size) ** -0.5
    """),
    "what is left": wrong(
        "gain_inverted",
        """
        def gain(f, z):
            return np.sqrt(np.mean(f(z) ** 2))
        """,
    ),
    "no root": wrong(
        "gain_no_root",
        """
        def gain(f, z):
            return 1 / np.mean(f(z) ** 2)
        """,
    ),
    "standard deviation": wrong(
        "gain_deviation",
        """
        def gain(f, z):
            return 1 / f(z).std()
        """,
    ),
    "square of the mean": wrong(
        "gain_square_of_mean",
        """
        def gain(f, z):
            return (np.mean(f(z)) ** 2) ** -0.5
        """,
    ),
    "f of the square": wrong(
        "gain_of_z_squared",
        """
        def gain(f, z):
            return np.mean(np.abs(f(z * z))) ** -0.5
        """,
    ),
    "per row": wrong(
        "shape",
        """
        def gain(f, z):
            return np.mean(f(z) ** 2, axis=-1, keepdims=True) ** -0.5
        """,
    ),
    "f not called": stops(
        "raised",
        """
        def gain(f, z):
            return np.mean(f ** 2) ** -0.5
        """,
    ),
}
