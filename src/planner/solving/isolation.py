"""Search in a child process, so that nothing there, not even a crash of the solver, can harm this one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from planner.errors import BugError
from planner.solving.settings import Progress, Settings

Result = TypeVar("Result")

STOP = "stop"


def in_child(call: Callable[..., Result], problem: Any, settings: Settings) -> Result:
    """The result of ``call(problem, settings=settings)``, found in a child process.

    Progress is passed on to the settings' callback here. A stop that it asks for, or an interrupt (Ctrl-C), stops the
    search there, which then answers with the best so far. What travels is the problem, never a model.

    Parameters
    ----------
    call
        A function at the top of a module.
    problem
        Anything that can be pickled.
    settings
        The limits.

    Raises
    ------
    BugError
        If the child dies without an answer.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    plain = settings.model_copy(update={"isolate": False, "progress": None})
    child = context.Process(target=_work, args=(theirs, call, problem, plain), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = _listen(ours, settings.progress)
    finally:
        ours.close()
        child.join()
    if answer is None:
        raise BugError(f"the search ended without an answer, with exit code {child.exitcode}")
    if isinstance(answer, BaseException):
        raise answer
    return answer  # type: ignore[no-any-return]


def _listen(connection: Connection, progress: Callable[[Progress], Any] | None) -> Any:
    """Pass reports on until the answer comes; `None` if the child dies first."""
    while True:
        try:
            message = connection.recv()
            if not isinstance(message, Progress):
                return message
            if progress is not None and progress(message) is True:
                connection.send(STOP)
        except KeyboardInterrupt:
            connection.send(STOP)
        except (EOFError, OSError):
            return None


def _work(connection: Connection, call: Callable[..., Any], problem: Any, settings: Settings) -> None:
    """The child: answer with the result, or with what went wrong."""
    threading.Thread(target=_obey, args=(connection,), daemon=True).start()
    reporting = settings.model_copy(update={"progress": connection.send})
    try:
        answer: Any = call(problem, settings=reporting)
    except Exception as error:  # noqa: BLE001 - it travels to the parent, which raises it
        answer = error
    connection.send(answer)


def _obey(connection: Connection) -> None:
    """Interrupt the search when the parent says so, or is gone."""
    try:
        connection.recv()
    except (EOFError, OSError):
        os._exit(1)
    os.kill(os.getpid(), signal.SIGINT)
