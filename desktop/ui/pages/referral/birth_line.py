"""A birth or an age in one line, as people say it on the phone, told back in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.clients import BirthDate, read_birth
from desktop.i18n import gettext as _
from desktop.ui import wording
from desktop.ui.widgets.labels import hint


class BirthLine(QWidget):
    """Reads 25, 1998, ~1998, 3/1998 and 14/3/1998; `value()` raises ValueError for anything else."""

    changed = Signal()
    left = Signal()

    def __init__(self, *, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}_field")
        self.line.setAccessibleName(_("Age or birth date"))
        self.line.setPlaceholderText(_("25, 1998 or 14/3/1998"))
        self._echo = hint("")
        self._echo.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._echo)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._tell)
        self.line.editingFinished.connect(self.left)

    def value(self) -> BirthDate | None:
        """The birth as well as it is known; None when nothing is typed."""
        return read_birth(self.line.text(), today=self._today())

    def typed(self) -> str:
        """What stands in the line."""
        return self.line.text()

    def set_typed(self, text: str) -> None:
        """Bring back what `typed` gave."""
        self.line.setText(text)

    def wrong(self) -> str:
        """What to say of a value that cannot be; empty when all is well."""
        try:
            self.value()
        except ValueError:
            return not_a_birth()
        return ""

    def _tell(self) -> None:
        self._echo.setText(self._in_words())
        self._echo.setVisible(bool(self._echo.text()))
        self.changed.emit()

    def _in_words(self) -> str:
        try:
            birth = self.value()
        except ValueError:
            return ""
        if birth is None:
            return ""
        return f"{wording.birth_label(birth)} · {wording.age_label(birth, self._today())}"


def not_a_birth() -> str:
    """What to write instead."""
    return _("Write an age, a year in four digits, or a day, month and year.")
