"""Needs are filled by as many different people as asked for, of the right role; what stays open is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Requirement
from planner.rules.ledger import Entry, Ledger

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit
    from planner.timeline.occurrence import Occurrence


class Staffing(Requirement):
    """Each need takes its number of different people who hold its role, from those named and none of those excluded.

    The first goals count what is fully staffed, the next the heads that stay open. The shifts of an activity share
    one value: it is staffed if all of its days are.
    """

    rule = "staffing"
    reach: ClassVar[Reach] = Reach.MOMENT

    def touches(self, task: Occurrence) -> bool:
        """Whether it is one of several shifts that are worth something together."""
        return task.shift

    def build(self, draft: Draft) -> None:
        """Who may fill what; then value and open heads as goals."""
        shared: dict[str, list[Lit]] = defaultdict(list)
        for task in draft.timeline.occurrences:
            self._count_heads(draft, task)
            value, possible = Goal("value", task.priority), draft.when.possible(task)
            whole = possible and draft.who.whole(task)
            if task.partial and possible:
                missing = [(-task.worth, draft.who.missing(task, i)) for i in range(len(task.needs))]
                draft.count(value, [(task.worth * task.heads, True), *missing])
            elif task.shift and not task.partial:  # counted once, for all of its days
                shared[task.whole_id].append(whole)
            else:
                draft.count(value, [(task.worth, whole)])
        for task in draft.timeline.occurrences:
            wholes = shared.pop(task.whole_id, None)
            if wholes is not None:
                draft.count(Goal("value", task.priority), [(task.worth, draft.logic.all_of(*wholes))])

    @staticmethod
    def _count_heads(draft: Draft, task: Occurrence) -> None:
        """The heads that stay open; none of what is optional, which is held whole or left out."""
        heads = Goal("heads", task.priority)
        if task.optional:
            draft.count(heads, [])
        elif not draft.when.possible(task):
            draft.count(heads, [(task.heads or len(task.attendees), True)])
        elif task.needs:
            draft.count(heads, [(1, draft.who.missing(task, i)) for i in range(len(task.needs))])
        else:
            draft.count(heads, [(1, True), (-1, draft.who.attended(task))])
        if task.asks_room and not task.optional and draft.when.possible(task):  # of use only to what is held as asked
            draft.count(heads, [(1, draft.when.held(task)), (-1, draft.who.whole(task))])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Wrong people and too many of them; the worth of what is held; open heads."""
        wholes: dict[str, bool] = {}
        for entry in ledger.entries:
            wholes[entry.task.whole_id] = entry.whole and wholes.get(entry.task.whole_id, True)
        for entry in ledger.entries:
            yield from self._wrong(entry, ledger)
            task = entry.task
            if task.partial:
                held = 0 if entry.start is None else task.heads - entry.missing
                worth = task.worth * held
            else:  # shifts count once, for all of their days
                worth = task.worth * wholes.pop(task.whole_id, False)
            if worth:
                yield Finding((task.id,), Goal("value", task.priority), worth)
            open_heads = entry.missing if task.needs else int(not entry.attended)
            if entry.declined:
                continue
            if entry.start is None:
                open_heads = task.heads or len(task.attendees)
            if open_heads:
                yield Finding((task.id,), Goal("heads", task.priority), open_heads, {"heads": open_heads})

    def _wrong(self, entry: Entry, ledger: Ledger) -> Iterator[Finding]:
        task = entry.task
        for i, need in enumerate(task.needs):
            people = entry.filling(i)
            if len(people) > need.count:
                yield self._finding(entry, "too many", need.role, there=len(people), count=need.count)
            for person in people:
                if need.role not in ledger.timeline.people[person].staff.roles:
                    yield self._finding(entry, "other role", person, role=need.role)
                if need.from_ and person not in need.from_:
                    yield self._finding(entry, "not named", person, role=need.role)
                if person in need.exclude:
                    yield self._finding(entry, "excluded", person, role=need.role)
        placed = Counter(who for i in range(len(task.needs)) for who in entry.filling(i))
        placed.update(entry.booking.attendees)
        for person, times in placed.items():
            if times > 1:
                yield self._finding(entry, "twice", person, times=times)
        if entry.start is None and placed:
            yield self._finding(entry, "no time")
        if entry.booking.complete != entry.whole:
            yield self._finding(entry, "called complete" if entry.booking.complete else "not called complete")

    @staticmethod
    def _finding(entry: Entry, wrong: str, about: str = "", **facts: Any) -> Finding:
        return Finding((entry.task.id, about), facts={"wrong": wrong, **facts})

    def say(self, finding: Finding, names: Names) -> str:
        """Which activity, and whom it lacks or wrongly takes."""
        task = names.task(finding.subject[0])
        if finding.goal is None:
            return self._say_wrong(task, finding, names)
        if finding.goal.level == "value":
            return names.wording.say("{task} is staffed", task=task)
        heads = finding.facts["heads"]
        return names.wording.many("{task} lacks {n} person", "{task} lacks {n} people", heads, task=task)

    @staticmethod
    def _say_wrong(task: str, finding: Finding, names: Names) -> str:
        """What is wrong with those who are at an activity."""
        say, about = names.wording.say, finding.subject[1]
        told = {"task": task, "person": names.person(about), "role": about, **finding.facts}
        match finding.facts["wrong"]:
            case "too many":
                return say("{task} has {there} of {count} {role} asked for", **told)
            case "other role":
                return say("{task} takes {person} as {role}, a role not held", **told)
            case "not named":
                return say("{task} takes {person} as {role}, who is not among those named", **told)
            case "excluded":
                return say("{task} takes {person} as {role}, who is excluded", **told)
            case "twice":
                return say("{task} counts {person} {times} times", **told)
            case "no time":
                return say("{task} has people but no time", **told)
            case "called complete":
                return say("{task} is called complete, and is not", **told)
            case _:
                return say("{task} is complete, and not called so", **told)
