"""A newcomer accompanies others until a day: fills no need, and is there beyond the needs so many times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from planner.errors import Fault, did_you_mean
from planner.facts.activities import Activity, Kind
from planner.facts.base import Id, Ids
from planner.facts.references import Known
from planner.facts.times import Day
from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, PricedRule, Reach
from planner.rules.ledger import Entry, Ledger
from planner.rules.periods import Period, period_of, period_told
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Term


class Accompany(PricedRule):
    """Before a day, `who` fills no need, and joins at least `count` activities a period at which one of `with` is.

    From `until` on they count. An activity that they should attend anyway is not counted. Each one missing in a
    period in which they are there costs `price`; that they fill no need must hold.
    """

    rule: Literal["accompany"] = "accompany"
    reach: ClassVar[Reach] = Reach.PERSON
    goal: ClassVar[None] = None
    who: Id
    with_: Ids = Field(alias="with", min_length=1)
    until: Day
    kinds: tuple[Kind, ...] = ()
    per: Period = "week"
    count: int = Field(default=1, ge=0)
    price: int = Field(default=1, ge=1, le=1_000_000)

    def faults(self, known: Known) -> Iterator[Fault]:
        """People who do not exist, or who would accompany themselves."""
        for key, people in (("who", [self.who]), ("with", self.with_)):
            for person in people:
                if person not in known.staff:
                    yield Fault((key,), f"{person!r} is no person", did_you_mean(person, known.staff))
        if self.who in self.with_:
            yield Fault(("with",), f"{self.who!r} cannot accompany themselves", "Name others.")

    def joining(self, activity: Activity) -> frozenset[str]:
        """The newcomer, where people are needed."""
        concerned = activity.needs and not activity.grants and self._concerns(activity)
        return frozenset({self.who}) if concerned else frozenset()

    def _concerns(self, activity: Activity) -> bool:
        return not self.kinds or activity.kind in self.kinds

    def _periods(self, timeline: Timeline) -> Iterator[str]:
        """The periods before the day in which the newcomer is there."""
        who = timeline.people[self.who]
        days = (day for day in timeline.days if day < self.until and who.open(day))
        yield from dict.fromkeys(period_of(day, self.per) for day in days)

    def build(self, draft: Draft) -> None:
        """Before the day no need is filled; whoever joins has company; joins too few a period are paid for."""
        must = self.model_copy(update={"price": None})
        joined: dict[str, list[Term]] = defaultdict(list)
        for task in draft.tasks:
            if not self._concerns(task.activity):
                continue
            early = {day: draft.when.starts_on(task, day) for day in draft.when.days(task) if day < self.until}
            starts = frozenset().union(*early.values())
            for i in range(len(task.needs)):
                fills = draft.who.fills_at(task, i, self.who, starts)
                if fills is not False:
                    draft.require(must, (self.who, task.id), [draft.logic.negated(fills)])
            if self.who in task.joiners:
                joins = draft.who.attends(task, self.who)
                company = [draft.who.on(task, one) for one in self.with_]
                draft.logic.implies(joins, *company)
                draft.logic.implies(joins, draft.when.begins(task, starts))
                for day, some in early.items():
                    on_day = draft.logic.all_of(joins, draft.when.begins(task, some))
                    joined[period_of(day, self.per)].append((-1, on_day))
        for period in self._periods(draft.timeline):
            draft.require_at_most(self, (self.who, period), joined[period], -self.count)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Needs filled too early, joins without company or too late, periods with too few."""
        joined: dict[str, int] = defaultdict(int)
        for entry in ledger.entries:
            if entry.start is None or not self._concerns(entry.task.activity):
                continue
            day = ledger.day(entry.start)
            if day < self.until and any(self.who in entry.filling(i) for i in range(len(entry.task.needs))):
                yield self._finding(entry, "needed")
            if self.who in entry.booking.attendees and self.who in entry.task.joiners:
                if day >= self.until:
                    yield self._finding(entry, "late")
                elif not {*self.with_} & {*entry.people}:
                    yield self._finding(entry, "alone")
                joined[period_of(day, self.per)] += 1
        for period in self._periods(ledger.timeline):
            missing = self.count - joined[period]
            if missing > 0:
                facts = {"wrong": "too few", "there": joined[period]}
                yield Finding((self.who, period), Goal("prices"), missing * self.price, facts)

    def _finding(self, entry: Entry, wrong: str) -> Finding:
        return Finding((self.who, entry.task.id), facts={"wrong": wrong})

    def say(self, finding: Finding, names: Names) -> str:
        """Who does what too early or too late, or too seldom."""
        say, facts = names.wording.say, finding.facts
        told: dict[str, Any] = {"person": names.person(self.who), "day": names.wording.date(self.until)}
        told["people"] = names.people(self.with_)
        if facts["wrong"] == "too few":
            sentence = names.wording.many(
                "{person} accompanies {people} {n} time {when}, {count} asked for",
                "{person} accompanies {people} {n} times {when}, {count} asked for",
                facts["there"],
                **told,
                count=self.count,
                when=period_told(finding.subject[1], self.per, names.wording),
            )
            return self.paid(sentence, names.wording)
        told["task"] = names.task(finding.subject[1])
        if facts["wrong"] == "needed":
            return say("{person} only accompanies before {day}, and is needed at {task}", **told)
        if facts["wrong"] == "late":
            return say("{person} joins {task}, and accompanies only before {day}", **told)
        return say("{person} joins {task} without {people}", **told)

    def asks(self, names: Names) -> str:
        """Who accompanies whom, until when."""
        told = {"person": names.person(self.who), "people": names.people(self.with_)}
        return names.wording.say(
            "{person} only accompanies {people} before {day}", **told, day=names.wording.date(self.until)
        )

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """The same."""
        return self.asks(names)
