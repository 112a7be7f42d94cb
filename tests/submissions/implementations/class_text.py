"""The text of a class with one method as somebody wrote it, and the others as they should be."""

from collections.abc import Mapping
from textwrap import dedent, indent


def class_text(name: str, methods: Mapping[str, str], **others: str) -> str:
    """The source of a class; `others` stand in the place of methods of their names, or come last.

    >>> print(class_text("Twice", {"double": "def double(self, x): return x + x"}, more="p = 2"))
    class Twice:
        def double(self, x): return x + x
    <BLANKLINE>
        p = 2
    <BLANKLINE>
    """
    texts = (dedent(text).strip() for text in (dict(methods) | others).values() if text)
    body = "\n\n".join(indent(text, "    ") for text in texts)
    return f"class {name}:\n{body}\n"
