"""Public instances as ordinary problems: one adapter a family, through the public door only."""

from __future__ import annotations

from benchmarks.families.csplib046 import Meetings
from benchmarks.families.hhcrsp import HomeCare
from benchmarks.families.instance import Instance as Instance
from benchmarks.families.mspsp import Project
from benchmarks.families.ours import Ours
from benchmarks.families.roster_expertise import Roster
from benchmarks.families.smptsp import Shifts
from benchmarks.families.staffing import Staffing

FAMILIES: dict[str, type[Instance]] = {
    "csplib046": Meetings,
    "hhcrsp": HomeCare,
    "mspsp": Project,
    "ours": Ours,
    "roster_expertise": Roster,
    "smptsp": Shifts,
    "staffing": Staffing,
}
