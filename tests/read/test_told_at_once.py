"""Whatever is wrong with facts is told at once: in our words, at the place where it was written."""

import json
import re
import time
from collections.abc import Callable
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from planner.errors import InputError
from planner.facts.activities import Activity
from planner.facts.calendar import Calendar, Horizon
from planner.facts.faults import faults_of
from planner.facts.keys import keys_at
from planner.facts.organisation import Facts
from planner.facts.staff import Staff
from planner.problem import Problem

HORIZON = {"from": "2020-01-01", "to": "2020-12-31"}
WELL: dict[str, Any] = {
    "horizon": HORIZON,
    "conditions": {"won": True},
    "sites": [{"id": "office"}],
    "staff": [
        {"id": "ana", "roles": ["marketer"], "skills": ["banking"]},
        {"id": "bo", "roles": ["engineer"]},
    ],
}
MEETING = {"kind": "meeting", "id": "m", "on": "2020-03-03", "duration": "1h", "needs": {"engineer": 1}}
TALK = {"kind": "background", "id": "b", "from": "2020-03-03", "share": {"engineer": 0.2}}


def told(data: Any, model: type[Facts] = Facts) -> list[str]:
    try:
        model.model_validate(data)
    except InputError as error:
        return [str(fault) for fault in error.faults]
    return []


def meeting(**more: Any) -> dict[str, Any]:
    """Return facts with one meeting; a key given as `None` is left out."""
    stated = {key.rstrip("_"): value for key, value in {**MEETING, **more}.items() if value is not None}
    return {**WELL, "activities": [stated]}


def person(**more: Any) -> dict[str, Any]:
    return {**WELL, "staff": [*WELL["staff"], {"id": "cy", **more}]}


def test_what_is_well_is_not_told() -> None:
    assert not told(meeting())
    assert not told(meeting(time="10:00-12:00"))
    assert not told({**WELL, "activities": [TALK]})
    for place in (
        {"country": "FR"},
        {"country": "FR", "subdivision": "Moselle"},
        {"country": "FR", "subdivision": "57"},
    ):
        assert not told({**WELL, "calendar": place, "timezone": "Europe/Paris"})


