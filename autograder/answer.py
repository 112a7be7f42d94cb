"""What came back from a learner's code, as data that can cross a pipe and be judged elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np


@dataclass(frozen=True)
class Foreign:
    """An object that is no array: its type's name and what it looks like, cut short."""

    type: str
    text: str


# An array, a tuple or list of values, or something else, described.
Value: TypeAlias = "np.ndarray | Sequence[Value] | Foreign"

LONGEST_TEXT = 500


@dataclass(frozen=True)
class Raised:
    """An exception: its type's name and message, and the learner's line and function it is from."""

    type: str
    message: str
    line: str = ""
    function: str = ""

    @property
    def absent(self) -> bool:
        """Did we ask for an attribute or a key that is not there? Nothing of theirs raised."""
        return self.type == "AttributeError" and not self.function


@dataclass(frozen=True)
class Answer:
    """The outcome of one request to a learner's code.

    `value` is what it returned, unless it `raised`, was `missing`, or came to an `end` of its own:
    "timeout" or "crashed". `in_cell` says that it did so before anything was called, while the
    notebook's cell ran. `warnings` holds the texts of the warnings on the way, `changed` the
    positions of the arguments that the function modified.
    """

    value: Value = Foreign("NoneType", "None")
    raised: Raised | None = None
    missing: bool = False
    end: str = ""
    in_cell: bool = False
    warnings: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()

    @property
    def returned(self) -> bool:
        """Is there a value to look at?"""
        return not (self.raised or self.missing or self.end)


def as_value(thing: Any, depth: int = 0) -> Value:
    """Turn whatever a function returned into data: numbers become 0-d arrays.

    >>> as_value(2.5)
    array(2.5)
    >>> as_value(None)
    Foreign(type='NoneType', text='None')
    """
    if isinstance(thing, (tuple, list)) and depth < 2 and len(thing) <= 100:
        items = [as_value(item, depth + 1) for item in thing]
        return tuple(items) if isinstance(thing, tuple) else items
    if isinstance(thing, (bool, int, float, complex, np.ndarray, np.generic)):
        array = np.array(thing, copy=True, subok=False)
        if array.dtype.kind in "biufc" and array.dtype.itemsize <= 16:
            return array
    return Foreign(type(thing).__name__, _text(thing))


def _text(thing: Any) -> str:
    if isinstance(thing, str):
        return thing[:LONGEST_TEXT]
    try:
        return repr(thing)[:LONGEST_TEXT]
    except Exception as error:
        return f"<its repr raised {type(error).__name__}>"


def copied(value: Any) -> Any:
    """A deep copy of arrays in tuples and lists, keeping strides and the read-only flag."""
    if isinstance(value, (tuple, list)):
        return type(value)(copied(item) for item in value)
    if not isinstance(value, np.ndarray):
        return value
    if value.flags.c_contiguous:
        copy = value.copy()
    else:
        # Every second entry of a larger block: the copy is as non-contiguous as its original.
        block = np.empty((*value.shape[:-1], 2 * value.shape[-1]), value.dtype)
        copy = block[..., ::2]
        copy[...] = value
    copy.setflags(write=value.flags.writeable)
    return copy


def same(a: Any, b: Any) -> bool:
    """Are two values equal, bit for bit?"""
    if isinstance(a, (tuple, list)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, np.ndarray):
        return a.shape == b.shape and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    return bool(a == b)
