"""The line above a list in which a few letters find: arrows and Enter act on the list, the hands stay in the line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import sort_key
from desktop.ui import icons
from desktop.ui.widgets.dated_list import DatedList

_TO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_TO_OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def matches(text: str, typed: str) -> bool:
    """Whether every typed word stands somewhere in a text, accents and capitals aside."""
    plain = sort_key(text)[0]
    return all(word in plain for word in sort_key(typed)[0].split())


class FilterLine(QLineEdit):
    """Down and Up move through the list below, Enter opens, Escape empties."""

    def __init__(
        self, below: DatedList, *, name: str, told: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._below = below
        self.setObjectName(name)
        self.setAccessibleName(told)
        self.setPlaceholderText(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(icons.icon("search", ink="muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _TO_THE_LIST:
            self._below.keyPressEvent(event)
        elif event.key() in _TO_OPEN and not event.modifiers():
            self._below.open_current()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
