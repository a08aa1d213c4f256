"""The least help that makes everything possible, and what one more person of each role would win."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from planner.checking import names_of
from planner.compile.draft import Draft
from planner.explain.ways.hires import HELPER, unused
from planner.plan.answers import Capacity, Help
from planner.plan.booking import Booking
from planner.plan.plan import Plan
from planner.plan.repair import Change, changed_by
from planner.problem import Problem
from planner.rules.choose import Choose
from planner.solving.budget import Budget
from planner.solving.goals.ladder import Ladder
from planner.solving.reading import Reading
from planner.solving.settings import Settings
from planner.solving.solvers.outcome import Answer
from planner.solving.worlds.held import open_heads
from planner.wording import runs

MOST_HELPERS = 6  # of one role
FEW = 6  # days and activities are told one by one, if there are no more


def all_asked(problem: Problem) -> Problem:
    """The problem as if nothing in it were optional, but where a group says how many of it are held.

    Parameters
    ----------
    problem
        The facts and rules.
    """
    grouped = {one for rule in problem.rules if isinstance(rule, Choose) for one in rule.of}
    optional = {one.id for one in problem.activities if problem.settled(one).optional} - grouped
    activities = (
        one.model_copy(update={"optional": False}) if one.id in optional else one for one in problem.activities
    )
    return problem.with_(activities=tuple(activities))


class Staffed(NamedTuple):
    """The best bookings with some people more, and whether it is proved that fewer of theirs would not do."""

    bookings: tuple[Booking, ...]
    proved: bool


class Sizing:
    """How much help a problem needs.

    Parameters
    ----------
    problem, plan
        The facts and rules, and the best plan without help.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, settings: Settings, budget: Budget) -> None:
        self._problem = problem
        self._plan = plan
        self._settings = settings
        self._budget = budget
        self._names = names_of(problem)
        self._short = {one.occurrence for one in plan.bookings if one.short}
        missing: Counter[str] = Counter()
        for booking in plan.bookings:
            for need in booking.needs:
                missing[need.role] += need.missing
        self._missing = {role: many for role, many in sorted(missing.items()) if many}

    def capacity(self) -> Capacity:
        """The least help, and what one more of each role would win."""
        say = self._names.wording.say
        if not self._short:
            told = [say("No help is needed: everything can be held as asked."), *self._uncounted(self._plan.bookings)]
            return Capacity(text="\n".join(told))
        found = self._staffed([role for role, many in self._missing.items() for _ in range(min(many, MOST_HELPERS))])
        helpers = tuple(self._helpers(found.bookings))
        beyond = tuple(one.occurrence for one in found.bookings if one.short)
        wins = {role: self._won(role) for role in self._missing}
        told = [self._told(one) for one in helpers] or [say("No help makes a difference.")]
        if beyond:
            left = self._names.wording.listed(self._names.task(one) for one in beyond)
            told.append(say("No help is enough for {activities}", activities=left))
        told += self._uncounted(found.bookings)
        return Capacity(help=helpers, proved=found.proved, beyond_help=beyond, wins=wins, text="\n".join(told))

    def _uncounted(self, bookings: tuple[Booking, ...]) -> Iterator[str]:
        """How much is left out because it may: no help is asked for it."""
        whole = {self._problem.timeline.occurrence(one.occurrence).whole_id for one in bookings if one.declined}
        if whole:
            yield self._names.wording.many(
                "Not counted: {n} optional activity that is left out.",
                "Not counted: {n} optional activities that are left out.",
                len(whole),
            )

    def _staffed(self, roles: list[str]) -> Staffed:
        """The best bookings with somebody more for each of some roles, who takes as few of them as can be."""
        changes = tuple(self._helper(role, n) for n, role in enumerate(roles))
        ranks = {one.id: n for n, one in enumerate(changes)}
        changed = changed_by(self._problem, changes)
        timeline = changed.timeline
        rules = changed.binding
        draft = Draft(timeline, self._settings.step).build(rules)
        taken = [
            (ranks[person], draft.who.fills(task, i, person))
            for task in draft.tasks
            for i in range(len(task.needs))
            for person in draft.who.fillers(task, i)
            if person in ranks
        ]
        least = 1 + sum(rank for rank, _ in taken)  # one booking fewer counts most; then, to ask the same few again
        used = [(least + rank, one) for rank, one in taken]
        climbed = Ladder(draft, self._settings, self._budget, taste=used).climb()
        if not climbed.values:
            return Staffed(self._plan.bookings, proved=False)
        proved = climbed.answer is Answer.OPTIMAL and climbed.settled
        return Staffed(Reading(draft, climbed.values).bookings(), proved)

    def _helper(self, role: str, n: int) -> Change:
        """Somebody with a role and every skill that is asked of it."""
        needs = [need for task in self._problem.timeline.occurrences for need in task.needs if need.role == role]
        skills = sorted({skill for need in needs for skill in need.skills})
        facts: dict[str, Any] = {"roles": [role], "skills": skills}
        name = unused(f"{HELPER}-{role}-{n}", {one.id for one in self._problem.staff})
        return Change(what="staff", id=name, facts=facts)

    def _helpers(self, bookings: tuple[Booking, ...]) -> Iterator[Help]:
        """Who helps with what, on which days."""
        taken: dict[str, list[Booking]] = defaultdict(list)
        known = {one.id for one in self._problem.staff}
        for booking in bookings:
            for person in (who for need in booking.needs for who in need.staff):
                if person not in known and booking.complete:  # else no help is enough for it
                    taken[person].append(booking)
        for person, mine in sorted(taken.items()):
            places = [need for booking in mine for need in booking.needs if person in need.staff]
            days: set[dt.date] = {one.start.date() for one in mine if one.start is not None}
            days |= {one.start.date() for booking in mine for one in booking.work if one.staff == person}
            yield Help(
                role=places[0].role,
                skills=tuple(sorted({skill for need in places for skill in need.skills})),
                days=tuple(sorted(days)),
                occurrences=tuple(one.occurrence for one in mine),
            )

    def _won(self, role: str) -> int:
        """How many open heads one more person of a role would close."""
        before = sum(map(open_heads, self._plan.bookings))
        return before - sum(map(open_heads, self._staffed([role]).bookings))

    def _told(self, one: Help) -> str:
        words = self._names.wording
        days = words.dates(one.days)
        if len(list(runs(one.days))) > FEW:
            told = {"first": words.day(one.days[0]), "last": words.day(one.days[-1])}
            days = words.many(
                "on {n} day between {first} and {last}", "on {n} days between {first} and {last}", len(one.days), **told
            )
        named = words.shortened(map(self._names.task, one.occurrences), FEW)
        said = {"role": one.role, "days": days, "activities": named}
        if one.skills:
            skills = words.listed(one.skills)
            return words.say("one {role} with {skills} for {activities}, {days}", skills=skills, **said)
        return words.say("one {role} for {activities}, {days}", **said)
