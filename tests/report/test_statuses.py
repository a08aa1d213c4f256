"""Every status is told in its own words."""

from collections.abc import Callable

from planner.plan.goals import Reached
from planner.plan.plan import Plan
from report.conftest import Case
from report.organisations import Hand
from report.reading import flat, read, section


def test_feasible_tells_what_another_could_be_at_most(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    goals = (
        Reached(name="value staffed, high", value=1, bound=3.5, proved=False),
        Reached(name="heads open, high", value=2, bound=2, proved=True),
        Reached(name="prices of broken rules", value=4000, bound=3000, proved=False),
        Reached(name="balance", value=1, bound=1, proved=False),
    )
    text = read(problem, plan.model_copy(update={"status": "feasible", "goals": goals}))
    told = (
        "Feasible: the best plan found. Another could be at most 2.5 better on value staffed, high and 1,000 better on"
    )
    assert told in flat(text)
    reached = section(text, "What it reaches, the first goal first")
    assert "value staffed, high 1 not proved: at most 2.5 better" in reached
    assert "prices of broken rules 4,000 not proved: at most 1,000 better" in reached
    assert "balance 1 not proved: no plan is known to do better, nor proved not to" in reached
    assert "proved on every goal" not in text


def test_feasible_without_a_gap_promises_nothing(visit: Callable[..., Case]) -> None:
    problem, plan = visit()
    text = read(problem, plan.model_copy(update={"status": "feasible", "goals": ()}))
    assert "Feasible: the best plan found.\n" in text
    assert "What it reaches" not in text


def test_impossible_names_the_conflict(visit: Callable[..., Case]) -> None:
    plan = Plan(problem="x", status="impossible", bookings=None, conflict=("Mapom must be held", "rest (Ana Lopes)"))  # type: ignore[call-arg]
    text = read(visit()[0], plan)
    assert "Impossible: it is proved that what is required cannot all hold.\n- Mapom must be held\n- rest (Ana" in text
    assert "staffed" not in text


def test_stopped_says_what_to_do_next(visit: Callable[..., Case]) -> None:
    plan = Plan(problem="x", status="stopped", bookings=None, notices=("a word",))  # type: ignore[call-arg]
    text = read(visit()[0], plan)
    assert "Stopped: no plan was found before time ran out.\nGive it more time" in text
    assert section(text, "To note") == "- a word"


def test_nothing_to_hold(visit: Callable[..., Case]) -> None:
    problem = visit()[0].with_(activities=[])
    text = read(problem, Hand(problem).plan())
    assert "There is nothing to hold." in text
    assert "2020" not in text
    assert "ok" not in text


def test_everything_held(visit: Callable[..., Case]) -> None:
    one = {"kind": "appointment", "on": "2020-06-23", "duration": "1h", "needs": {"guide": 1}}
    text = read(*visit(activities=[{**one, "id": "v"}, {**one, "id": "w"}]))
    assert "All 2 activities are fully staffed." in text
    assert "SHORT" not in text
