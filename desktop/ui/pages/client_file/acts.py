"""What can be done on a file from more than one tab, each with its way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.support import Appointment, Task
from desktop.i18n import gettext as _
from desktop.services import appointments, tasks
from desktop.ui.workplace import Workplace


class FileActs(QObject):
    """`changed` comes when the vault holds something new and the file must be read again."""

    changed = Signal()

    def __init__(self, workplace: Workplace, *, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def complete(self, task: Task) -> None:
        """Tick a task off; Undo opens it again."""
        session = self._workplace.session
        self._start(
            lambda: tasks.complete(session, task.id),
            said=_("Task done: {title}").format(title=task.draft.title),
            undo=lambda: self.reopen(task),
        )

    def reopen(self, task: Task) -> None:
        """Untick a task; Undo ticks it again."""
        session = self._workplace.session
        self._start(
            lambda: tasks.reopen(session, task.id),
            said=_("Task open again: {title}").format(title=task.draft.title),
            undo=lambda: self.complete(task),
        )

    def cancel(self, appointment: Appointment) -> None:
        """Cancel an appointment; Undo restores it."""
        session = self._workplace.session
        self._start(
            lambda: appointments.cancel(session, appointment.id),
            said=_("Appointment cancelled: {what}").format(what=appointment.draft.what),
            undo=lambda: self.restore(appointment),
        )

    def restore(self, appointment: Appointment) -> None:
        """Undo a cancellation."""
        session = self._workplace.session
        self._start(
            lambda: appointments.restore(session, appointment.id),
            said=_("Appointment restored: {what}").format(what=appointment.draft.what),
            undo=lambda: self.cancel(appointment),
        )

    def told(self, said: str, take_back: Callable[[], object]) -> None:
        """Tell what was recorded, with Undo beside it, and have the file read again."""
        self._workplace.messages.say(said, lambda: self._take_back(take_back))
        self.changed.emit()

    def _take_back(self, take_back: Callable[[], object]) -> None:
        self._workplace.jobs.start(take_back, parent=self, done=lambda _result: self._tell_taken_back())

    def _tell_taken_back(self) -> None:
        self._workplace.messages.say(_("Undone."))
        self.changed.emit()

    def _start(self, work: Callable[[], object], *, said: str, undo: Callable[[], None]) -> None:
        self._workplace.jobs.start(work, parent=self, done=lambda _result: self._tell(said, undo))

    def _tell(self, said: str, undo: Callable[[], None]) -> None:
        self._workplace.messages.say(said, undo)
        self.changed.emit()
