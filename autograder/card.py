"""A verdict as its reader meets it: one card, in Jupyter, on a feedback page or in a terminal."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from html import escape

from autograder.picture import curve_svg
from autograder.plain import block, one_line, plain
from autograder.verdict import Example, Outcome, Verdict


@dataclass(frozen=True)
class Look:
    """What an outcome is told by: a symbol and a word besides the colour."""

    symbol: str
    word: str
    colour: str
    note: str = ""


# Every colour carries white text at 4.5:1 or better, and stands at 2.5:1 or better against both
# white and JupyterLab's dark background: a card cannot know which theme it is shown in.
LOOKS: dict[Outcome, Look] = {
    "passed": Look("✓", "passed", "#007a5a"),
    "failed": Look("✗", "not right yet", "#bf4f00"),
    "error": Look("!", "error", "#a8407c"),
    "timeout": Look("◷", "out of time", "#8a6400"),
    "missing": Look("∅", "missing", "#6e6e6e"),
    "not_started": Look("○", "not started", "#566f86"),
    "waiting": Look("✎", "to be graded by hand", "#6a4fb3"),
    "not_checked": Look(
        "?", "not checked", "#0072b2", "It costs you nothing: it stays open until it is checked."
    ),
}

_MONO = "font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace)"
_CARD = (
    "border:1px solid rgba(127,127,127,.4);border-left:5px solid {colour};border-radius:6px;"
    "padding:.55em .9em;margin:.4em 0;max-width:54rem;overflow-wrap:anywhere;line-height:1.5;"
    "color:var(--jp-content-font-color1,inherit);"
    "font-family:var(--jp-content-font-family,system-ui,sans-serif)"
)
_TITLE = "display:flex;flex-wrap:wrap;gap:.15em .7em;align-items:baseline"
_PILL = "background:{colour};color:#fff;border-radius:1em;padding:.05em .7em;white-space:nowrap"
_CODE = f"{_MONO};font-size:.95em;background:none;color:inherit;padding:0"
_SIDE_BY_SIDE = "display:flex;flex-wrap:wrap;gap:.6em 1.4em;align-items:flex-start;margin:.6em 0"
_EXAMPLE = (
    "display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2em 1em;margin:0;"
    "padding:.5em .8em;background:rgba(127,127,127,.13);border-radius:4px;"
    "box-sizing:border-box;width:auto;max-width:100%"
)
# JupyterLab floats the terms of a list and gives them a fifth of the width.
_TERM = "font-weight:600;max-width:9.5em;margin:0;float:none;width:auto"
_VALUE = f"{_MONO};float:none;width:auto;font-size:.92em;margin:0;"
_VALUE += "white-space:pre;overflow-x:auto;unicode-bidi:isolate"
# What somebody wrote, as it was written: Markdown that is not rendered cannot do any harm.
_ANSWER = (
    "white-space:pre-wrap;unicode-bidi:plaintext;margin:.6em 0;padding:.5em .8em;"
    "background:rgba(127,127,127,.13);border-radius:4px"
)
_MOST_REMARKS, _LONGEST_ANSWER = 3, 20_000


@dataclass(frozen=True, repr=False)
class Card:
    """One verdict, with the learner's progress through the notebook ("5 of 9 passed")."""

    verdict: Verdict
    progress: str = ""

    def __str__(self) -> str:
        v, look = self.verdict, LOOKS[self.verdict.outcome]
        parts = [f"{look.symbol} {look.word} · {one_line(v.task, 80)} · {_points(v)}"]
        parts += [_wrapped(*_reasons(v))] if _reasons(v) else []
        parts += [_example_text(v.example)] if v.example else []
        parts += [_wrapped(f"Hint: {v.hint}")] if v.hint else []
        parts += [_wrapped(f"Remark (costs nothing): {text}") for text in _remarks(v)]
        parts += [f"  {one_line(self.progress)}"] if self.progress else []
        return "\n".join(parts)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        v, colour = self.verdict, LOOKS[self.verdict.outcome].colour
        label = escape(f"{one_line(v.task, 80)}: {LOOKS[v.outcome].word}, {_points(v)}")
        body = [_title(v, self.progress)]
        body += [_paragraph(" ".join(map(_prose, _reasons(v))))] if _reasons(v) else []
        body += [_evidence(v)]
        body += [_answer_html(v.answer)] if v.answer else []
        body += [_paragraph(f"<strong>Hint</strong> {_prose(v.hint)}")] if v.hint else []
        body += [
            _paragraph(f"<strong>Remark</strong> (costs nothing) {_prose(text)}")
            for text in _remarks(v)
        ]
        style = _CARD.format(colour=colour)
        return f'<div role="group" aria-label="{label}" style="{style}">{"".join(body)}</div>'


