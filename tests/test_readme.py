"""Does the README say what is there: every notebook, every topic in its section, every link?"""

import re
from pathlib import Path

import pytest

from autograder.exercises import ASSIGNMENTS
from autograder.publish.navigation import CONTENTS
from autograder.publish.outline import outlines

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COURSE = {outline.stem: outline for outline in outlines(ROOT / "solutions")}

LINK = re.compile(r"\[([^]]+)\]\((?!https?:)([^)#]+)[^)]*\)")
NOTEBOOK = re.compile(r"\[([^]]+)\]\(nbs/(\w+)\.ipynb\)")


def part(heading: str) -> str:
    """The text below a heading of the README."""
    return re.search(rf"^##+ {heading}\n(.*?)(?=^##)", README, re.DOTALL | re.MULTILINE)[1]


def rows(text: str) -> list[list[str]]:
    """The rows of its table, without the head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


NOTEBOOKS = rows(part("10 notebooks and what they teach"))
TOPICS = rows(part("Where each topic is"))


def test_every_notebook_is_in_the_table_under_its_title():
    linked = [NOTEBOOK.fullmatch(first).groups() for first, *_ in NOTEBOOKS]
    assert linked == [(o.title.replace(" · ", " "), stem) for stem, o in COURSE.items()]
    assert len(linked) == 10


@pytest.mark.parametrize("row", NOTEBOOKS, ids=lambda row: row[0][1:3])
def test_what_learners_write_is_asked_for_in_that_notebook(row):
    first, _, written = row
    names = re.findall(r"`([\w.]+)`", written)
    tasks = {task.name for task in ASSIGNMENTS[NOTEBOOK.fullmatch(first)[2]].tasks}
    assert names
    assert set(names) - tasks == set()


def test_the_topics_are_numbered_from_1_to_16():
    assert [number for number, *_ in TOPICS] == [str(i) for i in range(1, 17)]


@pytest.mark.parametrize("row", TOPICS, ids=lambda row: row[1])
def test_every_topic_has_sections_that_are_there(row):
    places = [place for place in row[2].split("<br>") if "glossary.md" not in place]
    assert places or "nbs/glossary.md" in row[2]
    for place in places:
        (number, stem), titles = NOTEBOOK.match(place).groups(), re.findall(r"\*(.+?)\*", place)
        assert number == stem[:2]
        assert titles
        assert [title for title in titles if title not in COURSE[stem].sections] == []


def test_every_link_leads_to_a_file():
    targets = [target for _, target in LINK.findall(README)]
    assert len(targets) > 20
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_notebooks_find_their_contents_here():
    """JupyterLab's anchors keep capitals, GitHub's lose them: a heading without any suits both."""
    path, _, anchor = CONTENTS.partition("#")
    headings = re.findall(r"^##+ (.+)$", README, re.MULTILINE)
    assert path == "../README.md"
    assert anchor in [heading.replace(" ", "-") for heading in headings]
    assert anchor == anchor.lower()


def test_the_sample_of_status_is_of_this_course():
    samples = re.findall(r"^(\d\d_\w+) +[█░]+ +(\d+) of +(\d+) +(.+)$", README, re.MULTILINE)
    assert samples
    for stem, points, most, note in samples:
        tasks = [task.name for task in ASSIGNMENTS[stem].tasks]
        assert int(points) <= int(most) == ASSIGNMENTS[stem].points
        assert note == "done" or note.split(": ")[1] in tasks
