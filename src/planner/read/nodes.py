"""A document as a tree of values that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.errors import Path


@dataclass(slots=True)
class Node:
    """A value and where it stands; in a mapping, each key with where it stands itself.

    `size` counts the values in it, those that aliases repeat included.
    """

    line: int
    column: int
    value: str | float | list[Node] | dict[str, tuple[int, int, Node]] | None = None
    size: int = 1

    @property
    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, list):
            return [one.plain for one in self.value]
        if isinstance(self.value, dict):
            return {key: one.plain for key, (_, _, one) in self.value.items()}
        return self.value

    def locate(self, path: Path) -> tuple[int, int]:
        """The line and column of what a path leads to, or of the nearest thing on the way."""
        node, line, column = self, self.line, self.column
        for segment in path:
            if isinstance(node.value, dict) and isinstance(segment, str) and segment in node.value:
                line, column, node = node.value[segment]
            elif isinstance(node.value, list) and isinstance(segment, int) and segment < len(node.value):
                node = node.value[segment]
                line, column = node.line, node.column
            else:
                break
        return line, column
