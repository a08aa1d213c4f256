"""The tourist office's season: who does what by when, what to bring forward, who receives the groups.

People's days are read a second time here, from holidays and absences as they are stated.
"""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import holidays
import pytest

import planner
from planner import report
from planner.facts.activities import Activity
from planner.facts.when import Pins
from planner.plan.step import PlanStep

FOLDER = Path(__file__).parents[2] / "examples" / "tourist-office"
OFFICERS = ("ines", "marc")
RECEPTION = ("lou", "theo")
DAY = dt.timedelta(days=1)
HOLIDAYS = holidays.country_holidays("FR", years=2026)
LATE = "g16"


class Season(NamedTuple):
    problem: planner.Problem
    plan: planner.Plan

    @property
    def requests(self) -> dict[str, Activity]:
        return {one.id: self.problem.settled(one) for one in self.problem.activities if one.kind == "appointment"}

    def there(self, person: str, day: dt.date, clock: str = "") -> bool:
        """Whether somebody works on a day, for some of it or at a time of it: reception on Saturdays too."""
        if day in HOLIDAYS or day.weekday() == 6 or (day.weekday() == 5 and person not in RECEPTION):
            return False
        (staff,) = (one for one in self.problem.staff if one.id == person)
        for away in staff.absences:
            if away.every is None and away.from_ is not None and away.to is not None and away.from_ <= day <= away.to:
                return False
        if person == "ines" and day.weekday() == 2 and clock >= "12:30":
            return False
        return not (person == "theo" and day.weekday() == 0)

    def doers(self, step: PlanStep) -> list[str]:
        """Who may do a step, in turn."""
        (stated,) = (one for one in self.requests[step.activity].steps or () if one.name == step.name)
        roles = {"reception": RECEPTION}
        return [who for one in stated.doers for who in roles.get(one, (one,))]


@pytest.fixture(scope="module")
def season() -> Season:
    problem = planner.load(FOLDER / "problem.yaml")
    return Season(problem, planner.solve(problem, settings=planner.Settings(work=60)))


def done(season: Season) -> list[PlanStep]:
    return [one for one in season.plan.steps if one.day is not None]


def test_the_season_is_the_best_possible(season: Season) -> None:
    assert season.plan.status is planner.Status.OPTIMAL
    assert planner.check(season.problem, season.plan).clean
    assert Counter(one.details.get("party", "groups") for one in season.requests.values()) == {
        "groups": 30,
        "individuals": 8,
    }
    assert all(one.complete for one in season.plan.bookings)


# 1. For each booking, every dated step with its owner and its back-up, never due on a day when its owner is away.


def test_every_booking_has_every_step(season: Season) -> None:
    found = Counter((one.activity, one.name) for one in season.plan.steps)
    assert found == {(name, step.name): 1 for name, one in season.requests.items() for step in one.steps or ()}
    assert {step for group, step in found if group == "g01"} >= {"first contact", "menu to the restaurant"}


def test_groups_and_individuals_are_asked_each_their_own_questions_after_the_stay(season: Season) -> None:
    surveys = {one.activity: one.name for one in season.plan.steps if one.name.startswith("survey")}
    assert surveys == {
        name: f"survey for {one.details.get('party', 'groups')}" for name, one in season.requests.items()
    }


def test_nobody_has_a_step_on_a_day_off(season: Season) -> None:
    for one in done(season):
        assert one.day is not None
        if one.owner is not None:
            assert season.there(one.owner, one.day), one
            assert one.backup is None or season.there(one.backup, one.day), one


def test_a_step_is_handed_over_only_where_its_owner_has_no_earlier_day(season: Season) -> None:
    """Within the request and as many working days as the step may be brought forward."""
    handed = [one for one in done(season) if one.owner is not None and one.owner != season.doers(one)[0]]
    assert len(handed) >= 3
    for one in handed:
        (stated,) = (step for step in season.requests[one.activity].steps or () if step.name == one.name)
        asked = season.requests[one.activity].requested
        assert asked is not None
        day, worked = one.due, 0
        while worked <= stated.within and day > max(asked.date(), start_of(season, one)):
            assert not season.there(season.doers(one)[0], day), (one, day)
            worked += day.weekday() < 6 and day not in HOLIDAYS
            day -= DAY


def start_of(season: Season, step: PlanStep) -> dt.date:
    """The day after which a survey may go out; anything else may at any time."""
    start = season.plan.booking(step.occurrence).start
    assert start is not None
    return start.date() if step.name.startswith("survey") else dt.date.min


def test_there_is_a_backup_wherever_another_is_there(season: Season) -> None:
    without = [one for one in done(season) if one.owner is not None and one.backup is None]
    for one in without:
        assert one.day is not None
        others = [who for who in season.doers(one) if who != one.owner]
        assert not any(season.there(who, one.day) for who in others)
    assert len(without) < 0.05 * len(season.plan.steps)


