"""An instruction to the house: what to do, from when until when, and never why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.family import DO_NOT_PLACE, Instruction, InstructionDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import instructions
from desktop.ui import wording
from desktop.ui.pages.client_file.people.entry_form import EntryForm
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.workplace import Workplace


class InstructionForm(EntryForm[Instruction]):
    """For "do not place" there is nothing to write: the house reads a fixed sentence."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="instruction")
        day = today(workplace.session.clock)
        self._kind = ChoiceBox(name="instruction_kind_choice")
        self._text = named(QLineEdit(), "instruction_text_field")
        self._text.setPlaceholderText(_("For example: check every 2 h"))
        self._begins = named(DateField(today=day), "instruction_begins_field")
        self._ends = named(DateField(today=day), "instruction_ends_field")
        self.add_row("kind", _("What it is about"), self._kind)
        told = _("What to do, not why: no name of anyone else, no illness, no account.")
        self.add_row("text", _("What the house has to do"), self._text, told=told)
        self.add_row("begins", _("From"), self._begins)
        self.add_row("ends", _("Until"), self._ends, told=_("Leave empty when not known yet."))
        self._listen()
        self.finish(_("Record instruction"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    def show_entry(self, entry: Instruction | None) -> None:
        day = today(self.workplace.session.clock)
        draft = entry.draft if entry else InstructionDraft("check", begins=day)
        self._kind.set_choices(wording.choices("instruction_kinds", day=day, keep=draft.kind))
        self._kind.set_code(draft.kind)
        self._text.setText(draft.text)
        self._begins.set_date(draft.begins)
        self._ends.set_date(draft.ends)
        self._show_text()

    def fields(self) -> Typed:
        return {
            "kind": self._kind.code(),
            "text": self._text.text(),
            "begins": self._begins.text(),
            "ends": self._ends.text(),
        }

    def set_fields(self, content: Typed) -> None:
        self._kind.set_code(content["kind"])
        self._text.setText(content["text"])
        self._begins.setText(content["begins"])
        self._ends.setText(content["ends"])
        self._show_text()

    def prepare(self) -> Callable[[], object]:
        for name, field in (("begins", self._begins), ("ends", self._ends)):
            if not field.is_valid():
                raise InvalidField(name, not_a_date())
        draft = InstructionDraft(self._kind.code(), self._text.text(), self._begins.date(), self._ends.date())
        session, client_id, instruction_id = self.workplace.session, self.client_id, self.entry_id
        return lambda: instructions.record(session, client_id, draft, instruction_id=instruction_id)

    def undoing(self, recorded: Instruction, before: Instruction | None) -> Callable[[], object]:
        session = self.workplace.session
        if before is None:
            return lambda: instructions.remove(session, recorded.id)
        return lambda: instructions.record(session, before.client_id, before.draft, instruction_id=before.id)

    def _listen(self) -> None:
        self._kind.currentIndexChanged.connect(self._show_text)
        self._kind.currentIndexChanged.connect(self.touched)
        for line in (self._text, self._begins, self._ends):
            line.textChanged.connect(self.touched)

    def _show_text(self) -> None:
        self.rows["text"].setVisible(self._kind.code() != DO_NOT_PLACE)
