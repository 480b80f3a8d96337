"""How long before a deadline it asks for attention: the coordinator sets the days, everyone can read them."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.domain.roles import Role
from desktop.errors import InvalidField
from desktop.i18n import format_number, gettext as _
from desktop.services import deadlines
from desktop.ui.dialogs.act_dialog import ActDialog
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace


class ReminderLine(QWidget):
    """The days in a sentence, and for a coordinator the way to change them; `changed` when they are."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._days: tuple[int, ...] = ()
        self._told = hint("", name="agenda_reminders_label")
        self._told.setWordWrap(False)
        self._change = quiet_button(_("Change"), name="agenda_reminders_button", clicked=self._ask)
        self._change.setAccessibleName(_("Change the reminder days"))
        if Role.COORDINATOR not in workplace.session.user.roles:
            self._change.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._told)
        row.addWidget(self._change)
        row.addStretch(1)

    def show_days(self, days: tuple[int, ...]) -> None:
        """Say which days hold now."""
        self._days = days
        self._told.setText(_("Reminders, in days before a deadline: {days}").format(days=_listed(days)))

    def _ask(self) -> None:
        dialog = ReminderDialog(self._workplace, self._days, parent=self)
        dialog.acted.connect(lambda _result: self.changed.emit())
        dialog.open()


class ReminderDialog(ActDialog):
    """One line of numbers."""

    def __init__(self, workplace: Workplace, days: tuple[int, ...], *, parent: QWidget) -> None:
        super().__init__(
            workplace,
            name="reminder_days",
            title=_("Reminders before a deadline"),
            verb=_("Set the days"),
            parent=parent,
        )
        self._field = QLineEdit(_listed(days))
        self._field.setObjectName("reminder_days_field")
        self.form.add_row(
            "reminder_days",
            _("Days before"),
            self._field,
            told=_("For every file of the centre, for example 45, 30, 14, 7."),
        )
        self._field.setFocus()

    def act(self) -> None:
        """Read the numbers and set them."""
        try:
            days = _read(self._field.text())
        except InvalidField as problem:
            self.refuse(problem)
            return
        session = self.workplace.session
        self.run(lambda: deadlines.set_reminder_days(session, days))


def _listed(days: tuple[int, ...]) -> str:
    return ", ".join(format_number(day) for day in days)


def _read(typed: str) -> tuple[int, ...]:
    """The numbers as typed; raises InvalidField for anything else."""
    parts = re.split(r"[\s,;]+", typed.strip())
    if not all(part.isdecimal() for part in parts):
        raise InvalidField("reminder_days", _("Type numbers with commas between, for example 45, 30, 14, 7."))
    return tuple(int(part) for part in parts)
