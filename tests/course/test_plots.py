"""Does a cell that needs the learner's work say whose turn it is, instead of a traceback?"""

import pytest

from course.plots import needs


def written(x):
    return unwritten(x)


def unwritten(x):
    raise NotImplementedError()


def mistaken(x):
    return x + None


class Layer:
    def __init__(self, inside=None):
        self.inside = inside

    def forward(self, x):
        return self.inside.forward(x)

    @property
    def params(self):
        raise NotImplementedError()


class Unwritten:
    def forward(self, x):
        raise NotImplementedError()


@pytest.mark.parametrize(
    ("use", "advice"),
    [
        (lambda: unwritten(1), "Write `unwritten` first, then run this cell again."),
        # The one that is missing, not the one that called it.
        (lambda: written(1), "Write `unwritten` first, then run this cell again."),
        (
            lambda: Layer(Unwritten()).forward(1),
            "Write `Unwritten` first, then run this cell again.",
        ),
        (lambda: Layer().params, "Write `Layer` first, then run this cell again."),
        (lambda: mistaken(1), "`mistaken` raised TypeError: unsupported"),
    ],
)
def test_who_is_named(use, advice, capsys):
    with needs(unwritten, written, mistaken, Unwritten, Layer):
        use()
    assert capsys.readouterr().out.startswith(advice)


def test_is_what_was_returned_suspected_where_the_cell_cannot_use_it(capsys):
    with needs(unwritten, Layer):
        1 + None  # noqa: B018
    said = capsys.readouterr().out
    assert said.startswith("TypeError: unsupported operand")
    assert "Did `unwritten` or `Layer` return something unusable? Check above" in said
