"""What happened, the latest first, painted line by line: arrows move, Delete withdraws, all of one shows below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.procedure import ProcedureEvent
from desktop.i18n import format_date, format_day_and_month, gettext as _, ngettext
from desktop.ui.models.dated_rows import DatedRows, Heading, Words
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.shown import Shown
from desktop.ui.pages.client_file.section import line
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.dated_list import DatedList
from desktop.ui.widgets.labels import text_label

SLICE = 30


class EventList(QWidget):
    """`withdrawal_wanted(event)` by the button or the Delete key, `more_wanted()` for what came before."""

    withdrawal_wanted = Signal(object)
    more_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._rows: DatedRows[ProcedureEvent] = DatedRows(self._line, parent=self)
        self._list = _WholeList(self._rows, name="procedure_events_list", told=_("Events"))
        self._whole = text_label(size=Size.SMALL, name="procedure_event_label")
        self._withdraw = quiet_button(
            _("Withdraw event"), name="procedure_event_withdraw_button", clicked=self._want_withdrawal
        )
        self._more = quiet_button("", name="procedure_events_more_button", clicked=self.more_wanted.emit)
        self._nothing = text_label(
            _("Nothing was recorded yet. Record what happened; the deadlines follow from it."), muted=True
        )
        self._beneath = line(self._whole, self._withdraw, stretch=0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self._list)
        column.addWidget(self._beneath)
        column.addWidget(line(self._more))
        column.addWidget(self._nothing)
        self._list.moved.connect(self._show_whole)
        self._list.deleted.connect(self._want_withdrawal)
        self._show_whole()

    def show_events(self, events: Sequence[ProcedureEvent], count: int, shown: Shown) -> None:
        """Show the first of these, year by year; the cursor stays on what it was on, or where that was."""
        self._shown = shown
        before, at = self._list.current, self._list.currentIndex().row()
        self._rows.replace(_under_years(events[:count]))
        self._list.setVisible(bool(events))
        self._list.updateGeometry()
        self._nothing.setVisible(not events)
        self._offer_more(min(max(len(events) - count, 0), SLICE))
        if before is not None:
            self._list.return_to(before.id, at)
        self._show_whole()

    def _offer_more(self, count: int) -> None:
        self._more.setVisible(count > 0)
        told = ngettext("Show {count} earlier event", "Show {count} earlier events", count)
        self._more.setText(told.format(count=count))

    def _line(self, event: ProcedureEvent) -> Words:
        return Words(
            title=words.event_label(event.draft.kind),
            detail=self._detail(event),
            lead=format_day_and_month(event.draft.happened),
        )

    def _detail(self, event: ProcedureEvent) -> str:
        author = self._shown.contents.staff_name(event.author) if self._shown else ""
        return " · ".join(part for part in (event.draft.at, words.event_details(event), author) if part)

    def _show_whole(self) -> None:
        """A line has no room for a long note: below stands all of the one the cursor is on."""
        event = self._list.current
        self._beneath.setVisible(event is not None)
        if event is not None:
            told = (
                format_date(event.draft.happened),
                words.event_label(event.draft.kind),
                self._detail(event),
            )
            self._whole.setText(" · ".join(part for part in told if part))

    def _want_withdrawal(self) -> None:
        if self._list.current is not None:
            self.withdrawal_wanted.emit(self._list.current)


class _WholeList(DatedList):
    """As high as its lines: the page scrolls, not the list in it."""

    moved = Signal()
    deleted = Signal()

    def __init__(self, rows: DatedRows[ProcedureEvent], *, name: str, told: str) -> None:
        super().__init__(rows, name=name, told=told)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit())

    def return_to(self, event_id: str, row: int) -> None:
        """Put the cursor on the same event, or on what moved up into its place."""
        self.go_to(lambda event: event.id == event_id)
        if self.current is None:
            last = self._items.rowCount() - 1
            at = next((number for number in range(min(row, last), -1, -1) if self._items.item(number)), -1)
            self.setCurrentIndex(self._items.index(at, 0))

    def sizeHint(self) -> QSize:
        heights = sum(self.sizeHintForRow(row) for row in range(self._items.rowCount()))
        return QSize(20 * GRID, heights + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


def _under_years(events: Sequence[ProcedureEvent]) -> list[Heading | ProcedureEvent]:
    rows: list[Heading | ProcedureEvent] = []
    year = 0
    for event in events:
        if event.draft.happened.year != year:
            year = event.draft.happened.year
            rows.append(Heading(str(year), is_part=True))
        rows.append(event)
    return rows
