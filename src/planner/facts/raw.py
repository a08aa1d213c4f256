"""Finding one's way in what a user wrote: mappings and lists, before they become facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from typing import Any, NamedTuple

from pydantic import BaseModel

from planner.errors import Fault, Path

Kept = dict[Path, list[int]]
"""Which items are left of each list that lost some, by the way to the list."""


class Spot(NamedTuple):
    """A place in raw data.

    `fork` is set where several readings of one value were tried: the place of that value, and the reading.
    """

    path: Path
    fork: tuple[Path, str] | None


def spot(loc: Iterable[str | int], data: Any) -> Spot:
    """Find the place in raw data that a validator names its own way.

    Names of readings, aliases and lists that the user wrote short are not in the data, and are left out.

    Examples
    --------
    >>> data = {"every": {"nth": "2nd"}, "on": "2020-02-31", "needs": {"engineer": "x"}}
    >>> spot(("every", "NthWeekday", "nth"), data)
    Spot(path=('every', 'nth'), fork=(('every',), 'NthWeekday'))
    >>> spot(("on", 0), data).path, spot(("needs", 0, "count"), data).path
    (('on',), ('needs', 'engineer'))
    """
    path: Path = ()
    fork = None
    for segment in loc:
        key = _key(data, segment, path)
        if key is not None:
            path, data = (*path, key), _child(data, key)
        elif isinstance(segment, str) and fork is None:
            fork = path, segment
    return Spot(path, fork)


def _key(node: Any, segment: str | int, path: Path) -> str | int | None:
    """The key under which a node holds what a segment names; `None` if it holds no such thing."""
    if isinstance(node, list | tuple):
        return segment if isinstance(segment, int) and segment < len(node) else None
    held = _held(node)
    if segment in held:
        return segment
    if isinstance(segment, str):
        return f"{segment}_" if f"{segment}_" in held else None
    if path[-1:] == ("needs",) and "role" not in held:  # {engineer: 1} is short for a list of needs
        return next(islice((key for key in held if isinstance(key, str)), segment, None), None)
    return None


def without(data: Any, doomed: Collection[Path]) -> tuple[Any, Kept]:
    """A copy of the data without some of its parts, and which items of the lists are left.

    Examples
    --------
    >>> without({"staff": [1, 2, 3], "name": "x"}, {("staff", 0), ("name",)})
    ({'staff': [2, 3]}, {('staff',): [1, 2]})
    """
    on_the_way = {path[:length] for path in doomed for length in range(len(path))}
    kept: Kept = {}

    def copied(node: Any, path: Path) -> Any:
        if path in on_the_way and isinstance(node, Mapping):
            return {key: copied(one, (*path, key)) for key, one in node.items() if (*path, key) not in doomed}
        if path in on_the_way and isinstance(node, list | tuple):
            kept[path] = [i for i in range(len(node)) if (*path, i) not in doomed]
            return [copied(node[i], (*path, i)) for i in kept[path]]
        return node

    return copied(data, ()), kept


def restored(path: Path, kept: Kept) -> Path:
    """The way in the whole data to what is reached by `path` in a copy that lost some.

    Examples
    --------
    >>> restored(("staff", 1, "id"), {("staff",): [0, 4]})
    ('staff', 4, 'id')
    """
    whole: Path = ()
    for segment in path:
        left = kept.get(whole)
        whole = (*whole, left[segment] if left and isinstance(segment, int) else segment)
    return whole


def in_order(faults: Iterable[Fault], data: Any) -> list[Fault]:
    """Faults in the order in which their places stand in the data, each once."""
    ranks: dict[int, dict[Any, int]] = {}

    def rank(fault: Fault) -> list[int]:
        node, found = data, []
        for segment in fault.path:
            if isinstance(node, list | tuple):
                found.append(int(segment))
            else:
                order = ranks.get(id(node)) or {key: i for i, key in enumerate(_held(node))}
                found.append(ranks.setdefault(id(node), order)[segment])
            node = _child(node, segment)
        return found

    return sorted(dict.fromkeys(faults), key=rank)


def _held(node: Any) -> Mapping[Any, Any]:
    """What a node holds by name."""
    if isinstance(node, BaseModel):
        return type(node).model_fields
    return node if isinstance(node, Mapping) else {}


def _child(node: Any, key: Any) -> Any:
    return getattr(node, key) if isinstance(node, BaseModel) else node[key]
