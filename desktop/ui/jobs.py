"""Work away from the window: one thread owns the vault, the window never waits for it.

sqlcipher3 binds a connection to the thread that opened it, so everything that touches the vault runs here, one
after the other. Results come back by one queued signal of one object that lives as long as the application.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.errors import Cancelled, UserError
from desktop.progress import Progress

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")
Work = Callable[[], T] | Callable[[Progress], T]
SHOWN_AFTER_MS = 400  # shorter work shows no progress line: it would only flicker


class Job:
    """One piece of work on its way; `title` is what the progress line calls it, empty for quiet work."""

    def __init__(
        self,
        work: Callable[..., Any],
        *,
        parent: QObject,
        done: Callable[[Any], None] | None,
        failed: Callable[[UserError], None] | None,
        title: str,
    ) -> None:
        self.work, self.done, self.failed, self.title = work, done, failed, title
        self.progress = Progress()
        self.over = threading.Event()
        self._parent = weakref.ref(parent)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it then ends silently."""
        self.progress.cancel()

    def run(self) -> tuple[Any, Exception | None]:
        """On the worker's thread: the result, or what went wrong."""
        try:
            self.progress.step(0)
            return (self.work(self.progress) if _wants_progress(self.work) else self.work()), None
        except Exception as problem:  # noqa: BLE001 - carried to the window's thread and sorted there
            return None, problem

    def is_wanted(self) -> bool:
        """Whether the page that asked is still there."""
        parent = self._parent()
        return parent is not None and shiboken6.isValid(parent)


class Jobs(QObject):
    """Starts work and brings its result back to the thread of the window.

    `unexpected` receives every exception that is our bug. The signals feed the progress line:
    `slow_job_shown(Job)`, `job_progressed(Job, done, total)` and `job_ended(Job)`.
    """

    slow_job_shown = Signal(object)
    job_progressed = Signal(object, int, int)
    job_ended = Signal(object)
    _came_back = Signal(object, object, object)

    def __init__(
        self,
        *,
        show_error: Callable[[UserError], None],
        unexpected: Callable[[Exception], UserError],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._show_error = show_error
        self._unexpected = unexpected
        self._vault = _Worker("vault", self._came_back.emit)
        self._other = _Worker("other", self._came_back.emit)
        self._running: list[Job] = []
        self._came_back.connect(self._deliver)  # queued, as it comes from another thread

    def start(
        self,
        work: Work[T],
        *,
        parent: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        title: str = "",
        vault: bool = True,
    ) -> Job:
        """Run `work` on the vault's thread, or with `vault=False` on another one.

        Work with one required argument is given a `Progress`. `done` gets the result and `failed` a `UserError`, both
        on the window's thread and only while `parent` exists; without `failed` the error is shown as a message. A
        cancelled job calls neither. With a `title` a progress line with Cancel appears after 0.4 s.
        """
        job = Job(work, parent=parent, done=done, failed=failed, title=title)
        job.progress.report = lambda made, total: self.job_progressed.emit(job, made, total)
        self._running.append(job)
        (self._vault if vault else self._other).take(job)
        if title:
            QTimer.singleShot(SHOWN_AFTER_MS, self, lambda: self._show_if_running(job))
        return job

    @property
    def idle(self) -> bool:
        """Whether nothing is on its way."""
        return not self._running

    def cancel_all(self) -> None:
        """Ask everything on its way to stop; what has not begun never will."""
        for job in self._running:
            job.cancel()

    def finish(self, last: Callable[[], None], *, within_ms: int) -> bool:
        """Run `last` as the vault thread's last work and wait for it; whether it was done in time.

        The only place where the window waits: at lock and at quit, when it is already hidden.
        """
        job = self.start(last, parent=self)
        self._vault.retire()
        self._other.retire()
        return job.over.wait(within_ms / 1000)

    def _show_if_running(self, job: Job) -> None:
        if job in self._running:
            self.slow_job_shown.emit(job)

    def _deliver(self, job: Job, result: object, problem: Exception | None) -> None:
        self._running.remove(job)
        self.job_ended.emit(job)
        if isinstance(problem, Cancelled):
            return
        if problem is not None:
            self._deliver_problem(job, problem)
        elif job.done is not None and job.is_wanted():
            job.done(result)

    def _deliver_problem(self, job: Job, problem: Exception) -> None:
        told = problem if isinstance(problem, UserError) else self._unexpected(problem)
        if not job.is_wanted():
            return
        (job.failed or self._show_error)(told)


class _Worker:
    """A thread with a queue; a daemon, so that a stuck disk never keeps a closed program alive."""

    def __init__(self, name: str, came_back: Callable[[Job, object, Exception | None], None]) -> None:
        self._name = name
        self._came_back = came_back
        self._queue: SimpleQueue[Job | None]
        self._thread: threading.Thread | None = None

    def take(self, job: Job) -> None:
        if self._thread is None:
            from queue import SimpleQueue  # not on the way to the first picture

            self._queue = SimpleQueue()
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()
        self._queue.put(job)

    def retire(self) -> None:
        """End the thread after what it already has."""
        if self._thread is not None:
            self._queue.put(None)

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            result, problem = job.run()
            job.over.set()
            try:
                self._came_back(job, result, problem)
            except RuntimeError:
                return  # the window is gone while we worked: nobody waits for the result


def _wants_progress(work: Callable[..., Any]) -> bool:
    """Whether the work has a required argument; a lambda's captured defaults do not count."""
    import inspect  # not on the way to the first picture, before which no work is begun

    required = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(work).parameters.values()
    return any(each.kind in required and each.default is each.empty for each in parameters)
