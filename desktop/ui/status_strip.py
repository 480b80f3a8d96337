"""The line at the foot of the window: what was just done, with Undo, and what is still being done, with Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from desktop.i18n import gettext as _
from desktop.ui.jobs import Job, Jobs
from desktop.ui.messages import Messages, Said
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button

UNDO_FOR_MS = 30_000  # long enough to notice a slip of the mouse


class StatusStrip(QFrame):
    """Shows the last thing said; the newest slow job has the right-hand side."""

    def __init__(self, messages: Messages, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._said = QLabel()
        self._said.setObjectName("strip_said_label")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._undo = quiet_button(_("Undo"), name="strip_undo_button", clicked=self._undo_last)
        self._undo.hide()
        self._way_back: Callable[[], None] | None = None
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(UNDO_FOR_MS)
        self._forget.timeout.connect(self._drop_undo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2, 2 * GRID, 2)
        layout.setSpacing(GRID)
        layout.addWidget(self._said)
        layout.addWidget(self._undo)
        layout.addStretch(1)
        layout.addWidget(_JobLine(jobs))
        self.setMinimumHeight(4 * GRID)
        messages.said.connect(self.show_said)

    def show_said(self, said: Said) -> None:
        """Show one line; a screen reader reads it out."""
        self._said.setText(said.text)
        self._said.setToolTip(said.text)  # the whole of it, where the window is narrow
        self._way_back = said.undo
        self._undo.setText(said.undo_label)
        self._undo.setVisible(said.undo is not None)
        self._forget.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self._said, QAccessible.Event.Alert))

    def _undo_last(self) -> None:
        way_back = self._way_back
        self._drop_undo()
        self._said.clear()
        self._said.setToolTip("")
        if way_back is not None:
            way_back()

    def _drop_undo(self) -> None:
        self._way_back = None
        self._undo.hide()


class _JobLine(QWidget):
    """What takes longer than a moment: its title, how far it is, and Cancel."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._job: Job | None = None
        self._title = QLabel()
        self._title.setObjectName("strip_job_label")
        self._bar = QProgressBar()
        self._bar.setObjectName("strip_job_bar")
        self._bar.setFixedWidth(20 * GRID)
        self._bar.setTextVisible(False)
        self._cancel = quiet_button(_("Cancel"), name="strip_cancel_button", clicked=self._cancel_job)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (self._title, self._bar, self._cancel):
            layout.addWidget(widget)
        self.hide()
        jobs.slow_job_shown.connect(self._show)
        jobs.job_progressed.connect(self._move)
        jobs.job_ended.connect(self._end)

    def _show(self, job: Job) -> None:
        self._job = job
        self._title.setText(job.title)
        self._bar.setAccessibleName(job.title)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        self.show()

    def _move(self, job: Job, made: int, total: int) -> None:
        if job is self._job:
            self._bar.setRange(0, total)
            self._bar.setValue(made)

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.hide()

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
