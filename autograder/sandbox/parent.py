"""The grader's side: starts children, asks them, and stops them when their time is up."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any

from autograder.answer import Answer
from autograder.intake.submission import Cell
from autograder.learner import Options
from autograder.sandbox.limits import Limits
from autograder.sandbox.wire import ProtocolError, answer_from, pack, read_message
from autograder.steps import Argument, Step, needed

# How long a child that closed its pipe may take to be gone, and the signal that the system sends.
GRACE_SECONDS, KILLED = 1.0, 9
PACKAGE = Path(__file__).parent.parent
# The child gets the package without its __init__, which would load every exercise's reference.
BOOTSTRAP = """
import sys, types
package = types.ModuleType("autograder")
package.__path__ = [sys.argv[1]]
sys.modules["autograder"] = package
from autograder.sandbox.child import main
main(int(sys.argv[2]))
"""


class Child:
    """One process that runs one learner's code; after its first death it answers nothing more."""

    def __init__(self, limits: Limits) -> None:
        self.alive, self._out_of_time, self._killed = True, False, False
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", BOOTSTRAP, str(PACKAGE), str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=_environment(),
            start_new_session=True,
        )
        if self._answer(limits.start_seconds).end:
            self.close()
            raise RuntimeError("the child process for learners' code does not start")

    def ask(self, message: dict[str, Any], seconds: float) -> Answer:
        """The child's answer; one that never comes ends the child and is an answer, too."""
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(pack(message))
            stdin.flush()
        except OSError:
            return self._ended("crashed")
        return self._answer(seconds)

    def _answer(self, seconds: float) -> Answer:
        stdout = self._process.stdout
        assert stdout is not None
        timer = Timer(seconds, self._time_is_up)
        timer.start()
        try:
            return answer_from(read_message(stdout.read))
        except (EOFError, OSError, ProtocolError):
            return self._ended("timeout" if self._out_of_time else "crashed")
        finally:
            timer.cancel()

    def _time_is_up(self) -> None:
        self._out_of_time = True
        self.kill()

    def _ended(self, how: str) -> Answer:
        by_others = how == "crashed" and self._was_killed_by_others()
        self.kill()
        if by_others:
            raise RuntimeError("the system ended the child process, perhaps for want of memory")
        return Answer(end=how)

    def _was_killed_by_others(self) -> bool:
        """Did it end by a signal that nothing inside can send by accident?"""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(GRACE_SECONDS) == -KILLED and not self._killed
        return False

    def kill(self) -> None:
        """End the child and everything that it started."""
        self.alive, self._killed = False, True
        if sys.platform == "win32":
            self._process.kill()
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the child and give its descriptors and its folder back."""
        self.kill()
        with self._process, self._folder:
            pass


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "LANG": "C.UTF-8"}


class SandboxedNotebook:
    """A learner whose cells run in a child; a child that dies is replaced, and its cells run again.

    A cell that ended the child is left out of the next one, so that it costs only what it defines.
    """

    def __init__(self, cells: Sequence[Cell], limits: Limits) -> None:
        self._cells, self._limits = cells, limits
        self._child: Child | None = None
        self._second_try = True
        # How the cells that did not run through ended, by position.
        self._broken: dict[int, Answer] = {}

    def __enter__(self) -> SandboxedNotebook:
        return self

    def __exit__(self, *error: object) -> None:
        if self._child:
            self._child.close()

    def call(
        self, name: str, args: Sequence[Argument], options: Options, withheld: Sequence[str]
    ) -> Answer:
        """See `Learner.call`."""
        answer = self._ask(
            do="call", name=name, args=list(args), options=dict(options), withheld=list(withheld)
        )
        return self._why_missing(name) if answer.missing else answer

    def run(self, steps: Sequence[Step], returns: Sequence[str]) -> Answer:
        """See `Learner.run`."""
        program = [[s.target, s.path, s.args, dict(s.options)] for s in steps]
        answer = self._ask(do="steps", steps=program, returns=list(returns))
        return self._why_missing(needed(steps)[0]) if answer.missing else answer

    def read(self, name: str) -> Answer:
        """See `Learner.read`."""
        answer = self._ask(do="read", name=name)
        return self._why_missing(name) if answer.missing else answer

    def _ask(self, **message: Any) -> Answer:
        answer = self._ready_child().ask(message, self._limits.call_seconds)
        if answer.end and self._second_try:
            # A machine that stalls once must not cost a learner a point.
            self._second_try = False
            return self._ready_child().ask(message, self._limits.call_seconds)
        return answer

    def _ready_child(self) -> Child:
        while self._child is None or not self._child.alive:
            if self._child:
                self._child.close()
                self._child = None
            self._child = Child(self._limits)
            self._run_cells(self._child)
        return self._child

    def _run_cells(self, child: Child) -> None:
        for i, cell in enumerate(self._cells):
            if i in self._broken and self._broken[i].end:
                continue
            message = {"do": "run", "name": cell.name, "source": cell.source}
            answer = child.ask(message, self._limits.cell_seconds)
            if not answer.returned:
                self._broken[i] = answer
            if answer.end:
                return

    def _why_missing(self, name: str) -> Answer:
        """A name is missing because its cell did not run through, or because it never was there."""
        for i, broken in self._broken.items():
            cell = self._cells[i]
            if cell.name == name or re.search(rf"(def|class) {name}\b", cell.source):
                return Answer(raised=broken.raised, end=broken.end, in_cell=True)
        return Answer(missing=True)
