"""A layout that sets widgets one after the other and wraps, as words in a line."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Items from the leading edge on, in as many lines as they need; mirrors with the window."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x = y = line_height = 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), item.sizeHint().height()))
            if x and x + size.width() > rect.width():
                x, y, line_height = 0, y + line_height + self.spacing(), 0
            if move:
                item.setGeometry(self._mirrored(QRect(rect.topLeft() + QPoint(x, y), size), rect))
            if not item.isEmpty():
                x += size.width() + self.spacing()
                line_height = max(line_height, size.height())
        return y + line_height

    def _mirrored(self, place: QRect, rect: QRect) -> QRect:
        parent = self.parentWidget()
        if parent is None or parent.layoutDirection() is not Qt.LayoutDirection.RightToLeft:
            return place
        return QRect(QPoint(rect.right() - (place.right() - rect.left()), place.top()), place.size())


def wrapping(parent: QWidget) -> FlowLayout:
    """A flow layout on a widget that then takes the height its lines need."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    parent.setSizePolicy(policy)
    return FlowLayout(parent)
