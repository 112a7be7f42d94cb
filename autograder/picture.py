"""A learner's curve against the reference, as a small SVG that needs no matplotlib."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from autograder.plain import number, one_line
from autograder.verdict import Curve

WIDTH, HEIGHT = 360, 200
_LEFT, _TOP, _RIGHT, _BOTTOM = 38, 26, 10, 24
# Okabe and Ito's vermilion and blue; both keep 3:1 against white and against JupyterLab's dark.
_YOURS = 'fill="none" stroke="#d55e00" stroke-width="2.6" stroke-linecap="round"'
_REFERENCE = 'fill="none" stroke="#2a85c3" stroke-width="2" stroke-dasharray="7 4"'
_SHADE = 'fill="#d55e00" fill-opacity=".13"'
# A smaller gap is rounding, of float32 at most.
SAME = 1e-5
# To shade more than this would say no more than that it is wrong.
LARGEST_SHADE = 0.9


def curve_svg(curve: Curve, name: str) -> str:
    """Theirs (solid) and the reference (dashed) over the same x, as an inline `<svg>`.

    The range follows the reference: where theirs explodes it leaves the picture and the legend
    says so; where it is not finite there is a gap. Where the two differ, the ground is shaded.
    """
    x, expected, received = (
        np.ravel(np.asarray(values, dtype=np.float64))
        for values in (curve.x, curve.expected, curve.received)
    )
    frame = _Frame(*_limits(x, x), *_padded(*_limits(expected, received)))
    legend = "yours" + _remark(received, frame)
    wrong = _is_off(expected, received)
    shaded = "; shaded where they differ" if wrong.any() else ""
    label = f"{one_line(name, 80)}: {legend} (solid) against expected (dashed){shaded}"
    label = escape(label, quote=True)
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{label}" font-family="sans-serif" font-size="11" '
        f'style="max-width:100%;height:auto;color:inherit">'
        f"<title>{label}</title>{_axes(frame)}"
        # A nested <svg> clips to its own box without an id that could clash on the page.
        f'<svg x="{_LEFT}" y="{_TOP}" width="{frame.width}" height="{frame.height}" '
        'overflow="hidden">'
        f"{_shades(frame, x, wrong)}"
        f'<path d="{_path(frame, x, received)}" {_YOURS}/>'
        f'<path d="{_path(frame, x, expected)}" {_REFERENCE}/></svg>'
        f"{_legend(legend)}</svg>"
    )


def _is_off(expected: np.ndarray, received: np.ndarray) -> np.ndarray:
    """Where they differ by more than rounding; nowhere, if that is almost everywhere."""
    finite = np.isfinite(received) & np.isfinite(expected)
    scale = max(1.0, float(np.max(np.abs(expected), initial=0.0, where=np.isfinite(expected))))
    gap = np.abs(np.where(finite, received, 0) - np.where(finite, expected, 0))
    off = ~finite | (gap > SAME * scale)
    return off if off.mean() < LARGEST_SHADE else np.zeros_like(off)


@dataclass(frozen=True)
class _Frame:
    """From numbers to pixels inside the axes."""

    left: float
    right: float
    low: float
    high: float
    width: int = WIDTH - _LEFT - _RIGHT
    height: int = HEIGHT - _TOP - _BOTTOM

    def across(self, x: np.ndarray | float) -> np.ndarray:
        return np.round((np.asarray(x) - self.left) / (self.right - self.left) * self.width, 1)

    def down(self, y: np.ndarray | float) -> np.ndarray:
        span = self.high - self.low
        near = np.clip(y, self.low - 20 * span, self.high + 20 * span)
        return np.round((self.high - near) / span * self.height, 1)


def _limits(reference: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    """The reference's range, widened for theirs by at most its own height on either side."""
    theirs = theirs[np.isfinite(theirs)]
    reference = reference[np.isfinite(reference)]
    if not reference.size:
        reference = np.clip(theirs, -10, 10) if theirs.size else np.zeros(1)
    low, high = float(reference.min()), float(reference.max())
    span = high - low if high - low > 1e-9 * max(1, abs(high)) else max(1.0, abs(high))
    if not theirs.size:
        theirs = reference
    low = max(min(low, float(theirs.min())), low - span)
    high = min(max(high, float(theirs.max())), high + span)
    return (low, high) if high > low else (low - span, high + span)


