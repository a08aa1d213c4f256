"""Rules of one's own are named among the reasons, and asked about the whole plan; proofs leave them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explain.test_sentences import ANA, BO, VISIT
from planner.plan.plan import Plan, Status
from planner.planning import solve
from planner.problem import Problem
from planner.rules import Finding, Names, Rule
from planner.rules.ledger import Ledger
from planner.solving.settings import Settings

if TYPE_CHECKING:
    from planner.compile.draft import Draft


class Apart(Rule):
    """Two people are never at an activity together."""

    rule: str = "apart"
    one: str
    other: str

    def build(self, draft: Draft) -> None:
        for task in draft.tasks:
            there = [draft.who.on(task, person) for person in (self.one, self.other)]
            draft.require(self, (task.id,), [draft.logic.negated(literal) for literal in there])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        for entry in ledger.entries:
            if {self.one, self.other} <= {*entry.booking.people}:
                yield Finding((entry.task.id,))

    def say(self, finding: Finding, names: Names) -> str:
        people = names.people([self.one, self.other])
        return f"{people} are both at {names.task(finding.subject[0])}"


def solved(*activities: dict[str, Any]) -> Plan:
    problem = Problem.model_validate(
        {"horizon": {"from": "2020-06-22", "to": "2020-06-26"}, "staff": [ANA, BO], "activities": list(activities)}
    )
    return solve(problem.with_rules(Apart(one="ana", other="bo")), settings=Settings(work=10))


def test_a_rule_of_ones_own_is_named_as_a_reason() -> None:
    plan = solved({**VISIT, "needs": {"a": 1, "b": 1}})
    (shortage,) = plan.shortages
    reasons = {(reason.staff, reason.fact, reason.text, reason.subject) for reason in shortage.reasons}
    told = "Ana, Bo are both at visit"
    assert reasons in (
        {("ana", "rule", f"Ana: {told}", "rules/0")},
        {("bo", "rule", f"Bo: {told}", "rules/0")},
    )
    assert plan.infeasible_days == (), "it may be that such a rule asks for more activities, not fewer"


def test_a_rule_of_ones_own_is_asked_without_the_bookings_that_clash() -> None:
    visit = {**VISIT, "at": "2020-06-23 10:00", "on": None}
    plan = solved({**visit, "id": "x", "priority": "high"}, {**visit, "id": "y", "needs": {"a": 1, "b": 1}})
    reasons = {(one.staff, one.fact, one.subject) for shortage in plan.shortages for one in shortage.reasons}
    assert reasons == {("ana", "elsewhere", "activities/x"), ("ana", "rule", "rules/0")}


def test_a_rule_of_ones_own_is_named_in_a_conflict() -> None:
    plan = solved({**VISIT, "needs": {"a": 1, "b": 1}, "required": True})
    assert plan.status is Status.IMPOSSIBLE
    assert plan.conflict == ("apart (visit)", "visit is required")
