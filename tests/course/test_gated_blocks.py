"""Do gated blocks beat plain ones of as many parameters on our small scale, as in the large?"""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from course.engine import check_layer
from course.experiments import gated_blocks


@pytest.fixture(scope="module")
def result():
    return gated_blocks.run(seeds=range(2), epochs=6)


def test_every_figure_of_the_rule_is_met(result):
    comparison = gated_blocks.compare(result)
    assert comparison.agrees, comparison
    assert sum(claim.published is not None for claim in comparison.claims) == 3


def test_all_networks_have_as_many_parameters_to_half_a_percent(result):
    counts = list(result.parameters.values())
    assert max(counts) < 1.005 * min(counts)


@pytest.mark.parametrize("gated", gated_blocks.TWINS)
def test_does_the_gate_help_early_in_training(result, gated):
    assert np.mean(gated_blocks.gain_of_gate(result, gated)) > 1
    plain = gated_blocks.TWINS[gated]
    for with_gate, without in zip(result.train_loss[gated], result.train_loss[plain], strict=True):
        assert with_gate < without


def test_it_is_the_same_order_as_in_the_language_model_where_that_is_clear(result):
    """There, too, each gated twin beats its plain one, and the sigmoid's gate is the weakest."""
    for gated, plain in gated_blocks.TWINS.items():
        assert gated_blocks.PUBLISHED[gated] < gated_blocks.PUBLISHED[plain]
    unbounded = [np.mean(result.accuracy[name]) for name in ("ReGLU", "GEGLU", "SwiGLU")]
    assert np.mean(result.accuracy["GLU"]) < min(unbounded)


def test_a_rate_too_high_costs_swiglu_more_than_relu(result):
    lost = {
        name: np.mean(result.accuracy[name]) - np.mean(accuracies)
        for name, accuracies in result.varied["learning rate × 3"].items()
    }
    assert lost["SwiGLU"] > 3 > lost["GLU"]
    assert lost["SwiGLU"] > lost["ReLU"]


def test_most_of_the_gates_gain_over_silu_is_a_matter_of_scale(result):
    """With larger first weights SiLU leaves the stretch around 0 where it is almost a line."""
    larger = result.varied["first weights × 3"]
    before, after = (
        np.mean(of["SwiGLU"]) - np.mean(of["SiLU"]) for of in (result.accuracy, larger)
    )
    assert before > 8
    assert after < before / 2


@pytest.mark.parametrize("name", [*gated_blocks.PLAIN, *gated_blocks.GATED])
def test_is_the_gradient_of_every_block_right(name):
    rng = np.random.default_rng(0)
    layer = gated_blocks.Residual(gated_blocks.block(name, 4, 6, rng))
    x = rng.normal(size=(3, 4))
    assert check_layer(layer, x, rng) < 1e-7


def test_the_same_seed_trains_the_same_network():
    first, second = (gated_blocks.train("SwiGLU", seed=1, epochs=1)[1] for _ in range(2))
    assert first == second


def test_the_figure_sets_ours_beside_the_published(result):
    left, right = gated_blocks.plot(result).axes
    for ax in (left, right):
        assert [tick.get_text() for tick in ax.get_xticklabels()] == list(gated_blocks.PUBLISHED)
    plt.close("all")
