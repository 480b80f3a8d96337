"""Moving the day on which a new law begins: every article that changes hands on that day, in one act."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clock import today
from desktop.errors import InvalidField
from desktop.i18n import format_date, gettext as _, ngettext
from desktop.services import codelists as lists
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.naming import named
from desktop.ui.workplace import Workplace


class LawStart(QWidget):
    """`changed()` when articles were moved; Undo moves them back."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._old = ChoiceBox(name="law_old_day_choice")
        self._new = named(DateField(today=today(workplace.session.clock)), "law_new_day_field")
        self._row = FieldRow(_("New first day"), self._new)
        fields = QHBoxLayout()
        fields.setSpacing(2 * GRID)
        fields.addWidget(FieldRow(_("First day of the new law"), self._old), 1)
        fields.addWidget(self._row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(fields)
        move = secondary_button(_("Move the first day"), name="law_move_button", clicked=self._move)
        column.addWidget(move, 0, Qt.AlignmentFlag.AlignLeading)

    def refresh(self) -> None:
        """Offer the days on which one article takes over from another."""
        self._old.set_choices([(day.isoformat(), format_date(day)) for day in lists.starts_of_law()])

    def _move(self) -> None:
        new = self._new.date()
        self._row.set_wrong("" if new else not_a_date())
        if new and self._old.code():
            self._start(date.fromisoformat(self._old.code()), new)

    def _start(self, old: date, new: date) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: lists.move_start_of_law(session, old=old, new=new),
            parent=self,
            done=lambda count: self._moved(count, old, new),
            failed=self._refused,
        )

    def _moved(self, count: int, old: date, new: date) -> None:
        told = ngettext("{count} article follows the new day.", "{count} articles follow the new day.", count)
        self._new.clear()
        self._workplace.messages.say(told.format(count=count), lambda: self._start(new, old))
        self.refresh()
        self.changed.emit()

    def _refused(self, problem: Exception) -> None:
        if isinstance(problem, InvalidField):
            self._row.set_wrong(str(problem))
        else:
            self._workplace.messages.fail(problem)