UNREADABLE: list[tuple[Any, str]] = [
    ({**WELL, "calender": {}}, "calender: 'calender' is no known key. Did you mean 'calendar'?"),
    (dict[str, Any](), "'horizon' is missing. Add horizon."),
    ({**WELL, "defaults": {"fair": {"duratoin": "1h"}}}, "defaults.fair.duratoin: 'duratoin' is no known key. Did"),
    ({"horizon": {"from": "2020-01-01"}}, "horizon: 'to' is missing. Add to."),
    (
        {"horizon": {"form": "2020-01-01", "to": "2020-12-31"}},
        "horizon.form: 'form' is no known key. Did you mean 'from'?",
    ),
    ([1], "a list stands where a mapping is expected. Begin with format: planner-problem/1."),
    (None, "nothing stands where a mapping is expected. Begin with format: planner-problem/1."),
    (object(), "a object stands where a mapping is expected. Begin with format: planner-problem/1."),
    (
        {**WELL, "format": "planner-problem/2"},
        "format: 'planner-problem/2' cannot be read. This version reads 'planner-problem/1'.",
    ),
    (
        {**WELL, "format": "planner-plan/1"},
        "format: 'planner-plan/1' cannot be read. This version reads 'planner-problem/1'.",
    ),
    ({**WELL, "format": "problem"}, "format: 'problem' is not possible here. Known: 'planner-problem/1'"),
    ({**WELL, "format": 1}, "format: 1 is not possible here. Known: 'planner-problem/1'"),
    ({**WELL, 7: 1}, "[7]: the key 7 is no text. Write it in quotes."),
    ({**WELL, "language": "fre"}, "language: 'fre' is not possible here. Did you mean 'fr'?"),
    ({**WELL, "timezone": "Europe/Pari"}, "timezone: 'Europe/Pari' is no time zone. Did you mean 'Europe/Paris'?"),
    ({**WELL, "name": ["x"]}, "name: a list stands where text is expected"),
    ({**WELL, "name": {"x": 1}}, "name: a mapping stands where text is expected"),
    ({**WELL, "name": 10**5000}, "name: a huge number stands where text is expected"),
    ({**WELL, "name": False}, "name: false stands where text is expected"),
    ({**WELL, "rooms": None}, "rooms: nothing stands where a list is expected. Give it a value, or leave it out."),
    ({**WELL, "conditions": {"won": "maybe"}}, "conditions.won: 'maybe' stands where true or false is expected"),
    ({**WELL, "prices": {"move_day": float("nan")}}, "prices.move_day: nan stands where a number is expected"),
    ({**WELL, "prices": {"mvoe_day": 2}}, "prices.mvoe_day: 'mvoe_day' is no known key. Did you mean 'move_day'?"),
    ({**WELL, "prices": {"recall": -1}}, "prices.recall: -1 is too small. It must be at least 0."),
    ({**WELL, "prices": {"move": 1, "move_day": 2}}, "prices: move and move_day are the same: keep one of them"),
    ({**WELL, "defaults": {"meting": {}}}, "defaults.meting: 'meting' is no known key. Did you mean 'meeting'?"),
    (person(id=""), "staff[2].id: '' is too short. Its length must be at least 1."),
    (person(contract_hours=0), "staff[2].contract_hours: 0 is too small. It must be more than 0."),
    (person(contract_hours="169"), "staff[2].contract_hours: '169' is too large. It must be at most 168."),
    (
        person(skills=["law", {"name": "x", "from": "2020-02-31"}]),
        "staff[2].skills[1].from: '2020-02-31' is no day: February 2020 has 29 days",
    ),
    (person(hours={"mon": "9"}), "staff[2].hours: '9' is no span of time: write it as 09:00-12:30"),
    (
        person(absences=[{"from": "2020-01-01", "seen_by": "al"}]),
        "staff[2].absences[0].seen_by: 'al' is not possible here. Did you mean 'all'?",
    ),
    (meeting(on="2020-02-31"), "activities[0].on: '2020-02-31' is no day: February 2020 has 29 days"),
    (meeting(on=["2020-02-20", "x"]), "activities[0].on[1]: 'x' is no day: write it as 2020-06-23"),
    (meeting(kind="meting"), "activities[0].kind: 'meting' is not possible here. Did you mean 'meeting'?"),
    (meeting(duration="long"), "activities[0].duration: 'long' is no duration: write it as 2h, 1h30 or 90min"),
    (meeting(value=1e12), "activities[0].value: 1000000000000.0 is too large. It must be at most 1000000000."),
    (meeting(needs={"engineer": "x"}), "activities[0].needs.engineer: 'x' stands where a whole number is expected"),
    (meeting(needs={"engineer": 1.5}), "activities[0].needs.engineer: 1.5 stands where a whole number is expected"),
    (meeting(needs=[{"count": 1}]), "activities[0].needs[0]: 'role' is missing. Add role."),
    (
        meeting(needs={"role": "engineer", "cuont": 2}),
        "activities[0].needs.cuont: 'cuont' is no known key. Did you mean 'count'?",
    ),
    (
        meeting(needs=[{"rol": "engineer", "role": "engineer"}]),
        "activities[0].needs[0].rol: 'rol' is no known key. Did you mean 'role'?",
    ),
    (meeting(on=None, every=["x"]), "activities[0].every: a list stands where text or a mapping is expected"),
    (
        meeting(on=None, every="FREQ=HOURLY"),
        "activities[0].every: 'FREQ=HOURLY' is no recurrence of days: write it as FREQ=WEEKLY;BYDAY=MO",
    ),
    (
        meeting(on=None, every={"weekday": "tue", "nth": "6th"}),
        "activities[0].every.nth: '6th' is no place in a month: write first, second, third, fourth, fifth or last",
    ),
    (
        meeting(on=None, every={"weekday": "tue", "nht": "last"}),
        "activities[0].every.nht: 'nht' is no known key. Did you mean 'nth'?",
    ),
    (meeting(attendees=5), "activities[0].attendees: 5 stands where a mapping is expected"),
    (
        meeting(attendees={"role": "engineer"}),
        "activities[0].attendees.role: 'role' is no known key. Did you mean 'roles'?",
    ),
]


@pytest.mark.parametrize(("data", "fault"), UNREADABLE)
def test_what_cannot_be_read(data: Any, fault: str) -> None:
    (found,) = told(data)
    assert found.startswith(fault)


ENDS = "ends on 2020-03-01, before it starts on 2020-03-02. Swap them, or mend the date."
BACK = {"from": "2020-03-02", "to": "2020-03-01"}


