"""Which night the board shows: the last one, tonight, the next, or a day of choice."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.i18n import gettext as _
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.date_field import DateField


class NightSwitch(QWidget):
    """`night_chosen` carries the date whose evening names the night, or None for tonight whenever that is."""

    night_chosen = Signal(object)

    def __init__(self, tonight: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tonight = tonight
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        names = (
            (-1, "last", _("Last night")),
            (0, "tonight", _("Tonight")),
            (1, "next", _("Tomorrow night")),
        )
        for step, name, label in names:
            row.addWidget(self._button(step, f"shelter_{name}_button", label))
        self._other = DateField(tonight, today=tonight)
        self._other.setObjectName("shelter_night_edit")
        self._other.setAccessibleName(_("Another night"))
        self._other.date_changed.connect(self._choose_day)
        row.addWidget(self._other)
        self._group.button(1).setChecked(True)

    def _button(self, step: int, name: str, label: str) -> QPushButton:
        button = secondary_button(label, name=name, clicked=lambda: self._choose(step))
        button.setProperty("kind", "segment")
        button.setCheckable(True)
        self._group.addButton(button, step + 1)
        return button

    def _choose(self, step: int) -> None:
        self._other.set_date(self._tonight + timedelta(days=step))

    def _choose_day(self, night: date | None) -> None:
        if night is None:
            return
        self._mark((night - self._tonight).days)
        self.night_chosen.emit(night if night != self._tonight else None)

    def _mark(self, step: int) -> None:
        """The button of the night, if it has one."""
        button = self._group.button(step + 1)
        self._group.setExclusive(False)
        for each in self._group.buttons():
            each.setChecked(each is button)
        self._group.setExclusive(True)
