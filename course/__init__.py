"""What the notebooks import: the engine, the experiments, the plots. Bare, it loads nothing."""

from course.threads import default_to_one

default_to_one()
