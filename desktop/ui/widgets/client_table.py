"""The table of clients: calm rows, names in both scripts, and only the columns there is room for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.i18n import gettext as _
from desktop.ui import theme
from desktop.ui.models.client_list_model import NATIVE_NAME_ROLE, TONE_ROLE, ClientListModel, Column
from desktop.ui.theme import GRID, Size, Tone
from desktop.ui.widgets.script_line import direction_of

_PADDING = 10
_LETTERS = {
    Column.NUMBER: 14,
    Column.AGE: 14,
    Column.NATIONALITY: 18,
    Column.LANGUAGES: 21,
    Column.OUTCOME: 24,
    Column.CASEWORKER: 17,
    Column.ALERTS: 9,
}
_NAME_LETTERS = 36
# The first to make room when the window is narrow or the text is large.
_LEAVE_FIRST = (
    Column.CASEWORKER,
    Column.LANGUAGES,
    Column.OUTCOME,
    Column.NATIONALITY,
    Column.AGE,
    Column.ALERTS,
)

_Index = QModelIndex | QPersistentModelIndex


class ClientTable(QTableView):
    """Arrows move, Enter or a double click opens: `client_opened(id)`."""

    client_opened = Signal(str)

    def __init__(self, model: ClientListModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clients = model
        self.setObjectName(name)
        self.setAccessibleName(_("Clients"))
        self.setModel(model)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self._dress_headers()
        self.setItemDelegate(CellDelegate(self))
        self.setItemDelegateForColumn(Column.NAME, NameDelegate(self))
        self.doubleClicked.connect(lambda index: self._open(index.row()))

    @property
    def current_client(self) -> str:
        """The client the cursor is on; empty for none."""
        return self._clients.client_id(self.currentIndex().row())

    def go_to(self, client_id: str) -> None:
        """Put the cursor on a client, or on the first when they are not in the list."""
        row = max(self._clients.row_of(client_id), 0)
        if self._clients.rowCount():
            self.setCurrentIndex(self._clients.index(row, Column.NAME))

    def open_current(self) -> None:
        """Open the file the cursor is on."""
        self._open(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _WITH_CONTROL:
            self.open_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)

    def _open(self, row: int) -> None:
        client_id = self._clients.client_id(row)
        if client_id:
            self.client_opened.emit(client_id)

    def _dress_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setObjectName(f"{self.objectName()}_rows")
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 3 * GRID)
        columns = self.horizontalHeader()
        columns.setObjectName(f"{self.objectName()}_header")
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)

    def _fit_columns(self) -> None:
        """Hide what there is no room for, so that no one ever scrolls sideways."""
        widths = {column: self._width_of(column, letters) for column, letters in _LETTERS.items()}
        left = self.viewport().width() - self._letters_wide(_NAME_LETTERS) - sum(widths.values())
        hidden: set[Column] = set()
        for column in _LEAVE_FIRST:
            if left < 0:
                hidden.add(column)
                left += widths[column]
        for column, width in widths.items():
            self.setColumnHidden(column, column in hidden)
            self.setColumnWidth(column, width)

    def _width_of(self, column: Column, letters: int) -> int:
        """Room for what usually stands there, and for the whole heading in any language."""
        heading = str(self._clients.headerData(column, Qt.Orientation.Horizontal))
        bold = QFontMetrics(theme.font(Size.BODY, bold=True))
        return max(self._letters_wide(letters), bold.horizontalAdvance(heading) + 3 * _PADDING)

    def _letters_wide(self, letters: int) -> int:
        return letters * self.fontMetrics().averageCharWidth()


_WITH_CONTROL = Qt.KeyboardModifier.ControlModifier


class NameDelegate(QStyledItemDelegate):
    """The display name, and beside it the name in its own script and direction."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        ground = _painted_ground(self, painter, option, index)
        area = ground.adjusted(_PADDING, 0, -_PADDING, 0)
        painter.save()
        painter.setFont(theme.font(Size.BODY, bold=True))
        painter.setPen(theme.colour("text"))
        used = _draw(painter, area, str(index.data(Qt.ItemDataRole.DisplayRole)), option.direction)
        native = str(index.data(NATIVE_NAME_ROLE) or "")
        if native:
            painter.setFont(theme.font(Size.BODY))
            painter.setPen(theme.colour("muted"))
            _draw(painter, _rest(area, used + 2 * GRID, option.direction), native, option.direction)
        painter.restore()


class CellDelegate(QStyledItemDelegate):
    """Words under their heading; on a coloured ground where the model gives a tone."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area = _painted_ground(self, painter, option, index).adjusted(_PADDING, 0, -_PADDING, 0)
        text, tone = str(index.data(Qt.ItemDataRole.DisplayRole) or ""), index.data(TONE_ROLE)
        painter.save()
        if tone is None:
            painter.setPen(theme.colour("text"))
            _draw(painter, area, text, option.direction)
        else:
            self._paint_chip(painter, area, text, Tone(tone), option.direction)
        painter.restore()

    def _paint_chip(
        self, painter: QPainter, area: QRect, text: str, tone: Tone, direction: Qt.LayoutDirection
    ) -> None:
        ink, soft = theme.tone_colours(tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Size.SMALL, bold=True))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 2 * GRID)
        chip = QRect(0, 0, metrics.horizontalAdvance(shown) + 2 * GRID, metrics.height() + GRID // 2)
        chip.moveCenter(area.center())
        _lead(chip, area, direction)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(chip, 6, 6)
        painter.setPen(ink)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)


def _painted_ground(
    delegate: QStyledItemDelegate, painter: QPainter, option: QStyleOptionViewItem, index: _Index
) -> QRect:
    """The cell without its text: selection, hover and all that the style sheet says."""
    cell = QStyleOptionViewItem(option)
    delegate.initStyleOption(cell, index)
    cell.text = ""
    cell.state &= ~QStyle.StateFlag.State_HasFocus
    widget: Any = option.widget
    widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
    area: QRect = option.rect
    return area


def _draw(painter: QPainter, area: QRect, text: str, direction: Qt.LayoutDirection) -> int:
    """Draw from the leading edge of the window; returns the width used."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    edge = (
        Qt.AlignmentFlag.AlignRight
        if direction is Qt.LayoutDirection.RightToLeft
        else Qt.AlignmentFlag.AlignLeft
    )
    painter.setLayoutDirection(direction_of(text))
    painter.drawText(area, edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def _rest(area: QRect, used: int, direction: Qt.LayoutDirection) -> QRect:
    if direction is Qt.LayoutDirection.RightToLeft:
        return area.adjusted(0, 0, -used, 0)
    return area.adjusted(used, 0, 0, 0)


def _lead(chip: QRect, area: QRect, direction: Qt.LayoutDirection) -> None:
    if direction is Qt.LayoutDirection.RightToLeft:
        chip.moveRight(area.right())
    else:
        chip.moveLeft(area.left())
