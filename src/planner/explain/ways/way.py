"""What a sort of way out is."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence

from planner.explain.ways.proposal import Proposal
from planner.facts.prices import RepairKind
from planner.plan.booking import Booking
from planner.plan.certificate import Certificate
from planner.rules.base import Names, Rule
from planner.solving.worlds.held import Held
from planner.timeline.occurrence import Occurrence

QUARTER, HOUR = 15, 60


class Way(ABC):
    """A sort of way out of infeasible days.

    Parameters
    ----------
    held, names
        The plan, and what people call things.
    times
        How many dates each activity has.
    rules
        The stated rules, numbered as certificates number them.
    """

    kinds: frozenset[RepairKind]

    def __init__(self, held: Held, names: Names, times: Mapping[str, int], rules: Sequence[Rule] = ()) -> None:
        self._plan = held
        self._timeline = held.timeline
        self._names = names
        self._words = names.wording
        self._times = times
        self._rules = rules

    @abstractmethod
    def of(self, certificate: Certificate) -> Iterator[Proposal]:
        """Every change of this sort that touches a certificate: only such a change can help."""

    def narrowed(self, proposal: Proposal, bookings: Collection[Booking]) -> Proposal:
        """A proposal with what was chosen for it by a plan: only that need be changed.

        Parameters
        ----------
        proposal
            One of this sort.
        bookings
            What the plan holds otherwise than before.
        """
        return proposal

    def without(self, proposal: Proposal, day: dt.date) -> Iterator[Proposal]:
        """A proposal for several days without one of them."""
        yield from ()

    def _tasks(self, certificate: Certificate) -> Iterator[Occurrence]:
        """The activities of a certificate; of what recurs the first date, for a change touches all of them."""
        found: dict[str, Occurrence] = {}
        for task in map(self._timeline.occurrence, certificate.activities):
            found.setdefault(task.activity.id, task)
        return iter(found.values())

    def _stated(self, task: Occurrence) -> tuple[dt.date, ...]:
        """The days that an activity states, were they worked or not."""
        window = task.activity.between or task.activity
        if window.from_ is None and window.to is None:
            return task.days
        first, last = window.from_ or dt.date.min, window.to or dt.date.max
        return tuple(one for one in self._timeline.days if first <= one <= last)


def lacking(certificate: Certificate) -> int:
    """The minutes that are asked for and not there, as far as nobody else could give them; none if nothing is counted.

    Who could not come for want of minutes might come if less were asked of them.
    """
    if certificate.kind != "minutes" or any(one.fact == "minutes" for one in certificate.absent):
        return 0
    return certificate.asked - certificate.left
