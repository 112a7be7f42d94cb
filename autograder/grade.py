"""Grades many submissions: each in a child of its own, every task with fresh inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

import numpy as np

from autograder.examine import could_not_check, examine
from autograder.exercises import ASSIGNMENTS
from autograder.exercises.exercise import Checked, Task, Written
from autograder.intake.collection import Found, collect
from autograder.intake.submission import Submission, Unreadable, read
from autograder.prose import verdict_on_prose
from autograder.results import Graded, Results
from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import SandboxedNotebook
from autograder.verdict import Status, Verdict

Progress: TypeAlias = Callable[[Iterable[Graded], int], Iterable[Graded]]


@dataclass(frozen=True)
class Run:
    """What one grading run is repeatable with: the secret seed, and the limits."""

    seed: int
    limits: Limits


def grade(paths: Sequence[Path], run: Run, workers: int, progress: Progress) -> Results:
    """Grade everything that is found at `paths`, `workers` notebooks at a time.

    Every assignment that somebody handed in is expected of everybody: where a student has none,
    its tasks are `missing`. `progress` wraps the verdicts as they come, given their number.

    Raises
    ------
    UnusablePath
        If nothing to grade is found at one of the paths.
    """
    return Results(run.seed, _completed(grade_each(paths, run, workers, progress)))


def grade_each(paths: Sequence[Path], run: Run, workers: int, progress: Progress) -> list[Graded]:
    """Grade what is found at `paths`, and expect nothing more; otherwise as `grade`."""
    found = collect(paths, list(ASSIGNMENTS))
    with ThreadPoolExecutor(workers) as pool:
        return list(progress(pool.map(partial(_grade_one, run), found), len(found)))


def _grade_one(run: Run, found: Found) -> Graded:
    if found.content is None:
        return _without_notebook(found)
    digest = sha256(found.content).hexdigest()
    try:
        submission = read(found.content, ASSIGNMENTS)
    except Unreadable as error:
        return _unreadable(found, digest, str(error))
    notes = (*found.notes, *submission.notes)
    verdicts = _verdicts(run, found.student_id, submission)
    return Graded(found.student_id, submission.assignment, found.source, digest, verdicts, notes)


def _verdicts(run: Run, student_id: str, submission: Submission) -> tuple[Verdict, ...]:
    tasks = ASSIGNMENTS[submission.assignment].tasks
    checked = [task for task in tasks if not isinstance(task, Written)]
    examined = iter(_examined(run, student_id, submission, checked))
    return tuple(
        verdict_on_prose(task, submission) if isinstance(task, Written) else next(examined)
        for task in tasks
    )


def _examined(
    run: Run, student_id: str, submission: Submission, tasks: Sequence[Checked]
) -> tuple[Verdict, ...]:
    try:
        with SandboxedNotebook(submission.cells, run.limits) as notebook:
            return tuple(
                examine(task, notebook, _inputs(run.seed, student_id, task)) for task in tasks
            )
    except Exception as error:
        return tuple(could_not_check(task, f"{type(error).__name__}: {error}") for task in tasks)


def _inputs(seed: int, student_id: str, task: Task) -> np.random.Generator:
    """Inputs of their own for every student and task, the same whenever the seed is the same."""
    return np.random.default_rng([seed, _digest(student_id), _digest(task.name)])


def _digest(text: str) -> int:
    # A file name that is no Unicode is somebody's id, too.
    return crc32(text.encode("utf-8", "backslashreplace"))


def _without_notebook(found: Found) -> Graded:
    verdicts = _all(found.assignment, "missing", f"Nothing to grade: {found.problem}.")
    return Graded(found.student_id, found.assignment, found.source, "", verdicts, found.notes)


def _unreadable(found: Found, digest: str, why: str) -> Graded:
    verdicts = _all(found.assignment, "error", f"The notebook cannot be read: {why}")
    return Graded(found.student_id, found.assignment, found.source, digest, verdicts, found.notes)


def _all(stem: str, status: Status, message: str) -> tuple[Verdict, ...]:
    """One verdict for each task; for no known assignment a single one, so that it shows."""
    tasks = ASSIGNMENTS[stem].tasks if stem in ASSIGNMENTS else ()
    verdicts = tuple(Verdict(task.name, status, 0, task.points, message) for task in tasks)
    return verdicts or (Verdict("", status, 0, 0, message),)


def _completed(graded: Sequence[Graded]) -> tuple[Graded, ...]:
    """One entry per student and assignment, with the missing ones added."""
    stems = sorted({item.assignment for item in graded if item.assignment in ASSIGNMENTS})
    if not stems:
        return tuple(_named_by_its_file(item) for item in graded)
    best = _best_of_each([item for item in graded if item.assignment in ASSIGNMENTS])
    strays = [item for item in graded if item.assignment not in ASSIGNMENTS and item.sha256]
    entries = []
    for student in dict.fromkeys(item.student_id for item in graded):
        own = [item for item in strays if item.student_id == student]
        found = [best[student, stem] for stem in stems if (student, stem) in best]
        absent = [stem for stem in stems if (student, stem) not in best]
        entries += [_absent(student, stem, own) for stem in absent]
        entries += found if absent else [_with_notes(found[0], own), *found[1:]]
    return tuple(sorted(entries, key=lambda g: (g.student_id, g.assignment)))


def _named_by_its_file(item: Graded) -> Graded:
    """The entry of a file that is of no known assignment, in a run that has none at all."""
    verdicts = tuple(replace(verdict, task=verdict.task or "notebook") for verdict in item.verdicts)
    name = item.assignment or Path(item.source).stem
    return replace(item, assignment=name, verdicts=verdicts)


def _absent(student_id: str, stem: str, strays: Sequence[Graded]) -> Graded:
    """No notebook is known to be this one; a file that cannot be told may be it."""
    if not strays:
        verdicts = _all(stem, "missing", "No notebook of this assignment was handed in.")
        return Graded(student_id, stem, "", "", verdicts)
    stray = strays[0]
    message = f"{_file(stray)} was handed in, perhaps for this. {stray.verdicts[0].message}"
    return Graded(student_id, stem, stray.source, stray.sha256, _all(stem, "error", message))


def _with_notes(item: Graded, strays: Sequence[Graded]) -> Graded:
    """The entry of somebody who has handed in everything, and some other files besides."""
    notes = (f"{_file(s)} was not graded: {s.verdicts[0].message}" for s in strays)
    return replace(item, notes=(*item.notes, *notes))


def _best_of_each(graded: Sequence[Graded]) -> dict[tuple[str, str], Graded]:
    """Where a student handed an assignment in twice, the better one counts, and a note says so."""
    best: dict[tuple[str, str], Graded] = {}
    for item in graded:
        key = item.student_id, item.assignment
        other = best.get(key)
        if other is None:
            best[key] = item
            continue
        better, worse = (item, other) if _worth(item) > _worth(other) else (other, item)
        note = f"handed in twice: {_scored(better)} counts, {_scored(worse)} does not"
        best[key] = replace(better, notes=(*better.notes, note))
    return best


def _worth(item: Graded) -> tuple[int, int]:
    return item.points, item.waiting_points


def _scored(item: Graded) -> str:
    return f"{_file(item)} ({item.points} of {item.max_points} points)"


def _file(item: Graded) -> str:
    """The file's own name: students read the notes, and the folders are their teacher's."""
    return Path(item.source).name
