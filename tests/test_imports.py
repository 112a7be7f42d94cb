"""Do imports run one way, and stay light where the browser or a fresh interpreter loads them?"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("course", "autograder", "solutions", "tests")
NOT_IN_A_BROWSER = {
    *("subprocess", "threading", "multiprocessing", "concurrent", "socket", "signal"),
    *("click", "jinja2", "nbgrader", "nbformat", "jupytext"),
}


def module_files() -> dict[str, Path]:
    """Every module of the tree by its dotted name."""
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in files
    }


MODULES = module_files()
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imported(module: str, late: bool = True) -> set[str]:
    """The dotted names that a module imports; those inside functions too, if `late`."""
    return {name for node in statements(TREES[module], late) for name in names_of(node, module)}


def statements(node: ast.AST, late: bool) -> Iterator[ast.AST]:
    """Every statement of a tree, but for those that only a type checker reads."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and not late:
            continue
        yield child
        yield from statements(child, late)


def names_of(node: ast.AST, module: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        if node.level:
            package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
            parts = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*parts, *filter(None, [node.module])])
        # `from package import x`: x may be a module of its own.
        return [base, *(f"{base}.{alias.name}" for alias in node.names)]
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
        return [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    return []


def reached(start: str) -> set[str]:
    """Our modules that importing `start` loads, at once or later, their packages included."""
    found: set[str] = set()
    waiting = {start}
    while waiting:
        name = waiting.pop()
        parents = {name.rsplit(".", depth)[0] for depth in range(name.count(".") + 1)}
        new = {module for module in parents if module in MODULES} - found
        found |= new
        waiting |= {target for module in new for target in imported(module)}
        if "autograder.exercises" in new:
            # Its __init__ imports every file of its folder.
            waiting |= {module for module in MODULES if module.startswith("autograder.exercises.")}
    return found


def roots(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def inside(package: str) -> list[str]:
    return [name for name in MODULES if name.split(".")[0] == package]


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [("course", {"autograder", "solutions", "tests"}), ("autograder", {"solutions", "tests"})],
)
def test_imports_run_one_way(package, forbidden):
    offenders = {name: roots(imported(name)) & forbidden for name in inside(package)}
    assert len(offenders) > 5
    assert {name: found for name, found in offenders.items() if found} == {}


def test_engine_knows_only_numpy_and_scipy_special():
    names = [name for name in MODULES if name.startswith("course.engine")]
    targets = {target for name in names for target in imported(name)}
    ours = {target for target in targets if target.startswith("course")}
    strangers = {
        target
        for target in targets - ours - {"scipy"}
        if roots({target}).isdisjoint(sys.stdlib_module_names | {"numpy"})
        and not f"{target}.".startswith("scipy.special.")
    }
    assert len(names) > 3
    assert strangers == set()
    assert {target for target in ours if not target.startswith("course.engine")} <= {"course"}


def test_only_two_files_import_nbgrader():
    users = {name for name in inside("autograder") if "nbgrader" in roots(imported(name))}
    assert users <= {"autograder.publish.release", "autograder.gradebook"}


def test_check_runs_where_no_process_or_thread_exists():
    loaded = reached("autograder.check")
    assert {"autograder.verify", "autograder.exercises", "course.engine"} <= loaded
    offenders = {name: roots(imported(name)) & NOT_IN_A_BROWSER for name in loaded}
    assert {name: found for name, found in offenders.items() if found} == {}


def test_check_draws_without_matplotlib_until_asked():
    offenders = [
        name
        for name in reached("autograder.check")
        if "matplotlib" in roots(imported(name, late=False))
    ]
    assert offenders == []


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import course", {"matplotlib", "scipy.stats", "jupyter", "nbgrader"}),
        ("import course.engine", {"matplotlib", "scipy.stats", "jupyter", "nbgrader"}),
        ("from autograder import check", {"matplotlib", "scipy.stats", "nbgrader", "click"}),
    ],
)
def test_import_stays_light(statement, unwanted):
    code = f"{statement}; import sys; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) & unwanted == set()


@pytest.mark.parametrize("before", ["pass", "import autograder.check"])
def test_check_is_the_function_whatever_was_imported_before(before):
    code = f"{before}\nfrom autograder import check\nassert check.__name__ == 'check', check"
    subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, check=True)
