"""The share of dead units, as students write it."""

from tests.submissions.implementation import Implementations, right, wrong

DEAD_FRACTION: Implementations = {
    "all, then mean": right("""
        def dead_fraction(activations):
            return np.mean(np.all(activations == 0, axis=0))
    """),
    "not any": right("""
        def dead_fraction(activations):
            return (~activations.any(axis=0)).mean()
    """),
    "counted and divided": right("""
        def dead_fraction(activations):
            alive = np.count_nonzero(activations, axis=0) > 0
            return 1 - alive.sum() / activations.shape[1]
    """),
    "a loop over units": right("""
        def dead_fraction(activations):
            dead = 0
            for unit in activations.T:
                if np.all(unit == 0):
                    dead += 1
            return dead / len(activations.T)
    """),
    "two loops": right("""
        def dead_fraction(activations):
            examples, units = activations.shape
            dead = sum(
                all(activations[i, j] == 0 for i in range(examples)) for j in range(units)
            )
            return dead / units
    """),
    "largest size is 0": right("""
        def dead_fraction(activations):
            return float(np.mean(np.max(np.abs(activations), axis=0) == 0))
    """),
    "zeros counted": right("""
        def dead_fraction(activations):
            zeros = (activations == 0).sum(0)
            return np.sum(zeros == len(activations)) / zeros.size
    """),
    "np.where": right("""
        def dead_fraction(activations):
            silent = np.all(activations == 0, 0)
            return np.where(silent, 1.0, 0.0).mean()
    """),
    "sparsity": wrong(
        "dead_fraction_zeros",
        """
        def dead_fraction(activations):
            return (activations == 0).mean()
        """,
    ),
    "the other axis": wrong(
        "dead_fraction_of_examples",
        """
        def dead_fraction(activations):
            return np.mean(np.all(activations == 0, axis=1))
        """,
    ),
    "any": wrong(
        "dead_fraction_any",
        """
        def dead_fraction(activations):
            return np.mean(np.any(activations == 0, axis=0))
        """,
    ),
    "not positive": wrong(
        "dead_fraction_not_positive",
        """
        def dead_fraction(activations):
            return np.mean(np.max(activations, axis=0) <= 0)
        """,
    ),
    "sums": wrong(
        "dead_fraction_of_sums",
        """
        def dead_fraction(activations):
            return np.mean(activations.sum(axis=0) == 0)
        """,
    ),
    "percent": wrong(
        "dead_fraction_percent",
        """
        def dead_fraction(activations):
            return 100 * np.mean(~np.any(activations, axis=0))
        """,
    ),
    "a whole number": wrong(
        "dtype",
        """
        def dead_fraction(activations):
            return np.sum(np.all(activations == 0, axis=0))
        """,
    ),
    "one number for each unit": wrong(
        "dead_fraction_by_unit",
        """
        def dead_fraction(activations):
            return (activations == 0).mean(axis=0)
        """,
    ),
}
