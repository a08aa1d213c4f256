"""Which keys a fact may have, as the format spells them."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from planner.errors import Path


def keys_at(model: type[BaseModel], path: Path, data: Any) -> list[str]:
    """The keys that may stand in the mapping at a place of raw data; none where no fact is expected.

    Examples
    --------
    >>> from planner.facts.calendar import Calendar
    >>> keys_at(Calendar, ("closed", 0), {"closed": [{"form": "2020-08-03"}]})
    ['from', 'to', 'reason']
    """
    expected: list[Any] = [model]
    for segment in path:
        expected = [one for part in expected for one in _below(part, segment)]
        data = data[segment]
    facts = [fact for part in expected for fact in _facts(part)]
    return list(_fields(_likeliest(facts, data))) if facts else []


def _below(annotation: Any, segment: str | int) -> Iterator[Any]:
    """The annotations that hold for what a place contains under a segment."""
    for part in _readings(annotation):
        arguments = get_args(part)
        if isinstance(part, type) and issubclass(part, BaseModel):
            if segment in _fields(part):
                yield _fields(part)[str(segment)]
        elif get_origin(part) is dict:
            yield arguments[1]
        elif get_origin(part) is tuple:
            yield arguments[0]


def _facts(annotation: Any) -> Iterator[type[BaseModel]]:
    """The facts that an annotation allows a mapping to be."""
    for part in _readings(annotation):
        if get_origin(part) is tuple:
            yield from _facts(get_args(part)[0])
        elif isinstance(part, type) and issubclass(part, BaseModel):
            yield part


def _readings(annotation: Any) -> Iterator[Any]:
    """An annotation without its extras, a union as its members."""
    if get_origin(annotation) is Annotated:
        yield from _readings(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _readings(member)
    else:
        yield annotation


def _fields(fact: type[BaseModel]) -> dict[str, Any]:
    """The annotation of each key, as the format spells it."""
    return {field.alias or name: field.annotation for name, field in fact.model_fields.items()}


def _likeliest(facts: list[type[BaseModel]], data: Any) -> type[BaseModel]:
    """The fact that a mapping is most likely meant to be: its fixed words fit, then most of its keys are known."""

    def likeness(fact: type[BaseModel]) -> tuple[int, int]:
        fields, held = _fields(fact), data if isinstance(data, Mapping) else {}
        fixed = [key for key, annotation in fields.items() if get_origin(annotation) is Literal and key in held]
        fitting = sum(held[key] in get_args(fields[key]) for key in fixed)
        return 2 * fitting - len(fixed), len(fields.keys() & held.keys())

    return max(facts, key=likeness)
