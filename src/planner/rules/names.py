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

    def task(self, occurrence: str) -> str:
        """An occurrence's title, with its day if it recurs."""
        if occurrence in self._activities:
            return self._activities[occurrence]
        activity, _, day = occurrence.rpartition("@")
        if activity not in self._activities:
            return occurrence
        title, moment = self._activities[activity], dt.datetime.fromisoformat(day)
        told = self.wording.say("{activity} on {day}", activity=title, day=self.day(moment))
        return self.wording.say("{task} at {time}", task=told, time=self.clock(moment)) if "T" in day else told

    def tasks(self, some: Iterable[str]) -> str:
        """Several occurrences' titles."""
        return self.wording.listed(map(self.task, some))

    def kind(self, kind: str) -> str:
        """What a kind of activity is called."""
        say = self.wording.say
        known = {
            "appointment": say("appointment"),
            "meeting": say("meeting"),
            "training": say("training"),
            "fair": say("fair"),
            "seminar": say("seminar"),
            "background": say("background"),
        }
        return known.get(kind, kind)

    def kinds(self, some: Iterable[str]) -> str:
        """Several kinds of activity."""
        return self.wording.listed(map(self.kind, some))

    def work(self, what: str) -> str:
        """What a kind of work around an activity is called."""
        return self.wording.say("preparation") if what == "preparation" else self.wording.say("follow-up")

    def day(self, day: dt.date) -> str:
        """A day as people read it: ``Tue 23 June``."""
        return self.wording.day(day)

    def clock(self, moment: dt.datetime) -> str:
        """A time of day."""
        return self.wording.clock(moment)
