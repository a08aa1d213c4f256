"""The tourist office's season: who does what by when, who receives the groups, a change, the monthly workbooks.

What is to be posted and sent is written into a folder: `python run.py [FOLDER]`, by default `out`.
"""

import argparse
import datetime as dt
from pathlib import Path

from entries import calendar, entries
from sheets import posting_days, row_of, workbook

import planner
from planner import report

parser = argparse.ArgumentParser(description="Plan the season, and write its workbooks and calendar entries.")
parser.add_argument("folder", nargs="?", type=Path, default=Path("out"), help="where the files go; `out` if left out")
folder = parser.parse_args().folder
folder.mkdir(parents=True, exist_ok=True)

problem = planner.load(Path(__file__).with_name("problem.yaml"))
plan = planner.solve(problem)
tables = report.frames(problem, plan)
print(f"{plan.problem}: {plan.status}, {len(plan.steps)} steps around {len(plan.bookings)} bookings")

print("\n1. One group's file, step by step (all of them are in plan.steps)")
for step in (one for one in plan.steps if one.activity == "g06"):
    until = f", valid until {step.valid_until:%d %b}" if step.valid_until else ""
    who = f"{step.owner or 'a date only'}{f' (back-up: {step.backup})' if step.backup else ''}"
    print(f"  {step.day:%a %d %b}  by {step.due:%a %d %b}  {step.name:24} {who}{until}")

print("\n2. Deadlines on closed days, holidays or leave: what to bring forward or hand over")
moved = tables.steps.dropna(subset=["day", "why"])
for row in moved[moved.due.dt.month == 5].itertuples():
    print(f"  {row.step:24} {row.title:26} due {row.due:%a %d %b} -> {row.day:%a %d %b}, {row.name} ({row.why})")
for shortage in plan.shortages:
    print(f"  too late: {shortage.step} for {shortage.activity}: {shortage.reasons[0].text}")

print("\n3. Arrivals on days on which neither officer is there, and who receives the group")
officers = {one.id for one in problem.staff if "officer" in one.roles}
for booking in plan.bookings:
    if booking.kind == "appointment" and not officers & set(booking.people):
        print(f"  {booking.start:%a %d %b}  {booking.title:26} {', '.join(booking.people)}")

print("\n4. The École de Champagnole comes on 7 July instead: what is cancelled and replaced, all else being kept")


def changed(activity):
    """The group on its new day, with a note of the old one; every other booking as it is planned."""
    if activity.id == "g20":
        return activity.model_copy(update={"on": (dt.date(2026, 7, 7),), "moved_from": dt.date(2026, 7, 3)})
    if activity.kind != "appointment":
        return activity
    booking = plan.booking(activity.id)
    pins = activity.pins.model_copy(update={"at": booking.start.replace(tzinfo=None), "staff": booking.staff})
    return activity.model_copy(update={"pins": pins})


altered = problem.with_(activities=tuple(map(changed, problem.activities)))
after = planner.solve(altered)
told, now = entries(problem, plan), entries(altered, after)
cancelled = {uid: old for uid, old in told.items() if now.get(uid) != old}
replacing = {uid: new for uid, new in now.items() if told.get(uid) != new}
for uid, one in (cancelled | replacing).items():
    print(f"  {one.title}")
    print(f"    {cancelled.get(uid, 'nothing')}, is cancelled and replaced by {replacing.get(uid, 'nothing')}")

print("\n5. The workbooks, one sheet a month, one row a booking, with the change in them; June's groups are")
names = {one.id: one.title for one in problem.staff}
rows = {"groups": [], "individuals": []}
for activity in (altered.settled(one) for one in altered.activities if one.kind == "appointment"):
    rows[activity.details.get("party", "groups")].append(row_of(activity, after.booking(activity.id), names))
for one in rows["groups"]:
    if one["Day"].month == 6:
        what = f"{one['Participants']:>3} people, {one['Meals']} meals, {one['Activities']}"
        print(f"  {one['Day']:%a %d}  {one['Client']:26} {what}: {one['Welcomed by']}")
months = sorted({one["Day"].replace(day=1) for some in rows.values() for one in some})
posted = {month: posting_days(after, "sheet")[month] for month in months}
print(f"  to be posted on {posted[dt.date(2026, 6, 1)]:%a %d %B}")

print("\nTo ask")
for one in plan.incomplete:
    print(f"  {one.text}")

files = {
    "groups.xlsx": workbook("Groups", rows["groups"], posted),
    "individuals.xlsx": workbook("Individuals", rows["individuals"], posted),
    "season.ics": calendar(told),
    "cancelled.ics": calendar(cancelled, sequence=1, cancel=True),
    "replacing.ics": calendar(replacing, sequence=2),
}
print("\nWritten: the workbooks; calendar entries as they were told at first, those cancelled, those replacing them")
for name, content in files.items():
    part = folder / f".{name}.part"  # put in its place in one step, once it is whole
    try:
        part.write_bytes(content)
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)
    print(f"  {folder / name}")
