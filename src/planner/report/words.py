"""Words that every report shares: how sure a plan is, how much of it is held, whom something lacks."""

from __future__ import annotations

from planner.plan.goals import ORDER, Reached, goal_told
from planner.plan.plan import Plan, Status
from planner.wording import Wording

TOLD_AS_SHORT = {goal.name for goal in ORDER if goal.level in ("heads", "steps")}
"""Goals of which each cost is told as something short."""


def tidy(text: str) -> str:
    r"""One line of text, without what a terminal would take for a command.

    Examples
    --------
    >>> tidy("two\nlines, \x1b[31mred")
    'two lines, ?[31mred'
    """
    return "".join(one if one.isprintable() else "?" for one in " ".join(text.split()))


def headed(text: str) -> str:
    """The text as it begins a line of its own.

    Examples
    --------
    >>> headed("juin 2020")
    'Juin 2020'
    """
    return text[:1].upper() + text[1:]


def heads(missing: int, role: str) -> str:
    """So many of a role.

    Examples
    --------
    >>> heads(1, "engineer"), heads(2, "engineer")
    ('1 engineer', '2 × engineer')
    """
    return f"{missing} {role}" if missing == 1 else f"{missing} × {role}"


def sure(plan: Plan, wording: Wording) -> str:
    """The status in words."""
    match plan.status:
        case Status.OPTIMAL:
            return wording.say("Optimal: the best possible plan, proved on every goal.")
        case Status.FEASIBLE:
            return wording.say("Feasible: the best plan found.")
        case Status.IMPOSSIBLE:
            return wording.say("Impossible: it is proved that what is required cannot all hold.")
        case Status.STOPPED:
            return wording.say("Stopped: no plan was found before time ran out.")


def how_sure(plan: Plan, wording: Wording) -> str:
    """The status in words, with what another plan could at most do better."""
    told = sure(plan, wording)
    loose = [goal for goal in plan.goals if not goal.proved and gap(goal)]
    if plan.status != Status.FEASIBLE or not loose:
        return told
    better = wording.listed(
        wording.say("{amount} better on {goal}", amount=wording.number(gap(one)), goal=goal_told(one.name, wording))
        for one in loose
    )
    return wording.say("{sure} Another could be at most {better}.", sure=told, better=better)


def gap(goal: Reached) -> float:
    """By how much another plan could at most be better on a goal, as far as is known."""
    return abs(goal.bound - goal.value)


def surety(goal: Reached, wording: Wording) -> str:
    """How sure the value of a goal is."""
    if goal.proved:
        return wording.say("proved: no plan does better")
    if not gap(goal):
        return wording.say("not proved: no plan is known to do better, nor proved not to")
    return wording.say("not proved: at most {amount} better", amount=wording.number(gap(goal)))


def staffed(plan: Plan, wording: Wording) -> str:
    """How much of a plan is held as asked, in a sentence."""
    declined, short = sum(one.declined for one in plan.bookings), sum(one.short for one in plan.bookings)
    all_ = len(plan.bookings) - declined
    told = _staffed(all_, short, wording)
    if not declined:
        return told
    left_out = wording.many("{n} optional activity is left out.", "{n} optional activities are left out.", declined)
    return f"{told} {left_out}" if all_ else left_out


def _staffed(all_: int, short: int, wording: Wording) -> str:
    """How much of so many activities is held as asked."""
    if not all_:
        return wording.say("There is nothing to hold.")
    if all_ == 1 and short:
        return wording.say("The only activity is not held as asked.")
    if all_ == 1:
        return wording.say("The only activity is fully staffed.")
    if not short:
        return wording.say("All {n} activities are fully staffed.", n=all_)
    return wording.many(
        "{n} of {all} activities is not held as asked.",
        "{n} of {all} activities are not held as asked.",
        short,
        all=all_,
    )
