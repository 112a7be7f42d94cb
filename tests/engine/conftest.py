"""What the tests of the engine share."""

import numpy as np
import pytest
from hypothesis import settings

# How long an example takes says something about the machine, not about the engine.
settings.register_profile("course", deadline=None)
settings.load_profile("course")


@pytest.fixture
def rng():
    return np.random.default_rng(20240229)
