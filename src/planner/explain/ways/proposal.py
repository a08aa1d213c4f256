"""A change that might be a way out, not tried yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from planner.facts.prices import RepairKind
from planner.plan.repair import Change


class Proposal(NamedTuple):
    """Changes that might be a way out: of what kinds, how many times each is paid at least.

    `attends` names what asks only for attendees. Proposals of one `scale` go ever further: where one is not enough,
    those before it are not either. What is not `least` as much cannot be enough, by a count.
    """

    kinds: tuple[RepairKind, ...]
    changes: tuple[Change, ...]
    amounts: tuple[tuple[RepairKind, float], ...]
    text: str
    scale: str
    ask: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    distance: int = 0
    days: tuple[dt.date, ...] = ()
    attends: tuple[str, ...] = ()
    least: int = 0

    @property
    def declines(self) -> bool:
        """Whether an activity is given up."""
        return "decline" in self.kinds

    def clashes(self, other: Proposal) -> bool:
        """Whether both change the same person or activity."""
        mine, theirs = ({(one.what, one.id) for one in some.changes} for some in (self, other))
        return bool(mine & theirs)


def proposed(kind: RepairKind, change: Change, times: float, text: str, scale: str, **more: Any) -> Proposal:
    """A proposal of one change, paid so many times."""
    return Proposal((kind,), (change,), ((kind, times),), text, scale, **more)


def joined(parts: Sequence[Proposal], text: str) -> Proposal:
    """Some proposals as one."""
    return Proposal(
        kinds=tuple(kind for one in parts for kind in one.kinds),
        changes=tuple(change for one in parts for change in one.changes),
        amounts=tuple(amount for one in parts for amount in one.amounts),
        text=text,
        scale="; ".join(one.scale for one in parts),
        ask=tuple(name for one in parts for name in one.ask),
        people=tuple(person for one in parts for person in one.people),
        distance=sum(one.distance for one in parts),
    )
