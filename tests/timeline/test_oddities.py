"""What is odd but not wrong is a notice."""

from typing import Any

import pytest

from planner.timeline.oddities import oddities
from timeline.lay import laid, meeting, person, visit


def notices(**facts: Any) -> list[str]:
    return list(oddities(laid(**facts)))


def absent(*absences: dict[str, str]) -> list[str]:
    return notices(staff=[person(absences=absences)])


def test_nothing_odd() -> None:
    inside = {"from": "2020-06-01", "to": "2020-06-30"}
    stated = {
        "staff": [person(absences=[inside])],
        "conditions": {"won": True},
        "activities": [visit(on="2020-06-23", only_if="won")],
    }
    assert notices(**stated) == []


def test_absences_that_overlap() -> None:
    told = ["Ana: absences overlap, and are taken together"]
    assert absent({"from": "2020-06-10", "to": "2020-06-12"}, {"from": "2020-06-12", "to": "2020-06-15"}) == told
    assert absent({"from": "2020-06-10", "to": "2020-06-12"}, {"from": "2020-06-13", "to": "2020-06-15"}) == []


@pytest.mark.parametrize(
    ("absence", "past"),
    [
        ({"from": "2020-05-20", "to": "2020-06-12"}, True),
        ({"from": "2020-06-20", "to": "2020-07-01"}, True),
        ({"from": "2020-06-20 10:00", "to": "2020-07-01 10:00"}, True),
        ({"from": "2020-06-20"}, False),
        ({"every": "FREQ=WEEKLY", "from": "2020-05-20", "to": "2020-07-01"}, False),
    ],
)
def test_absences_past_the_horizon(absence: dict[str, str], past: bool) -> None:
    assert absent({**absence, "reason": "leave"}) == (["Ana: leave reaches past the horizon"] if past else [])


@pytest.mark.parametrize(
    ("absence", "english", "french"),
    [
        ({"from": "2020-07-10", "to": "2020-07-12"}, "2020-07-10 to 2020-07-12", "10/07/2020 au 12/07/2020"),
        ({"from": "2020-07-10"}, "from 2020-07-10 on", "à partir du 10/07/2020"),
        ({"every": "FREQ=WEEKLY", "to": "2020-05-10"}, "up to 2020-05-10", "jusqu'au 10/05/2020"),
        ({"every": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"}, "recurring", "périodique"),
    ],
)
def test_absences_outside_the_horizon(absence: dict[str, str], english: str, french: str) -> None:
    outside = [person(absences=[{**absence, "reason": "leave"}])]
    assert notices(staff=outside) == [f"Ana: leave ({english}) lies outside the horizon"]
    assert notices(staff=outside, language="fr") == [f"Ana : leave ({french}) hors de la période planifiée"]


def test_roles() -> None:
    talk = {"kind": "background", "id": "talk", "from": "2020-06-01", "share": {"cook": 0.1}}
    stated = [visit(on="2020-06-23", needs={"guide": 1, "driver": 1}), talk]
    assert notices(staff=[person(), person(id="bo", name=None, roles=[])], activities=stated) == [
        "nobody holds the role 'cook'",
        "nobody holds the role 'driver'",
        "bo holds no role",
    ]


def test_unused_conditions() -> None:
    assert notices(conditions={"won": True}) == ["no activity depends on the condition 'won'"]
    assert notices(conditions={"won": True}, language="fr") == [
        "aucune activité ne dépend de la condition « won »",
    ]


def test_days_off() -> None:
    stated = {"staff": [person()], "calendar": {"country": "FR"}}
    assert notices(**stated, activities=[visit(on="2020-06-27", name="Museum")]) == [
        "Museum: Sat 27 June is not a working day (Saturday)"
    ]
    assert notices(**stated, activities=[meeting(on="2020-06-27", on_days_off=True)]) == [
        "monday: on Sat 27 June (Saturday) because it may be on days off"
    ]


def test_a_fair_leaves_its_days_off_out() -> None:
    fair = {"kind": "fair", "id": "fair", "needs": {"guide": 1}, "from": "2020-06-26", "to": "2020-06-30"}
    assert notices(staff=[person()], activities=[fair]) == ["fair: 2 of its days are days off and are left out"]
    assert notices(staff=[person()], activities=[{**fair, "to": "2020-06-26"}]) == []


def test_roles_of_attendees_that_nobody_holds() -> None:
    gathering = meeting(at="2020-06-23 10:00", attendees={"roles": ["gide"]})
    assert "nobody holds the role 'gide'" in notices(staff=[person()], activities=[gathering])


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ({"from": ["ana", "bo"]}, "Visit: Bo is named for the role 'guide', and does not hold it"),
        ({"prefer": ["bo"]}, "Visit: Bo is named for the role 'guide', and does not hold it"),
        ({"from": ["ana"], "prefer": ["cy"]}, "Visit: Cy is named for the role 'guide', and may not fill it"),
        ({"prefer": ["cy"], "exclude": ["cy"]}, "Visit: Cy is named for the role 'guide', and may not fill it"),
        ({"from": ["ana", "cy"], "prefer": ["cy"], "exclude": ["bo"]}, None),
    ],
)
def test_people_who_are_named_for_what_they_cannot_fill(need: dict[str, Any], told: str | None) -> None:
    roles = {"ana": "guide", "bo": "driver", "cy": "guide"}
    staff = [{"id": one, "name": one.title(), "roles": [role]} for one, role in roles.items()]
    asked = visit(on="2020-06-23", name="Visit", needs=[{"role": "guide", **need}])
    assert notices(staff=staff, activities=[asked]) == ([told] if told else [])
