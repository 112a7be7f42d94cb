"""The bump of two sigmoids, as students write it."""

from tests.submissions.implementation import Implementations, right, stops, wrong

BUMP: Implementations = {
    "its own sigmoid": right("""
        def bump(x, left, right, height, sharpness):
            def step(z):
                u = np.exp(-np.abs(z))
                return np.where(z >= 0, 1, u) / (1 + u)

            return height * (step(sharpness * (x - left)) - step(sharpness * (x - right)))
    """),
    "expit": right("""
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            return height * (expit(sharpness * (x - left)) - expit(sharpness * (x - right)))
    """),
    "weights and biases": right("""
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            up = expit(sharpness * x - sharpness * left)
            down = expit(sharpness * x - sharpness * right)
            return height * up - height * down
    """),
    "tanh of half": right("""
        def bump(x, left, right, height, sharpness):
            up = np.tanh(sharpness * (x - left) / 2)
            down = np.tanh(sharpness * (x - right) / 2)
            return height / 2 * (up - down)
    """),
    "the second step turned round": right("""
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            return height * (expit(sharpness * (x - left)) + expit(sharpness * (right - x)) - 1)
    """),
    "plus instead of minus": wrong(
        "bump_added",
        """
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            return height * (expit(sharpness * (x - left)) + expit(sharpness * (x - right)))
        """,
    ),
    "sharpness on x alone": wrong(
        "bump_weight_misses_position",
        """
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            return height * (expit(sharpness * x - left) - expit(sharpness * x - right))
        """,
    ),
    "no height": wrong(
        "bump_no_height",
        """
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            return expit(sharpness * (x - left)) - expit(sharpness * (x - right))
        """,
    ),
    "a product": wrong(
        "bump_product",
        """
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            up = expit(sharpness * (x - left))
            return height * up * (1 - expit(sharpness * (x - right)))
        """,
    ),
    "brackets": wrong(
        "bump_height_of_first_only",
        """
        from scipy.special import expit

        def bump(x, left, right, height, sharpness):
            return height * expit(sharpness * (x - left)) - expit(sharpness * (x - right))
        """,
    ),
    "an if": stops(
        "raised",
        """
        def bump(x, left, right, height, sharpness):
            if left < x < right:
                return height
            return 0.0
        """,
    ),
}
