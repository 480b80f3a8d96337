"""A contact of the network, new or to change: a change counts in every file that names it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.network import Contact, ContactDraft
from desktop.i18n import gettext as _
from desktop.services import network
from desktop.ui.pages.centre.contact_fields import ContactFields
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace

DRAFT_KEY = "contact:network"


class ContactForm(RecordForm):
    """`begin(contact)` fills it; None is a new one."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="contact")
        self._before: Contact | None = None
        self._known: dict[str, Contact] = {}
        self._fields = ContactFields(self, name="contact")
        self._fields.add_rows()
        self._fields.changed.connect(self.touched)
        self.finish(_("Record contact"), leave=_("Cancel"))

    def setFocusInside(self) -> None:
        """Go to the first field."""
        self._fields.setFocus()

    def watch(self, restored: Callable[[bool], None]) -> None:
        """Bring back what was begun and never recorded."""
        self.begin(None)
        self.keeper.follow(DRAFT_KEY, restored=restored)

    def know(self, contacts: tuple[Contact, ...]) -> None:
        """Learn what there is, so that a draft finds the contact it changes."""
        self._known = {contact.id: contact for contact in contacts}

    def begin(self, contact: Contact | None) -> None:
        """A new contact, or one to change."""
        self._before = contact
        with self.filling():
            self._fields.show(contact.draft if contact else ContactDraft("", ""))
        self.start_clean()

    @property
    def before(self) -> Contact | None:
        """What is being changed; None for a new one."""
        return self._before

    def typed(self) -> Typed:
        return {"contact": self._before.id if self._before else "", **self._fields.typed()}

    def set_typed(self, content: Typed) -> None:
        fields = dict(content)
        self._before = self._known.get(fields.pop("contact"))
        self._fields.set_typed(fields)

    def prepare(self) -> Callable[[], object]:
        draft, session, before = self._fields.value(), self.workplace.session, self._before
        if before is None:
            return lambda: network.add(session, draft)
        return lambda: network.change(session, before.id, draft)
