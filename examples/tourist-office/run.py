"""The tourist office's season: who does what by when, who receives the groups, a change, the monthly sheets."""

import datetime as dt
from pathlib import Path

import planner
from planner import report

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
    print(f"  {row.step:24} {row.title:26} due {row.due:%a %d %b} -> {row.day:%a %d %b} {row.name}: {row.why}")
for shortage in plan.shortages:
    print(f"  too late: {shortage.step} for {shortage.activity}: {shortage.reasons[0].text}")

print("\n3. Arrivals on days on which neither officer is there, and who receives the group")
officers = {one.id for one in problem.staff if "officer" in one.roles}
for booking in plan.bookings:
    if booking.kind == "appointment" and not officers & set(booking.people):
        print(f"  {booking.start:%a %d %b}  {booking.title:26} {', '.join(booking.people)}")

print(
    "\n4. The École de Champagnole comes on 7 July instead: what is cancelled and replaced, everything else being kept"
)


def changed(activity):
    """The group on its new day, with a note of the old one; every other group as it is planned."""
    if activity.id == "g20":
        return activity.model_copy(update={"on": (dt.date(2026, 7, 7),), "moved_from": dt.date(2026, 7, 3)})
    if activity.kind != "appointment":
        return activity
    booking = plan.booking(activity.id)
    pins = activity.pins.model_copy(update={"at": booking.start.replace(tzinfo=None), "staff": booking.staff})
    return activity.model_copy(update={"pins": pins})


after = planner.solve(problem.with_(activities=tuple(map(changed, problem.activities))))
for old in plan.bookings:
    new = after.booking(old.occurrence)
    if (old.start, old.people) != (new.start, new.people):
        print(f"  {old.title}: {old.start:%a %d %b %H:%M} with {', '.join(old.people)} is cancelled and replaced by")
        print(f"    {new.start:%a %d %b %H:%M} with {', '.join(new.people)}")
steps_before = {(one.occurrence, one.name): one for one in plan.steps}
for new in after.steps:
    old = steps_before[new.occurrence, new.name]
    if (old.day, old.owner) != (new.day, new.owner):
        print(f"    {new.name}: {old.day:%a %d %b} is replaced by {new.day:%a %d %b}, {new.owner or 'a date only'}")

print("\n5. The sheet for June, one row a group (tables.bookings has every month)")
groups = {one.id: one for one in problem.activities if one.kind == "appointment"}
june = tables.bookings[(tables.bookings.kind == "appointment") & (tables.bookings.start.dt.month == 6)]
for row in june.itertuples():
    known = groups[row.activity].details
    people, meals = known.get("participants", "?"), known.get("meals", "?")
    print(
        f"  {row.start:%a %d}  {row.title:26} {people:>3} people, {meals} meals, {known['activities']}: {row.welcome}"
    )
posted = next(one.start for one in plan.bookings if one.activity == "sheet" and one.start.month == 5)
print(f"  to be posted on {posted:%a %d %B}")

print("\nTo ask")
for one in plan.incomplete:
    print(f"  {one.text}")
