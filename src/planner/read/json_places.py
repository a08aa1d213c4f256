"""Where things stand in a JSON text, found by going to them from the beginning."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from planner.errors import Fault, InputError, Path

_SPACE = re.compile(r"[ \t\n\r]*")
_CONSTANT = re.compile(r"NaN|-?Infinity")


class _Member(NamedTuple):
    """An item of a list, or a key with its value: where it stands, and where its value does."""

    key: str | int
    at: int
    value: int


class JsonPlaces:
    """Where things stand in a text that is known to be JSON.

    Parameters
    ----------
    text
        The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._decoder = json.JSONDecoder()
        self._seen: dict[int, dict[str | int, _Member]] = {}

    def locate(self, path: Path) -> tuple[int, int]:
        """The line and column of what a path leads to, or of the nearest thing on the way."""
        at = value = self._skip(0)
        for segment in path:
            member = self._by_key(value).get(segment)
            if member is None:
                break
            at, value = member.at, member.value
        return self.position(at)

    def position(self, at: int) -> tuple[int, int]:
        """The line and column of a character."""
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1

    def refused(self, at: int, message: str, path: Path = (), hint: str = "") -> InputError:
        """The error of a text that is not read because of what stands at a character."""
        return InputError([self._fault(at, message, path, hint)])

    def oddities(self) -> Iterator[Fault]:
        """Keys said twice, and constants that are no JSON."""
        ahead: list[tuple[Path, int]] = [((), self._skip(0))]
        while ahead:
            path, value = ahead.pop()
            constant = _CONSTANT.match(self.text, value)
            if constant:
                yield self._fault(value, f"{constant[0]} is no number", path, "Write a number, or null.")
            first: dict[str | int, int] = {}
            for member in self._members(value):
                if member.key in first:
                    line = self.position(first[member.key])[0]
                    told = f"{member.key!r} stands here for the second time, first in line {line}"
                    yield self._fault(member.at, told, (*path, member.key), "Keep one of them.")
                first.setdefault(member.key, member.at)
                ahead.append(((*path, member.key), member.value))

    @cached_property
    def _lines(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    def _fault(self, at: int, message: str, path: Path, hint: str) -> Fault:
        line, column = self.position(at)
        return Fault(path, message, hint, line=line, column=column)

    def _by_key(self, start: int) -> dict[str | int, _Member]:
        if start not in self._seen:
            self._seen[start] = {member.key: member for member in self._members(start)}
        return self._seen[start]

    def _members(self, start: int) -> Iterator[_Member]:
        """What the list or mapping that begins at a character holds; nothing if it is neither."""
        opening = self.text[start]
        if opening not in "[{":
            return
        at, key = self._skip(start + 1), 0
        while self.text[at] not in "]}":
            value, name = at, str(key)
            if opening == "{":
                name, colon = self._decoder.raw_decode(self.text, at)
                value = self._skip(self._skip(colon) + 1)
            yield _Member(name if opening == "{" else key, at, value)
            after = self._skip(self._decoder.raw_decode(self.text, value)[1])
            at = self._skip(after + 1) if self.text[after] == "," else after
            key += 1

    def _skip(self, at: int) -> int:
        """The next character that is no space."""
        found = _SPACE.match(self.text, at)
        assert found is not None  # nothing matches as well
        return found.end()
