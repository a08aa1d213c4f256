"""How much worse a plan is, in plain words of both languages: every goal, worse and better."""

from __future__ import annotations

import pytest

from planner.plan.goals import ORDER, Goal
from planner.plan.worse import worse_told
from planner.wording import wording_in

WORSE = {
    "value": "2 of value lost",
    "heads": "2 more places open",
    "steps": "2 more steps missed",
    "prices": "2 more to pay for broken rules",
    "standbys": "2 more stand-bys missing",
    "preferences": "2 more preferences missed",
    "moved": "steps done earlier or by deputies: 2 more",
    "balance": "shares less even, by 2",
}


@pytest.mark.parametrize("goal", ORDER)
def test_every_goal_in_both_languages(goal: Goal) -> None:
    told = {
        (language, amount): next(worse_told({goal.name: amount}, wording_in(language)))
        for language in ("en", "fr")
        for amount in (-2, -1, 1, 2)
    }
    assert len(set(told.values())) == len(told)
    urgent = goal.priority not in (None, "normal")
    assert told["en", 2] == WORSE[goal.level] + (f" ({goal.priority} priority)" if urgent else "")


def test_the_priority_is_told_where_several_are_meant() -> None:
    costs = {"value staffed, normal": 1.5, "value staffed, low": -1, "prices of broken rules": 130}
    assert list(worse_told(costs, wording_in("en"))) == [
        "1.5 of value lost (normal priority)",
        "1 of value won (low priority)",
        "130 more to pay for broken rules",
    ]
