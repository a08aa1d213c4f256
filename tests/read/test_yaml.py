"""YAML is read as it is written, in bounded time, and every place is known."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.read.documents import document
from planner.read.yaml_text import DEEPEST, compose
from planner.read.yaml_words import events


def read(text: str) -> Any:
    root, faults = compose(text)
    assert not faults
    return root.plain


def told(text: str) -> list[str]:
    """Return everything that is told of a text, with its place."""
    try:
        _, faults = compose(text)
    except InputError as error:
        faults = list(error.faults)
    return [f"{fault.line}:{fault.column}: {fault}" for fault in faults]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("on: 2020-06-23", {"on": "2020-06-23"}),
        ("time: 10:00", {"time": "10:00"}),
        ("[no, Yes, 010, 1e3, 0x1F, .5, TRUE]", ["no", "Yes", "010", "1e3", "0x1F", ".5", "TRUE"]),
        ("[~, null, Null, NULL, nUll]", [None, None, None, None, "nUll"]),
        ("['~', \"null\", '']", ["~", "null", ""]),
        ("a:\nb: |\n  null\n", {"a": None, "b": "null\n"}),
        ("~: 1\nnull: 2\nno: 3\n7: 4", {"~": "1", "null": "2", "no": "3", "7": "4"}),
        ("? a\n", {"a": None}),
        ("%YAML 1.2\n---\n- a\n...\n", ["a"]),
        ("a: &x [1]\nb: *x\n&k c: d\n? *k\n: e", {"a": ["1"], "b": ["1"], "c": "d"}),
        (r'"\ud83d\ude00 \u00e9"', "😀 é"),
        ("# only a comment", None),
        ("---\n", None),
        ("", None),
    ],
)
def test_values(text: str, data: Any) -> None:
    root, _ = compose(text)
    assert root.plain == data


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a: b: c", "1:5: a key cannot stand here. Check the indentation; put a text that contains ': ' in quotes."),
        (
            "a: 1\n  b: 2",
            "2:4: a key cannot stand here. Check the indentation; put a text that contains ': ' in quotes.",
        ),
        ("a: ? b", "1:4: a key cannot stand here. Check the indentation."),
        ("a:\n\tb: 1", "2:1: a tab stands here. Indent with spaces."),
        ("a: @x", "1:4: '@' cannot begin a text. Put the text in quotes."),
        ("a: [1,\n2", "2:2: a comma or a closing bracket is missing for what is opened in line 1"),
        ("a: {b: 1", "1:9: a comma or a closing bracket is missing for what is opened in line 1"),
        ("a: 'x\n", "2:1: the quotes that are opened in line 1 are not closed"),
        ('a: "\\q"', "1:6: this backslash means nothing. Put a text with backslashes in single quotes."),
        ("- a\nb: 1", "2:1: this does not line up with what begins in line 1. Check the indentation."),
        ("a: |x\n b", "1:5: '|' or '>' begins a text on the lines below. Put a text that begins so in quotes."),
        ("a: * b", "1:5: '&' or '*' stands before a name only. Put a text that begins so in quotes."),
        ("a: & b", "1:5: '&' or '*' stands before a name only. Put a text that begins so in quotes."),
        ("a: - b", "1:4: a list cannot begin here. Begin it on a line of its own."),
        ("a: }", "1:4: '}' cannot stand here"),
        ("a: 1\nb\nc: 2", "3:1: what begins in line 2 lacks its colon. Write key: value."),
        ("%YAML 3.0\n---\na", "1:1: this version of YAML is not read. Remove the line."),
        ("%YAML 1.1\n%YAML 1.2\n---\na", "2:1: this is no YAML (found duplicate YAML directive)"),
        (
            'a: "\\UFFFFFFFF"',
            (
                "1:0: this is no YAML, here or a little further on."
                " Look for a backslash or a line with % that means nothing."
            ),
        ),
        ("a: 1\nb: \x0b", "2:4: the character '\\x0b' is not text"),
        ("&a &b x", "1:4: the document has ended, and something follows. Keep one document a file."),
    ],
)
def test_slips(text: str, fault: str) -> None:
    assert told(text) == [fault]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a: !!python/object:os.system x", ["1:4: a: the tag '!!python/object:os.system' is not read. Remove it."]),
        ("a: !foo\n  b: 1", ["1:4: a: the tag '!foo' is not read. Remove it."]),
        (
            "- !!str 5\n- ! x",
            ["1:3: [0]: the tag '!!str' is not read. Remove it.", "2:3: [1]: the tag '!' is not read. Remove it."],
        ),
        ("a: !x!y z", ["1:4: a tag is not read. Remove it; put a text that begins with '!' in quotes."]),
        ("a: 1\nb: 2\na: 3", ["3:1: a: 'a' stands here for the second time, first in line 1. Keep one of them."]),
        ("a: 1\n---\nb: 2", ["2:1: a second document begins here. Keep one document a file."]),
        ("a: *b", ["1:4: a: '*b' stands for nothing. Write the value out."]),
        ("a: &a [1, *a]", ["1:11: a[1]: '*a' contains itself. Write the value out."]),
        ("a: &a {b: *a}", ["1:11: a.b: '*a' contains itself. Write the value out."]),
        ("? [x]\n: y", ["1:3: ['x']: a key must be text. Put it in quotes."]),
        (r'a: "\ud83d"', [r"1:4: a: '\ud83d' contains half a character. Write the whole character."]),
    ],
)
def test_refused(text: str, faults: list[str]) -> None:
    assert told(text) == faults


def test_everything_is_told_at_once() -> None:
    assert [fault.partition(" ")[0] for fault in told("a: !x 1\nb: *c\na: 2\n---\n")] == [
        "1:4:",
        "2:4:",
        "3:1:",
        "4:1:",
    ]


@pytest.mark.alone
def test_an_alias_bomb_is_defused() -> None:
    levels = [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 200)]
    start = time.perf_counter()
    (fault,) = told("\n".join(["a0: &a0 [lol]", *levels]))
    assert "aliases repeat more than 100,000 values. Write the values out." in fault
    assert time.perf_counter() - start < 5


def test_a_long_text_counts_as_much_as_many_values() -> None:
    (fault,) = told(f"- &a {'x' * 1_000_000}\n" + "- *a\n" * 100)
    assert "aliases repeat more than" in fault


def test_a_few_aliases_are_no_bomb() -> None:
    assert len(read("needs: &n {engineer: 1}\nlist:\n" + "- *n\n" * 1000)["list"]) == 1000


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_depth_is_bounded(opening: str) -> None:
    assert f"nested more than {DEEPEST} deep" in told(opening * 50_000)[0]


def test_depth_within_reason() -> None:
    data = read("[" * DEEPEST + "x" + "]" * DEEPEST)
    for _ in range(DEEPEST):
        (data,) = data
    assert data == "x"


def test_places() -> None:
    root, _ = compose("staff:\n  - id: ana\n    roles: [a, b]\n  - &x\n    id: bo\nmore:\n- *x\n")
    assert root.locate(()) == (1, 1)
    assert root.locate(("staff",)) == (1, 1)
    assert root.locate(("staff", 0)) == (2, 5)
    assert root.locate(("staff", 0, "roles")) == (3, 5)
    assert root.locate(("staff", 0, "roles", 1)) == (3, 16)
    assert root.locate(("staff", 1, "id")) == (5, 5)
    assert root.locate(("more", 0)) == (7, 3)
    assert root.locate(("more", 0, "id")) == (5, 5)
    assert root.locate(("staff", 9, "id")) == (1, 1)
    assert root.locate(("staff", 0, "id", "deeper", 1)) == (2, 5)
    assert root.locate(("staff", "x")) == (1, 1)


MARKS = st.sampled_from(
    [
        *"-?:,[]{}&*!|>'\"%@`#\\ \n\t~<=.",
        "a",
        "1",
        "---",
        "...",
        "\n  ",
        "\n- ",
        ": ",
        "&a ",
        "*a",
        "<<: ",
        "\\x",
        "\\U",
        "é",
        "😀",
    ]
)


def test_the_parser_is_heard_to_the_end() -> None:
    assert len(list(events("- a"))) == 7


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(MARKS).map("".join), st.lists(MARKS).map(lambda marks: "%" + "".join(marks))))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        root, _ = compose(text)
    except InputError:
        return
    assert root.plain is None or isinstance(root.plain, str | list | dict)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("42", 42),
        ("-3.50", -3.5),
        ("true", True),
        ("'42'", "42"),
        ("~", None),
        *((one, one) for one in ("0612", "1.", "1e3", "10:00", "2020-06-23", "no", "True", "1_000", "9" * 30)),
    ],
)
def test_what_may_be_of_any_kind_is_what_json_says(written: str, value: Any) -> None:
    text = f"details: {{people: {written}}}\nother: {{people: {written}}}"
    found = document(text, "a.yaml").data
    assert found["details"] == {"people": value}
    assert type(found["details"]["people"]) is type(value)
    assert found["other"]["people"] == (None if value is None else written.strip("'"))
