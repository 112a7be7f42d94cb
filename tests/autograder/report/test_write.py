"""Is what a grading run writes whole, the same every time, and harmless?"""

from urllib.parse import unquote

import pytest

from autograder.report import write
from autograder.results import Results
from tests.autograder.report.samples import CLASS, HOSTILE_IDS, Page, hostile_class, many


def test_write_writes_all_four_and_nothing_else(tmp_path):
    seen = []
    write(CLASS, tmp_path, progress=lambda students: seen.extend(students) or seen)
    assert seen == ["s01", "s02", "s03", "s04", "s05"]
    assert {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()} == {
        "grades.csv",
        "grades.json",
        "report.html",
        *(f"feedback/s0{i}.html" for i in range(1, 6)),
    }


def test_the_same_results_give_the_same_bytes(tmp_path):
    backwards = Results(CLASS.seed, CLASS.graded[::-1])
    for results, out in (
        (CLASS, tmp_path / "a"),
        (CLASS, tmp_path / "b"),
        (backwards, tmp_path / "c"),
    ):
        write(results, out)
    first, *others = (
        {p.relative_to(out): p.read_bytes() for p in out.rglob("*.*")}
        for out in sorted(tmp_path.iterdir())
    )
    assert len(first) == 8 and all(other == first for other in others)


def test_a_failed_write_leaves_the_old_file_whole(tmp_path, monkeypatch):
    write(CLASS, tmp_path)
    before = (tmp_path / "grades.csv").read_bytes()

    def full_disk(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write(many(3), tmp_path)
    assert (tmp_path / "grades.csv").read_bytes() == before


def test_hostile_text_runs_nothing_and_loads_nothing(tmp_path):
    write(hostile_class(), tmp_path)
    pages = [tmp_path / "report.html", *(tmp_path / "feedback").iterdir()]
    assert len(pages) == len(HOSTILE_IDS) + 1
    for path in pages:
        html = path.read_text(encoding="utf-8")
        page = Page(html)
        assert page.tags["script"] == (path.name == "report.html")
        assert not (page.handlers or page.loads or page.tags["img"])
        assert page.tags["style"] == 1 and "\x1b" not in html and "1337" not in page.text
        assert all(link.startswith(("#", "feedback/")) for link in page.links)
        assert "default-src 'none'" in html


def test_hostile_ids_link_to_pages_that_exist(tmp_path):
    write(hostile_class(), tmp_path)
    page = Page((tmp_path / "report.html").read_text(encoding="utf-8"))
    links = {link for link in page.links if link.startswith("feedback/")}
    assert len(links) == len(HOSTILE_IDS)
    assert all((tmp_path / unquote(link)).is_file() for link in links)
