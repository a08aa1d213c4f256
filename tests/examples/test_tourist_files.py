"""What the tourist office posts and sends: its workbooks and calendar entries, read as the office would open them."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

import planner
from examples.test_tourist_office import DAY, FOLDER, HOLIDAYS, Season
from planner.facts.activities import Activity

MONTHS = {f"{dt.date(2026, month, 1):%B %Y}": month for month in range(4, 10)}
HEADER = 4
MOVED, OLD, NEW = "g20", dt.date(2026, 7, 3), dt.date(2026, 7, 7)


class Entry(NamedTuple):
    """What a calendar shows of an entry, and how it tells a newer one from an older."""

    sequence: int
    status: str
    start: dt.date
    end: dt.date
    title: str

    @property
    def day(self) -> dt.date:
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start


class Written(NamedTuple):
    """What the program printed, and the folder that it was told to write into."""

    printed: str
    folder: Path

    def sheets(self, party: str) -> list[Worksheet]:
        return list(load_workbook(self.folder / f"{party}.xlsx"))

    def method(self, name: str) -> str:
        """What a calendar is to do with a file: publish its entries or cancel them."""
        return str(Calendar.from_ical((self.folder / name).read_bytes()).get("METHOD"))

    def entries(self, name: str) -> dict[str, Entry]:
        """The entries of a calendar, by UID."""
        found = {}
        for one in Calendar.from_ical((self.folder / name).read_bytes()).walk("VEVENT"):
            uid, sequence, status, title = (str(one.get(key)) for key in ("UID", "SEQUENCE", "STATUS", "SUMMARY"))
            assert uid not in found
            found[uid] = Entry(int(sequence), status, one.decoded("DTSTART"), one.decoded("DTEND"), title)
        return found


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("office") / "posted" / "2026"
    command = [sys.executable, str(FOLDER / "run.py"), str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8")
    assert not ran.stderr
    return Written(ran.stdout, folder)


@pytest.fixture(scope="module")
def season() -> Season:
    problem = planner.load(FOLDER / "problem.yaml")
    return Season(problem, planner.solve(problem, settings=planner.Settings(work=60)))


def test_the_program_answers_the_questions(written: Written) -> None:
    assert "optimal, 380 steps around 48 bookings" in written.printed
    assert "Tue 12 May  Anciens cheminots de Mouchard lou" in written.printed
    assert (
        "École de Champagnole\n    Fri 03 Jul 11:15, Inès Moreau, is cancelled and replaced by Tue 07 Jul"
        in written.printed
    )
    assert (
        "menu to the restaurant\n    Thu 18 Jun, Marc Petit, is cancelled and replaced by Mon 22 Jun" in written.printed
    )
    assert "to be posted on Fri 29 May" in written.printed
    assert "Université ouverte is incomplete: ask for budget, meals" in written.printed


def test_the_files_are_written_and_nothing_else(written: Written) -> None:
    names = {one.name for one in written.folder.iterdir()}
    assert names == {"groups.xlsx", "individuals.xlsx", "season.ics", "cancelled.ics", "replacing.ics"}
    assert all(str(written.folder / name) in written.printed for name in names)


# 4. The calendar entries that cancel and replace the old ones.


def uid(name: str) -> str:
    return f"{name.replace(' ', '-')}@tourist-office.example"


def test_the_season_is_in_the_calendar_as_it_was_told_at_first(written: Written, season: Season) -> None:
    told = written.entries("season.ics")
    assert written.method("season.ics") == "PUBLISH"
    assert {(one.sequence, one.status) for one in told.values()} == {(0, "CONFIRMED")}
    steps = [one for one in season.plan.steps if one.day is not None]
    assert len(told) == len(season.plan.bookings) + len(steps)
    for name, request in season.requests.items():
        entry, booking = told[uid(name)], season.plan.booking(name)
        assert (entry.start, entry.end, entry.title) == (booking.start, booking.end, request.client)
    for one in steps:
        entry = told[uid(f"{one.occurrence}/{one.name}")]
        assert entry.start == one.day
        assert entry.title.endswith(f": {one.name}")


def test_the_old_entries_are_cancelled_and_replaced(written: Written, season: Season) -> None:
    told, cancelled, replacing = map(written.entries, ("season.ics", "cancelled.ics", "replacing.ics"))
    assert (written.method("cancelled.ics"), written.method("replacing.ics")) == ("CANCEL", "PUBLISH")
    on_its_day = [one.name for one in season.requests[MOVED].steps or () if one.days is not None]
    assert cancelled.keys() == replacing.keys() == {uid(MOVED), *(uid(f"{MOVED}/{name}") for name in on_its_day)}
    for name, old in cancelled.items():
        first, new = told[name], replacing[name]
        assert (old.status, new.status) == ("CANCELLED", "CONFIRMED")
        assert first.sequence < old.sequence < new.sequence
        assert first.start == old.start != new.start
        assert first.title == old.title == new.title
    menu = uid(f"{MOVED}/menu to the restaurant")
    assert (cancelled[uid(MOVED)].day, replacing[uid(MOVED)].day) == (OLD, NEW)
    assert (cancelled[menu].day, replacing[menu].day) == (OLD - 15 * DAY, NEW - 15 * DAY)


# 5. The monthly workbook, ready to post.


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    header, *lines = sheet.iter_rows(min_row=HEADER, values_only=True)
    return [dict(zip(map(str, header), line, strict=True)) for line in lines]


@pytest.mark.parametrize(("party", "count"), [("groups", 30), ("individuals", 8)])
def test_a_workbook_has_one_sheet_a_month_and_one_row_a_booking(
    written: Written, season: Season, party: str, count: int
) -> None:
    ours = [one for one in season.requests.values() if one.details.get("party", "groups") == party]
    assert len(ours) == count
    sheets = written.sheets(party)
    assert [sheet.title for sheet in sheets] == list(MONTHS)
    for sheet in sheets:
        expected = sorted(
            (day_told(one), one.client or "") for one in ours if day_told(one).month == MONTHS[sheet.title]
        )
        found = rows(sheet)
        assert [(row["Day"], row["Client"]) for row in found] == [
            (dt.datetime.combine(day, dt.time()), client) for day, client in expected
        ]
        for row in found:
            (request,) = (one for one in ours if one.client == row["Client"])
            told_as_asked(row, request)
            (who,) = (one.id for one in season.problem.staff if one.title == row["Welcomed by"])
            assert season.there(who, day_told(request), str(request.details.get("arrival", "09:00")))


def day_told(request: Activity) -> dt.date:
    assert request.on
    return NEW if request.id == MOVED else request.on[0]


def told_as_asked(row: dict[str, object], request: Activity) -> None:
    """A row says what the request says, and "to ask" for what it does not."""
    for name in ("participants", "nights", "activities", "meals", "drivers", "contact"):
        assert row[name.capitalize()] == request.details.get(name, "to ask")
    arrival = row["Arrival"]
    assert (f"{arrival:%H:%M}" if isinstance(arrival, dt.time) else arrival) == request.details.get("arrival", "to ask")
    assert row["Remarks"] == ("cancels and replaces Fri 03 Jul" if request.id == MOVED else None)


@pytest.mark.parametrize("party", ["groups", "individuals"])
def test_a_sheet_says_when_it_is_posted(written: Written, party: str) -> None:
    """On the last working day before its month."""
    for sheet in written.sheets(party):
        day = dt.date(2026, MONTHS[sheet.title], 1) - DAY
        while day.weekday() > 4 or day in HOLIDAYS:
            day -= DAY
        assert sheet["A1"].value == f"{party.capitalize()}, {sheet.title}"
        assert sheet["A2"].value == dt.datetime.combine(day, dt.time())
        assert sheet["A2"].number_format.startswith('"to be posted on "')


@pytest.mark.parametrize("party", ["groups", "individuals"])
def test_a_sheet_can_be_read_on_a_wall(written: Written, party: str) -> None:
    """The header stays in sight and on every page, days are days, columns are as wide as their words, on one page."""
    for sheet in written.sheets(party):
        assert sheet.freeze_panes == f"A{HEADER + 1}"
        assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        for number, (header, *cells) in enumerate(sheet.iter_cols(min_row=HEADER), start=1):
            assert header.font.bold
            width = sheet.column_dimensions[get_column_letter(number)].width
            assert all(len(str(one.value)) < width for one in (header, *cells) if isinstance(one.value, str))
        for day, arrival, *_ in sheet.iter_rows(min_row=HEADER + 1):
            assert isinstance(day.value, dt.datetime)
            assert day.number_format == "ddd dd/mm/yyyy"
            assert arrival.value == "to ask" or arrival.number_format == "hh:mm"
