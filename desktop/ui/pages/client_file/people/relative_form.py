"""A relative: who they are to the client, and whether they came along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox

from desktop.clock import today
from desktop.domain.clients import GENDERS
from desktop.domain.family import Relative, RelativeDraft
from desktop.i18n import gettext as _
from desktop.services import relatives
from desktop.ui import wording
from desktop.ui.pages.client_file.people.entry_form import EntryForm
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.birth_date_field import BirthDateField
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.widgets.script_line import ScriptLine
from desktop.ui.workplace import Workplace


class RelativeForm(EntryForm[Relative]):
    """A child first: most who come along are."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="relative")
        self._relation = ChoiceBox(name="relative_relation_choice")
        self._name = named(ScriptLine(), "relative_name_field")
        self._native = named(ScriptLine(), "relative_native_field")
        self._birth = BirthDateField(name="relative_birth", today=self._day)
        genders = [(code, wording.gender_label(code)) for code in GENDERS]
        self._gender = ChoiceBox(genders, name="relative_gender_choice")
        self._along = named(QCheckBox(_("Came along with the client")), "relative_along_check")
        self._note = text_field("relative_note_field", lines=2)
        self._lay_out()
        self._listen()
        self.finish(_("Record relative"), leave=_("Cancel"))
        self.setFocusProxy(self._relation)

    def show_entry(self, entry: Relative | None) -> None:
        draft = entry.draft if entry else RelativeDraft("child")
        self._relation.set_choices(wording.choices("relations", day=self._day(), keep=draft.relation))
        self._relation.set_code(draft.relation)
        self._name.setText(draft.name)
        self._native.setText(draft.native)
        self._birth.set_value(draft.birth)
        self._gender.set_code(draft.gender)
        self._along.setChecked(draft.accompanies)
        self._note.setPlainText(draft.note)

    def fields(self) -> Typed:
        return {
            "relation": self._relation.code(),
            "name": self._name.text(),
            "native": self._native.text(),
            "birth": self._birth.typed(),
            "gender": self._gender.code(),
            "along": self._along.isChecked(),
            "note": self._note.toPlainText(),
        }

    def set_fields(self, content: Typed) -> None:
        self._relation.set_code(content["relation"])
        self._name.setText(content["name"])
        self._native.setText(content["native"])
        self._birth.set_typed(content["birth"])
        self._gender.set_code(content["gender"])
        self._along.setChecked(content["along"])
        self._note.setPlainText(content["note"])

    def prepare(self) -> Callable[[], object]:
        draft = RelativeDraft(
            relation=self._relation.code(),
            name=self._name.text(),
            native=self._native.text(),
            birth=self._birth.checked(),
            gender=self._gender.code(),
            accompanies=self._along.isChecked(),
            note=self._note.toPlainText().strip(),
        )
        session, client_id, relative_id = self.workplace.session, self.client_id, self.entry_id
        return lambda: relatives.record(session, client_id, draft, relative_id=relative_id)

    def undoing(self, recorded: Relative, before: Relative | None) -> Callable[[], object]:
        session = self.workplace.session
        if before is None:
            return lambda: relatives.remove(session, recorded.id)
        return lambda: relatives.record(session, before.client_id, before.draft, relative_id=before.id)

    def _lay_out(self) -> None:
        self.add_row("relation", _("Who this is to the client"), self._relation)
        self.add_row("name", _("Name"), self._name, told=_("Leave empty when no name is known yet."))
        self.add_row("native", _("Name in their own script"), self._native)
        self.add_row(
            "birth", _("Birth date"), self._birth, told=_("Fill in what is known; a year is enough.")
        )
        self.add_row("gender", _("Gender"), self._gender)
        self.add_widget(self._along)
        self.add_row("note", _("Note"), self._note)

    def _listen(self) -> None:
        for line in (self._name, self._native, self._note):
            line.textChanged.connect(self.touched)
        for box in (self._relation, self._gender):
            box.currentIndexChanged.connect(self.touched)
        self._birth.changed.connect(self.touched)
        self._along.toggled.connect(self.touched)
        self._birth.left.connect(self.check_on_leaving("birth", self._birth.wrong))

    def _day(self) -> date:
        return today(self.workplace.session.clock)
