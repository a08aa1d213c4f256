"""How much worse or better a plan is than another, in words: goal by goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.plan.goals import ORDER, Goal
from planner.wording import Wording


def worse_told(costs: Mapping[str, float], wording: Wording) -> Iterator[str]:
    """Each goal that is worse, or better (below 0), and by how much: ``1 more place open (high priority)``.

    Where all is of normal priority, that goes without saying.

    Parameters
    ----------
    costs
        By goal, how much worse.
    wording
        The language.
    """
    changed = [goal for goal in ORDER if costs.get(goal.name, 0)]
    mixed = {goal.priority for goal in changed} - {None, "normal"}
    for goal in changed:
        amount = costs[goal.name]
        told = (_worse if amount > 0 else _better)(goal, abs(amount), wording)
        if mixed and goal.priority:
            told = wording.say("{told} ({priority} priority)", told=told, priority=goal.urgency(wording))
        yield told


def _worse(goal: Goal, amount: float, words: Wording) -> str:
    number, many, n = words.number(amount), words.many, int(amount)
    match goal.level:
        case "value":
            return words.say("{amount} of value lost", amount=number)
        case "heads":
            return many("{n} more place open", "{n} more places open", n)
        case "steps":
            return many("{n} more step missed", "{n} more steps missed", n)
        case "prices":
            return words.say("{amount} more to pay for broken rules", amount=number)
        case "standbys":
            return many("{n} more stand-by missing", "{n} more stand-bys missing", n)
        case "preferences":
            return many("{n} more preference missed", "{n} more preferences missed", n)
        case "moved":
            return words.say("steps done earlier or by deputies: {amount} more", amount=number)
        case "balance":
            return words.say("shares less even, by {amount}", amount=number)


def _better(goal: Goal, amount: float, words: Wording) -> str:
    number, many, n = words.number(amount), words.many, int(amount)
    match goal.level:
        case "value":
            return words.say("{amount} of value won", amount=number)
        case "heads":
            return many("{n} place fewer open", "{n} places fewer open", n)
        case "steps":
            return many("{n} step fewer missed", "{n} steps fewer missed", n)
        case "prices":
            return words.say("{amount} less to pay for broken rules", amount=number)
        case "standbys":
            return many("{n} stand-by fewer missing", "{n} stand-bys fewer missing", n)
        case "preferences":
            return many("{n} preference fewer missed", "{n} preferences fewer missed", n)
        case "moved":
            return words.say("steps done earlier or by deputies: {amount} fewer", amount=number)
        case "balance":
            return words.say("shares more even, by {amount}", amount=number)
