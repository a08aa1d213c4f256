"""The text of a file, or why there is none."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import Fault, InputError

if TYPE_CHECKING:
    from os import PathLike

LIMIT = 100_000_000
"""Bytes that a file may have, unless said otherwise."""

_NEVER_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_TEXT_PLEASE = "Save it as YAML or JSON, as text in UTF-8."


def text_of(path: str | PathLike[str], limit: int = LIMIT) -> str:
    """The text of a file.

    Parameters
    ----------
    path
        The file.
    limit
        The most bytes that it may have.

    Raises
    ------
    InputError
        If there is no such file, or it cannot be read, is empty, too large, or no text in UTF-8.

    Examples
    --------
    >>> text_of("no such file.yaml")
    Traceback (most recent call last):
    planner.errors.InputError: no such file.yaml: there is no such file
    """
    try:
        data = _bytes(Path(path), limit)
        text = _text(data)
    except InputError as error:
        raise error.within(str(path)) from None
    if not text.strip():
        raise InputError([Fault((), "the file is empty", file=str(path))])
    return text


def _bytes(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise _missing(path) from None
    except IsADirectoryError:
        raise _refused("it is a folder", "Name a file in it.") from None
    except PermissionError:
        raise _refused("it may not be read", "Change its permissions, or copy it.") from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise _refused(f"it cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if len(data) > limit:
        raise _refused(f"it is larger than {limit:,} bytes", "Make it smaller, or raise the limit.")
    return data


def _missing(path: Path) -> InputError:
    folder = path.parent
    if not folder.is_dir():
        return _refused(f"there is no folder {str(folder)!r}")
    near = get_close_matches(path.name, (one.name for one in folder.iterdir()), n=1)
    return _refused("there is no such file", f"Did you mean {near[0]!r}?" if near else "")


def _text(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise _refused("it is text in UTF-16", _TEXT_PLEASE)
    strange = _NEVER_IN_TEXT.search(data)
    if strange:
        raise _at(data, strange.start(), "it is no text")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _at(data, error.start, "it is no text in UTF-8") from None


def _at(data: bytes, offset: int, message: str) -> InputError:
    before = data[:offset]
    line, column = before.count(b"\n") + 1, offset - before.rfind(b"\n")
    told = f"{message}: byte {offset:,} is 0x{data[offset]:02x}"
    return InputError([Fault((), told, _TEXT_PLEASE, line=line, column=column)])


def _refused(message: str, hint: str = "") -> InputError:
    return InputError([Fault((), message, hint)])
