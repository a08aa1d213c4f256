"""What a plan notes: rules that touch nothing, and facts that no rule reads."""

from __future__ import annotations

import pytest
from planning.small import ANA, visit, week

from planner.checking import names_of
from planner.explain.notices import notices_of
from planner.rules.registry import OURS
from planner.rules.scope import KindsRule

FAR = [{"id": "paris", "travel": {"lyon": 120}, "distance": {"lyon": 465.5}}, {"id": "lyon"}]


@pytest.mark.parametrize("rule", [one for one in OURS if issubclass(one, KindsRule)])
def test_a_rule_for_kinds_that_nobody_states_touches_nothing(rule: type[KindsRule]) -> None:
    problem = week([ANA], [visit()])
    idle = rule.model_construct(kinds=("fair",)).idle(problem.timeline, names_of(problem))
    assert any("there is no fair" in told for told in idle)
    busy = rule.model_construct(kinds=("appointment",)).idle(problem.timeline, names_of(problem))
    assert not any("there is no" in told for told in busy)


def test_lateness_where_nobody_prefers_a_time() -> None:
    rules = [{"rule": "on_time"}]
    assert notices_of(week([ANA], [visit()], rules=rules)) == (
        "the rule on_time touches nothing: no activity prefers a time",
    )
    assert not notices_of(week([ANA], [visit(prefer={"time": "09:00-11:00"})], rules=rules))


def test_travel_where_nothing_is_at_a_site() -> None:
    rules = [{"rule": "travel", "per": "trip"}]
    sites = [{"id": "paris", "travel": {"lyon": 120}}, {"id": "lyon"}]
    assert "the rule travel touches nothing: no activity is at a site" in notices_of(
        week([ANA], [visit()], sites=sites, rules=rules)
    )
    away = visit(site="lyon")
    assert "the rule travel touches nothing: nobody has a site to leave from" in notices_of(
        week([ANA], [away], sites=sites, rules=rules)
    )
    at_home = {**ANA, "site": "paris"}
    assert not notices_of(week([at_home], [away], sites=sites, rules=rules))


def test_distances_that_no_rule_reads() -> None:
    people, visits = [{**ANA, "site": "paris"}], [visit(site="lyon")]
    unread = "no rule reads the distances between sites: travel per km would"
    assert unread in notices_of(week(people, visits, sites=FAR))
    assert unread in notices_of(week(people, visits, sites=FAR, rules=[{"rule": "travel", "per": "hour"}]))
    assert unread not in notices_of(week(people, visits, sites=FAR, rules=[{"rule": "travel", "per": "km"}]))


def test_defaults_of_a_kind_that_nobody_states() -> None:
    problem = week([ANA], [visit()], defaults={"fair": {"on_days_off": True}, "appointment": {"priority": "high"}})
    assert notices_of(problem) == ("the defaults touch nothing: there is no fair",)
    assert notices_of(problem.with_(language="fr")) == (
        "les valeurs par défaut ne touchent rien : il n'y a pas de salon",
    )
