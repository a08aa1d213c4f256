"""Every fault of what a user states, told at once: what cannot be read, makes no sense, or does not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from planner.errors import Fault, InputError, Path
from planner.facts.coherence import incoherences
from planner.facts.faults import faults_of, foreign_format
from planner.facts.raw import in_order
from planner.facts.references import Known
from planner.facts.remains import Remains

if TYPE_CHECKING:
    from pydantic.functional_validators import ModelWrapValidatorHandler

    from planner.facts.organisation import Facts

Judged = TypeVar("Judged", bound="Facts")

ROUNDS = 8
"""Something wrong is cut out, then what holds it if it was needed there, and so on: facts are no deeper than this."""

_DATING = ("horizon", "calendar", "defaults")
"""Keys that decide which days a recurrence means."""


def judged(model: type[Judged], data: Any, handler: ModelWrapValidatorHandler[Judged]) -> Judged:
    """The facts that raw data state.

    Raises
    ------
    InputError
        With every fault, in the order of the data.
    """
    if isinstance(data, model):
        return handler(data)
    foreign = foreign_format(data, model)
    if foreign:
        raise InputError([foreign])
    try:
        facts = handler(data)
    except ValidationError as error:
        unread = faults_of(error, data, model)
        faults = [*unread, *_further(model, data, unread, handler)]
    except RecursionError:
        fault = Fault((), "nested too deeply to be read", "Facts are a few levels deep.")
        raise InputError([fault]) from None
    else:
        faults = list(_contradictions(facts, Remains(data, set())))
        if not faults:
            return facts
    raise InputError(in_order(faults, data))


def _further(
    model: type[Judged], data: Any, unread: list[Fault], handler: ModelWrapValidatorHandler[Judged]
) -> Iterator[Fault]:
    """What else is wrong, besides what cannot be read."""
    cut: set[Path] = set()
    for _ in range(ROUNDS if isinstance(data, Mapping) else 0):
        cut.update(fault.path for fault in unread if fault.path)
        remains = Remains(data, cut)
        try:
            facts = handler(remains.data)
        except ValidationError as error:
            unread = [replace(fault, path=remains.place(fault.path)) for fault in faults_of(error, remains.data, model)]
        else:
            yield from _contradictions(facts, remains)
            return


def _contradictions(facts: Facts, remains: Remains) -> Iterator[Fault]:
    """What makes no sense or does not fit together, where the user wrote it."""
    senseless = [replace(fault, path=remains.place(fault.path)) for fault in incoherences(facts)]
    for fault in senseless:
        if not remains.doubtful(fault.path):
            yield fault
    sure = _surely_dated(facts, remains, remains.cut | {fault.path for fault in senseless})
    for fault in sure.dangling(Known(facts, remains.unread, whole=not remains.cut)):
        yield replace(fault, path=remains.place(fault.path))


def _surely_dated(facts: Facts, remains: Remains, wrong: set[Path]) -> Facts:
    """The facts without recurrences whose days cannot be counted, because something that they hang on is wrong."""
    if not wrong:
        return facts
    none = any(len(path) < 2 or path[0] in _DATING for path in wrong)
    owners = {path[:2] for path in wrong}
    activities = [
        one.model_copy(update={"every": None}) if none or remains.place(("activities", i)) in owners else one
        for i, one in enumerate(facts.activities)
    ]
    return facts.model_copy(update={"activities": tuple(activities)})
