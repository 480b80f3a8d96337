"""A date as people type it, in the order of their country, with a calendar for who would rather point."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from desktop import i18n
from desktop.i18n import gettext as _
from desktop.ui import icons, theme

_AROUND = 52  # the edge, the calendar and the air around a date

_NUMBERS = re.compile(r"\d+")
_LIVED_YEARS = range(1900, 2200)  # 0202 is a slip of the finger


class DateField(QLineEdit):
    """Shows `22/11/2026`; reads also 22-11-26, 22.11 (this year), 2026-11-22 and 22112026.

    `date_changed` comes when the value changed to another date or to none. Arrow keys move by a day, with Shift by a
    month; Alt+Down opens the calendar.
    """

    date_changed = Signal(object)

    def __init__(
        self,
        day: dt.date | None = None,
        *,
        today: dt.date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._told = day
        self.setPlaceholderText(_("day/month/year"))
        self.setMaximumWidth(200)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00/00/0000") + _AROUND)
        self._calendar_action = QAction(self)
        self._calendar_action.setText(_("Choose in a calendar"))
        self._calendar_action.triggered.connect(self.open_calendar)
        self.addAction(self._calendar_action, QLineEdit.ActionPosition.TrailingPosition)
        self._recolour()
        theme.appearance().changed.connect(self._recolour)
        self.set_date(day)
        self.textChanged.connect(self._tell)
        self.editingFinished.connect(self._tidy)

    def date(self) -> dt.date | None:
        """The date, or None when nothing (or nothing that is a date) is typed; see `is_valid`."""
        return read_date(self.text(), today=self._today or dt.date.today())  # noqa: DTZ011 - only completes a year

    def is_valid(self) -> bool:
        """Whether the field is empty or holds a date."""
        return not self.text().strip() or self.date() is not None

    def set_date(self, day: dt.date | None) -> None:
        self.setText(day.strftime("%d/%m/%Y") if day else "")

    def open_calendar(self) -> None:
        """Show a month under the field; choosing a day closes it."""
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setObjectName(f"{self.objectName()}_calendar")
        calendar.setAccessibleName(_("Calendar"))
        calendar.setLocale(QLocale(i18n.current_language()))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        chosen = self.date() or self._today
        if chosen:
            calendar.setSelectedDate(QDate(chosen.year, chosen.month, chosen.day))
        layout = QVBoxLayout(popup)
        layout.addWidget(calendar)
        calendar.activated.connect(lambda day: self._choose(day, popup))
        calendar.clicked.connect(lambda day: self._choose(day, popup))
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.date() is not None:
            self._move(1 if event.key() == Qt.Key.Key_Up else -1, event.modifiers())
        else:
            super().keyPressEvent(event)

    def _move(self, step: int, modifiers: Qt.KeyboardModifier) -> None:
        day = self.date()
        if day is None:
            return
        from_day = QDate(day.year, day.month, day.day)
        by_month = modifiers & Qt.KeyboardModifier.ShiftModifier
        self._take(from_day.addMonths(step) if by_month else from_day.addDays(step))

    def _choose(self, chosen: QDate, popup: QWidget) -> None:
        self._take(chosen)
        popup.close()

    def _take(self, chosen: QDate) -> None:
        self.set_date(dt.date(chosen.year(), chosen.month(), chosen.day()))

    def _tidy(self) -> None:
        day = self.date()
        if day is not None:
            self.set_date(day)

    def _tell(self) -> None:
        day = self.date()
        if day != self._told:
            self._told = day
            self.date_changed.emit(day)

    def _recolour(self) -> None:
        self._calendar_action.setIcon(icons.icon("calendar", ink="muted"))


def read_date(typed: str, *, today: dt.date) -> dt.date | None:
    """A date from day, month and perhaps year in any punctuation; None when it is none.

    A year of two digits is the nearest past or coming one within 80 years back; without a year it is this year's.
    """
    numbers = _NUMBERS.findall(typed)
    if len(numbers) == 1 and len(numbers[0]) in (6, 8):
        digits = numbers[0]
        numbers = [digits[:2], digits[2:4], digits[4:]]
    if len(numbers) == 2:
        numbers.append(str(today.year))
    if len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        numbers.reverse()
    day, month, year = (int(number) for number in numbers)
    try:
        found = dt.date(_whole_year(year, len(numbers[2]), today), month, day)
    except ValueError:
        return None
    return found if found.year in _LIVED_YEARS else None


def _whole_year(year: int, digits: int, today: dt.date) -> int:
    if digits > 2:
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year + 20 else century + year - 100
