"""Files are written whole or not at all; standard output is written whole, or it is said."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from planner.errors import OutputError

_STREAMS = ("/dev/stdout", "/dev/stderr", "/dev/fd/", "/proc/self/fd/")
"""Names of what is open already: even where that is a file, it is not ours to replace."""

_CAUSES = {
    errno.EACCES: ("permission denied", "Choose a place where you may write."),
    errno.EPERM: ("permission denied", "Choose a place where you may write."),
    errno.EROFS: ("that place is read-only", "Choose a place where you may write."),
    errno.ENOSPC: ("no space is left there", "Make room, or choose another place."),
    errno.EDQUOT: ("no space is left there", "Make room, or choose another place."),
    errno.ENOENT: ("its folder does not exist", "Make the folder first, or choose another place."),
    errno.ENOTDIR: ("its folder is a file", "Choose another place."),
    errno.EISDIR: ("it is a folder", "Name a file in it."),
}


def write_whole(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write a file whole or not at all.

    An existing file keeps its permissions, and a link still leads to its file. What is no file (a pipe, a terminal)
    is written to as it is.

    Parameters
    ----------
    path
        The file, new or to be replaced.
    content
        What to write; text is written as UTF-8.

    Raises
    ------
    OutputError
        If the file cannot be written. What stood there before still stands, and nothing else is left behind.

    Examples
    --------
    >>> write_whole("note.txt", "whole")
    >>> Path("note.txt").read_text()
    'whole'
    """
    with _failure_told(path):
        _write(Path(path), content.encode() if isinstance(content, str) else content)


def try_writing(path: str | os.PathLike[str]) -> None:
    """Notice that a file could not be written before time is spent on its content. Nothing is changed by it.

    Parameters
    ----------
    path
        The file that is to be written later.

    Raises
    ------
    OutputError
        If the file could not be written.

    Examples
    --------
    >>> try_writing("nowhere/plan.json")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    planner.errors.OutputError: 'nowhere/plan.json' could not be written: its folder does not exist. ...
    """
    with _failure_told(path):
        before = _before(Path(path))
        if before is None or not _stream(Path(path), before):
            beside = _beside(Path(path).resolve())
            beside.open("xb").close()
            beside.unlink()


def write_out(text: str, encoding: str | None = None) -> None:
    r"""Write to standard output, whole. A reader who closed it has read enough.

    Parameters
    ----------
    text
        What to write. A character that cannot be written becomes its escape sequence.
    encoding
        If not the usual one.

    Raises
    ------
    OutputError
        If it cannot be written.

    Examples
    --------
    >>> write_out("whole\n")
    whole
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed. Write to a file instead.")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding or sys.stdout.encoding, errors="backslashreplace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up()
    except OSError as error:
        _give_up()
        cause, advice = _cause(error)
        raise OutputError(f"standard output could not be written: {cause}. {advice}") from error


def _give_up() -> None:
    """Let go of what could not be written: it would be tried again at the end of the program."""
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


@contextmanager
def _failure_told(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have, or a text that no file can hold
        cause, advice = _cause(error)
        told = f"{str(path)!r} could not be written: {cause}.{_standing(Path(path))} {advice}"
        raise OutputError(told) from error


def _cause(error: OSError | ValueError) -> tuple[str, str]:
    """What went wrong, and what to do about it."""
    known = _CAUSES.get(error.errno or 0) if isinstance(error, OSError) else None
    return known or (getattr(error, "strerror", None) or str(error), "Choose another place.")


def _write(path: Path, data: bytes) -> None:
    before = _before(path)
    if before is None or not _stream(path, before):
        _replace(path.resolve(), data, before)
        return
    with path.open("ab") as stream:
        stream.write(data)


def _before(path: Path) -> os.stat_result | None:
    """What stands there already, if it may be written to."""
    try:
        before = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not _stream(path, before):
        path.open("r+b").close()  # a file that could be replaced but not written to is meant to stay
    return before


def _stream(path: Path, before: os.stat_result) -> bool:
    """Whether it is a pipe, a terminal or the like, which cannot be replaced."""
    return not stat.S_ISREG(before.st_mode) or str(path).startswith(_STREAMS)


def _beside(target: Path) -> Path:
    return target.with_name(f".planner-{secrets.token_hex(8)}")


def _replace(target: Path, data: bytes, before: os.stat_result | None) -> None:
    """Write beside the target, then put the new file in its place in one step."""
    beside = _beside(target)
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            with suppress(OSError, AttributeError):  # only an administrator may give a file away
                os.chown(beside, before.st_uid, before.st_gid)
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        with suppress(OSError):  # moved, or never made
            beside.unlink()


def _standing(path: Path) -> str:
    with suppress(OSError, ValueError):
        if path.is_file():
            return " What stood there before still stands."
    return ""
