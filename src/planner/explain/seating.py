"""Every way to give heads to people, tried one after the other: the heads that fewest could take come first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Head = tuple[str, int, int]
"""An occurrence, the place of a need, and which of its heads."""

MOST = 1500
"""Choices looked at: what takes more is left to a search."""


class Seating:
    """Looks for people for some heads, each of whom may take several.

    Whoever is chosen is struck from the heads that they can then not take any more; where nobody is left for one, the
    choice was wrong (forward checking: Haralick and Elliott, *Increasing tree search efficiency for constraint
    satisfaction problems*, Artificial Intelligence 14, 1980).

    Parameters
    ----------
    able
        For each head, who could take it, in the order in which they are tried. Heads of one need have the same people.
    fit
        Whether somebody can take some heads together. Who cannot take some cannot take more.
    """

    def __init__(self, able: Mapping[Head, Iterable[str]], fit: Callable[[str, frozenset[Head]], bool]) -> None:
        self._fit = fit
        self._taken: dict[str, frozenset[Head]] = {}
        self._left = {head: [one for one in some if self._may(one, head)] for head, some in able.items()}
        self._who: dict[Head, str] = {}
        self._looked = 0

    def found(self) -> dict[Head, str] | None:
        """Who takes which head; `None` if there is no way to give them all to somebody.

        Raises
        ------
        TimeoutError
            If there are too many ways to try.
        """
        return self._who if self._seat(set(self._left)) else None

    def _may(self, person: str, head: Head) -> bool:
        return self._fit(person, self._taken.get(person, frozenset()) | {head})

    def _seat(self, rest: set[Head]) -> bool:
        """Whether the heads that are left can all be taken."""
        if not rest:
            return True
        head = min(rest, key=lambda one: (len(self._left[one]), one))
        rest = rest - {head}
        refused: list[tuple[Head, str]] = []
        for person in list(self._left[head]):
            self._looked += 1
            if self._looked > MOST:
                raise TimeoutError
            if self._with(head, person, rest):
                return True
            for twin in rest:  # what did not do for a head does not do for its like
                if twin[:2] == head[:2] and person in self._left[twin]:
                    self._left[twin].remove(person)
                    refused.append((twin, person))
        for twin, person in refused:
            self._left[twin].append(person)
        return False

    def _with(self, head: Head, person: str, rest: set[Head]) -> bool:
        """Whether the others can all be taken if somebody takes a head; as it was, if not."""
        before = self._taken.get(person, frozenset())
        self._taken[person], self._who[head] = before | {head}, person
        struck = [one for one in rest if person in self._left[one] and not self._may(person, one)]
        for one in struck:
            self._left[one].remove(person)
        if all(self._left[one] for one in struck) and self._seat(rest):
            return True
        for one in struck:
            self._left[one].append(person)
        self._taken[person] = before
        return False
