"""Lines under headings, as a list sees them: put into words only when painted, so that a thousand cost nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.ui.theme import Tone

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class Role(IntEnum):
    """What the delegate asks for beside the words read aloud."""

    WORDS = Qt.ItemDataRole.UserRole + 1
    HEADING = Qt.ItemDataRole.UserRole + 2


_ALOUD = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_TOLD = (*_ALOUD, Role.WORDS)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above lines: a week or month (`is_part` False), or a day within it."""

    text: str
    is_part: bool = False
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class Words:
    """What one line shows: when, what, about whom, and how soon or late in a word."""

    title: str
    detail: str = ""
    lead: str = ""
    chip: str = ""
    tone: Tone = Tone.NEUTRAL
    icon: str = ""
    icon_told: str = ""
    is_struck: bool = False

    @property
    def aloud(self) -> str:
        """All of it, in reading order, for those who hear it."""
        told = (self.lead, self.icon_told, self.title, self.detail, self.chip)
        return ", ".join(part for part in told if part)


class DatedRows(QAbstractListModel, Generic[T]):
    """Headings and items; `word` puts an item into words when it is first seen."""

    def __init__(self, word: Callable[[T], Words], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._rows: list[Heading | T] = []
        self._worded: dict[int, Words] = {}

    def replace(self, rows: Iterable[Heading | T]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._rows, self._worded = list(rows), {}
        self.endResetModel()

    def item(self, row: int) -> T | None:
        """The item of a row; None for a heading or no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if isinstance(found, Heading) else found

    def row_of(self, is_wanted: Callable[[T], bool]) -> int:
        """The first item that is wanted, or -1."""
        return next(
            (
                number
                for number, row in enumerate(self._rows)
                if not isinstance(row, Heading) and is_wanted(row)
            ),
            -1,
        )

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return self._of_heading(row, role)
        if role not in _TOLD:
            return None
        words = self.words(index.row())
        return words if words is None or role == Role.WORDS else words.aloud

    def words(self, row: int) -> Words | None:
        """What an item's line says; None for a heading."""
        item = self.item(row)
        if item is None:
            return None
        if row not in self._worded:
            self._worded[row] = self._word(item)
        return self._worded[row]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Arrows step over headings."""
        if not index.isValid() or self.item(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    @staticmethod
    def _of_heading(row: Heading, role: int) -> Any:
        if role == Role.HEADING:
            return row
        if role in _ALOUD:
            return row.text
        return None
