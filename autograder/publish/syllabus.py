"""What the course asks of a learner: points, time and prerequisites of every notebook, as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill

from autograder.exercises.exercise import Assignment, Question, Task, Written
from autograder.publish.outline import Minutes, Outline, OutlineError

KINDS = ("exercise", "question", "written answer")
LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
EMPHASIS = re.compile(r"(?<!\w)\*([^*]+)\*(?!\w)")


def syllabus(
    outlines: Sequence[Outline], assignments: Mapping[str, Assignment], width: int = 80
) -> str:
    """One paragraph for each notebook, and the sums.

    Points come from the `assignments`, all else from the notebooks' own text.
    Raises OutlineError where a notebook is missing or does not say what it should.
    """
    missing = assignments.keys() - {outline.stem for outline in outlines}
    if missing:
        folder = outlines[0].path.parent
        raise OutlineError(f"{folder} lacks the notebooks {', '.join(sorted(missing))}")
    tasks = {o.stem: assignments[o.stem].tasks if o.stem in assignments else () for o in outlines}
    paragraphs = [_paragraph(outline, tasks[outline.stem], width) for outline in outlines]
    everything = [task for own in tasks.values() for task in own]
    reading = sum(outline.minutes.reading for outline in outlines)
    writing = sum(outline.minutes.writing for outline in outlines)
    head = f"total of {len(outlines)} notebooks"
    return "\n\n".join([*paragraphs, _facts(head, everything, Minutes(reading, writing), width)])


def _paragraph(outline: Outline, tasks: Sequence[Task], width: int) -> str:
    needs = f"You need {_plain(outline.needs)}"
    facts = _facts(outline.title, tasks, outline.minutes, width)
    return f"{facts}\n{_indented(needs, width)}"


def _facts(head: str, tasks: Sequence[Task], minutes: Minutes, width: int) -> str:
    """Points and time in two lines: how much, and of what."""
    sums = f"{_points(tasks):4} points  {_duration(minutes.total):>10}"
    parts = f"{_duration(minutes.reading)} to read, {_duration(minutes.writing)} to write"
    first = f"{head:<{max(width - len(sums), 0)}}{sums}"
    return f"{first}\n{_indented(f'{_counted(tasks)}; {parts}', width)}"


def _counted(tasks: Iterable[Task]) -> str:
    """The tasks by their kind and their points, e.g. "6 exercises for 12, 6 questions for 6"."""
    by_kind: dict[str, list[Task]] = {kind: [] for kind in KINDS}
    for task in tasks:
        by_kind[_kind(task)].append(task)
    texts = [
        f"{len(same)} {kind}{'s' if len(same) > 1 else ''} for {_points(same)}"
        for kind, same in by_kind.items()
        if same
    ]
    return ", ".join(texts) or "nothing graded"


def _kind(task: Task) -> str:
    if isinstance(task, Question):
        return "question"
    return "written answer" if isinstance(task, Written) else "exercise"


def _points(tasks: Iterable[Task]) -> int:
    return sum(task.points for task in tasks)


def _duration(minutes: int) -> str:
    """Minutes as people say them.

    >>> _duration(50), _duration(120), _duration(135)
    ('50 min', '2 h', '2 h 15 min')
    """
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
    return " ".join(filter(None, parts))


def _plain(markdown: str) -> str:
    """Markdown without its links and emphasis, for a terminal.

    >>> _plain("*backward* (notebook [02](02_relu_family.ipynb)) and `axis`")
    'backward (notebook 02) and axis'
    """
    return EMPHASIS.sub(r"\1", LINK.sub(r"\1", markdown)).replace("`", "")


def _indented(text: str, width: int) -> str:
    return fill(text, width, initial_indent="     ", subsequent_indent="     ")
