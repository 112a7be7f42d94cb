"""Is ReLU faster than tanh here, and does the table own up that it is not six times?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.experiments import relu_against_tanh
from course.experiments.relu_against_tanh import Race


@pytest.fixture(scope="module")
def race():
    return relu_against_tanh.run(seeds=[0], rates=(0.03, 0.3))


def test_is_relu_faster_at_every_rate(race):
    for rate in (0.03, 0.3):
        assert 1.1 < race.epochs("tanh", rate)[0] / race.epochs("ReLU", rate)[0] < 2


def test_does_the_table_say_that_ours_differs(race):
    first, *others = relu_against_tanh.compare(race).claims
    assert first.published == 6.0 and not first.agrees
    assert "Krizhevsky" in first.source
    assert all(claim.published is None for claim in others)


def test_does_training_stop_at_the_goal(race):
    for rates in race.errors.values():
        for (run,) in rates.values():
            assert run[-1] < relu_against_tanh.GOAL <= min(run[:-1])


def test_is_a_run_that_never_gets_there_infinitely_long():
    race = Race({"ReLU": {0.1: [[80.0, 60.0]], 0.3: [[70.0, 20.0]]}})
    assert race.epochs("ReLU", 0.1).tolist() == [np.inf]
    assert race.best_rate("ReLU") == 0.3
    assert race.fewest_epochs("ReLU").tolist() == [2.0]


def test_does_the_race_end_after_the_most_epochs():
    assert len(relu_against_tanh.training_errors("tanh", 1e-6, seed=0, most_epochs=2)) == 2


def test_does_the_figure_show_both(race):
    fig = relu_against_tanh.plot(race)
    texts = [text.get_text() for text in fig.axes[1].get_legend().get_texts()]
    assert texts == ["ReLU", "tanh"]
    plt.close(fig)
