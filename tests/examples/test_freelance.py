"""A consultant's year: what she accepts is worth its trips, and nothing else would bring more.

What each choice brings and costs is counted a second time (trips.py), from the brief, the days and the ways as they are
stated: every request in Paris on one of its days, by video, or turned down, all ways of grouping them tried.
"""

import datetime as dt
import runpy
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

import planner
from examples.trips import HOLIDAYS, MEETING, Year, brief, income, least, minute, there, together, tour
from planner.facts.activities import Activity
from planner.rules.choose import Choose

FOLDER = Path(__file__).parents[2] / "examples" / "freelance"


@pytest.fixture(scope="module")
def year() -> Year:
    problem = planner.load(FOLDER / "problem.yaml")
    return Year(problem, planner.solve(problem, settings=planner.Settings(work=60)))


def test_the_prices_are_those_of_the_briefs(year: Year) -> None:
    """What turning down costs is what the request may bring; nothing is worth more than the brief says."""
    clients = {one.id: one.client or "" for one in year.problem.activities}
    lost: dict[str, int] = defaultdict(int)
    for rule in year.problem.rules:
        if isinstance(rule, Choose):
            lost[clients[rule.of[0]]] += rule.price or 0
    expected = {
        client: round(income(one, "chance" if one.site else "by video")) for client, one in year.requests.items()
    }
    assert {client: price for client, price in expected.items() if price} == lost


def test_the_year_is_the_best_possible_and_right(year: Year) -> None:
    assert year.plan.status is planner.Status.OPTIMAL
    assert planner.check(year.problem, year.plan).clean
    assert len(year.requests) >= 36


# 1. Which requests to accept: expected value against the time and money of the trip.


def test_no_other_choice_of_requests_and_trips_brings_more(year: Year) -> None:
    (prices,) = [one for one in year.plan.goals if one.name == "prices of broken rules"]
    groups = together(year.requests.values())
    assert max(map(len, groups)) >= 3
    assert prices.value == round(sum(least(year, group) for group in groups))


def test_a_meeting_in_paris_only_where_the_chance_is_high(year: Year) -> None:
    """Below three in ten nobody gets onto a train, whatever the budget."""
    assert year.held("appointment")
    for client in year.held("appointment"):
        assert brief(year.requests[client], "chance") >= 0.3


# 2. Which meetings to group into one trip to Paris, with travel between clients and the last train back.


def test_every_trip_pays_for_itself(year: Year) -> None:
    days: dict[dt.date, list[Activity]] = defaultdict(list)
    for client, booking in year.held("appointment").items():
        assert booking.start
        days[booking.start.date()].append(year.requests[client])
    assert sum(len(visits) > 1 for visits in days.values()) >= 6
    for day, visits in days.items():
        cost = tour(year, day, visits)
        assert cost is not None
        assert sum(income(one, "chance") - income(one, "by video") for one in visits) >= cost


def test_there_is_time_for_the_way_and_the_last_train(year: Year) -> None:
    sites = {site.id: site for site in year.problem.sites}
    days: dict[dt.date, list[tuple[dt.datetime, dt.datetime, str]]] = defaultdict(list)
    for client, one in year.held("appointment").items():
        assert one.start
        assert one.end
        days[one.start.date()].append((one.start, one.end, year.requests[client].site or ""))
    for stops in days.values():
        stops.sort()
        for (_, end, here), (start, _, there_) in pairwise(stops):
            assert start - end >= dt.timedelta(minutes=year.way(here, there_) if here != there_ else 0)
        for start, end, site in stops:
            assert start.hour * 60 + start.minute >= minute(sites[site].first_arrival)
            assert end.hour * 60 + end.minute <= minute(sites[site].last_return)
    trips = defaultdict(list)
    for journey in year.plan.journeys:
        trips[journey.start.date()].append(journey)
    assert trips.keys() == days.keys()
    for legs in trips.values():
        assert legs[0].from_ == legs[-1].to == "marseille"
        assert all(one.to == other.from_ for one, other in pairwise(legs))


