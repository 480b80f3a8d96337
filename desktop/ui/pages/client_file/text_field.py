"""A field of several lines that grows with what is written, and that Tab leaves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_MOST_LINES = 16
_PADDING = 16


class TextField(QPlainTextEdit):
    """At least `lines` high; grows up to sixteen lines, then scrolls. `entered` when the cursor comes in."""

    entered = Signal()

    def __init__(self, *, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def _grow(self) -> None:
        """A plain document counts its height in lines."""
        written = int(self.document().size().height())
        lines = min(max(written, self._lines), _MOST_LINES)
        frame = 2 * self.frameWidth() + 2 * int(self.document().documentMargin())
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame + _PADDING)


def text_field(name: str, *, lines: int) -> TextField:
    """A text field under its object name."""
    field = TextField(lines=lines)
    field.setObjectName(name)
    return field
