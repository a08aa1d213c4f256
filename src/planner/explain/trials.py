"""Changed facts tried around some activities, the rest of the plan held still."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from planner.errors import InputError
from planner.explain.ways.proposal import Proposal
from planner.facts.activities import Activity, Need
from planner.facts.staff import Staff
from planner.plan.plan import Plan
from planner.plan.repair import changed_by
from planner.problem import Problem
from planner.solving.budget import Budget
from planner.solving.settings import Settings
from planner.solving.worlds.around import Unsettled
from planner.solving.worlds.held import Held, days_of
from planner.solving.worlds.resettled import Resettled
from planner.solving.worlds.still import Still
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Trials:
    """What comes of changes to the facts of one plan.

    Only what a change touches is read and laid out anew, so that a trial costs the same however large the plan is.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    settings, budget
        The limits, and what is left of them.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, settings: Settings, budget: Budget) -> None:
        self.solved = 0  # how many took a solve
        self._problem = problem
        self._timeline = timeline
        self._budget = budget
        self.held = Held(timeline, plan.bookings)
        self._still = Still(problem, self.held, settings, budget)
        self._stated = {one.id: one for one in problem.activities}
        self._dated: dict[str, list[str]] = defaultdict(list)
        self._asking: dict[str, list[str]] = defaultdict(list)
        self._granting: dict[str, list[str]] = defaultdict(list)
        for task in timeline.occurrences:
            self._dated[task.activity.id].append(task.id)
            for skill in task.activity.grants or ():
                self._granting[skill].append(task.activity.id)
            for skill in {skill for need in task.needs for skill in need.skills}:
                self._asking[skill].append(task.activity.id)
        self._gathering = [task for task in timeline.occurrences if task.activity.attendees or not task.needs]
        self._always = {timeline.occurrence(name).activity.id for name in self.held.unplaced}
        needs = [need for terms in problem.defaults.values() for need in terms.needs or ()]
        self._always |= {one for need in needs for skill in need.skills for one in self._granting[skill]}

    def changed(self, proposal: Proposal, names: Collection[str]) -> Unsettled | None:
        """The facts with a proposal, around some activities; `None` if they make no sense."""
        try:
            facts = changed_by(self._part(proposal, names), proposal.changes)
        except InputError:
            return None
        timeline = self._timeline.changed(facts)
        own = {one.id for one in proposal.changes if one.what == "activities"}
        before = {name for one in own for name in self._dated[one]}
        gone = frozenset(name for name in before if timeline.find(name) is None)
        free = frozenset(name for name in names if timeline.find(name) is not None)
        renewed = frozenset(name for name in before - gone - free if self.held.placed(name))
        ruled = any(one.what == "rules" for one in proposal.changes)
        return Unsettled(timeline, free, renewed, gone, facts.binding if ruled else None)

    def settled(self, asked: Unsettled, *, whole: bool) -> Resettled | None:
        """The best plan under changed facts, all else held still, if there is one and time is left.

        Parameters
        ----------
        asked
            The facts.
        whole
            Whether all that is free must be fully staffed.
        """
        if self._budget.over or not self._hopeful(asked, whole=whole):
            return None
        self.solved += 1
        return self._still.resettled(asked, asked.free if whole else ())

    def _hopeful(self, asked: Unsettled, *, whole: bool) -> bool:
        """Whether enough people, or more than there are, have the skills: nothing need be solved to see that."""
        more = bool(asked.gone)
        for task in filter(None, map(asked.timeline.find, asked.free)):
            booking = self.held.bookings.get(task.id)
            for i, need in enumerate(task.needs):
                able = sum(self._skilled(asked.timeline, task, need, one) for one in task.candidates)
                if whole and able < need.count:
                    return False
                more |= booking is None or min(able, need.count) > len(booking.needs[i].staff)
            more |= not task.needs
        return whole or more

    def _skilled(self, timeline: Timeline, task: Occurrence, need: Need, person: str) -> bool:
        """Whether somebody may fill a need, and has its skills on any of the days, or could learn them."""
        who = timeline.people[person].staff
        if need.role not in who.roles or person in need.exclude or person not in (need.from_ or (person,)):
            return False
        held = {one.name for one in who.skills for day in task.days if (one.from_ or day) <= day <= (one.to or day)}
        return held.issuperset(skill for skill in need.skills if not self._granting[skill])

    def holds(self, resettled: Resettled, asked: Unsettled) -> bool:
        """Whether a plan keeps every rule under changed facts, which may leave less free."""
        return self._still.keeps(resettled, asked)

    def _part(self, proposal: Proposal, names: Collection[str]) -> Problem:
        """Those activities whose facts a change may touch, and whoever could be at them or is named by them."""
        if not self._still.vouched:
            return self._problem
        mine = {self._timeline.occurrence(one).activity.id for one in names}
        mine |= {one.id for one in proposal.changes if one.what == "activities"}
        for one in [*mine]:
            settled = self._problem.settled(self._stated[one])
            mine |= {other for need in settled.needs or () for skill in need.skills for other in self._granting[skill]}
            mine |= {other for skill in settled.grants or () for other in self._asking[skill]}
        mine |= {other for one in [*mine] for other in self._linked(one)}
        mine |= self._always | set(self._expecting(proposal))
        activities = tuple(self._stated[one] for one in sorted(mine))
        own = {one.id for one in proposal.changes if one.what == "staff"}
        staff = tuple(self._staff(activities, own))
        return self._problem.model_copy(update={"activities": activities, "staff": staff, "rules": ()})

    def _linked(self, activity: str) -> Iterator[str]:
        """What is held after an activity, or before it, and so on: each must be known where it is named."""
        seen, asked = {activity}, [activity]
        while asked:
            tasks = map(self._timeline.occurrence, self._dated[asked.pop()])
            names = {other for task in tasks for other in self._timeline.links.linked(task)}
            more = {self._timeline.occurrence(name).activity.id for name in names} - seen
            seen |= more
            asked += more
        yield from seen

    def _staff(self, activities: Sequence[Activity], own: set[str]) -> Iterator[Staff]:
        """Everybody who could be at some activities, or is named by them."""
        terms = [*map(self._problem.settled, activities), *self._problem.defaults.values()]
        gathered = [one.attendees for one in terms if one.attendees is not None]
        needs = [need for one in terms for need in one.needs or ()]
        roles = {need.role for need in needs} | {role for one in gathered for role in one.roles}
        skills = {skill for need in needs for skill in need.skills}
        named = own | {who for one in gathered for who in one.staff}
        named |= {who for need in needs for who in (*need.from_, *need.prefer, *need.exclude)}
        named |= {who for one in activities for people in one.pins.staff.values() for who in people}
        everyone = any(one.everyone for one in gathered) or any(one.kind == "seminar" for one in activities)
        for who in self._problem.staff:
            able = roles.intersection(who.roles) or skills.intersection(one.name for one in who.skills)
            if everyone or who.id in named or able:
                yield who

    def _expecting(self, proposal: Proposal) -> Iterator[str]:
        """What somebody new might have to attend."""
        known = self._timeline.people
        for one in proposal.changes:
            if one.what == "staff" and one.facts is not None and (one.id not in known or "roles" in one.facts):
                employed, roles = one.facts.get("employed", {}), set(one.facts.get("roles", ()))
                first, last = employed.get("from", ""), employed.get("to", "9999")
                for task in self._gathering:
                    asked = task.activity.attendees
                    meant = asked is None or asked.everyone or not roles.isdisjoint(asked.roles)
                    if meant and any(first <= f"{day}" <= last for day in days_of(task)):
                        yield task.activity.id