SENSELESS: list[tuple[Any, str]] = [
    ({**WELL, "horizon": BACK}, f"horizon.to: {ENDS}"),
    (
        {"horizon": {"from": "2020-01-01", "to": "2041-01-01"}},
        "horizon.to: 2041-01-01 is more than twenty years after the start. Plan a part.",
    ),
    (
        {**WELL, "calendar": {"hours": {"mon": []}}},
        "calendar.hours: no weekday has hours. Write them as {mon-fri: [09:00-12:30]}.",
    ),
    ({**WELL, "calendar": {"closed": [BACK]}}, f"calendar.closed[0].to: {ENDS}"),
    (
        {**WELL, "calendar": {"subdivision": "57"}},
        "calendar.subdivision: a subdivision needs its country. Add country: FR, for example.",
    ),
    (
        {**WELL, "calendar": {"country": "FX"}},
        "calendar.country: 'FX' is no country code of the holidays library. Known: 'ABW'",
    ),
    (
        {**WELL, "calendar": {"country": "FR", "subdivision": "Mosele"}},
        "calendar.subdivision: 'Mosele' is no subdivision of FR. Did you mean 'Moselle'?",
    ),
    (person(employed=BACK), f"staff[2].employed.to: {ENDS}"),
    (person(skills=[{"name": "law", **BACK}]), f"staff[2].skills[0].to: {ENDS}"),
    (person(absences=[BACK]), f"staff[2].absences[0].to: {ENDS}"),
    (
        person(absences=[{"from": "2020-03-02 14:00", "to": "2020-03-02 13:00"}]),
        "staff[2].absences[0].to: ends on 2020-03-02 13:00:00, before it starts on 2020-03-02 14:00:00.",
    ),
    (person(absences=[{}]), "staff[2].absences[0]: does not say when. Give from and to, or every."),
    (
        person(absences=[{"from": "2020-03-02", "half": "morning", "time": "09:00-10:00"}]),
        "staff[2].absences[0].half: time and half both narrow the day. Keep one of them.",
    ),
    (
        person(absences=[{"from": "2020-03-02 10:00", "half": "morning"}]),
        "staff[2].absences[0].from: from and to give the hours already. Write days there, or leave the rest out.",
    ),
    (
        person(hours=[{"from": "2020-02-01", "week": {}}, {"from": "2020-01-01", "week": {}}]),
        "staff[2].hours: two weeks of hours begin on the same day, or a later one first. Sort them.",
    ),
    ({**WELL, "rooms": [{"id": "r", "closed": [BACK]}]}, f"rooms[0].closed[0].to: {ENDS}"),
    (
        meeting(on=None),
        "activities[0]: 'm' does not say when. Give exactly one of at, on, between, from, every, sessions.",
    ),
    (meeting(at="2020-03-03 10:00"), "activities[0]: 'm' says when 2 times (at, on). Give exactly one of"),
    (meeting(on=[]), "activities[0].on: 'm' names no day. Name at least one."),
    (meeting(on=None, between=BACK), f"activities[0].between.to: {ENDS}"),
    (meeting(could_move=BACK), f"activities[0].could_move.to: {ENDS}"),
    (meeting(client_away=[BACK]), f"activities[0].client_away[0].to: {ENDS}"),
    (meeting(on=None, time="10:00", from_="2020-03-02", to="2020-03-01"), f"activities[0].to: {ENDS}"),
    (
        meeting(to="2020-03-04"),
        "activities[0].to: 'm' ends on 2020-03-04 but begins on no day of its own. Remove it, or write from",
    ),
    (
        meeting(except_="2020-03-04"),
        "activities[0].except: only a recurring activity has exceptions. Remove it, or say every.",
    ),
    (meeting(on=None, sessions=[]), "activities[0].sessions: 'm' names no day. Name at least one."),
    (
        meeting(kind="training", attendees="all", on=None, sessions=[{}]),
        "activities[0].sessions[0]: a session has one date. Give it on or at.",
    ),
    (
        meeting(on=None, every="FREQ=DAILY", pins={"on": "2020-03-03"}),
        "activities[0].pins: a recurring activity has many dates; one cannot be pinned. Pin its staff only.",
    ),
    (
        meeting(pins={"staff": {"enginer": ["bo"]}}),
        "activities[0].pins.staff.enginer: 'm' pins a 'enginer' but needs none. Did you mean 'engineer'?",
    ),
    (
        meeting(share={"engineer": 1}),
        "activities[0].share: only background work takes a share of time. Say needs or attendees.",
    ),
    (
        meeting(needs=None),
        "activities[0]: 'm' says neither whom it needs nor who attends. Add needs: {ROLE: 1}",
    ),
    (
        meeting(duration=None),
        "activities[0]: 'm' does not say how long it lasts. Add duration: 2h, here or under defaults: meeting.",
    ),
    (
        meeting(duration="168h01"),
        "activities[0].duration: 'm' lasts longer than a week. Give its first and last day: from and to.",
    ),
    (
        meeting(on=None, **{"from": "2020-03-03"}, to="2020-03-04", time="10:00", duration="24h01"),
        "activities[0].duration: 'm' lasts longer than a day. Give its first and last day: from and to.",
    ),
    (
        meeting(on=None, at="2020-03-03 10:00", time="10:00"),
        "activities[0].time: at gives the time already. Keep one of them, or say on instead of at.",
    ),
    (
        meeting(time="10:00-10:30"),
        "activities[0].time: 'm' lasts 60 minutes, its time leaves 30. Widen the time or shorten the activity.",
    ),
    (
        meeting(on=None, from_="2020-03-03"),
        "activities[0]: 'm' lasts several days but its time is open. Add time: 10:00.",
    ),
    (meeting(grants=["law"]), "activities[0].grants: only who attends can be granted a skill. Add attendees."),
    (
        meeting(needs=None, attendees="all", preparation={"minutes": 5}),
        "activities[0].preparation: preparation and follow-up are done by those who are needed. Add needs.",
    ),
    (
        {**WELL, "activities": [{**TALK, "share": None}]},
        "activities[0]: 'b' does not say how much time it takes. Add share: {ROLE: 0.2}.",
    ),
    (
        {**WELL, "activities": [{**TALK, "duration": "1h"}]},
        "activities[0].duration: background work has no duration. It takes a share of a role's time only.",
    ),
    (
        {**WELL, "activities": [{"kind": "background", "id": "b", "on": "2020-03-03", "share": {"x": 1}}]},
        "activities[0].on: background work lasts from a day on. Say from, and to if it ends.",
    ),
]


