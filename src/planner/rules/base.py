"""What a rule is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from planner.errors import Fault
from planner.facts.activities import Activity
from planner.facts.base import Fact
from planner.facts.references import Known
from planner.plan.goals import Goal
from planner.rules.names import Names as Names
from planner.wording import ENGLISH, Wording

if TYPE_CHECKING:
    from planner.compile.draft import Draft
    from planner.plan.shortage import Reason
    from planner.rules.ceilings import Ceiling, Load
    from planner.rules.ledger import Ledger
    from planner.timeline.occurrence import Occurrence
    from planner.timeline.timeline import Timeline


class Reach(StrEnum):
    """How far a rule reaches: what it ties together, and so how a large problem may be split."""

    MOMENT = "moment"
    DAY = "day"
    WEEK = "week"
    PERSON = "person"
    ALL = "all"


class Finding(NamedTuple):
    """One thing that a rule found in a plan.

    Without a `goal` it is a violation. With one it counts `amount` towards that goal.
    """

    subject: tuple[str, ...]
    goal: Goal | None = None
    amount: int = 0
    facts: Mapping[str, Any] = MappingProxyType({})


class Requirement(ABC):
    """One requirement, told three times.

    The checker knows nothing of `build`: what a requirement forbids must be said in both, and the tests hold the two
    together.
    """

    rule: str
    weighs_work: ClassVar[bool] = False
    """Whether its verdict hangs on when work around activities is done, which their bookings alone do not tell."""
    few_people: ClassVar[bool] = False
    """Whether it is paid for the less, the fewer people have bookings."""

    @property
    def reach(self) -> Reach:
        """How far it reaches; everything, unless it says otherwise."""
        return Reach.ALL

    @property
    def goal(self) -> Goal | None:
        """Where a plan pays for breaking it; `None` if it must hold, and so can make something impossible."""
        return None

    @abstractmethod
    def build(self, draft: Draft) -> None:
        """Tell the solver: put the requirement into the model, in the draft's words."""

    @abstractmethod
    def check(self, ledger: Ledger) -> Iterator[Finding]:
        """Tell the checker: every place where a plan breaks or pays for the requirement."""

    @abstractmethod
    def say(self, finding: Finding, names: Names) -> str:
        """Tell a person: one sentence to read aloud, in the language of the names."""

    def touches(self, task: Occurrence) -> bool:
        """Whether a task states anything that the rule is about, beyond where and when each person could be alone."""
        return True

    def ceilings(self, timeline: Timeline) -> Iterable[Ceiling] | None:
        """What the rule forbids where all times are given, and each person is where they could be alone.

        `None` if that is more than ceilings on what a person is at.
        """
        return None if any(map(self.touches, timeline.occurrences)) else ()

    def loads(self, timeline: Timeline) -> Iterable[Load] | None:
        """What a plan pays for how much each person is at, where all times are given; `None` if it pays for more."""
        return None if self.goal is not None and any(map(self.touches, timeline.occurrences)) else ()

    def costs_at_least(self, timeline: Timeline) -> int:
        """What it adds to its goal at least, in whatever plan nobody is missing; nothing, unless it says otherwise."""
        return 0

    def asks(self, names: Names) -> str:
        """What the rule asks as a whole, said when it is one of the reasons why something cannot be."""
        return self.rule

    def between(self, timeline: Timeline, tasks: Collection[Occurrence], names: Names) -> Iterator[Reason]:
        """Of a standing rule: the facts by which it may keep some tasks from being held together.

        Where all of a rule's facts are needed for that, they are named beside the stated rules. A rule that tells none
        goes without saying.
        """
        return iter(())

    def demand(self, subject: tuple[str, ...], names: Names) -> str:
        """What the rule asks of a subject, said when it cannot hold together with something else."""
        told = ", ".join(names.person(one) for one in subject)
        return f"{self.rule} ({told})" if told else self.rule


class Rule(Fact, Requirement):
    """A requirement that a problem states.

    A rule of one's own gives `rule` a name, says how far it reaches, and fills in `build`, `check` and `say`.
    """

    @model_serializer(mode="wrap")
    def _named(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """What is stated, always with the name by which it is read again."""
        return {"rule": self.rule, **handler(self)}

    def joining(self, activity: Activity) -> frozenset[str]:
        """Who may join an activity because of the rule, beyond its needs and without being asked to attend."""
        return frozenset()

    def idle(self, timeline: Timeline, names: Names) -> Iterator[str]:
        """Why the rule touches nothing in these facts, if it does not."""
        return iter(())

    def faults(self, known: Known) -> Iterator[Fault]:
        """What the rule names and the facts do not know; paths begin at the rule."""
        return iter(())


class PricedRule(Rule):
    """A rule that must hold, or may be broken at a price a time."""

    price: int | None = Field(default=None, ge=1, le=1_000_000)

    @property
    def goal(self) -> Goal | None:
        """The prices, if it has one."""
        return None if self.price is None else Goal("prices")

    @property
    def cost(self) -> int:
        """What it adds to its goal each time that it is broken."""
        return 0 if self.goal is None else self.price or 1

    def broken(self, *subject: str, times: int = 1, **facts: Any) -> Finding:
        """A finding of this rule, broken so many times."""
        return Finding(subject, self.goal, times * self.cost, {"times": times, **facts})

    def paid(self, sentence: str, wording: Wording = ENGLISH) -> str:
        """The sentence, with what breaking the rule costs."""
        if self.price is None:
            return sentence
        price = wording.number(self.price)
        return wording.say("{sentence} (costs {price} a time)", sentence=sentence, price=price)


class WishRule(PricedRule):
    """A rule that need never hold: it is paid for at its price, or counts among the preferences if it has none."""

    @property
    def goal(self) -> Goal:
        """The prices, if it has one; else the preferences."""
        return Goal("preferences" if self.price is None else "prices")
