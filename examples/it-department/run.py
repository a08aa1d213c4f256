"""An IT department's year with its clients: committees, tech days, a ceiling on meetings, indicators month by month."""

from pathlib import Path

import pandas as pd

import planner
from planner import report

problem = planner.load(Path(__file__).with_name("problem.yaml"))
plan = planner.solve(problem, settings=planner.Settings(work=20, step=30))
tables = report.frames(problem, plan)
print(f"{plan.problem}: {plan.status}")

print("\n1. The year's committees")
committees = tables.bookings[tables.bookings.kind == "appointment"]
for client, mine in committees.groupby("client"):
    print(f"  {client}, with {mine['product manager'].dropna().unique()[0]}")
    for level in ("strategic", "tactical", "operational"):
        dates = mine[mine.title.str.endswith(level) & mine.complete].start
        print(f"    {level:12} {', '.join(f'{start:%d %b}' for start in dates)}")
months = committees[committees.complete].start.dt.strftime("%b")
print("  a month:", ", ".join(f"{month} {count}" for month, count in months.value_counts(sort=False).items()))
for days in plan.infeasible_days:
    print(f"  {days.text}")

print("\n2. Tech days, and the committees whose dates are given on the days to choose from")
given = [one.on[0] for one in problem.activities if one.kind == "appointment" and one.on]
for fair in (one for one in problem.activities if one.kind == "fair"):
    for day in fair.on:
        chosen = "  <- chosen" if plan.booking(fair.id).start.date() == day else ""
        print(f"  {fair.name:17} {day:%a %d %b}  clashes with {given.count(day)}{chosen}")

print("\n3. Hours of meetings, in the fullest week and a week on average, and the ceiling")
meetings = tables.places.merge(tables.bookings[["occurrence", "kind", "client"]], on="occurrence")
meetings = meetings[meetings.kind != "fair"].dropna(subset=["start"])
meetings["hours"] = (meetings.end - meetings.start).dt.total_seconds() / 3600
meetings["week"] = meetings.start.dt.strftime("%G-W%V")
ceilings = {who: rule.minutes / 60 for rule in problem.rules if getattr(rule, "minutes", None) for who in rule.people}
names = {one.id: one.title for one in problem.staff}
for who, ceiling in ceilings.items():
    weeks = meetings[meetings.staff == who].groupby("week").hours.sum()
    week, hours = weeks.idxmax(), weeks.max()
    print(f"  {names[who]:12} {hours:4.1f} h in {week}, {weeks.mean():4.1f} h on average, at most {ceiling:.0f} h")

print("\n4. Month by month")
requests = {one.id: one for one in problem.activities if one.requested}
answers = [(requests[one.activity], one) for one in plan.steps if one.activity in requests]
asked = pd.Series([request.requested.strftime("%Y-%m") for request, _ in answers])
in_time = pd.Series([step.day is not None and step.day <= step.due for _, step in answers])
meetings["month"] = meetings.start.dt.strftime("%Y-%m")
roles = meetings.staff.map({one.id: f"hours, {one.roles[0]}" for one in problem.staff})
indicators = meetings.pivot_table(index="month", columns=roles, values="hours", aggfunc="sum")
indicators.columns.name = indicators.index.name = None
indicators.insert(0, "clients met", meetings.groupby("month").client.nunique())
indicators["requests"] = asked.value_counts()
indicators["answered in time"] = asked[in_time].value_counts()
print(indicators.fillna(0).round(1).to_string(float_format="{:g}".format))

print("\n  Days to the answer, by type of request")
for kind in sorted({request.details["type"] for request, _ in answers}):
    some = [(request, step) for request, step in answers if request.details["type"] == kind]
    days = [(step.day - request.requested.date()).days for request, step in some if step.day]
    how = ", ".join(sorted({request.details["answer"] for request, _ in some}))
    print(f"  {kind:10} {sum(days) / len(days):.1f} days, at most {some[0][0].steps[0].hours} h asked, then a {how}")
