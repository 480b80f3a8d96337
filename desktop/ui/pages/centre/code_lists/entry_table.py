"""The entries of one list in their order: what each is called, from when to when, in which column it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.domain.codelists import Code
from desktop.i18n import current_language, gettext as _
from desktop.ui import theme
from desktop.ui.pages.centre.code_lists.words import state, validity
from desktop.ui.theme import GRID

_ROWS_SHOWN = 10
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ALT = Qt.KeyboardModifier.AltModifier


class EntryModel(QAbstractTableModel):
    """One row per entry; a retired one is grey and says so."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._entries: tuple[Code, ...] = ()

    def show(self, entries: tuple[Code, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries = entries
        self.endResetModel()

    def entry(self, row: int) -> Code | None:
        """The entry of a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, code: str) -> int:
        """Where an entry stands; -1 when it is not there."""
        return next((row for row, entry in enumerate(self._entries) if entry.code == code), -1)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(entry)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.label(current_language())
        if role == Qt.ItemDataRole.ForegroundRole and entry.retired_on(self._today):
            return theme.colour("muted")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (_("Called"), _("Valid"), _("Report column"), _("Note"))[section]

    def _texts(self, entry: Code) -> tuple[str, str, str, str]:
        return (
            entry.label(current_language()),
            validity(entry),
            entry.report_column,
            state(entry, self._today),
        )


class EntryTable(QTableView):
    """Arrows move; Enter opens (`opened`), Alt with an arrow moves the entry (`moved(by)`); `turned` to another."""

    opened = Signal()
    moved = Signal(int)
    turned = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.entries = EntryModel(today)
        self.setObjectName("code_entries_table")
        self.setAccessibleName(_("Entries of the list"))
        self.setModel(self.entries)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._dress()
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.turned.emit())

    @property
    def current(self) -> Code | None:
        """The entry the cursor is on."""
        return self.entries.entry(self.currentIndex().row())

    def show_entries(self, entries: tuple[Code, ...], *, code: str = "") -> None:
        """Show a list, the cursor on an entry, else on the first."""
        self.entries.show(entries)
        self.setCurrentIndex(self.entries.index(max(self.entries.row_of(code), 0), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.modifiers() & _ALT and event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setObjectName("code_entries_rows")
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 2 * GRID)
        columns.setObjectName("code_entries_header")
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight((_ROWS_SHOWN + 1) * rows.defaultSectionSize() + GRID)
