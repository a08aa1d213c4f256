"""Whoever reads a plan reads the language of its problem: every sentence has its French, and no English is left."""

import datetime as dt
import io
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, Literal

import pytest
from babel.messages import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from explain.troubled import SETTINGS, case
from laws.decisions import placed, plan_of
from laws.edges import Edge, decided, problem_of
from laws.load_edges import LOAD_EDGES
from laws.oracle import Oracle
from laws.standing_edges import STANDING_EDGES
from laws.stated_edges import STATED_EDGES
from matplotlib.text import Text
from report.organisations import Hand, organisation
from report.reading import flat, read, section
from rich.console import Console, RenderableType

import planner
from planner.checking import judge
from planner.plan.plan import Plan
from planner.plan.verdict import Verdict
from planner.problem import Problem
from planner.report import frames, load_picture, printed, year_calendar
from planner.report.dated import dated
from planner.report.judged import judged
from planner.report.page import page
from planner.rules import Finding, Names, PricedRule
from planner.rules.ledger import Ledger
from planner.wording import wording_in

HOUSE = Path(planner.__file__).parent
YEAR = HOUSE.parents[1] / "examples/director-2020/problem.yaml"
Said = str | tuple[str, ...]

EN, FR = wording_in("en"), wording_in("fr")
LEFT_OVER = re.compile(
    r"\b(has|have|is|are|lacks?|takes|away|proved|held|staffed|leave from|everybody|nobody|minutes of|between|"
    r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d|January|February|April|May|June|"
    r"July|August|September|October|November|December)\b"
)


# ------------------------------------------------------------------------------------------------------- the catalogue


def said() -> set[Said]:
    """Find everything that the code says: sentences, and pairs of one and more."""
    found: set[Said] = set()
    for file in HOUSE.rglob("*.py"):
        with file.open("rb") as code:
            for _, message, _, _ in extract("python", code, keywords={"say": None, "many": (1, 2)}):
                found.add(message if isinstance(message, str) else tuple(message))
    return found


def catalogue() -> dict[Said, Message]:
    """Read the French by the English."""
    with (HOUSE / "locale/fr.po").open("rb") as file:
        messages = [one for one in read_po(file, locale="fr") if one.id]
    return {one.id if isinstance(one.id, str) else tuple(one.id): one for one in messages}


