"""Text made fit to show: what programs wrote without escapes, numbers as people write them."""

from __future__ import annotations

import re

# Colour codes and window titles, as terminals understand them (ECMA-48).
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -~]?"
)
# Control characters, and the marks that reorder the text around them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")


def plain(text: str, limit: int = 700) -> str:
    r"""The text without escapes and control characters, cut at `limit` characters.

    >>> plain("\x1b[31mred\x1b[0m\r\nline")
    'red\nline'
    """
    # Cut before the search too: a gigabyte of output must not cost a minute of regex.
    text = _ESCAPES.sub("", text[: 20 * limit].replace("\r\n", "\n"))
    text = _LONE_SURROGATES.sub("\ufffd", _UNSEEN.sub("", text)).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def one_line(text: str, limit: int = 700) -> str:
    r"""The same on one line, runs of white space as one space.

    >>> one_line("a\n  b\tc")
    'a b c'
    """
    return " ".join(plain(text, limit).split())


def block(text: str, lines: int = 12, width: int = 160) -> list[str]:
    r"""The same as at most `lines` lines of at most `width` characters, spaces kept.

    >>> block("[[1 2]\n [3 4]]")
    ['[[1 2]', ' [3 4]]']
    """
    rows = plain(text, 4 * lines * width).expandtabs(4).split("\n")
    if len(rows) > lines:
        rows = [*rows[: lines - 1], "…"]
    return [row if len(row) <= width else row[: width - 1] + "…" for row in rows]


def number(value: float, digits: int = 3) -> str:
    """A number in prose: a true minus sign, and no power of ten below a million.

    >>> number(-0.12345), number(1234.5), number(-0.0)
    ('−0.123', '1234', '0')
    """
    text = f"{value:.0f}" if 1000 <= abs(value) < 1e6 else f"{value + 0.0:.{digits}g}"
    return text.replace("-", "−")
