"""What could be changed about infeasible days: proposals made from their certificate, none of them tried yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from planner.explain.together import Demand
from planner.explain.ways.dates import Dates
from planner.explain.ways.days_off import DaysOff
from planner.explain.ways.declining import Declining
from planner.explain.ways.hires import Hires
from planner.explain.ways.overtime import Overtime
from planner.explain.ways.preparation import Preparation
from planner.explain.ways.proposal import Proposal
from planner.explain.ways.recalls import Recalls
from planner.explain.ways.reserves import Reserves
from planner.explain.ways.roomless import Roomless
from planner.explain.ways.sessions import Sessions
from planner.explain.ways.swaps import Swaps
from planner.explain.ways.training import Training
from planner.explain.ways.way import Way
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Ask, Certificate
from planner.rules.base import Names, Rule
from planner.solving.worlds.held import Held

WAYS: tuple[type[Way], ...] = (
    Dates, Swaps, DaysOff, Overtime, Preparation, Roomless, Reserves, Recalls, Sessions, Training, Hires, Declining,
)  # fmt: skip
"""Every sort of way out; a new one is a file in `ways` and a word here, priced in `facts.prices`."""


class Proposals:
    """Proposals for one plan.

    Parameters
    ----------
    held, names
        The plan, and what people call things.
    rules
        The stated rules, numbered as certificates number them.
    """

    def __init__(self, held: Held, names: Names, rules: Sequence[Rule]) -> None:
        times = Counter(one.activity.id for one in held.timeline.occurrences)
        self._timeline = held.timeline
        self._ways = [way(held, names, times, rules) for way in WAYS]
        self._of_kind: dict[RepairKind, Way] = {kind: way for way in self._ways for kind in way.kinds}
        self._hires = next(way for way in self._ways if isinstance(way, Hires))

    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        """Every change that touches a certificate: only such a change can help."""
        for way in self._ways:
            yield from way.of(certificate)

    def besides(self, certificate: Certificate) -> Iterator[Proposal]:
        """Changes that help only where a room is given up, too: those for whoever should be in the rooms."""
        if certificate.kind == "rooms":
            tasks = [self._timeline.occurrence(one) for one in certificate.activities]
            asks = [demand.ask(i) for demand in map(Demand, tasks) for i in range(len(demand.task.needs))]
            asks += [Ask(occurrence=one.id, need=None, role=None, heads=1) for one in tasks if not one.needs]
            people = sorted({who for task in tasks for who in task.everybody})
            peopled = {"kind": "conflict", "asks": tuple(asks), "people": tuple(people)}
            yield from self.of(certificate.model_copy(update=peopled))

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        """A proposal with what was chosen for it: the new date, or only the days on which somebody is needed."""
        return self._of_kind[proposal.kinds[0]].narrowed(proposal, bookings)

    def fewer(self, proposal: Proposal) -> Iterator[Proposal]:
        """A proposal for some days, each time without one of them."""
        for day in proposal.days if len(proposal.days) > 1 else ():
            yield from self._of_kind[proposal.kinds[0]].without(proposal, day)

    def twice(self, proposal: Proposal) -> Proposal | None:
        """The same once more beside it, if that makes sense: only of somebody hired there can be two."""
        return self._hires.again(proposal) if proposal.kinds[0] in self._hires.kinds else None
