"""Sets our figures beside the published ones: a claim that nobody re-measured is a rumour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

import numpy as np


class Part(NamedTuple):
    """A piece of a number in the table: its text, and the value with all digits if it has one."""

    text: str
    value: float | None = None

    def html(self) -> str:
        """The piece as HTML; no line ends within it.

        >>> Part("± 0.1 %", 0.1).html()
        '<data value="0.1" style="white-space:nowrap">± 0.1 %</data>'
        """
        tag = "span" if self.value is None else f'data value="{float(self.value)!r}"'
        style = 'style="white-space:nowrap"'
        return f"<{tag} {style}>{escape(self.text)}</{tag.split()[0]}>"


@dataclass(frozen=True)
class Claim:
    """One published figure and what we measured for it.

    `ours` holds one number per seed (a single number where the result is exact), `published` the
    figure from `source`, and `tolerance` how far the mean may lie from it, in the same unit.
    `published=None` marks a figure of ours that nobody has published. Where we know that ours
    differs, `differs_because` gives the reason in a few words.

    >>> claim = Claim("best line on XOR", 0.25, [0.25], 1e-9, "Goodfellow et al. 2016, §6.1")
    >>> claim.agrees
    True
    """

    what: str
    published: float | None
    ours: Sequence[float]
    tolerance: float
    source: str
    unit: str = ""
    digits: int = 4
    differs_because: str = ""

    @property
    def mean(self) -> float:
        """The mean over the seeds."""
        return float(np.mean(self.ours))

    @property
    def spread(self) -> float:
        """The sample standard deviation over the seeds; 0.0 for a single number."""
        return float(np.std(self.ours, ddof=1)) if len(self.ours) > 1 else 0.0

    @property
    def agrees(self) -> bool:
        """Does our mean lie within the tolerance of the published figure?"""
        return self.published is None or abs(self.mean - self.published) <= self.tolerance

    @property
    def verdict(self) -> str:
        """One word for the table, and the reason where one is known.

        >>> Claim("π", 22 / 7, [np.pi], 1e-6, "Archimedes", differs_because="a bound").verdict
        'differs: a bound'
        """
        if self.published is None:
            return ""
        word = "agrees" if self.agrees else "differs"
        return f"{word}: {self.differs_because}" if self.differs_because else word

    def numbers(self) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
        """The published figure with our tolerance, and our figure with its spread."""
        return self._published(), self._ours()

    # Two digits of a tolerance, or of a spread, are already more than ten seeds can tell.
    def _published(self) -> tuple[Part, ...]:
        if self.published is None:
            return (Part("—"),)
        figure = _number(self.published, self.digits)
        tolerance = f"± {_number(self.tolerance, 2)} {self.unit}".rstrip()
        return Part(figure, self.published), Part(tolerance, self.tolerance)

    def _ours(self) -> tuple[Part, ...]:
        mean = _number(self.mean, self.digits)
        if len(self.ours) == 1:
            return (Part(f"{mean} {self.unit}".rstrip(), self.mean),)
        spread = f"± {_number(self.spread, 2)} {self.unit}".rstrip()
        return Part(mean, self.mean), Part(spread), Part(f"({len(self.ours)} seeds)")


def _number(value: float, digits: int) -> str:
    """The value to so many digits; hundreds and thousands without a power of ten.

    >>> _number(976.3, 2), _number(4.7e-07, 2)
    ('980', '4.7e-07')
    """
    text = f"{value:.{digits}g}"
    return f"{float(text):.0f}" if "e+" in text and abs(value) < 1e6 else text


@dataclass(frozen=True)
class Comparison:
    """A table of claims; Jupyter shows it as HTML, a terminal as text.

    >>> print(Comparison("XOR", [Claim("loss", 0.25, [0.25], 1e-9, "a book")]))
    XOR
    what | published ± tolerance | ours ± spread | verdict | source
    loss | 0.25 ± 1e-09          | 0.25          | agrees  | a book

    In the HTML each figure and each tolerance is a `<data value="…">` that has all of its digits:
    so a saved notebook can be checked by what it shows.
    """

    title: str
    claims: Sequence[Claim]
    note: str = ""

    HEADINGS = ("what", "published ± tolerance", "ours ± spread", "verdict", "source")

    @property
    def agrees(self) -> bool:
        """Does every claim agree with what was published?"""
        return all(claim.agrees for claim in self.claims)

    def __str__(self) -> str:
        rows = [self.HEADINGS, *map(_texts, self.claims)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(self.HEADINGS))]
        lines = [
            " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
        return "\n".join([self.title, *lines, *([self.note] if self.note else [])])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head = "".join(f'<th style="text-align:left">{name}</th>' for name in self.HEADINGS)
        body = "".join(f"<tr>{_cells(claim)}</tr>" for claim in self.claims)
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        caption = f'<caption style="text-align:left"><b>{escape(self.title)}</b></caption>'
        table = f"{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        return f'<table class="comparison">{table}</table>{note}'


def _texts(claim: Claim) -> tuple[str, ...]:
    published, ours = (" ".join(part.text for part in parts) for parts in claim.numbers())
    return claim.what, published, ours, claim.verdict, claim.source


def _cells(claim: Claim) -> str:
    published, ours = (" ".join(part.html() for part in parts) for parts in claim.numbers())
    cells = escape(claim.what), published, ours, escape(claim.verdict), escape(claim.source)
    return "".join(f'<td style="text-align:left">{cell}</td>' for cell in cells)
