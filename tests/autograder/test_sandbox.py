"""Does a learner's code run apart, is it stopped in time, and does it cost only what it touches?"""

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.answer import Answer
from autograder.intake.submission import Cell
from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import Child, SandboxedNotebook

LIMITS = Limits(call_seconds=1.0, cell_seconds=1.0)
X = np.array([1.0, -2.0])


def notebook(**cells):
    return SandboxedNotebook([Cell(name, source) for name, source in cells.items()], LIMITS)


def call(learner, name, *args):
    return learner.call(name, args or (X,), {}, ())


def test_does_a_function_see_its_arrays_and_its_own_notebook():
    with notebook(
        setup="import numpy as np\nscale = 3.0", f="def f(x):\n    return scale * np.abs(x)"
    ) as learner:
        assert np.array_equal(call(learner, "f").value, [3.0, 6.0])
        assert learner.read("scale").value == 3.0


ENDS = {
    "a loop": ("def f(x):\n    while True: pass", "timeout"),
    "a sleep": ("import time\ndef f(x):\n    time.sleep(60)", "timeout"),
    "an exit past all handlers": ("import os\ndef f(x):\n    os._exit(0)", "crashed"),
    "a segmentation fault": (
        "import ctypes\ndef f(x):\n    ctypes.string_at(0)",
        "crashed",
    ),
    "rubbish on every descriptor": (
        "import os\ndef f(x):\n    for fd in range(3, 20):\n"
        "        try: os.write(fd, b'rubbish' * 100)\n        except OSError: pass",
        "crashed",
    ),
}


@pytest.mark.parametrize(("source", "end"), ENDS.values(), ids=ENDS)
def test_is_a_call_that_never_answers_ended_and_the_rest_still_served(source, end):
    with notebook(f=source, g="def g(x):\n    return 2 * x") as learner:
        assert call(learner, "f").end == end
        assert np.array_equal(call(learner, "g").value, 2 * X)


RAISES = {
    "sys.exit": ("import sys\ndef f(x):\n    sys.exit()", "SystemExit"),
    "input": ("def f(x):\n    return input()", "EOFError"),
    "more memory than there is": (
        "import numpy as np\ndef f(x):\n    return np.ones(10**10)",
        "MemoryError",
    ),
    "endless recursion": ("def f(x):\n    return f(x)", "RecursionError"),
    "a file": ("def f(x):\n    with open('x', 'w') as file: file.write('x')", "OSError"),
    "the engine": (
        "from course.engine import relu\ndef f(x):\n    return relu(x)",
        "WithheldError",
    ),
    "a class of the engine": (
        "from course.engine import Linear\ndef f(x):\n    class Mine(Linear): pass",
        "WithheldError",
    ),
    "the exercises": (
        "def f(x):\n    import autograder.exercises as e\n    return e.EXERCISES['f'].reference(x)",
        "WithheldError",
    ),
}


@pytest.mark.parametrize(("source", "kind"), RAISES.values(), ids=RAISES)
def test_is_what_it_raises_an_answer(source, kind):
    with notebook(f=source) as learner:
        answer = call(learner, "f")
    assert answer.raised.type == kind


def test_do_prints_go_nowhere():
    with notebook(
        f="import sys\ndef f(x):\n    print('hi' * 10000)\n    sys.stderr.write('ho')\n    return x"
    ) as learner:
        assert np.array_equal(call(learner, "f").value, X)


BROKEN_CELLS = {
    "a loop": ("while True: pass\ndef f(x): return x", "timeout", None),
    "an exit": ("import os\nos._exit(1)\ndef f(x): return x", "crashed", None),
    "a syntax error": ("def f(x)\n    return x", "", "SyntaxError"),
    "an exception": ("import no_such_package\ndef f(x): return x", "", "ModuleNotFoundError"),
}


@pytest.mark.parametrize(("source", "end", "raised"), BROKEN_CELLS.values(), ids=BROKEN_CELLS)
def test_does_a_broken_cell_cost_only_what_it_defines(source, end, raised):
    with notebook(f=source, g="def g(x):\n    return 2 * x") as learner:
        answer = call(learner, "f")
        assert answer.in_cell
        assert answer.end == end
        assert (answer.raised.type if answer.raised else None) == raised
        assert np.array_equal(call(learner, "g").value, 2 * X)
        assert call(learner, "h").missing


