"""Does importing the engine load numpy and scipy.special, and nothing else of other people's?"""

import subprocess
import sys

import pytest

CODE = """
import sys
before = set(sys.modules)
import {module}
names = set(sys.modules) - before
print(*sorted(n for n in names if n.partition(".")[0] not in sys.stdlib_module_names))
"""


def loaded_by(module):
    """What a fresh interpreter loads on `import module`, the standard library aside."""
    command = [sys.executable, "-c", CODE.format(module=module)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_the_course_by_itself_loads_nothing_of_other_people():
    assert loaded_by("course") == ["course", "course.threads"]


def test_the_engine_loads_numpy_and_at_most_scipy_special():
    names = loaded_by("course.engine")
    assert {"course.engine", "numpy"} <= set(names)
    assert {name.partition(".")[0] for name in names} <= {"course", "numpy", "scipy"}
    public = [n.split(".")[1] for n in names if n.startswith("scipy.") and "._" not in n]
    assert "stats" not in public
    ours = [n for n in names if n.startswith("course.") and n != "course.threads"]
    assert ours == [n for n in names if n.startswith("course.engine")]


@pytest.mark.parametrize("module", ["course.engine.activations.relu", "course.engine.losses"])
def test_parts_can_be_imported_by_themselves(module):
    assert module in loaded_by(module)


def test_every_public_name_is_there_and_has_an_example():
    import course.engine as engine

    assert len(engine.__all__) == len(set(engine.__all__))
    for name in engine.__all__:
        assert hasattr(engine, name)
    functions = [n for n in engine.__all__ if n.islower()]
    assert [n for n in functions if ">>>" not in getattr(engine, n).__doc__] == []
