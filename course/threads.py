"""How many threads a matrix product gets: one, because the course's are too small to share.

BLAS, numpy's library for matrix products, takes every core it finds. On products of a few hundred
rows that gains little on an idle machine; on a busy one each product waits for a thread that has to
queue, and training takes 1.5 to 30 times as long. Whoever sets one of the variables below, say
OPENBLAS_NUM_THREADS=4, has the last word.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_OF_BLAS_ALONE = ("OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# PyTorch and scikit-learn obey these too, so that they are read here but never set.
_SHARED = ("OMP_NUM_THREADS", "MKL_NUM_THREADS")


def default_to_one() -> None:
    """One thread for a BLAS that is yet to be loaded: it reads its variable only then."""
    if not _more_are_asked_for():
        for name in _OF_BLAS_ALONE:
            os.environ.setdefault(name, "1")


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """One thread for a BLAS that is loaded, as in a notebook that imports numpy first.

    >>> import numpy as np
    >>> with one_blas_thread():
    ...     y = np.ones((2, 3)) @ np.ones((3, 2))
    """
    if _more_are_asked_for():
        yield
        return
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):
        yield


def _more_are_asked_for() -> bool:
    settings = (os.environ.get(name) for name in (*_OF_BLAS_ALONE, *_SHARED))
    return any(setting not in (None, "", "1") for setting in settings)
