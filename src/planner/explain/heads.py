"""Whether there are enough people for some heads, each of whom can take one of them only."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

from planner.plan.shortage import Reason
from planner.wording import Wording

Head = tuple[int, str]
"""The place of a need, and its role."""


class Matching:
    """Heads matched to people (augmenting paths: Kuhn, Naval Research Logistics Quarterly 2, 1955).

    Parameters
    ----------
    able
        For each head, who could take it.
    """

    def __init__(self, able: Sequence[Collection[str]]) -> None:
        self._able = able
        self._taken: dict[str, int] = {}
        self.unmatched = tuple(head for head in range(len(able)) if not self._place(head, set()))

    def _place(self, head: int, tried: set[str]) -> bool:
        for person in self._able[head]:
            if person in tried:
                continue
            tried.add(person)
            if person not in self._taken or self._place(self._taken[person], tried):
                self._taken[person] = head
                return True
        return False

    def too_many(self) -> tuple[tuple[int, ...], tuple[str, ...]] | None:
        """Heads that outnumber everybody who could take any of them, and these people (Hall, 1935).

        They are what an unmatched head can be swapped with, and so on.

        Examples
        --------
        >>> Matching([["ana"], ["bo", "cy"], ["ana"]]).too_many()
        ((0, 2), ('ana',))
        """
        if not self.unmatched:
            return None
        heads, people = {self.unmatched[0]}, set[str]()
        reached = [self.unmatched[0]]
        while reached:
            for person in self._able[reached.pop()]:
                if person not in people:
                    people.add(person)
                    head = self._taken[person]
                    if head not in heads:
                        heads.add(head)
                        reached.append(head)
        return tuple(sorted(heads)), tuple(sorted(people))


def unmatched(heads: Sequence[Head], roles: Mapping[str, Collection[Hashable]]) -> Iterator[Head]:
    """The heads for which nobody is left who holds the role.

    Examples
    --------
    >>> list(unmatched([(0, "guide"), (1, "driver")], {"ana": ["guide", "driver"]}))
    [(1, 'driver')]
    """
    able = [[person for person in roles if role in roles[person]] for _, role in heads]
    return (heads[place] for place in Matching(able).unmatched)


def too_few(role: str, wording: Wording, *, any_holder: bool) -> Reason:
    """That a role has too few holders, or none."""
    if any_holder:
        text = wording.say("nobody else holds the role {role}", role=role)
    else:
        text = wording.say("nobody holds the role {role}", role=role)
    return Reason(staff=None, fact="role", text=text, subject="staff")
