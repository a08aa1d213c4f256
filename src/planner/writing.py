"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
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
    try:
        _write(Path(path), content.encode() if isinstance(content, str) else content)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have, or a text that no file can hold
        known = _CAUSES.get(error.errno or 0) if isinstance(error, OSError) else None
        cause, advice = known or (getattr(error, "strerror", None) or str(error), "Choose another place.")
        told = f"{str(path)!r} could not be written: {cause}.{_standing(Path(path))} {advice}"
        raise OutputError(told) from error


def _write(path: Path, data: bytes) -> None:
    try:
        before = path.stat()
    except FileNotFoundError:
        _replace(path.resolve(), data, None)
        return
    if stat.S_ISDIR(before.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(before.st_mode) or str(path).startswith(_STREAMS):
        with path.open("ab") as stream:
            stream.write(data)
        return
    path.open("r+b").close()  # a file that could be replaced but not written to is meant to stay
    _replace(path.resolve(), data, before)


def _replace(target: Path, data: bytes, before: os.stat_result | None) -> None:
    """Write beside the target, then put the new file in its place in one step."""
    beside = target.with_name(f".planner-{secrets.token_hex(8)}")
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
