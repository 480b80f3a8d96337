"""A day and a time of day, typed as people write them; the value is a moment in Brussels."""

from __future__ import annotations

import re
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.clock import BRUSSELS, Clock, at_brussels
from desktop.i18n import gettext as _
from desktop.ui.widgets.date_field import DateField

_TIME = re.compile(r"(\d{1,2})(?:\s*[:.hu]?\s*(\d{2}))?\s*[hu]?", re.IGNORECASE)


def read_time(typed: str) -> time | None:
    """A time from 14:30, 14.30, 1430, 14h30, 14u30 or 9; None when it is none."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class MomentField(QWidget):
    """A `DateField` and a time beside it; `value()` is UTC, None when it is not a moment."""

    changed = Signal()
    left = Signal()  # the focus went elsewhere

    def __init__(self, clock: Clock, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = DateField(today=clock.now().astimezone(BRUSSELS).date())
        self._day.setObjectName(f"{name}_date_field")
        self._time = TimeLine()
        self._time.setObjectName(f"{name}_time_field")
        self._time.setPlaceholderText("14:30")
        self._time.setMaximumWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._day)
        row.addWidget(self._time)
        row.addStretch(1)
        self.setFocusProxy(self._day)
        for line in (self._day, self._time):
            line.textChanged.connect(self.changed)
            line.editingFinished.connect(self._tell_left)

    def name_parts(self, label: str) -> None:
        """Say aloud what the two lines are for."""
        self.setAccessibleName(label)
        self._day.setAccessibleName(_("{what}: date").format(what=label))
        self._time.setAccessibleName(_("{what}: time").format(what=label))

    def value(self) -> datetime | None:
        """The moment typed, in UTC; None when the day or the time is not one."""
        day, at = self._day.date(), read_time(self._time.text())
        return at_brussels(day, at) if day and at else None

    def set_value(self, moment: datetime | None) -> None:
        """Show a moment as the clock on the wall says it."""
        local = moment.astimezone(BRUSSELS) if moment else None
        self._day.set_date(local.date() if local else None)
        self._time.setText(local.strftime("%H:%M") if local else "")

    def typed(self) -> list[str]:
        """What stands in the two lines: what a draft keeps."""
        return [self._day.text(), self._time.text()]

    def set_typed(self, typed: list[str]) -> None:
        """Bring back what `typed` gave."""
        self._day.setText(typed[0])
        self._time.setText(typed[1])

    def _tell_left(self) -> None:
        if not (self._day.hasFocus() or self._time.hasFocus()):
            self.left.emit()


class TimeLine(QLineEdit):
    """Tidies 1430 into 14:30 on leaving."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        at = read_time(self.text())
        if at is not None:
            self.setText(f"{at:%H:%M}")
        super().focusOutEvent(event)
