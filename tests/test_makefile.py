"""Do the README's commands set up what they need, once, and say what is missing?"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.needs("make")

# Stands in for Python: it notes each call, and `-m venv` copies it into the environment.
FAKE_PYTHON = """#!/bin/sh
echo "$@" >> calls
case "$*" in
    "-c import sys; sys.exit"*) exit $TOO_OLD ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
esac
"""


@pytest.fixture
def make(tmp_path):
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    python = tmp_path / "fake-python"
    python.write_text(FAKE_PYTHON)
    python.chmod(0o755)

    def run(
        *args: str, too_old: int = 0, path: str = os.defpath
    ) -> subprocess.CompletedProcess[str]:
        # A PATH without uv, and none of the flags of the make that runs the tests.
        env = {"PATH": path, "HOME": str(tmp_path), "TOO_OLD": str(too_old)}
        command = [shutil.which("make") or "make", f"PYTHON={python}", *args]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)

    return run


def installs(folder: Path) -> list[str]:
    calls = (folder / "calls").read_text().splitlines()
    return [call.split("--editable ")[1] for call in calls if " install " in call]


def test_help_lists_every_command(make):
    commands = {line.split()[1] for line in make().stdout.splitlines()}
    measuring = {"accuracy", "bench", "pictures", "recognition"}
    assert commands == measuring | {"help", "lab", "test", "notebooks", "demo", "clean"}


def test_old_python_is_named_and_nothing_is_set_up(make, tmp_path):
    result = make("lab", too_old=1)
    assert result.returncode != 0
    assert "needs Python 3.11 or newer" in result.stdout
    assert "make PYTHON=python3.12 lab" in result.stdout
    assert not (tmp_path / ".venv").exists()


def test_lab_installs_the_learners_part_only_and_opens_the_notebooks(make, tmp_path):
    assert make("lab", "LAB_ARGS=--no-browser --port 8899").returncode == 0
    assert installs(tmp_path) == ["."]
    last = (tmp_path / "calls").read_text().splitlines()[-1]
    assert last.startswith(f"-m jupyterlab --ServerApp.root_dir={tmp_path}")
    assert "--LabApp.default_url=/lab/tree/nbs" in last
    assert last.endswith("--no-browser --port 8899")


def test_nothing_is_installed_again_until_pyproject_changes(make, tmp_path):
    for _ in range(2):
        assert make("bench").returncode == 0
    assert installs(tmp_path) == [".", ".[dev]"]
    newer = (tmp_path / ".venv" / ".dev").stat().st_mtime + 10
    os.utime(tmp_path / "pyproject.toml", (newer, newer))
    assert make("bench").returncode == 0
    assert installs(tmp_path) == [".", ".[dev]", ".", ".[dev]"]


def test_clean_keeps_the_notebooks(make, tmp_path):
    for name in ("nbs", "build", ".venv", "course", "autograder", "solutions", "tests"):
        (tmp_path / name).mkdir()
    (tmp_path / "nbs" / "mine.ipynb").touch()
    assert make("clean").returncode == 0
    assert (tmp_path / "nbs" / "mine.ipynb").exists()
    assert not (tmp_path / "build").exists()
    assert not (tmp_path / ".venv").exists()


def test_uv_is_used_where_it_is_on_the_path(make, tmp_path):
    tools = tmp_path / "tools"
    tools.mkdir()
    # `uv venv … .venv` makes an environment, as the fake Python's `-m venv` does.
    uv = tools / "uv"
    uv.write_text(
        '#!/bin/sh\necho "uv $@" >> calls\n'
        '[ "$1" != venv ] || { mkdir -p .venv/bin && cp fake-python .venv/bin/python; }\n'
    )
    uv.chmod(0o755)
    assert make("lab", path=f"{tools}:{os.defpath}").returncode == 0
    calls = (tmp_path / "calls").read_text().splitlines()
    assert any(call.startswith("uv venv ") for call in calls)
    assert any(call.startswith("uv pip install ") and "--editable ." in call for call in calls)
    assert not any("-m venv" in call or "-m pip" in call for call in calls)
