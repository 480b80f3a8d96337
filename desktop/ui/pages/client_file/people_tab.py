"""Family, network, and whom to keep away; what a person's keys do not open is not there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.roles import Compartment
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.file_tab import FileTab
from desktop.ui.pages.client_file.people.access_section import AccessSection
from desktop.ui.pages.client_file.people.contents import PeopleContents, load_people
from desktop.ui.pages.client_file.people.family_section import FamilySection
from desktop.ui.pages.client_file.people.instructions_section import InstructionsSection
from desktop.ui.pages.client_file.people.links_section import LinksSection
from desktop.ui.pages.client_file.people.suspects_section import SuspectsSection
from desktop.ui.pages.client_file.tab_body import fill_tab
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.record_form import RecordForm
from desktop.ui.workplace import Workplace


class PeopleTab(FileTab):
    """Reads its own part of the file when it is shown."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._contents: FileContents | None = None
        self._watched = ""
        self._family = FamilySection(workplace)
        self._links = LinksSection(workplace)
        self._instructions = InstructionsSection(workplace)
        self._access = AccessSection(workplace)
        reads_casework = Compartment.CASEWORK in workplace.session.holds
        self._suspects = SuspectsSection(workplace) if reads_casework else None
        self._lay_out()

    def show_contents(self, contents: FileContents) -> None:
        """Read who is around this client."""
        self._contents = contents
        session, client_id = self._workplace.session, contents.client.id
        self._workplace.jobs.start(
            lambda: load_people(session, client_id),
            parent=self,
            done=lambda people: self._show(contents, people),
        )

    def flush_drafts(self) -> None:
        """Keep what is being typed."""
        forms: list[RecordForm] = [
            *(self._family.entry_form, self._family.paper_form, self._links.entry_form),
            *(self._instructions.entry_form, self._access.access_form),
        ]
        if self._suspects is not None:
            forms.append(self._suspects.entry_form)
        for form in forms:
            form.keeper.flush()

    def _show(self, contents: FileContents, people: PeopleContents) -> None:
        if contents is not self._contents:
            return  # another file was opened meanwhile, or this one was read again
        self._family.show_people(people, contents)
        self._links.show_people(people, contents)
        self._instructions.show_people(people, contents)
        self._access.show_people(people, contents)
        if self._suspects is not None:
            self._suspects.show_suspects(people.suspects or ())
        if contents.client.id != self._watched:
            self._watch(contents, people)

    def _watch(self, contents: FileContents, people: PeopleContents) -> None:
        """Turning to another client brings back what was begun there."""
        client_id = self._watched = contents.client.id
        self._family.watch(client_id)
        self._links.watch(client_id)
        self._access.watch(people, contents)
        if people.may_instruct:
            self._instructions.watch(client_id)
        if self._suspects is not None:
            self._suspects.watch(client_id)

    def _tell_changed(self) -> None:
        """It was told already, with Undo beside it."""
        self.changed.emit("")

    def _lay_out(self) -> None:
        columns = Columns(main_share=1, side_share=1)
        columns.main.addWidget(self._family)
        columns.main.addWidget(self._links)
        columns.side.addWidget(self._instructions)
        if self._suspects is not None:
            columns.side.addWidget(self._suspects)
            self._suspects.changed.connect(self._tell_changed)
        columns.side.addWidget(self._access)
        for section in (self._family, self._links, self._instructions, self._access):
            section.changed.connect(self._tell_changed)
        fill_tab(self, columns)
