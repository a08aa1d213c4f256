"""Answers to what people ask about a plan."""

from __future__ import annotations

from planner.plan.base import Day, Time, Value
from planner.plan.infeasible import InfeasibleDays
from planner.plan.shortage import Reason
from planner.plan.step import PlanStep


class Move(Value):
    """A booking that is held otherwise: when, with whom and in which room before and after.

    Without a start it is not held.
    """

    occurrence: str
    start_before: Time | None
    start: Time | None
    staff_before: dict[str, tuple[str, ...]] = {}
    staff: dict[str, tuple[str, ...]] = {}
    room_before: str | None = None
    room: str | None = None


class Approval(Value):
    """What granting an absence would do.

    Parameters
    ----------
    granted
        Whether everything that the plan holds can still be held, and every step that it does can still be done.
    moves
        The bookings that others would take over, or that would move.
    breaks
        Ids of the occurrences that would be left short.
    steps
        The steps that others would do, or on another day; without a day, those that nobody could do any more.
    infeasible_days
        The proof for those that no plan could hold then.
    text
        The answer as a person reads it.
    """

    granted: bool
    moves: tuple[Move, ...] = ()
    breaks: tuple[str, ...] = ()
    steps: tuple[PlanStep, ...] = ()
    infeasible_days: tuple[InfeasibleDays, ...] = ()
    text: str


class Answer(Value):
    """Why a wish is not kept, or what keeping it would cost.

    Parameters
    ----------
    possible
        Whether a plan could keep it.
    reasons
        The facts that stand against it; empty if it is possible.
    costs
        By goal, how much worse (or better, below 0) the plan would be.
    moves
        The bookings that would be held otherwise.
    text
        The answer as a person reads it.
    """

    possible: bool
    reasons: tuple[Reason, ...] = ()
    costs: dict[str, float] = {}
    moves: tuple[Move, ...] = ()
    text: str


class Slot(Value):
    """A time, people and a room for a new activity that will really hold, and what must move for it."""

    start: Time
    end: Time
    staff: dict[str, tuple[str, ...]] = {}
    room: str | None = None
    moves: tuple[Move, ...] = ()
    text: str


class Offers(Value):
    """The best slots for a new activity: those that disturb nobody first.

    Parameters
    ----------
    activity
        Its id.
    slots
        The slots, best first.
    text
        The answer as a person reads it.
    """

    activity: str
    slots: tuple[Slot, ...] = ()
    text: str


class Help(Value):
    """Somebody who would be needed: as what, with which skills, on which days, for which occurrences."""

    role: str
    skills: tuple[str, ...] = ()
    days: tuple[Day, ...] = ()
    occurrences: tuple[str, ...] = ()


class Capacity(Value):
    """The least help that makes everything possible, and what one more person of each role would win.

    Parameters
    ----------
    help
        Who would be needed; the fewest bookings that somebody else must take.
    proved
        Whether it is proved that less would not do.
    beyond_help
        Ids of the occurrences that no help makes possible: nobody may work then, or they have no time.
    wins
        By role, how many open heads one more person would close, there all the time and with every skill asked for.
    text
        The answer as a person reads it.
    """

    help: tuple[Help, ...] = ()
    proved: bool = True
    beyond_help: tuple[str, ...] = ()
    wins: dict[str, int] = {}
    text: str
