"""The persons of an incident as they are typed or pasted: texts in cells, understood only when they are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.domain.pasted_rows import FIELDS, PersonRow
from desktop.i18n import gettext as _
from desktop.ui.pages.referral.person_words import in_words

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
MOST_ROWS = 500
_EMPTY: PersonRow = ("",) * len(FIELDS)


class PersonsModel(QAbstractTableModel):
    """One row more than there are persons: the empty one at the end is where the next is typed.

    The first `recorded` rows have their files already and are not changed here any more.
    """

    changed = Signal()

    def __init__(self, *, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._rows: list[PersonRow] = []
        self.recorded = 0

    @property
    def persons(self) -> tuple[PersonRow, ...]:
        """The rows in which something stands."""
        return tuple(self._rows)

    def replace(self, rows: Sequence[PersonRow], *, recorded: int = 0) -> None:
        """Show these persons and no others."""
        self.beginResetModel()
        self._rows = [tuple(row) for row in rows if any(row)][:MOST_ROWS]
        self.recorded = recorded
        self.endResetModel()

    def put(self, first: int, rows: Sequence[PersonRow]) -> None:
        """Paste persons from a row on, over what stands there."""
        self.beginResetModel()
        first = max(min(first, len(self._rows)), self.recorded)
        understood = [tuple(self._tidied(row)) for row in rows]
        self._rows[first : first + len(rows)] = understood
        self._rows = self._rows[:MOST_ROWS]
        self.endResetModel()
        self.changed.emit()

    def take_away(self, row: int) -> PersonRow | None:
        """Remove a person who has no file yet; returns what stood there."""
        if not self.recorded <= row < len(self._rows):
            return None
        self.beginRemoveRows(NO_INDEX, row, row)
        removed = self._rows.pop(row)
        self.endRemoveRows()
        self.changed.emit()
        return removed

    def set_recorded(self, count: int) -> None:
        """The first so many have their files now."""
        self.recorded = count
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(FIELDS) - 1))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows) + 1

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(FIELDS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        cell = self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.EditRole:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return f"⚠ {cell}" if self._is_wrong(index) else cell
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return _("Not understood") if self._is_wrong(index) else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if index.row() == len(self._rows):
            if not str(value).strip():
                return False
            self.beginInsertRows(NO_INDEX, len(self._rows) + 1, len(self._rows) + 1)
            self._rows.append(_EMPTY)
            self.endInsertRows()
        cells = list(self._rows[index.row()])
        cells[index.column()] = self._understood(index.column(), str(value))
        self._rows[index.row()] = tuple(cells)
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.row() >= self.recorded and index.row() < MOST_ROWS:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return _headings()[section]
        return "✓" if section < self.recorded else str(section + 1)

    def _tidied(self, row: PersonRow) -> list[str]:
        return [self._understood(column, cell) for column, cell in enumerate(row)]

    def _understood(self, column: int, typed: str) -> str:
        """What is not understood stays as it is typed, in another colour."""
        try:
            return in_words(FIELDS[column], typed, today=self._today)
        except ValueError:
            return " ".join(typed.split())

    def _is_wrong(self, index: Index) -> bool:
        try:
            in_words(FIELDS[index.column()], self._rows[index.row()][index.column()], today=self._today)
        except ValueError:
            return True
        return False


def _headings() -> tuple[str, ...]:
    return (
        _("Name"),
        _("Own script"),
        _("Age or birth date"),
        _("Gender"),
        _("Nationality"),
        _("Language"),
    )