def _points(verdict: Verdict) -> str:
    word = "point" if verdict.max_points == 1 else "points"
    if verdict.status == "not_started":
        return f"worth {verdict.max_points} {word}"
    if verdict.status == "not_checked":
        return f"{verdict.max_points} {word} still open"
    return f"{verdict.points}/{verdict.max_points} {word}"


def _reasons(verdict: Verdict) -> list[str]:
    """What is wrong and why, each said once, the title included."""
    look = LOOKS[verdict.outcome]
    said = verdict.message.lower().rstrip(".").removesuffix(" yet") == look.word
    texts = ("" if said else verdict.message, verdict.explanation, look.note)
    return list(dict.fromkeys(text for text in texts if text))


def _remarks(verdict: Verdict) -> list[str]:
    return list(dict.fromkeys(verdict.remarks))[:_MOST_REMARKS]


# --- text -------------------------------------------------------------------------------------


def _wrapped(*texts: str) -> str:
    text = " ".join(map(one_line, texts))
    return textwrap.fill(
        text, 84, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )


def _rows(example: Example) -> list[tuple[str, str]]:
    return [*example.inputs, *example.outcome]


def _example_text(example: Example) -> str:
    """The example's values under one another, a matrix's rows too."""
    rows = [(one_line(name, 40), block(text, width=100)) for name, text in _rows(example)]
    wide = max(len(name) for name, _ in rows)
    lines = [
        f"    {name if i == 0 else '':<{wide}} {'=' if i == 0 else ' '} {line}"
        for name, value in rows
        for i, line in enumerate(value)
    ]
    return "\n".join(["", *lines, ""])


# --- HTML -------------------------------------------------------------------------------------


def _prose(text: str) -> str:
    """Escaped text in which `names` in backticks are set as code."""
    return re.sub(r"`([^`\n]+)`", rf'<code style="{_CODE}">\1</code>', escape(plain(text)))


def _paragraph(html: str) -> str:
    return f'<p style="margin:.45em 0" dir="auto">{html}</p>'


def _title(verdict: Verdict, progress: str) -> str:
    look, task = LOOKS[verdict.outcome], escape(one_line(verdict.task, 80))
    return (
        f'<div style="{_TITLE}"><strong style="{_PILL.format(colour=look.colour)}">'
        f"{look.symbol} {look.word}</strong>"
        f'<code style="{_CODE};font-weight:600"><bdi>{task}</bdi></code>'
        f"<span>{_points(verdict)}</span>"
        + (
            f'<span style="margin-left:auto">{escape(one_line(progress))}</span>'
            if progress
            else ""
        )
        + "</div>"
    )


def _evidence(verdict: Verdict) -> str:
    """The example and, beside it where there is room, the picture."""
    parts = [_example_html(verdict.example)] if verdict.example else []
    parts += [curve_svg(verdict.curve, verdict.task)] if verdict.curve else []
    return f'<div style="{_SIDE_BY_SIDE}">{"".join(parts)}</div>' if parts else ""


def _answer_html(answer: str) -> str:
    return f'<div style="{_ANSWER}">{escape(plain(answer, _LONGEST_ANSWER))}</div>'


def _example_html(example: Example) -> str:
    rows = "".join(
        f'<dt style="{_TERM}">{escape(one_line(name, 40))}</dt>'
        f'<dd style="{_VALUE}">{escape(chr(10).join(block(text)))}</dd>'
        for name, text in _rows(example)
    )
    return f'<dl style="{_EXAMPLE}">{rows}</dl>'
