"""A change tried in a small world answers as it would in the whole, and the checker says the same of both."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from explain.seasons import DAYS, Facts, planned
from planner.checking import judge
from planner.compile.draft import Draft
from planner.errors import InputError
from planner.explain.trials import Trials
from planner.explain.ways.proposal import Proposal
from planner.facts.when import Pins
from planner.plan.booking import Booking
from planner.plan.plan import Plan, Status
from planner.plan.repair import Change, changed_by
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.goals.ladder import Ladder
from planner.solving.reading import Reading
from planner.solving.settings import Settings
from planner.solving.worlds.held import Held, open_heads
from planner.timeline.clock import of_minute
from planner.timeline.occurrence import Occurrence

SEEDS = [*range(8), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(8, 100))]
LONG = Settings(work=10, step=30)


def changes(problem: Problem, held: Held, rng: Random) -> tuple[str, Change]:
    """An activity, and some change of facts that might touch it."""
    visits = [one.id for one in problem.activities if one.kind == "appointment"]
    name = rng.choice([one for one in visits if not held.bookings[one].complete] or visits)
    task = held.timeline.occurrence(name)
    near = [f"{day}" for day in DAYS if abs((day - task.days[0]).days) <= 8]
    person = rng.choice(problem.staff)
    kept = [one.model_dump(mode="json", exclude_unset=True) for one in person.absences]
    said: list[tuple[str, str, Facts | None]] = [
        ("activities", name, {"on": near}),
        ("activities", name, None),
        ("activities", name, {"preparation": {"minutes": 300, "within": 8}}),
        ("activities", "weekly", {"time": "10:00"}),
        ("activities", "course", None),
        ("staff", person.id, {"absences": kept[1:]}),
        ("staff", person.id, {"roles": ["a", "b"], "skills": ["law"]}),
        ("staff", "new", {"roles": ["a", "b"], "employed": {"from": near[0], "to": near[-1]}}),
    ]
    what, who, facts = rng.choice(said)
    return name, Change(what="staff" if what == "staff" else "activities", id=who, facts=facts)


def pinned(held: Held, task: Occurrence) -> Occurrence:
    """An activity that is held as it was."""
    booking = held.bookings[task.id]
    if booking.start is None:
        return task
    staff = {role: people for role, people in booking.staff.items() if people}
    pins = Pins(at=booking.start.replace(tzinfo=None), staff=staff)
    if task.all_day:
        pins = Pins(on=held.timeline.clock.date(of_minute(booking.start)), staff=staff)
    return replace(task, activity=task.activity.model_copy(update={"pins": pins}))


def settled_as_a_whole(problem: Problem, held: Held, free: set[str]) -> tuple[Booking, ...] | None:
    """The best plan in which everything but some activities is pinned, in a model of everything."""
    timeline = problem.timeline
    tasks = tuple(one if one.id in free else pinned(held, one) for one in timeline.occurrences)
    draft = Draft(timeline.only(tasks), LONG.step).build([one for one in problem.all_rules if one.goal is None])
    for task in draft.tasks:
        for i, need in enumerate(held.bookings[task.id].needs if task.id not in free else ()):
            draft.model.add(draft.who.missing(task, i) >= need.missing)
    climbed = Ladder(draft, LONG, Budget(LONG)).climb()
    return Reading(draft, climbed.values).bookings() if climbed.values else None


def faults(problem: Problem, bookings: tuple[Booking, ...]) -> list[str]:
    """What the checker finds in a plan, prices apart."""
    strict = problem.with_(rules=tuple(one for one in problem.rules if one.goal is None))
    plan = Plan(problem=problem.name, status=Status.FEASIBLE, held=bookings)
    return [one.text for one in judge(strict, plan).violations if one.rule != "shortages"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_small_world_answers_as_the_whole_does(seed: int) -> None:
    problem, plan = planned(seed)
    if plan.held is None:
        return
    trials = Trials(problem, plan, problem.timeline, LONG, Budget(LONG))
    rng = Random(f"small world {seed}")
    for _ in range(6):
        name, change = changes(problem, trials.held, rng)
        asked = trials.changed(Proposal(("move",), (change,), (), "", ""), {name})
        try:
            changed = changed_by(problem, (change,))
        except InputError:
            assert asked is None, "what makes no sense in the whole makes none around it"
            continue
        assert asked is not None
        found = trials.settled(asked, whole=False)
        whole = settled_as_a_whole(changed, trials.held, {*asked.free})
        if found is None or not trials.holds(found, asked):
            assert whole is None or faults(changed, whole), change
            continue
        assert not faults(changed, found.bookings), change
        assert whole is not None
        assert found.open_heads == sum(map(open_heads, found.bookings)) == sum(map(open_heads, whole)), change
