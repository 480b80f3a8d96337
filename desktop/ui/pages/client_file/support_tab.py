"""Support: how it stands, the plan, what was done by whom, what has to be done by when, who is expected where."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.domain.plans import Goal
from desktop.domain.support import Note
from desktop.i18n import gettext as _
from desktop.services import goals
from desktop.ui.pages.client_file.acts import FileActs
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.note_form import NoteForm
from desktop.ui.pages.client_file.section import Section
from desktop.ui.pages.client_file.support.appointments_section import AppointmentsSection
from desktop.ui.pages.client_file.support.contacts import Contacts
from desktop.ui.pages.client_file.support.forms_section import FormsSection
from desktop.ui.pages.client_file.support.plan_section import PlanSection
from desktop.ui.pages.client_file.support.reading import SupportFile, read
from desktop.ui.pages.client_file.support.status_section import StatusSection
from desktop.ui.pages.client_file.support.support_form import Done
from desktop.ui.pages.client_file.support.tasks_section import TasksSection
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.workplace import Workplace

_LAST_DONE = 5


class SupportTab(FileTab):
    """The contact form stands open above what was recorded; `changed(said)` comes when something was."""

    def __init__(self, workplace: Workplace, acts: FileActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._acts = workplace, acts
        self._contents: FileContents | None = None
        self._note_form = NoteForm(workplace)
        self._status, self._plan = StatusSection(workplace), PlanSection(workplace)
        self._tasks, self._appointments = TasksSection(workplace, acts), AppointmentsSection(workplace, acts)
        self._contacts = Contacts(workplace)
        self._lay_out()
        self._listen()

    def show_contents(self, contents: FileContents) -> None:
        """Read what this tab shows; turning to another client brings back what was begun there."""
        other = self._contents is None or self._contents.client.id != contents.client.id
        self._contents = contents
        if other:
            self._watch(contents)
        session, client_id = self._workplace.session, contents.client.id
        self._workplace.jobs.start(
            lambda: read(session, client_id), parent=self, done=partial(self._show, contents)
        )

    def start(self) -> None:
        """Put the cursor where the next contact is written."""
        self._note_form.setFocus()
        self._note_form.come_in_sight()

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        for form in self._forms():
            form.keeper.flush()

    def _forms(self) -> tuple[RecordForm, ...]:
        return (
            self._note_form,
            *(form for section in self._sections() for form in section.forms),
        )

    def _sections(self) -> tuple[FormsSection, ...]:
        return self._status, self._plan, self._tasks, self._appointments

    def _watch(self, contents: FileContents) -> None:
        client_id = contents.client.id
        self._contacts.start_over()
        self._note_form.watch(client_id)
        self._status.watch(client_id)
        self._plan.watch(client_id)
        self._tasks.watch(contents)
        self._appointments.watch(contents)

    def _show(self, contents: FileContents, file: SupportFile) -> None:
        if self._contents is not contents:
            return  # another file, or the same read again, meanwhile
        self._status.show_file(file)
        self._plan.show_file(file, contents.today)
        self._note_form.use(tuple(goal for goal in file.goals if goal.is_open))
        self._contacts.show_file(file, contents.staff)
        self._tasks.show_file(file, contents)
        self._appointments.show_file(file, contents)

    def _listen(self) -> None:
        self._contacts.correction_wanted.connect(self._note_form.begin_correction)
        self._contacts.changed.connect(self.changed)
        for listed in (self._plan, self._tasks):
            self._contacts.domain_chosen.connect(listed.show_domain)
        self._note_form.recorded.connect(self._tell_note)
        for section in self._sections():
            section.done.connect(self._tell_done)
        self._plan.reopen_wanted.connect(self._reopen)

    def _reopen(self, goal: Goal) -> None:
        session = self._workplace.session
        self._workplace.jobs.start(
            lambda: goals.reopen(session, goal.id),
            parent=self,
            done=lambda _goal: self._acts.told(
                _("The goal is open again."), lambda: goals.close_as_it_was(session, goal)
            ),
        )

    def _tell_done(self, done: Done) -> None:
        self._acts.told(done.said, done.take_back)

    def _tell_note(self, note: Note) -> None:
        said = (
            _("Correction recorded; the original stays.") if note.draft.corrects else _("Contact recorded.")
        )
        self.changed.emit(said)

    def _lay_out(self) -> None:
        contact = Section(_("Record a contact"), name="support_contact_section")
        contact.keep(self._note_form)
        columns = Columns()
        columns.main.addWidget(contact)
        columns.main.addWidget(self._contacts)
        for section in (self._plan, self._tasks, self._appointments):
            columns.side.addWidget(section)
        fill_tab(self, self._status, columns)
