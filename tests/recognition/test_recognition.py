"""Is what an operator makes of a reference rejected, and called by its name?"""

import pytest

from tests.recognition.composed import FUNCTIONS
from tests.recognition.tally import COMPOSED_NAMED, composed_outcomes

# `make recognition` takes twenty.
SEEDS = (0,)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_are_the_composed_wrong_forms_rejected_and_named(name):
    outcomes = composed_outcomes(SEEDS, name)
    assert [outcome.words for outcome in outcomes if not outcome.rejected] == []
    named = [outcome for outcome in outcomes if outcome.named]
    others = [f"{o.words} → {set(o.diagnoses)}" for o in outcomes if not o.named]
    print(f"{len(outcomes)} composed wrong forms of {name}, {len(named)} named right")
    assert len(named) >= COMPOSED_NAMED * len(outcomes), others
