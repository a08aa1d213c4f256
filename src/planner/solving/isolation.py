"""Search in a child process, so that nothing there, not even a crash of the solver, can harm this one."""

from __future__ import annotations

import _thread
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from planner.errors import BugError, Fault, InputError, PlannerError
from planner.solving.budget import heeding_interrupts
from planner.solving.settings import Progress, Settings
from planner.solving.solvers.search import LOOK

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
    InputError
        If the problem cannot travel: a rule of one's own that no module names.
    BugError
        If the child dies without an answer.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    plain = settings.model_copy(update={"isolate": False, "progress": None})
    child = context.Process(target=_work, args=(theirs, _packed(call, problem), plain), daemon=True)
    listener = _Listener(ours, settings.progress)
    with heeding_interrupts(listener.stop):
        with _out_of_reach_of_the_keyboard():
            child.start()
        theirs.close()
        listener.start()
        try:
            while not listener.done.wait(LOOK):
                pass
        finally:
            ours.close()  # a child that is still at work ends by that
            child.join()
    if not listener.heard:
        raise BugError(f"the search ended without an answer, with exit code {child.exitcode}")
    answer: Result | BaseException = listener.heard[0]
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _packed(call: Callable[..., Any], problem: Any) -> bytes:
    try:
        return pickle.dumps((call, problem))
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise _stays_here(error) from error


def _stays_here(error: Exception) -> InputError:
    hint = "Define its rules at the top of a module that can be imported, or search without isolate."
    return InputError([Fault(("rules",), f"the problem cannot travel to another process ({error})", hint)])


@contextmanager
def _out_of_reach_of_the_keyboard() -> Iterator[None]:
    """Start processes that no Ctrl-C reaches: a terminal sends it to all of them, and this one passes it on."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # would undo the mask if it had to be started later
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Listener(threading.Thread):
    """Passes reports on until the answer comes, the callback fails, or the child dies."""

    def __init__(self, connection: Connection, progress: Callable[[Progress], Any] | None) -> None:
        super().__init__(name="planner-listener", daemon=True)
        self._connection = connection
        self._progress = progress
        self.heard: list[Any] = []
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self._listen()
        finally:
            self.done.set()

    def _listen(self) -> None:
        with suppress(EOFError, OSError):
            while isinstance(message := self._connection.recv(), Progress):
                try:
                    self._pass_on(message)
                except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
                    self.heard.append(error)
                    return
            self.heard.append(message)

    def _pass_on(self, report: Progress) -> None:
        if self._progress is not None and self._progress(report) is True:
            self._progress = None
            self.stop()

    def stop(self) -> None:
        """Ask the child to come to an end."""
        with suppress(OSError):
            self._connection.send(STOP)


def _work(connection: Connection, packed: bytes, settings: Settings) -> None:
    """The child: answer with the result, or with what went wrong."""
    threading.Thread(target=_obey, args=(connection,), daemon=True).start()
    connection.send(_answer(packed, settings.model_copy(update={"progress": connection.send})))


def _answer(packed: bytes, settings: Settings) -> Any:
    """The result, or an exception that can travel."""
    try:
        call, problem = pickle.loads(packed)
    except (pickle.UnpicklingError, AttributeError, ImportError) as error:
        return _stays_here(error)
    try:
        return call(problem, settings=settings)
    except PlannerError as error:
        return error
    except BaseException as error:  # noqa: BLE001 - it travels to the parent, which raises it
        error.add_note(f"In the process that searched:\n{traceback.format_exc()}")
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # noqa: BLE001 - whatever keeps it from travelling
            return BugError("".join(traceback.format_exception_only(error)))
        return error


def _obey(connection: Connection) -> None:
    """Interrupt the search whenever the parent says so; end when it is gone."""
    with suppress(EOFError, OSError):
        while connection.recv() == STOP:
            _thread.interrupt_main()
    os._exit(1)
