"""Progress and cancel for long work, passed down without knowing any widget."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from desktop.errors import Cancelled


class Progress:
    """Handed to long work: it reports steps and asks whether to go on.

    `report(done, total)` is called from the worker's thread; `total` 0 means unknown.
    """

    def __init__(self, report: Callable[[int, int], None] = lambda done, total: None) -> None:
        self.report = report
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    def step(self, done: int, total: int = 0) -> None:
        """Report progress; raises `Cancelled` when the person asked to stop."""
        if self._cancelled.is_set():
            raise Cancelled
        self.report(done, total)
