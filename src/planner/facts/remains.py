"""What is left of raw data when everything unreadable is cut out, and what can still be said about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property, lru_cache
from typing import Any

from planner.errors import Path
from planner.facts.activities import WHEN_KEYS
from planner.facts.raw import restored, spot, without

STAND_INS = {"horizon": {"from": dt.date.min, "to": dt.date.max}}
"""For what everything else needs, so that the rest can be judged although it is wrong."""

_TERMS = (*WHEN_KEYS, "to", "kind", "duration", "time", "needs", "attendees", "share")
_TOGETHER: dict[str | int, tuple[str, ...]] = {"activities": _TERMS, "defaults": _TERMS, "calendar": ("country",)}
"""Keys that the others of an entry need to make sense: where one could not be read, the others prove nothing."""


_GIVERS = (
    ("roles", "staff", "roles"),
    ("skills", "staff", "skills"),
    ("skills", "activities", "grants"),
    ("skills", "defaults", "grants"),
    ("optional", "activities", "optional"),
    ("optional", "defaults", "optional"),
)
"""Where names come from that nothing lists: the names, and the key and field that give them."""


class Remains:
    """Raw data without what cannot be read.

    Parameters
    ----------
    whole
        What the user wrote.
    cut
        The places of what cannot be read.
    """

    def __init__(self, whole: Mapping[Any, Any], cut: set[Path]) -> None:
        self._whole = whole
        self.cut = cut
        left, self._kept = without(whole, cut)
        self.data: dict[Any, Any] = left if STAND_INS.keys() <= left.keys() else {**STAND_INS, **left}

    def place(self, path: Path) -> Path:
        """Where in the whole data the user wrote what is at a path of the facts that were read from the rest."""
        return spot(restored(spot(path, self.data).path, self._kept), self._whole).path

    def doubtful(self, place: Path) -> bool:
        """Whether a contradiction at a place may only come of what was cut out."""
        return not place or any(place[:length] in self._doubts for length in (1, 2, 3))

    @cached_property
    def unread(self) -> dict[str, set[str] | None]:
        """Names that facts may refer to although they could not be read, `None` where they could be any."""
        names: dict[str, set[str] | None] = {}
        for key in ("sites", "staff", "activities", "conditions"):
            gone = [self._name(path) for path in self.cut if path[0] == key and len(path) == 2]
            unknown = self._lost(key) or None in gone
            names[key] = None if unknown else {name for name in gone if name is not None}
        names["optional"] = names["activities"]
        for name, key, field in _GIVERS:
            if self._lost(key) or any(_like(said, (field,)) for path in self.cut for said in self._said(path, key)):
                names[name] = None
        return names

    def _name(self, path: Path) -> str | None:
        """The name of something that was cut out; `None` if it cannot be told."""
        things = self._whole[path[0]]
        if isinstance(things, Mapping):
            return str(path[1])
        thing = things[path[1]]
        if isinstance(thing, Mapping) and (*path, "id") not in self.cut:
            thing = thing.get("id", thing)
        if thing is None:  # an empty item hides nothing
            return ""
        return str(thing).strip() if isinstance(thing, str | int) else None

    def _lost(self, key: str) -> bool:
        """Whether a whole list or mapping was cut out, or its misspelt name."""
        return any(len(path) == 1 and _like(path[0], (key,)) for path in self.cut)

    def _said(self, path: Path, key: str) -> Iterator[Any]:
        """The fields that a cut took out of an entry under a key."""
        if path[0] == key and len(path) == 2:
            entry = self._whole[key][path[1]]
            yield from entry if isinstance(entry, Mapping) else ()
        elif path[0] == key:
            yield from path[2:3]

    @cached_property
    def _doubts(self) -> set[Path]:
        """Places below which contradictions prove nothing."""
        doubts: set[Path] = {(key,) for key in STAND_INS.keys() - self._whole.keys()}
        for path in self.cut:
            entries = path[0] == "defaults" or isinstance(self._whole[path[0]], list | tuple)
            depth = 2 if entries else 1
            together = any(_like(said, _TOGETHER.get(path[0], ())) for said in path[depth : depth + 1])
            doubts.add(path[:depth] if together else path[: depth + 1])
        if self._lost("defaults"):
            doubts.add(("activities",))
        kinds = {path[1] for path in doubts if path[0] == "defaults" and len(path) == 2}
        for i, activity in enumerate(self.data.get("activities") or () if kinds else ()):
            if isinstance(activity, Mapping) and activity.get("kind") in kinds:
                doubts.add(restored(("activities", i), self._kept))
        return doubts


@lru_cache(maxsize=1024)
def _like(word: str | int, known: tuple[str, ...]) -> bool:
    return bool(get_close_matches(str(word), known))
