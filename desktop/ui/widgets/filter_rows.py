"""What narrows a list, above it: beside each other where there is room, below each other where there is not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import GRID
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.form import scrolling
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.suggest_line import Choice

_LEAST_LINES = 12  # of text, that a list keeps however low the window is


class FilterChoices(Segments):
    """Wishes for one line, side by side; where that line is too short, a list to open takes its place.

    In a row, room is given by what is wished for.
    """

    def __init__(self, choices: Sequence[Choice], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(choices, name=name, parent=parent)
        self._list = ChoiceBox(choices, name=f"{name}_choice")
        self._list.hide()
        self._list.activated.connect(self._take_listed)
        cast(QLayout, self.layout()).addWidget(self._list)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._list.setAccessibleName(name)

    def set_code(self, code: str) -> None:
        super().set_code(code)
        if hasattr(self, "_list"):  # the first is chosen while the buttons are being made
            self._list.set_code(code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_listed(on=event.size().width() < self.sizeHint().width())

    def _set_listed(self, *, on: bool) -> None:
        if self._list.isHidden() is not on:
            return
        for button in self.findChildren(QPushButton):
            button.setVisible(not on)
        self._list.set_code(self.code())
        self._list.setVisible(on)
        self.updateGeometry()

    def _take_listed(self) -> None:
        super().set_code(self._list.code())
        self.chosen.emit(self._list.code())

    def sizeHint(self) -> QSize:
        buttons = self.findChildren(QPushButton)
        sizes = [button.sizeHint() for button in buttons]
        between = cast(QLayout, self.layout()).spacing() * (len(sizes) - 1)
        return QSize(sum(size.width() for size in sizes) + between, max(size.height() for size in sizes))


class FilterRow(QWidget):
    """The last of its choices takes the room that is left."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        last = [part for part in parts if isinstance(part, FilterChoices)][-1]
        for part in parts:
            self._row.addWidget(part, int(part is last))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def _place(self, width: int) -> None:
        wanted = sum(part.sizeHint().width() for part in self._parts) + 3 * GRID * (len(self._parts) - 1)
        beside = wanted <= width
        self._row.setSpacing(3 * GRID if beside else GRID)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)


def over_a_list(page: QWidget, *above: QWidget, below: QWidget, under: QWidget | None = None) -> None:
    """Lay a page out: filters, then the list with all the room; a window too low for both scrolls as a whole."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, GRID)
    column.setSpacing(GRID + GRID // 2)
    for widget in above:
        column.addWidget(widget)
    below.setMinimumHeight(page.fontMetrics().lineSpacing() * _LEAST_LINES)
    column.addWidget(below, stretch=1)
    if under is not None:
        column.addWidget(under)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(scrolling(body))
