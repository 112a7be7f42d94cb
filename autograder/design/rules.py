"""Judges an activation of the learner's own design, and its slope, by nothing but their numbers.

Rules, in order: what every function of arrays must keep (`verify`), the same answer to the same
question, each number by itself, finite and quiet from −1000 to 1000; for the function, no line on
[−4, 4] and a slope that can be measured; for the slope, that it is the one measured; in float32
the same as in float64. A jump is allowed: where the function jumps, no slope is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from autograder.answer import Answer
from autograder.design import words
from autograder.design.slope import Slopes, measure
from autograder.diagnosis import Diagnosis
from autograder.example import number
from autograder.exercises.design import Design
from autograder.exercises.exercise import Case, Exercise
from autograder.exercises.inputs import CURVE, uniform
from autograder.expected import Expected
from autograder.learner import Learner
from autograder.verdict import Curve, Example, Status, Verdict
from autograder.verify import TOLERANCE, Finding, verify
from course.engine import ACTIVATIONS, Elementwise

# Where kinks and jumps are put: tried on top of random numbers.
EASY = np.array([0.0, 0.5, 1, 1.5, 2, 3, 4, 5, 6, 10, -0.5, -1, -1.5, -2, -3, -4, -5, -6, -10])
FAR = np.array([20.0, -20, 40, -40, 100, -100, 500, -500, 1000, -1000])
# How far from its best straight line a function must go on [−4, 4], as a share of its own range.
LEAST_BEND = 1e-3
# A slope may be off by this times max(1, |slope|).
SLOPE_TOLERANCE = 1e-7
# Less is rounding; and float32 may lose so much.
SAME, SAME_FLOAT32 = 1e-9, 1e-3
NEAR = 6.0
_STATUS: dict[str, Status] = {
    "missing": "missing",
    "not_started": "not_started",
    "timeout": "timeout",
    "crashed": "error",
    "unreadable": "error",
    "raised": "error",
}


class BrokenRuleError(Exception):
    """A rule is broken; `verdict` says which."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message)
        self.verdict = verdict


def examine_design(design: Design, learner: Learner, rng: np.random.Generator) -> Verdict:
    """The verdict on a design: passed, with remarks on what it is, or the first broken rule."""
    subject = Subject(design, learner, rng)
    try:
        if design.slope_of:
            _examine_slope(subject, rng)
        else:
            _examine_activation(subject, rng)
    except BrokenRuleError as broken:
        return broken.verdict
    remarks = tuple(subject.remarks[:2])
    return Verdict(design.name, "passed", design.points, design.points, "Passed.", remarks=remarks)


@dataclass
class Subject:
    """The learner's function, which answers with arrays or breaks a rule."""

    design: Design
    learner: Learner
    rng: np.random.Generator
    remarks: list[str] = field(default_factory=list)
    answered: bool = False

    def __call__(self, x: np.ndarray, label: str = "some arrays of numbers") -> np.ndarray:
        """What comes back for x, if it keeps the rules that every function of arrays must keep."""
        x, case = np.asarray(x), Case(label, (np.asarray(x),))
        answer = self.learner.call(self.design.name, case.args, {}, ())
        with np.errstate(all="ignore"):
            finding = verify(self._as_exercise(), case, (_any_number(x),), answer)
        if finding and finding.rule == "not_started" and self.answered:
            finding = Finding("raised", f"It raised NotImplementedError for {label}.")
        if finding:
            raise BrokenRuleError(self._stopped(finding, case, answer))
        assert isinstance(answer.value, np.ndarray)
        self.answered = True
        self.remarks += [f"It warns for {label}: {text}." for text in answer.warnings[:1]]
        if x.size > EASY.size:
            self._cross_check(x, answer.value)
        return answer.value

    def _cross_check(self, x: np.ndarray, y: np.ndarray) -> None:
        """Does a number among many get the answer that it gets among few?"""
        few = self.rng.choice(x.size, 3, replace=False)
        x, y = x.ravel()[few], y.ravel()[few]
        other = self(x)
        if not _alike(y, other):
            raise self.broken(*_entangled(x, y, other, "in a small array"))

    def broken(
        self,
        message: str,
        known: Diagnosis,
        example: Example | None = None,
        curve: Curve | None = None,
    ) -> BrokenRuleError:
        """The verdict for a rule that numbers break, ready to be raised."""
        return BrokenRuleError(
            Verdict(
                self.design.name,
                "failed",
                0,
                self.design.points,
                message,
                diagnosis=known.id,
                explanation=known.explanation,
                hint=known.hint,
                example=example,
                curve=curve,
            )
        )

    def _as_exercise(self) -> Exercise:
        d = self.design
        return Exercise(d.name, d.signature, d.points, np.copy, lambda rng: (), d.hint)

    def _stopped(self, finding: Finding, case: Case, answer: Answer) -> Verdict:
        """The verdict for a rule that has nothing to do with the design."""
        if finding.rule in ("missing", "not_started"):
            status = _STATUS[finding.rule]
            return Verdict(self.design.name, status, 0, self.design.points, finding.message)
        known, example = words.recognised(answer.raised), None
        if finding.rule == "finite" and finding.index is not None:
            x, y = case.args[0], answer.value
            assert isinstance(x, np.ndarray) and isinstance(y, np.ndarray)
            known = words.misplaced(x, y)
            inputs = (("x", number(x[finding.index])),)
            example = Example(inputs, "a finite number", number(y[finding.index]))
        mathematical = finding.rule in ("shape", "finite")
        known = known or Diagnosis(finding.rule, "", self.design.hint if mathematical else "")
        verdict = self.broken(finding.message, known, example).verdict
        return replace(verdict, status=_STATUS.get(finding.rule, "failed"))


