"""Does width help every activation but a polynomial?"""

import numpy as np
import pytest

from course.experiments import polynomial_activation


@pytest.fixture(scope="module")
def result():
    return polynomial_activation.run(seeds=range(4))


def test_polynomials_stay_on_the_floor_of_calculus(result):
    assert polynomial_activation.compare(result).agrees
    x = np.linspace(0, 2 * np.pi, 4001)
    parabola = np.polynomial.Polynomial.fit(x, np.sin(x), 2)(x)
    error = np.sqrt(np.mean((parabola - np.sin(x)) ** 2))
    assert error == pytest.approx(polynomial_activation.FLOOR, rel=1e-3)


@pytest.mark.parametrize("name", ["ReLU", "tanh", "sigmoid"])
def test_the_others_leave_it_further_behind_with_every_doubling(result, name):
    typical = np.median(result.errors[name], axis=0)
    assert (np.diff(typical) < 0).all()
    assert typical[-1] < polynomial_activation.FLOOR / 50


def test_the_figure_shows_every_activation(result):
    (ax,) = polynomial_activation.plot(result).axes
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == list(polynomial_activation.ACTIVATIONS)
