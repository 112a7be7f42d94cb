"""Xavier's and He's weights, as students draw them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

XAVIER_NORMAL: Implementations = {
    "rng.normal": right("""
        def xavier_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))
    """),
    "standard normal, scaled": right("""
        def xavier_normal(fan_in, fan_out, rng):
            return rng.standard_normal((fan_in, fan_out)) * (2 / (fan_in + fan_out)) ** 0.5
    """),
    "drawn transposed": right("""
        def xavier_normal(fan_in, fan_out, rng):
            std = np.sqrt(2.0 / (fan_in + fan_out))
            return rng.normal(scale=std, size=(fan_out, fan_in)).T
    """),
    "row by row": right("""
        def xavier_normal(fan_in, fan_out, rng):
            std = np.sqrt(1 / np.mean([fan_in, fan_out]))
            return np.array([rng.normal(0, std, fan_out) for _ in range(fan_in)])
    """),
    "Box and Muller": right("""
        def xavier_normal(fan_in, fan_out, rng):
            u, v = rng.random((2, fan_in, fan_out))
            z = np.sqrt(-2 * np.log(1 - u)) * np.cos(2 * np.pi * v)
            return np.sqrt(2 / (fan_in + fan_out)) * z
    """),
    "variance as deviation": wrong(
        "xavier_variance_as_deviation",
        """
        def xavier_normal(fan_in, fan_out, rng):
            return rng.normal(0, 2 / (fan_in + fan_out), (fan_in, fan_out))
        """,
    ),
    "one over fan-in": wrong(
        "xavier_lecun",
        """
        def xavier_normal(fan_in, fan_out, rng):
            return rng.standard_normal((fan_in, fan_out)) / np.sqrt(fan_in)
        """,
    ),
    "uniform": wrong(
        "xavier_uniform_instead",
        """
        def xavier_normal(fan_in, fan_out, rng):
            bound = np.sqrt(6 / (fan_in + fan_out))
            return rng.uniform(-bound, bound, (fan_in, fan_out))
        """,
    ),
    "bound as deviation": wrong(
        "xavier_six",
        """
        def xavier_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(6 / (fan_in + fan_out)), (fan_in, fan_out))
        """,
    ),
    "numpy's own generator": wrong(
        "xavier_own_generator",
        """
        def xavier_normal(fan_in, fan_out, rng):
            return np.random.randn(fan_in, fan_out) * np.sqrt(2 / (fan_in + fan_out))
        """,
    ),
    "outputs first": wrong(
        "xavier_transposed",
        """
        def xavier_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_out, fan_in))
        """,
    ),
    "randn of a generator": stops(
        "raised",
        """
        def xavier_normal(fan_in, fan_out, rng):
            return rng.randn(fan_in, fan_out) * np.sqrt(2 / (fan_in + fan_out))
        """,
    ),
}

HE_NORMAL: Implementations = {
    "rng.normal": right("""
        def he_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))
    """),
    "standard normal, scaled": right("""
        def he_normal(fan_in, fan_out, rng):
            return np.sqrt(2.0) * rng.standard_normal((fan_in, fan_out)) / np.sqrt(fan_in)
    """),
    "flat, then shaped": right("""
        def he_normal(fan_in, fan_out, rng):
            numbers = rng.normal(size=fan_in * fan_out)
            return (numbers * (fan_in / 2) ** -0.5).reshape(fan_in, fan_out)
    """),
    "column by column": right("""
        def he_normal(fan_in, fan_out, rng):
            weight = np.empty((fan_in, fan_out))
            for j in range(fan_out):
                weight[:, j] = rng.normal(0.0, (2 / fan_in) ** 0.5, fan_in)
            return weight
    """),
    "no two": wrong(
        "he_lecun",
        """
        def he_normal(fan_in, fan_out, rng):
            return rng.normal(0, 1 / np.sqrt(fan_in), (fan_in, fan_out))
        """,
    ),
    "fan-out": wrong(
        "he_fan_out",
        """
        def he_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(2 / fan_out), (fan_in, fan_out))
        """,
    ),
    "root of two only": wrong(
        "he_root_of_two_only",
        """
        def he_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(2) / fan_in, (fan_in, fan_out))
        """,
    ),
    "Xavier's": wrong(
        "he_is_xavier",
        """
        def he_normal(fan_in, fan_out, rng):
            return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), (fan_in, fan_out))
        """,
    ),
    "uniform": wrong(
        "he_uniform_instead",
        """
        def he_normal(fan_in, fan_out, rng):
            bound = np.sqrt(6 / fan_in)
            return rng.uniform(-bound, bound, (fan_in, fan_out))
        """,
    ),
    "a seed for a generator": stops(
        "raised",
        """
        def he_normal(fan_in, fan_out, rng):
            rng = np.random.default_rng(str(rng))
            return rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))
        """,
    ),
}
