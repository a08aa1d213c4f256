"""Booked and worked hours against the contract: as a ceiling, or as a target."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.facts.times import Duration
from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach
from planner.rules.ledger import Ledger
from planner.rules.periods import by_period, period_of, period_told
from planner.rules.scope import PeopleRule
from planner.timeline.people import PersonTime, days_around
from planner.timeline.spans import covers, total
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Term

HOUR = 60


class ContractHours(PeopleRule):
    """Bookings and work come as near as can be to everybody's contract hours, or with `most` never exceed them.

    Counted are the minutes of bookings, where they begin, of preparation and follow-up, and of steps, per week, month
    or horizon. The contract asks for its hours pro rata to the days that the person is there: of a week's hours the
    part that the open minutes are of the person's usual week. Each hour begun away from them (with `most`: above
    them) costs the price; where `each` says so, each so many minutes begun. Without a price a target counts among the
    preferences, and a ceiling must hold. The rule says nothing of people without contract hours.
    """

    rule: Literal["contract_hours"] = "contract_hours"
    weighs_work: ClassVar[bool] = True
    per: Literal["week", "month", "horizon"] = "week"
    most: bool = False
    each: Duration = HOUR

    @property
    def reach(self) -> Reach:
        """As far as the period that it counts over."""
        return Reach.WEEK if self.per == "week" else Reach.PERSON

    @property
    def goal(self) -> Goal | None:
        """The prices, if it has one; else the preferences, or none if it is a ceiling."""
        if self.price is None:
            return None if self.most else Goal("preferences")
        return Goal("prices")

    def _due(self, timeline: Timeline, people: Mapping[str, PersonTime]) -> Iterator[tuple[PersonTime, dict[str, int]]]:
        """Whom the rule speaks of, and by period the minutes that the contract asks for."""
        periods = by_period(timeline.days, self.per)
        for person, who in people.items():
            if self.binds(person) and who.staff.contract_hours is not None:
                yield who, {period: who.due(days) for period, days in periods.items()}

    def build(self, draft: Draft) -> None:
        """Each period's minutes stay near what is due, or within it."""
        for who, due in self._due(draft.timeline, draft.timeline.people):
            terms = self._terms(draft, who.id)
            for period, minutes in due.items():
                if self.most:
                    draft.require_at_most(self, (who.id, period), terms[period], minutes, self.each)
                elif self.goal is not None:
                    draft.count(self.goal, [(self.cost, draft.away_from(terms[period], minutes, self.each))])

    def _terms(self, draft: Draft, person: str) -> dict[str, list[Term]]:
        """By period, the minutes that bookings and work take of a person."""
        found: dict[str, list[Term]] = defaultdict(list)
        for task in draft.holding.tasks(person):
            for day in draft.when.days(task):
                starts = draft.when.starts_on(task, day) & draft.who.allowed(task, person)
                if starts:
                    there = draft.who.on_at(task, person, starts)
                    for span in draft.timeline.held(task, person, min(starts)):
                        begins = draft.timeline.clock.date(span[0])
                        found[period_of(begins, self.per)].append((total([span]), there))
        for day, terms in draft.workload.done(person).items():
            found[period_of(day, self.per)] += terms
        return found

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """The periods that are away from what is due, or above it."""
        for who, due in self._due(ledger.timeline, ledger.people):
            loads: dict[str, int] = defaultdict(int)
            for span, _ in ledger.by_person[who.id]:
                loads[period_of(ledger.day(span[0]), self.per)] += total([span])
            for sitting in ledger.sittings[who.id]:
                day = self._worked_on(who, ledger.day(sitting.span[0]), sitting.span)
                loads[period_of(day, self.per)] += total([sitting.span])
            for day, minutes in ledger.stepped[who.id].items():
                loads[period_of(day, self.per)] += minutes
            for period, minutes in due.items():
                away = loads[period] - minutes
                if away > 0 or (away and not self.most):
                    yield self.broken(who.id, period, times=-(-abs(away) // self.each), load=loads[period], due=minutes)

    @staticmethod
    def _worked_on(who: PersonTime, day: dt.date, span: tuple[int, int]) -> dt.date:
        """The day whose hours some work lies in: after midnight it may be the eve."""
        return next((one for one in days_around(day) if covers(who.open(one), span)), day)

    def say(self, finding: Finding, names: Names) -> str:
        """Who has how many hours in which period, and how many the contract asks for."""
        hours, facts = names.wording.hours, finding.facts
        told = self._told(finding.subject, names) | {"load": hours(facts["load"]), "due": hours(facts["due"])}
        sentence = names.wording.say("{person} has {load} {when}, {due} by contract", **told)
        return self.paid(sentence, names.wording)

    def asks(self, names: Names) -> str:
        """The contract, as a ceiling or as a target."""
        say = names.wording.say
        return say("no more than the contract's hours") if self.most else say("the contract's hours")

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """The contract, of whom, when."""
        told = self._told(subject, names)
        return names.wording.say("no more than the contract's hours for {person} {when}", **told)

    def _told(self, subject: tuple[str, ...], names: Names) -> dict[str, str]:
        """Who, and in which period."""
        person, period = subject
        return {"person": names.person(person), "when": period_told(period, self.per, names.wording)}
