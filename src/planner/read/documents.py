"""A file as plain data, with the place of everything in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any, NamedTuple

from planner.errors import Fault, InputError, Path
from planner.read.json_text import parse
from planner.read.yaml_text import compose

_BY_SUFFIX = {".json": True, ".yaml": False, ".yml": False}


class Document(NamedTuple):
    """What a file says, before it becomes facts.

    Parameters
    ----------
    file
        The file's name.
    data
        Mappings, lists, texts; from JSON also numbers, true and false, from YAML only in the details of a request.
    locate
        Tells the line and column of what a path leads to.
    faults
        What in it is not read, each with its place.
    """

    file: str
    data: Any
    locate: Callable[[Path], tuple[int, int]]
    faults: tuple[Fault, ...] = ()

    def placed(self, fault: Fault) -> Fault:
        """A fault with the file, line and column of what it is about."""
        line, column = (fault.line, fault.column) if fault.line else self.locate(fault.path)
        return replace(fault, file=self.file, line=line, column=column)


def document(text: str, file: str) -> Document:
    """What a text says, YAML or JSON by the file's suffix, or else by how it begins.

    Raises
    ------
    InputError
        If it is neither, or says nothing.

    Examples
    --------
    >>> document("staff: [{id: ana}]", "year.yaml").data
    {'staff': [{'id': 'ana'}]}
    """
    is_json = _BY_SUFFIX.get(PurePath(file).suffix.lower(), text.lstrip()[:1] in ("{", "["))
    try:
        found = _from_json(text, file) if is_json else _from_yaml(text, file)
    except InputError as error:
        raise error.within(file) from None
    if found.data is None and not found.faults:
        raise InputError([Fault((), "the file says nothing", "There are comments in it only, or null.", file=file)])
    return found


def _from_json(text: str, file: str) -> Document:
    data, places, faults = parse(text)
    return Document(file, data, places.locate, tuple(faults))


def _from_yaml(text: str, file: str) -> Document:
    root, faults = compose(text, free=("details",))
    return Document(file, root.plain, root.locate, tuple(faults))
