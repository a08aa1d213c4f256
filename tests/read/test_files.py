"""Files that are no text are refused, each with its reason."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from planner.errors import InputError
from planner.read.files import text_of


def refusal(path: Path, limit: int = 1000) -> str:
    with pytest.raises(InputError) as told:
        text_of(path, limit)
    (fault,) = told.value.faults
    assert fault.file == str(path)
    return str(told.value).removeprefix(str(path))


def test_text(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xef\xbb\xbfn\xc3\xa9\r\n")
    assert text_of(tmp_path / "a") == "né\r\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ": the file is empty"),
        (b" \n\t\n", ": the file is empty"),
        (b"PK\x03\x04", ":1:3: it is no text: byte 2 is 0x03. Save it as YAML or JSON, as text in UTF-8."),
        (b"a: 1\nb: \x00", ":2:4: it is no text: byte 8 is 0x00. Save it as YAML or JSON, as text in UTF-8."),
        (b"a: caf\xe9\n", ":1:7: it is no text in UTF-8: byte 6 is 0xe9. Save it as YAML or JSON, as text in UTF-8."),
        (b"a: caf\xc3", ":1:7: it is no text in UTF-8: byte 6 is 0xc3. Save it as YAML or JSON, as text in UTF-8."),
        (b"\xff\xfea\x00", ": it is text in UTF-16. Save it as YAML or JSON, as text in UTF-8."),
        (b"x" * 1001, ": it is larger than 1,000 bytes. Make it smaller, or raise the limit."),
    ],
)
def test_contents(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "year.yaml").write_bytes(content)
    assert refusal(tmp_path / "year.yaml") == message


def test_as_large_as_the_limit(tmp_path: Path) -> None:
    (tmp_path / "year.yaml").write_bytes(b"x" * 1000)
    assert len(text_of(tmp_path / "year.yaml", 1000)) == 1000


def test_endless() -> None:
    assert refusal(Path("/dev/zero")) == ": it is larger than 1,000 bytes. Make it smaller, or raise the limit."


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "year.yaml") == ": there is no such file"
    (tmp_path / "year.yml").touch()
    assert refusal(tmp_path / "year.yaml") == ": there is no such file. Did you mean 'year.yml'?"
    assert refusal(tmp_path / "x" / "y") == f": there is no folder {str(tmp_path / 'x')!r}"


def test_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == ": it is a folder. Name a file in it."


def test_names_that_no_file_has(tmp_path: Path) -> None:
    assert "it cannot be read" in refusal(tmp_path / "a\0b")
    assert "it cannot be read" in refusal(tmp_path / ("x" * 300))


def test_unreadable(public: Path, nobody: Callable[[], AbstractContextManager[None]]) -> None:
    (public / "year.yaml").write_text("a: 1")
    (public / "year.yaml").chmod(0)
    with nobody():
        assert refusal(public / "year.yaml") == ": it may not be read. Change its permissions, or copy it."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"a: 1")
    os.close(writing)
    try:
        assert text_of(f"/dev/fd/{reading}") == "a: 1"
    finally:
        os.close(reading)
