"""A residence document of a relative who came along: the client's file keeps it under the holder's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.clock import today
from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import residence
from desktop.ui import wording
from desktop.ui.pages.client_file.people.entry_form import EntryForm
from desktop.ui.pages.client_file.short_forms import not_a_date
from desktop.ui.widgets.choice_box import ChoiceBox
from desktop.ui.widgets.date_field import DateField
from desktop.ui.widgets.naming import named
from desktop.ui.widgets.record_form import Typed
from desktop.ui.widgets.suggest_line import Choice
from desktop.ui.workplace import Workplace


class RelativePaperForm(EntryForm[ResidenceDocument]):
    """Whose it is, which document, and the dates printed on it."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="relative_paper")
        day = today(workplace.session.clock)
        self._holder = ChoiceBox(name="relative_paper_holder_choice")
        self._kind = ChoiceBox(name="relative_paper_kind_choice")
        self._issued = named(DateField(today=day), "relative_paper_issued_field")
        self._expires = named(DateField(today=day), "relative_paper_expires_field")
        self.add_row("holder", _("Whose document"), self._holder)
        self.add_row("kind", _("Document"), self._kind)
        self.add_row("issued_on", _("Issued on"), self._issued)
        self.add_row("expires_on", _("Valid until"), self._expires)
        for box in (self._holder, self._kind):
            box.currentIndexChanged.connect(self.touched)
        for line in (self._issued, self._expires):
            line.textChanged.connect(self.touched)
        self.finish(_("Record document"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    def offer(self, holders: Sequence[Choice]) -> None:
        """Who may hold one: those who came along, by their id."""
        with self.filling():
            self._holder.set_choices(holders)

    def begin_for(self, holder: str) -> None:
        """A new document of someone."""
        self.begin(None)
        with self.filling():
            self._holder.set_code(holder)
        self.start_clean()

    def show_entry(self, entry: ResidenceDocument | None) -> None:
        draft = entry.draft if entry else ResidenceDocumentDraft("")
        day = today(self.workplace.session.clock)
        self._kind.set_choices(wording.choices("residence_documents", day=day, keep=draft.kind))
        self._kind.set_code(draft.kind)
        if draft.holder:
            self._holder.set_code(draft.holder)
        self._issued.set_date(draft.issued_on)
        self._expires.set_date(draft.expires_on)

    def fields(self) -> Typed:
        return {
            "holder": self._holder.code(),
            "kind": self._kind.code(),
            "issued": self._issued.text(),
            "expires": self._expires.text(),
        }

    def set_fields(self, content: Typed) -> None:
        self._holder.set_code(content["holder"])
        self._kind.set_code(content["kind"])
        self._issued.setText(content["issued"])
        self._expires.setText(content["expires"])

    def prepare(self) -> Callable[[], object]:
        for name, line in (("issued_on", self._issued), ("expires_on", self._expires)):
            if not line.is_valid():
                raise InvalidField(name, not_a_date())
        draft = ResidenceDocumentDraft(
            self._kind.code(), self._issued.date(), self._expires.date(), holder=self._holder.code()
        )
        session, client_id, document_id = self.workplace.session, self.client_id, self.entry_id
        return lambda: residence.record(session, client_id, draft, document_id=document_id)

    def undoing(self, recorded: ResidenceDocument, before: ResidenceDocument | None) -> Callable[[], object]:
        session = self.workplace.session
        back = before or recorded
        return lambda: residence.record(session, back.client_id, back.draft, document_id=back.id)
