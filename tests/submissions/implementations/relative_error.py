"""The distance of two gradients, as students write it."""

from tests.submissions.implementation import Implementations, right, stops, wrong

RELATIVE_ERROR: Implementations = {
    "maxima with initial values": right("""
        def relative_error(a, b):
            return np.max(np.abs(a - b), initial=0.0) / np.max(np.abs(b), initial=1.0)
    """),
    "a case for empty arrays": right("""
        def relative_error(a, b):
            if a.size == 0:
                return 0.0
            return np.abs(a - b).max() / max(1, np.abs(b).max())
    """),
    "Python's max over numbers": right("""
        def relative_error(a, b):
            pairs = list(zip(a.ravel().tolist(), b.ravel().tolist()))
            largest = max((abs(y) for _, y in pairs), default=0.0)
            return max((abs(x - y) for x, y in pairs), default=0.0) / max(1.0, largest)
    """),
    "a float at the end": right("""
        def relative_error(a, b):
            if not len(np.ravel(b)):
                return 0.0
            scale = np.maximum(1.0, np.max(np.abs(b)))
            return float(np.max(np.abs(a - b)) / scale)
    """),
    "divided first": right("""
        def relative_error(a, b):
            scale = max([1.0] + [abs(v) for v in b.ravel()])
            return np.max(np.abs(a / scale - b / scale), initial=0)
    """),
    "the infinity norm": right("""
        def relative_error(a, b):
            if b.size == 0:
                return 0.0
            largest = lambda v: np.linalg.norm(v.ravel(), np.inf)
            return largest(a - b) / max(1.0, largest(b))
    """),
    "minimum and maximum": right("""
        def relative_error(a, b):
            d, values = np.append(a - b, 0.0), np.append(b, 1.0)
            return max(d.max(), -d.min()) / max(values.max(), -values.min())
    """),
    "np.where for the scale": right("""
        def relative_error(a, b):
            difference = np.amax(np.abs(np.subtract(a, b)), initial=0.0)
            largest = np.amax(np.abs(b), initial=0.0)
            return difference / np.where(largest > 1, largest, 1.0)
    """),
    "CS231n's": wrong(
        "relative_error_cs231n",
        """
        def relative_error(x, y):
            return np.max(np.abs(x - y) / np.maximum(1e-8, np.abs(x) + np.abs(y)), initial=0)
        """,
    ),
    "entry by entry": wrong(
        "relative_error_entrywise",
        """
        def relative_error(a, b):
            return np.max(np.abs(a - b) / np.maximum(1, np.abs(b)), initial=0)
        """,
    ),
    "absolute": wrong(
        "relative_error_absolute",
        """
        def relative_error(a, b):
            return np.max(np.abs(a - b), initial=0.0)
        """,
    ),
    "no absolute value below": wrong(
        "relative_error_unsigned_scale",
        """
        def relative_error(a, b):
            return np.max(np.abs(a - b), initial=0.0) / np.max(b, initial=1.0)
        """,
    ),
    "mean": wrong(
        "relative_error_mean",
        """
        def relative_error(a, b):
            if a.size == 0:
                return 0.0
            return np.mean(np.abs(a - b)) / max(1, np.max(np.abs(b)))
        """,
    ),
    "1 added": wrong(
        "relative_error_floor_added",
        """
        def relative_error(a, b):
            return np.max(np.abs(a - b), initial=0.0) / (1 + np.max(np.abs(b), initial=0.0))
        """,
    ),
    "empty arrays forgotten": stops(
        "raised",
        """
        def relative_error(a, b):
            return np.max(np.abs(a - b)) / max(1, np.max(np.abs(b)))
        """,
    ),
    "an array": wrong(
        "shape",
        """
        def relative_error(a, b):
            return np.abs(a - b) / np.max(np.abs(b), initial=1.0)
        """,
    ),
    "True or False": wrong(
        "dtype",
        """
        def relative_error(a, b):
            return np.allclose(a, b)
        """,
    ),
}
