"""A short program over a learner's names, as data: what to construct, call and read, in order.

Functions that take functions, and classes, are graded by it: the objects live and die where the
learner's code runs, and only arrays, numbers and names cross the boundary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from autograder.answer import Foreign, Value, copied
from autograder.offered import OFFERED

Argument: TypeAlias = "Value | int | float"


@dataclass(frozen=True)
class Step:
    """One line: `target = path(*args, **options)`, or `target = path` where `args` is None.

    A path starts at an earlier target, at a name of the learner's or at one of `OFFERED`, and goes
    on through attributes, keys and positions: "layer.grads.weight", "network.layers.0".
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


def name(of: str) -> Foreign:
    """Stands for an object among the arguments: an earlier target, or one of `OFFERED`."""
    return Foreign("name", of)


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
        return known[arg.text]
    if isinstance(arg, (tuple, list)):
        return type(arg)(resolved(item, known) for item in arg)
    return arg


def _at(path: str, known: Mapping[str, Any]) -> Any:
    whole = max((key for key in known if f"{path}.".startswith(f"{key}.")), key=len, default="")
    if not whole:
        raise NameError(f"there is no `{path}`")
    thing, so_far = known[whole], whole
    for part in path[len(whole) + 1 :].split(".") if path != whole else ():
        thing, so_far = _part(thing, part, so_far), f"{so_far}.{part}"
    return thing


def _part(thing: Any, part: str, path: str) -> Any:
    """The attribute, key or position `part` of a thing, or an error that says what is missing."""
    try:
        if isinstance(thing, Mapping):
            return thing[part]
        return thing[int(part)] if part.isdigit() else getattr(thing, part)
    except (KeyError, IndexError, AttributeError) as error:
        raise AttributeError(f"`{path}` has no `{part}`") from error


def spelled(steps: Sequence[Step], shown: Any) -> str:
    """The steps as lines of Python, arguments as `shown` spells them."""
    return "\n".join(_line(step, shown) for step in steps)


def _line(step: Step, shown: Any) -> str:
    if step.args is None:
        return f"{step.target} = {step.path}"
    args = [arg.text if isinstance(arg, Foreign) else shown(arg) for arg in step.args]
    options = [f"{key}={value:g}" for key, value in step.options.items()]
    return f"{step.target} = {step.path}({', '.join([*args, *options])})"
