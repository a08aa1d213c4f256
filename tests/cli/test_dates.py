"""`planner dates`: the days that every activity means, in the order of time."""

import json
from typing import Any

import pytest

from cli.commands import YEAR, Write, run


def activity(**facts: Any) -> dict[str, Any]:
    """State a meeting of the week."""
    return {"kind": "meeting", "id": "m", "duration": "1h", "attendees": "all", **facts}


def test_the_directors_year() -> None:
    said = run("dates", YEAR)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "The director's year 2020: the days that activities mean"
    months = [line.split()[2] for line in lines[3:] if line[:3] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")]
    assert months == sorted(
        months, key=["January", "February", "March", "May", "June", "July", "October", "December"].index
    )
    assert "Tue 28 July" in said.out
    assert "Notice: Graless: Sat 19 December is not a working day (Saturday)" in said.out


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"on": "2020-06-23"}, "Tue 23 June"),
        ({"on": "2020-06-23", "time": "10:00"}, "Tue 23 June, at 10:00"),
        ({"on": "2020-06-23", "time": "09:00-12:00"}, "Tue 23 June, between 09:00 and 12:00"),
        ({"at": "2020-06-23 10:05"}, "Tue 23 June, at 10:05"),
        ({"on": ["2020-06-23", "2020-06-25"]}, "one of Tue 23 June, Thu 25 June"),
        ({"between": {"from": "2020-06-25", "to": "2020-06-28"}}, "one of Thu 25 June, Fri 26 June"),
        (
            {"between": {"from": "2020-06-23", "to": "2020-07-10"}},
            "one of Tue 23 June, Wed 24 June, Thu 25 June, … Fri 10 July (14 days)",
        ),
        ({"between": {"from": "2020-06-27", "to": "2020-06-28"}}, "no working day"),
        (
            {"from": "2020-06-23", "to": "2020-06-24", "time": "10:00"},
            "from Tue 23 June to Wed 24 June, 2 days, at 10:00",
        ),
        ({"every": "FREQ=WEEKLY;BYDAY=MO", "time": "09:00"}, "Mon 22 June, Mon 29 June, Mon 6 July, at 09:00"),
        ({"on": "2020-06-23", "optional": True}, "Tue 23 June (may be left out)"),
        (
            {"from": "2020-06-23", "to": "2020-06-24", "time": "10:00", "shifts": "day", "needs": {"expert": 1}},
            "Tue 23 June, Wed 24 June, a shift a day, at 10:00",
        ),
        ({"every": "FREQ=DAILY"}, "Mon 22 June, Tue 23 June, Wed 24 June, … Fri 10 July (15 days)"),
        ({"on": "2020-06-23", "only_if": "won"}, "not held: won is false"),
        (
            {"kind": "training", "sessions": [{"on": "2020-06-23"}, {"at": "2020-06-25 10:00"}]},
            "sessions on Tue 23 June; Thu 25 June, at 10:00",
        ),
        (
            {"kind": "background", "from": "2020-06-23", "share": {"expert": 0.1}, "duration": None, "attendees": None},
            "every working day from Tue 23 June to Fri 10 July",
        ),
    ],
)  # fmt: skip
def test_every_form_of_when(write: Write, facts: dict[str, Any], told: str) -> None:
    stated = {key: value for key, value in activity(**facts).items() if value is not None}
    horizon = {"from": "2020-06-22", "to": "2020-07-10"}
    file = write(horizon=horizon, activities=[stated], conditions={"won": False})
    said = run("dates", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[2].split("  ")[0] == told
    assert said.out.splitlines()[2].split()[-2:] == ["m", stated["kind"]]


def test_years_are_told_where_there_are_several(write: Write) -> None:
    days = [activity(on="2021-01-04"), activity(id="n", on="2020-12-30")]
    said = run("dates", write(horizon={"from": "2020-12-01", "to": "2021-01-31"}, activities=days))
    assert [line.split("  ")[0] for line in said.out.splitlines()[2:4]] == [
        "Wed 30 December 2020",
        "Mon 4 January 2021",
    ]


def test_those_without_a_day_come_last(write: Write) -> None:
    days = [
        activity(id="a", between={"from": "2020-06-27", "to": "2020-06-28"}),
        activity(id="b", on="2020-06-26"),
        activity(id="c", on="2020-06-22"),
    ]
    said = run("dates", write(horizon={"from": "2020-06-22", "to": "2020-06-28"}, activities=days))
    assert [line.split()[-2] for line in said.out.splitlines()[2:5]] == ["c", "b", "a"]


def test_json_has_every_day(write: Write) -> None:
    days = [
        activity(every="FREQ=DAILY", time="09:00"),
        activity(id="fair", time="10:00", **{"from": "2020-06-22", "to": "2020-06-24"}),
        activity(id="off", on="2020-06-22", only_if="won"),
        {"kind": "background", "id": "calls", "share": {"expert": 0.1}, "from": "2020-06-23"},
    ]
    said = run("dates", write(activities=days, conditions={"won": False}), "--json")
    assert said.code == 0
    found = said.data["activities"]
    assert list(found) == ["m", "fair", "off", "calls"]
    assert found["m"][1] == {
        "occurrence": "m@2020-06-23",
        "days": ["2020-06-23"],
        "all": False,
        "starts": ["2020-06-23T09:00:00+02:00"],
    }
    assert len(found["m"]) == 5
    (fair,) = found["fair"]
    assert (fair["days"], fair["all"]) == ([f"2020-06-{day}" for day in (22, 23, 24)], True)
    assert found["off"] == []
    assert found["calls"] == [{"occurrence": "calls", "from": "2020-06-23", "to": "2020-06-26", "all": True}]
    assert said.data["notices"] == ["the defaults touch nothing: there is no appointment"]


def test_names_are_one_line_of_text(write: Write) -> None:
    said = run("dates", write(activities=[activity(name="two\nlines \u001b[31mred", on="2020-06-22")]))
    assert "two lines ?[31mred" in said.out


def test_conditions(write: Write) -> None:
    file = write(activities=[activity(on="2020-06-22", only_if="won")], conditions={"won": False})
    assert "Mon 22 June" in run("dates", file, "--set", "won=true").out


def test_json_says_names_as_they_are() -> None:
    assert (
        "Graless: Sat 19 December is not a working day (Saturday)"
        in json.loads(run("dates", YEAR, "--json").out)["notices"]
    )


def test_steps_are_told_with_who_does_them_when(write: Write) -> None:
    steps = [
        {"name": "menu", "days": -2, "owner": "ana", "deputies": ["bo"], "valid_months": 1},
        {"name": "survey", "days": 1, "within": 0, "owner": "ana"},
    ]
    staff = [
        {"id": "ana", "name": "Ana", "roles": ["expert"], "absences": [{"from": "2020-06-23", "to": "2020-06-26"}]},
        {"id": "bo", "name": "Bo", "roles": ["expert"]},
    ]
    asked = {"requires": ["budget", "phone"], "details": {"phone": "0102"}}
    horizon = {"from": "2020-06-22", "to": "2020-07-10"}
    file = write(horizon=horizon, staff=staff, activities=[activity(on="2020-06-25", steps=steps, **asked)])
    said = run("dates", file)
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    away = "Ana: away from 23 to 26 June"
    assert f"Mon 22 June Tue 23 June menu m Ana (or Bo) {away}; valid until Wed 22 July" in lines
    assert f"never Fri 26 June survey m {away}" in lines
    assert "m is incomplete: ask for budget" in lines
    data = run("dates", file, "--json").data
    assert data["incomplete"] == {"m": ["budget"]}
    menu = {"begins": "2020-06-25", "name": "menu", "due": "2020-06-23", "day": "2020-06-22", "owner": "ana"}
    (told,) = data["activities"]["m"]
    assert told["steps"][0] == {**menu, "backup": "bo", "valid_until": "2020-07-22", "why": away}
