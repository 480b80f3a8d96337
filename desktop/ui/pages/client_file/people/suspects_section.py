"""Suspects: read and written with the casework key only, shown nowhere else."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.family import Suspect
from desktop.i18n import gettext as _
from desktop.services import suspects
from desktop.ui.pages.client_file.people.entry_section import EntrySection
from desktop.ui.pages.client_file.people.suspect_form import SuspectForm
from desktop.ui.pages.client_file.section import readable
from desktop.ui.widgets.labels import hint
from desktop.ui.workplace import Workplace


class SuspectsSection(EntrySection[Suspect]):
    """What the house must know of them goes into an instruction, without a name."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(
            workplace,
            SuspectForm(workplace),
            heading=_("Suspects"),
            name="suspect",
            add=_("Add suspect"),
            said=_("Suspect recorded."),
        )
        self._workplace = workplace

    def show_suspects(self, found: tuple[Suspect, ...]) -> None:
        """Fill the rows."""
        self.entry_form.know(found)
        told = _(
            "Nobody was recorded yet. What stands here is in no list and no search, and never in the shelter."
        )
        self.fill([self._row(number, suspect) for number, suspect in enumerate(found)], empty=told)

    def _row(self, number: int, suspect: Suspect) -> QWidget:
        draft, shown = suspect.draft, self._workplace.privacy.shown
        called = shown(draft.name) or shown(draft.aliases) or _("Name unknown")
        words: list[QWidget] = [readable(called)]
        if draft.aliases and draft.name:
            words.append(hint(_("Also called: {names}").format(names=shown(draft.aliases))))
        words += [hint(draft.relation)] if draft.relation else []
        words += [readable(text) for text in (draft.description, draft.note) if text]
        return self.row(number, suspect, *words, called=called, take_out=lambda: self._take_out(suspect))

    def _take_out(self, suspect: Suspect) -> None:
        session = self._workplace.session
        self.acts.do(
            lambda: suspects.remove(session, suspect.id),
            said=_("The suspect is taken out of the file."),
            undo=lambda: suspects.restore(session, suspect.id),
        )
