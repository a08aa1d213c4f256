"""Rules of one's own are named among the reasons, and asked about the whole plan; proofs leave them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from explain.test_sentences import ANA, BO, VISIT
from planner.asking import diagnose
from planner.plan.plan import Plan, Status
from planner.planning import check, solve
from planner.problem import Problem
from planner.rules import Finding, Names, PricedRule, Rule
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


class Company(PricedRule):
    """Nobody is at an activity alone."""

    rule: str = "company"

    def build(self, draft: Draft) -> None:
        for task in draft.tasks:
            people = [draft.who.on(task, person) for person in draft.timeline.people]
            for one in people:
                others = [other for other in people if other is not one]
                draft.require(self, (task.id,), [draft.logic.negated(one), *others])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        for entry in ledger.entries:
            if len(entry.booking.people) == 1:
                yield self.broken(entry.task.id)

    def say(self, finding: Finding, names: Names) -> str:
        return self.paid(f"somebody is alone at {names.task(finding.subject[0])}")


def accompanied(price: int | None, **said: Any) -> tuple[Problem, Plan]:
    problem = Problem.model_validate(
        {"horizon": {"from": "2020-06-22", "to": "2020-06-26"}, "staff": [ANA, BO], "activities": [{**VISIT, **said}]}
    ).with_rules(Company(price=price))
    return problem, solve(problem, settings=Settings(work=10))


def test_a_priced_rule_of_ones_own_is_paid_for_and_told() -> None:
    problem, plan = accompanied(price=7)
    assert plan.booking("visit").people == ("ana",)
    reached = {one.name: (one.value, one.proved) for one in plan.goals}
    assert reached["prices of broken rules"] == (7, True)
    verdict = check(problem, plan)
    assert verdict.clean
    assert [(one.rule, one.amount, one.text) for one in verdict.costs] == [
        ("company", 7, "somebody is alone at visit (costs 7 a time)")
    ]


def test_the_same_rule_without_a_price_must_hold() -> None:
    problem, plan = accompanied(price=None)
    assert plan.booking("visit").people == ()
    assert ("ana", "rule", "Ana: somebody is alone at visit", "rules/0") in {
        (one.staff, one.fact, one.text, one.subject) for one in plan.shortages[0].reasons
    }
    _, together = accompanied(price=None, needs={"a": 1, "b": 1})
    assert together.booking("visit").complete
    broken = accompanied(price=7)[1]
    assert [(one.rule, one.text) for one in check(problem, broken).violations if one.rule == "company"] == [
        ("company", "somebody is alone at visit")
    ]


def test_what_such_a_rule_says_of_other_bookings_is_no_reason() -> None:
    """Ana is at x with Bo; taken off it, she would leave him there alone, which is nothing against her being at y."""
    both = {**VISIT, "at": "2020-06-23 10:00", "on": None, "needs": {"a": 1, "b": 1}}
    problem = Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
            "staff": [ANA, BO],
            "activities": [{**both, "id": "x", "priority": "high"}, {**both, "id": "y"}],
        }
    ).with_rules(Company())
    plan = solve(problem, settings=Settings(work=10))
    assert plan.booking("x").complete
    told = {(one.staff, one.fact, one.text) for shortage in plan.shortages for one in shortage.reasons}
    assert told == {
        (who, fact, f"{name}: {text}")
        for who, name in (("ana", "Ana"), ("bo", "Bo"))
        for fact, text in (
            ("elsewhere", "at x on Tue 23 June from 10:00 to 12:00"),
            ("rule", "somebody is alone at y"),
        )
    }


def test_a_way_out_keeps_a_rule_of_ones_own() -> None:
    """Ana could be called back, were she not to meet Bo then."""
    away = {**ANA, "absences": [{"from": "2020-06-23", "to": "2020-06-23", "reason": "leave"}]}
    visit = {**VISIT, "on": "2020-06-23", "needs": {"a": 1, "b": 1}}
    facts = {"horizon": {"from": "2020-06-22", "to": "2020-06-24"}, "staff": [away, BO], "activities": [visit]}
    free = Problem.model_validate(facts)
    bound = free.with_rules(Apart(one="ana", other="bo"))
    kinds = [
        [repair.kinds for days in diagnose(one, settings=Settings(work=10)).infeasible_days for repair in days.repairs]
        for one in (free, bound)
    ]
    assert kinds == [[("ask_client",), ("recall",), ("hire_day",), ("decline",)], [("hire_day",), ("decline",)]]
