"""Are smooth activations dearer than ReLU, and does it matter less the wider the layer?"""

from time import sleep

import pytest
from matplotlib import pyplot as plt

from course.experiments import activation_cost


@pytest.fixture(scope="module")
def result():
    return activation_cost.run(turns=15, width=256, widths=(64, 1024))


def test_relu_is_the_measure_and_the_cheapest(result):
    assert result.ratio["ReLU"] == 1
    for name in activation_cost.ACTIVATIONS.keys() - {"ReLU"}:
        assert 1.2 < result.ratio[name] < 300, name


def test_whoever_contains_another_costs_more(result):
    assert result.ratio["SwiGLU"] > result.ratio["SiLU"]
    assert result.ratio["GELU"] > result.ratio["softplus"]


@pytest.mark.parametrize("name", activation_cost.IN_A_LAYER)
def test_an_activation_matters_less_in_a_wider_layer(result, name):
    narrow, wide = result.share[name]
    assert 0 < wide < narrow < 100


def test_every_turn_runs_every_call_once_and_the_fastest_counts():
    calls, naps = [], iter((0.0, 0.02, 0.0, 0.02))

    def nap(name):
        calls.append(name)
        sleep(next(naps))

    times = activation_cost.fastest({"a": lambda: nap("a"), "b": lambda: nap("b")}, turns=2)
    assert "".join(calls) == "abab"
    assert times["a"] < 0.02 <= times["b"]


def test_table_and_figure_name_every_activation(result):
    rows = [claim.what for claim in activation_cost.compare(result).claims]
    assert rows[0] == "ReLU: time / ReLU's"
    assert rows[-1] == "GELU: share of a layer 1024 wide"
    left, _ = activation_cost.plot(result).axes
    names = {tick.get_text() for tick in left.get_yticklabels()}
    assert names == set(activation_cost.ACTIVATIONS)
    plt.close("all")
