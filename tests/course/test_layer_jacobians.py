"""Do Glorot's average singular values come out, and from the layers' own Jacobians?"""

import numpy as np
import pytest

from course.experiments import layer_jacobians


@pytest.fixture(scope="module")
def result():
    return layer_jacobians.run(seeds=range(3), examples=2)


def test_both_published_averages_are_met(result):
    comparison = layer_jacobians.compare(result)
    assert comparison.agrees, comparison


def test_the_quarter_circle_is_the_limit_of_wide_layers():
    values = layer_jacobians._weights_alone(width=400) * 3**0.5
    assert values.mean() == pytest.approx(layer_jacobians.QUARTER_CIRCLE, rel=5e-3)
    assert values.max() == pytest.approx(2.0, rel=0.02)


def test_the_singular_values_are_those_of_the_jacobian():
    init, layers, width = layer_jacobians.standard_uniform, 2, 5
    found = layer_jacobians._singular_values(init, 1, layers, width, examples=1)
    rng = np.random.default_rng(1)
    pixels = layer_jacobians.digits().x_train
    z = np.tanh(pixels[rng.choice(len(pixels), 1, replace=False)] @ init(64, width, rng))
    weight = init(width, width, rng)
    columns = [
        (np.tanh((z + step) @ weight) - np.tanh((z - step) @ weight))[0] / 2e-6
        for step in 1e-6 * np.eye(width)
    ]
    expected = np.linalg.svd(np.array(columns), compute_uv=False)
    np.testing.assert_allclose(found[0, 0], expected, rtol=1e-6)


def test_the_figure_names_both_initialisations(result):
    left, _ = layer_jacobians.plot(result).axes
    assert [t.get_text() for t in left.get_legend().get_texts()] == ["standard", "normalized"]
