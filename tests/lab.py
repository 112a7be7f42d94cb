"""JupyterLab as `make lab` serves it and as learners use it: real server, real kernel, real keys.

A copy of the notebooks is served, so that the repository's stay as they are, with a configuration
of its own, so that nothing that this machine's user has set changes what is seen.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
# As root, as in a container, Chromium starts only without its sandbox; it opens local pages only.
CHROMIUM_ARGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
START_SECONDS, END_SECONDS = 120, 30
SETTINGS = {
    # Cells that are scrolled out of view would not be on the page.
    "notebook-extension/tracker": {"windowingMode": "none"},
    # Asks, over the page, whether to fetch news.
    "apputils-extension/notification": {"fetchNews": "false"},
}
# What would reach the server from the make, the notebook or the test that runs this one.
NOT_PASSED_ON = ("MAKE", "MFLAGS", "JUPYTER", "NBGRADER", "MPLBACKEND", "LAB_ARGS")


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[str]:
    """Run `make lab` on a copy of the course in `folder`; gives the address that it prints."""
    _copy_course(folder)
    arguments = f"--no-browser --port {port or free_port()}"
    server = subprocess.Popen(
        # The copy uses the environment that runs the tests: there is nothing to install.
        ["make", "-o", ".venv/.lab", "lab", f"LAB_ARGS={arguments}"],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines: Queue[str] = Queue()
    reader = Thread(target=_read, args=(server, lines), daemon=True)
    reader.start()
    try:
        address = _address(lines)
        _wait_until_open(address)
        yield address
    finally:
        _end(server, reader)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _copy_course(folder: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "README.md"):
        shutil.copy2(ROOT / name, folder)
    # The README shows the pictures.
    for name in ("nbs", "solutions", "tests/pictures"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    for name, values in SETTINGS.items():
        path = folder / "config/lab/user-settings/@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(values))


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: text for key, text in os.environ.items() if not key.startswith(NOT_PASSED_ON)}
    own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython"}
    return kept | {key: str(folder / name) for key, name in own.items()}


def _read(server: subprocess.Popen[str], lines: Queue[str]) -> None:
    assert server.stdout is not None
    for line in server.stdout:
        lines.put(line)
    lines.put("")


def _address(lines: Queue[str]) -> str:
    said = []
    while line := lines.get(timeout=START_SECONDS):
        if address := re.search(r"http://localhost:\S+", line):
            return address[0]
        said.append(line)
    raise RuntimeError(f"make lab ended without an address:\n{''.join(said)}")


def _wait_until_open(address: str) -> None:
    """Jupyter prints its address shortly before it listens there."""
    place = urlsplit(address)
    for attempts_left in reversed(range(100)):
        try:
            socket.create_connection((place.hostname, place.port)).close()
            return
        except ConnectionRefusedError:
            if not attempts_left:
                raise
            time.sleep(0.1)


def _end(server: subprocess.Popen[str], reader: Thread) -> None:
    """Ask the server to end, and its kernels with it; end what does not obey.

    Server and kernels all hold the pipe: it is read to its end only when the last one has gone.
    """
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(server.pid, sign)
        reader.join(END_SECONDS)
        if not reader.is_alive():
            break
    assert server.stdout is not None
    server.stdout.close()
    server.wait()


@contextmanager
def browsing(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


class LabNotebook:
    """A notebook in JupyterLab, worked on by mouse and keyboard."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        page.goto(address.replace("/lab/tree/nbs", f"/lab/tree/nbs/{name}"))
        # Before its kernel has started, a notebook forgets what it is asked to run.
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=60_000)

    def cell(self, source: str) -> Locator:
        """The code cell whose source holds the text."""
        editor = self.page.locator(".jp-InputArea-editor", has_text=source)
        return self.page.locator(".jp-CodeCell", has=editor)

    def write(self, cell: Locator, statement: str) -> None:
        """Type the statement in place of the last one in the cell; the cursor stays there."""
        cell.locator(".cm-line").last.click()
        self.page.keyboard.press("End")
        self.page.keyboard.press("Shift+Home")
        self.page.keyboard.type(statement)

    def run(self, cells: int = 1) -> None:
        """Run the cell with the cursor, and those after it, as Shift+Enter does."""
        for _ in range(cells):
            self.page.keyboard.press("Shift+Enter")

    def run_imports(self) -> None:
        """Run the first code cell, and wait until it has run."""
        first = self.page.locator(".jp-CodeCell").first
        first.locator(".cm-content").click()
        self.run()
        expect(first.locator(".jp-InputPrompt")).to_have_text("[1]:", timeout=60_000)
