"""Activities become occurrences: their days, windows, given times and people."""

from typing import Any

import pytest

from planner.timeline.occurrence import Occurrence
from planner.timeline.timeline import Timeline
from timeline.lay import clock, day, laid, meeting, only, person, visit


def task(**stated: Any) -> Occurrence:
    return only(laid(staff=[person()], activities=[visit(**stated)]))


def days(one: Occurrence) -> list[str]:
    return [f"{day:%d}" for day in one.days]


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ({"at": "2020-06-23 10:00"}, ["23"]),
        ({"on": "2020-06-23"}, ["23"]),
        ({"on": ["2020-06-24", "2020-06-23"]}, ["23", "24"]),
        ({"between": {"from": "2020-06-19", "to": "2020-06-23"}}, ["19", "22", "23"]),
        ({"between": {"from": "2020-06-19", "to": "2020-06-22"}, "on_days_off": True}, ["19", "20", "21", "22"]),
        ({"between": {"from": "2020-05-19", "to": "2020-06-02"}}, ["01", "02"]),
        ({"between": {"from": "2020-06-27", "to": "2020-06-28"}}, []),
        ({"from": "2020-06-22", "to": "2020-06-22", "time": "10:00"}, ["22"]),
        ({"from": "2020-06-29", "time": "10:00"}, ["29"]),
    ],
)
def test_when(when: dict[str, Any], found: list[str]) -> None:
    assert days(task(**when)) == found


def test_every_day_of_a_fair() -> None:
    fair = task(kind="fair", duration=None, from_="2020-06-25", to="2020-06-29")
    assert [f"{one:%d}" for one in fair.run] == ["25", "26", "29"]
    assert fair.lasting(day("2020-06-25")) == fair.run
    assert days(fair) == ["25"]
    assert fair.all_day
    open_ended = task(kind="fair", duration=None, from_="2020-06-29")
    assert [f"{one:%d}" for one in open_ended.run] == ["29", "30"]
    saturday = task(kind="fair", duration=None, from_="2020-06-27", to="2020-06-27", on_days_off=True)
    assert (days(saturday), saturday.run, saturday.lasting(day("2020-06-27"))) == (["27"], (), (day("2020-06-27"),))
    assert days(task(kind="fair", duration=None, from_="2020-06-27", to="2020-06-27")) == []


def windows(**stated: Any) -> list[str]:
    timeline = laid(staff=[person()], activities=[visit(**stated)])
    return [one for spans in only(timeline).windows.values() for one in clock(timeline, spans)]


def test_windows() -> None:
    assert windows(on="2020-06-23") == ["23 00:00-25 00:00"]
    assert windows(on="2020-06-23", time="09:00-12:00") == ["23 09:00-12:00"]
    assert windows(on="2020-06-23", time="22:00-06:00") == ["23 22:00-24 06:00"]
    away = [{"from": "2020-06-23 10:00", "to": "2020-06-23 11:00"}]
    assert windows(on="2020-06-23", time="09:00-12:00", client_away=away) == ["23 09:00-10:00", "23 11:00-12:00"]
    assert windows(kind="training", on="2020-06-23", duration=None) == []


def test_given_times() -> None:
    for when in ({"at": "2020-06-23 10:07"}, {"on": "2020-06-23", "time": "10:07"}):
        timeline = laid(staff=[person()], activities=[visit(**when)])
        (start,) = only(timeline).given.values()
        assert f"{timeline.clock.local(start):%d %H:%M}" == "23 10:07"
    assert task(on="2020-06-23", time="09:00-12:00").given == {}


def test_a_span_without_a_duration_is_the_duration() -> None:
    fair = task(kind="fair", duration=None, time="10:00-16:00", from_="2020-06-25", to="2020-06-26")
    assert (fair.duration, len(fair.given), fair.all_day) == (360, 2, False)


def test_who() -> None:
    staff = [person(id="cy"), person(id="bo", roles=["driver"]), person(id="ana", roles=["cook", "guide"])]
    attendees: list[tuple[Any, tuple[str, ...]]] = [
        ("all", ("ana", "bo", "cy")),
        ({"roles": ["driver", "cook"]}, ("ana", "bo")),
        (["cy"], ("cy",)),
        ({"roles": "driver", "staff": "cy"}, ("bo", "cy")),
    ]
    for stated, found in attendees:
        one = only(laid(staff=staff, activities=[meeting(on="2020-06-23", attendees=stated)]))
        assert one.attendees == one.candidates == found
    seminar = {"kind": "seminar", "id": "s", "on": "2020-06-23"}
    assert only(laid(staff=staff, activities=[seminar])).attendees == ("ana", "bo", "cy")
    some = only(laid(staff=staff, activities=[{**seminar, "attendees": ["bo"]}]))
    assert some.attendees == ("bo",)
    both = only(laid(staff=staff, activities=[visit(on="2020-06-23", attendees=["bo"])]))
    assert (both.attendees, both.candidates, both.heads) == (("bo",), ("ana", "bo", "cy"), 1)


