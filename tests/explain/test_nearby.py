"""What other people do changes nothing about a trouble, its proof and its ways out."""

from __future__ import annotations

import pytest

import planner
from explain.seasons import doubled, planned
from planner.explain import nearby
from planner.explain.infeasible import infeasible_days
from planner.explain.verifying import Verifier
from planner.plan.infeasible import InfeasibleDays
from planner.solving.budget import Budget
from planner.solving.settings import Settings

LONG = Settings(work=40, step=30)
QUICK = 1, 2, 4
SEEDS = [*QUICK, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(60) if seed not in QUICK)]


def told(days: InfeasibleDays, elsewhere: int) -> InfeasibleDays:
    """The days, with as many people missing elsewhere besides."""
    repairs = [one.model_copy(update={"left_in_all": one.left_in_all + elsewhere}) for one in days.repairs]
    return days.model_copy(update={"repairs": tuple(repairs)})


@pytest.mark.parametrize("seed", SEEDS)
def test_what_other_people_do_changes_nothing(seed: int) -> None:
    problem, plan = planned(seed)
    if plan.held is None:
        return
    alone = planner.diagnose(problem, plan, settings=LONG)
    both = planner.diagnose(*doubled(problem, plan), settings=LONG)
    elsewhere = sum(need.missing for one in plan.bookings for need in one.needs)
    mine = [one for one in both.infeasible_days if not one.activities[0].startswith("z")]
    assert mine == [told(one, elsewhere) for one in alone.infeasible_days]
    assert len(both.infeasible_days) == 2 * len(mine)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_proved_in_a_part_is_proved_in_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, plan = planned(seed)
    if plan.held is None:
        return
    everything = infeasible_days(problem, plan, problem.timeline, LONG, Budget(LONG))
    monkeypatch.setattr(nearby, "MOST", 8)
    found = infeasible_days(problem, plan, problem.timeline, LONG, Budget(LONG))
    verifier = Verifier(problem, problem.timeline, LONG.step)
    for days in found:
        assert days.certificate is not None
        assert not verifier.faults(days.certificate)
    assert {one for days in found for one in days.activities} <= {one for days in everything for one in days.activities}