def test_steps_fall_due_as_the_procedure_says(season: Season) -> None:
    for one in season.plan.steps:
        group = season.requests[one.activity]
        assert group.on
        assert group.requested
        match one.name:
            case "first contact":
                assert one.due == (group.requested + dt.timedelta(hours=48, minutes=-1)).date()
            case "menu to the restaurant":
                assert one.due == group.on[0] - 15 * DAY
            case "last day for changes":  # 14 clear days between, and never on a day off
                assert (group.on[0] - one.due).days >= 15
                assert one.due.weekday() != 6
                assert one.due not in HOLIDAYS
            case "proposal sent" if one.day is not None:
                assert one.valid_until is not None
                assert 28 <= (one.valid_until - one.day).days <= 31
    assert all(one.day <= one.due for one in done(season) if one.day)


# 2. Which deadlines fall on closed days, holidays or leave, and what to bring forward.


def test_deadlines_that_cannot_be_kept_on_their_day_are_told_with_the_reason(season: Season) -> None:
    steps = report.frames(season.problem, season.plan).steps.dropna(subset=["day"])
    moved = steps[steps.due != steps.day]
    owned = [one for one in done(season) if one.owner is not None]
    expected = {(one.occurrence, one.name) for one in owned if not season.there(season.doers(one)[0], one.due)}
    assert expected >= {("g10", "menu to the restaurant"), ("g04", "travel booklet")}
    told = {
        (row["occurrence"], row["step"]): row["why"] for row in steps.to_dict("records") if isinstance(row["why"], str)
    }
    assert expected <= told.keys()
    assert told["g10", "menu to the restaurant"] == "Thu 14 May: Ascension Day"
    assert told["g04", "travel booklet"] == "Marc Petit: leave from 20 to 24 April"
    assert len(moved) >= 80


def test_what_was_asked_for_too_late_is_short_and_says_so(season: Season) -> None:
    late = {one.step: one for one in season.plan.shortages}
    assert {one.activity for one in late.values()} == {LATE}
    assert late.keys() == {"contract signed", "options confirmed", "menu to the restaurant", "last day for changes"}
    assert late["menu to the restaurant"].reasons[0].text == (
        "no day is left for the step 'menu to the restaurant', due by Wed 3 June: the request came on Mon 8 June"
    )


# 3. The arrival days on which neither officer is there, and who on reception covers them.


def test_reception_receives_who_arrives_when_neither_officer_is_there(season: Season) -> None:
    covered = {}
    for name, request in season.requests.items():
        assert request.on
        day, clock = request.on[0], str(request.details.get("arrival", "09:00"))
        booking = season.plan.booking(name)
        (who,) = booking.people
        assert f"{booking.start:%H:%M}" == clock
        assert season.there(who, day, clock)
        if not any(season.there(one, day, clock) for one in OFFICERS):
            covered[f"{day:%d %b}"] = who
        else:
            assert who in OFFICERS
    assert covered.keys() == {"22 Apr", "12 May", "13 May", "13 Jun", "22 Jul", "23 Jul", "12 Sep"}
    assert set(covered.values()) <= set(RECEPTION)


# 4. After a change: the smallest change to the plan (the calendar entries: test_tourist_files.py).


def test_after_a_change_nothing_else_is_touched(season: Season) -> None:
    """One group comes four days later, the others are pinned to what they were told."""

    def changed(one: Activity) -> Activity:
        if one.id == "g20":
            return one.model_copy(update={"on": (dt.date(2026, 7, 7),)})
        if one.kind != "appointment":
            return one
        booking = season.plan.booking(one.id)
        assert booking.start
        return one.model_copy(update={"pins": Pins(at=booking.start.replace(tzinfo=None), staff=dict(booking.staff))})

    problem = season.problem.with_(activities=tuple(map(changed, season.problem.activities)))
    after = Season(problem, planner.solve(problem, settings=planner.Settings(work=60)))
    assert after.plan.status is planner.Status.OPTIMAL
    assert {one.activity for one in season.plan.bookings if one != after.plan.booking(one.occurrence)} == {"g20"}
    before = {(one.activity, one.name): one for one in season.plan.steps}
    replaced = {(one.activity, one.name) for one in after.plan.steps if one != before[one.activity, one.name]}
    on_its_date = {one.name for one in after.requests["g20"].steps or () if one.days is not None}
    assert replaced == {("g20", name) for name in on_its_date}  # not what hangs on the day of the request
    for one in after.plan.steps:
        if (one.activity, one.name) in replaced:
            assert one.day
            assert one.owner is None or after.there(one.owner, one.day)


# 5. The monthly workbook (its sheets: test_tourist_files.py).


def test_the_sheet_of_a_month_is_posted_on_the_last_working_day_before_it(season: Season) -> None:
    posted = {}
    for one in season.plan.bookings:
        if one.activity == "sheet":
            assert one.start
            assert season.there(one.people[0], one.start.date())
            posted[one.start.month] = one.start.date()
    assert posted.keys() == set(range(1, 11))
    for month, day in posted.items():
        later = [day + DAY * i for i in range(1, 8) if (day + DAY * i).month == month]
        assert all(one in HOLIDAYS or one.weekday() > 4 for one in later)


def test_incomplete_requests_are_listed(season: Season) -> None:
    missing = {one.activity: one.missing for one in season.plan.incomplete}
    assert missing == {
        "g04": ("drivers",),
        "g11": ("budget", "meals"),
        "g19": ("arrival",),
        "g27": ("participants", "drivers", "contact"),
    }
