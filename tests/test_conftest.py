"""Is a missing tool named, or a failure where nothing may be missing; is each notebook run once?"""

from pathlib import Path

import pytest

BROWSER_TEST = """
import pytest

@pytest.mark.browser
def test_that_needs_chromium(chromium):
    assert chromium.endswith("browser")

@pytest.mark.needs("chromium")
def test_that_says_so_itself():
    pass

def test_that_needs_nothing():
    pass
"""
MESSAGE = "*chromium is missing. Get it with: sudo apt-get install chromium*"


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makeini(
        "[pytest]\naddopts = --strict-markers -p no:cacheprovider\nmarkers = browser\n"
    )
    pytester.makepyfile(BROWSER_TEST)
    monkeypatch.setenv("CHROMIUM", str(pytester.path / "no-such-browser"))
    monkeypatch.delenv("STRICT", raising=False)
    return pytester


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_missing_tool_is_named_at_the_end(suite, workers):
    result = suite.runpytest_subprocess(*workers)
    assert result.ret == 0
    result.assert_outcomes(passed=1, deselected=0 if workers else 2)
    result.stdout.fnmatch_lines(["*could not run on this machine*", f"2 tests: {MESSAGE}"])


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_missing_tool_is_a_failure_where_strict(suite, workers, monkeypatch):
    monkeypatch.setenv("STRICT", "1")
    result = suite.runpytest_subprocess(*workers)
    assert result.ret == 1
    result.stdout.fnmatch_lines([MESSAGE])
    result.stdout.no_fnmatch_line("*could not run*")


@pytest.mark.parametrize("strict", ["", "0", "1"])
def test_tool_that_is_there_changes_nothing(suite, strict, monkeypatch):
    browser = suite.path / "browser"
    browser.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    monkeypatch.setenv("STRICT", strict)
    result = suite.runpytest_subprocess()
    result.assert_outcomes(passed=3)
    result.stdout.no_fnmatch_line("*could not run*")


def test_misspelt_tool_is_an_error(suite):
    suite.makepyfile('import pytest\n@pytest.mark.needs("cromium")\ndef test_it(): pass')
    result = suite.runpytest_subprocess()
    assert result.ret != 0
    result.stderr.fnmatch_lines(["*needs cromium: not in tests/conftest.py*"])


EXECUTED_TEST = """
import os
import pytest

@pytest.fixture(scope="module", params=["01_a", "02_b", "03_c"])
def worker(request):
    print("executed", request.param)
    return os.environ.get("PYTEST_XDIST_WORKER")

def test_first(worker, request, record_property):
    stem = request.node.callspec.params["worker"]
    record_property("notebook", (stem, 7.0, 12.4))
    print("first", stem, worker)

def test_second(worker, request):
    print("second", request.node.callspec.params["worker"], worker)
"""


@pytest.mark.parametrize(
    "workers", [[], ["-n2"], ["-n2", "--dist=loadfile"]], ids=["alone", "xdist", "by file"]
)
def test_is_each_notebook_executed_once_and_its_duration_told(suite, workers):
    suite.makepyfile(test_executed_notebooks=EXECUTED_TEST)
    result = suite.runpytest_subprocess("-rP", *workers)
    lines = result.stdout.lines
    for stem in ("01_a", "02_b", "03_c"):
        assert lines.count(f"executed {stem}") == 1
        first, second = (
            next(line for line in lines if f"{n} {stem} " in line) for n in ("first", "second")
        )
        assert first.split()[2] == second.split()[2]
        result.stdout.fnmatch_lines([f"{stem} * 7 s * 12 s of CPU"])
    used = {line.split()[2] for line in lines if line.startswith("first ")}
    assert len(used) == (2 if workers else 1)