@pytest.mark.parametrize(("data", "fault"), SENSELESS)
def test_what_makes_no_sense(data: Any, fault: str) -> None:
    (found,) = told(data)
    assert found.startswith(fault)


NOT_2020 = "the horizon goes from 2020-01-01 to 2020-12-31. Mend the date, or widen the horizon."


UNFITTING: list[tuple[Any, str]] = [
    (person(id="ana"), "staff[2].id: 'ana' is the id of another of the staff. Ids are unique: rename one of them."),
    (
        {**WELL, "activities": [MEETING, TALK, MEETING]},
        "activities[2].id: 'm' is the id of another of the activities.",
    ),
    ({**WELL, "rooms": [{"id": "r"}, {"id": "r"}]}, "rooms[1].id: 'r' is the id of another of the rooms."),
    (
        {**WELL, "sites": [{"id": "office", "travel": {"offices": "1h"}}]},
        "sites[0].travel.offices: 'offices' is no site. Did you mean 'office'?",
    ),
    (
        {**WELL, "sites": [{"id": "office", "distance": {"offices": 1}}]},
        "sites[0].distance.offices: 'offices' is no site. Did you mean 'office'?",
    ),
    (
        {**WELL, "sites": [{"id": "office", "travel": {"office": "1h"}}]},
        "sites[0].travel.office: 'office' is no way from itself. Remove it.",
    ),
    (
        {**WELL, "sites": [{"id": "office", "first_arrival": "10:00", "last_return": "09:00"}]},
        (
            "sites[0].last_return: 'office' is left by 09:00, before anybody arrives at 10:00. "
            "Swap them, or mend the time."
        ),
    ),
    (
        {
            **WELL,
            "sites": [{"id": "office"}, {"id": "lyon"}],
            "staff": [{"id": "ann", "roles": ["guide"], "site": "office"}],
            "activities": [
                {
                    "kind": "appointment",
                    "id": "v",
                    "on": "2020-06-03",
                    "duration": 60,
                    "needs": {"guide": 1},
                    "site": "lyon",
                }
            ],
        },
        (
            "sites[0]: nothing says how long the way from 'office' to 'lyon' takes, and 'ann' may need it. "
            "Add travel: {lyon: 1h} to 'office', with the time that it takes."
        ),
    ),
    (
        {
            **WELL,
            "sites": [
                {"id": "office", "travel": {"lyon": "1h"}},
                {"id": "lyon", "distance": {"here": 4}},
                {"id": "here"},
            ],
            "staff": [{"id": "ann", "roles": ["guide"], "site": "office"}],
            "activities": [
                {
                    "kind": "appointment",
                    "id": "v",
                    "on": "2020-06-03",
                    "duration": 60,
                    "needs": {"guide": 1},
                    "site": "lyon",
                }
            ],
        },
        (
            "sites[0]: nothing says how far the way from 'office' to 'lyon' leads, and 'ann' may need it. "
            "Add distance: {lyon: 12.5} to 'office', in kilometres, or leave out all distances."
        ),
    ),
    (
        {
            **WELL,
            "sites": [{"id": "office", "travel": {"lyon": "1h"}}, {"id": "lyon"}],
            "rooms": [{"id": "a", "site": "office"}, {"id": "b", "site": "lyon"}],
            "staff": [{"id": "ann", "roles": ["guide"]}],
            "activities": [
                {
                    "kind": "appointment",
                    "id": "v",
                    "on": "2020-06-03",
                    "duration": 60,
                    "needs": {"guide": 1},
                    "room": {},
                }
            ],
        },
        "activities[0].room: 'v' suits rooms at several places (lyon, office). Say where it is: site: lyon.",
    ),
    (person(site="ofice"), "staff[2].site: 'ofice' is no site. Did you mean 'office'?"),
    (
        {**WELL, "rooms": [{"id": "r", "site": "ofice"}]},
        "rooms[0].site: 'ofice' is no site. Did you mean 'office'?",
    ),
    (meeting(site="ofice"), "activities[0].site: 'ofice' is no site. Did you mean 'office'?"),
    (
        {**WELL, "defaults": {"fair": {"site": "ofice"}}},
        "defaults.fair.site: 'ofice' is no site. Did you mean 'office'?",
    ),
    (
        {**WELL, "defaults": {"fair": {"needs": {"role": "x", "prefer": "anna"}}}},
        "defaults.fair.needs.prefer: 'anna' is no person. Did you mean 'ana'?",
    ),
    (
        meeting(needs=[{"role": "engineer", "from": ["anna"]}]),
        "activities[0].needs[0].from: 'anna' is no person. Did you mean 'ana'?",
    ),
    (
        meeting(needs=[{"role": "engineer", "exclude": "anna"}]),
        "activities[0].needs[0].exclude: 'anna' is no person. Did you mean 'ana'?",
    ),
    (
        meeting(needs=[{"role": "engineer", "skills": "bankin"}]),
        "activities[0].needs[0].skills: nobody has the skill 'bankin', and no training grants it. Did you mean",
    ),
    (meeting(attendees=["anna"]), "activities[0].attendees: 'anna' is no person. Did you mean 'ana'?"),
    (
        meeting(attendees={"staff": "anna"}),
        "activities[0].attendees.staff: 'anna' is no person. Did you mean 'ana'?",
    ),
    (
        meeting(pins={"staff": {"engineer": "anna"}}),
        "activities[0].pins.staff.engineer: 'anna' is no person. Did you mean 'ana'?",
    ),
    (meeting(after="n"), "activities[0].after: 'n' is no activity. Known: 'm'"),
    (meeting(after="m"), "activities[0].after: 'm' comes after itself: 'm' after 'm'. Leave one of them out."),
    (meeting(only_if="wonn"), "activities[0].only_if: 'wonn' is no condition. Did you mean 'won'?"),
    (
        {**meeting(only_if="won"), "conditions": {}},
        "activities[0].only_if: 'won' is no condition. No condition is defined.",
    ),
    (
        meeting(steps=[{"name": "book", "days": -3, "owner": "enginer"}]),
        "activities[0].steps[0].owner: 'enginer' is no person or role. Did you mean 'engineer'?",
    ),
    (
        meeting(steps=[{"name": "book", "days": -3, "owner": "ana", "deputies": ["bo", "marketr"]}]),
        "activities[0].steps[0].deputies: 'marketr' is no person or role. Did you mean 'marketer'?",
    ),
    (meeting(on=["2020-03-03", "2021-03-03"]), f"activities[0].on: 'm' is on 2021-03-03, {NOT_2020}"),
    (meeting(on=None, at="2019-12-31 10:00"), f"activities[0].at: 'm' is on 2019-12-31, {NOT_2020}"),
    (
        meeting(kind="training", attendees="all", on=None, sessions=[{"on": "2020-03-03"}, {"on": "2021-03-03"}]),
        f"activities[0].sessions[1].on: 'm' is on 2021-03-03, {NOT_2020}",
    ),
    (
        meeting(kind="training", attendees="all", on=None, sessions=[{"at": "2021-03-03 10:00"}]),
        f"activities[0].sessions[0].at: 'm' is on 2021-03-03, {NOT_2020}",
    ),
    (meeting(pins={"on": "2021-03-03"}), f"activities[0].pins.on: 'm' is on 2021-03-03, {NOT_2020}"),
    (meeting(pins={"at": "2021-03-03 10:00"}), f"activities[0].pins.at: 'm' is on 2021-03-03, {NOT_2020}"),
    (
        meeting(on=None, between={"from": "2021-01-01", "to": "2021-02-01"}),
        "activities[0].between: 'm' lies outside the horizon, which goes from 2020-01-01 to 2020-12-31.",
    ),
    (
        {**WELL, "activities": [{**TALK, "from": "2021-01-01"}]},
        "activities[0].from: 'b' lies outside the horizon, which goes from 2020-01-01 to 2020-12-31.",
    ),
]


