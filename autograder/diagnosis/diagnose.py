"""Which misconception is it? The order of the questions: what is listed, what follows, the rest."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.diagnosis.consistency import suits_own_forward
from autograder.diagnosis.diagnosis import Diagnosis
from autograder.diagnosis.doubt import decided
from autograder.diagnosis.evidence import observed, of_floats, quietly
from autograder.diagnosis.forms import exactly, listed
from autograder.diagnosis.precision import cut_off, imprecise
from autograder.diagnosis.trial import Trial
from autograder.diagnosis.unlisted import unlisted
from autograder.diagnosis.unsummed import unsummed
from autograder.exercises.exercise import Exercise, WrongForm
from autograder.learner import Learner


def diagnose(exercise: Exercise, trials: Sequence[Trial], learner: Learner) -> Diagnosis | None:
    """The misconception behind the failing trials, or None: nothing is invented."""

    def known(forms: Sequence[WrongForm]) -> Diagnosis | None:
        form = decided(exercise, forms, learner)
        return Diagnosis(form.id, form.misconception, form.hint) if form else None

    with quietly():
        observations = observed(exercise, trials)
        of_numbers = of_floats(exercise, observations)
        forms: Sequence[WrongForm] = listed(exercise, of_numbers)
        if exercise.measure:
            # What is measured may be alike by chance: outputs that agree are better evidence.
            forms = exactly(exercise, forms, of_numbers) or unlisted(exercise, of_numbers) or forms
        return (
            known(forms)
            or suits_own_forward(exercise, learner)
            or known(unlisted(exercise, of_numbers))
            or imprecise(of_numbers)
            or unsummed(exercise, of_numbers)
            or cut_off(exercise, observations)
        )
