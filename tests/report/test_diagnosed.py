"""The printed diagnosis: each trouble, its proof, its ways out; in both languages and any width."""

import io

import pytest
from planning.small import ANA, QUICK, visit, week
from rich.console import Console

import planner
from planner import Diagnosis, Problem
from planner.plan.repair import Repair
from planner.report.diagnosed import diagnosed, told
from planner.wording import wording_in
from report.reading import flat

LEAVE = [{"from": "2020-06-23", "to": "2020-06-23", "reason": "congés"}]


def troubled(language: str = "en") -> Problem:
    return week([{**ANA, "absences": LEAVE}], [visit()], language=language)


def read(problem: Problem, diagnosis: Diagnosis, width: int = 120) -> str:
    file = io.StringIO()
    Console(file=file, width=width, highlight=False).print(diagnosed(problem, diagnosis))
    return file.getvalue()


def test_english() -> None:
    text = read(troubled(), planner.diagnose(troubled(), settings=QUICK))
    assert [line.rstrip() for line in text.splitlines()] == [
        "The week",
        "",
        "visit cannot be held as asked on Tue 23 June, whatever the plan",
        "  visit: nobody can come as guide",
        "    Ana: congés on Tue 23 June",
        "  Ways out, each tried with the rest of the plan held still:",
        "  1. ask the client to move visit to Mon 22 June (costs 5; then nobody is missing here)",
        "  2. recall Ana (congés on Tue 23 June) (costs 8; then nobody is missing here)",
        "  3. hire or borrow one more guide on Tue 23 June (1 day) (costs 10; then nobody is missing here)",
        "  4. decline visit (costs 50; then nobody is missing here)",
    ]


def test_french() -> None:
    text = read(troubled("fr"), planner.diagnose(troubled("fr"), settings=QUICK))
    assert "  1. demander au client de déplacer visit au lun. 22 juin (coût 5" in text
    assert "  2. rappeler Ana (congés le mar. 23 juin) (coût 8" in text
    assert "  4. renoncer à visit (coût 50" in text
    for english in ("Tue", "June", "costs", "then", "nobody", "Ways out"):
        assert english not in text


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_narrow_terminals_lose_nothing(width: int, language: str) -> None:
    problem = troubled(language)
    diagnosis = planner.diagnose(problem, settings=QUICK)
    text = read(problem, diagnosis, width)
    assert max(map(len, text.splitlines())) <= width
    assert flat(text) == flat(read(problem, diagnosis, 1000))


def test_everything_can_be_held() -> None:
    problem = week([ANA], [visit()])
    assert flat(read(problem, Diagnosis(problem="x"))) == "The week Everything can be held as asked."
    french = week([ANA], [visit()], language="fr")
    assert flat(read(french, Diagnosis(problem="x"))) == "The week Tout peut avoir lieu comme demandé."


def test_what_is_not_proved_is_not_called_impossible() -> None:
    text = flat(read(week([ANA], [visit()]), Diagnosis(problem="x", not_proved=("visit",))))
    assert text == "The week Left short by this plan, and not proved to be short in every plan: visit"


def test_no_way_out() -> None:
    diagnosis = planner.diagnose(troubled(), settings=QUICK)
    bare = [one.model_copy(update={"repairs": (), "certificate": None}) for one in diagnosis.infeasible_days]
    text = read(troubled(), diagnosis.model_copy(update={"infeasible_days": tuple(bare)}))
    assert "  No way out was found." in text
    assert "nobody can come" not in text


@pytest.mark.parametrize(
    ("left", "language", "said"),
    [
        (0, "en", "do it (costs 2.5; then nobody is missing here)"),
        (1, "en", "do it (costs 2.5; then 1 person is missing here)"),
        (2, "en", "do it (costs 2.5; then 2 people are missing here)"),
    ],
)
def test_what_is_left(left: int, language: str, said: str) -> None:
    repair = Repair(kinds=("move",), changes=(), cost=2.5, left=left, left_in_all=left, text="do it")
    assert told(repair, wording_in(language)) == said


def test_names_command_no_terminal() -> None:
    problem = week([{**ANA, "name": "[red]A[/red] \x1b[2Jx", "absences": LEAVE}], [visit()], name="[bold]\x07")
    text = read(problem, planner.diagnose(problem, settings=QUICK))
    assert "\x1b" not in text
    assert "[red]A[/red] ?[2Jx" in text
    assert text.startswith("[bold]?\n")
