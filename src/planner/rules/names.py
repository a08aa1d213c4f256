"""What people call things, in the language of the problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from planner.wording import ENGLISH, Wording


class Names:
    """What people call things, and how sentences about them are worded.

    Parameters
    ----------
    staff, activities, rooms, sites
        What each is called, by id.
    wording
        The language that is spoken.
    """

    def __init__(
        self,
        staff: Mapping[str, str],
        activities: Mapping[str, str],
        wording: Wording = ENGLISH,
        *,
        rooms: Mapping[str, str] | None = None,
        sites: Mapping[str, str] | None = None,
    ) -> None:
        self._staff = staff
        self._activities = activities
        self._rooms = rooms or {}
        self._sites = sites or {}
        self.wording = wording

    def person(self, one: str) -> str:
        """A person's name."""
        return self._staff.get(one, one)

    def people(self, some: Iterable[str]) -> str:
        """Several people's names."""
        return ", ".join(self.person(one) for one in some)

    def room(self, one: str) -> str:
        """A room's name."""
        return self._rooms.get(one, one)

    def site(self, one: str) -> str:
        """A site's name."""
        return self._sites.get(one, one)

    def task(self, occurrence: str, told: dt.date | None = None) -> str:
        """An occurrence's title, with its day if it recurs; without the day that the sentence tells anyway."""
        if occurrence in self._activities:
            return self._activities[occurrence]
        activity, _, written = occurrence.rpartition("@")
        if activity not in self._activities:
            return occurrence
        task, moment = self._activities[activity], dt.datetime.fromisoformat(written)
        if told is None or moment.date() != dt.date(told.year, told.month, told.day):
            task = self.wording.say("{activity} on {day}", activity=task, day=self.day(moment))
        return self.wording.say("{task} at {time}", task=task, time=self.clock(moment)) if "T" in written else task

    def tasks(self, some: Iterable[str]) -> str:
        """Several occurrences' titles."""
        return self.wording.listed(map(self.task, some))

    def kind(self, kind: str, n: int = 1) -> str:
        """What so many of a kind of activity are called."""
        many = self.wording.many
        known = {
            "appointment": many("appointment", "appointments", n),
            "meeting": many("meeting", "meetings", n),
            "training": many("training", "trainings", n),
            "fair": many("fair", "fairs", n),
            "seminar": many("seminar", "seminars", n),
            "background": self.wording.say("background"),
        }
        return known.get(kind, kind)

    def kinds(self, some: Iterable[str], n: int) -> str:
        """So many of several kinds of activity."""
        return self.wording.listed(self.kind(one, n) for one in some)

    def work(self, what: str) -> str:
        """What a kind of work around an activity is called."""
        return self.wording.say("preparation") if what == "preparation" else self.wording.say("follow-up")

    def day(self, day: dt.date) -> str:
        """A day as people read it: ``Tue 23 June``."""
        return self.wording.day(day)

    def clock(self, moment: dt.datetime) -> str:
        """A time of day."""
        return self.wording.clock(moment)
