"""Are smooth activations dearer than ReLU, and does it matter less the wider the layer?"""

import numpy as np
import pytest
from matplotlib import pyplot as plt

from course.experiments import activation_cost


@pytest.fixture(scope="module")
def result():
    return activation_cost.run(turns=15, width=256, widths=(64, 1024))


def median(result, name):
    return float(np.median(result.ratio[name]))


def test_relu_is_the_measure_and_the_cheapest(result):
    assert set(result.ratio["ReLU"]) == {1.0}
    for name in activation_cost.ACTIVATIONS.keys() - {"ReLU"}:
        assert 1.2 < median(result, name) < 300, name


def test_whoever_contains_another_costs_more(result):
    assert median(result, "SwiGLU") > median(result, "SiLU")
    assert median(result, "GELU") > median(result, "softplus")


@pytest.mark.parametrize("name", activation_cost.IN_A_LAYER)
def test_an_activation_matters_less_in_a_wider_layer(result, name):
    narrow, wide = result.share[name]
    assert 0 < wide < narrow < 100


def test_every_turn_runs_every_call_once_after_the_warm_up():
    calls = []
    times = activation_cost.in_turns({name: lambda n=name: calls.append(n) for name in "ab"}, 3)
    assert "".join(calls) == "ab" * 4
    assert {name: seconds.shape for name, seconds in times.items()} == {"a": (3,), "b": (3,)}


def test_table_and_figure_name_every_activation(result):
    rows = [claim.what for claim in activation_cost.compare(result).claims]
    assert rows[0] == "ReLU: time / ReLU's"
    assert rows[-1] == "GELU: share of a layer 1024 wide"
    left, _ = activation_cost.plot(result).axes
    names = {tick.get_text() for tick in left.get_yticklabels()}
    assert names == set(activation_cost.ACTIVATIONS)
    plt.close("all")
