"""The pictures show what the plan says, to everybody, at every size."""

from collections.abc import Callable

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure

from planner.errors import InputError, NoPlanError
from planner.plan.plan import Plan
from planner.problem import Problem
from planner.report import canvas, load_picture, year_calendar
from planner.timeline.timeline import Timeline
from report.conftest import Case
from report.images import (
    Image,
    drawn,
    hatches,
    outside,
    overlapping,
    pixels,
    signs,
    smallest,
    texts,
    words,
)
from report.organisations import Hand, organisation, red_days

Draw = Callable[[Problem, Plan], Figure]
PICTURES: list[Draw] = [year_calendar, load_picture]
SIZES = [(3, 1), (3, 3), (12, 3), (12, 9), (40, 3)]


@pytest.fixture(scope="module")
def year(director: Case) -> Figure:
    return year_calendar(*director)


@pytest.mark.parametrize("draw", PICTURES)
@pytest.mark.parametrize(("people", "months"), SIZES)
def test_words_are_legible_at_every_size(
    sized: Callable[[int, int], Case], draw: Draw, people: int, months: int
) -> None:
    figure = draw(*sized(people, months))
    assert not list(overlapping(figure))
    assert not outside(figure)
    assert smallest(figure) >= 5.5
    assert smallest(figure, "name", "label", "legend", "status", "title") >= 7
    assert len(texts(figure, "name")) % people == 0
    assert figure.get_size_inches()[0] <= 17.6


@pytest.mark.parametrize("draw", PICTURES)
def test_everybody_is_named_with_their_role(director: Case, draw: Draw) -> None:
    problem = director[0]
    named = set(words(draw(*director), "name"))
    assert named == {f"{one.name}, {one.roles[0]}" for one in problem.staff}


def test_as_many_red_person_days_as_the_plan_says(director: Case, year: Figure) -> None:
    problem, plan = director
    days = sum((one.to - one.from_).days + 1 for one in plan.infeasible_days)
    assert days > 10
    red = drawn(year, "infeasible")
    assert len(red) == days * len(problem.staff)
    assert len({(box.x0, box.y0) for box in red}) == len(red)


def test_red_days_are_red_to_the_eye(director: Case, year: Figure) -> None:
    image = Image(year)
    away = {(round(box.x0, 3), round(box.y0, 3)) for box in drawn(year, "away")}
    free = [box for box in drawn(year, "infeasible") if (round(box.x0, 3), round(box.y0, 3)) not in away]
    assert sum(map(image.reddish, free)) >= 0.95 * len(free)
    assert not any(map(image.reddish, [box for box in drawn(year, "off") if box.x1 < min(one.x0 for one in free)]))


def test_trouble_is_framed_hatched_signed_and_told(director: Case, year: Figure) -> None:
    june, december = drawn(year, "frame")
    assert june.width > 10 * december.width
    assert len(drawn(year, "not everything can be held: proved")) == 2
    assert hatches(year)["not everything can be held: proved"]
    (guardia,), (graless,) = signs(year, "half-staffed"), signs(year, "not held, no time is possible")
    assert june.x0 < guardia < june.x1
    assert december.x0 < graless < december.x1
    told = words(year, "label")
    assert "Yurt, Guardia and Nutriflux cannot all be held" in told
    assert "Guardia lacks 1 marketer" in told
    assert "Graless cannot be held" in told
    assert len(drawn(year, "half-staffed")) == len(director[1].booking("guardia").people)


def test_every_booking_is_named_and_drawn_where_people_are(director: Case, year: Figure) -> None:
    _, plan = director
    for kind in ("appointment", "fair", "training", "seminar"):
        there = [who for one in plan.bookings if one.kind == kind and one.start for who in one.people]
        assert len(drawn(year, kind)) == len(there)
    assert {one.title for one in plan.bookings if one.complete} <= set(words(year, "label"))
    assert {"January 2020", "June 2020", "December 2020"} <= set(words(year, "month"))
    assert len(texts(year, "day")) == 366


def test_absences_and_work_are_drawn_day_by_day(director: Case, year: Figure) -> None:
    problem, plan = director
    timeline = Timeline(problem)
    partly = [
        (who, day) for who in timeline.people.values() for day in timeline.days if who.regular(day) != who.open(day)
    ]
    assert len(drawn(year, "away")) == len(partly)
    assert {round(box.height, 3) for box in drawn(year, "away")} == {0.15, 0.3}
    worked = {(work.staff, work.start.date()) for one in plan.bookings for work in one.work}
    assert len(drawn(year, "work")) == len(worked)


def test_the_legend_explains_what_is_seen_and_nothing_else(director: Case, visit: Callable[..., Case]) -> None:
    assert set(words(year_calendar(*director), "legend")) == {
        "appointment", "training", "fair", "seminar", "preparation, follow-up", "away", "day off, holiday, closure",
        "not everything can be held: proved", "half-staffed", "not held, no time is possible",
    }  # fmt: skip
    assert set(words(year_calendar(*visit()), "legend")) == {"appointment", "away", "day off, holiday, closure"}
    assert set(words(load_picture(*visit()), "legend")) == {"booked", "free"}


