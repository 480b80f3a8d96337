"""What stands above a list: the filter, how many it found, and the one act; the count gives way first."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from desktop.ui.theme import GRID

_AROUND = 12 * GRID  # the icon before the words, the cross after them, and the padding
_WIDEST = 60 * GRID


class ListHead(QWidget):
    """The filter is always as wide as the words in it; the count goes below where the three do not fit."""

    def __init__(
        self, search: QLineEdit, count: QLabel, act: QPushButton, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._search, self._count, self._act = search, count, act
        self._in_one_line: bool | None = None
        search.setMaximumWidth(_WIDEST)
        count.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.addWidget(search, 0, 0)
        self._grid.addWidget(act, 0, 3)
        self._grid.setColumnStretch(0, 1000)
        self._grid.setColumnStretch(2, 1)
        self._place_count(beside=True)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the filter and the act: the count never makes a window wider."""
        width = self._search_room() + self._act.sizeHint().width() + 2 * GRID
        return QSize(width, super().minimumSizeHint().height())

    def arrange(self) -> None:
        """Look again whether all fits in one line: the words of the count changed."""
        wanted = self.minimumSizeHint().width() + self._count.sizeHint().width() + 4 * GRID
        self._search.setMinimumWidth(self._search_room())
        self._place_count(beside=wanted <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _search_room(self) -> int:
        words = self._search.fontMetrics().horizontalAdvance(self._search.placeholderText())
        return min(words + _AROUND, _WIDEST)

    def _place_count(self, *, beside: bool) -> None:
        if beside is self._in_one_line:
            return
        self._in_one_line = beside
        row, column, across = (0, 1, 1) if beside else (1, 0, 4)
        self._grid.addWidget(self._count, row, column, 1, across, Qt.AlignmentFlag.AlignVCenter)
