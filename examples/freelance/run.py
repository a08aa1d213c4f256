"""A consultant's year: which requests to accept, which trips to make, what to hold by video, what to turn down."""

from pathlib import Path

import planner
from planner import report

problem = planner.load(Path(__file__).with_name("problem.yaml"))
plan = planner.solve(problem, settings=planner.Settings(work=60))
tables = report.frames(problem, plan)
print(f"{plan.problem}: {plan.status}")

requests = {one.client: one.details for one in problem.activities if one.details}
held = tables.bookings[~tables.bookings.declined]
in_paris, by_video = held[held.kind == "appointment"], held[held.kind == "meeting"]
worth = {}
for row in held.itertuples():
    brief = requests[row.client]
    chance = brief["chance"] if row.kind == "appointment" else brief["by video"]
    worth[row.client] = float(brief["budget"]) * float(chance)

print(f"\n1. Accepted: {len(held)} of {len(requests)} requests, worth so much times the chance to win them")
for row in held.itertuples():
    print(f"  {row.start:%a %d %b}  {worth[row.client]:6,.0f} EUR  {row.title}")

print("\n2. Trips to Paris")
for day, journeys in tables.journeys.groupby(tables.journeys.start.dt.date):
    there = in_paris[in_paris.start.dt.date == day]
    meetings = ", ".join(f"{row.start:%H:%M}-{row.end:%H:%M} {row.title}" for row in there.itertuples())
    left, back = journeys.start.min(), journeys.end.max()
    print(f"  {day:%a %d %b}  leaves at {left:%H:%M}, {meetings}, home at {back:%H:%M}")

print("\n3. By video instead")
for row in by_video.itertuples():
    print(f"  {row.start:%a %d %b %H:%M}  {row.client}")

print("\n4. The year at a glance")
(nora,) = tables.people.itertuples()
open_days = nora.open / (8.5 * 60)
road, calls = set(tables.journeys.start.dt.date), set(by_video.start.dt.date)
print(f"  {len(road)} days on the road, {len(calls - road)} with a meeting by video, ", end="")
print(f"{open_days - len(road | calls):.0f} of {open_days:.0f} days free for the work itself")
print(f"  {nora.booked / 60:.0f} h of meetings, {tables.journeys.minutes.sum() / 60:.0f} h on the way")
print(f"  expected income {sum(worth.values()):,.0f} EUR")

print("\n5. Turned down")
lacking = {one.activity: one.missing for one in plan.incomplete}
clients = {one.id: one.client for one in problem.activities}
for one in plan.declined:
    if clients[one.activity] not in worth:
        reasons = [f"no {', no '.join(lacking[one.activity])}"] if one.activity in lacking else []
        if "prices of broken rules" in one.costs:
            reasons.append(f"costs {one.costs['prices of broken rules']:.0f} EUR more than can be expected of it")
        if one.proof is not None:
            reasons += [one.text, one.proof.certificate.text]
        print(f"  {clients[one.activity]}: {'; '.join(reasons)}")
