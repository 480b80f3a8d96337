"""A part of the Centre page: a card with a heading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.theme import GRID
from desktop.ui.widgets.labels import Card, SectionHeading


class Part(Card):
    """Takes its contents one below the other."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(SectionHeading(title))

    def add(self, widget: QWidget) -> None:
        """Put something below the rest."""
        self._column.addWidget(widget)

    def add_button(self, button: QPushButton) -> None:
        """Put a button below the rest, no wider than its words."""
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
