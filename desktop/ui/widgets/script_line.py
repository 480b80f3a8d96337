"""A line for a name in any script: what is written from the right stands at the right."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget


def direction_of(text: str) -> Qt.LayoutDirection:
    """The direction of the first letter that has one."""
    return Qt.LayoutDirection.RightToLeft if _begins_right(text) else Qt.LayoutDirection.LeftToRight


def _begins_right(text: str) -> bool:
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


class ScriptLine(QLineEdit):
    """Turns with what is typed in it; empty, it follows the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textChanged.connect(self._turn)

    def _turn(self, text: str) -> None:
        if text:
            self.setLayoutDirection(direction_of(text))
        else:
            self.unsetLayoutDirection()


class ScriptLabel(QLabel):
    """A name shown in its own direction, whatever the direction of the window; never read as markup."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        if text:
            self.setLayoutDirection(direction_of(text))
        super().setText(text)
