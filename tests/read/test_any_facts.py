"""Whatever comes in, facts come out or an error that tells where it is wrong."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.facts.activities import Activity
from planner.facts.calendar import Calendar
from planner.facts.organisation import Facts
from planner.facts.staff import Staff
from planner.problem import Problem

HORIZON = {"from": "2020-01-01", "to": "2020-12-31"}
WORDS = st.sampled_from([
    "2020-02-31", "2020-03-03", "2020-03-03 10:00", "9999-12-31", "0001-01-01", "10:00", "09:00-12:30", "22:00-06:00",
    "2h", "FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY;COUNT=0", "mon", "tuesday", "last", "july", "all", "ana", "engineer",
    "high", "FR", "Moselle", "meeting", "background", "fair", "training", "planner-problem/1", "planner-problem/2",
    "\ud800", "nan", "-1", "true",
])  # fmt: skip
OTHERS = "role count name week mon-fri weekday nth minutes within engineer zz".split()
MODELS = (Facts, Activity, Staff, Calendar)
SPELT = {field.alias or name for model in MODELS for name, field in model.model_fields.items()}
KEYS = st.sampled_from(sorted({*SPELT, *OTHERS}))
ATOMS = st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5)
DATA = st.recursive(
    ATOMS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=20
)


def with_keys(model: type[Any], **sure: Any) -> st.SearchStrategy[Any]:
    keys = [field.alias or name for name, field in model.model_fields.items()]
    return st.dictionaries(st.sampled_from(keys), DATA, max_size=5).map(lambda drawn: {**sure, **drawn})


PROBLEMS = st.fixed_dictionaries(
    {"horizon": st.just(HORIZON) | DATA},
    optional={
        "staff": st.lists(with_keys(Staff, id="ana") | DATA, max_size=3),
        "activities": st.lists(with_keys(Activity, kind="meeting", id="m", on="2020-03-03") | DATA, max_size=3),
        "calendar": with_keys(Calendar),
        "defaults": st.dictionaries(st.just("meeting"), with_keys(Activity), max_size=1) | DATA,
        "conditions": DATA,
        "sites": DATA,
        "rules": st.lists(DATA, max_size=2),
        "name": DATA,
        "zz": DATA,
    },
)


@settings(deadline=None)
@given(PROBLEMS | DATA)
def test_any_data_are_facts_or_told(data: Any) -> None:
    try:
        Problem.model_validate(data)
    except InputError as error:
        told = error.faults
    else:
        return
    assert told
    for fault in told:
        assert not any(word in str(fault) for word in ("Input should", "Value error", "function-"))
        held = data
        for segment in fault.path:
            held = held[segment]
