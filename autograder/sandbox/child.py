"""The child's side: runs a learner's cells and answers calls; knows no reference and no verdict.

Started by `parent.py`. Requests come on its standard input and answers go out on its standard
output, both moved to private descriptors first: what learners print goes nowhere.
"""

from __future__ import annotations

import linecache
import os
from collections.abc import Callable
from typing import Any, BinaryIO

from autograder.answer import Answer
from autograder.learner import Namespace, raised_by
from autograder.sandbox import withhold
from autograder.sandbox.limits import limit_this_process
from autograder.sandbox.wire import pack_answer, read_message
from autograder.steps import Step


def main(memory: int) -> None:
    """Serve requests until the grader closes the pipe, in at most `memory` bytes."""
    requests, answers = _private_streams()
    limit_this_process(memory)
    withhold.install()
    # What Jupyter puts into every notebook.
    names: dict[str, Any] = {
        "__name__": "__main__",
        "display": withhold.Silent(),
        "get_ipython": withhold.Silent(),
    }
    reply(answers, Answer())
    while True:
        try:
            request = read_message(requests.read)
        except EOFError:
            return
        reply(answers, _ACTIONS[request.pop("do")](names, **request))


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    return requests, answers


def reply(answers: BinaryIO, answer: Answer) -> None:
    """Send one answer."""
    answers.write(pack_answer(answer))
    answers.flush()


def _run(names: dict[str, Any], name: str, source: str) -> Answer:
    """Run one cell; what it raises is an answer, so that later cells still run."""
    filename = f"<{name}>"
    # Tracebacks quote the learner's line from here, for there is no file to read it from.
    linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
    try:
        exec(compile(source, filename, "exec"), names)
    except (Exception, SystemExit, GeneratorExit, KeyboardInterrupt) as error:
        return Answer(raised=raised_by(error), in_cell=True)
    return Answer()


def _call(
    names: dict[str, Any],
    name: str,
    args: list[Any],
    options: dict[str, float],
    withheld: list[str],
) -> Answer:
    return Namespace(names).call(name, args, options, withheld)


def _steps(names: dict[str, Any], steps: list[Any], returns: list[str]) -> Answer:
    made = [Step(target, path, args, options) for target, path, args, options in steps]
    return Namespace(names).run(made, returns)


def _read(names: dict[str, Any], name: str) -> Answer:
    return Namespace(names).read(name)


_ACTIONS: dict[str, Callable[..., Answer]] = {
    "run": _run,
    "call": _call,
    "steps": _steps,
    "read": _read,
}
