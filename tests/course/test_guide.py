"""Does the picture of the decision guide say all that the guide does?"""

import matplotlib.pyplot as plt

from course.guide import GUIDE, show_guide


def test_does_the_picture_hold_every_question_answer_and_choice(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    show_guide()
    (ax,) = plt.gcf().axes
    drawn = {text.get_text() for text in ax.texts} - {""}
    answers = [pair for pairs in GUIDE.values() for pair in pairs]
    assert drawn == {*GUIDE, *(text for pair in answers for text in pair)}
    plt.close("all")


def test_does_every_text_stay_inside_the_picture(monkeypatch):
    monkeypatch.setattr(plt, "show", lambda: None)
    show_guide()
    fig = plt.gcf()
    fig.canvas.draw()
    whole = fig.bbox
    for text in fig.axes[0].texts:
        box = text.get_window_extent()
        assert whole.x0 <= box.x0 and box.x1 <= whole.x1, text.get_text()
    plt.close("all")
