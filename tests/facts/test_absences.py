"""Who may read why somebody is away."""

import pytest

from planner.facts.staff import AUDIENCES, AWAY, Absence, Audience


@pytest.mark.parametrize(
    ("seen_by", "readers"), [("all", ["all", "lead", "hr"]), ("lead", ["lead", "hr"]), ("hr", ["hr"])]
)
def test_each_audience_also_reads_what_those_before_it_may(seen_by: Audience, readers: list[Audience]) -> None:
    absence = Absence(reason="surgery", seen_by=seen_by)
    assert [one for one in AUDIENCES if absence.may_read(one)] == readers
    for audience in AUDIENCES:
        known = absence.for_(audience)
        assert known == absence.model_copy(update={"reason": "surgery" if audience in readers else AWAY})
        assert known.kept_back == (audience not in readers)
