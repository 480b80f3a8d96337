"""The persons an incident brought, as a list in which some can be ticked and each opens their file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.domain.clients import BirthDate
from desktop.domain.incidents import PersonOfIncident
from desktop.domain.support import Outcome
from desktop.i18n import gettext as _
from desktop.ui import wording
from desktop.ui.theme import GRID
from desktop.ui.widgets.naming import named

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_MOST_SHOWN = 16


class Column(IntEnum):
    """The columns in reading order; the tick stands in the first."""

    NAME = 0
    NATIVE = 1
    NUMBER = 2
    AGE = 3
    NATIONALITY = 4
    OUTCOME = 5


_SHARES = {
    Column.NAME: 5,
    Column.NATIVE: 4,
    Column.NUMBER: 3,
    Column.AGE: 2,
    Column.NATIONALITY: 3,
    Column.OUTCOME: 4,
}


class IncidentPersonsModel(QAbstractTableModel):
    """Everyone is ticked at first: what is done is mostly done for all."""

    ticked = Signal()

    def __init__(self, *, today: date, shown: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._shown = shown
        self._persons: tuple[PersonOfIncident, ...] = ()
        self._unticked: set[str] = set()
        self._writers: dict[int, Callable[[PersonOfIncident], str]] = {
            Column.NAME: lambda person: self._shown(person.name) or _("No name yet"),
            Column.NATIVE: self._native,
            Column.NUMBER: lambda person: person.number,
            Column.AGE: self._age,
            Column.NATIONALITY: lambda person: ", ".join(
                wording.nationality_label(code) for code in person.nationalities
            ),
            Column.OUTCOME: _outcome,
        }

    def replace(self, persons: tuple[PersonOfIncident, ...]) -> None:
        """Show these; who was unticked stays so."""
        self.beginResetModel()
        self._persons = persons
        self.endResetModel()
        self.ticked.emit()

    @property
    def chosen(self) -> tuple[PersonOfIncident, ...]:
        """Those with a tick."""
        return tuple(person for person in self._persons if person.referral.id not in self._unticked)

    @property
    def count(self) -> int:
        return len(self._persons)

    def tick_all(self, *, on: bool, only: Callable[[PersonOfIncident], bool] = lambda _person: True) -> None:
        """Tick everyone, nobody, or some."""
        keep = {person.referral.id for person in self._persons if on and only(person)}
        self._unticked = {person.referral.id for person in self._persons} - keep
        if self._persons:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._persons) - 1, 0))
        self.ticked.emit()

    def client_id(self, row: int) -> str:
        """Whose row it is; empty for none."""
        return self._persons[row].client_id if 0 <= row < len(self._persons) else ""

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._persons)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        person = self._persons[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._writers[index.column()](person)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Column.NAME:
            return Qt.CheckState.Unchecked if person.referral.id in self._unticked else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        ticked = Qt.CheckState(value) is Qt.CheckState.Checked
        change = self._unticked.discard if ticked else self._unticked.add
        change(self._persons[index.row()].referral.id)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.NAME else flags

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

    def _native(self, person: PersonOfIncident) -> str:
        shown = self._shown(person.native_name)
        return shown if person.native_name != person.name else ""

    def _age(self, person: PersonOfIncident) -> str:
        if not person.birth:
            return ""
        birth = BirthDate.parse(person.birth)
        age = str(birth.age_on(self._today))
        return _("about {age}").format(age=age) if birth.about else age


class IncidentPersons(QTableView):
    """Arrows move, Space ticks, Enter opens the file."""

    client_opened = Signal(str)

    def __init__(self, model: IncidentPersonsModel, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._persons = model
        self.setObjectName(name)
        self.setAccessibleName(_("Persons of this incident"))
        self.setModel(model)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        model.modelReset.connect(self._fit_height)
        self._dress_headers()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._open(row)
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self._turn_tick(row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self._persons.count:
            self.setCurrentIndex(self._persons.index(0, Column.NAME))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room, parts = self.viewport().width(), sum(_SHARES.values())
        for column, share in _SHARES.items():
            self.setColumnWidth(column, max(room * share // parts, 10 * GRID))

    def _turn_tick(self, row: int) -> None:
        index = self._persons.index(row, Column.NAME)
        checked = self._persons.data(index, Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        self._persons.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def _open(self, row: int) -> None:
        client_id = self._persons.client_id(row)
        if client_id:
            self.client_opened.emit(client_id)

    def _fit_height(self) -> None:
        rows = min(max(self._persons.count, 1), _MOST_SHOWN)
        row = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows * row + 2 * self.frameWidth() + 2)

    def _dress_headers(self) -> None:
        rows = named(self.verticalHeader(), f"{self.objectName()}_rows")
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 3 * GRID)
        columns = named(self.horizontalHeader(), f"{self.objectName()}_header")
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)


def is_undecided(person: PersonOfIncident) -> bool:
    """Whether their referral still misses its outcome."""
    return person.referral.details.outcome is Outcome.PENDING


def _outcome(person: PersonOfIncident) -> str:
    """In words; one that waits carries a mark beside them."""
    label = wording.outcome_label(person.referral.details.outcome)
    return f"● {label}" if is_undecided(person) else label


def _headings() -> tuple[str, ...]:
    return (_("Name"), _("Own script"), _("Number"), _("Age"), _("Nationality"), _("Outcome"))
