"""The client list as the table sees it: rows as the service gave them, put into words only when painted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.clients import BirthDate, ClientSummary
from desktop.domain.support import Outcome
from desktop.i18n import gettext as _, ngettext
from desktop.ui import wording
from desktop.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex

NATIVE_NAME_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
NO_INDEX = QModelIndex()


class Column(IntEnum):
    """The columns in reading order."""

    NAME = 0
    NUMBER = 1
    AGE = 2
    NATIONALITY = 3
    LANGUAGES = 4
    OUTCOME = 5
    CASEWORKER = 6
    ALERTS = 7


class ClientListModel(QAbstractTableModel):
    """Rows of the client list; `put` sets a slice without touching what else is on screen."""

    def __init__(self, *, today: date, shown: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._shown = shown
        self._names_hidden = False
        self._rows: list[ClientSummary] = []
        self._staff: dict[str, str] = {}
        self._writers: dict[int, Callable[[ClientSummary], str]] = {
            Column.NAME: self._name,
            Column.NUMBER: lambda row: row.number,
            Column.AGE: self._age,
            Column.NATIONALITY: lambda row: ", ".join(
                wording.nationality_label(code) for code in row.nationalities
            ),
            Column.LANGUAGES: lambda row: ", ".join(wording.language_label(tag) for tag in row.languages),
            Column.OUTCOME: lambda row: wording.outcome_label(row.outcome),
            Column.CASEWORKER: lambda row: self._staff.get(row.caseworker, ""),
            Column.ALERTS: _alerts,
        }

    def replace(self, rows: tuple[ClientSummary, ...]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def put(self, first: int, rows: tuple[ClientSummary, ...]) -> None:
        """Set the slice that begins at `first`: rows that changed are painted again, new ones added below."""
        known = rows[: max(len(self._rows) - first, 0)]
        for number, row in enumerate(known, start=first):
            if self._rows[number] != row:
                self._rows[number] = row
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(Column) - 1))
        self._append(rows[len(known) :])

    def cut(self, count: int) -> None:
        """Keep only the first rows: the last slice has arrived."""
        if count < len(self._rows):
            self.beginRemoveRows(NO_INDEX, count, len(self._rows) - 1)
            del self._rows[count:]
            self.endRemoveRows()

    def name_staff(self, names: dict[str, str]) -> None:
        """Learn what the members of staff are called, by user id."""
        self._staff = names
        self._repaint()

    def hide_names(self, hidden: bool) -> None:
        """Show initials only, and no native spelling, while someone looks over the shoulder."""
        self._names_hidden = hidden
        self._repaint()

    def client_id(self, row: int) -> str:
        """The client in a row; empty for a row that is not there."""
        return self._rows[row].id if 0 <= row < len(self._rows) else ""

    def row_of(self, client_id: str) -> int:
        """Where a client stands in the list, or -1."""
        return next((number for number, row in enumerate(self._rows) if row.id == client_id), -1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._writers[index.column()](row)
        if role == NATIVE_NAME_ROLE and index.column() == Column.NAME:
            return self._native_name(row)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.ALERTS:
            return _alerts_aloud(row)
        if role == TONE_ROLE:
            return _tone(row, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _headings()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

    def _append(self, rows: tuple[ClientSummary, ...]) -> None:
        if rows:
            first = len(self._rows)
            self.beginInsertRows(NO_INDEX, first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def _name(self, row: ClientSummary) -> str:
        return self._shown(row.name) if row.name else _("No name yet")

    def _native_name(self, row: ClientSummary) -> str:
        return "" if self._names_hidden or row.native_name == row.name else row.native_name

    def _age(self, row: ClientSummary) -> str:
        """The number alone: the heading says that it is an age."""
        if not row.birth:
            return ""
        birth = BirthDate.parse(row.birth)
        age = str(birth.age_on(self._today))
        return _("about {age}").format(age=age) if birth.about else age

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))


def _headings() -> tuple[str, ...]:
    return (
        _("Name"),
        _("Number"),
        _("Age"),
        _("Nationality"),
        _("Languages"),
        _("Outcome"),
        _("Caseworker"),
        _("Alerts"),
    )


def _tone(row: ClientSummary, column: int) -> Tone | None:
    """What is shown as a chip: alerts, and a referral that waits for its outcome."""
    if column == Column.ALERTS and row.alerts:
        return Tone.SOON
    if column == Column.OUTCOME and row.outcome == Outcome.PENDING:
        return Tone.SOON
    return None


def _alerts(row: ClientSummary) -> str:
    return f"⚠ {row.alerts}" if row.alerts else ""


def _alerts_aloud(row: ClientSummary) -> str:
    return (
        ngettext("{count} alert", "{count} alerts", row.alerts).format(count=row.alerts) if row.alerts else ""
    )
