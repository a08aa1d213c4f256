"""Every rule there is. A new rule is a file beside this one and a line here."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from planner.rules.accompany import Accompany
from planner.rules.apart import Apart
from planner.rules.at_most import AtMost
from planner.rules.attendance import Attendance
from planner.rules.background import Background
from planner.rules.balance import Balance
from planner.rules.base import Requirement, Rule
from planner.rules.buffer import Buffer
from planner.rules.choose import Choose
from planner.rules.continuity import Continuity
from planner.rules.contract_hours import ContractHours
from planner.rules.decided import Pinned, Required
from planner.rules.earliest import Earliest
from planner.rules.fewest_people import FewestPeople
from planner.rules.in_turn import InTurn
from planner.rules.journeys import Journeys
from planner.rules.level import Level
from planner.rules.no_idle import NoIdle
from planner.rules.on_time import OnTime
from planner.rules.one_place import OnePlace
from planner.rules.optional import Optional
from planner.rules.order import Order
from planner.rules.own_hours import OwnHours
from planner.rules.own_time import OwnTime
from planner.rules.prefer import Prefer
from planner.rules.qualification import Qualification
from planner.rules.reserve import Reserve
from planner.rules.rest import Rest
from planner.rules.rooms import Rooms
from planner.rules.sessions import Sessions
from planner.rules.spread import Spread
from planner.rules.staffing import Staffing
from planner.rules.standby import Standby
from planner.rules.steps import Steps
from planner.rules.together import Together
from planner.rules.travel import Travel
from planner.rules.wishes import Wishes
from planner.rules.work_time import WorkTime

if TYPE_CHECKING:
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.people import PersonTime
    from planner.timeline.timeline import Timeline

STANDING: tuple[Requirement, ...] = (
    OwnTime(),
    OwnHours(),
    Qualification(),
    Rooms(),
    Staffing(),
    Attendance(),
    Sessions(),
    InTurn(),
    OnePlace(),
    Journeys(),
    Standby(),
    Order(),
    Optional(),
    Required(),
    Pinned(),
    Wishes(),
    Steps(),
    WorkTime(),
    Background(),
)
"""The rules that hold in every problem, in the order in which they are built: who can be where, when, comes first."""

ENTRY_POINTS = "planner.rules"

OURS: tuple[type[Rule], ...] = (
    AtMost, Rest, Buffer, Balance, Prefer, Travel, OnTime, Earliest, Accompany, Choose, Reserve, Together, Apart,
    FewestPeople, ContractHours, Continuity, Spread, NoIdle, Level,
)  # fmt: skip
"""The rules that a problem may state."""


NOT_HEREDITARY: tuple[type[Rule], ...] = (Choose,)
"""Those that a plan may break by doing less."""


def hereditary(rule: Requirement) -> bool:
    """Whether a plan that keeps the rule still does when activities are left out, as far as we can vouch for it."""
    return rule in STANDING or (isinstance(rule, OURS) and not isinstance(rule, NOT_HEREDITARY))


NOT_PERSONAL: tuple[type[Rule], ...] = (Choose, Reserve, Together, Apart)
"""Those that speak of several people at once."""


def personal(rule: Requirement) -> bool:
    """Whether a person's own bookings are enough to ask a rule about that person."""
    return hereditary(rule) and not isinstance(rule, NOT_PERSONAL)


def concerned(rules: Iterable[Requirement], timeline: Timeline, tasks: Iterable[Occurrence]) -> dict[str, PersonTime]:
    """The people whom rules ask about if only some tasks are looked at: all, where a rule speaks of several at once."""
    everybody = timeline.people
    some = {one for task in tasks for one in task.everybody} if all(map(personal, rules)) else everybody.keys()
    return {one: everybody[one] for one in sorted(some)}


def stated_rules() -> tuple[type[Rule], ...]:
    """The rules that a problem file may state: ours, and those that installed packages offer by entry point."""
    return OURS + tuple(found.load() for found in sorted(entry_points(group=ENTRY_POINTS), key=lambda one: one.name))
