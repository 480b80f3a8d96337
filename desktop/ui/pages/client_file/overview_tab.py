"""One screen that answers: how is this person, what is next, by when, by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.shelter import Stay, StayState
from desktop.domain.support import Note, Outcome, Referral
from desktop.i18n import format_date, format_moment, format_number, gettext as _, ngettext
from desktop.ui import wording
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import Casework, FileContents, HousedStay
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.note_card import domain_chip, next_step_line
from desktop.ui.pages.client_file.overview_rows import deadline_rows, paper_rows, standing_rows
from desktop.ui.pages.client_file.rows import (
    AppointmentRow,
    TaskRow,
    is_coming,
    is_open,
    local_day,
    sheet_row,
)
from desktop.ui.pages.client_file.section import Section, line, readable, short, stacked
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID, Tone
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.labels import Chip, hint, text_label

_MOST = 4
_MOST_COMING = 6
_LONGEST_EXCERPT = 280


class OverviewTab(FileTab):
    """Sections read only; `go(tab)` opens the tab where something can be changed."""

    def __init__(self, acts: FileActs, go: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._acts = acts
        self._go = go
        self._next = Section(
            _("What is next"), name="overview_next_section", action=_more("overview_support", go, "support")
        )
        record = quiet_button(
            _("Record contact"), name="overview_record_button", clicked=lambda: go("support"), icon="note"
        )
        record.setToolTip(QKeySequence("Ctrl+R").toString(QKeySequence.SequenceFormat.NativeText))
        self._procedure = Section(
            _("Procedure"),
            name="overview_procedure_section",
            action=quiet_button(
                _("Open the procedure"), name="overview_procedure_button", clicked=lambda: go("procedure")
            ),
        )
        self._deadlines = Section(_("Deadlines"), name="overview_deadlines_section")
        self._contacts = Section(_("Last contacts"), name="overview_contacts_section", action=record)
        self._stay = Section(_("Stay"), name="overview_stay_section")
        self._documents = Section(_("Residence documents"), name="overview_documents_section")
        self._sheets = Section(_("Sheets handed over"), name="overview_sheets_section")
        columns = Columns()
        for section in (self._procedure, self._next, self._contacts):
            columns.main.addWidget(section)
        for section in (self._deadlines, self._documents, self._stay, self._sheets):
            columns.side.addWidget(section)
        fill_tab(self, columns)

    def show_contents(self, contents: FileContents) -> None:
        """Fill every section; those this person may not read are absent."""
        self._show_next(contents)
        for section in (self._procedure, self._deadlines, self._contacts, self._documents):
            section.setVisible(contents.casework is not None)
        if contents.casework is not None:
            self._show_casework(contents, contents.casework)
        self._stay.setVisible(contents.stays is not None)
        self._stay.fill(
            [stay_line(stay) for stay in _current(contents.stays or ())],
            empty=_("Does not stay in the shelter."),
        )
        self._sheets.fill(
            [sheet_row(given, contents) for given in contents.handed_over[:_MOST]],
            empty=_("Nothing was handed over yet."),
        )

    def _show_next(self, contents: FileContents) -> None:
        """What waits for a decision, then appointments and tasks as they come; the later ones are a click away."""
        rows = [self._unfinished(tab) for tab in contents.unfinished]
        if contents.casework is not None:
            rows += [_undecided(referral) for referral in contents.casework.referrals if _is_open(referral)]
        coming = sorted(self._coming(contents), key=lambda item: item[0])
        rows += [make() for _when, make in coming[:_MOST_COMING]]
        more = len(coming) - _MOST_COMING
        if more > 0:
            told = ngettext("{count} more", "{count} more", more).format(count=format_number(more))
            go = quiet_button(told, name="overview_more_button", clicked=lambda: self._go("support"))
            rows.append(line(go))
        self._next.fill(
            rows, empty=_("Nothing is planned. Record a contact with a next step, or add a task.")
        )

    def _coming(self, contents: FileContents) -> Iterator[tuple[str, Callable[[], QWidget]]]:
        """Each open task and coming appointment: its day, and how to make its row when it is one of the first."""
        tasks = contents.casework.tasks if contents.casework is not None else ()
        for number, task in enumerate(filter(is_open, tasks)):
            due = task.draft.due.isoformat() if task.draft.due else "9999"
            yield due, partial(TaskRow, task, contents, self._acts, name=f"overview_task{number}")
        for number, appointment in enumerate(contents.appointments):
            if is_coming(appointment, contents.today):
                name = f"overview_appointment{number}"
                day = local_day(appointment.draft.at).isoformat()
                yield day, partial(AppointmentRow, appointment, contents, None, name=name)

    def _unfinished(self, tab: str) -> QWidget:
        """What was typed and never recorded is not lost, but someone has to finish it."""
        told = {
            "intake": _("Something in the intake was not recorded yet"),
            "people": _("Something about the people around the client was not recorded yet"),
            "procedure": _("Something in the procedure was not recorded yet"),
        }.get(tab, _("A contact, task or appointment was not recorded yet"))
        button = quiet_button(
            _("Finish it"), name=f"overview_finish_{tab}_button", clicked=lambda: self._go(tab)
        )
        return line(Chip(_("Draft"), Tone.SOON), text_label(told), button, stretch=1)

    def _show_casework(self, contents: FileContents, casework: Casework) -> None:
        self._contacts.fill(
            [contact_excerpt(note, contents) for note in casework.last_notes],
            empty=_("No contact was recorded yet."),
        )
        self._documents.fill(
            paper_rows(casework.procedure.documents, contents.today),
            empty=_("No residence document was recorded yet."),
        )
        self._procedure.fill(
            standing_rows(casework.standing, contents.today), empty=_("No track was opened yet.")
        )
        self._deadlines.fill(
            deadline_rows(casework.deadlines, contents.today, go=lambda: self._go("procedure")),
            empty=_("No deadline is open."),
        )


def contact_excerpt(note: Note, contents: FileContents) -> QWidget:
    """The beginning of a note, with who wrote it and when."""
    text = note.draft.text
    if len(text) > _LONGEST_EXCERPT:
        text = text[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"
    facts = (
        format_moment(note.draft.happened),
        wording.note_kind_label(note.draft.kind),
        contents.staff_name(note.author),
    )
    told = hint(" · ".join(fact for fact in facts if fact))
    parts: list[QWidget] = [line(domain_chip(note.draft.domain), told, stretch_last=True), readable(text)]
    if note.draft.next_step:
        parts.append(next_step_line(note.draft.next_step))
    return stacked(*parts, spacing=GRID // 2)


def stay_line(housed: HousedStay) -> QWidget:
    """Where someone sleeps and since when, or from when."""
    stay = housed.stay
    tone = {StayState.HOUSED: Tone.FINE, StayState.RESERVED: Tone.ACCENT}.get(stay.state, Tone.NEUTRAL)
    state = Chip(wording.stay_state_label(stay.state), tone)
    where = short(housed.where or _("A place that is gone"))
    parts: list[QWidget] = [line(where, state), hint(_span(stay))]
    if stay.ready_to_leave:
        parts.append(Chip(_("Ready to leave, no housing yet"), Tone.SOON))
    if stay.destination:
        parts.append(hint(_("Went to: {where}").format(where=stay.destination)))
    return stacked(*parts)


def _span(stay: Stay) -> str:
    """From when to when; a stay with an open end says whether it has begun."""
    begins = format_date(local_day(stay.begins))
    if stay.ends:
        return _("{begins} to {ends}").format(begins=begins, ends=format_date(local_day(stay.ends)))
    if stay.state is StayState.RESERVED:
        return _("expected on {day}").format(day=begins)
    return _("since {day}").format(day=begins)


def _current(stays: tuple[HousedStay, ...]) -> list[HousedStay]:
    now = [housed for housed in stays if housed.stay.state in (StayState.HOUSED, StayState.RESERVED)]
    return now or [housed for housed in stays if housed.stay.state is StayState.LEFT][:1]


def _is_open(referral: Referral) -> bool:
    return referral.details.outcome is Outcome.PENDING


def _undecided(referral: Referral) -> QWidget:
    received = format_date(local_day(referral.details.received))
    text = text_label(_("Decide on the referral of {day}").format(day=received))
    return line(Chip(_("Not decided yet"), Tone.SOON), text, stretch_last=True)


def _more(name: str, go: Callable[[str], None], tab: str) -> QPushButton:
    return quiet_button(_("Tasks and appointments"), name=f"{name}_button", clicked=lambda: go(tab))
