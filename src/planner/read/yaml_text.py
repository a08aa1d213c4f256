"""YAML as text, lists and mappings: nothing is guessed, built, or repeated without end, and every place is known.

Plain text stays as written (in YAML 1.2 `on`, `no` and `10:00` are text anyway); only an empty value, ``~`` and
``null`` are nothing. What may be of any kind is a number, true or false where it is written as JSON writes one; in
quotes it is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from planner.errors import Fault, InputError, Path
from planner.read.nodes import Node
from planner.read.yaml_words import events

DEEPEST = 100
"""Lists and mappings inside each other that are read."""
MOST_REPEATED = 100_000
"""Values that aliases may repeat, all together."""
_NOTHING = {"", "~", "null", "Null", "NULL"}
_TRUTH = {"true": True, "false": False}
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d{1,17})?")


def compose(text: str, free: Collection[str] = ()) -> tuple[Node, list[Fault]]:
    r"""The document that a text holds, and what in it is not read: tags, keys said twice, aliases without end.

    Parameters
    ----------
    text
        The YAML.
    free
        Keys of mappings whose values may be of any kind.

    Raises
    ------
    InputError
        If the text is no YAML, or nested without end.

    Examples
    --------
    >>> root, faults = compose("at: 10:00\nkey: [no, ~]")
    >>> root.plain, root.locate(("key", 1))
    ({'at': '10:00', 'key': ['no', None]}, (2, 11))
    """
    composer = _Composer(events(text), free)
    return composer.document(), composer.faults


class _Composer:
    """Builds the document from the parser's events."""

    def __init__(self, stream: Iterator[Any], free: Collection[str]) -> None:
        self.faults: list[Fault] = []
        self._stream = stream
        self._free = free
        self._anchors: dict[str, Node | None] = {}
        self._repeated = 0

    def document(self) -> Node:
        """The only document of the stream."""
        next(self._stream)
        if not isinstance(next(self._stream), DocumentStartEvent):
            return Node(1, 1)
        root = self._node(next(self._stream), ())
        next(self._stream)
        after = next(self._stream)
        if isinstance(after, DocumentStartEvent):
            self._tell(after, (), "a second document begins here", "Keep one document a file.")
        return root

    def _node(self, event: Any, path: Path) -> Node:
        if isinstance(event, AliasEvent):
            return self._alias(event, path)
        if len(path) > DEEPEST:
            raise InputError([_fault(event, (), f"this is nested more than {DEEPEST} deep")])
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._tell(event, path, f"the tag {tag!r} is not read", "Remove it.")
        node = Node(*_place(event))
        if event.anchor:
            self._anchors[event.anchor] = None  # as long as it is not whole
        if isinstance(event, SequenceStartEvent):
            node.value = list(self._items(path))
            node.size += sum(one.size for one in node.value)
        elif isinstance(event, MappingStartEvent):
            node.value = self._entries(path)
            node.size += sum(one.size for _, _, one in node.value.values())
        else:
            node.value = self._scalar(event, path)
            node.size += len(event.value) // 64
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _items(self, path: Path) -> Iterator[Node]:
        i = 0
        while not isinstance(event := next(self._stream), SequenceEndEvent):
            yield self._node(event, (*path, i))
            i += 1

    def _entries(self, path: Path) -> dict[str, tuple[int, int, Node]]:
        entries: dict[str, tuple[int, int, Node]] = {}
        while not isinstance(event := next(self._stream), MappingEndEvent):
            key = self._key(event, path)
            node = self._node(next(self._stream), (*path, key))
            if key in entries:
                told = f"{key!r} stands here for the second time, first in line {entries[key][0]}"
                self._tell(event, (*path, key), told, "Keep one of them.")
            entries.setdefault(key, (*_place(event), node))
        return entries

    def _key(self, event: Any, path: Path) -> str:
        """A key is text, whatever it looks like."""
        written = str(event.value) if isinstance(event, ScalarEvent) else ""
        node = self._node(event, (*path, written))
        if isinstance(node.value, str):
            return node.value
        if not isinstance(event, ScalarEvent):
            written = str(node.plain)
            self._tell(event, (*path, written), "a key must be text", "Put it in quotes.")
        return written

    def _scalar(self, event: Any, path: Path) -> str | float | None:
        if event.style:
            return self._whole(event, path)
        if path[-2:-1] and path[-2] in self._free:
            if event.value in _TRUTH:
                return _TRUTH[event.value]
            if _NUMBER.fullmatch(event.value):
                return float(event.value) if "." in event.value else int(event.value)
        return None if event.value in _NOTHING else self._whole(event, path)

    def _whole(self, event: Any, path: Path) -> str:
        """The text of a scalar; characters that are escaped in two halves are put together."""
        text: str = event.value
        try:
            text.encode()
        except UnicodeEncodeError:
            try:
                return text.encode("utf-16", "surrogatepass").decode("utf-16")
            except UnicodeDecodeError:
                self._tell(event, path, f"{text!r} contains half a character", "Write the whole character.")
                return ascii(text)
        return text

    def _alias(self, event: Any, path: Path) -> Node:
        line, column = _place(event)
        name = event.anchor
        node = self._anchors.get(name)
        if node is None:
            why = "contains itself" if name in self._anchors else "stands for nothing"
            self._tell(event, path, f"'*{name}' {why}", "Write the value out.")
            return Node(line, column)
        if self._repeated <= MOST_REPEATED < self._repeated + node.size:
            self._tell(event, path, f"aliases repeat more than {MOST_REPEATED:,} values", "Write the values out.")
        self._repeated += node.size
        return Node(line, column) if self._repeated > MOST_REPEATED else Node(line, column, node.value, node.size)

    def _tell(self, event: Any, path: Path, message: str, hint: str) -> None:
        self.faults.append(_fault(event, path, message, hint))


def _place(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _fault(event: Any, path: Path, message: str, hint: str = "") -> Fault:
    line, column = _place(event)
    return Fault(path, message, hint, line=line, column=column)