@pytest.mark.parametrize(("data", "fault"), UNFITTING)
def test_what_does_not_fit_together(data: Any, fault: str) -> None:
    (found,) = told(data)
    assert found.startswith(fault)


def test_a_skill_may_be_granted() -> None:
    training = {"kind": "training", "id": "t", "on": "2020-02-03", "attendees": "all", "grants": ["law"]}
    course = meeting(needs=[{"role": "engineer", "skills": ["law"]}])
    assert not told({**course, "activities": [*course["activities"], training]})
    by_default = {key: value for key, value in training.items() if key != "grants"}
    assert not told(
        {**course, "activities": [*course["activities"], by_default], "defaults": {"training": {"grants": "law"}}}
    )


def test_a_last_day_is_a_whole_day() -> None:
    assert not told(
        person(absences=[{"from": "2020-03-02 14:00", "to": "2020-03-02"}, {"from": "2020-01-01", "to": "9999-12-31"}])
    )
    assert not told(
        person(
            absences=[
                {"from": "2020-03-02", "to": "2020-03-02 14:00"},
                {"from": "2020-01-01 10:00", "to": "9999-12-31"},
            ]
        )
    )


def test_everything_at_once_in_order() -> None:
    data = {
        "horizon": {"from": "2020-01-01", "to": "2020-13-31"},
        "calender": {},
        "calendar": {"country": "FR", "subdivision": "Mosele", "closed": [{"form": "2020-01-01", "to": "2020-01-02"}]},
        "staff": [
            {"id": "ana", "roles": ["marketer"], "contract_hours": -1},
            {"idd": "bo"},
            {"id": "ana", "absences": [BACK]},
        ],
        "activities": [
            meeting(on="2020-02-31", only_if="won", colour="red")["activities"][0],
            5,
            {**MEETING, "id": "n", "duration": None, "after": ["q"]},
        ],
    }
    assert [one.partition(": ")[0] for one in told(data)] == [
        "horizon.to", "calender", "calendar.subdivision", "calendar.closed[0].form", "staff[0].contract_hours",
        "staff[1].idd", "staff[2].id", "staff[2].absences[0].to", "activities[0].on", "activities[0].only_if",
        "activities[0].colour", "activities[1]", "activities[2]", "activities[2].after[0]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "places"),
    [
        ({"staff": 5}, ["staff"]),
        ({"staff": [WELL["staff"][0], "bo", None]}, ["staff[1]", "staff[2]"]),
        ({"staff": [WELL["staff"][0], {"id": ["bo"]}]}, ["staff[1].id"]),
        (
            {"staff": [WELL["staff"][0], {"id": "bo", "name": [], "roles": [[]]}]},
            ["staff[1].name", "staff[1].roles[0]"],
        ),
        ({"stafff": WELL["staff"], "staff": []}, ["stafff"]),
        ({"sites": {"office": 1}}, ["sites"]),
        ({"sites": [["office"]]}, ["sites[0]"]),
        ({"conditions": {"won": "x"}}, ["conditions.won"]),
        ({"conditions": 5}, ["conditions"]),
        (
            {"staff": [{"id": "ana", "roles": {"x": 1}, "skills": 5}, {"id": "bo"}]},
            ["staff[0].roles", "staff[0].skills"],
        ),
    ],
)
def test_what_cannot_be_read_is_not_missed(more: dict[str, Any], places: list[str]) -> None:
    data = meeting(
        needs=[{"role": "engineer", "skills": ["banking"], "from": ["bo"]}],
        steps=[{"name": "book", "days": -3, "owner": "marketer"}],
        only_if="won",
        site="office",
    )
    assert [one.partition(": ")[0] for one in told({**data, **more})] == places


