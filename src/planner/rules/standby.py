"""Stand-bys: more people than are needed, free at that time, who could fill the need."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.rules.qualification import by_skill, granted, holds, skilled
from planner.timeline.spans import Spans

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.timeline.occurrence import Occurrence


class Standby(Requirement):
    """Who stands by could fill the need and is free while it is filled; each stand-by that is lacking is counted.

    They hold the role and the skills, are named where names are given, work at that time, are at nothing then, nor so
    near to it that the way is too long, and stand by for nothing else then. To stand by holds none of their time: no
    other rule counts it, and they need no minutes for the work around it: who steps in at the last moment takes that
    over as it stands.
    """

    rule = "standby"
    reach: ClassVar[Reach] = Reach.DAY

    def touches(self, task: Occurrence) -> bool:
        """Whether somebody is to stand by for it."""
        return any(need.standby for need in task.needs)

    def build(self, draft: Draft) -> None:
        """As many as asked for who could come, or some are lacking."""
        granting = by_skill(draft)
        tasks = [task for task in draft.tasks if any(need.standby for need in task.needs)]
        for task in tasks:
            for i, need in enumerate(task.needs):
                if need.standby:
                    draft.count(Goal("standbys"), [(1, draft.standing_by.missing(task, i))])
                    for person in draft.standing_by.able(task, i):
                        for skill in need.skills:
                            stands = draft.standing_by.stands(task, i, person)
                            draft.logic.implies(stands, *skilled(draft, task, person, skill, granting[skill]))
        for person in draft.timeline.people if tasks else ():
            draft.standing_by.keep_free(person, tasks)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Who stands by and could not come; how many are lacking where something is held."""
        taught = granted(ledger)
        for entry in ledger.entries:
            for i, need in enumerate(entry.task.needs):
                people = entry.booking.needs[i].standby
                if len(people) > need.standby:
                    yield self._wrong(entry, "too many", need.role, there=len(people), count=need.standby)
                elif len(people) < need.standby and entry.start is not None:
                    lacking = need.standby - len(people)
                    facts = {"wrong": "lacking", "heads": lacking}
                    yield Finding((entry.task.id, need.role), Goal("standbys"), lacking, facts)
                for person in people:
                    yield from self._unfit(entry, i, person, ledger, taught)
            yield from self._places(entry)
        yield from self._busy(ledger)

    @staticmethod
    def _wrong(entry: Entry, wrong: str, about: str, **facts: Any) -> Finding:
        return Finding((entry.task.id, about), facts={"wrong": wrong, **facts})

    def _unfit(
        self, entry: Entry, need: int, person: str, ledger: Ledger, taught: dict[tuple[str, str], int]
    ) -> Iterator[Finding]:
        """Why somebody could not fill the need for which they stand by."""
        task, start, asked = entry.task, entry.start, entry.task.needs[need]
        who = ledger.timeline.people[person]
        named = person in asked.from_ or not asked.from_
        if asked.role not in who.staff.roles or not named or person in asked.exclude:
            yield self._wrong(entry, "not asked", person, role=asked.role)
        if start is None:
            yield self._wrong(entry, "no time", person)
            return
        day = ledger.day(start)
        if not any(first <= start <= last for first, last in ledger.timeline.starts(task, person, day)):
            yield self._wrong(entry, "away", person)
        for skill in asked.skills:
            learnt = taught.get((person, skill))
            if not holds(who, skill, task.lasting(day)) and (learnt is None or learnt > start):
                yield self._wrong(entry, "unskilled", person, skill=skill)

    def _places(self, entry: Entry) -> Iterator[Finding]:
        """Who stands by twice at one activity, or is there anyway."""
        standing_by = entry.booking.standing_by
        for person in sorted({*standing_by}):
            if person in entry.people:
                yield self._wrong(entry, "there", person)
            if standing_by.count(person) > 1:
                yield self._wrong(entry, "twice", person)

    def _busy(self, ledger: Ledger) -> Iterator[Finding]:
        """Who is elsewhere while standing by, or stands by for two activities at a time."""
        standing: dict[str, list[Entry]] = {}
        for entry in ledger.entries:
            if entry.start is not None:
                for person in sorted({*entry.booking.standing_by}):
                    standing.setdefault(person, []).append(entry)
        for person, entries in standing.items():
            for n, entry in enumerate(entries):
                mine = ledger.timeline.held(entry.task, person, entry.start or 0)
                busy = ledger.by_person[person]
                there = {other.task.id for span, other in busy if _too_near(ledger, entry, mine, other, (span,))}
                for name in sorted(there - {entry.task.id}):
                    yield self._wrong(entry, "elsewhere", person, other=name)
                for other in entries[n + 1 :]:
                    theirs = ledger.timeline.held(other.task, person, other.start or 0)
                    if _too_near(ledger, entry, mine, other, theirs):
                        yield self._wrong(entry, "both", person, other=other.task.id)

    def say(self, finding: Finding, names: Names) -> str:
        """Who stands by for what, and why they could not come; or how many are lacking."""
        task, about = finding.subject
        facts, say = finding.facts, names.wording.say
        told = {"task": names.task(task), "person": names.person(about)}
        match facts["wrong"]:
            case "lacking":
                heads = facts["heads"]
                return names.wording.many(
                    "{task} lacks {n} stand-by as {role}",
                    "{task} lacks {n} stand-bys as {role}",
                    heads,
                    task=told["task"],
                    role=about,
                )
            case "too many":
                told = {"task": told["task"], "role": about, "there": facts["there"], "count": facts["count"]}
                return say("{task} has {there} stand-bys as {role}, {count} asked for", **told)
            case "not asked":
                return say("{person} stands by for {task} as {role}, and could not fill it", **told, role=facts["role"])
            case "no time":
                return say("{person} stands by for {task}, which is not held", **told)
            case "away":
                return say("{person} stands by for {task}, and is away then", **told)
            case "unskilled":
                return say(
                    "{person} stands by for {task} without {skill}, which it asks for", **told, skill=facts["skill"]
                )
            case "there":
                return say("{person} stands by for {task}, and is there", **told)
            case "twice":
                return say("{person} stands by twice for {task}", **told)
            case "elsewhere":
                return say(
                    "{person} stands by for {task}, and is at {other} then", **told, other=names.task(facts["other"])
                )
            case _:
                other = names.task(facts["other"])
                return say("{person} stands by for {task} and for {other} at the same time", **told, other=other)


def _too_near(ledger: Ledger, one: Entry, spans: Spans, other: Entry, other_spans: Spans) -> bool:
    """Whether nobody can be at both: they overlap, or the way from the first to the second takes longer."""
    for span, other_span in product(spans, other_spans):
        (first, from_), (second, to) = sorted(
            [(span, one.task.site), (other_span, other.task.site)], key=lambda some: some[0]
        )
        if second[0] - first[1] < ledger.timeline.sites.way(from_, to):
            return True
    return False
