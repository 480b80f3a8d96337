"""Support: what was done, by whom; what has to be done, by when; when someone is expected where."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.domain.support import Domain, Note
from desktop.i18n import gettext as _, ngettext
from desktop.ui import wording
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import Casework, FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.form_section import FormSection
from desktop.ui.pages.client_file.note_card import NoteCard, threads
from desktop.ui.pages.client_file.note_form import NoteForm, domains_of
from desktop.ui.pages.client_file.rows import AppointmentRow, TaskRow, is_coming, is_open
from desktop.ui.pages.client_file.section import Section
from desktop.ui.pages.client_file.short_forms import AppointmentForm, TaskForm
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.theme import GRID
from desktop.ui.widgets.buttons import quiet_button, secondary_button
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.labels import text_label
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.widgets.segments import Segments
from desktop.ui.workplace import Workplace

_SLICE = 25
_EVERY_DOMAIN = ""
_LAST_DONE = 5


class SupportTab(FileTab):
    """The contact form stands open above the timeline; `changed(said)` comes when something was recorded."""

    def __init__(self, workplace: Workplace, acts: FileActs) -> None:
        super().__init__()
        self._workplace = workplace
        self._acts = acts
        self._contents: FileContents | None = None
        self._shown_notes = _SLICE
        self._note_form = NoteForm(workplace)
        self._task_form = TaskForm(workplace)
        self._appointment_form = AppointmentForm(workplace)
        self._filter = Segments(
            [
                (_EVERY_DOMAIN, _("All")),
                *((domain.value, wording.domain_label(domain)) for domain in domains_of(workplace.session)),
            ],
            name="support_filter",
        )
        self._filter.setAccessibleName(_("Show entries of"))
        self._timeline = QVBoxLayout()
        self._more = quiet_button("", name="support_more_button", clicked=self._show_more)
        self._tasks = FormSection(
            _("Tasks"),
            name="support_tasks_section",
            form=self._task_form,
            button=secondary_button(_("Add task"), name="support_task_button", icon="add"),
            begin=self._task_form.begin,
        )
        self._appointments = FormSection(
            _("Appointments"),
            name="support_appointments_section",
            form=self._appointment_form,
            button=secondary_button(_("Add appointment"), name="support_appointment_button", icon="add"),
            begin=self._appointment_form.begin,
        )
        self._lay_out()
        self._listen()

    def show_contents(self, contents: FileContents) -> None:
        """Fill the timeline and the lists; turning to another client brings back what was begun there."""
        other = self._contents is None or self._contents.client.id != contents.client.id
        self._contents = contents
        if other:
            self._shown_notes = _SLICE
            self._watch(contents)
        self._show_notes()
        self._show_tasks(contents)
        self._show_appointments(contents)

    def start(self) -> None:
        """Put the cursor where the next contact is written."""
        self._note_form.setFocus()
        self._note_form.come_in_sight()

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        for form in self._forms():
            form.keeper.flush()

    def _forms(self) -> tuple[RecordForm, ...]:
        return self._note_form, self._task_form, self._appointment_form

    def _watch(self, contents: FileContents) -> None:
        client_id = contents.client.id
        self._tasks.close_form()
        self._appointments.close_form()
        self._note_form.watch(client_id)
        self._task_form.watch(client_id, contents.colleagues, self._tasks.show_form)
        self._appointment_form.watch(client_id, contents.colleagues, self._appointments.show_form)

    def _show_notes(self) -> None:
        _empty(self._timeline)
        chosen = self._chosen_threads()
        for number, (note, originals) in enumerate(chosen[: self._shown_notes]):
            self._timeline.addWidget(self._card(note, originals, number))
        if not chosen:
            self._timeline.addWidget(text_label(self._nothing_to_show(), muted=True))
        left = len(chosen) - self._shown_notes
        self._more.setVisible(left > 0)
        self._more.setText(
            ngettext("Show {count} earlier entry", "Show {count} earlier entries", max(left, 0)).format(
                count=max(left, 0)
            )
        )

    def _chosen_threads(self) -> list[tuple[Note, tuple[Note, ...]]]:
        casework = self._casework()
        wanted = self._filter.code()
        return [
            (note, originals)
            for note, originals in threads(casework.notes if casework else ())
            if wanted in (_EVERY_DOMAIN, note.draft.domain.value)
        ]

    def _casework(self) -> Casework | None:
        return self._contents.casework if self._contents else None

    def _nothing_to_show(self) -> str:
        wanted = self._filter.code()
        if wanted == _EVERY_DOMAIN:
            return _("Nothing was recorded yet. Write down the first contact above.")
        return _("Nothing was recorded in this domain: {domain}.").format(
            domain=wording.domain_label(Domain(wanted))
        )

    def _card(self, note: Note, originals: tuple[Note, ...], number: int) -> NoteCard:
        staff = self._contents.staff if self._contents else {}
        card = NoteCard(note, originals, staff, number=number)
        card.correction_wanted.connect(self._note_form.begin_correction)
        return card

    def _show_more(self) -> None:
        self._shown_notes += _SLICE
        self._show_notes()

    def _show_tasks(self, contents: FileContents) -> None:
        tasks = contents.casework.tasks if contents.casework else ()
        done = sorted((task for task in tasks if not is_open(task)), key=lambda task: str(task.done_on))
        shown = [*filter(is_open, tasks), *reversed(done[-_LAST_DONE:])]
        self._tasks.fill(
            [
                TaskRow(task, contents, self._acts, name=f"support_task{number}")
                for number, task in enumerate(shown)
            ],
            empty=_("Nothing to do for this client. Add a task when something must not be forgotten."),
        )

    def _show_appointments(self, contents: FileContents) -> None:
        coming = [item for item in contents.appointments if is_coming(item, contents.today)]
        past = [item for item in contents.appointments if not is_coming(item, contents.today)]
        shown = [*sorted(coming, key=lambda item: item.draft.at), *past[:_LAST_DONE]]
        self._appointments.fill(
            [
                AppointmentRow(
                    item,
                    contents,
                    self._acts if item in coming else None,
                    name=f"support_appointment{number}",
                )
                for number, item in enumerate(shown)
            ],
            empty=_("No appointment is planned."),
        )

    def _listen(self) -> None:
        self._filter.chosen.connect(lambda _code: self._show_notes())
        self._note_form.recorded.connect(self._tell_note)
        self._task_form.recorded.connect(lambda _task: self.changed.emit(_("Task added.")))
        self._appointment_form.recorded.connect(lambda _made: self.changed.emit(_("Appointment added.")))

    def _tell_note(self, note: Note) -> None:
        said = (
            _("Correction recorded; the original stays.") if note.draft.corrects else _("Contact recorded.")
        )
        self.changed.emit(said)
        self._note_form.setFocus()

    def _lay_out(self) -> None:
        contact = Section(_("Record a contact"), name="support_contact_section")
        contact.keep(self._note_form)
        self._timeline.setSpacing(GRID)
        columns = Columns()
        columns.main.addWidget(contact)
        columns.main.addWidget(self._filter)
        columns.main.addLayout(self._timeline)
        columns.main.addWidget(self._more)
        columns.side.addWidget(self._tasks)
        columns.side.addWidget(self._appointments)
        fill_tab(self, columns)


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