def _any_number(x: np.ndarray) -> Expected:
    """What is right where any finite number is."""
    largest = np.full(x.shape, np.finfo(x.dtype).max)
    return Expected(-largest, largest)


# --- rules for both ----------------------------------------------------------------------------


def _examine_form(subject: Subject, rng: np.random.Generator) -> None:
    """Is it a function of arrays, number by number?"""
    easy = subject(EASY, "a few easy numbers")
    if not np.array_equal(easy, subject(EASY)):
        raise subject.broken("It gives other numbers when it is called again.", words.RANDOM)
    _examine_entries(subject, np.round(rng.uniform(-3, 3, 3), 1))
    _examine_entries(subject, uniform(rng, (11,)))
    for label, x in _arrays(rng).items():
        subject(x, label)
    _examine_far_out(subject, rng)


def _arrays(rng: np.random.Generator) -> dict[str, np.ndarray]:
    read_only = uniform(rng, (6,))
    read_only.setflags(write=False)
    return {
        "a single number (a 0-d array)": uniform(rng, ()),
        "an empty array": np.empty((0,)),
        "a batch of 8 rows and 3 columns": uniform(rng, (8, 3)),
        "a 3-D array": uniform(rng, (2, 3, 4)),
        "a float32 array": uniform(rng, (8,)).astype(np.float32),
        "a read-only array": read_only,
        "every second column of an array": uniform(rng, (3, 8))[:, ::2],
    }


def _examine_entries(subject: Subject, x: np.ndarray) -> None:
    """Does every number get the same answer alone, in another place and in another shape?"""
    together = subject(x)
    ways: dict[str, Callable[[], np.ndarray]] = {
        "alone": lambda: np.array([subject(x[i : i + 1])[0] for i in range(x.size)]),
        "backwards": lambda: subject(x[::-1].copy())[::-1],
        "in a column": lambda: subject(x[:, None])[:, 0],
    }
    for how, ask in ways.items():
        try:
            other = ask()
        except BrokenRuleError as broken:
            if broken.verdict.diagnosis in ("timeout", "crashed"):
                raise
            # Together it worked, so what fails now needs the other entries, or their order.
            other = np.full(x.shape, np.nan)
        if not _alike(together, other):
            raise subject.broken(*_entangled(x, together, other, how))


def _alike(y: np.ndarray, other: np.ndarray) -> bool:
    """Are they the same but for rounding?"""
    allowed = TOLERANCE[y.dtype] * max(1.0, float(np.max(np.abs(y))))
    return bool(np.all(np.abs(y - other) <= allowed))


def _entangled(
    x: np.ndarray, together: np.ndarray, other: np.ndarray, how: str
) -> tuple[str, Diagnosis, Example | None]:
    total = float(np.sum(together))
    shares = bool(np.all(together >= 0) and abs(total - 1) < 1e-6)
    known = words.SOFTMAX if shares else words.OTHER_ENTRIES
    message = f"It is not elementwise: numbers get other answers {how} than together."
    if x.size > 3:
        return message, known, None
    inputs = (("x", _row(x)),)
    return message, known, Example(inputs, f"{_row(other)} ({how})", f"{_row(together)} (together)")


def _row(values: np.ndarray) -> str:
    return f"[{', '.join(number(value, 4) for value in values)}]"


