"""The marks around a solution in the solved course, and what learners get in its place.

    ### BEGIN SOLUTION
    return grad_output * (self._saved_input > 0)
    ### GIVEN
    # return grad_output * (self._saved_output >= 0)
    ### END SOLUTION

Learners get a stub, or, where there is a GIVEN, the lines after it as code: an exercise that
starts from code to repair. A line is a mark only if nothing else stands in it. In a text cell the
marks are comments, `<!-- ### BEGIN SOLUTION -->`, with nothing outside of them.
"""

from __future__ import annotations

import re

# What stands in place of an answer in prose, until there is one.
PROSE_STUB = "*Write your answer here, about 150 words.*"

BEGIN, GIVEN, END = "### BEGIN SOLUTION", "### GIVEN", "### END SOLUTION"
SOLUTION = re.compile(
    rf"^(?P<indent>[ \t]*){BEGIN}[ \t]*\n(?P<solved>.*?)"
    rf"(?:^[ \t]*{GIVEN}[ \t]*\n(?P<given>.*?))?^[ \t]*{END}[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_REGIONS = re.compile(f"({BEGIN}\n({GIVEN}\n)?{END}\n)+")
_COMMENT = re.compile(r"^([ \t]*)# ?")
_PROSE = re.compile(
    rf"<!-- {BEGIN} -->\n(?:(?!<!-- ###).)*\S(?:(?!<!-- ###).)*\n<!-- {END} -->", re.DOTALL
)


def is_marked(text: str) -> bool:
    """Does a line look like a mark? As to nbgrader, the words count wherever they stand."""
    return bool(_lines_with_marks(text))


def with_given(text: str) -> str:
    """The text with each solution that has given code replaced by that code.

    >>> with_given("### BEGIN SOLUTION\\nreturn 1\\n### GIVEN\\n# return 2\\n### END SOLUTION")
    'return 2'
    """
    return SOLUTION.sub(_given_or_whole, text)


def as_released(text: str) -> str:
    """The text as learners get it, but with `...` for a stub."""
    return SOLUTION.sub(r"\g<indent>...", with_given(text))


def problem_with(text: str) -> str:
    """What is wrong with the marks of a cell, and what to do; "" if nothing is."""
    marks = _lines_with_marks(text)
    if not marks or not _REGIONS.fullmatch("".join(f"{mark}\n" for mark in marks)):
        given = any(mark.startswith(GIVEN) for mark in marks)
        inside = f"; {GIVEN} goes between them, once, on its own line too" if given else ""
        return f"put the solution between {BEGIN} and {END}, each on its own line{inside}"
    for region in SOLUTION.finditer(text):
        if region["given"] is not None and not _is_comment(region["given"]):
            return f"the lines from {GIVEN} to {END} must be there, each a comment: # return x"
    return ""


def has_given(text: str) -> bool:
    """Do learners start from code to repair?"""
    return any(region["given"] is not None for region in SOLUTION.finditer(text))


def is_prose(text: str) -> bool:
    """Is it a model answer between marks that Markdown does not show, and nothing else?"""
    return _PROSE.fullmatch(text.strip()) is not None


def _lines_with_marks(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    words = ("BEGIN SOLUTION", "END SOLUTION", GIVEN)
    return [line for line in lines if any(word in line for word in words)]


def _given_or_whole(region: re.Match[str]) -> str:
    if region["given"] is None:
        return region[0]
    return "\n".join(_COMMENT.sub(r"\1", line).rstrip() for line in region["given"].splitlines())


def _is_comment(text: str) -> bool:
    lines = text.splitlines()
    return bool(lines) and all(line.strip().startswith("#") for line in lines)
