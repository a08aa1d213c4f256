"""What is proved on the time grid only says so."""

from typing import Any

import pytest

import planner


def visits(*hours: str, **settings: Any) -> planner.Plan:
    """Two visits of an hour on a day for one person with these hours."""
    problem = planner.Problem.model_validate(
        {
            "horizon": {"from": "2020-06-22", "to": "2020-06-26"},
            "calendar": {"hours": {"mon-fri": list(hours)}},
            "staff": [{"id": "ana", "roles": ["guide"]}],
            "activities": [
                {"kind": "meeting", "id": name, "on": "2020-06-23", "duration": "1h", "needs": {"guide": 1}}
                for name in ("one", "two")
            ],
        }
    )
    return planner.solve(problem, settings=planner.Settings(**settings))


def test_two_hours_fit_into_two_hours_off_the_grid() -> None:
    (days,) = visits("09:10-11:10").infeasible_days
    assert days.certificate is not None
    assert days.certificate.step == 15
    assert days.text == (
        "one and two cannot all be held as asked on Tue 23 June, whatever the plan, "
        "as long as times are chosen every 15 minutes"
    )
    assert not visits("09:10-11:10", step=10).infeasible_days


@pytest.mark.parametrize("step", [1, 15])
def test_two_hours_do_not_fit_into_less(step: int) -> None:
    (days,) = visits("09:10-11:09", step=step).infeasible_days
    assert days.certificate is not None
    assert days.certificate.step is None
    assert days.text == "one and two cannot all be held as asked on Tue 23 June, whatever the plan"
