"""A short program over a learner's names, as data: what to construct, call and read, in order.

Functions that take functions, and classes, are graded by it: the objects live and die where the
learner's code runs, and only arrays, numbers and names cross the boundary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from autograder.answer import Foreign, Value, copied
from autograder.offered import OFFERED

Argument: TypeAlias = "Value | int | float"

# So many keys of a dictionary are told where another one was wanted.
MOST_KEYS = 4


@dataclass(frozen=True)
class Step:
    """One line: `target = path(*args, **options)`, or `target = path` where `args` is None.

    A path starts at an earlier target, at a name of the learner's or at one of `OFFERED`, and goes
    on through attributes, keys and positions: "layer.grads.weight", "network.params.0.weight".
    Without a target, "", the call is made for what it does.
    """

    target: str
    path: str
    args: tuple[Argument, ...] | None = None
    options: Mapping[str, float] = field(default_factory=dict)


def copied_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same steps with arrays of their own, which a learner's code may spoil."""
    return tuple(
        step if step.args is None else replace(step, args=copied(step.args)) for step in steps
    )


def name(path: str) -> Foreign:
    """Stands for an object among the arguments: what a path leads to."""
    return Foreign("name", path)


def run(steps: Sequence[Step], names: Mapping[str, Any], returns: Sequence[str]) -> tuple[Any, ...]:
    """Run the steps over `names` and return what the paths `returns` lead to.

    What is offered goes first: a learner's own helper may be called `cube`, too.
    """
    known = dict(names) | dict(OFFERED)
    for step in steps:
        value = _at(step.path, known)
        if step.args is not None:
            value = value(*(resolved(arg, known) for arg in step.args), **step.options)
        known[step.target] = value
    return tuple(_at(path, known) for path in returns)


def resolved(arg: Any, known: Mapping[str, Any] = OFFERED) -> Any:
    """An argument as the learner's code gets it: names become what they stand for."""
    if isinstance(arg, Foreign) and arg.type == "name":
        return _at(arg.text, known)
    if isinstance(arg, (tuple, list)):
        return type(arg)(resolved(item, known) for item in arg)
    return arg


def needed(steps: Sequence[Step]) -> list[str]:
    """The names that the steps start from and that are neither offered nor made on the way."""
    made = {*OFFERED, *(step.target for step in steps)}
    return [step.path.partition(".")[0] for step in steps if not _start(step.path, made)]


def _start(path: str, known: Iterable[str]) -> str:
    """The longest of the names known that a path begins with, or ""."""
    return max((key for key in known if f"{path}.".startswith(f"{key}.")), key=len, default="")


def _at(path: str, known: Mapping[str, Any]) -> Any:
    whole = _start(path, known)
    if not whole:
        raise NameError(f"there is no `{path}`")
    thing, so_far, rest = known[whole], whole, path[len(whole) + 1 :]
    while rest:
        part = _first_part(rest, thing)
        thing, so_far = _part(thing, part, so_far), f"{so_far}.{part}"
        rest = rest[len(part) + 1 :]
    return thing


def _first_part(path: str, thing: Any) -> str:
    """Where a path goes next; a mapping's key may have points in it, as in "0.weight"."""
    if not isinstance(thing, Mapping):
        return path.partition(".")[0]
    keys = (key for key in thing if isinstance(key, str) and f"{path}.".startswith(f"{key}."))
    return max(keys, key=len, default=path)


def _part(thing: Any, part: str, path: str) -> Any:
    """The attribute, key or position `part` of a thing, or an error that says what is missing."""
    try:
        if isinstance(thing, Mapping):
            return thing[part]
        return thing[int(part)] if part.isdigit() else getattr(thing, part)
    except (KeyError, IndexError, AttributeError) as error:
        if hasattr(type(thing), part):
            # It is there: a property of theirs that looks for something else in vain.
            raise
        raise AttributeError(f"`{path}` has no `{part}`{_instead(thing)}") from error


def _instead(thing: Any) -> str:
    """Of a dictionary: which keys it does have."""
    if not isinstance(thing, Mapping):
        return ""
    keys = ", ".join(f"`{key}`" for key in list(thing)[:MOST_KEYS])
    return f": it has {keys}{', …' if len(thing) > MOST_KEYS else ''}" if keys else ": it is empty"


def spelled(steps: Sequence[Step], shown: Any) -> str:
    """The steps as lines of Python, arguments as `shown` spells them.

    What a layer that is offered computes stands beside it.
    """
    return "\n".join(_line(step, shown) for step in steps)


def _line(step: Step, shown: Any) -> str:
    assigned = f"{step.target} = " if step.target else ""
    if step.args is None:
        return f"{assigned}{_as_python(step.path)}"
    args = [_as_python(arg.text) if isinstance(arg, Foreign) else shown(arg) for arg in step.args]
    if step.path == "list":
        return f"{assigned}[{', '.join(args)}]"
    options = [f"{key}={value:g}" for key, value in step.options.items()]
    formula = getattr(OFFERED.get(step.path), "formula", "")
    comment = f"  # {formula}" if formula else ""
    return f"{assigned}{_as_python(step.path)}({', '.join([*args, *options])}){comment}"


def _as_python(path: str) -> str:
    """A path as a person writes it: params and grads are dictionaries.

    >>> _as_python("network.params.0.weight")
    'network.params["0.weight"]'
    """
    return re.sub(r"\.(params|grads)\.(.+)", r'.\1["\2"]', path)