def test_are_pictures_silent():
    """A figure in the cell with the function: nothing is drawn, and nothing is lost."""
    source = (
        "import matplotlib.pyplot as plt\nfrom autograder import check\n"
        "fig, ax = plt.subplots()\nwith plt.style.context('x'):\n    ax[0].plot([1])\n"
        "def f(x):\n    return x\ncheck(f)"
    )
    with notebook(f=source) as learner:
        assert np.array_equal(call(learner, "f").value, X)


JUPYTER = {
    "display": "def f(x):\n    display(x)\n    return x",
    "get_ipython": "get_ipython().run_line_magic('matplotlib', 'inline')\ndef f(x):\n    return x",
    "a progress bar": (
        "from tqdm import tqdm, trange\ndef f(x):\n    y = x.copy()\n"
        "    for i in tqdm(range(len(x))): y[i] = x[i]\n"
        "    for i in trange(len(x)): y[i] = x[i]\n    return y"
    ),
    "settings of a plot": (
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 100\ndef f(x):\n    return x"
    ),
}


@pytest.mark.parametrize("source", JUPYTER.values(), ids=JUPYTER)
def test_does_what_jupyter_offers_do_no_harm(source):
    with notebook(f=source) as learner:
        assert np.array_equal(call(learner, "f").value, X)


def test_does_a_stall_of_the_machine_cost_nothing(monkeypatch):
    """The first answer that does not come in time is asked for once more."""
    ask, stalls = Child.ask, [True]

    def ask_slowly(child, message, seconds):
        if message["do"] == "call" and stalls.pop() if stalls else False:
            child.kill()
            return Answer(end="timeout")
        return ask(child, message, seconds)

    monkeypatch.setattr(Child, "ask", ask_slowly)
    with notebook(f="def f(x):\n    return x") as learner:
        assert np.array_equal(call(learner, "f").value, X)


def test_is_a_child_that_the_system_killed_no_fault_of_the_learner():
    source = "import os, signal\ndef f(x):\n    os.kill(os.getpid(), signal.SIGKILL)"
    with notebook(f=source, g="def g(x):\n    return 2 * x") as learner:
        with pytest.raises(RuntimeError, match="the system ended"):
            call(learner, "f")
        assert np.array_equal(call(learner, "g").value, 2 * X), "the others are still served"


GRADER = """
import sys
from autograder.sandbox.limits import Limits
from autograder.sandbox.parent import SandboxedNotebook
from autograder.answer import Answer
from autograder.intake.submission import Cell
source = "import os\\npid = float(os.getpid())\\ndef f():\\n    while True: pass"
with SandboxedNotebook([Cell("f", source)], Limits(call_seconds=60)) as learner:
    print(int(learner.read("pid").value), flush=True)
    learner.call("f", [], {}, ())
"""


@pytest.mark.needs("linux")
def test_does_a_looping_child_end_with_its_grader():
    grader = subprocess.Popen([sys.executable, "-c", GRADER], stdout=subprocess.PIPE, text=True)
    with grader:
        child = int(grader.stdout.readline())
        grader.kill()
    deadline = time.monotonic() + 5
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(child)


def test_is_the_whole_group_ended():
    source = (
        "import os, time\ndef f(x):\n    pid = os.fork()\n    if pid == 0: time.sleep(60)\n"
        "    return float(pid)"
    )
    with notebook(f=source) as learner:
        grandchild = int(call(learner, "f").value)
    deadline = time.monotonic() + 5
    while is_running(grandchild) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not is_running(grandchild)


def is_running(pid):
    try:
        os.kill(pid, 0)
        status = Path(f"/proc/{pid}/stat")
        return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_does_the_child_know_no_reference():
    """Nothing of the engine or the exercises is among the modules that it has loaded."""
    source = (
        "import sys, gc\nfound = [m.__name__ for m in gc.get_objects()"
        " if type(m) is type(sys) and hasattr(m, '__file__')]\n"
        "guilty = ','.join(n for n in found if n.startswith(('course', 'autograder.exercises',"
        " 'autograder.expected', 'autograder.diagnosis')))"
    )
    with notebook(spy=source) as learner:
        assert learner.read("guilty").value.text == ""


def test_does_a_child_that_cannot_start_say_so():
    with pytest.raises(RuntimeError, match="does not start"):
        Child(Limits(start_seconds=0.0))
