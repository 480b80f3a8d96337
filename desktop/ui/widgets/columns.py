"""Two columns where the window is wide, one below the other where it is narrow or the text is large."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.theme import GRID

_LETTERS_WIDE = 100  # below this many letters across, one column reads better


class Columns(QWidget):
    """`main` first in reading order, `side` beside or under it; above it where one writes what `side` says."""

    def __init__(
        self,
        *,
        main_share: int = 3,
        side_share: int = 2,
        side_above: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side_above = side_above
        self.main, self.side = QVBoxLayout(), QVBoxLayout()
        self._shares = main_share, side_share
        self._main_holder, self._side_holder = _holder(self.main), _holder(self.side)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * GRID)
        self._is_wide: bool | None = None
        self._set_wide(wide=True)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one of them: two that do not fit go below each other rather than make the page wider."""
        widths = (each.minimumSizeHint().width() for each in (self._main_holder, self._side_holder))
        return QSize(max(widths), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_wide(wide=event.size().width() >= _LETTERS_WIDE * self.fontMetrics().averageCharWidth())

    def _set_wide(self, *, wide: bool) -> None:
        if wide is self._is_wide:
            return
        self._is_wide = wide
        above = self._side_above and not wide
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self._main_holder, 1 if above else 0, 0, top)
        self._grid.addWidget(self._side_holder, 0 if wide or above else 1, 1 if wide else 0, top)
        self._grid.setColumnStretch(0, self._shares[0])
        self._grid.setColumnStretch(1, self._shares[1] if wide else 0)


def _holder(column: QVBoxLayout) -> QWidget:
    holder = QWidget()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * GRID)
    holder.setLayout(column)
    return holder
