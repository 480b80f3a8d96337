"""A list of dated lines under headings, painted row by row: arrows move, Enter opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.settings import Density
from desktop.ui import icons, theme
from desktop.ui.models.dated_rows import DatedRows, Heading, Role, Words
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.script_line import direction_of

_Index = QModelIndex | QPersistentModelIndex
_LEAD_LETTERS = 9
_ICON = 18
_PADDING = GRID + GRID // 2
_WITH_CONTROL = Qt.KeyboardModifier.ControlModifier
_Move = QAbstractItemView.CursorAction


class DatedList(QListView):
    """`opened(item)` at Enter or a double click."""

    opened = Signal(object)

    def __init__(self, rows: DatedRows[Any], *, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = rows
        self.setObjectName(name)
        self.setAccessibleName(told)
        self.setModel(rows)
        self.setItemDelegate(DatedLine(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        theme.appearance().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def current(self) -> Any:
        """The item the cursor is on, or None."""
        return self._items.item(self.currentIndex().row())

    def open_current(self) -> None:
        """Open what the cursor is on; from nowhere, the first."""
        if self.current is None:
            self.go_to(lambda _item: True)
        self._open(self.currentIndex().row())

    def go_to(self, is_wanted: Callable[[Any], bool]) -> None:
        """Put the cursor on the first item that is wanted, where there is one."""
        row = self._items.row_of(is_wanted)
        if row >= 0:
            self.setCurrentIndex(self._items.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _WITH_CONTROL:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Headings are stepped over; the first and last line are reached although a heading stands there."""
        rows = range(self._items.rowCount())
        if not self.currentIndex().isValid() or action is _Move.MoveHome:
            return self._first(rows)
        if action is _Move.MoveEnd:
            return self._first(reversed(rows))
        at = self.currentIndex().row()
        if action in (_Move.MoveDown, _Move.MoveNext):
            return self._first(rows[at + 1 :], otherwise=at)
        if action in (_Move.MoveUp, _Move.MovePrevious):
            return self._first(reversed(rows[:at]), otherwise=at)
        moved = super().moveCursor(action, modifiers)
        back = action is _Move.MovePageUp
        near = reversed(rows[: moved.row() + 1]) if back else rows[moved.row() :]
        return self._first(near, otherwise=at)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """The heading above the first line comes into view with it."""
        super().currentChanged(current, previous)
        if 0 < current.row() <= 2 and self._items.item(current.row() - 1) is None:
            self.scrollToTop()

    def _first(self, rows: Any, *, otherwise: int = -1) -> QModelIndex:
        found = next((row for row in rows if self._items.item(row) is not None), otherwise)
        return self._items.index(found, 0)

    def _open(self, row: int) -> None:
        item = self._items.item(row)
        if item is not None:
            self.opened.emit(item)


