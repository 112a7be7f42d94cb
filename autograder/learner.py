"""A learner's names and what their calls bring: the only place where their code is run."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from autograder.answer import LONGEST_TEXT, Answer, Foreign, Raised, as_value, copied, same
from autograder.steps import Argument, Step, copied_steps, needed, resolved
from autograder.steps import run as run_steps

Options = Mapping[str, float]


LIBRARIES, OURS = "site-packages", str(Path(__file__).parent)


class Learner(Protocol):
    """Somebody's code that can be asked: in this process (`Namespace`) or in a jail."""

    def call(
        self, name: str, args: Sequence[Argument], options: Options, withheld: Sequence[str]
    ) -> Answer:
        """Call their function `name`, while the functions named in `withheld` are out of reach."""
        ...

    def run(self, steps: Sequence[Step], returns: Sequence[str]) -> Answer:
        """Run a short program over their names; its value is the tuple of what `returns` names."""
        ...

    def read(self, name: str) -> Answer:
        """The value of their variable `name`."""
        ...


class WithheldError(Exception):
    """Raised in place of a function that the exercise asks the learner to write."""


class Namespace:
    """The names of one notebook, called in this very process."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def call(
        self, name: str, args: Sequence[Argument], options: Options, withheld: Sequence[str]
    ) -> Answer:
        """See `Learner.call`; the arguments given stay as they are, whatever the function does."""
        if name not in self._names:
            return Answer(missing=True)
        function = self._names[name]
        if not callable(function):
            return _cannot_be_called(name, function)
        return _call(function, copied(tuple(args)), options, withheld)

    def run(self, steps: Sequence[Step], returns: Sequence[str]) -> Answer:
        """See `Learner.run`; a first step that names nothing of theirs is `missing`."""
        if not self._names.keys() >= set(needed(steps)):
            return Answer(missing=True)
        for step in steps:
            thing = self._names.get(step.path)
            if step.args is not None and step.path in needed(steps) and not callable(thing):
                return _cannot_be_called(step.path, thing)
        copies = copied_steps(steps)
        args = tuple(arg for step in copies for arg in step.args or ())
        return _answered(lambda: run_steps(copies, self._names, returns), args)

    def read(self, name: str) -> Answer:
        """See `Learner.read`."""
        if name not in self._names:
            return Answer(missing=True)
        return Answer(as_value(self._names[name]))


def _cannot_be_called(name: str, thing: Any) -> Answer:
    value = as_value(thing)
    text = value.text if isinstance(value, Foreign) else value
    return Answer(raised=Raised("TypeError", f"`{name}` is {text}, which cannot be called"))


def _call(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    options: Options,
    withheld: Sequence[str],
) -> Answer:
    def call() -> Any:
        with withholding(withheld, function) as allowed:
            return allowed(*resolved(args), **options)

    return _answered(call, args)


def _answered(call: Callable[[], Any], args: tuple[Any, ...]) -> Answer:
    """What comes of a call, and what it did to the arguments on its way."""
    before = copied(args)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            value, raised = as_value(call()), None
        # A learner's sys.exit() is an answer too; only Ctrl-C belongs to whoever is waiting.
        except (Exception, SystemExit, GeneratorExit) as error:
            value, raised = as_value(None), raised_by(error)
    pairs = zip(before, args, strict=True)
    return Answer(
        value,
        raised,
        warnings=tuple(dict.fromkeys(_warned(w) for w in caught)),
        changed=tuple(i for i, (was, now) in enumerate(pairs) if not same(was, now)),
    )


def _warned(warning: warnings.WarningMessage) -> str:
    return f"{warning.category.__name__}: {warning.message}"[:LONGEST_TEXT]


def raised_by(error: BaseException) -> Raised:
    """An exception as data, with the last line of the learner's own code on its way."""
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [f for f in frames if not f.filename.startswith(OURS) and LIBRARIES not in f.filename]
    line, function = (theirs[-1].line or "", theirs[-1].name) if theirs else ("", "")
    try:
        message = str(error)[:LONGEST_TEXT]
        if isinstance(error, SyntaxError):
            line, message = (error.text or "").strip(), error.msg
    except Exception:
        message = ""
    return Raised(type(error).__name__, message, line[:LONGEST_TEXT], function[:80])


@contextmanager
def withholding(dotted_names: Sequence[str], function: Any) -> Iterator[Any]:
    """Put the named functions out of reach: in their module, and where `function` imported them.

    Gives what to call: `function`, unless that is itself one of them (`tanh = np.tanh`).
    """
    undo: list[Callable[[], None]] = []
    allowed = function
    for dotted in dotted_names:
        module_name, _, attribute = dotted.rpartition(".")
        module = vars(import_module(module_name))
        original, stand_in = module[attribute], _stand_in(dotted)
        if _bare(function) is original:
            allowed = stand_in
        for names in (module, getattr(function, "__globals__", {})):
            for key in [key for key, value in names.items() if value is original]:
                names[key] = stand_in
                undo.append(partial(names.update, {key: original}))
    try:
        yield allowed
    finally:
        for restore in reversed(undo):
            restore()


def _bare(function: Any) -> Any:
    while isinstance(function, partial):
        function = function.func
    return function


def _stand_in(dotted: str) -> Callable[..., Any]:
    def withheld(*args: Any, **kwargs: Any) -> Any:
        raise WithheldError(f"{dotted} is not available here: this exercise asks you to write it")

    return withheld
