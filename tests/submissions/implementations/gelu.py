"""GELU and its slope, as students write them: exact, and in the two forms that approximate it."""

from tests.submissions.implementation import Implementations, right, stops, wrong

GELU: Implementations = {
    "math.erf, vectorised": right("""
        import math

        def gelu(x):
            phi = [0.5 * math.erfc(-value / math.sqrt(2)) for value in x.ravel().tolist()]
            return x * np.array(phi, dtype=np.result_type(x, 0.0)).reshape(x.shape)
    """),
    "erf": right("""
        from scipy.special import erf

        def gelu(x):
            return 0.5 * x * (1 + erf(x / 2**0.5))
    """),
    "erfc": right("""
        import math
        from scipy.special import erfc

        def gelu(x):
            return x / 2 * erfc(-x / math.sqrt(2))
    """),
    "ndtr": right("""
        from scipy.special import ndtr

        def gelu(x):
            return x * ndtr(x)
    """),
    "scipy.stats": right("""
        from scipy.stats import norm

        def gelu(x):
            return (x * norm.cdf(x)).astype(np.result_type(x, 0.0))
    """),
    "np.vectorize with otypes": right("""
        from math import erf, sqrt

        normal_cdf = np.vectorize(lambda value: (1 + erf(value / sqrt(2))) / 2, otypes=[float])

        def gelu(x):
            return x * normal_cdf(x).astype(np.result_type(x, 0.0))
    """),
    "root in float64, cast back": right("""
        from scipy.special import erf

        def gelu(x):
            y = 0.5 * x * (1 + erf(x / np.sqrt(2)))
            return y.astype(np.result_type(x, 0.0))
    """),
    "tanh form": wrong(
        "gelu_is_tanh_form",
        """
        import math

        def gelu(x):
            u = math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)
            return x / 2 * (1 + np.tanh(u))
        """,
    ),
    "tanh form with numpy's pi and root": wrong(
        "gelu_is_tanh_form",
        """
        def gelu(x):
            return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * np.power(x, 3))))
        """,
    ),
    "sigmoid form": wrong(
        "gelu_is_sigmoid_form",
        """
        def gelu(x):
            return x / (1 + np.exp(-1.702 * x))
        """,
    ),
    "sigmoid form, rounded": wrong(
        "gelu_is_rounded_sigmoid_form",
        """
        from scipy.special import expit

        def gelu(x):
            return x * expit(1.7 * x)
        """,
    ),
    "no root": wrong(
        "gelu_without_root",
        """
        from scipy.special import erf

        def gelu(x):
            return x * (1 + erf(x)) / 2
        """,
    ),
    "times the root": wrong(
        "gelu_root_multiplied",
        """
        from scipy.special import erf

        def gelu(x):
            return x * (erf(np.sqrt(2) * x) + 1) / 2
        """,
    ),
    "no half": wrong(
        "gelu_without_half",
        """
        from scipy.special import erf

        def gelu(x):
            return x + x * erf(x / np.sqrt(2))
        """,
    ),
    "no one": wrong(
        "gelu_without_one",
        """
        from scipy.special import erf

        def gelu(x):
            return x * erf(x / 2**0.5) / 2
        """,
    ),
    "erf as gate": wrong(
        "gelu_erf_gate",
        """
        from scipy.special import erf

        def gelu(x):
            return erf(x * 0.5**0.5) * x
        """,
    ),
    "brackets": wrong(
        "gelu_missing_brackets",
        """
        from scipy.special import erf

        def gelu(x):
            return 0.5*x*1 + erf(x/2**0.5)
        """,
    ),
    "the gate alone": wrong(
        "gelu_probability_only",
        """
        from scipy.special import erf

        def gelu(x):
            return 0.5 * (1 + erf(x / 2**0.5))
        """,
    ),
    "upper tail": wrong(
        "gelu_upper_tail",
        """
        from scipy.special import erfc

        def gelu(x):
            return x * erfc(x / 2**0.5) / 2
        """,
    ),
    "density": wrong(
        "gelu_density",
        """
        def gelu(x):
            return x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
        """,
    ),
    "SiLU": wrong(
        "gelu_is_silu",
        """
        def gelu(x):
            return silu(x)
        """,
    ),
    "square for cube": wrong(
        "gelu_square_for_cube",
        """
        def gelu(x):
            u = 0.7978845608028654 * (x + 0.044715 * x * x)
            return 0.5 * x * (np.tanh(u) + 1)
        """,
    ),
    "2/π without its root": wrong(
        "values",
        """
        def gelu(x):
            return 0.5 * x * (1 + np.tanh(2 / 3.141592653589793 * (x + 0.044715 * x**3)))
        """,
    ),
    "math.erf on an array": stops(
        "raised",
        """
        import math

        def gelu(x):
            return 0.5 * x * (1 + math.erf(x / math.sqrt(2)))
        """,
    ),
    "np.erf": stops(
        "raised",
        """
        def gelu(x):
            return 0.5 * x * (1 + np.erf(x / np.sqrt(2)))
        """,
    ),
}

