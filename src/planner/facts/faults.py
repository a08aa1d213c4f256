"""Pydantic's complaints as faults, at the places where the user wrote what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.errors import Fault, Path
from planner.facts.complaint import Complaint, shown

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError


def faults_of(error: ValidationError, data: Any, model: type[BaseModel]) -> list[Fault]:
    """What is wrong with raw data, one fault a place, from the validator's complaints.

    Parameters
    ----------
    error
        What the validator says.
    data
        What the user wrote, as mappings and lists.
    model
        What it should have been.
    """
    complaints = [Complaint.of(detail, data) for detail in error.errors(include_url=False)]
    faults = {one: one.fault(model, data) for one in _one_reading(complaints)}
    misspelt = {(fault.path[:-1], fault.hint) for one, fault in faults.items() if one.kind == "extra_forbidden"}
    return [
        fault
        for one, fault in faults.items()
        if one.kind != "missing" or (fault.path, _meant(one.key)) not in misspelt  # mending the one mends the other
    ]


def foreign_format(data: Any, model: type[BaseModel]) -> Fault | None:
    """The fault of data written in another format, or in another version of it.

    Examples
    --------
    >>> from planner.facts.organisation import Facts
    >>> print(foreign_format({"format": "planner-problem/2"}, Facts))
    format: 'planner-problem/2' cannot be read. This version reads 'planner-problem/1'.
    """
    named = data.get("format") if isinstance(data, Mapping) else None
    field = model.model_fields.get("format")
    if field is None or not isinstance(named, str) or named == field.default:
        return None
    if not re.fullmatch(r"planner-\w+/\d+", named):
        return None  # misspelt, rather: one fault among the others
    return Fault(("format",), f"{shown(named)} cannot be read", f"This version reads {field.default!r}.")


def _one_reading(complaints: list[Complaint]) -> Iterator[Complaint]:
    """Of a value that could be read in several ways, only what is wrong with the likeliest reading."""
    forks: dict[Path, dict[str, list[Complaint]]] = {}
    for one in complaints:
        if one.spot.fork:
            place, reading = one.spot.fork
            forks.setdefault(place, {}).setdefault(reading, []).append(one)
    for one in complaints:
        if one.spot.fork is None:
            yield one
            continue
        readings = list(forks[one.spot.fork[0]].values())
        fitting = [said for said in readings if not any(each.mismatch for each in said)]
        if fitting:
            if one in min(fitting, key=len):
                yield one
        elif one is readings[0][0]:
            yield replace(one, expected=" or ".join(dict.fromkeys(said[0].expected for said in readings)))


def _meant(key: str) -> str:
    return f"Did you mean {key!r}?"
