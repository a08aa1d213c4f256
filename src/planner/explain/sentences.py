"""Certificates in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from planner.explain.gathered import gathered, kept
from planner.plan.certificate import Ask, Certificate
from planner.problem import Problem
from planner.rules.base import Names
from planner.rules.choose import Choose


class Sentences:
    """Tells certificates in the problem's language.

    Parameters
    ----------
    problem, names
        The facts and rules, and what people call things.
    """

    def __init__(self, problem: Problem, names: Names) -> None:
        self._names = names
        self._words = names.wording
        self._groups = [
            one for one in problem.ordered_rules if isinstance(one, Choose) and one.goal is None and one.fewest
        ]
        self._activity = {task.id: task.activity.id for task in problem.timeline.occurrences} if self._groups else {}

    def infeasible(self, tasks: tuple[str, ...], first: dt.date, last: dt.date, step: int | None) -> str:
        """What cannot be held, and when; with the minutes of the time grid, if it hangs on that.

        Groups are named that keep something optional among several activities, of which so many must be held.
        """
        words = self._words
        when = words.say("on {day}", day=words.day(first))
        if first != last:
            when = words.say("between {first} and {last}", first=words.day(first), last=words.day(last))
        named = self._titles(tasks, first, last)
        if len(tasks) > 1:
            told = words.say(
                "{activities} cannot all be held as asked {when}, whatever the plan", activities=named, when=when
            )
            own = {self._activity.get(one) for one in tasks}
            rules = [rule.asks(self._names) for rule in self._groups if own.intersection(rule.of)]
            told = words.say("{told} ({rule})", told=told, rule=words.joined(rules)) if rules else told
        else:
            told = words.say("{activity} cannot be held as asked {when}, whatever the plan", activity=named, when=when)
        if step is None:
            return told
        return words.say("{told}, as long as times are chosen every {n} minutes", told=told, n=step)

    def _titles(self, tasks: tuple[str, ...], first: dt.date, last: dt.date) -> str:
        """The activities; without their day, where the sentence is about that day."""
        return self._words.listed(self._names.task(one, first if first == last else None) for one in tasks)

    def certificate(self, certificate: Certificate) -> str:
        """The proof, then everybody who is away, each on a line."""
        told = {"nobody": self._nobody, "count": self._count, "minutes": self._minutes}
        told |= {"rooms": self._rooms, "conflict": self._conflict}
        return "\n".join([told[certificate.kind](certificate), *self._absent(certificate)])

    def _nobody(self, certificate: Certificate) -> str:
        roles = self._words.either(dict.fromkeys(one.role for one in certificate.asks if one.role))
        named = self._words.listed(self._names.task(one) for one in certificate.activities)
        if roles:
            return self._words.say("{activities}: nobody can come as {roles}", activities=named, roles=roles)
        return self._words.say("{activities}: nobody can come", activities=named)

    def _count(self, certificate: Certificate) -> str:
        return self._words.many(
            "{when} {activities} asks for {asked}, and {left} can be had: {people}",
            "{when} {activities} ask for {asked}, and {left} can be had: {people}",
            len(certificate.activities),
            when=self._when(certificate),
            activities=self._titles(certificate.activities, certificate.from_, certificate.to),
            asked=self._heads(certificate.asks),
            left=certificate.left,
            people=self._words.listed(self._names.person(one) for one in certificate.people),
        )

    def _minutes(self, certificate: Certificate) -> str:
        return self._words.many(
            "{when} {activities} asks for {asked} ({roles}), and {left} are left: {people}",
            "{when} {activities} ask for {asked} ({roles}), and {left} are left: {people}",
            len(certificate.activities),
            when=self._when(certificate),
            activities=self._titles(certificate.activities, certificate.from_, certificate.to),
            asked=self._words.hours(certificate.asked),
            roles=self._words.listed(dict.fromkeys(one.role for one in certificate.asks if one.role)),
            left=self._words.hours(certificate.left),
            people=self._words.listed(self._names.person(one) for one in certificate.people),
        )

    def _rooms(self, certificate: Certificate) -> str:
        named = self._words.listed(self._names.task(one) for one in certificate.activities)
        if not certificate.left:
            return self._words.say("{activities}: no room can be had", activities=named)
        return self._words.say(
            "{when} {activities} ask for {asked} rooms, and {left} can be had: {rooms}",
            when=self._when(certificate),
            activities=named,
            asked=certificate.asked,
            left=certificate.left,
            rooms=self._words.listed(map(self._names.room, certificate.rooms)),
        )

    def _conflict(self, certificate: Certificate) -> str:
        named = self._words.listed(self._names.task(one) for one in certificate.activities)
        told = self._words.many(
            "{activities}: no choice of times and people will do",
            "{activities} cannot be fitted together",
            len(certificate.activities),
            activities=named,
        )
        if certificate.people:
            people = self._words.listed(map(self._names.person, certificate.people))
            told = self._words.say("{told} (who could come: {people})", told=told, people=people)
        rules = self._words.listed(one.text for one in certificate.rules)
        return self._words.about(told, rules) if rules else told

    def _heads(self, asks: tuple[Ask, ...]) -> str:
        """How many of each role are asked for."""
        heads: dict[str, int] = {}
        for one in asks:
            heads[one.role or ""] = heads.get(one.role or "", 0) + one.heads
        return self._words.listed(f"{many} × {role}" if role else f"{many}" for role, many in heads.items())

    def _when(self, certificate: Certificate) -> str:
        words = self._words
        if certificate.from_ == certificate.to:
            return words.say("On {day}", day=words.day(certificate.from_))
        first, last = words.day(certificate.from_), words.day(certificate.to)
        return words.say("Between {first} and {last}", first=first, last=last)

    def _absent(self, certificate: Certificate) -> Iterator[str]:
        """What keeps the others away."""
        reasons = kept(certificate.absent, self._names)
        return gathered(reasons, self._words, all_told=not certificate.people)
