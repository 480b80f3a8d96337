"""The short form of a residence document, and what forms say of a date that is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.clock import today
from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import residence
from desktop.ui import wording
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import RecordForm, Typed
from desktop.ui.workplace import Workplace


class DocumentForm(RecordForm):
    """A residence document with the dates printed on it: the printed one rules."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="document")
        self._client_id = self._document_id = ""
        self._kind = ChoiceBox(name="document_kind_choice")
        day = today(workplace.session.clock)
        self._issued = named(DateField(today=day), "document_issued_field")
        self._expires = named(DateField(today=day), "document_expires_field")
        self.add_row("kind", _("Document"), self._kind)
        self.add_row("issued_on", _("Issued on"), self._issued)
        self.add_row("expires_on", _("Valid until"), self._expires)
        self._kind.currentIndexChanged.connect(self.touched)
        for name, line in (("issued_on", self._issued), ("expires_on", self._expires)):
            line.textChanged.connect(self.touched)
            line.editingFinished.connect(self.check_on_leaving(name, partial(_date_wrong, line)))
        self.finish(_("Record document"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    def watch(self, client_id: str, restored: Callable[[bool], None]) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.begin(None)
        self.keeper.follow(f"document:{client_id}", restored=restored)

    def begin(self, document: ResidenceDocument | None) -> None:
        """A new document, or one to change."""
        self._document_id = document.id if document else ""
        draft = document.draft if document else ResidenceDocumentDraft("")
        day = today(self.workplace.session.clock)
        with self.filling():
            self._kind.set_choices(wording.choices("residence_documents", day=day, keep=draft.kind))
            self._kind.set_code(draft.kind)
            self._issued.set_date(draft.issued_on)
            self._expires.set_date(draft.expires_on)
        self.start_clean()

    def typed(self) -> Typed:
        return {
            "document": self._document_id,
            "kind": self._kind.code(),
            "issued": self._issued.text(),
            "expires": self._expires.text(),
        }

    def set_typed(self, content: Typed) -> None:
        self._document_id = content["document"]
        self._kind.set_code(content["kind"])
        self._issued.setText(content["issued"])
        self._expires.setText(content["expires"])

    def prepare(self) -> Callable[[], object]:
        for name, line in (("issued_on", self._issued), ("expires_on", self._expires)):
            if wrong := _date_wrong(line):
                raise InvalidField(name, wrong)
        draft = ResidenceDocumentDraft(self._kind.code(), self._issued.date(), self._expires.date())
        session, client_id, document_id = self.workplace.session, self._client_id, self._document_id
        return lambda: residence.record(session, client_id, draft, document_id=document_id)


def not_a_date() -> str:
    """What to say of something that is no date."""
    return _("This is not a date. Write it as 22/11/2026.")


def not_a_moment() -> str:
    """What to say of something that is no day and time."""
    return _("Give a day and a time, as 22/11/2026 and 23:10.")


def _date_wrong(line: DateField) -> str:
    return "" if line.is_valid() else not_a_date()