@pytest.mark.parametrize(
    "training",
    [
        {"activities": [{"kind": "training", "id": "t", "on": "2020-02-03", "attendees": "all", "grants": [["law"]]}]},
        {"activities": [{"kind": "training", "id": "t", "on": "2020-02-03", "attendees": "all", "grant": "law"}]},
        {"activities": [{"kind": "train", "grants": "law"}]},
        {"activities": [], "defaults": {"training": {"grants": [["law"]]}}},
    ],
)
def test_a_skill_that_may_be_granted_is_not_missed(training: dict[str, Any]) -> None:
    stated = meeting(needs=[{"role": "engineer", "skills": ["law"]}], after="zz")
    found = told({**stated, **training, "activities": [*training["activities"], *stated["activities"]]})
    assert not any("nobody has the skill" in one for one in found)
    assert any("'zz' is no activity" in one for one in found) or training["activities"][0]["kind"] == "train"


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ({**meeting(duration=None), "defaults": {"meeting": {"duration": "x"}}}, ["defaults.meeting.duration"]),
        ({**meeting(duration=None), "defaults": {"meeting": 5}}, ["defaults.meeting"]),
        (
            {**meeting(duration=None), "defaults": {"meeting": {"value": -1}}},
            ["defaults.meeting.value", "activities[0]"],
        ),
        ({**meeting(duration=None), "defautls": {"meeting": {"duration": "1h"}}}, ["defautls"]),
        ({**meeting(duration=None), "activities": 5, "defaults": {"meeting": 5}}, ["defaults.meeting", "activities"]),
        (
            {**WELL, "activities": [{**TALK, "duration": "1h"}], "defaults": {"meeting": 5}},
            ["activities[0].duration", "defaults.meeting"],
        ),
        (meeting(duration="x", needs=None), ["activities[0].duration"]),
        (meeting(chance=7, needs=None), ["activities[0]", "activities[0].chance"]),
        ({**WELL, "calendar": {"country": 5, "subdivision": "57"}}, ["calendar.country"]),
        ({**meeting(on="2021-03-03"), "horizon": {"from": "2020-01-01"}}, ["horizon"]),
        ({**meeting(on="2021-03-03"), "horizon": BACK}, ["horizon.to"]),
    ],
)
def test_no_fault_comes_of_another(data: Any, places: list[str]) -> None:
    if data.get("activities") == 5:
        data = {**data, "activities": [5, MEETING]}
        places = ["defaults.meeting", "activities[0]"]
    assert sorted(one.partition(": ")[0] for one in told(data)) == sorted(places)


DAILY = {**MEETING, "on": None, "every": "FREQ=DAILY", "time": "09:00"}
SATURDAYS = {**DAILY, "id": "s", "every": "FREQ=WEEKLY;BYDAY=SA"}
NEVER = {**DAILY, "id": "n", "every": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}


