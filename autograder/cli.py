"""The console's commands, each a thin shell around a function that does the work."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

import click
from tqdm import tqdm

from autograder.results import Results

T = TypeVar("T")

FOLDER = click.Path(file_okay=False, path_type=Path)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="activation-layers")
def main() -> None:
    """Says how far you are, marks a class, and builds the course's notebooks."""


@main.command()
@click.option("--solutions", type=EXISTING_FOLDER, default=Path("solutions"), show_default=True)
@click.option("--out", type=FOLDER, default=Path("nbs"), show_default=True)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a notebook differs.")
@click.option("--force", is_flag=True, help="Overwrite notebooks that somebody has worked in.")
def notebooks(solutions: Path, out: Path, check: bool, force: bool) -> None:
    """Build the notebooks that learners get from the solved course."""
    # nbgrader takes a second to load: only for this command.
    from autograder.publish.outline import OutlineError
    from autograder.publish.release import ReleaseError, outdated, release_all

    try:
        paths = outdated(solutions, out) if check else release_all(solutions, out, force=force)
    except (ReleaseError, OutlineError) as error:
        raise click.ClickException(str(error)) from error
    for path in paths:
        click.echo(f"{path} {'is not what its source gives' if check else 'written'}")
    if not paths:
        click.echo(f"Every notebook in {out} is what its source gives.")
    elif check:
        raise click.ClickException("build them with: autograder notebooks")


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def status(paths: tuple[Path, ...]) -> None:
    """Show how far you are: in the notebooks of a folder [default: nbs], or in single ones.

    Your code is run and checked as it is when it is graded, and nothing is written.
    """
    from autograder.exercises import ASSIGNMENTS
    from autograder.grade import Run, grade_each
    from autograder.intake.collection import UnusablePath
    from autograder.sandbox.limits import Limits
    from autograder.status import notebooks, status

    places = paths or (Path("nbs"),)
    found = notebooks(places)
    if not found:
        where = " and ".join(map(str, places))
        raise click.UsageError(f"there is no notebook in {where}: name the folder with yours")
    try:
        bar = partial(_bar, "running your code", leave=False)
        # The same inputs each time: a change in the lines is a change in the code.
        graded = grade_each(found, Run(2026, Limits()), os.cpu_count() or 1, bar)
    except UnusablePath as error:
        raise click.UsageError(str(error)) from error
    whole = any(path.is_dir() for path in places)
    there = {item.assignment for item in graded}
    shown = {stem: a for stem, a in ASSIGNMENTS.items() if whole or stem in there}
    if not shown:
        raise click.UsageError(f"{graded[0].source}: {graded[0].verdicts[0].message}")
    click.echo(status(graded, shown, _width(), _marks()))


@main.command()
@click.option(
    "--notebooks",
    "folder",
    type=EXISTING_FOLDER,
    default=Path("nbs"),
    show_default=True,
    help="Where the notebooks are that say how long they take.",
)
def syllabus(folder: Path) -> None:
    """Print points, time and prerequisites of every notebook, and the sums."""
    from autograder.exercises import ASSIGNMENTS
    from autograder.publish.outline import OutlineError, outlines
    from autograder.publish.syllabus import syllabus

    try:
        click.echo(syllabus(outlines(folder), ASSIGNMENTS, _width()))
    except OutlineError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=FOLDER, required=True, help="Where grades and reports are written.")
@click.option(
    "--seed", type=click.IntRange(0), help="Repeat a run: its seed stands in its grades.json."
)
@click.option("--workers", type=click.IntRange(1), help="Notebooks at a time [default: cores].")
@click.option(
    "--call-seconds",
    type=click.IntRange(1, 600),
    default=5,
    show_default=True,
    help="How long one call of a learner's function may take; a cell, twice as long.",
)
def grade(
    paths: tuple[Path, ...], out: Path, seed: int | None, workers: int | None, call_seconds: int
) -> None:
    """Grade notebooks: files, folders, an nbgrader course, or an LMS's download (zip or folder).

    Writes grades.csv, grades.json, report.html and feedback/STUDENT.html. Exits with 1 if something
    could not be checked.
    """
    from autograder.grade import Run, grade
    from autograder.intake.collection import UnusablePath
    from autograder.report import write
    from autograder.sandbox.limits import Limits

    limits = Limits(call_seconds=call_seconds, cell_seconds=2 * call_seconds)
    run = Run(secrets.randbits(32) if seed is None else seed, limits)
    # Before the work, not after it: is there a place for its results?
    with _writing(out):
        out.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        results = grade(paths, run, workers or os.cpu_count() or 1, partial(_bar, "grading"))
    except UnusablePath as error:
        raise click.UsageError(str(error)) from error
    except KeyboardInterrupt:
        click.echo("Stopped. Nothing was written.", err=True)
        sys.exit(130)
    with _writing(out):
        write(results, out, partial(_bar, "writing feedback"))
    sys.exit(_summary(results, out))


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.UsageError(f"cannot write to {out}: {error.strerror}") from error


def _bar(
    what: str, items: Iterable[T], number: int | None = None, leave: bool = True
) -> Iterable[T]:
    return tqdm(items, what, number, leave=leave, disable=sys.stderr is None)


def _width() -> int:
    """Of the terminal, 80 without one; longer lines are hard to read."""
    return min(shutil.get_terminal_size().columns, 100)


def _marks() -> str:
    """What bars are drawn with; a Windows console may lack the blocks."""
    try:
        "█░".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "#."
    return "█░"


def _summary(results: Results, out: Path) -> int:
    """Say what was graded and where it is written; the exit code."""
    handed_in = [item for item in results.graded if item.sha256]
    unread = {item.source: item for item in handed_in if not item.readable}
    unchecked = [item for item in results.graded if not item.checked]
    notebooks = _counted(len({item.source for item in handed_in}) - len(unread), "notebook")
    click.echo(f"{notebooks} of {_counted(len(results.by_student()), 'student')} graded.")
    waiting = sum(len(item.waiting) for item in results.graded)
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        click.echo(f"{_counted(waiting, 'written answer')} {verb} to be graded by hand.")
    for name in ("report.html", "grades.csv", "grades.json", "feedback"):
        click.echo(f"  {out / name}")
    for item in unread.values():
        click.echo(f"could not be read: {item.source}")
    for item in unchecked:
        click.echo(f"could not be checked: {item.student_id}, {item.assignment}", err=True)
    return 1 if unchecked else 0


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
