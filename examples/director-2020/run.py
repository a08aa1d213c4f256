"""The director's year in twenty lines: plan it, ask what could not be staffed, try the year without a seminar."""

from pathlib import Path

import planner

problem = planner.load(Path(__file__).with_name("problem.yaml"))
plan = planner.solve(problem)
print(f"{plan.problem}: {plan.status}")

for booking in plan.bookings:
    when = f"{booking.start:%a %d %b %H:%M}" if booking.start else "no time"
    print(f"  {when:17} {booking.title:18} {', '.join(booking.people)}{'' if booking.complete else '  <- not staffed'}")

for days in plan.infeasible_days:
    print(f"{days.verdict}: {days.text}")
for shortage in plan.shortages:
    print(shortage.occurrence, *(reason.text for reason in shortage.reasons), sep="\n  ")

without = planner.solve(problem.with_(conditions={"contract_won": False}))
print(f"seminar held: {len(plan.bookings)} bookings; cancelled: {len(without.bookings)}")
