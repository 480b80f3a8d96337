"""Today: what this person has to do, and what the house expects tonight, on one calm page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.agenda import AgendaItem
from desktop.domain.roles import Compartment
from desktop.domain.shelter import BoardPlace
from desktop.domain.support import Slip, Task
from desktop.errors import UserError
from desktop.i18n import format_moment, format_weekday_date, gettext as _, ngettext
from desktop.services import tasks, users
from desktop.services.session import Session
from desktop.services.today import Today, today
from desktop.ui.dialogs.slip_dialogs import CallSlipDialog, SlipDialog, flush_slips
from desktop.ui.pages.shelter.words import free_word
from desktop.ui.pages.today import lines
from desktop.ui.pages.today.row import Line, TodayRow
from desktop.ui.pages.today.section import Section
from desktop.ui.places import takes_referrals
from desktop.ui.theme import GRID, Size
from desktop.ui.widgets.buttons import secondary_button
from desktop.ui.widgets.error_band import ErrorBand
from desktop.ui.widgets.form import scrolling
from desktop.ui.widgets.labels import text_label
from desktop.ui.workplace import Workplace

_TWO_COLUMNS_FROM = 100  # letters
_DEADLINES_AT_ONCE = 8  # the tasks of today stay in sight below them


@dataclass(frozen=True, slots=True)
class _Found:
    today: Today
    staff: dict[str, str]


class TodayPage(QWidget):
    """Sections a role may see, each line opening what it is about; `refresh` reads them again.

    `counted(n)`: so many things ask for attention, for the rail.
    """

    counted = Signal(int)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today_page")
        self._workplace = workplace
        self._make_sections()
        self._clock_band = ErrorBand(name="today_clock")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(2 * GRID)
        self._columns.addLayout(_column(self._appointments, self._deadlines, self._tasks), 3)
        self._columns.addLayout(_column(self._slips, self._tonight, self._referrals), 2)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(self._head())
        column.addWidget(self._clock_band)
        column.addLayout(self._columns)
        column.addStretch(1)
        area = scrolling(body)
        area.setObjectName("today_scroll")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    def refresh(self) -> None:
        """Read everything again; called each time the page is shown."""
        session = self._workplace.session
        self._workplace.jobs.start(lambda: _find(session), parent=self, done=self._show)

    def flush_drafts(self) -> None:
        """Keep a half-written slip."""
        flush_slips(self)

    def _make_sections(self) -> None:
        self._appointments = Section(
            _("Appointments"), name="appointments", nothing=_("No appointments today.")
        )
        self._tasks = Section(_("My tasks"), name="tasks", nothing=_("Nothing is due. Well done."))
        self._deadlines = Section(
            _("Deadlines"),
            name="deadlines",
            nothing=_("No deadline asks for attention."),
            at_once=_DEADLINES_AT_ONCE,
        )
        self._slips = Section(_("Call slips"), name="slips")
        self._tonight = Section(_("Tonight in the shelter"), name="tonight", counted=False)
        self._referrals = Section(
            _("Referrals"), name="referrals", nothing=_("No referral waits for a decision.")
        )

    def _head(self) -> QHBoxLayout:
        self._day = text_label(size=Size.HEADING, name="today_day_label")
        row = QHBoxLayout()
        row.addWidget(self._day, 1)
        slip = secondary_button(
            _("Write a call slip"), name="today_slip_button", clicked=self._write_slip, icon="slip"
        )
        call = secondary_button(
            _("New referral"),
            name="today_referral_button",
            clicked=lambda: self._workplace.new_referral(""),
            icon="phone",
        )
        call.setToolTip("Ctrl+Shift+N")
        for button in (slip, *([call] if takes_referrals(self._workplace.session.holds) else [])):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.fontMetrics().averageCharWidth() * _TWO_COLUMNS_FROM
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def _show(self, found: _Found) -> None:
        self._day.setText(format_weekday_date(found.today.day))
        self.counted.emit(found.today.count)
        self._warn_of_clock(found.today.last_recorded)
        self._show_registry(found.today)
        self._show_casework(found)
        self._show_shelter(found.today)

    def _warn_of_clock(self, last_recorded: datetime | None) -> None:
        """Said at every reading until the clock is right: entries made now would carry a wrong date."""
        if last_recorded is None:
            self._clock_band.hide()
            return
        told = _("This PC's clock says {now}, but the last entry was recorded on {then}.").format(
            now=format_moment(self._workplace.session.clock.now()), then=format_moment(last_recorded)
        )
        self._clock_band.show_error(UserError(told, _("Set the clock of this PC right.")))

    def _show_registry(self, page: Today) -> None:
        shown = self._workplace.privacy.shown
        self._appointments.setVisible(self._holds(Compartment.REGISTRY))
        rows = (
            self._file_row(
                lines.appointment_line(item, shown=shown), f"appointment_{item.id}", item.client_id
            )
            for item in sorted(page.appointments, key=lambda item: item.draft.at)
        )
        self._appointments.show_rows(rows, len(page.appointments))

    def _show_casework(self, found: _Found) -> None:
        page, visible = found.today, self._holds(Compartment.CASEWORK)
        for section in (self._tasks, self._deadlines, self._referrals):
            section.setVisible(visible)
        self._slips.setVisible(bool(page.slips))
        self._tasks.show_rows((self._task_row(task, page) for task in page.tasks), len(page.tasks))
        deadlines = (self._deadline_row(item, number, page) for number, item in enumerate(page.deadlines))
        self._deadlines.show_rows(deadlines, len(page.deadlines))
        self._deadlines.show_count(page.deadline_count)
        slips = (self._slip_row(slip, found.staff.get(slip.written_by, "")) for slip in page.slips)
        self._slips.show_rows(slips, len(page.slips))
        pending = [self._pending_row(page.pending_referrals)] if page.pending_referrals else []
        self._referrals.show_rows(pending, len(pending))
        self._referrals.show_count(page.pending_referrals)

    def _show_shelter(self, page: Today) -> None:
        self._tonight.setVisible(page.free_places is not None)
        if page.free_places is None or page.places is None:
            return
        shown = self._workplace.privacy.shown
        free = self._row(
            Line(title=free_word(page.free_places, page.places), large=True), "free_places", self._to_shelter
        )
        arrivals = [self._stay_row(lines.arrival_line(item, shown=shown), item) for item in page.arrivals]
        departures = [
            self._stay_row(lines.departure_line(item, shown=shown), item) for item in page.departures
        ]
        rows = [free, *arrivals, *departures]
        self._tonight.show_rows(rows, len(rows))

    def _holds(self, compartment: Compartment) -> bool:
        return compartment in self._workplace.session.holds

    def _row(self, line: Line, name: str, act: Callable[[], object]) -> TodayRow:
        row = TodayRow(line, name=f"today_{name}_row")
        row.clicked.connect(lambda: act())  # noqa: PLW0108 - drops Qt's `checked`
        return row

    def _file_row(self, line: Line, name: str, client_id: str) -> TodayRow:
        return self._row(line, name, lambda: self._open(client_id))

    def _deadline_row(self, item: AgendaItem, number: int, page: Today) -> TodayRow:
        """Enter opens the file where the deadline can be met or silenced."""
        line = lines.deadline_line(item, page.day, shown=self._workplace.privacy.shown)
        return self._row(
            line,
            f"deadline_{number}",
            lambda: self._workplace.open_client_at(item.client_id, "procedure"),
        )

    def _open(self, client_id: str) -> None:
        if client_id:
            self._workplace.open_client(client_id)

    def _stay_row(self, line: Line, item: BoardPlace) -> TodayRow:
        client_id = item.stay.resident.client_id if item.stay else ""
        if client_id and self._holds(Compartment.REGISTRY):
            return self._file_row(line, f"place_{item.place.id}", client_id)
        return self._row(line, f"place_{item.place.id}", self._to_shelter)

    def _to_shelter(self) -> None:
        self._workplace.show_page("shelter")

    def _pending_row(self, count: int) -> TodayRow:
        told = ngettext(
            "{count} referral waits for a decision", "{count} referrals wait for a decision", count
        )
        line = Line(title=told.format(count=count))
        return self._row(line, "pending", self._workplace.show_undecided)

    def _task_row(self, task: Task, page: Today) -> QWidget:
        line = lines.task_line(task, page.day, shown=self._workplace.privacy.shown)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(GRID, 0, 0, 0)
        row.setSpacing(0)
        tick = QCheckBox()
        tick.setObjectName(f"today_task_{task.id}_check")
        tick.setAccessibleName(_("Done: {task}").format(task=task.draft.title))
        tick.clicked.connect(lambda: self._complete(task.id))
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._file_row(line, f"task_{task.id}", task.client_id), 1)
        return holder

    def _complete(self, task_id: str) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: tasks.complete(session, task_id), parent=self, done=lambda _task: self._completed(task_id)
        )

    def _completed(self, task_id: str) -> None:
        self._workplace.messages.say(_("Task done."), undo=lambda: self._reopen(task_id))
        self.refresh()

    def _reopen(self, task_id: str) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: tasks.reopen(session, task_id), parent=self, done=lambda _task: self.refresh()
        )

    def _slip_row(self, slip: Slip, writer: str) -> TodayRow:
        return self._row(
            lines.slip_line(slip, writer=writer), f"slip_{slip.id}", lambda: self._read(slip, writer)
        )

    def _read(self, slip: Slip, writer: str) -> None:
        dialog = SlipDialog(self._workplace, slip, writer=writer, parent=self)
        dialog.acted.connect(self._slip_taken)
        dialog.open()

    def _slip_taken(self, client_id: str) -> None:
        if client_id:
            self._workplace.messages.say(_("The call is now a referral that waits for a decision."))
            self._workplace.open_client(client_id)
        else:
            self._workplace.messages.say(_("The slip is put aside."))
            self.refresh()

    def _write_slip(self) -> None:
        dialog = CallSlipDialog(self._workplace, again=self._write_slip, parent=self)
        dialog.acted.connect(self._slip_written)
        dialog.open()

    def _slip_written(self, _slip: Slip) -> None:
        self._workplace.messages.say(_("The slip is sealed. A caseworker finds it under Today."))
        self.refresh()


def _find(session: Session) -> _Found:
    return _Found(today(session), users.names(session))


def _column(*sections: Section) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2 * GRID)
    for section in sections:
        column.addWidget(section)
    column.addStretch(1)
    return column
