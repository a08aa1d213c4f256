"""The sales unit's quarter: who visits whom, when the training costs least, what a week that is too full gives up."""

import datetime as dt
from collections import Counter
from pathlib import Path

import planner
from planner import report

STEP = 60  # minutes: visits begin on the hour
TRAINING_WEEK, FULL_WEEK = dt.date(2027, 3, 1), dt.date(2027, 3, 8)
IMPORTANCE = ["high", "normal", "low"]
ENOUGH = 30  # seconds

problem = planner.load(Path(__file__).with_name("problem.yaml"))
visits = {one.id: one for one in problem.activities if one.kind == "appointment"}
names = {one.id: one.title for one in (*problem.staff, *problem.sites, *problem.rooms)}


def days_of(activity) -> set[dt.date]:
    """The days that an activity names."""
    sessions = [one.on for one in activity.sessions or ()]
    at = activity.at and activity.at.date()
    return {day for day in (*(activity.on or ()), *sessions, activity.from_, at) if day}


def week(monday: dt.date, training: dict | None = None, more: tuple[dict, ...] = ()) -> planner.Plan:
    """Plan one week by itself, with another date of the training or more staff: clients name days of one week only."""
    days = {monday + dt.timedelta(n) for n in range(5)}
    plain = {"kind": "training", "id": "norden", "site": "office", "attendees": {"roles": ["technician"]}}
    stated = tuple({**plain, **training} if training and one.id == "norden" else one for one in problem.activities)
    changed = problem.with_(activities=stated, staff=(*problem.staff, *more))
    inside = tuple(one for one in changed.activities if one.id == "weekly" or (days & days_of(one) and not one.after))
    rules = tuple(one for one in changed.rules if one.rule == "at_most")
    return planner.solve(
        changed.with_(activities=inside, rules=rules), settings=planner.Settings(seconds=10, step=STEP)
    )


def postponed(plan: planner.Plan) -> list:
    """The visits that a plan postpones, those that matter most first."""
    left = [visits[one.activity] for one in plan.bookings if one.declined]
    return sorted(left, key=lambda one: (IMPORTANCE.index(one.priority or ""), -(one.value or 0)))


def listed(some: list) -> str:
    """Some visits in a few words each."""
    return ", ".join(f"{one.client} ({one.details['stage']}, {one.value:g})" for one in some) or "none"


def monday_of(visit) -> dt.date:
    """The week that a client chose."""
    day = min(days_of(visit))
    return day - dt.timedelta(day.weekday())


def even_enough(now: planner.Progress) -> bool:
    """Whether to stop: after half a minute, once only evenness is left to seek; what comes before it is proved."""
    return now.goal == "balance" and now.seconds > ENOUGH


settings = planner.Settings(seconds=120, step=STEP, progress=even_enough)
plan = planner.solve(problem, settings=settings)
tables = report.frames(problem, plan)
held = [one for one in plan.bookings if one.activity in visits and not one.declined]
print(f"{plan.problem}: {plan.status}, {len(held)} of {len(visits)} visits held")

print("\n1. Pairs and trios for the quarter's visits, and the ways between")
for ring in (1, 2, 3):
    here = [one for one in held if visits[one.activity].details["ring"] == ring]
    trios = sum("head" in one.staff for one in here)
    print(f"  ring {ring}: {len(here)} visits, {len(here) - trios} by a pair and {trios} by a trio")
owners = {one.id: next(need.from_[0] for need in one.needs or () if need.role == "manager") for one in visits.values()}
for booking in held:
    if owners[booking.activity] not in booking.people:
        who, owner = names[booking.staff["manager"][0]], names[owners[booking.activity]]
        print(f"  {booking.start:%a %d %b %H:%M}  {booking.title}: {who} for {owner}, who is away")
print("  Nina Caron's week from 8 March:")
hers = [
    (one.start, one.end, f"  {names[one.from_]} to {names[one.to]}") for one in plan.journeys if one.staff == "nina"
]
hers += [(one.start, one.end, one.title) for one in plan.bookings if one.start and one.end and "nina" in one.people]
for start, end, what in sorted(hers):
    if FULL_WEEK <= start.date() < FULL_WEEK + dt.timedelta(5):
        print(f"    {start:%a %d %b %H:%M}-{end:%H:%M}  {what}")

print("\n2. Monday mornings, and the show rooms")
meetings = [one for one in plan.bookings if one.activity == "weekly" and one.start]
visiting = {(who, one.start.date()) for one in held if one.start and one.start.hour < 12 for who in one.people}
clash = [one for one in meetings if one.start and any((who, one.start.date()) in visiting for who in one.attendees)]
print(f"  {len(meetings)} weekly meetings, {len(clash)} with somebody at a visit that morning")
for room, count in sorted(Counter(one.room for one in held if one.room).items()):
    print(f"  {names[room]}: {count} visits received")

print("\n3. Norden's training: the visits that it costs")
training = plan.booking("norden")
one_session = {
    one: postponed(week(TRAINING_WEEK, {"on": str(one)}))
    for one in sorted(days_of(next(one for one in problem.activities if one.id == "norden")))
}
for one, left in one_session.items():
    chosen = "  <- chosen" if training.start and training.start.date() == one else ""
    print(f"  all on {one:%a %d %b}: {listed(left)}{chosen}")
first, *_, last = one_session
two_sessions = postponed(week(TRAINING_WEEK, {"sessions": [{"on": str(first)}, {"on": str(last)}]}))
print(f"  half on {first:%a %d %b}, half on {last:%a %d %b}: {listed(two_sessions)}")
for missed in training.away:
    print(f"  to be told what was taught: {names[missed.staff]} ({missed.text})")

print("\n4. The new hire")
counts_from, closing = plan.booking("pitch").end, plan.booking("closing").start
went = [one for one in held if "noe" in one.attendees]
counted = [one for one in held if "noe" in one.staff["junior"]]
print(f"  Noé goes with others {len(went)} times, counts from {counts_from:%a %d %b at %H:%M}", end="")
print(f" and makes {len(counted)} visits; closing interview on {closing:%a %d %b at %H:%M}")

print("\n5. How evenly the visits fall, and one more technician")
for row in tables.balances.itertuples():
    print(f"  {row.role:10} {row.name:14} {row.load:3} visits, a fair share is {row.fair:.1f}")
skills = ["servers", "storage", "backup", "software"]
technician = {"id": "new", "roles": ["technician"], "skills": skills, "site": "office"}
full = [one for one in postponed(plan) if monday_of(one) == FULL_WEEK]
helped = postponed(week(FULL_WEEK, more=(technician,)))
print(f"  the full week postpones now:           {listed(full)}")
print(f"  and with one more technician:          {listed(helped)}")

print("\n6. What to postpone")
weeks = [week(monday) for monday in sorted({monday_of(one) for one in postponed(plan)})]
proved = {told.activity: told for one in (plan, *weeks) for told in one.declined if told.proof}
for visit in postponed(plan):
    print(f"  {min(days_of(visit)):%d %b}  {listed([visit])}")
    if visit.id in proved:
        print(f"          {proved[visit.id].text}")
print("  When the accessible ones of the full week could be held instead, each by itself, disturbing nobody:")
for visit in [one for one in full if one.priority == "normal"]:
    asked = visit.model_dump(mode="json", exclude_unset=True, exclude={"id", "on"})
    asked |= {"id": f"{visit.id}-later", "between": {"from": "2027-03-15", "to": "2027-03-26"}}
    for slot in planner.offer(problem, plan, asked, count=1, settings=planner.Settings(seconds=5, step=STEP)).slots:
        print(f"    {visit.client}: {slot.text}")
