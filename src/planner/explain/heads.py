"""Whether enough people hold the roles that are asked for, each of whom can take one head of an activity only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from planner.plan.shortage import Reason
from planner.wording import Wording

Head = tuple[int, str]
"""The place of a need, and its role."""


def unmatched(heads: Sequence[Head], roles: Mapping[str, Collection[str]]) -> Iterator[Head]:
    """The heads for which nobody is left who holds the role (augmenting paths: Kuhn, 1955).

    Examples
    --------
    >>> list(unmatched([(0, "guide"), (1, "driver")], {"ana": ["guide", "driver"]}))
    [(1, 'driver')]
    """
    taken: dict[str, int] = {}

    def place(head: int, tried: set[str]) -> bool:
        for person in [one for one in roles if heads[head][1] in roles[one] and one not in tried]:
            tried.add(person)
            if person not in taken or place(taken[person], tried):
                taken[person] = head
                return True
        return False

    for i, head in enumerate(heads):
        if not place(i, set()):
            yield head


def too_few(role: str, wording: Wording, *, any_holder: bool) -> Reason:
    """That a role has too few holders, or none."""
    if any_holder:
        text = wording.say("nobody else holds the role {role}", role=role)
    else:
        text = wording.say("nobody holds the role {role}", role=role)
    return Reason(staff=None, fact="role", text=text, subject="staff")
