"""Does the console command tell what to install, where only the learner's part is?"""

import subprocess
import sys
from pathlib import Path

import pytest

from autograder.__main__ import main

ROOT = Path(__file__).parents[1]
WITHOUT = "import sys; sys.modules |= dict.fromkeys({missing}); "
RUN = "from autograder.__main__ import main; main()"


def autograder(*arguments: str, missing: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """The command in an interpreter that cannot import what is `missing`."""
    code = WITHOUT.format(missing=missing) + RUN
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (("notebooks", "--check"), "nbgrader"),
        (("grade", "nbs/00_checking_gradients.ipynb", "--out", "build/never"), "jinja2"),
    ],
)
def test_missing_packages_are_named_with_the_command_that_gets_them(arguments, missing):
    result = autograder(*arguments, missing=(missing,))
    assert result.returncode == 1
    assert f"needs {missing}, which" in result.stderr
    assert "pip install 'activation-layers[instructor]'" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("status", "nbs/00_checking_gradients.ipynb"), "00_checking_gradients"),
        (("syllabus",), "00 · Checking gradients"),
    ],
)
def test_learners_need_nothing_more_for_their_own_commands(arguments, said):
    result = autograder(*arguments, missing=("nbgrader", "jinja2"))
    assert (result.returncode, said in result.stdout) == (0, True), result.stderr


def test_complete_install_runs_the_commands(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["autograder", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "notebooks" in capsys.readouterr().out
