"""When what may be: the facts laid on the time line, asked for times."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from typing import Literal

from planner.facts.activities import Work
from planner.timeline.grid import starts_on_grid
from planner.timeline.laid import Laid
from planner.timeline.occurrence import Occurrence
from planner.timeline.spans import Span, Spans, intersect, union


class Timeline(Laid):
    """The facts laid on the time line: who can be where, when."""

    def can_attend(self, task: Occurrence, person: str, day: dt.date) -> bool:
        """Whether somebody is there at all on each day that a whole-day activity takes."""
        who = self.people[person]
        return all(who.reach(one, on_days_off=task.on_days_off) for one in task.lasting(day))

    def starts(self, task: Occurrence, person: str, day: dt.date) -> Spans:
        """When an activity that begins on a day may start if this person is there: spans, *both ends included*.

        A timed activity must lie inside one open span of the person. One that takes whole days needs them
        undivided by absences if the person fills a need, and takes what is left of them if the person attends; it
        starts with the company's day.
        """
        key = (task.id, person, day)
        if key not in self._starts:
            self._starts[key] = self._find_starts(task, person, day)
        return self._starts[key]

    def _find_starts(self, task: Occurrence, person: str, day: dt.date) -> Spans:
        if day not in task.days:
            return ()
        who = self.people[person]
        if task.all_day:
            if person in task.attendees:
                fits = self.can_attend(task, person, day)
            else:
                fits = all(
                    who.duty(one, on_days_off=task.on_days_off)
                    and who.duty(one, on_days_off=task.on_days_off) == who.reach(one, on_days_off=task.on_days_off)
                    for one in task.lasting(day)
                )
            start = self.day_hours(day)[0]
            return ((start, start),) if fits else ()
        duration = task.duration or 0
        free = self._free(task, person, day)
        if task.run:
            start = task.given[day]
            held = [(task.given[one], task.given[one] + duration) for one in task.run]
            roomy = all(self._fits_in(task, person, one, span) for one, span in zip(task.run, held, strict=True))
            return ((start, start),) if roomy else ()
        begins = self.clock.day(day)
        spans = [(first, min(end - duration, begins[1] - 1)) for first, end in free if end - first >= duration]
        if day in task.given:
            start = task.given[day]
            spans = [(start, start)] if any(first <= start <= last for first, last in spans) else []
        return tuple((first, last) for first, last in spans if begins[0] <= first <= last)

    def _fits_in(self, task: Occurrence, person: str, day: dt.date, span: Span) -> bool:
        return any(start <= span[0] and span[1] <= end for start, end in self._free(task, person, day))

    def _free(self, task: Occurrence, person: str, day: dt.date) -> Spans:
        """The minutes around a day in which a timed activity may have a person, by their own facts and its own."""
        who = self.people[person]
        reach = who.around(day, task.duration, on_days_off=task.on_days_off)
        free, stay = intersect(reach, task.windows[day]), self.sites.stay(who.staff.site, task.site, day)
        return free if stay is None else intersect(free, (stay,))

    def needed_between(self, person: str, one: tuple[Occurrence, Span], other: tuple[Occurrence, Span]) -> int:
        """The minutes that a person needs from the end of one activity to the start of another, each with its span."""
        (task, span), (other_task, other_span) = one, other
        if task.site is None or other_task.site is None:
            return 0
        same_day = self.clock.date(span[0]) == self.clock.date(other_span[0])
        home = self.people[person].staff.site
        return self.sites.between(home, task.site, other_task.site, same_day=same_day)

    def too_near(self, person: str, one: tuple[Occurrence, Span], other: tuple[Occurrence, Span]) -> bool:
        """Whether somebody cannot be at both: they overlap, or the way from the first to the second takes longer."""
        first, second = sorted((one, other), key=lambda some: some[1])
        return second[1][0] - first[1][1] < self.needed_between(person, first, second)

    def day_hours(self, day: dt.date) -> Span:
        """From the opening to the close of a day of the company; of its longest weekday on a day off."""
        hours = self.company.hours(day) or self.company.calendar.longest_day
        return self.clock.span(day, (hours[0][0], hours[-1][1]))

    def choices(self, task: Occurrence, step: int) -> dict[dt.date, tuple[int, ...]]:
        """By day, the starts that the planner may choose from: those at which a candidate can be there.

        Times that the planner chooses lie on the grid. For somebody whom the grid leaves no start at all, the first
        minute of each of their spans stands in for it; given and pinned times keep their minute.
        """
        pinned = task.activity.pins.at
        exact = {self.clock.minute(pinned)} if pinned else set[int]()
        found: dict[dt.date, set[int]] = {day: set() for day in task.days}
        times = dict.fromkeys(tuple(self.starts(task, one, day) for day in task.days) for one in task.candidates)
        for mine in times:  # most people are there at the same times
            spans = dict(zip(task.days, mine, strict=True))
            if task.all_day or task.given:
                chosen = {day: {first for first, _ in some} for day, some in spans.items()}
            else:
                chosen = {day: set(starts_on_grid(self.clock, day, some, step)) for day, some in spans.items()}
                if not any(chosen.values()):
                    chosen = {day: {first for first, _ in some} for day, some in spans.items()}
            for day, some in spans.items():
                pins = {start for start in exact if any(first <= start <= last for first, last in some)}
                found[day] |= chosen[day] | pins
        return {day: tuple(sorted(starts)) for day, starts in found.items() if starts}

    def possible(self, task: Occurrence) -> bool:
        """Whether there is any time, on the grid or off it, at which a candidate can be there."""
        return any(self.starts(task, person, day) for day in task.days for person in task.candidates)

    def held(self, task: Occurrence, person: str, start: int) -> Spans:
        """The minutes that an activity takes of a person if it starts then."""
        if task.run and not task.all_day:
            return tuple((task.given[day], task.given[day] + (task.duration or 0)) for day in task.run)
        if not task.all_day:
            return ((start, start + (task.duration or 0)),)
        who = self.people[person]
        days = task.lasting(self.clock.date(start))
        return union(*(who.reach(day, on_days_off=task.on_days_off) for day in days))

    def lasts(self, task: Occurrence, start: int) -> Spans:
        """The minutes that an activity lasts if it starts then, and takes a room for: whole days from open to close."""
        if task.all_day:
            return tuple(self.day_hours(day) for day in task.lasting(self.clock.date(start)))
        if task.run:
            return tuple((task.given[day], task.given[day] + (task.duration or 0)) for day in task.run)
        return ((start, start + (task.duration or 0)),)

    def free_rooms(self, task: Occurrence, start: int) -> tuple[str, ...]:
        """The rooms that suit an activity and are open while it lasts, if it starts then."""
        lasts = self.lasts(task, start) if task.rooms else ()
        return tuple(one for one in task.rooms if self.rooms[one].open(lasts))

    def ends(self, task: Occurrence, start: int) -> int:
        """When an activity that starts then is over."""
        if task.run:
            last = task.run[-1]
            return self.day_hours(last)[1] if task.all_day else task.given[last] + (task.duration or 0)
        if task.all_day:
            return self.day_hours(self.clock.date(start))[1]
        return start + (task.duration or 0)

    def work_days(
        self, task: Occurrence, work: Work, what: Literal["preparation", "follow_up"], day: dt.date
    ) -> tuple[dt.date, ...]:
        """The working days of the company in which work around an activity that begins on a day may be done.

        Preparation is done before its first day, follow-up after its last. Days outside the horizon are not planned
        and so not offered.
        """
        if what == "preparation":
            i = bisect_left(self.working_days, day)
            return self.working_days[max(0, i - work.within) : i]
        i = bisect_right(self.working_days, task.lasting(day)[-1])
        return self.working_days[i : i + work.within]