def test_meetings_end_when_it_was_agreed(year: Year) -> None:
    for kind in ("appointment", "meeting"):
        for client, one in year.held(kind).items():
            assert one.start
            assert one.end
            assert (one.end - one.start).seconds // 60 == year.requests[client].duration
            assert one.start.date() in (year.requests[client].on or ())


# 3. Which to hold by video instead.


def test_by_video_is_what_a_trip_would_not_pay_for(year: Year) -> None:
    by_video = year.held("meeting")
    assert len(by_video) >= 5
    assert not by_video.keys() & year.held("appointment").keys()
    for client in by_video:
        request = year.requests[client]
        assert income(request, "by video") > MEETING
        for day in filter(there, request.on or ()):
            alone = tour(year, day, [request])
            assert alone is None or not request.site or income(request, "chance") - income(request, "by video") < alone


# 4. The year at a glance: days on the road, days free, expected income.


def test_the_year_at_a_glance(year: Year, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "solve", lambda problem, settings: year.plan)
    runpy.run_path(str(FOLDER / "run.py"))
    printed = capsys.readouterr().out
    road = {one.start.date() for one in year.plan.journeys}
    calls = {one.start.date() for one in year.held("meeting").values() if one.start} - road
    first, last = dt.date(2026, 1, 5), dt.date(2026, 12, 18)
    days = [first + dt.timedelta(days=i) for i in range((last - first).days + 1)]
    open_days = sum(end - start for day in days for start, end in there(day)) / 510
    assert f"{len(road)} days on the road, {len(calls)} with a meeting by video" in printed
    assert f"{open_days - len(road | calls):.0f} of {open_days:.0f} days free" in printed
    expected = sum(income(year.requests[one], "chance") for one in year.held("appointment"))
    expected += sum(income(year.requests[one], "by video") for one in year.held("meeting"))
    assert f"expected income {expected:,.0f} EUR" in printed
    assert "Salon Horizon: no budget" in printed
    for client in (*year.held("appointment"), *year.held("meeting"), *year.turned_down):
        assert client in printed


# 5. The requests declined, each with its reason.


def test_what_is_turned_down_says_why(year: Year) -> None:
    assert year.turned_down == {
        "Agence des Rives",
        "Cave Mirabel",
        "Château de Brou",
        "Groupe Maxence",
        "Salon Horizon",
    }
    declined = {year.requests[one].id: one for one in year.turned_down}
    told = {declined[one.activity]: one for one in year.plan.declined if one.activity in declined}
    assert told.keys() == year.turned_down
    trip = tour(year, dt.date(2026, 4, 28), [year.requests["Cave Mirabel"]])
    assert trip is not None
    alone = trip + MEETING - income(year.requests["Cave Mirabel"], "chance")
    assert told["Cave Mirabel"].costs == {"prices of broken rules": alone}
    assert told["Agence des Rives"].costs == {"prices of broken rules": MEETING - 80}
    leave = told["Château de Brou"].proof
    assert leave is not None
    assert leave.certificate is not None
    assert "Nora Lemaire: leave from 13 July to 21 August" in leave.certificate.text


def test_a_request_without_a_project_or_a_budget_is_asked_for_them(year: Year) -> None:
    assert {one.activity: one.missing for one in year.plan.incomplete} == {
        "horizon": ("budget",),
        "maxence": ("goal", "audience", "deadline"),
    }


def test_a_web_form_is_filled_in_ten_working_days_before(year: Year) -> None:
    """Some clients take bookings only that way, and answer days later."""
    forms = [one for one in year.plan.steps if one.name == "web form filled in"]
    assert {one.activity for one in forms} >= {"breguet", "sarcy"}
    for one in forms:
        booking = year.plan.booking(one.occurrence)
        if booking.start is not None:
            assert one.day
            assert there(one.day)
            between = (booking.start.date() - one.day).days
            worked = [day for i in range(between) if (day := one.day + dt.timedelta(days=i)).weekday() < 5]
            assert sum(day not in HOLIDAYS for day in worked) >= 10
