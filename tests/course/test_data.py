"""Are the generated data sets what their sources describe, and the same on every run?"""

import numpy as np
import pytest
from scipy.stats import kurtosis

from course.data import digits, mnist1d, mnist1d_templates, two_spirals, xor


def test_is_xor_the_exclusive_or() -> None:
    x, labels = xor()
    assert np.array_equal(labels, np.logical_xor(*x.T.astype(bool)))


@pytest.mark.parametrize("make", [mnist1d, two_spirals, digits])
def test_does_a_seed_fix_every_number_and_another_seed_change_them(make) -> None:
    first, again, other = make(seed=3), make(seed=3), make(seed=4)
    assert np.array_equal(first.x_train, again.x_train)
    assert np.array_equal(first.y_test, again.y_test)
    assert not np.array_equal(first.x_train, other.x_train)


def test_has_mnist1d_the_published_shape_and_scale() -> None:
    split = mnist1d()
    assert split.x_train.shape == (4000, 40)
    assert split.x_test.shape == (1000, 40)
    x, y = np.vstack([split.x_train, split.x_test]), np.append(split.y_train, split.y_test)
    assert np.bincount(y).tolist() == [500] * 10
    assert x.mean() == pytest.approx(0, abs=1e-12)
    assert x.std() == pytest.approx(1, abs=1e-12)


def test_are_the_templates_normalised_as_published() -> None:
    templates = mnist1d_templates()
    assert templates.std(axis=1) == pytest.approx(np.full(10, 1 / 6))
    assert np.abs(templates[:, 0]).max() == 0


def test_can_a_signal_be_found_again_in_its_noise() -> None:
    """The signal sticks out of the noise in a few of the 40 points: heavier tails than a bell."""
    assert kurtosis(mnist1d().x_train, axis=None) > 0.5


@pytest.mark.parametrize("num_samples", [0, -10, 15])
def test_is_an_impossible_number_of_samples_refused_by_name(num_samples: int) -> None:
    with pytest.raises(ValueError, match=f"multiple of 10, not {num_samples}"):
        mnist1d(num_samples=num_samples)


def test_do_the_two_arms_stay_apart_without_noise() -> None:
    split = two_spirals(noise=0.0)
    radius = np.hypot(*split.x_train.T)
    angle = np.arctan2(*split.x_train.T[::-1]) - 2 * np.pi * radius
    on_first_arm = np.cos(angle) > 0
    assert np.array_equal(on_first_arm, split.y_train == 0)


def test_are_the_digits_the_published_ones_from_paper_to_ink() -> None:
    split = digits()
    x, y = np.vstack([split.x_train, split.x_test]), np.append(split.y_train, split.y_test)
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert np.array_equal(np.unique(x), np.arange(17) / 16)
    # A zero has paper in its middle, a one has ink there.
    zero, one = (x[y == digit].mean(axis=0).reshape(8, 8) for digit in (0, 1))
    assert zero[3:5, 3:5].max() < 0.4 < 0.6 < one[3:5, 3:5].min()


@pytest.mark.parametrize("seed", [0, 1])
def test_is_a_fifth_of_each_digit_held_out_and_no_image_in_both_parts(seed: int) -> None:
    split = digits(seed)
    whole = np.bincount(np.append(split.y_train, split.y_test))
    assert np.abs(np.bincount(split.y_test) - whole / 5).max() < 1
    train, test = ({row.tobytes() for row in x} for x in (split.x_train, split.x_test))
    assert len(train) == len(split.x_train)
    assert not train & test


def test_are_the_digits_shuffled() -> None:
    labels = digits().y_train
    assert np.bincount(labels[:200], minlength=10).min() > 5
