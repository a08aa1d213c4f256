"""What certainly happens at one same minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """Something that starts between two minutes, both included, and lasts so many."""

    @property
    def earliest(self) -> int:
        """The first minute at which it may start."""

    @property
    def latest(self) -> int:
        """The last minute at which it may start."""

    @property
    def size(self) -> int:
        """Minutes."""


One = TypeVar("One", bound=Placed)


def crowds(some: Sequence[One]) -> Iterator[list[One]]:
    """The largest sets of things that all happen at one same minute, whenever each starts.

    Everything is in at least one of them: alone, if no minute of it is certain.
    """
    around: list[One] = []
    for one in sorted(some, key=lambda one: one.latest):
        if one.latest >= one.earliest + one.size:
            yield [one]
            continue
        left = [other for other in around if other.earliest + other.size > one.latest]
        if len(left) < len(around):
            yield around
        around = [*left, one]
    if around:
        yield around
