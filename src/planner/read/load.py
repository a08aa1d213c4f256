"""Files as values: read, validated, and every fault told at once with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from planner.errors import Fault, InputError
from planner.facts.faults import faults_of, foreign_format
from planner.facts.staff import Audience
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.read.documents import Document, document
from planner.read.files import LIMIT, text_of

if TYPE_CHECKING:
    from os import PathLike

Model = TypeVar("Model", bound=BaseModel)


def load(path: str | PathLike[str], *, audience: Audience = "hr", limit: int = LIMIT) -> Problem:
    """The problem that a YAML or JSON file states.

    Parameters
    ----------
    path
        The file.
    audience
        Who will read what is said of it: ``all``, ``lead`` or ``hr``, who may read everything. For others it is the
        copy that `Problem.for_` makes; and what is wrong inside an absence is told without what stands there.
    limit
        The most bytes that it may have.

    Raises
    ------
    InputError
        If anything is wrong, with every fault of the file, each with its line and column.

    Examples
    --------
    >>> problem = load("examples/director-2020/problem.yaml")
    >>> len(problem.staff), problem.horizon.to
    (7, datetime.date(2020, 12, 31))
    >>> load("examples/director-2020/problem.yml")
    Traceback (most recent call last):
    planner.errors.InputError: examples/director-2020/problem.yml: there is no such file. Did you mean 'problem.yaml'?
    """
    try:
        problem = read_model(path, Problem, limit)
    except InputError as error:
        if audience == "hr":
            raise
        raise InputError(map(_discreet, error.faults)) from None
    return problem if audience == "hr" else problem.for_(audience)


def load_plan(path: str | PathLike[str], *, limit: int = LIMIT) -> Plan:
    """The plan that a JSON file holds, whoever wrote it.

    Parameters
    ----------
    path
        The file.
    limit
        The most bytes that it may have.

    Raises
    ------
    InputError
        If anything is wrong, with every fault of the file, each with its line and column.

    Examples
    --------
    >>> from planner.plan.plan import Status
    >>> Plan(problem="A year", status=Status.STOPPED, bookings=None).save("plan.json")
    >>> print(load_plan("plan.json").status)
    stopped
    """
    return read_model(path, Plan, limit)


def read_document(path: str | PathLike[str], limit: int = LIMIT) -> Document:
    """What a YAML or JSON file says, as plain data.

    Parameters
    ----------
    path
        The file.
    limit
        The most bytes that it may have.

    Raises
    ------
    InputError
        If it cannot be read, with every reason.
    """
    found = document(text_of(path, limit), str(path))
    if found.faults:
        raise InputError(found.faults).located(found.placed)
    return found


def read_model(path: str | PathLike[str], model: type[Model], limit: int = LIMIT) -> Model:
    """What a YAML or JSON file states, as a value of a model: a problem or a plan.

    Parameters
    ----------
    path
        The file.
    model
        What the file should state.
    limit
        The most bytes that it may have.

    Raises
    ------
    InputError
        If anything is wrong, with every fault of the file, each with its line and column.
    """
    found = document(text_of(path, limit), str(path))
    foreign = foreign_format(found.data, model)
    if foreign:
        raise InputError([found.placed(foreign)])
    faults = [*found.faults, *_nameless(found, model)]
    try:
        value = model.model_validate(found.data)
    except InputError as error:
        faults += _news(error.faults, found)
    except ValidationError as error:
        faults += _news(faults_of(error, found.data, model), found)
    if faults:
        raise InputError(faults).located(found.placed)
    return value


def _discreet(fault: Fault) -> Fault:
    """A fault without what stands in somebody's absences."""
    if "absences" not in fault.path:
        return fault
    known = fault.path[: fault.path.index("absences") + 2]  # what is written below could be a reason as well
    hint = "Read the file for hr, and the fault is told."
    return replace(fault, path=known, message="something is wrong with this absence", hint=hint)


def _nameless(found: Document, model: type[BaseModel]) -> Iterator[Fault]:
    """The fault of a file that does not name its format, nor something that is misspelt for it."""
    field = model.model_fields.get("format")
    if field is not None and isinstance(found.data, Mapping) and not get_close_matches("format", found.data):
        yield Fault((), "the file does not name its format", f"Begin with format: {field.default}.")


def _news(faults: list[Fault] | tuple[Fault, ...], found: Document) -> Iterator[Fault]:
    """Faults of the data, without those of what was not read in the first place."""
    unread = [fault.path for fault in found.faults if fault.path]
    for fault in faults:
        if not any(fault.path[: len(path)] == path for path in unread):
            yield fault
