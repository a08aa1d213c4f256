"""The public door: every name opens in any order, and says what it is and how it is used."""

import inspect
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import planner
from planner import PlannerError

NAMES = sorted(planner.__all__)
HEAVY = "ortools.sat.python.cp_model, pydantic, holidays, dateutil.rrule, numpy"
WITH_EXAMPLE = ["Problem", "Problem.for_", "Problem.with_", "Settings", "check", "load", "load_plan", "solve"]
INHERITED = {"dangling", "model_post_init"}  # of use to reading and to pydantic only


def public() -> Iterator[tuple[str, Any]]:
    """Find all that is public: names, and what they offer themselves."""
    for name in NAMES:
        thing = getattr(planner, name)
        yield name, thing
        if inspect.isclass(thing):
            for part, value in vars(thing).items():
                if part[0] != "_" and part not in INHERITED and (callable(value) or isinstance(value, property)):
                    yield f"{name}.{part}", value


def parameters(thing: Callable[..., Any]) -> list[str]:
    """List the parameters of a call, as NumPy's sections name them."""
    stated = inspect.signature(thing).parameters.values()
    return [str(one).partition(":")[0] for one in stated if one.name != "self"]


def section(thing: Any, title: str) -> str:
    """Read one section of a docstring."""
    found = re.search(rf"^{title}\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", inspect.getdoc(thing) or "", re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def named(thing: Any, title: str) -> list[str]:
    """List the names that a section explains."""
    return [one for line in section(thing, title).splitlines() if line[:1].strip() for one in line.split(", ")]


PUBLIC = dict(public())
CALLS = {
    name: call
    for name, thing in PUBLIC.items()
    if inspect.isfunction(call := thing.fget if isinstance(thing, property) else thing)
}


def test_names_open_in_every_order() -> None:
    first = ["BugError", "Booking", "Verdict", "check", "solve", "Problem", "load", "load_plan", "Settings", "rules"]
    orders = [[one, *random.Random(seed).sample(NAMES, len(NAMES))] for seed, one in enumerate(first)]
    program = f"""
import os, sys
import {HEAVY}
for order in {orders!r}:
    child = os.fork()
    if not child:
        import planner
        kinds = {{name: type(getattr(planner, name)).__name__ for name in order}}
        wrong = [name for name in ("solve", "check", "load", "load_plan") if kinds[name] != "function"]
        if wrong or kinds["rules"] != "module":
            print(order, wrong)
        sys.stdout.flush()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        print(order)
"""
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.parametrize("name", NAMES)
def test_each_name_opens_alone(name: str) -> None:
    assert getattr(planner, name) is getattr(planner, name)
    assert name in dir(planner)


def test_a_name_that_is_none() -> None:
    with pytest.raises(AttributeError, match="module 'planner' has no attribute 'slove'"):
        planner.slove  # noqa: B018


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_it_says_what_it_is(name: str) -> None:
    told = inspect.getdoc(PUBLIC[name])
    assert told
    assert told.splitlines()[0].rstrip().endswith((".", ":", "```")), told.splitlines()[0]


@pytest.mark.parametrize("name", sorted(name for name, call in CALLS.items() if parameters(call)))
def test_every_parameter_is_explained(name: str) -> None:
    assert named(CALLS[name], "Parameters") == parameters(CALLS[name])


@pytest.mark.parametrize("name", ["Fault", "InputError", "Settings"])
def test_every_field_is_explained(name: str) -> None:
    assert named(PUBLIC[name], "Parameters") == parameters(PUBLIC[name])


@pytest.mark.parametrize("name", sorted(CALLS))
def test_every_type_is_stated(name: str) -> None:
    assert set(CALLS[name].__annotations__) == {"return", *(one.lstrip("*") for one in parameters(CALLS[name]))}


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_errors_that_are_named_exist(name: str) -> None:
    for error in named(PUBLIC[name], "Raises"):
        known = getattr(planner, error, None) or {"KeyError": KeyError}[error]
        assert issubclass(known, PlannerError | KeyError)


@pytest.mark.parametrize("name", WITH_EXAMPLE)
def test_it_is_shown(name: str) -> None:
    assert ">>> " in section(PUBLIC[name], "Examples")
