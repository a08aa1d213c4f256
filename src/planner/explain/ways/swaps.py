"""Somebody else takes a place: not among those named, excluded, or instead of somebody who is pinned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from planner.explain.ways.proposal import Proposal, proposed
from planner.explain.ways.way import Way
from planner.facts.activities import Need
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.plan.repair import Change
from planner.timeline.occurrence import Occurrence


class Swaps(Way):
    """A place is open to whoever holds the role, then only to those who take it: every time, if the activity recurs."""

    kinds = frozenset[RepairKind]({"swap"})

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        for task in self._tasks(certificate):
            for i, need in enumerate(task.needs):
                if any(not _may(need, one) for one in self._holders(need)):
                    bare = need.model_copy(update={"from_": (), "exclude": ()})
                    yield self._proposal(task, f"{i}", {"needs": _stated(task, i, bare)})
            for role in sorted(task.activity.pins.staff):
                yield self._proposal(task, role, {"pins": self._pins(task, {role: ()})})

    def _holders(self, need: Need) -> list[str]:
        return [one for one, who in self._timeline.people.items() if need.role in who.staff.roles]

    def _proposal(self, task: Occurrence, place: str, facts: dict[str, Any]) -> Proposal:
        change = Change(what="activities", id=task.activity.id, facts=facts)
        return proposed("swap", change, self._times[task.activity.id], "", f"swap {task.activity.id} {place}")

    @staticmethod
    def _pins(task: Occurrence, staff: dict[str, Sequence[str]]) -> dict[str, Any] | None:
        """What is pinned, but for the people of some roles."""
        pins = task.activity.pins.model_dump(mode="json", exclude_none=True)
        pins["staff"] = {role: list(people) for role, people in {**pins["staff"], **staff}.items() if people}
        return {key: one for key, one in pins.items() if one} or None

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        (change,) = proposal.changes
        mine = [one for one in bookings if one.activity == change.id]
        task = self._timeline.occurrence(mine[0].occurrence) if mine else None
        if task is None or change.facts is None:
            return proposal
        if "pins" in change.facts:
            return self._repinned(proposal, task, mine)
        place = int(_place(proposal))
        need = task.needs[place]
        there = dict.fromkeys(who for one in mine for who in one.needs[place].staff)
        new = [who for who in there if not _may(need, who)]
        named = (*need.from_, *(who for who in new if who not in need.from_)) if need.from_ else ()
        kept = tuple(who for who in need.exclude if who not in new)
        facts = {"needs": _stated(task, place, need.model_copy(update={"from_": named, "exclude": kept}))}
        told = {"people": self._people(new), "activity": self._title(task)}
        text = self._words.say("also allow {people} at {activity}", **told)
        return self._made(proposal, facts, text, new)

    def _repinned(self, proposal: Proposal, task: Occurrence, bookings: Sequence[Booking]) -> Proposal:
        """The pins of those who are still there."""
        role = _place(proposal)
        pinned = task.activity.pins.staff[role]
        there = [one.staff.get(role, ()) for one in bookings]
        gone = [who for who in pinned if not all(who in people for people in there)]
        new = list(dict.fromkeys(who for people in there for who in people if who not in pinned))
        facts = {"pins": self._pins(task, {role: [who for who in pinned if who not in gone]})}
        listed, person = self._words.listed, self._names.person
        told = {"gone": listed(map(person, gone)), "activity": self._title(task)}
        if new and gone:
            text = self._words.say("send {new} to {activity} instead of {gone}", new=listed(map(person, new)), **told)
        else:
            text = self._words.say("release {gone} from {activity}, where they are pinned", **told)
        return self._made(proposal, facts, text, [*new, *gone])

    def _made(self, proposal: Proposal, facts: dict[str, Any], text: str, people: Sequence[str]) -> Proposal:
        (change,) = proposal.changes
        changes = (change.model_copy(update={"facts": facts}),)
        return proposal._replace(changes=changes, text=text, people=tuple(people))

    def _people(self, some: Iterable[str]) -> str:
        return self._words.listed(map(self._names.person, some))

    def _title(self, task: Occurrence) -> str:
        return self._names.task(task.activity.id)


def _place(proposal: Proposal) -> str:
    """Which need, or whose pins."""
    return proposal.scale.removeprefix(f"swap {proposal.changes[0].id} ")


def _may(need: Need, person: str) -> bool:
    """Whether somebody who holds the role may fill a need."""
    return person not in need.exclude and (person in need.from_ or not need.from_)


def _stated(task: Occurrence, place: int, need: Need) -> list[dict[str, Any]]:
    """The needs of an activity, one of them otherwise."""
    needs = [*task.needs[:place], need, *task.needs[place + 1 :]]
    return [one.model_dump(mode="json", exclude_defaults=True) for one in needs]