def blanks(sentence: str) -> set[str]:
    """Name what a sentence leaves to be filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def pairs() -> Iterator[tuple[str, str]]:
    """Give each English form with its French."""
    for english, message in catalogue().items():
        if isinstance(english, str):
            yield english, str(message.string)
        else:
            yield from zip(english, message.string, strict=True)


def test_every_sentence_has_its_french_and_none_is_left_from_before() -> None:
    assert said() == set(catalogue())
    assert len(said()) > 200


def test_no_french_is_empty() -> None:
    assert not [english for english, french in pairs() if not french.strip()]
    assert not [english for english, message in catalogue().items() if message.fuzzy]


def test_both_leave_the_same_blanks() -> None:
    assert not [(english, french) for english, french in pairs() if blanks(english) != blanks(french)]


def test_french_is_set_as_french_is() -> None:
    """A space stands before a colon or semicolon, unless it belongs to a format; no English quotation marks."""
    bare = [re.sub(r"{[^}]*}", "x", french) for _, french in pairs()]
    assert not [french for french in bare if re.search(r"[^ ][:;]|\"|!r", french)]


# ------------------------------------------------------------------------------------------ days, numbers, lists, hours


@pytest.mark.parametrize(
    ("first", "last", "english", "french"),
    [
        ("2020-06-23", "2020-06-23", "on Tue 23 June", "le mar. 23 juin"),
        ("2020-06-22", "2020-06-24", "from 22 to 24 June", "du 22 au 24 juin"),
        ("2020-06-30", "2020-07-02", "from 30 June to 2 July", "du 30 juin au 2 juillet"),
        ("2020-06-01", "2020-06-01", "on Mon 1 June", "le lun. 1er juin"),
        ("2020-02-28", "2020-03-01", "from 28 February to 1 March", "du 28 février au 1er mars"),
        (
            "2020-12-30",
            "2021-01-02",
            "from 30 December 2020 to 2 January 2021",
            "du 30 décembre 2020 au 2 janvier 2021",
        ),
    ],
)
def test_days(first: str, last: str, english: str, french: str) -> None:
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    assert (EN.days(begin, end), FR.days(begin, end)) == (english, french)
    bare = english.removeprefix("on ").removeprefix("from "), french.removeprefix("le ").removeprefix("du ")
    assert (EN.window(begin, end), FR.window(begin, end)) == bare


def test_one_day() -> None:
    day = dt.date(2020, 6, 3)
    assert (EN.day(day), FR.day(day)) == ("Wed 3 June", "mer. 3 juin")
    assert (EN.date(day), FR.date(day)) == ("2020-06-03", "03/06/2020")

    assert (EN.weekday(day), FR.weekday(day), FR.weekday(day, short=True)) == ("Wednesday", "mercredi", "mer.")
    assert (EN.month(day, short=True), FR.month(day, short=True)) == ("Jun", "juin")
    assert (EN.month_and_year(day), FR.month_and_year(day)) == ("June 2020", "juin 2020")
    assert (EN.onwards(day), FR.onwards(day)) == ("from 3 June on", "à partir du 3 juin")
    assert EN.clock(dt.datetime(2020, 6, 3, 9)) == FR.clock(dt.datetime(2020, 6, 3, 9)) == "09:00"


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (8000, "8,000", "8 000"),
        (1.5, "1.5", "1,5"),
        (0.26, "0.26", "0,26"),
        (2.0, "2", "2"),
        (12345.678, "12,345.68", "12 345,68"),
    ],
)
def test_numbers(number: float, english: str, french: str) -> None:
    assert (EN.number(number), " ".join(FR.number(number).split())) == (english, french)


def test_decimals_that_are_asked_for() -> None:
    assert (EN.number(2.0, least=1, most=1), FR.number(2.0, least=1, most=1)) == ("2.0", "2,0")
    assert (EN.number(8.00125, most=6), FR.number(8.00125, most=6)) == ("8.00125", "8,00125")


@pytest.mark.parametrize(("minutes", "told"), [(900, "15 h"), (95, "1 h 35"), (605, "10 h 05"), (30, "30 min")])
def test_hours(minutes: int, told: str) -> None:
    assert EN.hours(minutes) == FR.hours(minutes) == told


def test_lists_and_remarks() -> None:
    assert (EN.listed(["Yurt", "Guardia", "Ack"]), FR.listed(["Yurt", "Ack"])) == (
        "Yurt, Guardia and Ack",
        "Yurt et Ack",
    )
    assert (EN.listed([]), FR.listed(["Ack"])) == ("", "Ack")
    assert (EN.joined(["a", "b"]), FR.joined(["a", "b"])) == ("a; b", "a ; b")
    assert (EN.about("Ana", "leave"), FR.about("Ana", "congé")) == ("Ana: leave", "Ana : congé")


def test_one_and_more() -> None:
    forms = "{task} lacks {n} person", "{task} lacks {n} people"
    assert [EN.many(*forms, n, task="Yurt")[10:] for n in (0, 1, 2)] == [" 0 people", " 1 person", " 2 people"]
    told = [FR.many(*forms, n, task="Yurt").split()[3] for n in (0, 1, 2)]
    assert told == ["personne", "personne", "personnes"]


def test_what_a_catalogue_lacks_stays_english() -> None:
    assert FR.say("{person} dances", person="Ana") == "Ana dances"
    assert FR.many("{n} dance", "{n} dances", 2) == "2 dances"


# ----------------------------------------------------------------------------------------------------- the whole of it


def shown(what: RenderableType) -> str:
    """Print for a wide terminal."""
    file = io.StringIO()
    Console(file=file, width=400, highlight=False).print(what)
    return flat(file.getvalue())


def sentences(verdict: Verdict) -> list[str]:
    """Give all sentences of a verdict."""
    return [*(one.text for one in verdict.violations), *(one.text for one in verdict.costs)]


def told(problem: Problem, plan: Plan) -> Iterator[str]:
    """Give everything that a reader of a plan is shown, and what stands in its data for people to read."""
    verdict = planner.check(problem, plan)
    yield from sentences(verdict)
    yield from (reason.text for one in plan.shortages for reason in one.reasons)
    yield from (one.text for booking in plan.bookings for one in booking.away)
    yield from (*plan.notices, *plan.conflict)
    yield from map(shown, (printed(problem, plan), judged(problem, plan, verdict), dated(problem)))
    yield unescape(re.sub(r"<[^>]*>", " ", page(plan, problem)))
    yield from frames(problem, plan).bookings.away.dropna()
    for picture in (year_calendar(problem, plan), load_picture(problem, plan)):
        yield from (one.get_text() for one in picture.findobj(Text))


def left_over(problem: Problem, plan: Plan) -> list[str]:
    """Find English in what is told, what is data taken out, and the sentences about days that no plan can serve."""
    data = {problem.name} | {one.title for one in problem.staff} | {one.title for one in problem.activities}
    data |= {away.reason for one in problem.staff for away in one.absences}
    found = []
    for text in told(problem, plan):
        for window in plan.infeasible_days:
            text = text.replace(window.text, "…")
        for one in sorted(data, key=len, reverse=True):
            text = re.sub(rf"\b{re.escape(one)}(?!\w)", "…", text)
        found += [text[max(0, one.start() - 40) : one.end() + 40] for one in LEFT_OVER.finditer(text)]
    return found


@pytest.fixture(scope="module")
def year() -> tuple[Problem, Plan]:
    """Give the director's year in French, and its best plan."""
    problem = planner.load(YEAR).with_(language="fr")
    return problem, planner.solve(problem)


