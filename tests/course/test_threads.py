"""Does a product get one thread, unless somebody asked for more?"""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from course.data import two_spirals
from course.engine import SGD, CrossEntropyLoss, Linear, Sequential
from course.experiments.training import fit
from course.threads import one_blas_thread

VARIABLES = (
    *("OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"),
    *("OMP_NUM_THREADS", "MKL_NUM_THREADS"),
)
SHOW = """
import json, os
{first}
import numpy
import course.engine
from threadpoolctl import threadpool_info
blas = [each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"]
print(json.dumps([blas, {{k: v for k, v in os.environ.items() if k in {names!r}}}]))
"""


@pytest.fixture(autouse=True)
def unasked(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


def blas_threads() -> set[int]:
    return {each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas"}


def fresh(first: str, **settings: str) -> tuple[list[int], dict[str, str]]:
    """The threads of BLAS and the variables in a new process, which runs `first` first."""
    code = SHOW.format(first=first, names=VARIABLES)
    environment = os.environ | settings
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return tuple(json.loads(run.stdout))


def test_has_a_blas_that_is_loaded_after_the_course_one_thread() -> None:
    threads, variables = fresh("import course")
    assert set(threads) <= {1}
    assert variables["OPENBLAS_NUM_THREADS"] == "1"


def test_are_the_variables_that_pytorch_obeys_left_alone() -> None:
    _, variables = fresh("import course")
    assert not variables.keys() & {"OMP_NUM_THREADS", "MKL_NUM_THREADS"}


@pytest.mark.parametrize("name", VARIABLES)
def test_does_a_setting_of_ones_own_win(name: str) -> None:
    _, variables = fresh("import course", **{name: "3"})
    assert variables == {name: "3"}


def test_do_products_run_on_one_thread_inside_and_as_before_outside() -> None:
    with threadpool_limits(2, "blas"):
        before = blas_threads()
        with one_blas_thread():
            assert blas_threads() <= {1}
        assert blas_threads() == before
        with pytest.raises(ZeroDivisionError), one_blas_thread():
            1 / 0  # noqa: B018
        assert blas_threads() == before


@pytest.mark.parametrize(("setting", "inside"), [("2", {2}), ("1", {1}), ("", {1})])
def test_is_a_number_that_the_user_set_respected(monkeypatch, setting: str, inside) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", setting)
    with threadpool_limits(2, "blas"), one_blas_thread():
        assert blas_threads() <= inside


def test_does_training_run_on_one_thread() -> None:
    seen: set[int] = set()

    class Watched(Linear):
        def forward(self, x):
            seen.update(blas_threads())
            return super().forward(x)

    rng = np.random.default_rng(0)
    network = Sequential([Watched(2, 2, rng)])
    sgd, split = SGD(network, lr=0.1), two_spirals(num_samples=40)
    with threadpool_limits(2, "blas"):
        fit(network, CrossEntropyLoss(), sgd, split, epochs=1, batch_size=20, rng=rng)
    assert seen <= {1}