def test_conditions_background_and_the_order_of_ids() -> None:
    talk = {"kind": "background", "id": "talk", "from": "2020-06-01", "share": {"guide": 0.1}}
    stated = [visit(id="b", on="2020-06-23", only_if="won"), visit(id="a", on="2020-06-24"), talk]
    for won, found in ((True, ["a", "b"]), (False, ["a"])):
        timeline = laid(staff=[person()], conditions={"won": won}, activities=stated)
        assert [one.id for one in timeline.occurrences] == found
        assert [one.id for one in timeline.background] == ["talk"]


@pytest.mark.parametrize(
    ("stated", "worth"),
    [
        ({}, 100),
        ({"value": 20000, "chance": 0.4}, 800000),
        ({"value": 0.29}, 29),
        ({"chance": 0.335}, 34),
        ({"chance": 0.345}, 34),  # half of a hundredth: to the even one
        ({"value": 0}, 0),
        ({"value": 1.1, "chance": 0.1}, 11),
    ],
)
def test_worth(stated: dict[str, float], worth: int) -> None:
    assert task(on="2020-06-23", **stated).worth == worth


def test_defaults_of_an_occurrence() -> None:
    one = task(on="2020-06-23")
    assert (one.priority, one.partial, one.on_days_off, one.duration) == ("normal", False, False, 120)
    said = task(on="2020-06-23", priority="low", partial=True, on_days_off=True)
    assert (said.priority, said.partial, said.on_days_off) == ("low", True, True)
    assert not only(laid(staff=[person()], activities=[meeting(on="2020-06-23", partial=True)])).partial


def two(**more: Any) -> Timeline:
    return laid(staff=[person()], activities=[visit(on="2020-06-23", **more), visit(id="other", on="2020-06-24")])


def test_looking_up() -> None:
    timeline = two()
    assert timeline.occurrence("visit").id == "visit"
    with pytest.raises(KeyError):
        timeline.occurrence("none")
    one = timeline.occurrence("other")
    assert timeline.only((one,)).occurrences == (one,)
    assert timeline.with_task(one) is timeline
    assert timeline.with_person(timeline.people["ana"]) is timeline
    assert timeline.occurrences[1].id == "visit"


def test_work_days() -> None:
    timeline = two(preparation={"minutes": 60, "within": 3}, follow_up={"minutes": 60, "within": 20})
    one = timeline.occurrence("visit")
    preparation, follow_up = one.activity.preparation, one.activity.follow_up
    assert preparation
    assert follow_up
    before = timeline.work_days(one, preparation, "preparation", day("2020-06-23"))
    assert [f"{one:%d}" for one in before] == ["18", "19", "22"]
    assert [f"{one:%d}" for one in timeline.work_days(one, preparation, "preparation", day("2020-06-02"))] == ["01"]
    after = timeline.work_days(one, follow_up, "follow_up", day("2020-06-23"))
    assert [f"{one:%d}" for one in after] == ["24", "25", "26", "29", "30"]


def span(timeline: Timeline, one: Occurrence, on: str) -> tuple[list[str], str]:
    """What Ana's first start takes of her, and when all is over."""
    start = timeline.starts(one, "ana", day(on))[0][0]
    return clock(
        timeline, timeline.held(one, "ana", start)
    ), f"{timeline.clock.local(timeline.ends(one, start)):%d %H:%M}"


def test_what_is_held() -> None:
    fair = visit(kind="fair", duration=None, from_="2020-06-26", to="2020-06-29")
    away = [{"from": "2020-06-29 10:00", "to": "2020-06-29 11:00"}]
    whole = laid(staff=[person()], activities=[fair])
    days_ = ["26 09:00-12:00", "26 13:00-17:00", "29 09:00-12:00", "29 13:00-17:00"]
    assert span(whole, only(whole), "2020-06-26") == (days_, "29 17:00")
    divided = laid(staff=[person(absences=away)], activities=[fair])
    assert not divided.starts(only(divided), "ana", day("2020-06-26"))
    attended = laid(staff=[person(absences=away)], activities=[{**fair, "needs": None, "attendees": "all"}])
    assert span(attended, only(attended), "2020-06-26")[0][2:] == ["29 09:00-10:00", "29 11:00-12:00", "29 13:00-17:00"]
    hourly = laid(staff=[person()], activities=[{**fair, "duration": "2h", "time": "10:00"}])
    assert span(hourly, only(hourly), "2020-06-26") == (["26 10:00-12:00", "29 10:00-12:00"], "29 12:00")
    course = visit(kind="training", duration=None, on="2020-06-27", on_days_off=True)
    one_day = laid(staff=[person()], activities=[course])
    assert span(one_day, only(one_day), "2020-06-27") == (["27 09:00-12:00", "27 13:00-17:00"], "27 17:00")
    short = laid(staff=[person()], activities=[visit(on="2020-06-26")])
    assert span(short, only(short), "2020-06-26") == (["26 09:00-11:00"], "26 11:00")
    assert short.with_task(only(whole)).occurrences == (only(whole),)
