"""A fortnight in which three people are away, each for a reason of which more or fewer may know."""

from typing import Any, get_args

from planner import Problem, Settings
from planner.facts.staff import Audience

SETTINGS = Settings(work=2)
REASONS: dict[str, Audience] = {"sailing": "all", "mediation": "lead", "chemotherapy": "hr"}
PEOPLE = [("ana", "marketer"), ("bo", "engineer"), ("cy", "lawyer")]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
READABLE: dict[Audience, set[str]] = {
    "all": {"sailing"},
    "lead": {"sailing", "mediation"},
    "hr": {"sailing", "mediation", "chemotherapy"},
}


def confidential_facts(turn: int = 0, **facts: Any) -> dict[str, Any]:
    """State three absences: one takes the time for preparation, one leaves a need open, one misses a meeting.

    Which is for what reason, turns.
    """
    reasons = [*REASONS][turn:] + [*REASONS][:turn]
    days = [("2020-06-12", "2020-06-17"), ("2020-06-25", "2020-07-03"), ("2020-06-13", "2020-06-19")]
    return {
        "format": "planner-problem/1",
        "name": "A fortnight in June",
        "horizon": {"from": "2020-06-15", "to": "2020-06-26"},
        "timezone": "Europe/Paris",
        "calendar": {"country": "FR", "hours": {"mon-fri": ["09:00-12:00", "13:00-17:00"]}},
        "staff": [
            {
                "id": who,
                "roles": [role],
                "absences": [{"from": first, "to": last, "reason": reason, "seen_by": REASONS[reason]}],
            }
            for (who, role), (first, last), reason in zip(PEOPLE, days, reasons, strict=True)
        ],
        "activities": [
            {
                "kind": "appointment",
                "id": "prepared",
                "on": "2020-06-18",
                "duration": "2h",
                "needs": {"marketer": 1},
                "preparation": {"minutes": 420, "within": 3},
            },
            {"kind": "appointment", "id": "needed", "on": "2020-06-25", "duration": "2h", "needs": {"engineer": 1}},
            {"kind": "meeting", "id": "met", "at": "2020-06-18 14:00", "duration": "1h", "attendees": "all"},
        ],
        **facts,
    }


def confidential(turn: int = 0, **facts: Any) -> Problem:
    """Give the problem of these facts."""
    return Problem.model_validate(confidential_facts(turn, **facts))


def reasons_in(text: str) -> set[str]:
    """Find the reasons that a text tells, wherever in it."""
    return {one for one in REASONS if one in text.lower()}
