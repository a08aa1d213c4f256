"""The proof that some activities cannot all be held as asked, small enough to check by hand."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.plan.base import Day, Value
from planner.plan.booking import Booking
from planner.plan.shortage import Reason

CertificateKind = Literal["nobody", "count", "minutes", "rooms", "conflict"]


class Ask(Value):
    """What is asked of people: so many heads of one need, and the minutes that they must give, all together.

    `need` counts the activity's needs from 0; it is `None` where those who attend are meant. An activity that is not
    `whole` is only asked for the heads that the plan could give it: for their work too if it counts by the head, and
    else for the time that it takes. Where `room` says so, a room is meant, and nobody.
    """

    occurrence: str
    need: int | None
    role: str | None
    heads: int
    minutes: int = 0
    whole: bool = True
    room: bool = False


class Certificate(Value):
    """Why some activities cannot all be held as asked, whatever the plan; without any one of them, the rest can.

    An activity that the plan half staffs may stand in the way of another: it is then asked for these heads only.

    - *nobody*: nobody who holds the role can come, each for a reason of their own;
    - *count*: more heads are asked for at one moment, or over some days, than there are people who can come;
    - *minutes*: more minutes must be worked on some days than people have;
    - *rooms*: more rooms are asked for at one moment than there are that suit;
    - *conflict*: the activities, and the rules named, cannot hold together.

    Parameters
    ----------
    kind
        What kind of proof it is.
    from_, to
        The days on which the trouble lies.
    activities
        The occurrences, every one of which is needed for the trouble.
    asks
        What exactly is asked for.
    asked, left
        Heads, minutes or rooms that are asked for, and that there are; 0 of both in a conflict.
    people
        Everybody who could do something of what is asked for.
    rooms
        Every room that any of the activities could take, where rooms are counted.
    absent
        Everybody else who holds a role that is asked for, with each fact that keeps them away; or
        every other room, where rooms are counted.
    rules
        The rules that are needed for a conflict, as sentences; numbered in `subjects` as in `Problem.ordered_rules`.
    step
        Minutes of the time grid, if there might be a way off it; `None` if it holds at any minute.
    without
        For each activity a plan of all others: the proof that it is needed.
    """

    kind: CertificateKind
    from_: Day = Field(alias="from")
    to: Day
    activities: tuple[str, ...]
    asks: tuple[Ask, ...] = ()
    asked: int = 0
    left: int = 0
    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    absent: tuple[Reason, ...] = ()
    rules: tuple[Reason, ...] = ()
    step: int | None = None
    without: dict[str, tuple[Booking, ...]] = {}
    text: str = ""
