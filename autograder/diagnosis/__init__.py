"""Which misconception is it? A wrong formula leaves a numeric fingerprint; it is read here.

Trials in, a diagnosis out: first the exercise's own wrong forms, then the learner's own forward,
then general operators that compose with any reference. Nothing is named that does not explain every
trial; what fits nothing is described by `place_of` and `facts_of`, and nothing is invented.
"""

from autograder.diagnosis.diagnose import diagnose
from autograder.diagnosis.diagnosis import Diagnosis
from autograder.diagnosis.facts import facts_of
from autograder.diagnosis.names import MISCONCEPTIONS, RULES
from autograder.diagnosis.place import place_of
from autograder.diagnosis.precision import INEXACT_CONSTANT
from autograder.diagnosis.trial import Trial

__all__ = [
    "INEXACT_CONSTANT",
    "MISCONCEPTIONS",
    "RULES",
    "Diagnosis",
    "Trial",
    "diagnose",
    "facts_of",
    "place_of",
]
