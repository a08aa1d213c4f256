"""The printed plan reads as a person would tell it: names, plain words for each status, reasons, nothing lost."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from planner.plan.plan import Plan
from planner.report import printed
from report.conftest import Case
from report.organisations import Hand, organisation, red_days
from report.reading import flat, read, section


def test_the_year_is_told_by_month_with_names(director: Case) -> None:
    text = read(*director)
    months = re.findall(r"^([A-Z][a-z]+) 2020$", text, re.MULTILINE)
    assert months == ["January", "February", "March", "May", "June", "July", "October", "December"]
    line = next(one for one in text.splitlines() if "Groupe Klodax" in one)
    assert re.fullmatch(
        r"  ok +Tue 28  \d\d:\d\d–\d\d:\d\d  Groupe Klodax +\S+ \S+ \(marketer\); \S+ \S+ \(engineer\)", line.rstrip()
    )
    klodax = section(text, "January 2020").split("Groupe Klodax")[1]
    assert re.search(r"appointment; preparation 15 h each from \d+ to \d+ January; follow-up 2 h each", klodax)
    assert "Sat 4 09:00–18:00 CSI convention" in flat(text)
    assert "fair; on a day off (Saturday)" in flat(text)


def test_people_are_told_by_name_only(director: Case) -> None:
    words = set(re.findall(r"[\w-]+", read(*director)))
    assert not words & {one.id for one in director[0].staff}
    titles = set(re.findall(r"[\w-]+", " ".join(f"{one.kind} {one.title}" for one in director[0].activities)))
    assert not words & {one.id for one in director[0].activities} - titles


def test_what_is_half_staffed_is_never_called_staffed(director: Case) -> None:
    text = read(*director, force_terminal=True, color_system="standard")
    plain = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert "2 of 13 activities are not held as asked." in plain
    guardia = next(one for one in text.splitlines() if "Guardia" in one and "SHORT" in one)
    assert "\x1b[1;31mSHORT" in guardia
    assert "\x1b[1;31mlacks 1 marketer" in guardia
    assert re.search(r"SHORT  Tue 23 .* Guardia .* lacks 1 marketer, has \S+ \S+ \(engineer\)", plain)
    assert "SHORT Sat 19 Graless not held, no time is possible; asks for 1 marketer and 1 engineer" in flat(plain)
    assert "moved from Fri 10 July" in plain
    assert plain.count("  ok  ") == 11


def test_red_days_and_reasons_are_told_person_by_person(director: Case) -> None:
    text = read(*director)
    assert "(proved): Yurt, Guardia and Nutriflux" in section(text, "Days that cannot be kept")
    assert "Sat 19 December (proved): Graless" in section(text, "Days that cannot be kept")
    short = section(text, "What is short, and why")
    assert short.startswith("Guardia, Tue 23 June, lacks 1 marketer Ana Lopes: has ")
    assert re.search(r"Cléo Martin: leave from 8 (June )?to 26 June", short)
    assert "Sat 19 December is not a working day" in short


def test_goals_and_costs_add_up(director: Case) -> None:
    text = read(*director)
    reached = section(text, "What it reaches, the first goal first")
    assert "value staffed, high 8 proved: no plan does better" in reached
    balance = next(one.value for one in director[1].goals if one.name == "balance")
    costs = section(text, "What it costs")
    assert costs.startswith(f"balance: {balance:g} in all")
    amounts = re.findall(r"([\d.]+) [A-Z]\S+ \S+ has \d+ bookings", costs)
    assert sum(map(float, amounts)) == pytest.approx(balance)
    assert "Graless lacks 2 people" not in costs
    assert "Emil Haas: absences overlap" in section(text, "To note")


@pytest.mark.parametrize("width", [80, 100, 140, 200])
def test_no_line_is_wider_than_the_terminal(director: Case, width: int) -> None:
    lines = read(*director, width=width).splitlines()
    assert max(map(len, lines)) <= width
    assert any("Nutriflux" in one and "25" in one for one in lines)


def test_no_colour_and_nothing_unprintable_where_nobody_looks(director: Case) -> None:
    text = read(*director)
    assert "\x1b" not in text
    assert text.encode("cp1252", errors="strict")
    assert all(one.isprintable() or one == "\n" for one in text)


def test_names_command_no_terminal(visit: Callable[..., Case]) -> None:
    people = [{"id": "ana", "name": "[red]Ana[/red] \x1b[2Jx", "roles": ["guide"]}]
    activity = {"kind": "appointment", "id": "v", "client": "[link=x]A\nB", "on": "2020-06-23", "duration": "1h",
                "needs": {"guide": 1}}  # fmt: skip
    text = read(*visit(people, activities=[activity], name="[bold]\x07"))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]Ana[/red] ?[2Jx (guide)" in text
    assert "[link=x]A B" in text
    assert text.startswith("[bold]?\n")


def test_an_edited_plan_says_what_it_breaks(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    booking = plan.bookings[0]
    moved = booking.model_copy(update={"start": booking.start.replace(hour=22), "end": booking.end.replace(hour=23)})  # type: ignore[union-attr]
    text = read(problem, plan.model_copy(update={"held": (moved,)}))
    assert "Ana Lopes cannot be at Mapom" in section(text, "This plan breaks what must hold")
    edited = booking.model_copy(update={"occurrence": "other"})
    assert "'other' is no occurrence" in read(problem, plan.model_copy(update={"held": (edited,)}))


def test_times_are_those_of_the_problem(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    elsewhere = Plan.model_validate_json(plan.to_json().replace("T10:00:00+02:00", "T08:00:00Z"))
    assert "Tue 23  10:00–12:00" in read(problem, elsewhere)


def test_several_days_and_windows_are_told(visit: Callable[..., Case]) -> None:
    activities = [
        {"kind": "fair", "id": "f", "from": "2020-06-22", "to": "2020-06-23", "needs": {"guide": 1}},
        {"kind": "appointment", "id": "w", "on": ["2020-06-27", "2020-06-28"], "duration": "1h", "needs": {"guide": 2}},
        {"kind": "appointment", "id": "x", "on": "2020-06-27", "duration": "1h", "needs": {"chef": 1}},
    ]
    text = flat(read(*visit(activities=activities)))
    assert "fair; lasts until Tue 23 June" in text
    assert "asked for on a day from 27 to 28 June" in text
    assert "asks for 2 × guide" in text


def test_what_no_day_can_take_comes_last(visit: Callable[..., Case]) -> None:
    problem, _ = visit()
    weekend = {"kind": "fair", "id": "f", "from": "2020-06-27", "to": "2020-06-28", "needs": {"guide": 1}}
    held = {"kind": "appointment", "id": "v", "on": "2020-06-23", "duration": "1h", "needs": {"guide": 1}}
    both = problem.with_(activities=[weekend, held])
    text = read(both, Hand(both).plan())
    assert text.index("June 2020") < text.index("Without a day\n  SHORT") < text.index("What is short")
    assert "1 of 2 activities is not held as asked." in text


def test_many_people_are_told_by_what_they_share() -> None:
    problem = organisation(24, 0, "2020-04-01", "2020-06-30")
    text = flat(read(problem, Hand(problem).plan(), width=200))
    assert re.search(r"safety every engineer and trainer who is not away \(\d+ people\)", text)
    assert re.search(r"Summer outing everybody who is not away \(\d+ people\)", text)
    whole = problem.with_(staff=[one.model_copy(update={"absences": ()}) for one in problem.staff])
    assert "Summer outing everybody (24 people)" in flat(read(whole, Hand(whole).plan(), width=200))


def test_many_people_by_name_are_told_by_name() -> None:
    problem = organisation(9, 0, "2020-04-01", "2020-04-30")
    several = {"kind": "meeting", "id": "m", "at": "2020-04-02 10:00", "duration": "1h",
               "attendees": [f"p0{i}" for i in (1, 2, 3, 5, 6, 7, 8)]}  # fmt: skip
    named = problem.with_(activities=[several])
    assert "Bo Okafor, Cleo Haas, Di Diaz, Fay Martin" in flat(read(named, Hand(named).plan(), width=200))


def test_uneven_work_is_told_person_by_person(director: Case) -> None:
    problem, plan = director
    booking = plan.booking("klodax")
    less = booking.model_copy(update={"work": booking.work[1:]})
    held = tuple(less if one is booking else one for one in plan.bookings)
    text = flat(read(problem, plan.model_copy(update={"held": held}), width=200))
    assert re.search(r"preparation (\S+ \S+ (15 h|11 h 30)(, )?){2} from", text)
    assert "minutes of preparation for Groupe Klodax instead of 900" in text


def test_two_needs_of_one_activity_are_told_apart(visit: Callable[..., Case]) -> None:
    people = [{"id": "ana", "name": "Ana Lopes", "roles": ["guide"]}]
    activity = {"kind": "appointment", "id": "v", "client": "Mapom", "on": "2020-06-23", "duration": "1h",
                "needs": {"guide": 2, "cook": 1}}  # fmt: skip
    short = section(read(*visit(people, activities=[activity])), "What is short, and why")
    assert short.startswith("Mapom, Tue 23 June, lacks 1 guide and 1 cook 1 guide")
    assert "1 cook nobody holds the role cook" in short


def test_windows_that_are_not_proved_say_so(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    unsure = plan.model_copy(update={"infeasible_days": (red_days("2020-06-22", "2020-06-23", "v", proved=False),)})
    assert "22 to 23 June (not proved): Mapom" in read(problem, unsure)


def test_a_shortage_of_no_booking_is_still_told(director: Case) -> None:
    problem, plan = director
    lost = plan.shortages[0].model_copy(update={"occurrence": "yurt@2020-06-19", "reasons": ()})
    text = read(problem, plan.model_copy(update={"shortages": (lost,)}))
    assert section(text, "What is short, and why") == "Yurt on Fri 19 June"


def test_a_notebook_shows_what_is_printed(visit: Callable[..., Case]) -> None:
    shown = printed(*visit())._repr_mimebundle_((), ())
    assert "Mapom" in shown["text/plain"]
    assert "Ana Lopes" in shown["text/html"]


def test_printing_needs_no_tables_pictures_or_solver() -> None:
    absent = "import sys; sys.modules.update(dict.fromkeys(['ortools', 'pandas', 'matplotlib', 'IPython']))"
    run = subprocess.run([sys.executable, "-c", f"{absent}; from planner.report import printed"], check=False)
    assert run.returncode == 0