def _padded(low: float, high: float) -> tuple[float, float]:
    return low - 0.06 * (high - low), high + 0.06 * (high - low)


def _remark(received: np.ndarray, frame: _Frame) -> str:
    finite = received[np.isfinite(received)]
    if not finite.size:
        return ": nowhere finite"
    if finite.min() < frame.low or finite.max() > frame.high:
        return ", running off the picture"
    return "" if finite.size == received.size else ", with gaps where not finite"


def _path(frame: _Frame, x: np.ndarray, y: np.ndarray) -> str:
    """An SVG path that lifts its pen wherever y is not finite."""
    steps, pen = [], "M"
    finite = np.isfinite(x) & np.isfinite(y)
    pixels = zip(
        frame.across(x).tolist(), frame.down(np.where(finite, y, 0)).tolist(), finite, strict=True
    )
    for across, down, drawn in pixels:
        if drawn:
            # h0 makes a lone point between two gaps visible, as a dot.
            steps.append(f"{pen}{across:g} {down:g}" + ("h0" if pen == "M" else ""))
        pen = "L" if drawn else "M"
    return "".join(steps)


def _shades(frame: _Frame, x: np.ndarray, wrong: np.ndarray) -> str:
    """A box behind every stretch of wrong samples, up to the middle between two samples."""
    edges = np.flatnonzero(np.diff(wrong.astype(int), prepend=0, append=0))
    borders = np.concatenate([x[:1], (x[:-1] + x[1:]) / 2, x[-1:]])
    parts = []
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        left, right = frame.across(borders[[first, end]]).tolist()
        parts.append(
            f'<rect x="{left:g}" width="{right - left:g}" height="{frame.height}" {_SHADE}/>'
        )
    return "".join(parts)


def _axes(frame: _Frame) -> str:
    bottom = _TOP + frame.height
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{frame.width}" height="{frame.height}" fill="none" '
        'stroke="currentColor" stroke-opacity=".35"/>'
    ]
    for tick in _ticks(frame.left, frame.right, 6):
        across = _LEFT + float(frame.across(tick))
        parts.append(_rule(across, _TOP, across, bottom, tick))
        parts.append(_label(across, bottom + 14, number(tick), "middle"))
    for tick in _ticks(frame.low, frame.high, 4):
        down = _TOP + float(frame.down(tick))
        parts.append(_rule(_LEFT, down, _LEFT + frame.width, down, tick))
        parts.append(_label(_LEFT - 5, down + 4, number(tick), "end"))
    return "".join(parts)


def _rule(x1: float, y1: float, x2: float, y2: float, tick: float) -> str:
    """A grid line, stronger at zero."""
    opacity = ".6" if tick == 0 else ".14"
    return (
        f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="currentColor" stroke-opacity="{opacity}"/>'
    )


def _label(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="currentColor">{text}</text>'


def _legend(yours: str) -> str:
    return (
        f'<path d="M{_LEFT} 13h24" {_REFERENCE}/>{_label(_LEFT + 29, 17, "expected", "start")}'
        f'<path d="M{_LEFT + 92} 13h24" {_YOURS}/>{_label(_LEFT + 121, 17, yours, "start")}'
    )


def _ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers between low and high, at most `most` steps apart.

    >>> _ticks(-4, 4, 6)
    [-4.0, -2.0, 0.0, 2.0, 4.0]
    """
    rough = (high - low) / most
    scale = 10.0 ** np.floor(np.log10(rough))
    step = float(next(s for s in (1, 2, 5, 10) if s * scale >= rough * (1 - 1e-9)) * scale)
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [i * step for i in range(first, last + 1)]
