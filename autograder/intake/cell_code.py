"""What a code cell says, read without running it: what it defines, and whether it only checks."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from autograder.intake.quiet import without_warnings

# The magics of IPython whose cell is Python all the same.
PYTHON_MAGICS = {"time", "timeit", "capture", "prun", "memit", "python", "python3"}

_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_IMPORT = (ast.Import, ast.ImportFrom)
_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w+).*(?:\n|$)")
_LINE_MAGIC = re.compile(r"^(?P<before>[ \t]*)(?:[%!?].*|[\w.]+\?\??[ \t]*)$", re.MULTILINE)
_ASSIGNED_MAGIC = re.compile(r"^(?P<before>[ \t]*\w+[ \t]*=[ \t]*)[%!].*$", re.MULTILINE)


@dataclass(frozen=True)
class Code:
    """A cell's Python: its text, the names it defines at the top, and whether it only checks.

    `definitions` is the text with nothing but its imports, functions and classes, each on its own
    line. `magic` names the language of a cell that is not Python, as in %%bash; its text is empty.
    """

    source: str
    defines: frozenset[str] = frozenset()
    only_checks: bool = False
    definitions: str = ""
    magic: str = ""


def read_code(source: str) -> Code:
    """Read a cell's text; what does not parse is kept as it is, for Python to complain of.

    >>> sorted(read_code("def relu(x):\\n    return x\\nanswer = 'c'").defines)
    ['answer', 'relu']
    >>> read_code("%matplotlib inline\\nx = 1").source
    'pass\\nx = 1'
    """
    tree = _parsed(source)
    if tree is None:
        magic = _CELL_MAGIC.match(source)
        if magic and magic["name"] not in PYTHON_MAGICS:
            return Code("", magic=magic["name"])
        python = _without_magics(source)
        tree = _parsed(python)
        source = source if tree is None else python
    if tree is None:
        return Code(source)
    return Code(source, frozenset(_defined(tree)), _only_checks(tree), _definitions(tree, source))


def _parsed(source: str) -> ast.Module | None:
    try:
        with without_warnings():
            return ast.parse(source)
    # Deep nesting exhausts the parser's stack, which it reports in either of two ways.
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _without_magics(source: str) -> str:
    """The text with IPython's own lines replaced, so that the others keep their numbers."""
    magic = _CELL_MAGIC.match(source)
    if magic:
        source = "\n" * magic[0].count("\n") + source[magic.end() :]
    source = _LINE_MAGIC.sub(r"\g<before>pass", source)
    return _ASSIGNED_MAGIC.sub(r"\g<before>None", source)


def _defined(tree: ast.Module) -> list[str]:
    names: list[str] = []
    for node in tree.body:
        if isinstance(node, _FUNCTION):
            names.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            within = (part for target in targets for part in ast.walk(target))
            names += [part.id for part in within if isinstance(part, ast.Name)]
    return names


def _definitions(tree: ast.Module, source: str) -> str:
    """The lines of imports, functions and classes; the others are blank, so that numbers hold."""
    nodes = [node for node in tree.body if isinstance(node, (*_FUNCTION, *_IMPORT))]
    kept = {line for node in nodes for line in _lines(node)}
    lines = enumerate(source.split("\n"), start=1)
    return "\n".join(line if number in kept else "" for number, line in lines)


def _lines(node: ast.stmt) -> range:
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    return range(first, (node.end_lineno or node.lineno) + 1)


def _only_checks(tree: ast.Module) -> bool:
    """Nothing but calls of `check`, and the import of it."""
    checks = [_is_check(node) for node in tree.body]
    imports = [_imports_autograder(node) for node in tree.body]
    return any(checks) and all(map(max, checks, imports))


def _is_check(node: ast.stmt) -> bool:
    """Is it `check(…)` or `autograder.check(…)`?"""
    match node:
        case ast.Expr(ast.Call(ast.Name("check") | ast.Attribute(ast.Name("autograder"), "check"))):
            return True
    return False


def _imports_autograder(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "autograder"
    return isinstance(node, ast.Import) and [alias.name for alias in node.names] == ["autograder"]
