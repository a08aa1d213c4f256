"""What stands against a wish: facts about the people, the activity and its day, or what else is held."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from planner.ask.wish import Wish
from planner.checking import names_of
from planner.explain.able import Able
from planner.explain.absent import ABLE
from planner.explain.alone import alone
from planner.explain.blockers import Blockers
from planner.explain.certificates import Certifier
from planner.explain.gathered import gathered, kept
from planner.explain.rearranging import Rearranging
from planner.explain.sentences import Sentences
from planner.explain.shortages import shortages_of
from planner.explain.together import Demand, Together
from planner.explain.unplaced import Unplaced
from planner.explain.verifying import Verifier
from planner.plan.plan import Plan
from planner.plan.shortage import Reason
from planner.problem import Problem
from planner.timeline.causes import why_away
from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline


class Objections:
    """Finds what stands against wishes about one plan.

    Parameters
    ----------
    problem, plan, timeline
        The facts and rules, a plan with bookings, the facts on the time line.
    step
        Minutes of the time grid.
    """

    def __init__(self, problem: Problem, plan: Plan, timeline: Timeline, step: int) -> None:
        self._problem = problem
        self._plan = plan
        self._timeline = timeline
        self._step = step
        self._names = names_of(problem)
        self._words = self._names.wording

    def told(self, reasons: Collection[Reason]) -> list[str]:
        """Reasons in lines."""
        return list(gathered(kept(reasons, self._names), self._words, all_told=False))

    # -- whatever the plan --

    def of_facts(self, wish: Wish) -> tuple[Reason, ...]:
        """What stands against a wish, were there nothing but its activity."""
        part, bare = alone(self._problem, self._plan, self._timeline, self._step, (wish.task,))
        blockers = Blockers(self._problem, bare, part, self._step)
        return (*self._dated(wish), *self._too_many(wish), *self._people(wish, blockers))

    def _dated(self, wish: Wish) -> Iterator[Reason]:
        """The date is another one."""
        choices, words = self._timeline.choices(wish.task, self._step), self._words
        way, title = f"activities/{wish.task.activity.id}", self._names.task(wish.task.id)
        if wish.day is not None and wish.day not in wish.task.days:
            days = words.listed(words.day(one) for one in wish.task.days)
            told = words.say("the date of {activity} is given: {days}", activity=title, days=days)
            if not wish.task.days:
                told = words.say("{activity} has no day on which it could be", activity=title)
            yield Reason(staff=None, fact="date", text=told, subject=way)
        elif wish.at is not None:
            minute = self._timeline.clock.minute(wish.at)
            if not any(self._timeline.starts(wish.task, one, wish.at.date()) for one in wish.task.candidates):
                return  # nobody is there on that day: told for each person
            exact = self._timeline.with_task(wish.pinned({})).choices(wish.pinned({}), self._step)
            if minute not in {start for starts in (*choices.values(), *exact.values()) for start in starts}:
                told = words.say("{activity} cannot begin at {time}", activity=title, time=words.clock(wish.at))
                yield Reason(staff=None, fact="own time", text=told, subject=way)

    def _too_many(self, wish: Wish) -> Iterator[Reason]:
        """More people are wished for than are asked for."""
        room, many = wish.task.heads, len(set(wish.staff))
        if wish.task.needs and many > room:
            told = self._words.many(
                "{activity} asks for {n} person, not for {many}",
                "{activity} asks for {n} people, not for {many}",
                room,
                activity=self._names.task(wish.task.id),
                many=many,
            )
            yield Reason(staff=None, fact="heads", text=told, subject=f"activities/{wish.task.activity.id}/needs")

    def _people(self, wish: Wish, blockers: Blockers) -> Iterator[Reason]:
        """What keeps each person away."""
        say, way = self._words.say, f"activities/{wish.task.activity.id}"
        for person in dict.fromkeys(wish.staff):
            who, held = self._names.person(person), self._timeline.people[person].staff.roles
            places = [i for i, need in enumerate(wish.task.needs) if need.role in held]
            if not wish.task.needs:
                if person not in wish.task.attendees:
                    told = say("is not asked to attend {activity}", activity=self._names.task(wish.task.id))
                    yield Reason(staff=person, fact="attendees", text=self._words.about(who, told), subject=way)
            elif not places:
                roles = self._words.either(dict.fromkeys(need.role for need in wish.task.needs))
                text = self._words.about(who, say("is no {roles}", roles=roles))
                yield Reason(staff=person, fact="role", text=text, subject=f"staff/{person}/roles")
            else:
                found = [self._blocked(blockers, wish, place, person) for place in places]
                if all(found):
                    yield from found[0]

    def _blocked(self, blockers: Blockers, wish: Wish, need: int, person: str) -> list[Reason]:
        """What blocks a person from a need at the time wished for, or on every day; empty if nothing does."""
        if wish.at is not None:
            return blockers.then(wish.task, need, person, self._timeline.clock.minute(wish.at))
        if not wish.task.days:
            unplaced = Unplaced(blockers, self._timeline, self._step, wish.task).reasons()
            return [one for one in unplaced if one.staff in (None, person)]
        choices, found = self._timeline.choices(wish.task, self._step), list[Reason]()
        for day in [wish.day] if wish.day else wish.task.days:
            tried = [blockers.then(wish.task, need, person, start) for start in choices.get(day, ())]
            if not all(tried):
                return []
            away = why_away(self._timeline, wish.task, person, day)
            found += blockers.told(person, away) or tried[0]
        return list(dict.fromkeys(found))

    def never(self, task: Occurrence, together: Together) -> list[str]:
        """Why an activity cannot be held as wished, whatever the plan: the proof in lines, if it stands.

        A conflict says of those who could come what keeps them from a part of the time.
        """
        timeline = self._timeline.with_task(task)
        days = task.days or self._timeline.days
        able = Able(timeline, self._step)
        rearranging = Rearranging(self._plan, timeline, together, able)
        certifier = Certifier(self._problem, self._plan, timeline, together, rearranging, able, self._step)
        certificate = certifier.certificate((Demand(task),), days[0], days[-1])
        if Verifier(self._problem, timeline, self._step).faults(certificate):
            return []
        lines = Sentences(self._problem, self._names).certificate(certificate).split("\n")
        if certificate.kind == "conflict":
            part, bare = alone(self._problem, self._plan, timeline, self._step, (task,))
            found = shortages_of(self._problem, bare, part, self._step)
            partly = [one for short in found for one in short.reasons if one.staff in certificate.people]
            lines += self.told([one for one in partly if one.fact not in ABLE])
        return lines

    # -- as all else is held --

    def of_plan(self, wish: Wish) -> tuple[Reason, ...]:
        """What stands against a wish as long as all else is held as it is."""
        blockers = Blockers(self._problem, self._plan, self._timeline, self._step)
        found = tuple(self._people(wish, blockers))
        if found:
            return found
        short = (one for one in self._plan.shortages if one.occurrence == wish.task.id)
        return tuple(reason for one in short for reason in one.reasons)
