"""A notebook shows a plan by itself, with names where it can know them, and nothing that runs."""

import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest

from planner.plan.goals import Reached
from planner.plan.plan import Plan
from planner.report import notebook
from planner.report.page import page
from report.conftest import Case
from report.organisations import red_days


class Reading(HTMLParser):
    """Reads HTML: every tag is closed, and what stands there is told."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.told = ""
        self.red = ""
        self._styles: list[str] = []
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.tags.append(tag)
        if tag != "br":
            self.open.append(tag)
            self._styles.append(dict(attrs).get("style") or "")

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that is open."""
        assert self.open.pop() == tag
        self._styles.pop()

    def handle_data(self, data: str) -> None:
        """Note what stands there, and what of it stands on red."""
        self.told += f"{data} "
        if any("background:#fbd5cf" in one for one in self._styles):
            self.red += f"{data} "


def test_the_page_tells_the_year(director: Case) -> None:
    problem, plan = director
    read = Reading(page(plan, problem))
    assert "Optimal: the best possible plan, proved on every goal." in read.told
    for month in ("January 2020", "June 2020", "December 2020"):
        assert month in read.told
    for one in plan.bookings:
        assert one.title in read.told
    assert "(marketer); " in read.told
    assert "value staffed, high 8 proved: no plan does better" in read.told
    assert read.tags.count("tr") == len(plan.bookings) + len(plan.goals)
    assert not set(re.findall(r"[\w-]+", read.told)) & {one.id for one in problem.staff}


def test_trouble_is_on_red(director: Case) -> None:
    red = Reading(page(director[1], director[0])).red
    assert "(proved): Yurt, Guardia and Nutriflux" in red
    assert "lacks 1 marketer, has" in red
    assert "moved from Fri 10 July" in red
    assert "Klodax" not in red


def test_without_the_problem_people_are_told_by_id_and_reasons_by_name(director: Case) -> None:
    told = Reading(page(director[1])).told
    assert re.search(r"Groupe Klodax appointment \w+ \(marketer\); \w+ \(engineer\)", told)
    assert "Ana Lopes: has" in told
    assert "ana: Ana" not in told
    assert "Graless, not held" in told
    assert "Without a day" in told


def test_a_recurring_activity_without_a_time_keeps_its_day(visit: Callable[..., Case]) -> None:
    plan = visit()[1]
    nowhen = {"occurrence": "v@2020-06-26", "start": None, "end": None, "complete": False}
    lost = plan.bookings[0].model_copy(update=nowhen)
    told = Reading(page(plan.model_copy(update={"held": (lost,), "goals": ()}))).told
    assert "What it reaches" not in told
    assert "The only activity is not held as asked." in told
    assert "June 2020 SHORT Fri 26" in told


def test_reasons_that_name_nobody_are_told(visit: Callable[..., Case]) -> None:
    activity = {
        "kind": "appointment",
        "id": "v",
        "on": "2020-06-23",
        "duration": "1h",
        "needs": {"guide": 1, "cook": 1},
    }
    plan = visit(activities=[activity])[1]
    assert "nobody holds the role cook" in Reading(page(plan)).told
    shortage = plan.shortages[0]
    bare = shortage.reasons[0].model_copy(update={"staff": "ana", "text": "is elsewhere"})
    two = shortage.model_copy(update={"reasons": (bare,), "need": 0, "role": "guide"})
    told = Reading(page(plan.model_copy(update={"shortages": (shortage, two)}))).told
    assert "1 guide: ana: is elsewhere" in told


@pytest.mark.parametrize(
    ("status", "word"), [("impossible", "Impossible: it is proved"), ("stopped", "Stopped: no plan was found")]
)
def test_a_plan_without_bookings_says_why(status: str, word: str) -> None:
    conflict = ["A must be held"] if status == "impossible" else []
    plan = Plan.model_validate(
        {"problem": "x", "status": status, "bookings": None, "conflict": conflict, "notices": ["n"]}
    )
    read = Reading(page(plan))
    assert word in read.told
    assert "table" not in read.tags
    assert read.tags.count("li") == len(conflict) + 1


def test_nothing_in_a_plan_runs() -> None:
    evil = "<script>alert('x')</script><img src=x onerror=y>\"&"
    booking = {
        "activity": evil, "occurrence": evil, "kind": evil, "title": evil, "complete": False,
        "start": "2020-06-19T10:00:00+02:00", "end": "2020-06-19T12:00:00+02:00", "staff": {evil: [evil]},
        "attendees": [evil], "away": [{"staff": evil, "text": evil}],
        "needs": [{"role": evil, "staff": [evil], "missing": 1}],
        "work": [{"staff": evil, "what": "preparation", "start": "2020-06-18T10:00:00+02:00",
                  "end": "2020-06-18T12:00:00+02:00"}],
    }  # fmt: skip
    stated = {
        "problem": evil,
        "status": "feasible",
        "bookings": [booking, {**booking, "occurrence": f"{evil}2", "start": None, "end": None}],
        "shortages": [
            {"activity": evil, "occurrence": evil, "need": i, "role": evil, "missing": 1,
             "reasons": [{"staff": evil, "fact": evil, "text": evil}]}
            for i in (0, 1)
        ],
        "notices": [evil],
        "goals": [Reached(name=evil, value=1, bound=2, proved=False).model_dump()],
    }  # fmt: skip
    plan = Plan.model_validate(stated)
    days = red_days("2020-06-19", "2020-06-20", evil)
    read = Reading(page(plan.model_copy(update={"infeasible_days": (days,)})))
    assert {"script", "img"}.isdisjoint(read.tags)
    assert read.told.count("<script>") > 10
    conflict = Plan.model_validate({"problem": evil, "status": "impossible", "bookings": None, "conflict": [evil]})
    assert {"script", "img"}.isdisjoint(Reading(page(conflict)).tags)


def test_a_notebook_shows_plans_once_registered(director: Case, shell: Any) -> None:
    problem, plan = director
    notebook.register()
    notebook.register()
    shown, _ = shell.display_formatter.format(plan)
    assert "Groupe Klodax" in shown["text/html"]
    assert "(marketer)" in shown["text/html"]
    assert "Cléo Martin (marketer)" not in shown["text/html"]
    shell.user_ns["other"] = problem.with_(language="fr")
    assert "Cléo Martin (marketer)" not in shell.display_formatter.format(plan)[0]["text/html"]
    shell.user_ns["year"] = problem
    assert "Cléo Martin (marketer)" in shell.display_formatter.format(plan)[0]["text/html"]
    unknown = plan.model_copy(update={"audit": None})
    assert "Cléo Martin (marketer)" not in shell.display_formatter.format(unknown)[0]["text/html"]


def test_without_a_notebook_nothing_happens(monkeypatch: pytest.MonkeyPatch, visit: Callable[..., Case]) -> None:
    notebook.register()
    monkeypatch.delitem(sys.modules, "IPython")
    notebook.register()
    assert "Mapom" in notebook.shown(visit()[1])


def test_registering_loads_nothing_heavy() -> None:
    heavy = ["pandas", "matplotlib", "ortools", "rich", "holidays", "pydantic", "IPython"]
    program = f"import sys, planner.report.notebook as n; n.register(); print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
