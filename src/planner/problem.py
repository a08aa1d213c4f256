"""The problem: facts and rules together, as one file states them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import reduce
from operator import or_
from os import PathLike
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, PrivateAttr, SerializeAsAny, ValidatorFunctionWrapHandler, WrapValidator

from planner.errors import Fault, InputError, did_you_mean
from planner.facts.activities import Activity
from planner.facts.organisation import Facts
from planner.facts.references import Known
from planner.facts.staff import AUDIENCES, Audience
from planner.rules.base import Requirement, Rule
from planner.rules.registry import STANDING, stated_rules
from planner.timeline.timeline import Timeline
from planner.timeline.undated import undated
from planner.writing import write_whole


def _own_rules_pass(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Rules of one's own come as objects; what a file states is read by name."""
    return value if isinstance(value, Rule) else handler(value)


if TYPE_CHECKING:
    StatedRule = Rule
else:
    _ByName = Annotated[reduce(or_, stated_rules()), Field(discriminator="rule")]
    StatedRule = Annotated[SerializeAsAny[_ByName], WrapValidator(_own_rules_pass)]


class Problem(Facts):
    """What is to be planned: an organisation's facts and the rules that hold for it.

    A frozen value. It compares, travels as JSON without loss, and is changed by copies. Bad input raises
    `InputError`, which tells every fault at once.

    Examples
    --------
    >>> problem = Problem.model_validate({
    ...     "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
    ...     "staff": [{"id": "ana", "roles": ["guide"]}],
    ...     "activities": [{"kind": "appointment", "id": "visit", "on": "2020-06-23", "duration": "2h",
    ...                     "needs": {"guide": 1}}],
    ... })
    >>> Problem.model_validate_json(problem.model_dump_json()) == problem
    True
    """

    __slots__ = ("_laid",)  # not a fact: it is neither compared nor copied nor sent

    rules: tuple[StatedRule, ...] = ()
    _audience: Audience = PrivateAttr(default="hr")

    def with_(self, **changes: Any) -> Problem:
        """A copy with other facts, checked like any problem, and for the same readers.

        Parameters
        ----------
        **changes
            Whole fields by name: ``problem.with_(conditions={"contract_won": False})``.

        Raises
        ------
        InputError
            If the changed facts do not fit together.

        Examples
        --------
        >>> problem = Problem.model_validate({"horizon": {"from": "2020-06-22", "to": "2020-06-26"}})
        >>> problem.with_(timezone="Europe/Paris").timezone
        'Europe/Paris'
        """
        changed = type(self).model_validate({**dict(self), **changes})
        return changed if self.audience == "hr" else changed.for_(self.audience)

    def with_rules(self, *rules: Rule) -> Problem:
        """A copy with further rules, such as rules of one's own.

        Parameters
        ----------
        *rules
            Added to those that the problem states.
        """
        return self.with_(rules=(*self.rules, *rules))

    def for_(self, audience: Audience) -> Problem:
        """A copy that an audience may read: why somebody is away is left out where it is not theirs to know.

        Days and times remain, and so does every plan. Whatever is said from the copy may be read by that audience, and
        what is changed of it stays a copy for them. A plan that was made from the whole problem is told anew where it
        is shown beside the copy; before it is handed on, `planner.report.retold` tells it anew.

        Parameters
        ----------
        audience
            ``all``, ``lead`` (who may read what is for all, too), or ``hr`` (who may read everything).

        Raises
        ------
        InputError
            If there is no such audience.

        Examples
        --------
        >>> problem = Problem.model_validate({
        ...     "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
        ...     "staff": [{"id": "bo", "absences": [{"from": "2020-06-23", "reason": "surgery", "seen_by": "hr"}]}],
        ... })
        >>> [problem.for_(one).staff[0].absences[0].reason for one in ("all", "lead", "hr")]
        ['away', 'away', 'surgery']
        """
        if audience not in AUDIENCES:
            fault = f"{audience!r} is no audience"
            raise InputError([Fault(("audience",), fault, did_you_mean(audience, AUDIENCES))])
        told = self.model_copy(update={"staff": tuple(one.for_(audience) for one in self.staff)})
        told._audience = min(audience, self.audience, key=AUDIENCES.index)  # noqa: SLF001 - its own kind
        return told

    @property
    def audience(self) -> Audience:
        """Who may read it: ``hr``, who may read everything, unless `for_` made it for others."""
        return self._audience

    @property
    def keeps_back(self) -> bool:
        """Whether it is not for everything to be told: made by `for_` for some only, or read from such a copy."""
        return self.audience != "hr" or any(absence.kept_back for one in self.staff for absence in one.absences)

    @property
    def timeline(self) -> Timeline:
        """The facts laid on the time line, which is done once."""
        laid: Timeline | None = getattr(self, "_laid", None)
        if laid is None:
            laid = Timeline(self)
            object.__setattr__(self, "_laid", laid)
        return laid

    def joining(self, activity: Activity) -> frozenset[str]:
        """Everybody whom a rule lets join an activity, beyond its needs and without being asked to attend.

        Parameters
        ----------
        activity
            One of the problem's activities.
        """
        return frozenset().union(*(rule.joining(activity) for rule in self.rules))

    @property
    def ordered_rules(self) -> tuple[Rule, ...]:
        """The stated rules in an order that no file decides: by name, then by what they say."""
        return tuple(sorted(self.rules, key=lambda rule: (rule.rule, rule.model_dump_json())))

    @property
    def all_rules(self) -> tuple[Requirement, ...]:
        """Every rule that holds: the standing ones, then the stated ones."""
        return STANDING + self.ordered_rules

    @property
    def binding(self) -> tuple[Requirement, ...]:
        """Every rule that must hold, whatever that costs."""
        return tuple(rule for rule in self.all_rules if rule.goal is None)

    @property
    def fingerprint(self) -> str:
        """A hash of everything stated, whatever the order of staff, rooms, activities and rules in the file.

        Reasons of absences that not everybody may read are left out: it is the same whoever the problem is made for,
        and nobody can try guesses at a reason against it.
        """
        stated = self.for_("all").model_dump(mode="json", exclude_defaults=True)
        for key in ("sites", "staff", "rooms", "activities"):
            if key in stated:
                stated[key].sort(key=lambda one: one["id"])
        if "rules" in stated:
            stated["rules"].sort(key=lambda one: json.dumps(one, sort_keys=True))
        text = json.dumps(stated, sort_keys=True, ensure_ascii=False)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"

    def save(self, path: str | PathLike[str]) -> None:
        """Write the problem as JSON, whole or not at all.

        Parameters
        ----------
        path
            The file, new or to be replaced.

        Raises
        ------
        OutputError
            If the file cannot be written; what stood there before still stands.
        """
        stated = self.model_dump(mode="json", exclude_defaults=True)
        write_whole(path, json.dumps({"format": self.format, **stated}, indent=1, ensure_ascii=False) + "\n")

    def dangling(self, known: Known) -> Iterator[Fault]:
        """Every fault that shows only when facts and rules are laid side by side."""
        yield from super().dangling(known)
        yield from undated(self)
        for i, rule in enumerate(self.rules):
            for fault in rule.faults(known):
                yield Fault(("rules", i, *fault.path), fault.message, fault.hint)
