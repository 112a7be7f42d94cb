"""Do ReLU units die of large steps, as published, and is a death what the picture shows?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.experiments import dying_units
from course.experiments.dying_units import Death


@pytest.fixture(scope="module")
def result():
    return dying_units.run(seeds=[0, 1])


@pytest.fixture(scope="module")
def death():
    return dying_units.watch(1.0)


def test_do_as_many_die_as_published(result):
    comparison = dying_units.compare(result)
    assert comparison.agrees, comparison


def test_do_more_units_die_the_larger_the_step(result):
    means = [np.mean(result.dead["ReLU"][rate]) for rate in (0.1, 0.3, 1.0)]
    assert means[0] < 15 < means[1] < 70 < means[2]


def test_does_the_leak_save_the_units_but_not_the_training(result):
    assert all(share == 0 for shares in result.dead["leaky ReLU"].values() for share in shares)
    assert result.diverged["leaky ReLU"][1.0] == 2
    assert max(result.accuracy["leaky ReLU"][1.0]) < 20


def test_does_centring_the_inputs_save_them_too(result):
    assert np.mean(result.dead["ReLU, centred"][0.3]) < 3
    assert np.mean(result.accuracy["ReLU, centred"][0.3]) > np.mean(result.accuracy["ReLU"][0.3])


def test_is_the_victim_on_at_first_and_off_for_good_at_last(death):
    inputs = death.inputs[:, :, death.victim()]
    assert (inputs[0] > 0).any()
    assert (inputs[-1] < 0).all()


def test_does_a_dead_unit_get_no_gradient(death):
    # Death is judged by 300 images, training uses all 1437: wait some steps.
    assert (death.gradient[10:, death.victim()] == 0).all()
    assert death.gradient[0, death.victim()] > 0


def test_who_dies_first():
    highest = np.array([[-1.0, 1.0, 1.0, 1.0], [-1.0, 1.0, -1.0, -1.0], [-1.0, -1.0, -2.0, 1.0]])
    death = Death(0.1, highest[:, None, :], np.zeros((2, 4)))
    assert death.victim() == 2
    assert death.alive.tolist() == [75.0, 25.0, 25.0]


def test_do_small_steps_leave_nearly_all_alive():
    assert dying_units.watch(0.03).alive[-1] > 90


@pytest.mark.parametrize("draw", ["plot", "plot_death"])
def test_can_the_figures_be_drawn(draw, result, death):
    fig = dying_units.plot(result) if draw == "plot" else dying_units.plot_death(death)
    assert [bool(ax.get_lines()) for ax in fig.axes] == [True] * len(fig.axes)
    plt.close(fig)
