"""Sets of people: who has the time for a task, and who fits a need, found for everybody at once.

A set is a whole number, one bit a person. (Bit-parallel search: San Segundo, Rodríguez-Losada and Jiménez, *An exact
bit-parallel algorithm for the maximum clique problem*, Computers and Operations Research 38, 2011.)
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import cache, reduce
from operator import or_

from planner.facts.activities import Need
from planner.rules.qualification import holds
from planner.timeline.occurrence import Occurrence
from planner.timeline.people import days_around
from planner.timeline.spans import Span, Spans, union
from planner.timeline.timeline import Timeline

People = int
"""A set of people, one bit a person."""


def members(people: People) -> Iterator[int]:
    """The bits of a set, from the lowest."""
    while people:
        lowest = people & -people
        yield lowest.bit_length() - 1
        people ^= lowest


class Crowd:
    """Everybody, as a set.

    Parameters
    ----------
    timeline
        The facts on the time line; every time is given.

    Attributes
    ----------
    people
        Everybody, in the order of the bits.
    everybody
        All of them.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._dated = any(one.from_ or one.to for who in timeline.people.values() for one in who.staff.skills)
        self._fitting: dict[tuple[object, ...], frozenset[str]] = {}
        self.people = self._in_order()
        self.everybody = (1 << len(self.people)) - 1
        self._bit = {person: 1 << place for place, person in enumerate(self.people)}
        self._present: dict[tuple[tuple[dt.date, ...], bool], dict[Spans, People]] = {}
        self._sets: dict[Collection[str], People] = {}

    def known(self, people: frozenset[str] | None) -> People:
        """Those of some people who are there at all; everybody if it is `None`."""
        return self.everybody if people is None else self._set_of(people.intersection(self._bit))

    def fitting(self, task: Occurrence, need: Need) -> People:
        """Who has the role and the skills of a need, and is meant."""
        return self._set_of(self._who_fit(task, need))

    def _in_order(self) -> tuple[str, ...]:
        """Everybody, those first who fit the fewest needs: where the first of several is taken, the others are left."""
        asked = Counter(self._who_fit(task, need) for task in self._timeline.occurrences for need in task.needs)
        fits = dict.fromkeys(self._timeline.people, 0)
        for people, times in asked.items():
            for person in people:
                fits[person] += times
        return tuple(sorted(fits, key=lambda one: (fits[one], one)))

    def there(self, task: Occurrence) -> People:
        """Who of the candidates has the time for a task, were it the only one."""
        day, spans = task.days[0], self._timeline.lasts(task, task.given[task.days[0]])
        around = days_around(day, task.duration) + task.run
        found = self._with_time(around, spans, on_days_off=task.on_days_off) & self._set_of(task.candidates)
        if found and not self._timeline.starts(task, self.people[next(members(found))], day):
            return 0  # the task's own hours do not hold it: nobody else could be there either
        return found

    def _with_time(self, days: tuple[dt.date, ...], spans: Spans, *, on_days_off: bool) -> People:
        """Who has the time for some spans on some days."""
        found = self.everybody
        for start, end in spans:
            free = self._free(days, on_days_off=on_days_off)
            found &= reduce(or_, [people for (first, last), people in free if first <= start and end <= last], 0)
        return found

    @cache  # noqa: B019 - it ends with the plan that is made
    def _free(self, days: tuple[dt.date, ...], *, on_days_off: bool) -> list[tuple[Span, People]]:
        """Each span that somebody has on some days, and who has it."""
        found: dict[Span, People] = defaultdict(int)
        for spans, people in self._groups(days, on_days_off=on_days_off).items():
            for span in spans:
                found[span] |= people
        return list(found.items())

    def _set_of(self, people: Collection[str]) -> People:
        """Some people as a set."""
        if people not in self._sets:
            found = 0
            for one in people:
                found |= self._bit[one]
            self._sets[people] = found
        return self._sets[people]

    def _groups(self, days: tuple[dt.date, ...], *, on_days_off: bool) -> dict[Spans, People]:
        """Everybody, those together whose time is the same on some days."""
        key = days, on_days_off
        if key not in self._present:
            *before, last = days
            first = self._groups(tuple(before), on_days_off=on_days_off) if before else {(): self.everybody}
            found: dict[Spans, People] = defaultdict(int)
            for spans, people in first.items():
                for more, others in self._on(last, on_days_off=on_days_off).items():
                    if both := people & others:
                        found[union(spans, more)] |= both
            self._present[key] = found
        return self._present[key]

    @cache  # noqa: B019 - it ends with the plan that is made
    def _on(self, day: dt.date, *, on_days_off: bool) -> dict[Spans, People]:
        """Everybody, those together whose time is the same on a day."""
        found: dict[Spans, People] = defaultdict(int)
        for person, who in self._timeline.people.items():
            found[who.reach(day, on_days_off=on_days_off)] |= self._bit[person]
        return found

    def _who_fit(self, task: Occurrence, need: Need) -> frozenset[str]:
        """Who has the role and the skills of a need, and is meant."""
        days = task.lasting(task.days[0]) if self._dated else ()
        key = need.role, need.skills, need.from_, need.exclude, days
        if key not in self._fitting:
            able = {
                one
                for one, who in self._timeline.people.items()
                if need.role in who.staff.roles and all(holds(who, skill, days or task.days) for skill in need.skills)
            }
            self._fitting[key] = frozenset((able & set(need.from_ or able)) - set(need.exclude))
        return self._fitting[key]
