"""The class report's charts: inline SVG, told apart by pattern and label besides colour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import numpy as np
from markupsafe import Markup

from autograder.card import LOOKS
from autograder.plain import one_line
from autograder.verdict import Outcome

# Ten bins of ten per cent; the last one holds full marks too.
_BINS = 10
# Beside the longest bar, in per cent of the width, its number needs room.
_LONGEST = 66
_WIDTH, _HEIGHT, _LEFT, _TOP, _BASE = 280, 142, 6, 18, 118
# White strokes over an outcome's colour; what is passed stays plain, as the common case.
_PATTERNS: dict[Outcome, str] = {
    "failed": '<path d="M-2 8 8-2M2 12 12 2" stroke-width="2"/>',
    "error": '<path d="M0 0 10 10M10 0 0 10" stroke-width="1.4"/>',
    "timeout": '<circle cx="5" cy="5" r="2" fill="#fff" stroke="none"/>',
    "missing": '<path d="M0 3h10M0 8h10" stroke-width="1.4"/>',
    "not_started": '<path d="M-3 3 3-3M-3 13 13-3M7 13 13 7" stroke-width="5"/>',
    "waiting": '<path d="M2 5h6M5 2v6" stroke-width="1.4"/>',
    "not_checked": '<path d="M3 0v10M8 0v10" stroke-width="1.4"/>',
}


def patterns_svg() -> Markup:
    """The patterns that every bar of the page refers to, once."""
    tiles = "".join(
        f'<pattern id="{outcome}" width="10" height="10" patternUnits="userSpaceOnUse">'
        f'<rect width="10" height="10" fill="{look.colour}"/>'
        f'<g stroke="#fff" stroke-opacity=".6">{_PATTERNS.get(outcome, "")}</g></pattern>'
        for outcome, look in LOOKS.items()
    )
    tiles += (
        '<pattern id="rule" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<path class="hatch" d="M-2 5.5 5.5-2M1.5 9 9 1.5" stroke-width="1.6"/></pattern>'
    )
    return Markup(
        f'<svg width="0" height="0" style="position:absolute" aria-hidden="true">{tiles}</svg>'
    )


def swatch_svg(outcome: Outcome) -> Markup:
    """One outcome's colour and pattern, for the legend."""
    return Markup(
        '<svg width="26" height="14" aria-hidden="true">'
        f'<rect width="26" height="14" rx="2" fill="url(#{outcome})"/></svg>'
    )


def stacked_bar_svg(counts: Counter[Outcome], name: str) -> Markup:
    """How one exercise went: one bar, a piece for every outcome that occurs."""
    total = counts.total() or 1
    pieces, left = [], 0.0
    for outcome in LOOKS:
        share = 100 * counts[outcome] / total
        if share:
            pieces.append(
                f'<rect x="{left:.2f}%" width="{share:.2f}%" height="18" fill="url(#{outcome})" '
                'stroke="var(--page)"/>'
            )
        left += share
    label = escape(f"{one_line(name, 80)}: {in_words(counts)}")
    return Markup(
        f'<svg class="bar" width="100%" height="18" role="img" aria-label="{label}">'
        f"<title>{label}</title>{''.join(pieces)}</svg>"
    )


def in_words(counts: Counter[Outcome]) -> str:
    """The counts that are not zero, as text.

    >>> in_words(Counter({"passed": 3, "not_started": 1}))
    '3 passed, 1 not started'
    """
    return ", ".join(f"{counts[s]} {s.replace('_', ' ')}" for s in LOOKS if counts[s])


def mistake_svg(count: int, of: int, most: int, recognised: bool) -> Markup:
    """How many of a class make a mistake, drawn so that `most` of them fill the width.

    A misconception is a full bar, a broken rule a hatched one.
    """
    width = _LONGEST * count / max(most, 1)
    label = f"{count} of {of} {'student' if of == 1 else 'students'}"
    return Markup(
        f'<svg class="mistake" role="img" aria-label="{label}"><title>{label}</title>'
        f'<rect class="{"column" if recognised else "rule"}" x="1" y="3" rx="2" height="14" '
        f'width="{width:.1f}%"/><text x="{width:.1f}%" dx="8" y="15">{count} '
        f'<tspan class="share">({_percent(count / max(of, 1))})</tspan></text></svg>'
    )


def mistake_swatch_svg(recognised: bool) -> Markup:
    """What such a bar looks like, for the legend."""
    return Markup(
        '<svg width="28" height="16" aria-hidden="true"><rect x="1" y="1" width="26" height="14" '
        f'rx="2" class="{"column" if recognised else "rule"}"/></svg>'
    )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.005 else "< 1 %"


def histogram_svg(shares: Sequence[float], name: str) -> Markup:
    """How many students reached how much, in steps of ten per cent."""
    heights, _ = np.histogram(shares, bins=np.linspace(0, 1, _BINS + 1))
    step, most = (_WIDTH - 2 * _LEFT) / _BINS, max(1, heights.max())
    parts = []
    for i, count in enumerate(heights.tolist()):
        height, left = (_BASE - _TOP) * count / most, _LEFT + i * step
        if count:
            parts.append(
                f'<rect class="column" x="{left + 2:.1f}" y="{_BASE - height:.1f}" '
                f'width="{step - 4:.1f}" height="{height:.1f}" rx="1.5"/>'
                f'<text x="{left + step / 2:.1f}" y="{_BASE - height - 4:.1f}">{count}</text>'
            )
    for tick in range(0, _BINS + 1, 2):
        anchor = {0: "start", _BINS: "end"}.get(tick, "middle")
        parts.append(
            f'<text x="{_LEFT + tick * step:.1f}" y="{_BASE + 17}" '
            f'style="text-anchor:{anchor}">{10 * tick}{" %" if tick == _BINS else ""}</text>'
        )
    label = escape(f"{one_line(name, 80)}: {_bins_in_words(heights.tolist())}")
    return Markup(
        f'<svg class="histogram" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">'
        f"<title>{label}</title>{''.join(parts)}"
        f'<path d="M{_LEFT} {_BASE}H{_WIDTH - _LEFT}" stroke="currentColor"/></svg>'
    )


def _bins_in_words(heights: Sequence[int]) -> str:
    bins = [f"{n} at {10 * i}–{10 * i + 10} %" for i, n in enumerate(heights) if n]
    return ", ".join(bins) or "nobody yet"
