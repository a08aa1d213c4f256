"""The tourist office's season: who does what by when, what to bring forward, and who receives the groups."""

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

print("\nTo ask")
for one in plan.incomplete:
    print(f"  {one.text}")
