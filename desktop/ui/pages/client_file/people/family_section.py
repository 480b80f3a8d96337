"""Family: whom the client has, who came along, and the residence documents of those who did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain.family import Relative
from desktop.domain.procedure import ResidenceDocument
from desktop.i18n import gettext as _, isolated
from desktop.services import relatives
from desktop.ui import wording
from desktop.ui.pages.client_file.contents import FileContents
from desktop.ui.pages.client_file.people.contents import PeopleContents
from desktop.ui.pages.client_file.people.entry_section import EntrySection, flowing
from desktop.ui.pages.client_file.people.paper_form import RelativePaperForm
from desktop.ui.pages.client_file.people.relative_form import RelativeForm
from desktop.ui.pages.client_file.rows import document_row
from desktop.ui.pages.client_file.section import line, readable, short
from desktop.ui.theme import Tone
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.labels import Chip, hint
from desktop.ui.widgets.script_line import ScriptLabel
from desktop.ui.workplace import Workplace


class FamilySection(EntrySection[Relative]):
    """A row per relative; a child who came along shows its papers under its name."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            RelativeForm(workplace),
            heading=_("Family"),
            name="relative",
            add=_("Add relative"),
            said=_("Relative recorded."),
        )
        self._workplace = workplace
        self.paper_form = RelativePaperForm(workplace)
        self.paper_form.hide()
        self.keep(self.paper_form)
        self.paper_form.recorded.connect(self._tell_paper)
        self.paper_form.left.connect(self.paper_form.hide)
        self.paper_form.taken_back.connect(self.paper_form.show)

    def watch(self, client_id: str) -> None:
        super().watch(client_id)
        self.paper_form.hide()
        self.paper_form.watch(client_id, self.paper_form.setVisible)

    def show_people(self, people: PeopleContents, contents: FileContents) -> None:
        """Fill the rows."""
        self.entry_form.know(people.relatives)
        if people.papers is not None:
            self.paper_form.know(paper for papers in people.papers.values() for paper in papers)
        along = [relative for relative in people.relatives if relative.draft.accompanies]
        self.paper_form.offer([(each.id, self._called(each)) for each in along])
        self.fill(
            [self._row(number, each, people, contents.today) for number, each in enumerate(people.relatives)],
            empty=_("No relative was recorded yet."),
        )

    def _row(self, number: int, relative: Relative, people: PeopleContents, today: date) -> QWidget:
        papers = () if people.papers is None else people.papers.get(relative.id, ())
        words = (*self._words(relative, today), *self._papers(number, papers, today))
        acts: Iterable[QWidget] = ()
        if people.papers is not None and relative.draft.accompanies:
            acts = (self._paper_button(number, relative),)
        return self.row(
            number,
            relative,
            *words,
            called=self._called(relative),
            take_out=lambda: self._take_out(relative),
            more=acts,
        )

    def _words(self, relative: Relative, today: date) -> tuple[QWidget, ...]:
        draft, shown = relative.draft, self._workplace.privacy.shown
        name: list[QWidget] = [short(shown(relative.called) or _("No name yet"))]
        if draft.native and draft.name and not self._workplace.privacy.on:
            name.append(ScriptLabel(draft.native))
        name.append(Chip(wording.listed("relations", draft.relation)))
        if draft.accompanies:
            name.append(Chip(_("Came along"), Tone.ACCENT))
        facts = [
            wording.age_label(draft.birth, today) if draft.birth else "",
            wording.birth_label(draft.birth) if draft.birth else "",
            wording.gender_label(draft.gender) if draft.gender != "unknown" else "",
        ]
        told = " · ".join(fact for fact in facts if fact)
        words: list[QWidget] = [flowing(*name)]
        words += [hint(told)] if told else []
        words += [readable(draft.note)] if draft.note else []
        return tuple(words)

    def _papers(self, number: int, papers: tuple[ResidenceDocument, ...], today: date) -> tuple[QWidget, ...]:
        return tuple(
            self._paper(f"relative{number}_paper{at}", each, today) for at, each in enumerate(papers)
        )

    def _paper(self, name: str, paper: ResidenceDocument, today: date) -> QWidget:
        change = quiet_button(
            _("Change"), name=f"{name}_change_button", clicked=lambda: self._change_paper(paper)
        )
        kind = wording.listed("residence_documents", paper.draft.kind)
        change.setAccessibleName(_("Change {name}").format(name=kind))
        row = line(document_row(paper, today), stretch_last=True)
        layout = row.layout()
        if layout is not None:
            layout.addWidget(change)
        return row

    def _paper_button(self, number: int, relative: Relative) -> QWidget:
        button = quiet_button(
            _("Add document"),
            name=f"relative{number}_paper_button",
            icon="add",
            clicked=lambda: self._begin_paper(relative),
        )
        button.setAccessibleName(_("Add a document of {name}").format(name=self._called(relative)))
        return button

    def _begin_paper(self, relative: Relative) -> None:
        if self.paper_form.isHidden():
            self.paper_form.begin_for(relative.id)
        self.paper_form.show()
        self.paper_form.setFocus()

    def _change_paper(self, paper: ResidenceDocument) -> None:
        if self.paper_form.isHidden():
            self.paper_form.begin(paper)
        self.paper_form.show()
        self.paper_form.setFocus()

    def _tell_paper(self, recorded: ResidenceDocument) -> None:
        self.paper_form.hide()
        self.acts.tell(_("Document recorded."), self.paper_form.undoing(recorded, self.paper_form.entry))

    def _take_out(self, relative: Relative) -> None:
        session = self._workplace.session
        self.acts.do(
            lambda: relatives.remove(session, relative.id),
            said=_("{name} is taken out of the family.").format(name=isolated(self._called(relative))),
            undo=lambda: relatives.restore(session, relative.id),
        )

    def _called(self, relative: Relative) -> str:
        name = self._workplace.privacy.shown(relative.called)
        return name or wording.listed("relations", relative.draft.relation)
