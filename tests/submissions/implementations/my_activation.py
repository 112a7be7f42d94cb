"""Activations of students' own design, and their slopes, as students write them."""

from tests.submissions.implementation import Implementations, right, stops, wrong

MY_ACTIVATION: Implementations = {
    "a gate without exponential": right("""
        def my_activation(x):
            return x * (1 + x / np.sqrt(1 + x * x)) / 2
    """),
    "softsign": right("""
        def my_activation(x):
            return x / (1 + np.abs(x))
    """),
    "a line and a sine": right("""
        def my_activation(x):
            return x + np.sin(x) ** 2
    """),
    "leaky on both sides": right("""
        def my_activation(x):
            return np.where(np.abs(x) < 1, x, 0.9 * np.sign(x) + 0.1 * x)
    """),
    "a threshold with a jump": right("""
        def my_activation(x):
            return x * (x > 0.5)
    """),
    "masks": right("""
        def my_activation(x):
            y = x.copy()
            y[x < 0] = 0.2 * x[x < 0]
            y[x > 2] = 2
            return y
    """),
    "relu once more": right("""
        def my_activation(x):
            return np.maximum(0, x)
    """),
    "swish of beta, safe": right("""
        def my_activation(x):
            beta = 1.5
            e = np.exp(-np.abs(beta * x))
            return x * np.where(x > 0, 1, e) / (1 + e)
    """),
    "ln cosh, safe": right("""
        def my_activation(x):
            return np.logaddexp(x, -x) - float(np.log(2))
    """),
    "a line": wrong(
        "design_affine",
        """
        def my_activation(x):
            return 0.5 * x + 1
        """,
    ),
    "clipped where nobody looks": wrong(
        "design_affine",
        """
        def my_activation(x):
            return np.clip(x, -100, 100)
        """,
    ),
    "all zeros": wrong(
        "design_constant",
        """
        def my_activation(x):
            return 0 * x
        """,
    ),
    "softmax": wrong(
        "design_softmax",
        """
        def my_activation(x):
            e = np.exp(x - np.max(x))
            return e / np.sum(e)
        """,
    ),
    "normalised": wrong(
        "design_other_entries",
        """
        def my_activation(x):
            return np.tanh((x - x.mean()) / (x.std() + 1e-5))
        """,
    ),
    "randomised slope": wrong(
        "design_random",
        """
        def my_activation(x):
            return np.where(x > 0, x, np.random.uniform(0.1, 0.3) * x)
        """,
    ),
    "ln cosh": wrong(
        "design_overflow",
        """
        def my_activation(x):
            return np.log(np.cosh(x))
        """,
    ),
    "swish, noisy": wrong(
        "quiet",
        """
        def my_activation(x):
            return x / (1 + np.exp(-1.5 * x))
        """,
    ),
    "sine over x": wrong(
        "design_hole",
        """
        def my_activation(x):
            return np.sin(x) / x
        """,
    ),
    "a root": wrong(
        "design_not_for_negative",
        """
        def my_activation(x):
            return np.sqrt(1 + x) - 1 + np.sqrt(x)
        """,
    ),
    "far too fast": wrong(
        "design_too_rough",
        """
        def my_activation(x):
            return x + np.sin(1e9 * x)
        """,
    ),
    "if": stops(
        "design_if_on_array",
        """
        def my_activation(x):
            if x > 0:
                return x
            return 0.1 * x
        """,
    ),
    "math": stops(
        "design_math_on_array",
        """
        import math

        def my_activation(x):
            return x * math.tanh(x)
        """,
    ),
    "a loop": stops(
        "design_loop",
        """
        def my_activation(x):
            return np.array([v if v > 0 else v / 10 for v in x])
        """,
    ),
    "assignment to a number": stops(
        "design_item_assignment",
        """
        def my_activation(x):
            y = x * 1.5
            y[y < 0] = 0
            return y
        """,
    ),
    "true and false": wrong(
        "dtype",
        """
        def my_activation(x):
            return x > 0
        """,
    ),
    "float64 whatever comes": wrong(
        "dtype",
        """
        def my_activation(x):
            return np.maximum(x, 0) * np.float64(1.5)
        """,
    ),
    "in place": wrong(
        "untouched",
        """
        def my_activation(x):
            x[x < 0] = 0
            return x
        """,
    ),
    "printed": wrong(
        "type",
        """
        def my_activation(x):
            print(np.tanh(x))
        """,
    ),
}

