"""Files are written whole or not at all, and say what kept them from being written."""

import errno
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from planner.errors import OutputError
from planner.writing import write_whole

BIG = b"x" * 1_000_000
Acting = Callable[[], AbstractContextManager[None]]


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def test_text_is_utf8_and_bytes_stay(tmp_path: Path) -> None:
    write_whole(tmp_path / "text", "né\n")
    write_whole(str(tmp_path / "bytes"), b"\xff\x00")
    assert (tmp_path / "text").read_bytes() == b"n\xc3\xa9\n"
    assert (tmp_path / "bytes").read_bytes() == b"\xff\x00"


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text("before")
    file.chmod(0o640)
    write_whole(file, "after")
    assert file.read_text() == "after"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names(tmp_path) == ["plan.json"]


def test_a_new_file_has_usual_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new", "")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_an_owner_stays_the_owner(public: Path) -> None:
    file = public / "theirs"
    file.write_text("before")
    if os.geteuid() == 0:
        os.chown(file, 65534, 65534)
    owner = file.stat().st_uid
    write_whole(file, "after")
    assert (file.stat().st_uid, file.read_text()) == (owner, "after")


def test_a_link_still_leads_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("before")
    (tmp_path / "link").symlink_to("file")
    write_whole(tmp_path / "link", "after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_text() == "after"


@pytest.mark.parametrize(
    ("name", "cause", "advice"),
    [
        ("", "it is a folder", "Name a file in it."),
        ("nowhere/plan.json", "its folder does not exist", "Make the folder first"),
        ("file/plan.json", "its folder is a file", "Choose another place."),
        ("a\0b", "null", "Choose another place."),
        ("x" * 300, "name too long", "Choose another place."),
    ],
)
def test_places_that_cannot_be(tmp_path: Path, name: str, cause: str, advice: str) -> None:
    (tmp_path / "file").write_text("before")
    with pytest.raises(OutputError) as told:
        write_whole(tmp_path / name, "after")
    assert repr(str(tmp_path / name)) in str(told.value)
    assert cause in str(told.value)
    assert advice in str(told.value)
    assert names(tmp_path) == ["file"]
    assert (tmp_path / "file").read_text() == "before"


def test_text_that_no_file_can_hold(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="could not be written"):
        write_whole(tmp_path / "x", "\ud800")
    assert not names(tmp_path)


def test_a_full_device() -> None:
    with pytest.raises(OutputError, match=r"'/dev/full' could not be written: no space is left there. Make room"):
        write_whole("/dev/full", "after")


def assert_nothing_lost(folder: Path, content: bytes, cause: str) -> None:
    with pytest.raises(OutputError, match=cause) as told:
        write_whole(folder / "plan.json", content)
    assert "What stood there before still stands." in str(told.value)
    assert names(folder) == ["plan.json"]
    assert (folder / "plan.json").read_text() == "before"


@contextmanager
def mounted(folder: Path, *settings: str) -> Iterator[None]:
    command = ["mount", "-t", "tmpfs", *settings, "none", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("may not mount")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path, "-o", "size=64k"):
        (tmp_path / "plan.json").write_text("before")
        assert_nothing_lost(tmp_path, BIG, "no space is left there")


def test_a_read_only_disk(tmp_path: Path) -> None:
    with mounted(tmp_path):
        (tmp_path / "plan.json").write_text("before")
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        assert_nothing_lost(tmp_path, b"after", "that place is read-only|permission denied")


def test_a_file_larger_than_files_may_be(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text("before")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        assert_nothing_lost(tmp_path, BIG, os.strerror(errno.EFBIG))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_read_only_folder(public: Path, nobody: Acting) -> None:
    (public / "plan.json").write_text("before")
    (public / "plan.json").chmod(0o666)
    public.chmod(0o555)
    with nobody():
        assert_nothing_lost(public, b"after", "permission denied")
    public.chmod(0o777)


def test_a_read_only_file_stays(public: Path, nobody: Acting) -> None:
    (public / "plan.json").write_text("before")
    (public / "plan.json").chmod(0o444)
    with nobody():
        assert_nothing_lost(public, b"after", "permission denied")


def test_a_folder_that_may_not_be_entered(public: Path, nobody: Acting) -> None:
    (public / "plan.json").write_text("before")
    public.chmod(0o600)
    with nobody(), pytest.raises(OutputError, match="permission denied"):
        write_whole(public / "plan.json", "after")
    public.chmod(0o777)


def test_a_pipe() -> None:
    reading, writing = os.pipe()
    write_whole(f"/dev/fd/{writing}", "after")
    assert os.read(reading, 100) == b"after"
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize("redirect", ["", ">", ">>"])
def test_standard_output(tmp_path: Path, redirect: str) -> None:
    program = "from planner.writing import write_whole as w; w('/dev/stdout', 'one\\n'); w('/dev/stdout', 'two\\n')"
    command = f'"{sys.executable}" -c "{program}"'
    if redirect:
        command += f" {redirect} {tmp_path / 'out'}"
    run = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    told = (tmp_path / "out").read_text() if redirect else run.stdout
    assert told == "one\ntwo\n"
