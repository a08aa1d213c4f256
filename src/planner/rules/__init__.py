"""One requirement a file, told three times: to the solver (`build`), to the checker (`check`), to a person (`say`).

The rules that a problem may state, and what a rule of one's own is made of.
"""

from planner.rules.accompany import Accompany
from planner.rules.at_most import AtMost
from planner.rules.balance import Balance
from planner.rules.base import Finding, Names, PricedRule, Reach, Rule
from planner.rules.buffer import Buffer
from planner.rules.earliest import Earliest
from planner.rules.on_time import OnTime
from planner.rules.prefer import Prefer
from planner.rules.rest import Rest
from planner.rules.scope import ScopedRule
from planner.rules.travel import Travel

__all__ = [
    "Accompany",
    "AtMost",
    "Balance",
    "Buffer",
    "Earliest",
    "Finding",
    "Names",
    "OnTime",
    "Prefer",
    "PricedRule",
    "Reach",
    "Rest",
    "Rule",
    "ScopedRule",
    "Travel",
]
