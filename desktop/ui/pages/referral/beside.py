"""Two short fields side by side, below each other where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from desktop.ui.theme import GRID

_LETTERS_WIDE = 46


class Beside(QWidget):
    """Its parts share the width equally; the order of Tab is the order of the parts."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts = parts
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2 * GRID)
        for part in parts:
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self._row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)

    @property
    def _between(self) -> int:
        return self._row.spacing() * (len(self._parts) - 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one of them: what does not fit side by side goes below, and never makes the page wider."""
        widths = (part.minimumSizeHint().width() for part in self._parts)
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = sum(part.minimumSizeHint().width() for part in self._parts) + self._between
        letters = _LETTERS_WIDE * self.fontMetrics().averageCharWidth()
        wide = event.size().width() >= max(least, letters)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