GELU_DERIVATIVE: Implementations = {
    "math in a loop": right("""
        import math

        def gelu_derivative(x):
            def one(value):
                cdf = 0.5 * math.erfc(-value / math.sqrt(2))
                return cdf + value * math.exp(-value * value / 2) / math.sqrt(2 * math.pi)

            slopes = [one(value) for value in x.ravel().tolist()]
            return np.array(slopes, dtype=np.result_type(x, 0.0)).reshape(x.shape)
    """),
    "erf and exp": right("""
        from math import pi, sqrt
        from scipy.special import erf

        def gelu_derivative(x):
            cdf = (1 + erf(x / sqrt(2))) / 2
            pdf = np.exp(-(x**2) / 2) / sqrt(2 * pi)
            return cdf + x * pdf
    """),
    "ndtr and a Gauss function": right("""
        from scipy.special import ndtr

        def gelu_derivative(x):
            return ndtr(x) + x * np.exp(-x * x / 2) * 0.3989422804014327
    """),
    "mirrored": right("""
        from scipy.special import erfc

        def gelu_derivative(x):
            a = -np.abs(x)
            left = 0.5 * erfc(-a / 2**0.5) + a * np.exp(-a * a / 2) / 6.283185307179586**0.5
            return np.where(x > 0, 1 - left, left)
    """),
    "scipy.stats": right("""
        from scipy.stats import norm

        def gelu_derivative(x):
            return (norm.cdf(x) + x * norm.pdf(x)).astype(np.result_type(x, 0.0))
    """),
    "slope of the tanh form": wrong(
        "gelu_derivative_of_tanh_form",
        """
        def gelu_derivative(x):
            c = np.sqrt(2 / np.pi)
            t = np.tanh(c * (x + 0.044715 * x**3))
            return 0.5 * (1 + t) + 0.5 * x * (1 - t**2) * c * (1 + 3 * 0.044715 * x**2)
        """,
    ),
    "slope of the sigmoid form": wrong(
        "gelu_derivative_of_sigmoid_form",
        """
        def gelu_derivative(x):
            s = 1 / (1 + np.exp(-1.702 * x))
            return s * (1 + 1.702 * x * (1 - s))
        """,
    ),
    "cube not tripled": wrong(
        "gelu_derivative_cube_not_tripled",
        """
        def gelu_derivative(x):
            c = 0.7978845608028654
            t = np.tanh(c * (x + 0.044715 * x**3))
            return 0.5 * (1 + t) + 0.5 * x * (1 - t**2) * c * (1 + 0.044715 * x**2)
        """,
    ),
    "gate held fixed": wrong(
        "gelu_derivative_probability_only",
        """
        from scipy.special import erf

        def gelu_derivative(x):
            return 0.5 + 0.5 * erf(x / 2**0.5)
        """,
    ),
    "second term only": wrong(
        "gelu_derivative_density_term_only",
        """
        def gelu_derivative(x):
            return x * np.exp(-0.5 * x**2) / np.sqrt(2 * np.pi)
        """,
    ),
    "x forgotten": wrong(
        "gelu_derivative_without_x",
        """
        from scipy.special import erf

        def gelu_derivative(x):
            pdf = np.exp(-x**2 / 2) / np.sqrt(2 * np.pi)
            return (1 + erf(x / np.sqrt(2))) / 2 + pdf
        """,
    ),
    "density unscaled": wrong(
        "gelu_derivative_density_unscaled",
        """
        from scipy.special import erf

        def gelu_derivative(x):
            return (1 + erf(x / 2**0.5)) / 2 + x * np.exp(-x * x / 2)
        """,
    ),
    "no half in the exponent": wrong(
        "gelu_derivative_exponent_not_halved",
        """
        from scipy.special import erf

        def gelu_derivative(x):
            return (1 + erf(x / 2**0.5)) / 2 + x * np.exp(-x * x) / (2 * 3.141592653589793) ** 0.5
        """,
    ),
    "no root": wrong(
        "gelu_derivative_without_root",
        """
        from scipy.special import erf

        def gelu_derivative(x):
            pdf = np.exp(-(x**2) / 2) / 2.5066282746310002
            return (1 + erf(x)) / 2 + x * pdf
        """,
    ),
    "no inner derivative of erf": wrong(
        "gelu_derivative_inner_slope_of_erf",
        """
        from math import pi, sqrt
        from scipy.special import erf

        def gelu_derivative(x):
            z = x / sqrt(2)
            erf_slope = 2 / sqrt(pi) * np.exp(-(z**2))
            return 0.5 * (1 + erf(z)) + 0.5 * x * erf_slope
        """,
    ),
    "minus": wrong(
        "gelu_derivative_minus",
        """
        from scipy.stats import norm

        def gelu_derivative(x):
            return (norm.cdf(x) - x * norm.pdf(x)).astype(x.dtype)
        """,
    ),
    "density only": wrong(
        "gelu_derivative_density_only",
        """
        def gelu_derivative(x):
            return np.exp(-x * x / 2) / (2 * np.pi) ** 0.5
        """,
    ),
    "the function again": wrong(
        "gelu_derivative_is_value",
        """
        from scipy.special import ndtr

        def gelu_derivative(x):
            return ndtr(x) * x
        """,
    ),
    "float64 whatever comes": wrong(
        "dtype",
        """
        from scipy.special import erf

        def gelu_derivative(x):
            pdf = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
            return 0.5 * (1 + erf(x / np.sqrt(2))) + x * pdf
        """,
    ),
}
