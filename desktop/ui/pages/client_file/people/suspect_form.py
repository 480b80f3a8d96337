"""A suspect as far as told: a description is enough, a name is not needed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.domain.family import Suspect, SuspectDraft
from desktop.i18n import gettext as _
from desktop.services import suspects
from desktop.ui.pages.client_file.people.entry_form import EntryForm
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.widgets.script_line import ScriptLine
from desktop.ui.workplace import Workplace


class SuspectForm(EntryForm[Suspect]):
    """Kept with the casework; nothing typed here is found by any search."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="suspect")
        self._name = named(ScriptLine(), "suspect_name_field")
        self._aliases = named(ScriptLine(), "suspect_aliases_field")
        self._relation = named(QLineEdit(), "suspect_relation_field")
        self._description = text_field("suspect_description_field", lines=3)
        self._note = text_field("suspect_note_field", lines=2)
        self._relation.setPlaceholderText(_("For example: recruiter, husband's cousin"))
        self.add_row("name", _("Name"), self._name)
        self.add_row("aliases", _("Also called"), self._aliases)
        self.add_row("relation", _("Who this is to the client"), self._relation)
        told = _("Looks, car, places, telephone: what helps to recognise this person.")
        self.add_row("description", _("Description"), self._description, told=told)
        self.add_row("note", _("Note"), self._note)
        for line in (self._name, self._aliases, self._relation, self._description, self._note):
            line.textChanged.connect(self.touched)
        self.finish(_("Record suspect"), leave=_("Cancel"))
        self.setFocusProxy(self._name)

    def show_entry(self, entry: Suspect | None) -> None:
        draft = entry.draft if entry else SuspectDraft()
        self._name.setText(draft.name)
        self._aliases.setText(draft.aliases)
        self._relation.setText(draft.relation)
        self._description.setPlainText(draft.description)
        self._note.setPlainText(draft.note)

    def fields(self) -> Typed:
        return {
            "name": self._name.text(),
            "aliases": self._aliases.text(),
            "relation": self._relation.text(),
            "description": self._description.toPlainText(),
            "note": self._note.toPlainText(),
        }

    def set_fields(self, content: Typed) -> None:
        self._name.setText(content["name"])
        self._aliases.setText(content["aliases"])
        self._relation.setText(content["relation"])
        self._description.setPlainText(content["description"])
        self._note.setPlainText(content["note"])

    def prepare(self) -> Callable[[], object]:
        typed = {name: value.strip() for name, value in self.fields().items()}
        draft = SuspectDraft(**typed)
        session, client_id, suspect_id = self.workplace.session, self.client_id, self.entry_id
        return lambda: suspects.record(session, client_id, draft, suspect_id=suspect_id)

    def undoing(self, recorded: Suspect, before: Suspect | None) -> Callable[[], object]:
        session = self.workplace.session
        if before is None:
            return lambda: suspects.remove(session, recorded.id)
        return lambda: suspects.record(session, before.client_id, before.draft, suspect_id=before.id)
