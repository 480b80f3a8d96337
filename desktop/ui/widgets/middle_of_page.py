"""A card in the middle of a page: unlock and the first run, which must work at 200 % on a small screen too."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.theme import GRID
from desktop.ui.widgets.naming import set_by_name

_SHORT_BELOW = 75 * GRID


class MiddleOfPage(QScrollArea):
    """Fills a page; scrolls when the window is small, and `shortened(on)` says that its margins gave way."""

    shortened = Signal(bool)

    def __init__(self, page: QWidget, card: QWidget, *, foot_height: int = 0) -> None:
        super().__init__(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        set_by_name(self, focusPolicy="NoFocus")
        self._card = card
        body = QWidget()
        body.setObjectName("scroll_body")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card, stretch=100)
        across.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.addStrut(foot_height)
        self._column = QVBoxLayout(body)
        self._column.addStretch(2)
        self._column.addLayout(across)
        self._column.addStretch(3)
        self._column.addLayout(self._foot)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        filled = QVBoxLayout(page)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.addWidget(self)

    def set_foot(self, foot: QWidget) -> None:
        """Put something small at the foot of the page, where `foot_height` kept its place."""
        self._foot.addStretch(1)
        self._foot.addWidget(foot)
        self._foot.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(short=event.size().height() < _SHORT_BELOW)
        super().resizeEvent(event)

    def _fit(self, *, short: bool) -> None:
        around, inside = (GRID, 2 * GRID) if short else (3 * GRID, 4 * GRID)
        self._column.setContentsMargins(3 * GRID, around, 3 * GRID, around)
        layout = self._card.layout()
        if layout is not None:
            layout.setContentsMargins(4 * GRID, inside, 4 * GRID, inside)
        self.shortened.emit(short)

    def follow_focus(self) -> None:
        """Scroll to where one types, if that is out of sight."""
        field = QApplication.focusWidget()
        if field is not None and self.isAncestorOf(field):
            self.ensureWidgetVisible(field, 0, 2 * GRID)
