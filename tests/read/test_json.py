"""JSON is read fast; its places are found when they are needed."""

import json
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.read.json_places import JsonPlaces
from planner.read.json_text import _too_deep, parse
from planner.read.yaml_text import DEEPEST


def told(text: str) -> list[str]:
    try:
        _, _, faults = parse(text)
    except InputError as error:
        faults = list(error.faults)
    return [f"{fault.line}:{fault.column}: {fault}" for fault in faults]


def test_values() -> None:
    data, _, faults = parse('{"a": [1, 2.5, "x", true, null], "b": "\\ud83d\\ude00"}')
    assert data == {"a": [1, 2.5, "x", True, None], "b": "😀"}
    assert not faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "{a: 1}",
            "1:2: a key in double quotes is expected here. Put the key in double quotes; leave no comma at the end.",
        ),
        ('{"a" 1}', "1:6: a colon is missing here"),
        ("[1\n 2]", "2:2: a comma or a closing bracket is missing here"),
        ("[1, ", "1:5: a value is missing here. Put text in double quotes; leave no comma at the end."),
        ("['a']", "1:2: a value is missing here. Put text in double quotes; leave no comma at the end."),
        ("", "1:1: a value is missing here. Put text in double quotes; leave no comma at the end."),
        ('{"a": "x', "1:7: the quotes that are opened here are not closed"),
        ('["\n"]', "1:3: a line break or a tab stands inside quotes. Write \\n or \\t."),
        (r'["\q"]', r"1:3: this backslash means nothing. Write \\ for a backslash."),
        ("[1]\nx", "2:1: the document has ended, and something follows. Keep one document a file."),
        ('{"a": 1,\n"a": 2}', "2:1: a: 'a' stands here for the second time, first in line 1. Keep one of them."),
        ("[1,\n NaN]", "2:2: [1]: NaN is no number. Write a number, or null."),
        ('{"a": -Infinity}', "1:7: a: -Infinity is no number. Write a number, or null."),
        (r'["\uD83D"]', r"1:3: \ud83d is half a character"),
    ],
)
def test_slips(text: str, fault: str) -> None:
    assert told(text) == [fault]


def test_a_comma_at_the_end() -> None:
    assert "comma" in told("[1,]")[0]
    assert "comma" in told('{"a": 1,}')[0]


def test_a_word_that_the_standard_library_adds() -> None:
    from planner.read.json_text import _syntax

    assert str(_syntax(json.JSONDecodeError("Odd news", "[", 0))) == "this is no JSON (Odd news)"


def test_numbers_without_end() -> None:
    digits = sys.get_int_max_str_digits()
    assert told(f"[1,\n{'9' * (digits + 1)}]") == [f"2:1: a number has more than {digits:,} digits"]


@pytest.mark.parametrize("count", [DEEPEST + 1, 5000, 200_000])
def test_depth_is_bounded(count: int) -> None:
    assert told("\n[" * count + '"x]"' + "]" * count) == [f"{DEEPEST + 2}:1: this is nested more than {DEEPEST} deep"]


def test_depth_within_reason() -> None:
    assert not told("[" * DEEPEST + "1" + "]" * DEEPEST)


def test_too_deep_for_somebody_else() -> None:
    assert str(_too_deep(JsonPlaces("[]"))) == "this is nested too deeply to be read"


def test_places() -> None:
    _, places, _ = parse(' {"staff": [\n  {"id": "a", "x": [ ] },\n  {"id":\n "b"}\n], "n": {}, "staff2": 1}')
    assert places.locate(()) == (1, 2)
    assert places.locate(("staff",)) == (1, 3)
    assert places.locate(("staff", 0)) == (2, 3)
    assert places.locate(("staff", 0, "x")) == (2, 15)
    assert places.locate(("staff", 0, "x", 0)) == (2, 15)
    assert places.locate(("staff", 1, "id")) == (3, 4)
    assert places.locate(("staff", 2)) == (1, 3)
    assert places.locate(("n", "deeper")) == (5, 4)
    assert places.locate(("staff2",)) == (5, 13)
    assert places.locate(("staff2", "x")) == (5, 13)


def test_a_key_said_twice_leads_to_what_was_read() -> None:
    data, places, _ = parse('{"a": {"b": 1},\n "a": {"c": 2}}')
    assert data == {"a": {"c": 2}}
    assert places.locate(("a", "c")) == (2, 8)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


def test_every_value_is_found_again() -> None:
    def paths(value: Any, path: tuple[str | int, ...] = ()) -> Any:
        yield path
        held = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, one in held:
            yield from paths(one, (*path, key))

    @settings(deadline=None)
    @given(VALUES, st.sampled_from([None, 1]))
    def found(value: Any, indent: int | None) -> None:
        text = json.dumps(value, indent=indent)
        data, places, faults = parse(text)
        assert (data, faults) == (value, [])
        lines = text.split("\n")
        places_seen = [places.locate(path) for path in paths(value)]
        assert places_seen == sorted(places_seen)
        assert all(0 < column <= len(lines[line - 1]) for line, column in places_seen)

    found()


@settings(deadline=None)
@given(
    st.text()
    | st.lists(st.sampled_from([*'{}[]:,"\\ \n', '"a"', "1", "NaN", "null", "-", "e9", "\\ud800"])).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    assert all(fault[0].isdigit() and fault[0] != "0" for fault in told(text))
