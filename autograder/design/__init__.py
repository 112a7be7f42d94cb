"""Judges what has no reference: an activation of the learner's own design, and its slope."""
