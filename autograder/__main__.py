"""The console command: says what to install where a command needs more than learners have."""

from __future__ import annotations

import sys

# What only some commands need, by the names that they are imported under.
INSTRUCTORS = ("jinja2", "nbgrader")


def main() -> None:
    """Run the command line, or end with what is missing and the command that gets it."""
    from autograder.cli import main as commands

    try:
        commands(prog_name="autograder")
    except ModuleNotFoundError as error:
        missing = str(error.name).partition(".")[0]
        if missing not in INSTRUCTORS:
            raise
        sys.exit(
            f"This command needs {missing}, which the learner's install leaves out."
            "\nInstall: pip install 'activation-layers[instructor]'"
            "\nor, in a clone of the course: pip install -e '.[instructor]'"
        )


if __name__ == "__main__":
    main()