MY_ACTIVATION_DERIVATIVE: Implementations = {
    "with its function": right("""
        def my_activation(x):
            return x * (1 + x / np.sqrt(1 + x * x)) / 2

        def my_activation_derivative(x):
            root = np.sqrt(1 + x * x)
            return (1 + x / root) / 2 + x / (2 * root**3)
    """),
    "gate and slope of the gate": right("""
        def my_activation(x):
            return x * (1 + x / np.sqrt(1 + x * x)) / 2

        def my_activation_derivative(x):
            gate = 0.5 + x / (2 * np.sqrt(1 + x**2))
            slope_of_gate = 1 / (2 * (1 + x**2) ** 1.5)
            return gate + x * slope_of_gate
    """),
    "softsign": right("""
        def my_activation(x):
            return x / (1 + np.abs(x))

        def my_activation_derivative(x):
            return (1 - np.abs(my_activation(x))) ** 2
    """),
    "snake": right("""
        def my_activation(x):
            return x + np.sin(x) ** 2

        def my_activation_derivative(x):
            return 1 + 2 * np.sin(x) * np.cos(x)
    """),
    "a kink at 0": right("""
        def my_activation(x):
            return np.where(x < 0, np.sin(x), 2 * x)

        def my_activation_derivative(x):
            return np.where(x < 0, np.cos(x), 2)
    """),
    "flat beyond a jump": right("""
        def my_activation(x):
            return np.where(x > 1, x, 0.0).astype(x.dtype)

        def my_activation_derivative(x):
            return (x > 1).astype(x.dtype)
    """),
    "the value": wrong(
        "slope_is_value",
        """
        def my_activation_derivative(x):
            return my_activation(x)
        """,
    ),
    "half of the product rule": wrong(
        "slope_first_term",
        """
        def my_activation(x):
            return x * np.tanh(x)

        def my_activation_derivative(x):
            return np.tanh(x)
        """,
    ),
    "the other half": wrong(
        "slope_second_term",
        """
        def my_activation(x):
            return x * np.tanh(x)

        def my_activation_derivative(x):
            return x * (1 - np.tanh(x) ** 2)
        """,
    ),
    "inner factor": wrong(
        "slope_factor",
        """
        def my_activation(x):
            return np.tanh(2 * x / 3)

        def my_activation_derivative(x):
            return 1 - np.tanh(2 * x / 3) ** 2
        """,
    ),
    "the line's slope": wrong(
        "slope_shifted",
        """
        def my_activation(x):
            return 0.3 * x + np.sin(x)

        def my_activation_derivative(x):
            return np.cos(x)
        """,
    ),
    "a minus": wrong(
        "slope_negative",
        """
        def my_activation(x):
            return np.cos(x)

        def my_activation_derivative(x):
            return np.sin(x)
        """,
    ),
    "of the output": wrong(
        "slope_of_output",
        """
        def my_activation(x):
            return np.tanh(x)

        def my_activation_derivative(y):
            return 1 - y ** 2
        """,
    ),
    "one piece": wrong(
        "slope_one_piece",
        """
        def my_activation(x):
            return np.where(x < 0, np.sin(x), 2 * x)

        def my_activation_derivative(x):
            return np.where(x < 0, np.cos(x), x)
        """,
    ),
    "ones": wrong(
        "slope_constant",
        """
        def my_activation_derivative(x):
            return np.ones_like(x)
        """,
    ),
    "rounded": wrong(
        "inexact_constant",
        """
        def my_activation(x):
            return np.tanh(np.sqrt(2) * x).astype(x.dtype)

        def my_activation_derivative(x):
            return 1.41421 * (1 - np.tanh(1.41421 * x) ** 2)
        """,
    ),
    "a quotient of float32": wrong(
        "design_float32",
        """
        def my_activation_derivative(x):
            h = 1e-5
            return (my_activation(x + h) - my_activation(x - h)) / (2 * h)
        """,
    ),
    "of a line": wrong(
        "mend_forward",
        """
        def my_activation(x):
            return 2 * x

        def my_activation_derivative(x):
            return 2 * np.ones_like(x)
        """,
    ),
    "nothing that belongs to it": wrong(
        "values",
        """
        def my_activation_derivative(x):
            return np.exp(-x * x)
        """,
    ),
    "if": stops(
        "design_if_on_array",
        """
        def my_activation_derivative(x):
            return 1 if x > 0 else 0
        """,
    ),
}
