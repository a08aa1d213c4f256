"""An even share of a role's work, pro rata to presence and contract hours."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from planner.errors import Fault, did_you_mean
from planner.facts.activities import Kind
from planner.facts.base import Id
from planner.facts.references import Known, unknown
from planner.plan.goals import Goal
from planner.rules.base import Finding, Names, Reach, Rule
from planner.rules.ledger import Ledger
from planner.timeline.timeline import Timeline

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.compile.logic import Lit


HUNDRED = 100
MOST_CARRIED = 10_000


class Account(NamedTuple):
    """How one person stands: bookings, presence in hundredths, this period's fair share, what is carried, what is due.

    All but the presence are counted in bookings.
    """

    person: str
    load: int
    presence: int
    fair: Fraction
    carried: float
    due: Fraction

    @property
    def balance(self) -> Fraction:
        """By how many bookings the person is above what was due: what to carry into the next period."""
        return self.load - self.due


class Balance(Rule):
    """Everybody with the role serves as near to their fair share of its bookings as can be.

    The fair share is pro rata to presence: open minutes over the horizon, or contract hours times the part of the
    regular hours that absences leave, in whole hundredths of the most present person's. What is counted is how far
    each person is from it, in hundredths of a booking. Only fully staffed bookings (or single heads, where the
    activity counts by the head) earn credit.

    `carried` holds last period's balances: by how many bookings each was above their share (below it, if negative).
    They are evened out now, pro rata to presence among those named. Who is not named (a newcomer) or not there (on long
    leave) neither owes nor is owed anything.
    """

    rule: Literal["balance"] = "balance"
    reach: ClassVar[Reach] = Reach.ALL
    goal: ClassVar[Goal] = Goal("balance")
    role: Id
    kinds: tuple[Kind, ...] = ()
    carried: dict[Id, Annotated[float, Field(ge=-MOST_CARRIED, le=MOST_CARRIED)]] = Field(default_factory=dict)

    def faults(self, known: Known) -> Iterator[Fault]:
        """A role that nobody holds, people who do not exist."""
        if self.role not in known.roles:
            yield Fault(("role",), f"nobody holds the role {self.role!r}", did_you_mean(self.role, known.roles))
        for person in self.carried:
            yield from unknown(("carried", person), "person", [person], known.staff)
            if self.role not in known.roles_of.get(person, (self.role,)):
                message = f"{person!r} does not hold the role {self.role!r}"
                yield Fault(("carried", person), message, "Carry over balances of its holders only.")

    def presence(self, timeline: Timeline) -> dict[str, int]:
        """How present each holder of the role is, in hundredths of the most present."""
        minutes = {person: who.presence for person, who in timeline.people.items() if self.role in who.staff.roles}
        most = max(minutes.values(), default=0)
        return {person: round(HUNDRED * one / most) if most else 0 for person, one in minutes.items()}

    def owed(self, timeline: Timeline) -> dict[str, int]:
        """What each owes beyond this period's fair share, in hundredths of a booking; less than 0 if it is owed them.

        It is the mean of what is carried, pro rata to presence, less one's own.
        """
        presence = self.presence(timeline)
        carried = {who: Fraction(str(one)) for who, one in self.carried.items() if presence.get(who)}
        weights = sum(presence[who] for who in carried)
        mean = sum(carried.values(), Fraction()) / weights if weights else Fraction()
        return {who: round(HUNDRED * (mean * presence[who] - one)) for who, one in carried.items()}

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
        owed = self.owed(draft.timeline)
        if any(presence.values()) and (any(loads.values()) or any(owed.values())):
            draft.count(self.goal, [(1, one) for one in draft.uneven(loads, presence, most, owed).values()])

    def accounts(self, ledger: Ledger) -> Iterator[Account]:
        """How each holder of the role stands in a plan."""
        presence, owed = self.presence(ledger.timeline), self.owed(ledger.timeline)
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
        for person, weight in presence.items() if together else ():
            fair = Fraction(bookings * weight, together)
            due = fair + Fraction(owed.get(person, 0), HUNDRED)
            yield Account(person, loads[person], weight, fair, self.carried.get(person, 0), due)

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Each person's bookings beside the fair share."""
        for one in self.accounts(ledger):
            distance = math.ceil(HUNDRED * abs(one.load - one.due))
            if distance:
                facts = {"load": one.load, "due": float(one.due), "carried": one.carried}
                yield Finding((one.person,), self.goal, distance, facts)

    def say(self, finding: Finding, names: Names) -> str:
        """Who has how many, and what would be fair."""
        say, facts = names.wording.say, finding.facts
        told = {"person": names.person(finding.subject[0]), "load": facts["load"], "role": self.role}
        told["fair"] = names.wording.number(facts["due"], least=1, most=1)
        if not facts["carried"]:
            return say("{person} has {load} bookings as {role}, a fair share is {fair}", **told)
        carried = names.wording.number(facts["carried"], most=2)
        return say(
            "{person} has {load} bookings as {role}, a fair share is {fair} with {carried} carried over",
            carried=carried,
            **told,
        )
