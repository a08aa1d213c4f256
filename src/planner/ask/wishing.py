"""Why a wish is not kept: the facts against it, or what keeping it would cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from planner.ask.moves import move_told, moves_between
from planner.checking import judge, names_of
from planner.explain.alone import alone
from planner.explain.blockers import Blockers
from planner.explain.together import Demand, Together
from planner.facts.when import Pins
from planner.plan.answers import Answer
from planner.plan.goals import ORDER, goal_told
from planner.plan.plan import Plan, Status
from planner.plan.shortage import Reason
from planner.problem import Problem
from planner.solving.around import Unsettled
from planner.solving.held import Held
from planner.solving.search import Budget
from planner.solving.settings import Settings
from planner.solving.still import Resettled, Still, neighbours
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Wish(NamedTuple):
    """What somebody would rather have: these people at an activity, that day, or that minute."""

    task: Occurrence
    staff: tuple[str, ...] = ()
    day: dt.date | None = None
    at: dt.datetime | None = None

    def pinned(self, roles: dict[str, tuple[str, ...]]) -> Occurrence:
        """The activity with the wish as a pin; by role, who is wished for."""
        pins = Pins(on=None if self.at else self.day, at=self.at, staff=roles)
        return replace(self.task, activity=self.task.activity.model_copy(update={"pins": pins}))


class Wishing:
    """Answers wishes about one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._settings = settings
        self._budget = budget
        self._names = names_of(problem)
        self._words = self._names.wording

    def answer(self, wish: Wish) -> Answer:
        """The facts against a wish, if it cannot be kept whatever the plan; else what it would cost."""
        against = (*self._dated(wish), *self._held_against(wish))
        if against:
            told = "; ".join(one.text for one in against)
            return Answer(
                possible=False, reasons=against, text=self._words.say("Not possible: {reasons}", reasons=told)
            )
        task = wish.pinned(self._roles(wish))
        together = Together(self._problem, self._timeline.with_task(task), self._settings, self._budget)
        if together.impossible((Demand(task),)):
            told = self._words.say(
                "{activity} cannot be held so, whatever the plan", activity=self._names.task(task.id)
            )
            return Answer(possible=False, reasons=(Reason(staff=None, fact="conflict", text=told),), text=told)
        return self._priced(task)

    def _dated(self, wish: Wish) -> Iterator[Reason]:
        """The date is another one."""
        choices, words = self._timeline.choices(wish.task, self._settings.step), self._words
        way = f"activities/{wish.task.activity.id}"
        if wish.day is not None and wish.day not in wish.task.days:
            days = words.listed(words.day(one) for one in wish.task.days)
            told = words.say("{activity} is given for {days}", activity=self._names.task(wish.task.id), days=days)
            yield Reason(staff=None, fact="date", text=told, subject=way)
        elif wish.at is not None:
            minute = self._timeline.clock.minute(wish.at)
            if not any(self._timeline.starts(wish.task, one, wish.at.date()) for one in wish.task.candidates):
                return  # nobody is there on that day: told for each person
            exact = self._timeline.with_task(wish.pinned({})).choices(wish.pinned({}), self._settings.step)
            if minute not in {start for starts in (*choices.values(), *exact.values()) for start in starts}:
                told = words.say(
                    "{activity} cannot begin at {time}",
                    activity=self._names.task(wish.task.id),
                    time=words.clock(wish.at),
                )
                yield Reason(staff=None, fact="own time", text=told, subject=way)

    def _held_against(self, wish: Wish) -> Iterator[Reason]:
        """What keeps each person away, were there nothing but this activity."""
        part, bare = alone(self._problem, self._plan, self._timeline, self._settings.step, (wish.task,))
        blockers = Blockers(self._problem, bare, part, self._settings.step)
        for person in wish.staff:
            held = set(self._timeline.people[person].staff.roles)
            places = [i for i, need in enumerate(wish.task.needs) if need.role in held]
            if not wish.task.needs:
                if person not in wish.task.attendees:
                    told = self._words.say(
                        "{person} is not among those who attend {activity}",
                        person=self._names.person(person),
                        activity=self._names.task(wish.task.id),
                    )
                    yield Reason(
                        staff=person, fact="attendees", text=told, subject=f"activities/{wish.task.activity.id}"
                    )
                continue
            if not places:
                roles = self._words.listed(dict.fromkeys(need.role for need in wish.task.needs))
                told = self._words.say("{person} is no {roles}", person=self._names.person(person), roles=roles)
                yield Reason(staff=person, fact="role", text=told, subject=f"staff/{person}/roles")
                continue
            found = [self._blocked(blockers, wish, place, person) for place in places]
            if all(found):
                yield from found[0]

    def _blocked(self, blockers: Blockers, wish: Wish, need: int, person: str) -> list[Reason]:
        """What blocks a person from a need at the time wished for, or on every day; empty if nothing does."""
        choices = self._timeline.choices(wish.task, self._settings.step)
        if wish.at is not None:
            return blockers.then(wish.task, need, person, self._timeline.clock.minute(wish.at))
        days = [wish.day] if wish.day else list(wish.task.days)
        starts = [start for day in days for start in choices.get(day, ())]
        tried = [blockers.then(wish.task, need, person, start) for start in starts]
        if not tried:
            start = self._timeline.day_hours((days or [self._timeline.days[0]])[0])[0]
            return blockers.then(wish.task, need, person, start)
        return [] if not all(tried) else tried[0]

    def _roles(self, wish: Wish) -> dict[str, tuple[str, ...]]:
        """By role, who is wished for: each in the first need that still has room."""
        room = [need.count for need in wish.task.needs]
        roles: dict[str, tuple[str, ...]] = {}
        for person in wish.staff:
            held = self._timeline.people[person].staff.roles
            for i, need in enumerate(wish.task.needs):
                if need.role in held and room[i]:
                    room[i] -= 1
                    roles[need.role] = (*roles.get(need.role, ()), person)
                    break
        return roles

    def _priced(self, task: Occurrence) -> Answer:
        """What keeping the wish would cost, the rest held still as far as can be."""
        words, title = self._words, self._names.task(task.id)
        best = self._resettled(task, ()) or self._resettled(task, neighbours(self._timeline, (task.id,)))
        if best is None:
            told = words.say("{activity} cannot be held so beside what else is held", activity=title)
            return Answer(possible=False, reasons=(Reason(staff=None, fact="conflict", text=told),), text=told)
        costs = self._costs(best)
        moves = tuple(one for one in moves_between(self._plan.bookings, best.bookings) if one.occurrence != task.id)
        parts = []
        if costs:
            names = words.listed(f"{goal_told(name, words)} {words.number(amount)}" for name, amount in costs.items())
            parts.append(words.say("it would cost: {costs}", costs=names))
        if moves:
            told = "; ".join(move_told(one, self._names, words) for one in moves)
            changed = (
                words.say("and change {moves}", moves=told)
                if costs
                else words.say("it would change {moves}", moves=told)
            )
            parts.append(changed)
        text = (
            words.say("Possible: {what}", what=", ".join(parts))
            if parts
            else words.say("Possible, and it costs nothing")
        )
        return Answer(possible=True, costs=costs, moves=moves, text=text)

    def _resettled(self, task: Occurrence, others: tuple[str, ...]) -> Resettled | None:
        """The plan with the wish kept; `None` if it would not be staffed."""
        part = self._timeline.with_task(task)
        still = Still(self._problem, Held(self._timeline, self._plan.bookings), self._settings, self._budget)
        found = still.resettled(Unsettled(part, frozenset({task.id, *others})))
        if found is None or not next(one.complete for one in found.bookings if one.occurrence == task.id):
            return None
        return found

    def _costs(self, best: Resettled) -> dict[str, float]:
        """By goal, how much worse a plan is than the one there is."""
        told: dict[str, Any] = {}
        plan = Plan(problem=self._problem.name, status=Status.FEASIBLE, held=best.bookings)
        before = judge(self._problem, self._plan.model_copy(update={"goals": ()}), self._timeline).goals
        after = judge(self._problem, plan, self._timeline).goals
        for goal in ORDER:
            worse = after.get(goal.name, 0) - before.get(goal.name, 0)
            worse = -worse if goal.maximise else worse
            if worse:
                told[goal.name] = round(worse, 2)
        return told
