"""The tables tell what the plan tells, add up, and keep their types."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from planner.errors import InputError, NoPlanError
from planner.plan.plan import Plan
from planner.report import Frames, frames
from planner.timeline.timeline import Timeline
from report.conftest import Case
from report.organisations import Hand

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(scope="module")
def year(director: Case) -> Frames:
    return frames(*director)


def test_a_row_for_every_booking(director: Case, year: Frames) -> None:
    plan = director[1]
    assert list(year.bookings.occurrence) == [one.occurrence for one in plan.bookings]
    assert list(year.bookings.complete) == [one.complete for one in plan.bookings]
    assert list(year.bookings.start.isna()) == [one.start is None for one in plan.bookings]
    assert [one.to_pydatetime() for one in year.bookings.start.dropna()] == [
        one.start for one in plan.bookings if one.start
    ]


def test_who_fills_a_role_stands_under_it_by_name(year: Frames) -> None:
    guardia = year.bookings.set_index("occurrence").loc["guardia"]
    assert guardia["missing"] == 1
    assert pd.isna(guardia["marketer"])
    assert guardia["engineer"] in {"Bo Diaz", "Cy Roux", "Di Faure", "Emil Haas"}
    graless = year.bookings.set_index("occurrence").loc["graless"]
    assert (graless["missing"], graless["moved_from"]) == (2, pd.Timestamp("2020-07-10"))
    seminar = year.bookings.query("kind == 'seminar'").iloc[0]
    assert seminar["away"].startswith("Lena Roth: parental leave")
    assert "Lena Roth" not in seminar["attendees"]


def test_everybody_in_a_place_is_there_once(director: Case, year: Frames) -> None:
    there = sorted((one.occurrence, who) for one in director[1].bookings for who in one.people)
    assert sorted(zip(year.places.occurrence, year.places.staff, strict=True)) == there
    attending = year.places[year.places.role.isna()]
    assert set(attending.occurrence) == {"contacts", "seminar@2020-07-28"}
    assert attending.need.isna().all()


def test_minutes_of_work_add_up(director: Case, year: Frames) -> None:
    problem, plan = director
    due = sum(
        (activity.preparation.minutes if activity.preparation else 0)
        + (activity.follow_up.minutes if activity.follow_up else 0)
        for activity in map(problem.settled, problem.activities)
        for booking in plan.bookings
        if booking.activity == activity.id and booking.complete
        for _ in booking.people
    )
    assert year.work.minutes.sum() == due == year.loads.work.sum() == year.people.work.sum()
    assert ((year.work.end - year.work.start).dt.total_seconds() == year.work.minutes * 60).all()


def test_every_reason_of_a_shortage_has_a_row(director: Case, year: Frames) -> None:
    plan = director[1]
    assert len(year.shortages) == sum(len(one.reasons) for one in plan.shortages)
    assert set(year.shortages.query("occurrence == 'guardia'").name) == {"Ana Lopes", "Cléo Martin", "Lena Roth"}
    assert year.shortages.query("occurrence == 'graless'").role.isna().all()
    assert year.shortages.query("occurrence == 'graless'").start.isna().all()


def test_a_shortage_without_reasons_or_booking_keeps_its_row(director: Case) -> None:
    problem, plan = director
    bare = [one.model_copy(update={"reasons": ()}) for one in plan.shortages]
    lost = bare[0].model_copy(update={"occurrence": "gone", "need": None})
    rows = frames(problem, plan.model_copy(update={"shortages": (*bare, lost)})).shortages
    assert list(rows.title) == ["Guardia", "Graless", "gone"]
    assert rows[["staff", "fact", "text", "subject"]].isna().all().all()


def test_infeasible_days_are_told_by_title(year: Frames) -> None:
    june = year.infeasible_days.iloc[0]
    assert (june["activities"], june["verdict"]) == ("Yurt, Guardia, Nutriflux", "proved")
    assert june["from"].month == june["to"].month == 6


def test_loads_add_up_whatever_the_plan(sized: Callable[[int, int], Case]) -> None:
    for people in (3, 12):
        loads = frames(*sized(people, 2)).loads
        taken = loads.booked + loads.work + loads.background - loads.lacking
        assert (loads.open == taken + loads.free).all()
        assert (loads.free >= 0).all()
        assert (loads.lacking <= loads.background).all()


def test_loads_agree_with_facts_and_plan(sized: Callable[[int, int], Case]) -> None:
    problem, plan = sized(12, 2)
    tables, timeline = frames(problem, plan), Timeline(problem)
    for person, who in timeline.people.items():
        mine = tables.loads[tables.loads.staff == person]
        assert mine.open.sum() == sum(end - start for day in timeline.days for start, end in who.open(day))
        regular = sum(end - start for day in timeline.days for start, end in who.regular(day))
        assert mine.away.sum() == regular - mine.open.sum()
    timed = tables.bookings.merge(tables.places, on="occurrence", suffixes=("", "_"))
    timed = timed[timed.kind.isin(["appointment", "meeting"])]
    minutes = (timed.end - timed.start).dt.total_seconds().sum() / 60
    whole_days = tables.places[tables.places.occurrence.isin(["safety", "expo", "outing"])]
    assert minutes < tables.loads.booked.sum() <= minutes + len(whole_days) * 2 * 450


def test_bookings_on_days_off_load_no_open_minutes(year: Frames) -> None:
    fair = year.loads.query("week == '2020-W01' and outside > 0")
    assert len(fair) == 2
    assert (fair.outside == 450).all()
    assert (fair.booked == 0).all()


def test_the_idle_are_there_every_week(visit: Callable[..., Case]) -> None:
    people = [{"id": one, "roles": ["guide"]} for one in ("ana", "idle")]
    tables = frames(*visit(people))
    assert tables.people.set_index("staff").bookings.to_dict() == {"ana": 1, "idle": 0}
    idle = tables.loads[tables.loads.staff == "idle"].iloc[0]
    assert (idle["week"], idle["open"], idle["booked"], idle["free"]) == ("2020-W26", 5 * 420, 0, 5 * 420)
    assert idle["monday"] == pd.Timestamp("2020-06-22")


def test_background_that_finds_no_room_is_lacking(visit: Callable[..., Case]) -> None:
    activities = [
        {"kind": "seminar", "id": "s", "at": f"2020-06-{day} 09:00", "duration": "3h"} for day in range(22, 27)
    ]  # fmt: skip
    activities = [{**one, "id": f"s{i}"} for i, one in enumerate(activities)]
    share = {"kind": "background", "id": "b", "from": "2020-06-22", "share": {"guide": 0.9}}
    load = frames(*visit(activities=[*activities, share])).loads.iloc[0]
    assert (load["open"], load["booked"], load["background"]) == (2100, 900, 1890)
    assert (load["lacking"], load["free"]) == (1890 - 1200, 0)


def test_everybody_can_follow_how_their_balance_was_made(visit: Callable[..., Case]) -> None:
    """Two guides, one of them there for half of the week; last period left one of them a visit behind."""
    days = [f"2020-06-{day}" for day in range(22, 25)]
    bo = {"id": "bo", "name": "Bo Diaz", "roles": ["guide"], "absences": [{"from": "2020-06-25", "to": "2020-06-28"}]}
    tables = frames(
        *visit(
            [{"id": "ana", "name": "Ana Lopes", "roles": ["guide"]}, bo],
            activities=[
                {"kind": "appointment", "id": day, "on": day, "duration": "2h", "needs": {"guide": 1}} for day in days
            ],
            rules=[{"rule": "balance", "role": "guide", "carried": {"ana": -1, "bo": 0.6}}],
        )
    )
    rows = tables.balances.set_index("name").drop(columns=["staff", "role", "kinds"]).to_dict("index")
    assert rows == {
        "Ana Lopes": {
            "load": 3, "presence": 100, "fair": 1.88, "carried": -1.0, "due": 2.62, "balance": 0.38,
        },
        "Bo Diaz": {
            "load": 0, "presence": 60, "fair": 1.12, "carried": 0.6, "due": 0.38, "balance": -0.38,
        },
    }  # fmt: skip


def test_types_are_the_same_without_a_row(director: Case, year: Frames, visit: Callable[..., Case]) -> None:
    problem, _ = director
    nothing = problem.with_(activities=[], staff=[], rules=[], defaults={}, conditions={})
    empty = frames(nothing, Plan.model_validate({"problem": "none", "status": "optimal", "bookings": []}))
    for name in ("places", "work", "shortages", "infeasible_days", "loads", "people", "balances"):
        full, bare = getattr(year, name), getattr(empty, name)
        assert bare.empty
        assert dict(full.dtypes) == dict(bare.dtypes)
    bare = empty.bookings
    assert dict(bare.dtypes) == dict(year.bookings[bare.columns].dtypes)
    assert bare.start.dtype == pd.DatetimeTZDtype("us", PARIS)
    assert pd.api.types.is_string_dtype(bare.title)


def test_a_role_named_like_a_column_has_its_own(visit: Callable[..., Case]) -> None:
    people = [{"id": "ana", "name": "Ana", "roles": ["start"]}]
    activity = {"kind": "appointment", "id": "v", "at": "2020-06-23 10:00", "duration": "1h", "needs": {"start": 1}}
    row = frames(*visit(people, activities=[activity])).bookings.iloc[0]
    assert row["start (role)"] == "Ana"
    assert row["start"] == pd.Timestamp(dt.datetime(2020, 6, 23, 10, tzinfo=PARIS))


def test_attendees_without_a_time_are_all_missing(visit: Callable[..., Case]) -> None:
    outing = {"kind": "seminar", "id": "outing", "on": "2020-06-27"}
    problem = visit()[0].with_(activities=[outing])
    row = frames(problem, Hand(problem).plan()).bookings.iloc[0]
    assert (row["missing"], row["complete"]) == (1, False)


def test_frames_print_in_a_line(year: Frames) -> None:
    assert repr(year).startswith("<Frames bookings: 13 rows, places: ")


def test_a_plan_without_bookings_has_no_tables(director: Case) -> None:
    stopped = Plan.model_validate({"problem": "x", "status": "stopped", "bookings": None})
    with pytest.raises(NoPlanError, match="stopped"):
        frames(director[0], stopped)


def test_a_plan_of_another_problem_is_refused_with_everything_that_is_wrong(
    director: Case, visit: Callable[..., Case]
) -> None:
    with pytest.raises(InputError, match="'v' is no occurrence of the problem") as told:
        frames(director[0], visit()[1])
    assert len(told.value.faults) == 1 + len(director[1].bookings)
    assert "Maybe" in str(told.value)
