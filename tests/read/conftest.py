"""What the tests of reading and writing share."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

NOBODY = 65534


@pytest.fixture
def nobody() -> Callable[[], AbstractContextManager[None]]:
    """Act as somebody whom permissions bind, even where the tests run as root."""

    @contextmanager
    def acting() -> Iterator[None]:
        before = os.geteuid()
        if before == 0:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(before)

    return acting


@pytest.fixture
def public() -> Iterator[Path]:
    """Give a folder that everybody may enter and write to."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)