@pytest.mark.parametrize(
    ("data", "places"),
    [
        (
            {**WELL, "activities": [NEVER, SATURDAYS, DAILY]},
            ["activities[0].every", "activities[1].every"],
        ),
        (
            {**WELL, "activities": [{**NEVER, "id": "v", "value": -1}, NEVER]},
            ["activities[0].value", "activities[1].every"],
        ),
        ({"activities": [{**NEVER, "needs": None, "attendees": "all"}]}, [""]),
        ({"horizon": {"from": "0001-01-01", "to": "9999-12-31"}, "activities": [DAILY]}, ["horizon.to"]),
        ({"horizon": BACK, "activities": [DAILY]}, ["horizon.to"]),
        ({**WELL, "calendar": {"hours": {"sat": "x"}}, "activities": [SATURDAYS]}, ["calendar.hours"]),
        ({**WELL, "calender": {"hours": {"sat": "9:00-12:00"}}, "activities": [SATURDAYS]}, ["calender"]),
        ({**WELL, "activities": [{**SATURDAYS, "on_days_off": "perhaps"}]}, ["activities[0].on_days_off"]),
    ],
)
@pytest.mark.alone
def test_recurrences_are_counted_on_sure_days_only(data: Any, places: list[str]) -> None:
    start = time.perf_counter()
    found = told(data, Problem)
    assert [re.sub("^'.*", "", one).partition(": ")[0] for one in found] == places
    assert time.perf_counter() - start < 2


def test_indexes_are_those_of_the_data() -> None:
    data = {
        **WELL,
        "activities": [5, {**MEETING, "on": "x"}, None, {**MEETING, "id": "n", "after": "zz"}, {**MEETING, "id": "n"}],
    }
    assert [one.partition(": ")[0] for one in told(data)] == [
        "activities[0]", "activities[1].on", "activities[2]", "activities[3].after", "activities[4].id",
    ]  # fmt: skip


DOORS: dict[str, Callable[[Any], Facts]] = {
    "mapping": Facts.model_validate,
    "keywords": lambda data: Facts(**data),
    "json": lambda data: Facts.model_validate_json(json.dumps(data)),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_tells(door: str) -> None:
    make = DOORS[door]
    assert make(meeting()) == Facts.model_validate(meeting())
    with pytest.raises(InputError) as error:
        make(meeting(on="2020-02-31", after=["q"]))
    assert [fault.path for fault in error.value.faults] == [("activities", 0, "on"), ("activities", 0, "after", 0)]


def test_no_json_at_all() -> None:
    with pytest.raises(InputError, match="this is no JSON: EOF while parsing"):
        Facts.model_validate_json("{")


def test_facts_made_in_python() -> None:
    activity = Activity(
        kind="meeting", id="m", from_="2020-03-03", to="2020-03-04", time="10:00", duration="1h", attendees=["q"]
    )
    horizon = Horizon(from_="2020-01-01", to="2020-12-31")
    data = {"horizon": horizon, "calendar": Calendar(), "activities": (activity,), "staff": [Staff(id="q")]}
    facts = Facts.model_validate(data)
    assert Facts.model_validate(facts) is facts
    assert told({**data, "staff": ()}) == ["activities[0].attendees.staff: 'q' is no person. No person is defined."]
    assert told({**data, "horizon": {"from_": "2020-01-01", "to": "x"}}) == [
        "horizon.to: 'x' is no day: write it as 2020-06-23"
    ]
    assert told({**data, "horizon": {"from_": "y", "to": "2020-01-01"}}) == [
        "horizon.from_: 'y' is no day: write it as 2020-06-23"
    ]


def test_nesting_without_end() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    assert told({**WELL, "name": deep}) == ["name: a list stands where text is expected"]
    assert told(meeting(on=[deep])) == ["nested too deeply to be read. Facts are a few levels deep."]
    assert told({**WELL, "format": deep}) == ["format: a list is not possible here. Known: 'planner-problem/1'"]


def test_models_of_all_sorts() -> None:
    class Left(BaseModel):
        sort: Literal["left"]
        deep: dict[str, tuple[Horizon, ...]]

    class Right(BaseModel, extra="forbid"):
        sort: Literal["right"] = "right"
        code: Annotated[str, Field(pattern="^a$", max_length=3)] | None = None
        deep: dict[str, tuple[Horizon, ...]] | None = None

    class Either(BaseModel):
        one: Left | Right

    def faults(data: Any) -> list[str]:
        with pytest.raises(ValidationError) as error:
            Either.model_validate(data)
        return [str(fault) for fault in faults_of(error.value, data, Either)]

    assert faults({"one": {"sort": "right", "cod": 1}}) == ["one.cod: 'cod' is no known key. Did you mean 'code'?"]
    assert faults({"one": {"sort": "right", "code": "b"}})[0].startswith("one.code: 'b' is not possible here: String")
    assert faults({"one": {"code": "aaaa"}})[0].startswith("one.code: 'aaaa' is too long. Its length must be at most 3")
    assert faults({"one": 5}) == ["one: 5 stands where a mapping is expected"]
    deep = {"one": {"sort": "right", "deep": {"x": [{**HORIZON, "form": 1}]}}}
    assert faults(deep) == ["one.deep.x[0].form: 'form' is no known key. Did you mean 'from'?"]
    assert keys_at(Either, ("one", "code"), {"one": {"sort": "right", "code": {}}}) == []


def test_long_values_are_cut() -> None:
    (found,) = told(meeting(on="x" * 10_000))
    assert found.startswith("activities[0].on: 'xxx")
    assert found.endswith("is no day: write it as 2020-06-23")
    assert len(found) < 400


@pytest.mark.parametrize(
    ("rules", "faults"),
    [
        ([{"rule": "at_mst", "count": 2}], ["rules[0].rule: 'at_mst' is no known rule. Did you mean 'at_most'?"]),
        ([{"rle": "rest", "hours": 11}], ["rules[0]: 'rule' is missing. Add rule."]),
        ([5], ["rules[0]: 5 stands where a mapping is expected"]),
        ([{"rule": "at_most", "cuont": 2}], ["rules[0].cuont: 'cuont' is no known key. Did you mean 'count'?"]),
        ([{"rule": "rest", "hours": "x"}, {"rule": "rest", "hours": 11, "price": 0}], [
            "rules[0].hours: 'x' stands where a number is expected",
            "rules[1].price: 0 is too small. It must be at least 1.",
        ]),
    ],
)  # fmt: skip
def test_rules_are_told_with_the_facts(rules: Any, faults: list[str]) -> None:
    assert told({**meeting(), "rules": rules}, Problem) == faults
    assert told({**meeting(only_if="lost"), "rules": rules}, Problem)[0].startswith("activities[0].only_if")


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ({"activity": "n", "leest": 1}, "after.leest: 'leest' is no known key. Did you mean 'least'?"),
        ({"least": 1}, "after: 'activity' is missing. Add activity."),
        (
            [{"activity": "n", "most": "2 weeks"}],
            "after[0].most: '2 weeks' is neither days nor a duration: write days as 2 (at most 366), or a time as",
        ),
        ([{"activity": "n", "least": 367}], "after[0].least: 367 is neither days nor a duration: write"),
        (
            [{"activity": "n", "least": 3, "most": 2}],
            "after[0].most: at most 2 after 'n' is less than at least 3. Make most the larger one.",
        ),
        (
            [{"activity": "n", "least": "3h", "most": "2h"}],
            "after[0].most: at most 120min after 'n' is less than at least 180min. Make most the larger one.",
        ),
        ("o", "after: 'm' comes after itself: 'm' after 'o' after 'm'. Leave one of them out."),
        ("b", "after: 'm' comes after 'b', background work that never is over. Name another activity."),
    ],
)
def test_orders_that_make_no_sense(after: Any, told: str) -> None:
    data = meeting(after=after)
    m = data["activities"][0]
    others = [{**m, "id": "n", "after": []}, {**m, "id": "o", "after": "m"}]
    others.append({"kind": "background", "id": "b", "from": "2020-06-22", "share": {"engineer": 0.1}})
    with pytest.raises(InputError) as error:
        Facts.model_validate({**data, "activities": [m, *others]})
    assert any(f"activities[0].{told}" in str(fault) for fault in error.value.faults), error.value


