"""The table in which the persons of a raid are typed, one row each, or pasted from a spreadsheet at once."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.pasted_rows import FIELDS, read_rows
from desktop.i18n import gettext as _
from desktop.ui.pages.referral.persons_model import PersonsModel
from desktop.ui.theme import GRID
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.script_line import ScriptLine

_SHARES = {"name": 5, "native": 4, "birth": 3, "gender": 2, "nationality": 3, "language": 3}
_FEWEST_SHOWN, _MOST_SHOWN = 5, 14


class PersonsTable(QTableView):
    """Type over a cell; Tab goes to the next one, Enter to the name of the next person; Ctrl+V pastes rows.

    Not typing, Tab leaves the table: nobody is caught in it.
    """

    def __init__(self, model: PersonsModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._persons = model
        self.setObjectName(name)
        self.setAccessibleName(_("Persons"))
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._dress_headers()
        for told in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            told.connect(self._fit_height)
        self._fit_height()

    def paste(self) -> int:
        """Take in what was copied from a spreadsheet, from the current row on; returns how many persons."""
        rows = read_rows(QGuiApplication.clipboard().text())
        if rows:
            first = max(self.currentIndex().row(), 0)
            self._persons.put(first, rows)
            self.go_to(min(first + len(rows), self._persons.rowCount() - 1))
        return len(rows)

    def take_typed(self) -> None:
        """Take in the cell that is being typed: leaving it does."""
        if self.state() is QAbstractItemView.State.EditingState:
            self.setFocus()

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor on a cell."""
        index = self._persons.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a cell goes on to the next person; Tab, as Qt does, to the next cell."""
        row = self.currentIndex().row()
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and self._enter_pressed():
            self.go_to(min(row + 1, self._persons.rowCount() - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _CONTROL:
            if (
                self.state() is not QAbstractItemView.State.EditingState
            ):  # a line being closed lets Enter through
                self.edit(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._persons.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid():
            self.go_to(self._persons.recorded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _enter_pressed(self) -> bool:
        delegate = self.itemDelegate()
        return isinstance(delegate, _CellDelegate) and delegate.take_enter()

    def _share_width(self) -> None:
        """Each column its heading, and of what is left its share."""
        least = [self._heading_width(column) for column in range(len(FIELDS))]
        left, parts = max(self.viewport().width() - sum(least), 0), sum(_SHARES.values())
        for column, field in enumerate(FIELDS):
            self.setColumnWidth(column, least[column] + left * _SHARES[field] // parts)

    def _heading_width(self, column: int) -> int:
        heading = str(self._persons.headerData(column, Qt.Orientation.Horizontal))
        return self.fontMetrics().horizontalAdvance(heading) + 4 * GRID

    def _fit_height(self) -> None:
        rows = min(max(self._persons.rowCount(), _FEWEST_SHOWN), _MOST_SHOWN)
        row = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(head + rows * row + bar + 2 * self.frameWidth() + 2)

    def _dress_headers(self) -> None:
        rows = named(self.verticalHeader(), f"{self.objectName()}_rows")
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
        columns = named(self.horizontalHeader(), f"{self.objectName()}_header")
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)


_CONTROL = Qt.KeyboardModifier.ControlModifier


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell in a line that turns with its script, and remembers whether Enter closed it."""

    _enter = False

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        line = named(ScriptLine(parent), "incident_person_cell_field")
        line.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        line.setFrame(False)
        return line

    def eventFilter(self, editor: object, event: object) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            self._enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return bool(super().eventFilter(editor, event))  # type: ignore[arg-type]

    def take_enter(self) -> bool:
        """Whether Enter closed the cell; asked once."""
        entered, self._enter = self._enter, False
        return entered
