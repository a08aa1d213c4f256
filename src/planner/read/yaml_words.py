"""What the YAML parser says, in words for people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from planner.errors import Fault, InputError

_WORDS = [
    (r"found character '\\t'", "a tab stands here", "Indent with spaces."),
    (r"found character (.+) that cannot", "{0} cannot begin a text", "Put the text in quotes."),
    (
        "mapping values are not",
        "a key cannot stand here",
        "Check the indentation; put a text that contains ': ' in quotes.",
    ),
    ("sequence entries are not", "a list cannot begin here", "Begin it on a line of its own."),
    ("mapping keys are not", "a key cannot stand here", "Check the indentation."),
    ("could not find expected ':'", "what begins in line {line} lacks its colon", "Write key: value."),
    ("expected ',' or", "a comma or a closing bracket is missing for what is opened in line {line}", ""),
    ("quoted scalar: found unexpected", "the quotes that are opened in line {line} are not closed", ""),
    ("double-quoted scalar:", "this backslash means nothing", "Put a text with backslashes in single quotes."),
    ("block scalar:", "'|' or '>' begins a text on the lines below", "Put a text that begins so in quotes."),
    (
        "anchor: expected|alias: expected",
        "'&' or '*' stands before a name only",
        "Put a text that begins so in quotes.",
    ),
    (r"\ba tag\b|tag handle", "a tag is not read", "Remove it; put a text that begins with '!' in quotes."),
    (
        "expected <block end>, but found",
        "this does not line up with what begins in line {line}",
        "Check the indentation.",
    ),
    ("node content, but found '<stream end>'", "the text ends where a value is expected", ""),
    ("expected the node content, but found (.+)", "{0} cannot stand here", ""),
    ("document start", "the document has ended, and something follows", "Keep one document a file."),
    ("incompatible YAML", "this version of YAML is not read", "Remove the line."),
]


def events(text: str) -> Iterator[Any]:
    """The parser's events.

    Raises
    ------
    InputError
        If the text is no YAML.
    """
    line = 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.end_mark.line + 1
            yield event
    except MarkedYAMLError as error:
        raise InputError([_said(error)]) from None
    except ReaderError as error:
        before = text[: error.position]
        told = f"the character {chr(error.character)!r} is not text"
        fault = Fault((), told, line=before.count("\n") + 1, column=error.position - before.rfind("\n"))
        raise InputError([fault]) from None
    except (YAMLError, ValueError, OverflowError):  # the parser's own slips over odd escapes and directives
        hint = "Look for a backslash or a line with % that means nothing."
        raise InputError([Fault((), "this is no YAML, here or a little further on", hint, line=line)]) from None


def _said(error: MarkedYAMLError) -> Fault:
    """A syntax error as a fault."""
    said = f"{error.context or ''}: {error.problem}"
    mark, opened = error.problem_mark, error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    for pattern, message, hint in _WORDS:
        found = re.search(pattern, said)
        if found:
            told = message.format(*found.groups(), line=opened.line + 1 if opened else line)
            return Fault((), told, hint, line=line, column=column)
    return Fault((), f"this is no YAML ({error.problem})", line=line, column=column)