class DatedLine(QStyledItemDelegate):
    """Paints a heading, or when · what over about whom · how soon, from the leading edge on."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = index.data(Role.HEADING)
        if heading is not None:
            return QSize(0, _heading_height(heading))
        lines = _metrics(theme.font(Size.BODY)) + _metrics(theme.font(Size.SMALL))
        return QSize(0, lines + 2 * _air())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        heading = index.data(Role.HEADING)
        if heading is not None:
            self._paint_heading(painter, option, heading)
        else:
            self._paint_ground(painter, option, index)
            _Line(painter, option).paint(index.data(Role.WORDS))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Selection, pointer and all that the style sheet says."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        cell.state &= ~QStyle.StateFlag.State_HasFocus
        widget: Any = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)

    @staticmethod
    def _paint_heading(painter: QPainter, option: QStyleOptionViewItem, heading: Heading) -> None:
        area: QRect = option.rect.adjusted(_PADDING, 0, -_PADDING, -GRID // 2)
        painter.setFont(_heading_font(heading))
        ink = theme.tone_colours(heading.tone)[0] if heading.tone.value != "neutral" else None
        painter.setPen(ink or theme.colour("muted" if heading.is_part else "text"))
        _write(painter, area, heading.text, option.direction, bottom=True)


class _Line:
    """One line being painted; places are reckoned from the left and mirrored with the window."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._direction: Qt.LayoutDirection = option.direction
        self._whole: QRect = option.rect
        self._room: QRect = option.rect.adjusted(_PADDING, _air(), -_PADDING, -_air())

    def paint(self, words: Words) -> None:
        self._paint_lead(words)
        self._paint_icon(words)
        self._paint_chip(words)
        self._paint_words(words)

    def _paint_lead(self, words: Words) -> None:
        self._painter.setFont(theme.font(Size.BODY, bold=True))
        self._painter.setPen(theme.colour("text"))
        width = self._painter.fontMetrics().averageCharWidth() * _LEAD_LETTERS
        self._write(QRect(self._room.topLeft(), QSize(width, self._first_height())), words.lead)
        self._room.setLeft(self._room.left() + width)

    def _paint_icon(self, words: Words) -> None:
        if not words.icon:
            return
        place = QRect(self._room.left(), self._room.top(), _ICON, self._first_height())
        place.setTop(place.top() + (place.height() - _ICON) // 2)
        place.setHeight(_ICON)
        scale = self._painter.device().devicePixelRatioF()
        picture = icons.pixmap(words.icon, _ICON, ink="muted", scale=scale)
        self._painter.drawPixmap(self._mirrored(place), picture)
        self._room.setLeft(place.right() + _PADDING)

    def _paint_chip(self, words: Words) -> None:
        """At the trailing edge; it takes what it needs, at most half of the room."""
        if not words.chip:
            return
        ink, soft = theme.tone_colours(words.tone)
        self._painter.setFont(theme.font(Size.SMALL, bold=True))
        metrics = self._painter.fontMetrics()
        text = metrics.elidedText(words.chip, Qt.TextElideMode.ElideRight, self._room.width() // 2)
        size = QSize(metrics.horizontalAdvance(text) + 2 * GRID, metrics.height() + GRID // 2)
        chip = QRect(self._room.topRight(), size).translated(-size.width(), 0)
        place = self._mirrored(chip)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(soft)
        self._painter.drawRoundedRect(place, 6, 6)
        self._painter.setPen(ink)
        self._painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        self._room.setRight(chip.left() - _PADDING)

    def _paint_words(self, words: Words) -> None:
        """What over about whom; alone, it stands in the middle."""
        first = QRect(self._room.topLeft(), QSize(self._room.width(), self._first_height()))
        title = theme.font(Size.BODY)
        title.setStrikeOut(words.is_struck)
        self._painter.setFont(title)
        self._painter.setPen(theme.colour("text"))
        self._write(first, words.title)
        self._painter.setFont(theme.font(Size.SMALL))
        self._painter.setPen(theme.colour("muted"))
        self._write(self._room.adjusted(0, first.height(), 0, 0), words.detail)

    def _first_height(self) -> int:
        return _metrics(theme.font(Size.BODY))

    def _write(self, area: QRect, text: str) -> None:
        _write(self._painter, self._mirrored(area), text, self._direction)

    def _mirrored(self, place: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._whole, place)


def _write(
    painter: QPainter, area: QRect, text: str, direction: Qt.LayoutDirection, *, bottom: bool = False
) -> None:
    """From the leading edge of the window, in the direction of the text's own letters."""
    shown = painter.fontMetrics().elidedText(
        text.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width()
    )
    right = direction is Qt.LayoutDirection.RightToLeft
    edge = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    height = Qt.AlignmentFlag.AlignBottom if bottom else Qt.AlignmentFlag.AlignVCenter
    painter.setLayoutDirection(direction_of(text))
    painter.drawText(area, edge | Qt.AlignmentFlag.AlignAbsolute | height, shown)


def _heading_font(heading: Heading) -> QFont:
    return theme.font(Size.SMALL if heading.is_part else Size.HEADING, bold=True)


def _heading_height(heading: Heading) -> int:
    return _metrics(_heading_font(heading)) + (GRID + GRID // 2 if heading.is_part else 3 * GRID)


def _metrics(font: QFont) -> int:
    from PySide6.QtGui import QFontMetrics

    return QFontMetrics(font).height()


def _air() -> int:
    """The room above and below a line."""
    worn = theme.appearance().worn
    return GRID // 2 if worn is not None and worn[1] is Density.COMPACT else GRID