@pytest.mark.parametrize(
    ("rule", "faults"),
    [
        ({"rule": "apart", "people": ["ana"]}, ["people: a list is too short. Its length must be at least 2."]),
        ({"rule": "apart", "people": ["ana", "ana"]}, ["people: 'ana' is named twice. Name each person once."]),
        ({"rule": "together", "who": "anna", "with": "boo"}, [
            "who: 'anna' is no person. Did you mean 'ana'?",
            "with: 'boo' is no person. Did you mean 'bo'?",
        ]),
        ({"rule": "together", "who": "ana", "with": "ana"}, [
            "with: 'ana' cannot be beside themselves. Name somebody else.",
        ]),
        ({"rule": "contract_hours", "per": "day"}, [
            "per: 'day' is not possible here. Known: 'horizon', 'month', 'week'",
        ]),
        ({"rule": "contract_hours", "people": ["boo"]}, ["people: 'boo' is no person. Did you mean 'bo'?"]),
        ({"rule": "balance", "role": "guide", "carried": {"anna": 1, "bo": 2}}, [
            "carried.anna: 'anna' is no person. Did you mean 'ana'?",
            "carried.bo: 'bo' does not hold the role 'guide'. Carry over balances of its holders only.",
        ]),
        ({"rule": "fewest_people", "role": "gide"}, ["role: nobody holds the role 'gide'. Did you mean 'guide'?"]),
        ({"rule": "level", "role": "gide"}, ["role: nobody holds the role 'gide'. Did you mean 'guide'?"]),
        ({"rule": "continuity", "by": "clients"}, ["by: 'clients' is not possible here. Did you mean 'client'?"]),
        ({"rule": "spread", "per": "day"}, ["per: 'day' is not possible here. Known: 'month', 'week'"]),
        ({"rule": "no_idle", "people": ["anna"]}, ["people: 'anna' is no person. Did you mean 'ana'?"]),
    ],
)  # fmt: skip
def test_what_rules_name_must_be_there(rule: Any, faults: list[str]) -> None:
    staff = [{"id": "ana", "roles": ["guide"]}, {"id": "bo", "roles": ["driver"]}]
    found = told({"horizon": {"from": "2020-06-22", "to": "2020-06-26"}, "staff": staff, "rules": [rule]}, Problem)
    assert found == [f"rules[0].{one}" for one in faults]
