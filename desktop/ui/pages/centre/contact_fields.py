"""The fields of a contact, in whichever form they are asked: the network's own, or a file's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clock import today
from desktop.domain import world
from desktop.domain.network import ContactDraft
from desktop.i18n import gettext as _, sort_key
from desktop.ui import wording
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.form import FieldRow
from desktop.ui.widgets.many_choice import ManyChoice
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.widgets.script_line import ScriptLine


class ContactFields(QObject):
    """Adds its rows to a form; `changed` when a person typed in one."""

    changed = Signal()

    def __init__(self, form: RecordForm, *, name: str) -> None:
        super().__init__(form)
        self._form = form
        self._rows: list[FieldRow] = []
        self._day = today(form.workplace.session.clock)
        self._kind = ChoiceBox(name=f"{name}_kind_choice")
        self._name = named(ScriptLine(), f"{name}_name_field")
        self._organisation = named(ScriptLine(), f"{name}_organisation_field")
        self._phone = named(QLineEdit(), f"{name}_phone_field")
        self._email = named(QLineEdit(), f"{name}_email_field")
        self._address = named(QLineEdit(), f"{name}_address_field")
        self._note = named(QLineEdit(), f"{name}_note_field")
        self._languages = ManyChoice(
            sorted(
                ((tag, wording.language_label(tag)) for tag in world.LANGUAGES), key=lambda c: sort_key(c[1])
            ),
            name=f"{name}_languages",
            placeholder=_("Type a language"),
        )
        self._listen()

    def add_rows(self, *, prefix: str = "", compact: bool = False) -> None:
        """Add the rows to the form; `compact` leaves address and note for the network's own form."""
        self._languages.name_line(_("Languages"))
        rows: list[tuple[str, str, QWidget]] = [
            ("kind", _("What this contact is"), self._kind),
            ("name", _("Name"), self._name),
            ("organisation", _("Organisation"), self._organisation),
            ("phone", _("Telephone"), self._phone),
            ("email", _("E-mail"), self._email),
            ("languages", _("Languages"), self._languages),
        ]
        if not compact:
            rows += [("address", _("Address"), self._address), ("note", _("Note"), self._note)]
        else:
            for line in (self._address, self._note):
                line.setParent(self._form)
                line.hide()
        self._rows = [self._form.add_row(prefix + name, label, field) for name, label, field in rows]

    def set_visible(self, shown: bool) -> None:
        """Show or hide all rows."""
        for row in self._rows:
            row.setVisible(shown)

    def setFocus(self) -> None:
        """Go to the first field."""
        self._kind.setFocus()

    def show(self, draft: ContactDraft) -> None:
        """Show a contact."""
        self._kind.set_choices([("", ""), *wording.choices("contact_kinds", day=self._day, keep=draft.kind)])
        self._kind.set_code(draft.kind)
        self._name.setText(draft.name)
        self._organisation.setText(draft.organisation)
        self._phone.setText(draft.phone)
        self._email.setText(draft.email)
        self._address.setText(draft.address)
        self._note.setText(draft.note)
        self._languages.set_value([(tag, True) for tag in draft.languages])

    def value(self) -> ContactDraft:
        """The contact as typed."""
        return ContactDraft(
            kind=self._kind.code(),
            name=self._name.text(),
            organisation=self._organisation.text(),
            phone=self._phone.text(),
            email=self._email.text(),
            address=self._address.text().strip(),
            languages=tuple(tag for tag, _marked in self._languages.value()),
            note=self._note.text().strip(),
        )

    def typed(self) -> Typed:
        """What stands in the fields, ready for JSON."""
        typed = self.value()
        return {
            "kind": typed.kind,
            "name": typed.name,
            "organisation": typed.organisation,
            "phone": typed.phone,
            "email": typed.email,
            "address": typed.address,
            "languages": list(typed.languages),
            "note": typed.note,
        }

    def set_typed(self, content: Typed) -> None:
        """Bring back what `typed` gave."""
        self.show(ContactDraft(**{**content, "languages": tuple(content["languages"])}))

    def _listen(self) -> None:
        lines = (self._name, self._organisation, self._phone, self._email, self._address, self._note)
        for line in lines:
            line.textChanged.connect(self.changed)
        self._kind.currentIndexChanged.connect(self.changed)
        self._languages.changed.connect(self.changed)
