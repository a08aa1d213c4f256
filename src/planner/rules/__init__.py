"""One requirement a file, told three times: to the solver (`build`), to the checker (`check`), to a person (`say`).

The rules that a problem may state, and what a rule of one's own is made of.
"""

from planner.rules.accompany import Accompany
from planner.rules.apart import Apart
from planner.rules.at_most import AtMost
from planner.rules.balance import Balance
from planner.rules.base import Finding, Names, PricedRule, Reach, Rule
from planner.rules.buffer import Buffer
from planner.rules.continuity import Continuity
from planner.rules.contract_hours import ContractHours
from planner.rules.earliest import Earliest
from planner.rules.fewest_people import FewestPeople
from planner.rules.level import Level
from planner.rules.no_idle import NoIdle
from planner.rules.on_time import OnTime
from planner.rules.prefer import Prefer
from planner.rules.rest import Rest
from planner.rules.scope import ScopedRule
from planner.rules.spread import Spread
from planner.rules.together import Together
from planner.rules.travel import Travel

__all__ = [
    "Accompany",
    "Apart",
    "AtMost",
    "Balance",
    "Buffer",
    "Continuity",
    "ContractHours",
    "Earliest",
    "FewestPeople",
    "Finding",
    "Level",
    "Names",
    "NoIdle",
    "OnTime",
    "Prefer",
    "PricedRule",
    "Reach",
    "Rest",
    "Rule",
    "ScopedRule",
    "Spread",
    "Together",
    "Travel",
]
