"""A dialog for one act: refused, it stays open with the sentence and all that was typed; done, it closes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import primary_button, secondary_button
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.form import Form
from desktop.ui.widgets.labels import text_label
from desktop.ui.workplace import Workplace

T = TypeVar("T")
_SHARE_OF_SCREEN = 0.92


class ActDialog(QDialog):
    """A subclass fills `form`, reads it in `act` and calls `run` there.

    `acted` carries what the service returned. An `InvalidField` is shown beside its field, any other refusal above
    the buttons. Ctrl+Enter acts from anywhere.
    """

    acted = Signal(object)

    def __init__(
        self, workplace: Workplace, *, name: str, title: str, verb: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.form = Form()
        self._area = _scrolling(self.form)
        self._column = QVBoxLayout(self)
        self._name = name
        self.setObjectName(f"{name}_dialog")
        self.setWindowTitle("Baken")  # a title bar is read by passers-by
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.verb_button = primary_button(verb, name=f"{name}_act_button", clicked=self.act)
        self.verb_button.setDefault(True)
        self.problem = text_label(name=f"{name}_problem_label")
        self._lay_out(title)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.verb_button.click)

    def _lay_out(self, title: str) -> None:
        self.problem.setProperty("wrong", "true")
        self.problem.hide()
        column = self._column
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(text_label(title, size=Size.HEADING, name=f"{self._name}_title_label"))
        column.addWidget(self._area, 1)
        column.addWidget(self.problem)
        column.addLayout(self._buttons())
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    def _buttons(self) -> QHBoxLayout:
        cancel = secondary_button(_("Cancel"), name=f"{self._name}_cancel_button", clicked=self.reject)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.verb_button)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height the form needs, as far as the screen has it (Qt itself stops at two thirds)."""
        self._area.updateGeometry()  # its size was asked, and remembered, before the form had its rows
        self._column.activate()
        wanted = self._column.totalSizeHint()
        screen = self.screen().availableGeometry()
        grown = self.geometry()
        grown.setSize(
            QSize(
                max(self.width(), wanted.width()),
                min(wanted.height(), round(screen.height() * _SHARE_OF_SCREEN)),
            )
        )
        grown.moveCenter(self.geometry().center())  # it was put in the middle of its window before it grew
        grown.moveTop(max(grown.top(), screen.top()))
        self.setGeometry(grown)

    def act(self) -> None:
        """Read the form and `run` what it asks for."""
        raise NotImplementedError

    def run(self, work: Callable[[], T]) -> None:
        """Do it away from the window; the button waits meanwhile, so that nothing happens twice."""
        self.form.clear_wrong()
        self.problem.hide()
        self.verb_button.setEnabled(False)
        self.workplace.jobs.start(work, parent=self, done=self._done, failed=self.refuse)

    def _done(self, result: object) -> None:
        self.acted.emit(result)
        self.accept()

    def refuse(self, problem: Exception) -> None:
        """Show why not, beside the form; nothing typed is lost."""
        self.verb_button.setEnabled(True)
        if not isinstance(problem, UserError):
            raise problem
        if not self.form.show_invalid(problem):
            self.problem.setText(str(problem))
            self.problem.show()
        self.fit()


class _Scrolling(QScrollArea):
    """Asks for all the height of its form; only where the screen has less does it scroll."""

    def sizeHint(self) -> QSize:
        form = self.widget()
        if form is None:
            return super().sizeHint()
        bar = (
            self.verticalScrollBar().sizeHint().width()
        )  # where it scrolls, the form still has its whole width
        return form.sizeHint() + QSize(bar, 0)


def _scrolling(form: Form) -> QScrollArea:
    area = _Scrolling()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    body = QWidget()
    body.setObjectName("scroll_body")
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(form)
    column.addStretch(1)  # a form with room to spare keeps its rows together
    area.setWidget(body)
    return area


def day_in(field: DateField, *, called: str) -> date:
    """The day in a field; raises InvalidField for the row `called` when it holds none."""
    day = field.date()
    if day is None:
        raise InvalidField(called, _("Type a day, for example 3/12/2026."))
    return day
