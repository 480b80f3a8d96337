"""A helper of this client: found while typing, or kept as a new contact in the same act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLabel

from desktop.clock import today
from desktop.domain.network import Contact, ContactDraft, Link, LinkDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import network
from desktop.ui import wording
from desktop.ui.pages.centre.contact_fields import ContactFields
from desktop.ui.pages.client_file.people.entry_form import EntryForm
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.pages.client_file.text_field import text_field
from desktop.ui.widgets.buttons import quiet_button
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.labels import text_label
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.widgets.suggest_line import SuggestLine
from desktop.ui.workplace import Workplace


class LinkForm(EntryForm[Link]):
    """Type a name: take one of the network, or fill in a new one below."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="link")
        self._contacts: dict[str, Contact] = {}
        self._contact_id = ""
        self._find = SuggestLine((), name="link_contact_field")
        self._find.setPlaceholderText(_("Type a name, an organisation or a telephone number"))
        self._found: QLabel = text_label(name="link_found_label")
        self._new = quiet_button(
            _("Not in the network yet"), name="link_new_button", clicked=self._begin_new, icon="add"
        )
        self._new_contact = ContactFields(self, name="link_new")
        self._role = ChoiceBox(name="link_role_choice")
        day = today(workplace.session.clock)
        self._begins = named(DateField(today=day), "link_begins_field")
        self._ends = named(DateField(today=day), "link_ends_field")
        self._note = text_field("link_note_field", lines=2)
        self._lay_out()
        self._listen()
        self.finish(_("Record helper"), leave=_("Cancel"))
        self.setFocusProxy(self._find)

    def offer(self, contacts: Sequence[Contact]) -> None:
        """Suggest these."""
        self._contacts = {contact.id: contact for contact in contacts}
        self._find.set_choices([(contact.id, _line(contact)) for contact in contacts])

    def show_entry(self, entry: Link | None) -> None:
        draft = entry.draft if entry else LinkDraft("", "")
        if entry is not None:
            self._contacts.setdefault(entry.contact.id, entry.contact)
        self._role.set_choices(
            [("", ""), *wording.choices("contact_kinds", day=self._day(), keep=draft.role)]
        )
        self._role.set_code(draft.role)
        self._begins.set_date(draft.begins)
        self._ends.set_date(draft.ends)
        self._note.setPlainText(draft.note)
        self._new_contact.show(ContactDraft("", ""))
        self._choose(draft.contact_id)

    def fields(self) -> Typed:
        return {
            "contact": self._contact_id,
            "new": self._new_contact.typed() if self._makes_new else None,
            "role": self._role.code(),
            "begins": self._begins.text(),
            "ends": self._ends.text(),
            "note": self._note.toPlainText(),
        }

    def set_fields(self, content: Typed) -> None:
        self._choose(content["contact"])
        if content["new"] is not None:
            self._new_contact.set_typed(content["new"])
            self._show_new(shown=True)
        self._role.set_code(content["role"])
        self._begins.setText(content["begins"])
        self._ends.setText(content["ends"])
        self._note.setPlainText(content["note"])

    def prepare(self) -> Callable[[], object]:
        for name, field in (("begins", self._begins), ("ends", self._ends)):
            if not field.is_valid():
                raise InvalidField(name, not_a_date())
        new = self._new_contact.value() if self._makes_new else None
        if new is None and not self._contact_id:
            raise InvalidField("contact", _("Choose someone from the network, or add a new contact."))
        role = self._role.code() or (new.kind if new else self._contacts[self._contact_id].draft.kind)
        draft = LinkDraft(
            contact_id=self._contact_id,
            role=role,
            begins=self._begins.date(),
            ends=self._ends.date(),
            note=self._note.toPlainText().strip(),
        )
        session, client_id, link_id = self.workplace.session, self.client_id, self.entry_id
        if new is not None:
            return lambda: network.link_new(session, client_id, new, draft)
        if link_id:
            return lambda: network.change_link(session, link_id, draft)
        return lambda: network.link(session, client_id, draft)

    def refuse(self, problem: Exception) -> None:
        """What is wrong with a new contact stands beside its own field."""
        if self._makes_new and isinstance(problem, InvalidField) and f"new_{problem.field}" in self.rows:
            problem = InvalidField(f"new_{problem.field}", problem.message, problem.next_step)
        super().refuse(problem)

    def undoing(self, recorded: Link, before: Link | None) -> Callable[[], object]:
        session = self.workplace.session
        if before is None:
            return lambda: network.unlink(session, recorded.id)
        return lambda: network.change_link(session, before.id, before.draft)

    @property
    def _makes_new(self) -> bool:
        return not self.rows["new_name"].isHidden()

    def _lay_out(self) -> None:
        self.add_row("contact", _("Who"), self._find)
        self.add_widget(self._found)
        self.add_widget(self._new)
        self._new_contact.add_rows(prefix="new_", compact=True)
        told = _("Leave empty when it is what this contact always is.")
        self.add_row("role", _("Does in this file"), self._role, told=told)
        self.add_row("begins", _("Since"), self._begins)
        self.add_row("ends", _("Until"), self._ends)
        self.add_row("note", _("Note"), self._note)

    def _listen(self) -> None:
        self._find.chosen.connect(self._take)
        self._role.currentIndexChanged.connect(self.touched)
        self._new_contact.changed.connect(self.touched)
        for line in (self._begins, self._ends, self._note):
            line.textChanged.connect(self.touched)

    def _take(self, contact_id: str) -> None:
        self._choose(contact_id)
        self._role.setFocus()
        self.touched()

    def _choose(self, contact_id: str) -> None:
        contact = self._contacts.get(contact_id)
        self._contact_id = contact.id if contact else ""
        self._found.setText(_line(contact) if contact else "")
        self._found.setVisible(contact is not None)
        self._show_new(shown=False)

    def _begin_new(self) -> None:
        typed = self._find.text()
        self._choose("")
        self._new_contact.show(ContactDraft("", typed.strip()))
        self._show_new(shown=True)
        self._find.clear()
        self._new_contact.setFocus()

    def _show_new(self, *, shown: bool) -> None:
        self._new_contact.set_visible(shown)
        self._new.setVisible(not shown and self.entry is None)

    def _day(self) -> date:
        return today(self.workplace.session.clock)


def _line(contact: Contact) -> str:
    """How a contact is told from the others in one line."""
    draft = contact.draft
    kind = wording.listed_short("contact_kinds", draft.kind)
    return " · ".join(part for part in (draft.name, draft.organisation, kind, draft.phone) if part)
