"""The house rules that no other gate sees: sizes, words, and a public door that opens in any order."""

import ast
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ortools.sat.python import cp_model

import planner

HOUSE = Path(planner.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))
HEAVY = ["ortools", "pandas", "matplotlib", "openpyxl", "xlsxwriter"]
ROLES = ["marketer", "engineer"]
KINDS = ["appointment", "meeting", "training", "fair", "seminar", "background"]


def files_in(*rooms: str) -> list[Path]:
    """Return the files of some rooms of the house, each a folder or a file."""
    return [file for file in FILES if file.relative_to(HOUSE).parts[0].removesuffix(".py") in rooms]


def code(file: Path) -> str:
    """Return the code of a file without comments and docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() if ast.get_docstring(node) is not None:
                node.body[0] = ast.Pass()
    return ast.unparse(tree)


def named(words: list[str], *rooms: str) -> list[str]:
    """Find whole words, in names and in texts, in the code of some rooms of the house."""
    pattern = re.compile(rf"(?<![a-z])({'|'.join(words)})s?(?![a-z])", re.IGNORECASE)
    return [f"{file.name}: {found[0]}" for file in files_in(*rooms) for found in pattern.finditer(code(file))]


def fresh(program: str) -> str:
    """Run a program in a process of its own."""
    run = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_files_can_be_read_in_one_go() -> None:
    assert not {str(file): n for file in FILES if (n := len(file.read_text("utf-8").splitlines())) > 300}


def test_roles_are_data() -> None:
    assert not named(ROLES, "rules", "compile", "solving", "explain")


def test_models_know_no_kind_of_activity() -> None:
    assert not named(KINDS, "compile", "solving")


def old_spellings() -> Iterator[str]:
    """Yield the CamelCase names of the solver's interface, `Proto` among them, which crashes."""
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    for thing in (model, solver, model.new_bool_var("x"), cp_model.CpSolverSolutionCallback, cp_model.Domain):
        yield from (name for name in dir(thing) if name[0].isupper())


def test_the_solver_is_called_by_its_present_names() -> None:
    old = set(old_spellings())
    called = {
        f"{file.name}:{node.lineno}: {node.attr}"
        for file in files_in("compile", "solving")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in old
    }
    assert "Proto" in old
    assert not called


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    assert fresh(f"import sys, planner; print([name for name in {HEAVY} if name in sys.modules])").strip() == "[]"


def test_a_plan_is_judged_without_the_solver() -> None:
    absent = "import sys; sys.modules.update(dict.fromkeys(['ortools', 'pandas', 'matplotlib']))"
    fresh(f"{absent}\nimport planner.checking, planner.rules")


def test_the_door_names_everything_once() -> None:
    assert len(planner.__all__) == len(set(planner.__all__))
    assert set(planner.__all__) <= set(dir(planner))
    assert all(hasattr(planner, name) for name in planner.__all__)


def test_nothing_leaks_through_the_door() -> None:
    ours = {name: getattr(thing, "__module__", "") for name, thing in vars(planner).items() if name[0] != "_"}
    assert not {name for name, home in ours.items() if str(home).startswith("planner")} - set(planner.__all__)


def test_no_module_hides_a_public_call() -> None:
    modules = {module.name for module in pkgutil.iter_modules(planner.__path__)}
    assert modules & set(planner.__all__) <= {"rules"}  # itself a public name


@pytest.fixture(scope="module")
def one_name_a_module() -> list[str]:
    """Return a public name from every module that gives one: whichever loads first, all must be found."""
    homes = {getattr(getattr(planner, name), "__module__", name): name for name in planner.__all__}
    return list(homes.values())


def test_public_names_load_in_any_order(one_name_a_module: list[str]) -> None:
    fresh(f"""
import importlib, sys
kinds = {{}}
for first in {one_name_a_module}:
    for module in [name for name in sys.modules if name.partition(".")[0] == "planner"]:
        del sys.modules[module]
    door = importlib.import_module("planner")
    for name in [first, *reversed(door.__all__)]:
        kind = type(getattr(door, name)).__name__
        assert kinds.setdefault(name, kind) == kind, (first, name, kind)
""")
