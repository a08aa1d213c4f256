"""Certificates changed so that they are wrong, each in one way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from planner.plan.booking import Booking
from planner.plan.certificate import Ask, Certificate
from planner.problem import Problem

Changes = Iterator[Certificate]
Tampering = Callable[[Problem, Certificate], Changes]


def _with(one: Certificate, **said: Any) -> Certificate:
    return one.model_copy(update=said)


def an_activity_dropped(_: Problem, one: Certificate) -> Changes:
    """An activity that is needed is no longer named; what is asked for is told as before."""
    for name in one.activities if len(one.activities) > 1 else ():
        yield _with(one, activities=tuple(other for other in one.activities if other != name))


def an_activity_dropped_with_its_asks(_: Problem, one: Certificate) -> Changes:
    """An activity that is needed is no longer named nor asked for, and all sums agree."""
    for name in one.activities if len(one.activities) > 1 else ():
        asks = tuple(ask for ask in one.asks if ask.occurrence != name)
        rest = tuple(other for other in one.activities if other != name)
        without = {other: held for other, held in one.without.items() if other != name}
        yield _with(one, activities=rest, asks=asks, asked=_sum(one, asks), without=without)


def an_activity_added(problem: Problem, one: Certificate) -> Changes:
    """An activity is named that is not needed."""
    for other in problem.activities:
        if other.id not in one.activities:
            yield _with(one, activities=(*one.activities, other.id))


def fewer_asked(_: Problem, one: Certificate) -> Changes:
    """The sum does not say what is asked for; or too little is asked for."""
    if one.kind != "conflict":
        yield _with(one, asked=one.asked - 1)
        yield _with(one, asked=one.asked + 1)
        yield _with(one, asks=one.asks[1:])
        yield _with(one, asks=(), asked=0)


def more_asked(_: Problem, one: Certificate) -> Changes:
    """More is asked for than the activities state, and the sum agrees."""
    for i, ask in enumerate(one.asks if one.kind != "conflict" else ()):
        key = "minutes" if one.kind == "minutes" else "heads"
        more = getattr(ask, key) + 1
        asks = (*one.asks[:i], ask.model_copy(update={key: more * 100}), *one.asks[i + 1 :])
        yield _with(one, asks=asks, asked=_sum(one, asks))
        yield _with(one, asks=(*one.asks, ask), asked=_sum(one, (*one.asks, ask)))


def another_left(_: Problem, one: Certificate) -> Changes:
    """More or less is said to be left than there is."""
    yield _with(one, left=one.left + 1)
    yield _with(one, left=one.left - 1)


def a_person_removed(_: Problem, one: Certificate) -> Changes:
    """Somebody who could come is not named; what is left is counted without them."""
    for person in one.people:
        people = tuple(other for other in one.people if other != person)
        yield _with(one, people=people)
        if one.kind == "count":
            yield _with(one, people=people, left=one.left - 1)


def a_person_added(problem: Problem, one: Certificate) -> Changes:
    """Somebody is said to be able to come who is not."""
    for person in problem.staff:
        if person.id not in one.people:
            yield _with(one, people=(*one.people, person.id))


def another_kind(_: Problem, one: Certificate) -> Changes:
    """What is counted is called something else."""
    if one.kind != "conflict":
        others = {"nobody", "count", "minutes"} - {one.kind}
        yield from (_with(one, kind=kind) for kind in sorted(others))


def other_days(_: Problem, one: Certificate) -> Changes:
    """The trouble is said to lie on a day on which it does not."""
    for day in (dt.date(2020, 7, 8), dt.date(2020, 7, 16)):
        yield _with(one, from_=day, to=day)


def a_rule_dropped(_: Problem, one: Certificate) -> Changes:
    """A rule is not named without which all could be held."""
    for i in range(len(one.rules)):
        yield _with(one, rules=one.rules[:i] + one.rules[i + 1 :])


def a_plan_spoilt(_: Problem, one: Certificate) -> Changes:
    """A plan of all others lacks one, has one that nobody is at, or has one twice or at another time."""
    for name, held in one.without.items():
        rest = set(one.activities) - {name}
        for i, booking in enumerate(held):
            if booking.occurrence in rest:
                for spoilt in _spoilt(booking):
                    yield _with(one, without={**one.without, name: (*held[:i], *spoilt, *held[i + 1 :])})


def _spoilt(booking: Booking) -> Iterator[tuple[Booking, ...]]:
    empty = tuple(need.model_copy(update={"staff": (), "missing": 9}) for need in booking.needs)
    yield ()
    yield booking, booking
    yield (booking.model_copy(update={"staff": {}, "attendees": (), "needs": empty, "complete": False, "work": ()}),)
    if booking.start and booking.end:
        night = booking.start.replace(hour=4, minute=0)
        yield (booking.model_copy(update={"start": night, "end": night + (booking.end - booking.start)}),)


def a_plan_with_a_clash(_: Problem, one: Certificate) -> Changes:
    """The plan of all others holds this one too, as another of these plans does."""
    for name, held in one.without.items():
        for other in one.without.values():
            more = tuple(booking for booking in other if booking.occurrence == name)
            if more:
                yield _with(one, without={**one.without, name: (*held, *more)})


def plans_exchanged(_: Problem, one: Certificate) -> Changes:
    """The plan without one activity is told as that without another."""
    names = list(one.without)
    if len(names) > 1:
        yield _with(one, without=dict(zip(names, [one.without[name] for name in (*names[1:], names[0])], strict=True)))


def a_stranger(_: Problem, one: Certificate) -> Changes:
    """An activity, a person or a need is spoken of that there is not."""
    yield _with(one, activities=(*one.activities, "nothing"))
    yield _with(one, people=(*one.people, "nobody"))
    if one.asks:
        for said in ({"occurrence": "nothing"}, {"need": 7}, {"role": "z"}):
            yield _with(one, asks=(one.asks[0].model_copy(update=said), *one.asks[1:]))


def _sum(one: Certificate, asks: tuple[Ask, ...]) -> int:
    """What is asked for in all."""
    if one.kind == "conflict":
        return 0
    return sum(ask.minutes if one.kind == "minutes" else ask.heads for ask in asks)


TAMPERINGS: tuple[Tampering, ...] = (
    an_activity_dropped,
    an_activity_dropped_with_its_asks,
    an_activity_added,
    fewer_asked,
    more_asked,
    another_left,
    a_person_removed,
    a_person_added,
    another_kind,
    other_days,
    a_rule_dropped,
    a_plan_spoilt,
    a_plan_with_a_clash,
    plans_exchanged,
    a_stranger,
)
