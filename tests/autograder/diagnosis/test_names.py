"""Has everything that is diagnosed without words of its own a name for the instructor?"""

import re
from pathlib import Path

import autograder
from autograder.diagnosis import INEXACT_CONSTANT, MISCONCEPTIONS, RULES
from autograder.examine import FINAL

PACKAGE = Path(autograder.__file__).parent


def ids_in(folder, pattern):
    """What the pattern finds in the sources, but for the table of names itself."""
    sources = [path for path in folder.rglob("*.py") if path.name != "names.py"]
    return {id for path in sources for id in re.findall(pattern, path.read_text("utf-8"))}


def test_is_every_operator_named_and_no_name_left_over():
    operators = ids_in(PACKAGE / "diagnosis", r'"(op_\w+)"')
    assert len(operators) > 50
    assert set(MISCONCEPTIONS) == operators | {"suits_own_forward", INEXACT_CONSTANT.id}


def test_is_every_rule_named_and_no_name_left_over():
    rules = ids_in(PACKAGE, r'\bFinding\(\s*"(\w+)"')
    # Those that end everything, or raise, have an outcome of their own in the report.
    assert set(RULES) == (rules - set(FINAL) - {"raised"}) | {"not_a_choice"}


def test_is_no_name_given_twice():
    names = [*MISCONCEPTIONS.values(), *RULES.values()]
    assert len(set(names)) == len(names)
