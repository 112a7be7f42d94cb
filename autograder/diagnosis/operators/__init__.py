"""General mistakes that compose with any reference, and so recognise what nobody listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from autograder.diagnosis.evidence import Observation
from autograder.diagnosis.operators.arguments import arguments
from autograder.diagnosis.operators.entries import entries
from autograder.diagnosis.operators.factors import constants, factors
from autograder.diagnosis.operators.layout import layout
from autograder.diagnosis.operators.shares import shares
from autograder.diagnosis.operators.sides import sides
from autograder.diagnosis.operators.slopes import slopes
from autograder.diagnosis.target import Composed, Target


def composed(target: Target, failing: Sequence[Observation]) -> Iterator[Composed]:
    """Every form that an operator makes of a target; the plainest ones come first.

    Those with a number to estimate read it off what came back in the failing observations.
    """
    listed = (slopes, sides, entries, shares, layout, arguments)
    plain = chain.from_iterable(forms(target) for forms in listed)
    return chain(constants(target, failing), plain, factors(target, failing))
