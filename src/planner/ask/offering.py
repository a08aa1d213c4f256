"""Slots for a new activity that will really hold: first those that disturb nobody, then those that move others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace

from planner.ask.moves import changes_told, moves_between
from planner.checking import names_of
from planner.errors import Fault, InputError
from planner.facts.when import Pins
from planner.plan.answers import Move, Offers, Slot
from planner.plan.booking import Booking
from planner.plan.plan import Plan
from planner.plan.repair import Change, changed_by
from planner.problem import Problem
from planner.rules.base import Names
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.held import Held
from planner.solving.worlds.still import Still, neighbours


class Offering:
    """The search for slots.

    Parameters
    ----------
    problem, plan
        The facts and rules, and a plan with bookings.
    activity
        The new activity, as the problem format writes it.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, activity: Change, settings: Settings, budget: Budget) -> None:
        self._id = activity.id
        self._problem = changed_by(problem, (activity,))
        self._timeline = self._problem.timeline
        if self._id not in {task.id for task in self._timeline.occurrences}:
            told = f"{self._id!r} is not to be held once", "Give it one date of its own, and no condition that is off."
            raise InputError([Fault(("activities", len(problem.activities)), *told)])
        self._plan = plan
        self._settings = settings
        self._budget = budget
        self._still = Still(self._problem, Held(self._timeline, plan.bookings), settings, budget)
        self._names: Names = names_of(self._problem)
        self._words = self._names.wording

    def offers(self, count: int) -> Offers:
        """So many of the best slots, at most one a day: without moves the earliest, with moves the fewest first."""
        found: dict[dt.date, Slot] = {}
        for day, slot in self._slots(()):
            if len(found) >= count:
                break
            found[day] = slot
        if len(found) < count:
            others = [
                (day, slot) for day, slot in self._slots(neighbours(self._timeline, (self._id,))) if day not in found
            ]
            fewest = sorted(others, key=lambda one: (len(one[1].moves), one[0]))
            found |= dict(fewest[: count - len(found)])
        slots = tuple(sorted(found.values(), key=lambda one: (len(one.moves), one.start)))
        text = self._words.joined(one.text for one in slots)
        return Offers(activity=self._id, slots=slots, text=text or self._words.say("no slot was found"))

    def _slots(self, free: Collection[str]) -> Iterator[tuple[dt.date, Slot]]:
        """The best slot of each day, when only the new activity and some others may move."""
        task = self._timeline.occurrence(self._id)
        short = {one.occurrence for one in self._plan.bookings if not one.complete}
        for day in self._timeline.choices(task, self._settings.step):
            if self._budget.over:
                return
            pinned = replace(task, activity=task.activity.model_copy(update={"pins": Pins(on=day)}))
            part = self._timeline.with_task(pinned)
            resettled = self._still.resettled(Unsettled(part, frozenset({self._id, *free})))
            if resettled is None:
                continue
            booking = next(one for one in resettled.bookings if one.occurrence == self._id)
            lost = any(not one.complete and one.occurrence not in short for one in resettled.bookings)
            if lost or booking.start is None:
                continue
            if self._still.keeps(resettled, Unsettled(self._timeline, frozenset({self._id, *free}))):
                yield day, self._slot(booking, moves_between(self._plan.bookings, resettled.bookings))

    def _slot(self, booking: Booking, moves: tuple[Move, ...]) -> Slot:
        """A booking of the new activity, and what moves for it."""
        assert booking.start is not None
        assert booking.end is not None
        told = self._words.say(
            "{day} at {time} with {people}",
            day=self._words.day(booking.start.date()),
            time=self._words.clock(booking.start),
            people=self._words.listed(map(self._names.person, booking.people)),
        )
        if booking.room is not None:
            told = self._words.say("{told} in {room}", told=told, room=self._names.room(booking.room))
        return Slot(
            start=booking.start,
            end=booking.end,
            staff=booking.staff,
            room=booking.room,
            moves=moves,
            text=", ".join(filter(None, [told, changes_told(moves, self._names)])),
        )
