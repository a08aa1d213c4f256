"""One complaint of the validator, told in our own words."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from planner.errors import Fault, did_you_mean
from planner.facts.keys import keys_at
from planner.facts.raw import Spot, spot

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LONGEST = 300
"""Letters of a message, and of a value in it, that help."""

_EXPECTED = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "finite": "a number",
    "bool": "true or false",
    "tuple": "a list",
    "list": "a list",
    "dict": "a mapping",
    "model": "a mapping",
}
_WRONG_SORT = {"type", "attributes_type", "parsing", "parsing_size", "from_float", "number", "unicode"}
_ABSENT = {"missing", "union_tag_not_found"}
_LIMITS = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}


@dataclass(frozen=True, eq=False)
class Complaint:
    """One complaint of the validator, and the place in the raw data that it is about."""

    kind: str
    spot: Spot
    key: str
    value: Any
    context: Mapping[str, Any]
    text: str
    expected: str

    @classmethod
    def of(cls, detail: ErrorDetails, data: Any) -> Complaint:
        """The complaint that a detail of a validation error makes about raw data."""
        kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
        sort, _, slip = kind.partition("_")
        if kind.startswith("union_tag"):
            loc = (*loc, str(context["discriminator"]).strip("'"))
        return cls(
            kind=kind,
            spot=spot(loc[:-1] if kind in _ABSENT else loc, data),
            key=str(loc[-1]) if loc else "",
            value=detail["input"],
            context=context,
            text=detail["msg"],
            expected=_EXPECTED.get(sort, "") if slip in _WRONG_SORT else "",
        )

    @property
    def mismatch(self) -> bool:
        """Whether the value is of another sort than one reading of it takes: text where it takes a mapping, say."""
        return self.spot.fork is not None and self.spot.path == self.spot.fork[0] and self.kind.endswith("_type")

    def fault(self, model: type[BaseModel], data: Any) -> Fault:
        """The fault, as people read it."""
        message, hint = self._told(model, data)
        return Fault(self.spot.path, _short(message), _short(hint))

    def _told(self, model: type[BaseModel], data: Any) -> tuple[str, str]:
        """The message and the hint."""
        value, context = shown(self.value), self.context
        match self.kind:
            case "missing" | "union_tag_not_found":
                return f"{self.key!r} is missing", f"Add {self.key}."
            case "union_tag_invalid":
                known = _words(context["expected_tags"])
                return f"{context['tag']!r} is no known {self.key}", did_you_mean(context["tag"], known)
            case "extra_forbidden":
                keys = keys_at(model, self.spot.path[:-1], data)
                return f"{self.key!r} is no known key", did_you_mean(self.key, keys)
            case "invalid_key":
                return f"the key {value} is no text", "Write it in quotes."
            case "value_error" | "assertion_error":
                return _halves(str(context["error"]))
            case "literal_error" | "enum":
                what = "no known key" if self.key == "[key]" else "not possible here"
                word = self.value if isinstance(self.value, str) else ""
                return f"{value} is {what}", did_you_mean(word, _words(context["expected"]))
            case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
                [(bound, limit)] = context.items()
                size = "small" if bound.startswith("g") else "large"
                return f"{value} is too {size}", f"It must be {_LIMITS[bound]} {limit:.15g}."
            case "too_short" | "string_too_short":
                return f"{value} is too short", f"Its length must be at least {context['min_length']}."
            case "too_long" | "string_too_long":
                return f"{value} is too long", f"Its length must be at most {context['max_length']}."
            case "json_invalid":
                return f"this is no JSON: {context['error']}", ""
            case _:
                return self._wrong_sort(model)

    def _wrong_sort(self, model: type[BaseModel]) -> tuple[str, str]:
        value = shown(self.value)
        if not self.expected:
            return f"{value} is not possible here: {self.text}", ""
        hint = "Give it a value, or leave it out." if self.value is None else ""
        if not self.spot.path and "format" in model.model_fields:
            hint = f"Begin with format: {model.model_fields['format'].default}."
        return f"{value} stands where {self.expected} is expected", hint


def shown(value: Any) -> str:
    """A value as a message names it.

    Examples
    --------
    >>> shown("noon"), shown(None), shown([1, 2])
    ("'noon'", 'nothing', 'a list')
    """
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case int() if abs(value) > sys.maxsize:
            return "a huge number"
        case str() | int() | float():
            return _short(repr(value[:LONGEST] if isinstance(value, str) else value))
        case list() | tuple() | set() | frozenset():
            return "a list"
        case Mapping() | BaseModel():
            return "a mapping"
        case _:
            return f"a {type(value).__name__}"


def _halves(text: str) -> tuple[str, str]:
    """The message of one of our own validators, its suggestion apart."""
    message, *hint = re.split(r"\. (?=Did you mean|Known:)", text, maxsplit=1)
    return message, "".join(hint)


def _short(text: str) -> str:
    """A text that fits a screen: what is too long loses its middle."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 60]} … {text[-60:]}"


def _words(listed: str) -> list[str]:
    """The words that the validator lists in quotes."""
    return re.findall("'([^']*)'", listed)
