"""Steps around activities are done by the day on which they fall due, by their owner or else by a deputy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from planner.plan.goals import Goal
from planner.plan.step import Incomplete, PlanStep
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger
from planner.timeline.spans import subtract, total, union
from planner.timeline.steps import Choice, Due, backup, choices, dues

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline

Key = tuple[object, ...]


def key_of(due: Due, day: dt.date | None) -> Key:
    """What tells a step from all others: what counts from a request is the same whenever the activity begins."""
    return due.task.id, due.place, None if due.step.hours else day


def planned(
    timeline: Timeline, due: Due, done: tuple[str | None, dt.date] | None, assigned: tuple[str, ...]
) -> PlanStep:
    """A step as the plan tells it: who does it on which day, if anybody does."""
    person, day = done or (None, None)
    other = None if person is None or day is None else backup(timeline, due, person, day, assigned)
    return PlanStep(
        activity=due.task.activity.id,
        occurrence=due.task.id,
        name=due.step.name,
        due=due.due,
        day=day,
        owner=person,
        backup=other,
        valid_until=None if day is None else due.valid_until(day),
    )


def incomplete(timeline: Timeline) -> Iterator[Incomplete]:
    """The requests that lack something, with what to ask for."""
    for activity in timeline.requests:
        if activity.unknown:
            told = {"activity": activity.title, "details": ", ".join(activity.unknown)}
            text = timeline.wording.say("{activity} is incomplete: ask for {details}", **told)
            yield Incomplete(activity=activity.id, missing=activity.unknown, text=text)


class Steps(Requirement):
    """Each step is done by the day on which it falls due.

    Its owner does it then, or as late before as they can; only if they cannot at all the next deputy does. Its minutes
    count against that day. A step that nobody can do is counted as missed. Whatever has a time has its steps, fully
    staffed or not: terms run all the same.
    """

    rule = "steps"
    reach: ClassVar[Reach] = Reach.PERSON
    goal = Goal("steps")

    def touches(self, task: Occurrence) -> bool:
        """Whether there are steps around it."""
        return bool(task.activity.steps)

    def build(self, draft: Draft) -> None:
        """Each step that falls due is done in one of the ways that facts allow, the better the earlier it stands."""
        for task in draft.timeline.occurrences:
            for due in dues(draft.timeline, task, None):
                self._ask(draft, due, None)
            for day in draft.when.days(task):
                for due in dues(draft.timeline, task, day):
                    if due.step.hours is None:
                        self._ask(draft, due, day)

    def _ask(self, draft: Draft, due: Due, day: dt.date | None) -> None:
        asked = True if day is None else draft.when.on_day(due.task, day)
        ways = list(self._ways(draft, due))
        missed, moved = draft.duties.add(key_of(due, day), asked, due.minutes, ways)
        draft.count(Goal("steps"), missed)
        draft.count(Goal("moved"), moved)

    @staticmethod
    def _ways(draft: Draft, due: Due) -> Iterator[tuple[str | None, dt.date, int, Lit]]:
        """The ways to do a step; where it takes no time, no more of them than could be the best."""
        told: set[tuple[str | None, bool]] = set()
        for choice in choices(draft.timeline, due):
            if not due.minutes and (choice.person, choice.assigned) in told:
                continue
            told.add((choice.person, choice.assigned))
            yield choice.person, choice.day, choice.place, _given(draft, due.task, choice)
            if not due.minutes and not choice.assigned:
                return

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Steps that are missed, done by the wrong person, on the wrong day, or in time that is not there."""
        for entry in ledger.entries:
            said = ledger.steps_of(entry)
            day = None if entry.start is None else ledger.day(entry.start)
            for due in dues(ledger.timeline, entry.task, day):
                step = said.pop(due.step.name, None)
                if step is None or step.day is None:
                    yield Finding((entry.task.id, due.step.name), self.goal, 1, {"wrong": "missed", "due": due.due})
                    continue
                yield from self._judged(ledger, entry, due, step)
            for name in said:
                yield self._amiss(entry, name, "not asked")
        for person, spent in ledger.stepped.items():
            for on, minutes in sorted(spent.items()):
                left = self._left(ledger, person, on)
                if minutes > left:
                    facts = {"wrong": "too much", "minutes": minutes, "left": left, "day": on}
                    yield Finding((person, f"{on}"), facts=facts)

    def _judged(self, ledger: Ledger, entry: Entry, due: Due, step: PlanStep) -> Iterator[Finding]:
        """What is wrong with a step that is done, or how many ways would have been better."""
        assigned = entry.filled_by
        assert step.day is not None
        right = planned(ledger.timeline, due, (step.owner, step.day), assigned)
        for wrong in ("due", "valid_until", "backup"):
            if getattr(step, wrong) != getattr(right, wrong):
                yield self._amiss(entry, step.name, wrong, said=getattr(step, wrong), right=getattr(right, wrong))
        open_to = [
            one
            for one in choices(ledger.timeline, due)
            if (one.person, one.day) == (step.owner, step.day) and (step.owner in assigned or not one.assigned)
        ]
        if not open_to:
            yield self._amiss(entry, step.name, "cannot", person=step.owner, day=step.day)
        elif open_to[0].place:
            facts = {"wrong": "moved", "person": step.owner, "day": step.day}
            yield Finding((entry.task.id, step.name), Goal("moved"), open_to[0].place, facts)

    @staticmethod
    def _left(ledger: Ledger, person: str, day: dt.date) -> int:
        """The open minutes of a day that neither bookings nor work take."""
        held = union(span for span, _ in ledger.by_person[person])
        worked = union(sitting.span for sitting in ledger.sittings[person])
        return total(subtract(ledger.timeline.people[person].open(day), union(held, worked)))

    @staticmethod
    def _amiss(entry: Entry, name: str, wrong: str, **facts: Any) -> Finding:
        return Finding((entry.task.id, name), facts={"wrong": wrong, **facts})

    def say(self, finding: Finding, names: Names) -> str:
        """Which step of which activity, and what is wrong with it."""
        facts, say, day = finding.facts, names.wording.say, names.wording.day
        if facts["wrong"] == "too much":
            hours = {"asked": names.wording.hours(facts["minutes"]), "left": names.wording.hours(facts["left"])}
            told = {"person": names.person(finding.subject[0]), "day": day(facts["day"]), **hours}
            return say("{person} has {left} left for {asked} of steps on {day}", **told)
        task, step = names.task(finding.subject[0]), finding.subject[1]
        told = {"task": task, "step": step}
        match facts["wrong"]:
            case "missed":
                return say("{task}: the step '{step}' is not done by {day}", **told, day=day(facts["due"]))
            case "moved":
                done = {"person": names.person(facts["person"]), "day": day(facts["day"])}
                return say(
                    "{task}: the step '{step}' is left to {person} on {day}, though there is a better way",
                    **told,
                    **done,
                )
            case "cannot":
                done = {"person": names.person(facts["person"] or say("nobody")), "day": day(facts["day"])}
                return say("{task}: the step '{step}' cannot be done by {person} on {day}", **told, **done)
            case "due":
                dates = {"said": day(facts["said"]), "right": day(facts["right"])}
                return say(
                    "{task}: the step '{step}' is said to fall due on {said}, and does on {right}", **told, **dates
                )
            case "valid_until":
                dates = {one: day(facts[one]) if facts[one] else say("always") for one in ("said", "right")}
                return say(
                    "{task}: the step '{step}' is said to be valid until {said}, and is until {right}", **told, **dates
                )
            case "backup":
                others = {one: names.person(facts[one] or say("nobody")) for one in ("said", "right")}
                return say("{task}: the back-up for the step '{step}' is {right}, not {said}", **told, **others)
            case _:
                return say("{task}: the step '{step}' is not asked for", **told)


def _given(draft: Draft, task: Occurrence, choice: Choice) -> Lit:
    """What else it takes: whoever is assigned fills a need of the task."""
    if not choice.assigned:
        return True
    needs = range(len(task.needs)) if draft.when.possible(task) else ()
    assert choice.person is not None
    fills = [draft.who.fills(task, i, choice.person) for i in needs if choice.person in draft.who.fillers(task, i)]
    return draft.logic.any_of(*fills)
