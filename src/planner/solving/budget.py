"""What is left of the time or work of a whole call, and how an interrupt ends it."""

from __future__ import annotations

import gc
import logging
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planner.solving.settings import Settings

logger = logging.getLogger(__name__)

GRACE = 2.0  # seconds that the rest of a call may take after somebody asked to stop
BULK = frozenset({"timeline", "build", "check"})
"""Stages that make much which stays: to look for garbage meanwhile finds none, and takes a fifth of large ones."""
HEEDED = 2  # interrupts: one ends the search, one the explaining of what it found


class Budget:
    """What is left of the time or work of a whole call, shared by all its runs.

    Parameters
    ----------
    settings
        The limits.
    reserve
        The part that is kept back until `release`.

    Attributes
    ----------
    stopped
        Whether somebody asked to stop.
    stages
        The seconds that each stage took, by its name.
    """

    def __init__(self, settings: Settings, reserve: float = 0.0) -> None:
        self._reserve = reserve * (settings.work if settings.work is not None else settings.seconds)
        self._began = time.monotonic()
        self._settings = settings
        self._worked = 0.0
        self._until = math.inf
        self._searched = False
        self.stopped = False
        self.stages: dict[str, float] = {}
        self._stage: str | None = None
        self._since = self._began

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What follows is a stage of the call; its seconds are counted there, and not in the stage around it."""
        around, resting = self._stage, name in BULK and gc.isenabled()
        self._enter(name)
        if resting:
            gc.disable()
        try:
            yield
        finally:
            if resting:
                gc.enable()
            self._enter(around)

    def _enter(self, stage: str | None) -> None:
        now = time.monotonic()
        if self._stage is not None:
            self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now

    @property
    def seconds(self) -> float:
        """Seconds since the call began."""
        return time.monotonic() - self._began

    @property
    def left(self) -> float:
        """What is left, in seconds or work."""
        if self._settings.work is not None:
            return self._settings.work - self._worked - self._reserve
        return min(self._settings.seconds - self.seconds - self._reserve, self.grace)

    @property
    def grace(self) -> float:
        """Seconds left to a call whose search somebody asked to stop; no limit if nobody did."""
        return self._until - self.seconds

    def keep(self, seconds: float) -> None:
        """Keep back at least so many seconds until `release`, but never more than half of all."""
        if self._settings.work is None:
            self._reserve = max(self._reserve, min(seconds, self._settings.seconds / 2))

    def release(self) -> None:
        """Let the rest of the call use what was kept back; for a moment only, if somebody asked the search to stop."""
        self._reserve = 0.0
        if self.stopped:
            self._until = self.seconds + GRACE
        self.stopped = False

    @contextmanager
    def sharing(self, part: float) -> Iterator[None]:
        """Let what follows take no more than a part of what is left."""
        kept = max(self.left, 0.0) * (1 - part)
        self._reserve += kept
        try:
            yield
        finally:
            self._reserve -= kept

    def begin(self) -> None:
        """Note that a search begins: from here on there may be something to keep."""
        self._searched = True

    def stop(self) -> None:
        """Let what is under way come to an end."""
        self.stopped = True

    def interrupt(self) -> None:
        """Stop; before any search has begun there is nothing to keep, and nothing to wait for."""
        if not self._searched:
            raise KeyboardInterrupt
        self.stop()

    @property
    def over(self) -> bool:
        """Whether nothing is left, or somebody asked to stop."""
        return self.stopped or self.left <= 0 or self.grace <= 0

    @property
    def late(self) -> bool:
        """Whether the whole call should be over, whatever part of it was kept back for what follows."""
        passed = self._settings.work is None and self.seconds >= self._settings.seconds
        return passed or self.grace <= 0

    def spend(self, work: float) -> None:
        """Note what a run took."""
        self._worked += work


@contextmanager
def heeding_interrupts(stop: Callable[[], None]) -> Iterator[None]:
    """Let an interrupt (Ctrl-C) ask for a stop, wherever it strikes, instead of tearing a call apart.

    The third one is raised as ever, as `KeyboardInterrupt`. Where interrupts are not ours to take, in another thread
    than the main one or where somebody handles them already, nothing is changed.

    Parameters
    ----------
    stop
        Called at each of the first interrupts.
    """
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return

    struck = 0

    def heed(*_: object) -> None:
        nonlocal struck
        struck += 1
        if struck > HEEDED:
            raise KeyboardInterrupt
        logger.info("interrupted: keeping the best plan so far")
        stop()

    signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
