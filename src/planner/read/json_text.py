"""JSON as text, numbers, lists and mappings, at the speed of the standard library; places are sought when asked for."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from planner.errors import Fault, InputError
from planner.read.json_places import JsonPlaces
from planner.read.yaml_text import DEEPEST

_WORDS = [
    (
        "Expecting property name",
        "a key in double quotes is expected here",
        "Put the key in double quotes; leave no comma at the end.",
    ),
    ("Expecting ',' delimiter", "a comma or a closing bracket is missing here", ""),
    ("Expecting ':' delimiter", "a colon is missing here", ""),
    ("Expecting value", "a value is missing here", "Put text in double quotes; leave no comma at the end."),
    ("Illegal trailing comma", "no comma may stand here", "Remove it."),
    ("Extra data", "the document has ended, and something follows", "Keep one document a file."),
    ("Unterminated string", "the quotes that are opened here are not closed", ""),
    ("Invalid control character", "a line break or a tab stands inside quotes", "Write \\n or \\t."),
    ("Invalid \\", "this backslash means nothing", "Write \\\\ for a backslash."),
]
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


def parse(text: str) -> tuple[Any, JsonPlaces, list[Fault]]:
    r"""The data that a text holds, where they stand, and what is not read: keys said twice, ``NaN``.

    Raises
    ------
    InputError
        If the text is no JSON, or nested without end.

    Examples
    --------
    >>> data, places, faults = parse('{"days":\n [1, 2]}')
    >>> data, places.locate(("days", 1))
    ({'days': [1, 2]}, (2, 6))
    """
    odd = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal odd
        held = dict(pairs)
        odd = odd or len(held) < len(pairs)
        return held

    def constant(_: str) -> None:
        nonlocal odd
        odd = True

    places = JsonPlaces(text)
    try:
        data = json.loads(text, object_pairs_hook=mapping, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise InputError([_syntax(error)]) from None
    except RecursionError:
        raise _too_deep(places) from None
    except ValueError:
        raise _too_long(places) from None
    if _nested(data):
        raise _too_deep(places)
    if "\\ud" in text.lower():
        _refuse_halves(data, places)
    return data, places, list(places.oddities()) if odd else []


def _syntax(error: json.JSONDecodeError) -> Fault:
    for said, message, hint in _WORDS:
        if error.msg.startswith(said):
            return Fault((), message, hint, line=error.lineno, column=error.colno)
    return Fault((), f"this is no JSON ({error.msg})", line=error.lineno, column=error.colno)


def _nested(data: Any) -> bool:
    """Whether lists and mappings are nested more than is read; level by level, so that no depth is too much."""
    level = [data]
    for _ in range(DEEPEST + 1):
        held = (one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list)))
        level = [one for values in held for one in values]
    return bool(level)


def _too_deep(places: JsonPlaces) -> InputError:
    depth = 0
    for found in _BRACKETS.finditer(places.text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            return places.refused(found.start(), f"this is nested more than {DEEPEST} deep")
    return places.refused(0, "this is nested too deeply to be read")


def _too_long(places: JsonPlaces) -> InputError:
    digits = sys.get_int_max_str_digits()
    found = re.search(rf"\d{{{digits},}}", places.text)
    return places.refused(found.start() if found else 0, f"a number has more than {digits:,} digits")


def _refuse_halves(data: Any, places: JsonPlaces) -> None:
    """Refuse text that contains half a character only, which no file could hold."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise places.refused(places.text.lower().index(half), f"{half} is half a character") from None
