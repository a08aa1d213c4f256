"""Reasons as people are told them: each fact once, and people whom the same keeps away together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.plan.shortage import Reason
from planner.rules.names import Names
from planner.wording import Wording

GENERAL = frozenset({"holiday", "closure", "own time"})


class Kept(NamedTuple):
    """What keeps somebody away: the reason, who it is, and the cause in words without the name."""

    reason: Reason
    name: str
    cause: str

    @property
    def general(self) -> bool:
        """Whether it is said of the days or of the activity, not of anybody."""
        company = self.reason.fact == "day off" and self.reason.subject == "calendar/hours"
        return self.reason.staff is None or self.reason.fact in GENERAL or company


def kept(reasons: Iterable[Reason], names: Names) -> Iterator[Kept]:
    """Reasons, with the people's names."""
    for one in reasons:
        name = "" if one.staff is None else names.person(one.staff)
        yield Kept(one, name, one.text.removeprefix(names.wording.about(name, "")))


def gathered(reasons: Iterable[Kept], wording: Wording, *, all_told: bool) -> Iterator[str]:
    """What keeps people away, in lines: what is said of nobody, what is said of all, then person by person.

    Parameters
    ----------
    reasons
        The reasons.
    wording
        The language.
    all_told
        Whether everybody is among them, so that what they share keeps everybody.
    """
    general: dict[str, None] = {}
    causes: dict[str, dict[str, None]] = {}
    for one in reasons:
        if one.reason.staff is not None:
            causes.setdefault(one.name, {})
        (general if one.general else causes[one.name]).setdefault(one.cause)
    shared = [cause for cause in next(iter(causes.values()), ()) if all(cause in some for some in causes.values())]
    if not all_told or len(causes) == 1:
        shared = []
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, some in causes.items():
        alike.setdefault(tuple(cause for cause in some if cause not in shared), []).append(name)
    yield from general
    if shared:
        yield wording.about(wording.say("Everybody"), wording.joined(shared))
    for own, names in alike.items():
        if own:
            yield wording.about(", ".join(names), wording.joined(own))  # of each by itself: the cause is told of one
