"""Is every term of every notebook on the one page, once, and does each notebook lead there?"""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from autograder.publish.glossary import PAGE, page
from autograder.publish.navigation import links
from autograder.publish.outline import GLOSSARY, Outline, OutlineError, outlines
from autograder.publish.release import outdated, release_all
from autograder.publish.source import sources

ROOT = Path(__file__).parents[1]
COURSE = outlines(ROOT / "solutions")
BUILT = (ROOT / "nbs" / PAGE).read_text(encoding="utf-8")
LINK = re.compile(r"\[[^]]+\]\((?P<target>[^)#]+)")

LIST = """- **Kink** — a point where $f'$ jumps.
- **ELU** (exponential
  linear unit) — bends *gently*.
"""
NOTEBOOK = f"# 02 · The ReLU family\n\n## Glossary\n\n{LIST}\n**Sources** many\n"


def written(folder, text=NOTEBOOK, stem="02_relu_family"):
    path = folder / f"{stem}.py"
    path.write_text(f'# %% [markdown]\nr"""\n{text}"""\n', encoding="utf-8")
    return Outline(path)


def test_terms_stand_in_the_order_of_the_alphabet_with_links_to_their_notebooks(tmp_path):
    second = written(tmp_path, NOTEBOOK.replace("02", "03").replace("ELU", "elastic"), "03_tanh")
    terms = [line for line in page([written(tmp_path), second]).splitlines() if "**" in line]
    assert terms == [
        "- **elastic** (exponential linear unit) — bends *gently*. ([03](03_tanh.ipynb))",
        "- **ELU** (exponential linear unit) — bends *gently*. ([02](02_relu_family.ipynb))",
        "- **Kink** — a point where $f'$ jumps. ([02](02_relu_family.ipynb), [03](03_tanh.ipynb))",
    ]


def test_two_definitions_of_one_term_are_both_shown(tmp_path):
    other = NOTEBOOK.replace("02", "03").replace("jumps", "leaps")
    text = page([written(tmp_path), written(tmp_path, other, "03_tanh")])
    assert text.count("**Kink**") == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("- **Kink** — a", "- Kink — a", "is not like .* Kink — a point"),
        ("- **Kink** — a", "- **Kink**: a", r"is not like .* \*\*Kink\*\*: a point"),
        (LIST, "", 'must have a section "## Glossary" with a list'),
    ],
)
def test_a_line_that_would_get_lost_is_named(tmp_path, old, new, message):
    with pytest.raises(OutlineError, match=rf"02_relu_family\.py: .*{message}"):
        page([written(tmp_path, NOTEBOOK.replace(old, new))])


def test_the_build_writes_the_page_and_tells_when_it_is_outdated(tmp_path):
    written(tmp_path)
    out = tmp_path / "nbs"
    release_all(tmp_path, out, tasks={})
    assert outdated(tmp_path, out, {}) == []
    (out / PAGE).write_text("mine", encoding="utf-8")
    assert outdated(tmp_path, out, {}) == [out / PAGE]
    assert release_all(tmp_path, out, tasks={}) == [out / PAGE]
    assert outdated(tmp_path, out, {}) == []


@pytest.mark.parametrize("outline", COURSE, ids=lambda outline: outline.stem)
def test_every_term_of_a_notebook_is_on_the_page(outline):
    bold = re.findall(r"^- \*\*(.+?)\*\*", outline.sections[GLOSSARY], re.MULTILINE)
    assert [entry.term for entry in outline.glossary] == bold
    assert len(bold) >= 10
    for entry in outline.glossary:
        (line,) = [line for line in BUILT.splitlines() if line.startswith(f"- **{entry.term}**")]
        assert f"({outline.stem}.ipynb)" in line


def test_every_term_has_one_definition():
    meanings = defaultdict(set)
    for entry in (entry for outline in COURSE for entry in outline.glossary):
        meanings[entry.term.casefold()].add((entry.term, entry.aside, entry.definition))
    assert {term: found for term, found in meanings.items() if len(found) > 1} == {}


def test_the_terms_that_the_course_is_about_are_there():
    terms = {entry.term for outline in COURSE for entry in outline.glossary}
    assert terms >= {"Activation function", "Neural network", "Forward propagation"}


def test_every_link_of_the_page_leads_to_a_file():
    targets = {found["target"] for found in LINK.finditer(BUILT)}
    assert targets >= {f"{outline.stem}.ipynb" for outline in COURSE}
    assert [target for target in targets if not (ROOT / "nbs" / target).exists()] == []


def test_each_notebook_leads_back_onwards_to_the_contents_and_to_the_glossary():
    paths = list(sources(ROOT / "solutions").values())
    for i, path in enumerate(paths):
        neighbours = [f"{p.stem}.ipynb" for p in (*paths[max(i - 1, 0) : i], *paths[i + 1 : i + 2])]
        targets = [found["target"] for found in LINK.finditer(links(path))]
        assert sorted(targets) == sorted([*neighbours, "../README.md", PAGE])
        assert all((ROOT / "nbs" / target).exists() for target in targets)


def test_the_links_are_the_last_cell_of_what_learners_get():
    for outline in outlines(ROOT / "nbs"):
        source = ROOT / "solutions" / f"{outline.stem}.py"
        assert outline.sections[GLOSSARY].endswith(links(source))
        # What the build makes is not written by hand as well.
        assert "**Next**" not in source.read_text(encoding="utf-8")
