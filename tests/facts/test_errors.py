"""Errors name the thing, its value and the next step, and travel between processes."""

import pickle
from dataclasses import replace

import pytest

import planner
from planner.errors import (
    BugError,
    Fault,
    InputError,
    NoPlanError,
    OutputError,
    PlannerError,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("word", "known", "told"),
    [
        ("enginer", ["engineer", "marketer"], "Did you mean 'engineer'?"),
        ("x", ["b", "a", "a"], "Known: 'a', 'b'"),
        ("zzz", list("abcdefgh"), "Known: 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'"),
        ("zzz", list("abcdefghi"), "Known: 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', …"),
        ("x", [], ""),
        (12, [123, 9], "Did you mean '123'?"),
    ],
)
def test_did_you_mean(word: object, known: list[object], told: str) -> None:
    assert did_you_mean(word, known) == told


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault((), "is wrong"), "is wrong"),
        (Fault(("staff", 0, "id"), "is wrong", "Mend it."), "staff[0].id: is wrong. Mend it."),
        (Fault(("a",), "is wrong", file="x.yaml"), "x.yaml: a: is wrong"),
        (Fault(("a",), "is wrong", file="x.yaml", line=12), "x.yaml:12: a: is wrong"),
        (Fault((), "is wrong", file="x.yaml", line=12, column=5), "x.yaml:12:5: is wrong"),
        (Fault((0, "a"), "is wrong", line=3), "[0].a: is wrong"),
    ],
)
def test_faults_say_where(fault: Fault, told: str) -> None:
    assert str(fault) == told


def test_all_faults_are_told() -> None:
    first, second = Fault(("b",), "is wrong"), Fault(("a",), "is too")
    error = InputError(one for one in (first, second))
    assert str(error) == "b: is wrong\na: is too"
    lines = {first: 2, second: 1}
    assert [one.line for one in error.located(lambda one: replace(one, line=lines[one])).faults] == [1, 2]
    assert [one.file for one in error.within("x.yaml").faults] == ["x.yaml", "x.yaml"]
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.faults) == (InputError, (first, second))


def test_one_tree() -> None:
    for kind in (InputError, OutputError, NoPlanError, BugError):
        assert issubclass(kind, PlannerError)
        assert getattr(planner, kind.__name__) is kind
    with pytest.raises(AttributeError, match="module 'planner' has no attribute 'slove'"):
        _ = planner.slove
    assert {"solve", "Plan", "rules"} <= set(dir(planner))
