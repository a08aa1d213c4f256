"""An even share of a role's work, pro rata to presence and contract hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from planner.errors import Fault, did_you_mean
from planner.facts.activities import Kind
from planner.facts.base import Id
from planner.facts.references import Known
from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Rule
from planner.rules.ledger import Ledger
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit


HUNDRED = 100


class Balance(Rule):
    """Everybody with the role serves as near to their fair share of its bookings as can be.

    The fair share is pro rata to presence: open minutes over the horizon, or contract hours times the part of the
    regular hours that absences leave, in whole hundredths of the most present person's. What is counted is how far
    each person is from it, in hundredths of a booking. Only fully staffed bookings (or single heads, where the
    activity counts by the head) earn credit.
    """

    rule: Literal["balance"] = "balance"
    reach: ClassVar[Reach] = Reach.ALL
    goal: ClassVar[Goal] = Goal("balance")
    role: Id
    kinds: tuple[Kind, ...] = ()

    def faults(self, known: Known) -> Iterator[Fault]:
        """A role that nobody holds."""
        if self.role not in known.roles:
            yield Fault(("role",), f"nobody holds the role {self.role!r}", did_you_mean(self.role, known.roles))

    def presence(self, timeline: Timeline) -> dict[str, int]:
        """How present each holder of the role is, in hundredths of the most present."""
        minutes = {person: who.presence for person, who in timeline.people.items() if self.role in who.staff.roles}
        most = max(minutes.values(), default=0)
        return {person: round(HUNDRED * one / most) if most else 0 for person, one in minutes.items()}

    def build(self, draft: Draft) -> None:
        """Each person's distance from the fair share, in hundredths, rounded up."""
        presence = self.presence(draft.timeline)
        loads: dict[str, list[Lit]] = {person: [] for person in presence}
        most = 0
        for task in draft.tasks:
            for i, need in enumerate(task.needs):
                if need.role == self.role and (not self.kinds or task.activity.kind in self.kinds):
                    most += need.count
                    for person in draft.who.fillers(task, i):
                        loads[person].append(draft.who.serves(task, i, person))
        if any(loads.values()) and any(presence.values()):
            draft.count(self.goal, [(1, one) for one in draft.uneven(loads, presence, most).values()])

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Each person's bookings beside the fair share."""
        presence = self.presence(ledger.timeline)
        together = sum(presence.values())
        loads: dict[str, int] = defaultdict(int)
        for entry in ledger.entries:
            if not entry.serving or (self.kinds and entry.task.activity.kind not in self.kinds):
                continue
            for i, need in enumerate(entry.task.needs):
                if need.role == self.role:
                    for person in entry.filling(i):
                        loads[person] += person in presence
        bookings = sum(loads.values())
        if not together:
            return
        for person, weight in presence.items():
            distance = -(-HUNDRED * abs(loads[person] * together - bookings * weight) // together)
            if distance:
                fair = bookings * weight / together
                yield Finding((person,), self.goal, distance, {"load": loads[person], "fair": fair})

    def say(self, finding: Finding, names: Names) -> str:
        """Who has how many, and what would be fair."""
        return names.wording.say(
            "{person} has {load} bookings as {role}, a fair share is {fair}",
            person=names.person(finding.subject[0]),
            load=finding.facts["load"],
            role=self.role,
            fair=names.wording.number(finding.facts["fair"], least=1, most=1),
        )
