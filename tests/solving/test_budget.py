"""What a call keeps back for after its search, and how it makes much at once."""

import gc
from collections.abc import Iterator

import pytest

from planner import Settings
from planner.solving.budget import Budget


def test_what_is_kept_back_grows_with_what_is_to_be_told_up_to_a_half() -> None:
    settings = Settings(seconds=100)
    assert round(Budget(settings, reserve=0.1).left) == 90
    for asked, left in ((5, 90), (30, 70), (90, 50)):
        budget = Budget(settings, reserve=0.1)
        budget.keep(asked)
        assert round(budget.left) == left
        budget.release()
        assert round(budget.left) == 100


def test_a_limit_of_work_keeps_back_the_same_on_every_machine() -> None:
    budget = Budget(Settings(work=100), reserve=0.1)
    budget.keep(50)
    assert budget.left == 90


def test_a_call_is_late_when_its_seconds_are_over_whatever_is_kept_back() -> None:
    assert not Budget(Settings(seconds=100), reserve=1.0).late
    assert Budget(Settings(seconds=1e-9)).late
    assert not Budget(Settings(seconds=1e-9, work=1)).late


@pytest.fixture
def collecting() -> Iterator[None]:
    """The collector is on, whatever ran before, and afterwards as it was."""
    before = gc.isenabled()
    gc.enable()
    yield
    (gc.enable if before else gc.disable)()


@pytest.mark.usefixtures("collecting")
def test_no_garbage_is_looked_for_where_much_is_made() -> None:
    budget = Budget(Settings(seconds=100))
    with budget.stage("search"):
        assert gc.isenabled()
        with budget.stage("build"), budget.stage("timeline"):
            assert not gc.isenabled()
        assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_whoever_lets_no_garbage_be_looked_for_is_left_alone() -> None:
    gc.disable()
    with Budget(Settings(seconds=100)).stage("check"):
        pass
    assert not gc.isenabled()
