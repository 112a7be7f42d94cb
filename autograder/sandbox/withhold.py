"""What a learner's notebook may import while it is graded: not the answers, and no pictures.

The engine holds every reference, so `course` and `autograder` are replaced by stand-ins that say
why. Plotting libraries are replaced by silent ones: nobody looks, and loading them takes longer
than grading.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from autograder.learner import WithheldError


class Silent:
    """Takes every call, attribute and index, and does nothing; unpacks as `figure, axes` do."""

    def __call__(self, *args: Any, **kwargs: Any) -> Silent:
        """Do nothing."""
        return self

    def __getattr__(self, name: str) -> Silent:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, key: Any) -> Silent:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        return None

    def __iter__(self) -> Iterator[Silent]:
        return iter((self, self))

    def __enter__(self) -> Silent:
        return self

    def __exit__(self, *error: object) -> None:
        return None


class Bar(Silent):
    """A progress bar that shows nothing and hands on what it counts."""

    def __init__(self, items: Iterable[Any] = (), *args: Any, **kwargs: Any) -> None:
        self._items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)


class Refusing:
    """Can be imported and passed around; whoever uses it is told why it is not there."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        reason = "this exercise asks you to write it"
        raise WithheldError(f"{self._name} is not available here: {reason}")

    # As a base class it is asked for its __mro_entries__.
    __call__ = __getitem__ = __iter__ = __mro_entries__ = _refuse

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._refuse()


def _silent(name: str) -> Any:
    return Silent()


def _bar(name: str) -> Any:
    return (lambda *args, **kwargs: Bar(range(*args))) if name.endswith("trange") else Bar


def _only_check(name: str) -> Any:
    return Silent() if name == "autograder.check" else Refusing(name)


STAND_INS: dict[str, Callable[[str], Any]] = {
    "autograder": _only_check,
    "course": Refusing,
    "matplotlib": _silent,
    "ipywidgets": _silent,
    "IPython": _silent,
    "tqdm": _bar,
}


class StandInFinder(MetaPathFinder, Loader):
    """Imports a stand-in for each package in `STAND_INS` and for every module inside it."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A spec for a module that is to be replaced."""
        if fullname.partition(".")[0] not in STAND_INS:
            return None
        return ModuleSpec(fullname, self, is_package=True)

    def exec_module(self, module: ModuleType) -> None:
        """Give the module an answer to every name."""
        make = STAND_INS[module.__name__.partition(".")[0]]

        def attribute(name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            return make(f"{module.__name__}.{name}")

        module.__dict__["__getattr__"] = attribute


def install() -> None:
    """From now on the packages in `STAND_INS` import as stand-ins, also where already loaded."""
    sys.meta_path.insert(0, StandInFinder())
    for name in [name for name in sys.modules if name.partition(".")[0] in STAND_INS]:
        del sys.modules[name]
