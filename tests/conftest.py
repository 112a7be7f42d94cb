"""What a test may need beyond Python packages: found here, or named with the command that gets it.

A test says `@pytest.mark.needs("chromium")`; the marker `browser` says so too. Where the tool is
missing, the test is left out and the run's last lines say so. With STRICT=1 it fails instead.

They also say how long the solved notebooks took, each of which is one worker's work.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from xdist.scheduler import LoadFileScheduling

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_APPS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Tool:
    """A program of the system: how to find it, and the command that gets it."""

    find: Callable[[], str | None]
    get: str


def find_chromium() -> str | None:
    """The browser that $CHROMIUM names; without it, the first one that is installed."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    installed = (shutil.which(name) for name in (*CHROMIUM_NAMES, *CHROMIUM_APPS))
    return next(filter(None, installed), None)


TOOLS = {
    "chromium": Tool(
        find_chromium,
        "sudo apt-get install chromium, or brew install --cask chromium, "
        "or set CHROMIUM to the path of Chromium or Chrome",
    ),
    "linux": Tool(
        lambda: "linux" if sys.platform == "linux" else None, "run it on Linux, or in a container"
    ),
    "make": Tool(
        lambda: shutil.which("make"), "sudo apt-get install make, or xcode-select --install"
    ),
}
LEFT_OUT = pytest.StashKey[Counter[str]]()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium, for tests with the marker `browser`."""
    path = find_chromium()
    if path is None:
        pytest.fail("mark tests that use the fixture chromium with @pytest.mark.browser")
    return path


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"needs(*tools): needs any of {', '.join(TOOLS)}")
    config.stash[LEFT_OUT] = Counter()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without strictness: leave out what cannot run here, and count it by tool."""
    without = [(item, missing) for item in items if (missing := missing_tools(item))]
    if is_strict() or not without:
        return
    config.stash[LEFT_OUT].update(tool for _, missing in without for tool in missing)
    left_out = [item for item, _ in without]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """With strictness: fail."""
    if missing := missing_tools(item):
        pytest.fail("; ".join(map(sentence, missing)), pytrace=False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist hands over what it left out: its summary is seen by nobody."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Every worker collects, and leaves out, the same: the largest count is the count."""
    node.config.stash[LEFT_OUT] |= Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


class ByNotebook(LoadFileScheduling):
    """Tests go to the workers file by file; those that share an executed notebook go by notebook.

    In one file, the notebooks would all be executed by one worker, while the others wait.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        notebook = re.search(r"test_executed_notebooks.*(\[\d\d_\w+\])$", nodeid)
        return file + notebook[1] if notebook else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log) -> ByNotebook | None:
    # "load" is what -n alone means.
    return ByNotebook(config, log) if config.getoption("dist") in ("load", "loadfile") else None


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    _tell_left_out(terminalreporter, config)
    _tell_durations(terminalreporter)


def _tell_durations(terminalreporter) -> None:
    """How long each solved notebook took, on the clock and of all processors."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    properties = [entry for report in reports for entry in getattr(report, "user_properties", ())]
    durations = sorted(value for name, value in properties if name == "notebook")
    if durations:
        terminalreporter.section("solved notebooks, from top to bottom")
    for stem, seconds, cpu in durations:
        terminalreporter.line(f"{stem:<30}{seconds:5.0f} s {cpu:5.0f} s of CPU")


def _tell_left_out(terminalreporter, config: pytest.Config) -> None:
    if not config.stash[LEFT_OUT]:
        return
    terminalreporter.section("could not run on this machine", yellow=True)
    for tool, count in sorted(config.stash[LEFT_OUT].items()):
        terminalreporter.line(f"{count} test{'s' * (count > 1)}: {sentence(tool)}")


def is_strict() -> bool:
    return os.environ.get("STRICT", "") not in ("", "0")


def needed_tools(item: pytest.Item) -> Iterator[str]:
    """The tools that a test's markers name."""
    if item.get_closest_marker("browser"):
        yield "chromium"
    for marker in item.iter_markers("needs"):
        yield from marker.args


def missing_tools(item: pytest.Item) -> list[str]:
    """Those of them that are not on this machine."""
    needed = sorted(set(needed_tools(item)))
    if unknown := [tool for tool in needed if tool not in TOOLS]:
        raise pytest.UsageError(
            f"{item.nodeid} needs {', '.join(unknown)}: not in tests/conftest.py"
        )
    return [tool for tool in needed if TOOLS[tool].find() is None]


def sentence(tool: str) -> str:
    """What is missing, and the command that gets it."""
    return f"{tool} is missing. Get it with: {TOOLS[tool].get}"