def test_unproved_windows_look_otherwise(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    unsure = plan.model_copy(update={"infeasible_days": (red_days("2020-06-22", "2020-06-23", "v", proved=False),)})
    figure = year_calendar(problem, unsure)
    assert len(drawn(figure, "not everything can be held: not proved")) == 1
    assert not drawn(figure, "not everything can be held: proved")
    assert (
        hatches(figure)["not everything can be held: not proved"]
        != hatches(year_calendar(problem, _red(plan)))["not everything can be held: proved"]
    )


def _red(plan: Plan) -> Plan:
    return plan.model_copy(update={"infeasible_days": (red_days("2020-06-22", "2020-06-23", "v"),)})


def test_labels_that_do_not_all_fit_are_left_to_trouble() -> None:
    problem = organisation(40, 240, "2020-04-01", "2020-06-30")
    plan = Hand(problem).plan()
    told = words(year_calendar(problem, plan), "label")
    assert told
    assert all(" lacks " in one or " is not held" in one for one in told)


def test_trouble_outside_its_band_is_drawn_in_each(visit: Callable[..., Case]) -> None:
    problem, _ = visit(horizon={"from": "2020-03-01", "to": "2020-06-30"})
    plan = Hand(problem).plan(infeasible_days=[red_days("2020-04-20", "2020-05-10", "v").model_dump(by_alias=True)])
    figure = year_calendar(problem, plan)
    assert len(drawn(figure, "frame")) == 2
    assert len(drawn(figure, "infeasible")) == 21
    assert words(figure, "label").count("Mapom cannot be held") == 2


def test_what_no_day_can_take_has_no_place(visit: Callable[..., Case]) -> None:
    weekend = {"kind": "fair", "id": "f", "from": "2020-06-27", "to": "2020-06-28", "needs": {"guide": 1}}
    problem = visit()[0].with_(activities=[weekend])
    figure = year_calendar(problem, Hand(problem).plan())
    assert not words(figure, "label")
    assert words(figure, "status")[0].endswith("The only activity is not held as asked.")


@pytest.mark.parametrize("draw", PICTURES)
def test_nobody_and_nothing_can_be_drawn(visit: Callable[..., Case], draw: Draw) -> None:
    problem = visit()[0].with_(staff=[], activities=[])
    plan = Plan.model_validate({"problem": "x", "status": "optimal", "bookings": []})
    figure = draw(problem, plan)
    assert not texts(figure, "name")
    assert not outside(figure)


@pytest.mark.parametrize("draw", PICTURES)
def test_somebody_who_never_works_can_be_drawn(visit: Callable[..., Case], draw: Draw) -> None:
    people = [
        {"id": "ana", "roles": ["guide"]},
        {"id": "gone", "roles": ["guide"], "employed": {"to": "2020-01-31"}},
        {"id": "none"},
    ]
    assert words(draw(*visit(people)), "name") == ["ana, guide", "gone, guide", "none"]
    assert "–" in words(load_picture(*visit(people)), "busy")


@pytest.mark.parametrize("draw", PICTURES)
def test_names_are_shown_as_they_are(visit: Callable[..., Case], draw: Draw) -> None:
    people = [{"id": "ana", "name": "A$x^2$ $\\frac{1}", "roles": ["guide"]}, {"id": "b", "name": "long " * 20}]
    figure = draw(*visit(people, name="100$ & 200$"))
    shown = words(figure, "name")
    assert shown[0] == "A$x^2$ $\\frac{1}, guide"
    assert shown[1].endswith("…")
    assert not outside(figure)
    assert pixels(figure, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("draw", PICTURES)
def test_a_plan_without_bookings_is_not_drawn(visit: Callable[..., Case], draw: Draw) -> None:
    stopped = Plan.model_validate({"problem": "x", "status": "stopped", "bookings": None})
    with pytest.raises(NoPlanError):
        draw(visit()[0], stopped)


@pytest.mark.parametrize("draw", PICTURES)
def test_a_plan_of_another_problem_is_not_drawn(director: Case, visit: Callable[..., Case], draw: Draw) -> None:
    with pytest.raises(InputError, match="'v' is no occurrence"):
        draw(director[0], visit()[1])


@pytest.mark.parametrize("draw", [year_calendar, load_picture])
def test_pictures_can_stand_among_others(visit: Callable[..., Case], draw: Callable[..., Figure]) -> None:
    figure = Figure()
    left, right = figure.subplots(1, 2)
    assert draw(*visit(), ax=right) is figure
    assert len(left.texts) == 0
    assert len(right.texts) > 3


@pytest.mark.parametrize("draw", PICTURES)
@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_plan_gives_the_same_bytes(visit: Callable[..., Case], draw: Draw, form: str) -> None:
    assert pixels(draw(*visit()), form) == pixels(draw(*visit()), form)


def test_a_picture_shows_itself_and_saves_by_name(visit: Callable[..., Case], tmp_path: object) -> None:
    figure = year_calendar(*visit())
    file = f"{tmp_path}/year.svg"
    figure.savefig(file)
    with open(file, encoding="utf-8") as saved:  # noqa: PTH123
        assert "<dc:date>" not in saved.read()
    assert isinstance(figure, canvas.Picture)
    assert figure._repr_png_().startswith(b"\x89PNG")


def test_the_style_of_the_day_changes_no_colour(visit: Callable[..., Case]) -> None:
    with mpl.rc_context({"text.color": "white", "axes.facecolor": "black", "figure.facecolor": "black"}):
        dark = pixels(year_calendar(*visit()), "png")
    assert dark == pixels(year_calendar(*visit()), "png")


def test_a_day_cut_in_two_shows_which_half(visit: Callable[..., Case]) -> None:
    halves = [
        {"id": "a", "roles": ["guide"], "absences": [{"from": "2020-06-25", "to": "2020-06-25", "half": "morning"}]},
        {"id": "b", "roles": ["guide"], "absences": [{"from": "2020-06-25", "to": "2020-06-25", "half": "afternoon"}]},
    ]
    morning, afternoon = drawn(year_calendar(*visit(halves)), "away")
    assert morning.height == afternoon.height
    assert afternoon.y0 - morning.y0 == pytest.approx(1.5 * 0.3)
