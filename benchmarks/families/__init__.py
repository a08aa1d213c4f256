"""Public instances as ordinary problems: one adapter a family, through the public door only."""

from __future__ import annotations

from benchmarks.families.csplib046 import Meetings
from benchmarks.families.instance import Instance
from benchmarks.families.staffing import Staffing

FAMILIES: dict[str, type[Instance]] = {"csplib046": Meetings, "staffing": Staffing}
