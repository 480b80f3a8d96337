"""Acts that are told in one line with a way back, after which the file is read again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.i18n import gettext as _
from desktop.ui.workplace import Workplace


class UndoableActs(QObject):
    """`changed` when the vault holds something new."""

    changed = Signal()

    def __init__(self, workplace: Workplace, *, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace

    def do(self, work: Callable[[], object], *, said: str, undo: Callable[[], object]) -> None:
        """Do it away from the window, then tell."""
        self._workplace.jobs.start(work, parent=self, done=lambda _result: self.tell(said, undo))

    def tell(self, said: str, undo: Callable[[], object]) -> None:
        """Say what was done; Undo does `undo` on the vault's thread."""
        self._workplace.messages.say(said, lambda: self._take_back(undo))
        self.changed.emit()

    def _take_back(self, undo: Callable[[], object]) -> None:
        self._workplace.jobs.start(undo, parent=self, done=lambda _result: self._taken_back())

    def _taken_back(self) -> None:
        self._workplace.messages.say(_("Taken back."))
        self.changed.emit()