def _examine_far_out(subject: Subject, rng: np.random.Generator) -> None:
    before = len(subject.remarks)
    subject(FAR, "x from −1000 to 1000")
    subject(rng.uniform(-1000, 1000, 40), "x from −1000 to 1000")
    for remark in subject.remarks[before:]:
        if "RuntimeWarning" in remark:
            raise subject.broken(remark, words.NOT_QUIET)


def _examine_float32(subject: Subject, rng: np.random.Generator) -> None:
    """Are the numbers in float32 those of float64, as far as float32 goes?"""
    x = uniform(rng, (40,)).astype(np.float32)
    exact, coarse = subject(x.astype(np.float64)), subject(x, "a float32 array")
    off = np.abs(exact - coarse)
    # A jump may fall between two floats, so that one number of forty proves nothing.
    if np.sum(off > SAME_FLOAT32 * max(1.0, float(np.max(np.abs(exact))))) > 1:
        worst = int(np.argmax(off))
        inputs = (("x (float32)", number(x[worst])),)
        example = Example(inputs, number(exact[worst]), number(coarse[worst]))
        raise subject.broken("float32 gives other numbers than float64.", words.FLOAT32, example)


# --- the function ------------------------------------------------------------------------------


def _examine_activation(subject: Subject, rng: np.random.Generator) -> None:
    _examine_form(subject, rng)
    _examine_bend(subject, rng)
    slopes = _measured(subject, rng)
    _examine_float32(subject, rng)
    if np.all(slopes.high[slopes.known] == 0):
        subject.remarks.insert(0, "Its slope is 0 wherever it has one: nothing can learn from it.")
    name = _known_name(subject)
    if name:
        subject.remarks.insert(
            0, f"This is {name}, and it passes. A design of your own is more fun."
        )


def _examine_bend(subject: Subject, rng: np.random.Generator) -> None:
    """Is it anything but a line on [−4, 4]? A number that is an exception to a line is no bend."""
    x = -4 + 0.01 * (np.arange(800) + rng.uniform())
    y, three = subject(x), _row(subject(np.array([-2.0, 0.0, 2.0])))
    span = float(np.ptp(y))
    if span <= 1e-12 * max(1.0, float(np.max(np.abs(y)))):
        example = Example((("x", "[-2, 0, 2]"),), "different numbers", three)
        raise subject.broken("On [−4, 4] it is constant.", words.CONSTANT, example)
    bend = float(np.max(np.abs(y - np.polyval(np.polyfit(x, y, 1), x)))) / span
    if bend < LEAST_BEND:
        message = f"On [−4, 4] it is a line{_nearly(bend)}."
        example = Example((("x", "[-2, 0, 2]"),), "not in a row", three)
        raise subject.broken(message, words.AFFINE, example)


def _nearly(bend: float) -> str:
    """How far from a line it is, where that is more than rounding."""
    if bend < SAME:
        return ""
    return f", but for {100 * bend:.1g} % of its range; {100 * LEAST_BEND:g} % is the least"


def _measured(subject: Subject, rng: np.random.Generator) -> Slopes:
    """The slopes at easy and random numbers, most of which must be known."""
    slopes = measure(subject, _places(subject, rng), rng)
    drawn = slopes[EASY.size :]
    if np.sum(drawn.known) < drawn.x.size / 2:
        message = (
            f"Its slope can be measured at {np.sum(drawn.known)} of {drawn.x.size} random numbers "
            "only: elsewhere the difference quotients of small steps do not agree."
        )
        raise subject.broken(message, words.TOO_ROUGH)
    return slopes


def _places(subject: Subject, rng: np.random.Generator) -> np.ndarray:
    """Easy numbers, then random ones: everywhere, and where the function changes most."""
    ticks = np.linspace(-6, 6, 2001)
    change = np.abs(np.diff(subject(ticks)))
    share = change / change.sum() if change.any() else None
    steep = rng.choice(ticks[:-1], 48, p=share) + rng.uniform(0, ticks[1] - ticks[0], 48)
    return np.concatenate([EASY, rng.uniform(-4, 4, 48), steep, rng.uniform(-1000, 1000, 8)])


def _known_name(subject: Subject) -> str:
    """The name of the course's activation that it is, if it is one."""
    y = subject(CURVE)
    layers = [layer for layer in ACTIVATIONS.values() if issubclass(layer, Elementwise)]
    return next((kind.__name__ for kind in layers if np.allclose(kind()(CURVE), y, 0, 1e-6)), "")


# --- the slope ---------------------------------------------------------------------------------


