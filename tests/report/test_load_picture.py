"""The load picture shows everybody's minutes as the tables count them."""

import pytest

from planner.report import frames, load_picture
from report.conftest import Case
from report.images import drawn, hatches, words


def test_a_window_of_weeks_is_red_among_loads(director: Case) -> None:
    figure = load_picture(*director)
    weeks = {day.isocalendar()[:2] for one in director[1].infeasible_days for day in (one.from_, one.to)}
    assert len(drawn(figure, "infeasible")) >= len(weeks)
    assert hatches(figure)["stripe"]


@pytest.mark.parametrize("name", ["booked", "work", "background", "away", "outside", "open"])
def test_bars_are_as_high_as_the_minutes(director: Case, name: str) -> None:
    problem, plan = director
    loads = frames(problem, plan).loads
    figure = load_picture(problem, plan)
    minutes = loads[name] - loads.lacking if name == "background" else loads[name]
    most = (loads.away + loads.open + loads.outside).max()
    expected = sorted(minutes[minutes > 0] * 0.6 * 0.88 / most)
    assert sorted(box.height for box in drawn(figure, name)) == pytest.approx(expected)


def test_full_weeks_have_a_red_frame(director: Case) -> None:
    loads = frames(*director).loads
    full = loads[(loads.open > 0) & (loads.free < 60)]
    assert len(full) >= 1
    assert len(drawn(load_picture(*director), "full")) == len(full)


def test_how_busy_everybody_is_over_all(director: Case) -> None:
    people = frames(*director).people
    shares = sorted(f"{1 - free / there:.0%}" for free, there in zip(people.free, people.open, strict=True))
    assert sorted(words(load_picture(*director), "busy")) == shares
