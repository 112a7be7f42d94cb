"""Does a check of ReLU's right derivative raise as many false alarms as the law predicts?"""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course.experiments import kink_alarms


@pytest.fixture(scope="module")
def result():
    return kink_alarms.run()


def test_do_the_counts_agree_with_the_law(result):
    comparison = kink_alarms.compare(result)
    assert comparison.agrees, comparison


@pytest.mark.parametrize(
    ("h", "inputs", "expected"), [(1e-5, 8192, 0.0633), (1e-3, 64, 0.0498), (2.0**-7, 64, 0.3298)]
)
def test_what_does_the_law_say(h, inputs, expected):
    assert kink_alarms.law(h, inputs) == pytest.approx(expected, abs=5e-5)


def test_where_does_the_check_cry_wolf():
    z = np.array([-2e-5, -9e-6, -1e-9, 1e-9, 9e-6, 2e-5])
    assert kink_alarms.is_wrong(z, 1e-5).tolist() == [False, True, True, True, True, False]


def test_are_all_alarms_gone_away_from_the_kink(result):
    assert result.share_after_moving == [0.0] * 5


def test_would_a_wrong_derivative_be_seen(monkeypatch):
    monkeypatch.setattr(kink_alarms, "relu_derivative", lambda z: np.where(z > 0, 1.0, 0.01))
    assert not kink_alarms.compare(kink_alarms.run(seeds=[0], batches=20)).agrees


def test_does_the_figure_draw_every_step(result):
    fig = kink_alarms.plot(result)
    assert len(fig.axes[0].get_lines()) == 2 * len(kink_alarms.STEPS) + 1
    plt.close(fig)
