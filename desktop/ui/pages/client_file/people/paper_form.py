"""A residence document of a relative who came along: the client's file keeps it under the holder's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from desktop.clock import today
from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services import procedure
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
        self._why = named(QLineEdit(), "relative_paper_why_field")
        self.add_row("override_reason", _("Why it is recorded all the same"), self._why)
        self._why.textChanged.connect(self.touched)
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
        self._why.setText(draft.override_reason)
        self.rows["override_reason"].setVisible(bool(draft.override_reason))

    def fields(self) -> Typed:
        return {
            "holder": self._holder.code(),
            "kind": self._kind.code(),
            "issued": self._issued.text(),
            "expires": self._expires.text(),
            "why": self._why.text(),
        }

    def set_fields(self, content: Typed) -> None:
        self._holder.set_code(content["holder"])
        self._kind.set_code(content["kind"])
        self._issued.setText(content["issued"])
        self._expires.setText(content["expires"])
        self._why.setText(content["why"])
        self.rows["override_reason"].setVisible(bool(content["why"]))

    def prepare(self) -> Callable[[], object]:
        for name, line in (("issued_on", self._issued), ("expires_on", self._expires)):
            if not line.is_valid():
                raise InvalidField(name, not_a_date())
        before = self.entry.draft if self.entry else ResidenceDocumentDraft("")
        draft = replace(
            before,
            kind=self._kind.code(),
            issued_on=self._issued.date(),
            expires_on=self._expires.date(),
            holder=self._holder.code(),
            override_reason=self._why.text().strip(),
        )
        session, client_id, document_id = self.workplace.session, self.client_id, self.entry_id
        return lambda: procedure.record_document(session, client_id, draft, document_id=document_id)

    def refuse(self, problem: Exception) -> None:
        """What the rules would not have is asked the reason of; nobody sees the question otherwise."""
        if isinstance(problem, InvalidField) and problem.field == "override_reason":
            self.rows["override_reason"].show()
        super().refuse(problem)

    def undoing(self, recorded: ResidenceDocument, before: ResidenceDocument | None) -> Callable[[], object]:
        session = self.workplace.session
        if before is None:
            return lambda: procedure.withdraw_document(session, recorded.id)
        return lambda: procedure.record_document(
            session, before.client_id, before.draft, document_id=before.id
        )