def _examine_slope(subject: Subject, rng: np.random.Generator) -> None:
    subject(EASY, "a few easy numbers")
    design = replace(subject.design, name=subject.design.slope_of, slope_of="")
    verdict = examine_design(design, subject.learner, rng)
    if verdict.status != "passed":
        verb = "Write" if verdict.status in ("missing", "not_started") else "Mend"
        message = f"{verb} `{design.name}` first: its slope can be measured once it passes."
        why = f"What is wrong there: {verdict.message}" if verb == "Mend" else ""
        raise subject.broken(message, Diagnosis("mend_forward", why, ""))
    _examine_form(subject, rng)
    forward = Subject(design, subject.learner, rng)
    _examine_values(subject, forward, _measured(forward, rng), rng)
    _examine_float32(subject, rng)


def _examine_values(
    subject: Subject, forward: Subject, slopes: Slopes, rng: np.random.Generator
) -> None:
    """Is it the slope of the learner's own function, wherever that is known?"""
    received = subject(slopes.x)
    wrong = _wrong(slopes, received)
    if not wrong.any():
        return
    known = _misconception(subject, forward, slopes, received, wrong)
    along = measure(forward, CURVE, rng)
    raise subject.broken(
        f"It is not the slope of your `{forward.design.name}`: {_where(slopes, wrong)}.",
        known or Diagnosis("values", "", subject.design.hint),
        _smallest(slopes, received, wrong),
        Curve(along.x, (along.low + along.high) / 2, subject(along.x)),
    )


def _wrong(slopes: Slopes, received: np.ndarray) -> np.ndarray:
    outside = np.maximum(slopes.low - received, received - slopes.high)
    with np.errstate(invalid="ignore"):
        return slopes.known & (outside > SLOPE_TOLERANCE * slopes.scale)


def _misconception(
    subject: Subject, forward: Subject, slopes: Slopes, received: np.ndarray, wrong: np.ndarray
) -> Diagnosis | None:
    if not wrong[slopes.smooth].any():
        return words.AT_KINK
    # Far out many slopes are 0, and a constant that was cut short is far off.
    sure = slopes.smooth & (np.abs(slopes.x) <= NEAR)
    y = forward(slopes.x)
    known = words.misconception(slopes[sure], y[sure], received[sure])
    if known:
        return known
    for x, diagnosis in ((y, words.SLOPE_OF_OUTPUT), (-slopes.x, words.SLOPE_MIRRORED)):
        if words.fits(subject(x)[sure], slopes.low[sure]):
            return diagnosis
    pieces = (_stretch(slopes.x[sure], chosen[sure]) for chosen in (wrong, ~wrong))
    return words.SLOPE_ONE_PIECE if any(pieces) else None


def _where(slopes: Slopes, wrong: np.ndarray) -> str:
    x, wrong = slopes.x[slopes.known], wrong[slopes.known]
    count = f"wrong at {np.sum(wrong)} of {wrong.size} numbers"
    stretch, rest = _stretch(x, wrong), _stretch(x, ~wrong)
    if stretch:
        return f"{count}, from x = {stretch[0]:.3g} to {stretch[1]:.3g}"
    if rest and np.sum(~wrong) >= wrong.size / 10:
        return f"{count}, right from x = {rest[0]:.3g} to {rest[1]:.3g} only"
    return count


def _stretch(x: np.ndarray, chosen: np.ndarray) -> tuple[float, ...]:
    """From where to where the chosen lie, if hardly another lies between them; else nothing."""
    order = np.argsort(x)
    places = np.flatnonzero(chosen[order])
    # A wrong slope may be right by chance where two curves cross.
    if not 3 <= places.size <= x.size - 3 or np.ptp(places) > places.size + 1:
        return ()
    return float(x[order][places[0]]), float(x[order][places[-1]])


def _smallest(slopes: Slopes, received: np.ndarray, wrong: np.ndarray) -> Example:
    """The wrong number that is easiest to follow: an easy one, near 0."""
    candidates = np.flatnonzero(wrong)
    easy = candidates[candidates < EASY.size]
    candidates = easy if easy.size else candidates
    at = int(candidates[np.argmin(np.abs(slopes.x[candidates]))])
    low, high, got = slopes.low[at], slopes.high[at], received[at]
    digits = 6 if number(low) != number(got) else 10
    right = number(low, digits)
    if low != high:
        right = f"anything from {number(low)} to {number(high)}"
    return Example((("x", number(slopes.x[at])),), right, number(got, digits))
