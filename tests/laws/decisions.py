"""What a planner decides: starts, who fills what, who attends; decisions at random, and plans made of decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations, count, product
from random import Random
from typing import NamedTuple

from laws.oracle import Dated, Oracle
from laws.places import holders, some_of, some_room, some_standing_by, standbys
from laws.placing import Days, Duty, Sitting, earliest_due, free_minutes, rationed
from laws.stepping import Ask, all_ways, asks, told
from laws.wall import NOTHING, Minutes
from planner.plan.booking import Booking, Filled, Missed, Work
from planner.plan.plan import Plan, Status
from planner.plan.shortage import Shortage
from planner.plan.step import PlanStep


class Decision(NamedTuple):
    """When one occurrence starts, who fills each of its needs, who attends, in which room, who stands by."""

    start: int | None
    filling: tuple[tuple[str, ...], ...]
    attendees: tuple[str, ...]
    room: str | None = None
    standby: tuple[tuple[str, ...], ...] = ()
    """By need, who stands by for it; empty if nobody does for any."""

    def standing_by(self, place: int) -> tuple[str, ...]:
        """Who stands by for a need."""
        return self.standby[place] if self.standby else ()

    @property
    def people(self) -> set[str]:
        """Everybody who is there."""
        return {*self.attendees, *(who for some in self.filling for who in some)}


Decisions = dict[str, Decision]


def missing(task: Dated, decision: Decision) -> int:
    """How many heads are open."""
    return sum(max(0, need.count - len(some)) for need, some in zip(task.needs, decision.filling, strict=True))


def open_heads(task: Dated, decision: Decision) -> int:
    """How many people lack; 1 if nobody attends what only asks for attendees; 1 more for a room, if it has a time."""
    people = missing(task, decision) if task.needs else int(not decision.attendees)
    return people + (bool(task.activity.room) and decision.start is not None and decision.room is None)


def whole(task: Dated, decision: Decision, *, elsewhere: bool = False) -> bool:
    """Whether a decision staffs an occurrence fully, somebody perhaps attending another session of it."""
    there = bool(task.needs) or bool(decision.attendees) or elsewhere
    housed = not task.activity.room or decision.room is not None
    return decision.start is not None and there and housed and not missing(task, decision)


# -- all decisions there are --


def options(oracle: Oracle, task: Dated, step: int) -> list[Decision]:
    """Every decision about one occurrence that raw facts allow, taken alone."""
    starts = oracle.choices(task, step)
    nobody = [Decision(None, tuple(() for _ in task.needs), ())]
    left_out = nobody if task.activity.optional or not starts else []
    return [*left_out, *(one for start in starts for one in staffings(oracle, task, start))]


def staffings(oracle: Oracle, task: Dated, start: int) -> Iterator[Decision]:
    """Every decision that starts an occurrence then."""
    day = oracle.wall.date(start)
    there = [one for one in oracle.candidates(task) if start in oracle.starts(task, one, day)]
    places = []
    for need in task.needs:
        fit = [one for one in there if need.role in oracle.staff[one].roles and one not in need.exclude]
        fit = [one for one in fit if not need.from_ or one in need.from_]
        places.append([some for n in range(need.count + 1) for some in combinations(fit, n)])
    asked = [one for one in oracle.attendees(task) if one in there]
    joining = [one for one in oracle.joiners(task) if start in oracle.starts(task, one, day)]
    asked = sorted({*asked, *joining})
    places.append([some for n in range(len(asked) + 1) for some in combinations(asked, n)])
    for *filling, attendees in product(*places):
        everybody = [who for some in (*filling, attendees) for who in some]
        if len(everybody) == len(set(everybody)):
            for room in [None, *oracle.rooms(task, start)]:
                for standby in standbys(oracle, task, there, everybody):
                    yield Decision(start, tuple(filling), attendees, room, standby)


# -- decisions at random --


def wild(rng: Random, oracle: Oracle, task: Dated, step: int) -> Decision:
    """A decision at random: on the grid, but whoever, in whatever number; what is optional may be left out."""
    if task.activity.optional and rng.random() < 0.3:
        return Decision(None, tuple(() for _ in task.needs), ())
    starts = oracle.choices(task, step)
    filling = [some_of(rng, holders(rng, oracle, task, i), need.count) for i, need in enumerate(task.needs)]
    asked = sorted({*oracle.attendees(task), *oracle.joiners(task)})
    attendees = [one for one in asked if rng.random() < 0.7]
    start = rng.choice(starts) if starts else None
    room = some_room(rng, oracle, task) if starts else None
    return Decision(start, tuple(filling), tuple(attendees), room, some_standing_by(rng, oracle, task))


def mutated(rng: Random, oracle: Oracle, decisions: Decisions, step: int) -> Decisions:
    """The same decisions but for one occurrence, in which one thing changes."""
    name = rng.choice(sorted(decisions))
    task, new = oracle.occurrences[name], decisions[name]
    change = rng.choice(["start"] * 2 + ["person"] * 3 + ["one more", "one less", "attendee", "anything"])
    place = rng.randrange(len(task.needs)) if task.needs else None
    if any(need.standby for need in task.needs) and new.start is not None and rng.random() < 0.5:
        return {**decisions, name: new._replace(standby=some_standing_by(rng, oracle, task))}
    if change == "anything" or new.start is None:
        new = wild(rng, oracle, task, step)
    elif task.activity.room and rng.random() < 0.4:
        new = new._replace(room=some_room(rng, oracle, task))
    elif change == "start":
        new = new._replace(start=rng.choice(oracle.choices(task, step)))
    elif change == "attendee" or place is None:
        asked = {rng.choice([*oracle.attendees(task), *oracle.joiners(task)] or sorted(oracle.staff))}
        new = new._replace(attendees=tuple(sorted({*new.attendees} ^ asked)))
    else:
        there = new.filling[place]
        others = [one for one in holders(rng, oracle, task, place) if one not in there]
        if change in ("person", "one less") and there:
            there = tuple(rng.sample(there, len(there) - 1))
        if change in ("person", "one more") and others:
            there = (*there, rng.choice(others))
        filling = (*new.filling[:place], tuple(sorted(there)), *new.filling[place + 1 :])
        new = new._replace(filling=filling)
    return {**decisions, name: new}


def moved(rng: Random, oracle: Oracle, decisions: Decisions) -> Decisions:
    """The same decisions but for one start, which moves off the grid: by minutes, to an edge, or to another day."""
    names = [name for name, one in sorted(decisions.items()) if one.start is not None]
    if not names:
        return decisions
    name = rng.choice(names)
    task, start = oracle.occurrences[name], decisions[name].start
    assert start is not None
    edges = [edge for one in oracle.candidates(task) for day in task.days for edge in edges_of(oracle, task, one, day)]
    by = rng.choice([-1440, -60, -25, -7, -1, 1, 7, 25, 60, 1440])
    other = rng.choice([start + by, *rng.sample(edges, min(2, len(edges)))])
    return {**decisions, name: decisions[name]._replace(start=other)}


def edges_of(oracle: Oracle, task: Dated, person: str, day: dt.date) -> list[int]:
    """The first and last starts that a person allows on a day, and the minutes beyond them."""
    starts = oracle.starts(task, person, day)
    inner = [one for one in starts if not {one - 1, one + 1} <= starts]
    return sorted({*inner, *(one + by for one in inner for by in (-1, 1))})


# -- plans --


def held_by(oracle: Oracle, decisions: Decisions, person: str) -> Minutes:
    """All minutes that bookings take of a person."""
    return NOTHING.union(
        *(
            oracle.held(oracle.occurrences[name], person, one.start)
            for name, one in decisions.items()
            if one.start is not None and person in one.people
        )
    )


def duties(oracle: Oracle, decisions: Decisions) -> dict[str, list[Duty]]:
    """The work that falls to each person."""
    found: dict[str, list[Duty]] = {}
    for name, one in decisions.items():
        task = oracle.occurrences[name]
        if one.start is None or not (whole(task, one) or (task.activity.partial and task.needs)):
            continue
        for what in ("preparation", "follow_up"):
            work = getattr(task.activity, what)
            for person in sorted({who for some in one.filling for who in some}) if work else ():
                days = tuple(oracle.window(task, work, what, oracle.wall.date(one.start)))
                found.setdefault(person, []).append(Duty(person, name, what, work.minutes, days))
    return found


def placed(oracle: Oracle, decisions: Decisions, *, cheaply: bool = False) -> list[Sitting]:
    """The work around these decisions, as much of it as finds room; `cheaply`: where background work suffers least."""
    if cheaply and any(one.activity.steps for one in oracle.occurrences.values()):
        return _beside_steps(oracle, decisions)
    sittings: list[Sitting] = []
    for person, own in duties(oracle, decisions).items():
        free = free_minutes(oracle, person, held_by(oracle, decisions, person))
        found, complete = earliest_due(own, free)
        asked = oracle.background(person) if cheaply and complete else {}
        sittings += _cheapest(own, free, asked) if asked else found
    return sittings


def _beside_steps(oracle: Oracle, decisions: Decisions) -> list[Sitting]:
    """The placement that leaves most room for steps; problems with steps have no background work."""
    asked, filling = _asked(oracle, decisions)
    due = duties(oracle, decisions)
    free = {person: free_minutes(oracle, person, held_by(oracle, decisions, person)) for person in due}
    for laid in all_ways(asked, filling):
        spent = laid.spent(asked)
        found = [
            earliest_due(
                own, {day: some[: max(0, len(some) - spent[person, day])] for day, some in free[person].items()}
            )
            for person, own in due.items()
        ]
        if all(complete for _, complete in found):
            break
    else:
        found = [earliest_due(own, free[person]) for person, own in due.items()]
    return [sitting for some, _ in found for sitting in some]


def _asked(oracle: Oracle, decisions: Decisions) -> tuple[list[Ask], list[set[str]]]:
    """The steps that fall due, each with who fills a need of its activity."""
    asked, filling = [], []
    for name, one in decisions.items():
        found = asks(oracle, oracle.occurrences[name], one.start)
        asked += found
        filling += [{who for some in one.filling for who in some}] * len(found)
    return asked, filling


def stepped(oracle: Oracle, decisions: Decisions, sittings: Iterable[Sitting]) -> tuple[PlanStep, ...]:
    """The steps around these decisions, as well done as the work leaves room for."""
    asked, filling = _asked(oracle, decisions)
    if not asked:
        return ()
    taken = {person: held_by(oracle, decisions, person) for person in oracle.staff}
    for sat in sittings:
        taken[sat.duty.person] |= frozenset(range(sat.start, sat.end))
    for laid in all_ways(asked, filling):
        spent = laid.spent(asked)
        if all(minutes <= len(oracle.open(person, day) - taken[person]) for (person, day), minutes in spent.items()):
            rows = zip(asked, laid.ways, filling, strict=True)
            return tuple(told(oracle, ask, way, some) for ask, way, some in rows)
    raise AssertionError


def _cheapest(own: list[Duty], free: dict[dt.date, list[int]], asked: dict[Days, int]) -> list[Sitting]:
    """The placement that leaves the fewest hours of background work lacking."""
    rest = tuple(day for day in free if not any(day in days for days in asked))
    spare: dict[Days, int] = {}
    for days, minutes in asked.items():
        worked = tuple(day for day in days if day in free)
        left = sum(len(free[day]) for day in worked) - minutes
        spare[worked] = left if left >= 0 else left % 60  # some hours are lacking anyway
    for hours in count():
        for lacking in product(range(hours + 1), repeat=len(spare)):
            if sum(lacking) == hours:
                rations = {days: one + 60 * more for (days, one), more in zip(spare.items(), lacking, strict=True)}
                found = rationed(own, free, {**rations, rest: sum(len(free[day]) for day in rest)})
                if found is not None:
                    return found
    raise AssertionError


def plan_of(oracle: Oracle, decisions: Decisions, sittings: Iterable[Sitting] = ()) -> Plan:
    """The plan that says these decisions, with work laid out."""
    sat = sorted(sittings, key=lambda one: one.start)
    attended = {oracle.occurrences[name].activity.id: one for name, one in decisions.items() if one.attendees}
    work = {name: [sitting for sitting in sat if sitting.duty.task == name] for name in decisions}
    bookings = [
        _booking(oracle, oracle.occurrences[name], one, work[name], attended) for name, one in decisions.items()
    ]
    return whole_plan(oracle, bookings, stepped(oracle, decisions, sat))


def whole_plan(oracle: Oracle, bookings: Iterable[Booking], steps: Iterable[PlanStep] = ()) -> Plan:
    """A plan of bookings and steps, with what they leave open."""
    held, steps = tuple(bookings), tuple(steps)
    attended = {one.activity for one in held if one.attendees and oracle.occurrences[one.occurrence].activity.sessions}
    shortages = [shortage for booking in held for shortage in _lacking(oracle, booking, attended)]
    for one in steps:
        if one.day is None:
            which = {"activity": one.activity, "occurrence": one.occurrence, "step": one.name}
            shortages.append(Shortage(**which, need=None, role=None, missing=0))
    return Plan(problem="", status=Status.FEASIBLE, held=held, steps=steps, shortages=tuple(shortages))


def _lacking(oracle: Oracle, booking: Booking, attended: Collection[str]) -> Iterator[Shortage]:
    which = {"activity": booking.activity, "occurrence": booking.occurrence}
    task = oracle.occurrences[booking.occurrence]
    if booking.room_missing:
        yield Shortage(**which, need=None, role=None, missing=1, room=True)
    if booking.start is not None and booking.needs:
        for i, need in enumerate(booking.needs):
            if need.missing > 0:
                yield Shortage(**which, need=i, role=need.role, missing=need.missing)
    elif booking.start is not None and not (booking.attendees or booking.activity in attended):
        yield Shortage(**which, need=None, role=None, missing=len(oracle.attendees(task)))
    elif booking.start is None and not booking.declined:
        heads = sum(need.count for need in task.needs) or len(oracle.attendees(task))
        yield Shortage(**which, need=None, role=None, missing=heads)


def _booking(oracle: Oracle, task: Dated, one: Decision, work: list[Sitting], attended: Decisions) -> Booking:
    other = bool(task.activity.sessions) and task.activity.id in attended
    declined = bool(task.activity.optional) and one.start is None
    needs = tuple(
        Filled(
            role=need.role,
            skills=need.skills,
            staff=some,
            missing=0 if declined else need.count - len(some),
            standby=one.standing_by(i),
        )
        for i, (need, some) in enumerate(zip(task.needs, one.filling, strict=True))
    )
    days = task.days[:1] if one.start is None else (oracle.wall.date(one.start),)
    asked = [who for who in oracle.attendees(task) if any(oracle.employed(who, day) for day in days)]
    roles: dict[str, tuple[str, ...]] = {}
    standby: dict[str, tuple[str, ...]] = {}
    for need in needs:
        roles[need.role] = roles.get(need.role, ()) + need.staff
        if need.standby:
            standby[need.role] = standby.get(need.role, ()) + need.standby
    return Booking(
        activity=task.activity.id,
        occurrence=task.id,
        kind=task.activity.kind,
        title=task.activity.title,
        start=None if one.start is None else utc(one.start),
        end=None if one.start is None else utc(oracle.end(task, one.start)),
        staff=roles,
        attendees=one.attendees,
        away=() if declined else tuple(Missed(staff=who, text="away") for who in asked if who not in one.people),
        standby=standby,
        complete=whole(task, one, elsewhere=other),
        declined=declined,
        room=one.room,
        room_missing=bool(task.activity.room) and one.start is not None and one.room is None,
        needs=needs,
        work=tuple(
            Work(staff=sat.duty.person, what=sat.duty.what, start=utc(sat.start), end=utc(sat.end)) for sat in work
        ),
    )


def utc(minute: int) -> dt.datetime:
    """A minute as a time."""
    return dt.datetime.fromtimestamp(60 * minute, dt.UTC)


def decisions_of(plan: Plan) -> Decisions:
    """The decisions that a plan takes, in the order of their names."""
    return {
        one.occurrence: Decision(
            None if one.start is None else int(one.start.timestamp()) // 60,
            tuple(need.staff for need in one.needs),
            one.attendees,
            one.room,
            tuple(need.standby for need in one.needs) if one.standby else (),
        )
        for one in sorted(plan.bookings, key=lambda one: one.occurrence)
    }