def test_the_year_is_printed_in_french(year: tuple[Problem, Plan]) -> None:
    text = read(*year, width=200)
    assert "Optimal : le meilleur plan possible, prouvé sur chaque objectif." in text
    assert "2 activités sur 13 n'ont pas lieu comme demandé." in text
    months = re.findall(r"^(\S+) 2020$", text, re.MULTILINE)
    assert months == ["Janvier", "Février", "Mars", "Mai", "Juin", "Juillet", "Octobre", "Décembre"]
    assert re.search(r"MANQUE  mar\. 23  .* Guardia +il manque 1 marketer, avec \S+ \S+ \(engineer\)", text)
    assert "salon ; un jour non travaillé (samedi)" in text
    assert re.search(r"rendez-vous ; préparation : 15 h par personne du \d+ au \d+ janvier ; suivi : 2 h par", text)
    assert "rendez-vous ; date initiale : ven. 10 juillet" in text
    assert "12 au 25 juin (prouvé) : Yurt, Guardia et Nutriflux" in section(text, "Jours impossibles à tenir")
    assert "le sam. 19 décembre n'est pas un jour ouvré" in section(text, "Ce qui manque, et pourquoi")
    reached = section(text, "Ce que le plan atteint, le premier objectif d'abord")
    assert "valeur pourvue, priorité haute 8 prouvé : aucun plan ne fait mieux" in reached
    assert "Emil Haas : des absences se chevauchent et sont comptées ensemble" in section(text, "À noter")


def test_the_reasons_of_the_year_are_told_in_french(year: tuple[Problem, Plan]) -> None:
    guardia = next(one for one in year[1].shortages if one.activity == "guardia")
    ana, cleo, lena = (one.text for one in guardia.reasons)
    assert ana.startswith("Ana Lopes : n'a plus que 4 h 30 pour 15 h de préparation du 16 au 22 juin (déjà pris : ")
    assert cleo == "Cléo Martin : leave du 8 au 26 juin"  # a reason is data, and stays as it is stated
    assert lena == "Lena Roth : parental leave du 4 mai au 28 août"


def test_the_verdict_on_the_year_is_told_in_french(year: tuple[Problem, Plan]) -> None:
    problem, plan = year
    assert planner.check(problem, plan).clean
    assert "Il manque 1 personne à Guardia [postes à pourvoir, priorité haute : 1]" in shown(
        judged(problem, plan, planner.check(problem, plan))
    )
    cancelled = plan.model_copy(update={"held": plan.bookings[1:]})
    assert [one.text for one in planner.check(problem, cancelled).violations] == ["CSI convention manque dans le plan"]


def test_no_english_is_left_in_the_year(year: tuple[Problem, Plan]) -> None:
    assert not left_over(*year)


def test_names_in_data_know_no_language(year: tuple[Problem, Plan]) -> None:
    problem, plan = year
    english = planner.solve(problem.with_(language="en"))
    assert [one.name for one in plan.goals] == [one.name for one in english.goals]
    assert [one.kind for one in plan.bookings] == [one.kind for one in english.bookings]
    reasons = [[(one.staff, one.fact, one.subject) for one in found.reasons] for found in plan.shortages]
    assert reasons == [[(one.staff, one.fact, one.subject) for one in found.reasons] for found in english.shortages]


@pytest.mark.parametrize("seed", range(13))
def test_no_english_is_left_in_troubles(seed: int) -> None:
    problem = case(seed).problem.with_(language="fr")
    assert not left_over(problem, planner.solve(problem, settings=SETTINGS))


def test_no_english_is_left_about_an_organisation() -> None:
    """Half days, part time, attendees by role, holidays, background work."""
    problem = organisation(12, 30, "2020-04-01", "2020-06-30", language="fr")
    plan = Hand(problem).plan()
    plan = plan.model_copy(update={"shortages": ()})  # its reasons are written by hand
    assert not left_over(problem, plan)
    text = flat(read(problem, plan, width=200))
    assert "chaque engineer et trainer, sauf les absents" in text


@pytest.mark.parametrize("edge", [*STANDING_EDGES, *STATED_EDGES, *LOAD_EDGES])
def test_every_rule_speaks_french(edge: Edge) -> None:
    problem = problem_of(edge.broken)
    decisions, oracle = decided(edge.broken.held), Oracle(problem)
    plan = plan_of(oracle, decisions, placed(oracle, decisions))
    english, french = (sentences(judge(problem.with_(language=one), plan)) for one in ("en", "fr"))
    assert edge.sentence in english
    assert len(english) == len(french)
    assert not [one for one in french if one in english or LEFT_OVER.search(one)]


def test_what_cannot_hold_together_is_told_in_french() -> None:
    visit = {"kind": "appointment", "duration": "2h", "needs": {"guide": 1}, "required": True}
    problem = Problem.model_validate(
        {
            "name": "La semaine",
            "language": "fr",
            "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
            "staff": [{"id": "ana", "name": "Ana", "roles": ["guide"]}],
            "activities": [{**visit, "id": one, "on": "2020-06-23"} for one in ("Mapom", "Yurt")],
            "rules": [{"rule": "at_most", "count": 1, "kinds": ["appointment", "meeting"]}],
        }
    )
    plan = planner.solve(problem)
    ceiling = "Ana intervient au plus 1 fois (rendez-vous et réunion) par jour, le mar. 23 juin"
    assert plan.conflict == (ceiling, "Mapom est obligatoire", "Yurt est obligatoire")
    assert shown(printed(problem, plan)) == (
        "La semaine Impossible : il est prouvé que tout ce qui est exigé ne peut pas tenir ensemble. "
        f"- {ceiling} - Mapom est obligatoire - Yurt est obligatoire"
    )


def test_defaults_of_the_format_are_told_in_french() -> None:
    """Where nothing is stated, the word for it is ours and no data."""
    june = {"from": "2020-06-23", "to": "2020-06-24"}
    visit = {"kind": "appointment", "duration": "2h", "needs": {"guide": 1}}
    problem = Problem.model_validate(
        {
            "language": "fr",
            "horizon": {"from": "2020-06-22", "to": "2020-06-28"},
            "calendar": {"closed": [{"from": "2020-06-25", "to": "2020-06-26"}]},
            "staff": [{"id": "ana", "name": "Ana", "roles": ["guide"], "absences": [june]}],
            "activities": [{**visit, "id": "one", "on": "2020-06-23"}, {**visit, "id": "two", "on": "2020-06-25"}],
        }
    )
    reasons = [one.text for found in planner.solve(problem).shortages for one in found.reasons]
    assert reasons == ["Ana : absence du 23 au 24 juin", "Ana : fermeture du 25 au 26 juin"]


class Alone(PricedRule):
    """Nobody is anywhere alone."""

    rule: Literal["alone"] = "alone"

    def build(self, draft: Any) -> None:
        """Leave it to the checker."""

    def check(self, ledger: Ledger) -> Iterator[Finding]:
        for entry in ledger.entries:
            if len(entry.booking.people) == 1:
                yield self.broken(entry.task.id, *entry.booking.people)

    def say(self, finding: Finding, names: Names) -> str:
        return self.paid(f"{names.person(finding.subject[1])} is alone at {names.task(finding.subject[0])}")


def test_a_rule_of_ones_own_is_told_as_it_speaks() -> None:
    problem = Problem.model_validate(
        {
            "language": "fr",
            "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
            "staff": [{"id": "ana", "name": "Ana", "roles": ["guide"]}],
            "activities": [
                {"kind": "appointment", "id": "visit", "on": "2020-06-23", "duration": "2h", "needs": {"guide": 1}}
            ],
        }
    )
    plan = planner.solve(problem)
    for price, sentence in ((None, "Ana is alone at visit"), (7, "Ana is alone at visit (costs 7 a time)")):
        assert sentence in sentences(planner.check(problem.with_rules(Alone(price=price)), plan))


# ------------------------------------------------------------------------------------------------------ what is loaded


@pytest.mark.parametrize(("language", "loaded"), [("en", False), ("fr", True)])
def test_only_other_languages_load_their_locale(language: str, loaded: bool) -> None:
    program = f"""
import sys
import planner
from planner.report import printed
from rich.console import Console
assert "babel" not in sys.modules
visit = {{"kind": "appointment", "id": "v", "on": "2020-06-23", "duration": "2h", "needs": {{"guide": 1}}}}
problem = planner.Problem.model_validate({{
    "language": {language!r}, "horizon": {{"from": "2020-06-22", "to": "2020-06-26"}},
    "staff": [{{"id": "ana", "roles": ["guide"]}}], "activities": [visit],
}})
plan = planner.solve(problem)
planner.check(problem, plan)
Console(file=sys.stderr).print(printed(problem, plan))
assert ("babel" in sys.modules) is {loaded}
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, encoding="utf-8")
    assert run.returncode == 0, run.stderr
