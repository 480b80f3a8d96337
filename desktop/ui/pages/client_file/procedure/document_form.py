"""A residence document with its printed dates: the end the rule gives stands ready, the printed one rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain import law
from desktop.domain.papers import starts_reflection
from desktop.domain.procedure import PaperRole, ResidenceDocument, ResidenceDocumentDraft
from desktop.i18n import format_date, gettext as _
from desktop.services import procedure, requests
from desktop.services.procedure_checks import is_second_extension
from desktop.ui import wording
from desktop.ui.pages.client_file.procedure import words
from desktop.ui.pages.client_file.procedure.computed_end import computed_end, rule_of
from desktop.ui.pages.client_file.procedure.plain_form import PlainForm
from desktop.ui.widgets.labels import hint
from desktop.ui.widgets.legal_line import LegalLine
from desktop.ui.workplace import Workplace


class ResidenceForm(PlainForm):
    """What is not asked of this kind of document does not show: the role, what it extends, the reason."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, name="procedure_document")
        self._client_id = self._document_id = self._request_id = self._track_id = self._holder = ""
        self._documents: tuple[ResidenceDocument, ...] = ()
        self._proposed: date | None = None
        self._kind = self.choice("kind", _("Document"))
        self._role = self.choice("role", _("What is it for?"), words.role_choices())
        self._role_told = hint("", name="procedure_document_role_label")
        self._role_ground = LegalLine(
            law.statement("annex15_roles"), name="procedure_document_role_legal_line"
        )
        self.add_widget(self._role_told)
        self.add_widget(self._role_ground)
        self._extends = self.choice("extends", _("Does it extend an earlier one?"))
        self._reason = self.text("override_reason", _("Why is it extended once more?"))
        self._issued = self.day("issued_on", _("Issued on"))
        self._expires = self.day("expires_on", _("Valid until, as printed"))
        self._rule = RuleNote()
        self.add_widget(self._rule)
        self._note = self.line("note", _("Note"))
        self._listen()
        self.remember("document", lambda: self._document_id, self._set_document)
        self.remember("request", lambda: self._request_id, self._set_request)
        self.finish(_("Record document"), leave=_("Cancel"))
        self.setFocusProxy(self._kind)

    @property
    def before(self) -> ResidenceDocument | None:
        """The document as it was, of one that is being changed."""
        return next((item for item in self._documents if item.id == self._document_id), None)

    def watch(
        self,
        client_id: str,
        documents: Sequence[ResidenceDocument],
        restored: Callable[[bool], None],
        *,
        track_id: str = "",
    ) -> None:
        """Turn to a client; `restored` is told whether something was typed and never recorded."""
        self._client_id = client_id
        self.know(documents, track_id=track_id)
        self.begin(None)
        self.keeper.follow(f"document:{client_id}", restored=restored)

    def know(self, documents: Sequence[ResidenceDocument], *, track_id: str) -> None:
        """The documents that stand, and the leading track; what is typed stays."""
        self._documents = tuple(item for item in documents if not item.withdrawn)
        self._track_id = track_id

    def begin(
        self,
        document: ResidenceDocument | None,
        *,
        kind: str = "",
        role: str = "",
        extends: str = "",
        request_id: str = "",
    ) -> None:
        """A new document, prefilled as far as it is known, or one to change."""
        self._document_id = document.id if document else ""
        self._request_id = request_id
        new = ResidenceDocumentDraft(
            kind or self._likely_kind(), self.today, track_id=self._track_id, role=role, extends=extends
        )
        draft = document.draft if document else new
        with self.filling():
            self._expires.clear()  # else the end that was printed on the last one would pass for one of this
            self._fill(draft)
            self._turn()
            self._propose_end()
            if document is not None:
                self._expires.set_date(draft.expires_on)
        self._weigh()
        self.start_clean()

    def last_of_kind(self, kind: str) -> str:
        """The id of the document of a kind that was issued last; empty for none."""
        of_kind = [item for item in self._documents if item.draft.kind == kind]
        last = max(of_kind, key=lambda item: item.draft.issued_on or date.min, default=None)
        return last.id if last else ""

    def prepare(self) -> Callable[[], object]:
        draft = ResidenceDocumentDraft(
            kind=self._kind.code(),
            issued_on=self.day_in("issued_on"),
            expires_on=self.day_in("expires_on"),
            track_id=self._kept_track(),
            role=self._role.code() if self._has_role() else "",
            holder=self._holder,
            extends=self._extends.code() if self._can_extend() else "",
            override_reason=self._reason.toPlainText().strip() if self._is_second_extension() else "",
            note=self._note.text().strip(),
        )
        return self._recording(draft, self._client_id, self._document_id, self._request_id)

    def _recording(
        self, draft: ResidenceDocumentDraft, client_id: str, document_id: str, request_id: str
    ) -> Callable[[], ResidenceDocument]:
        session = self.workplace.session

        def record() -> ResidenceDocument:
            document = procedure.record_document(session, client_id, draft, document_id=document_id)
            if request_id:
                requests.link_document(session, request_id, document.id)
            return document

        return record

    def _fill(self, draft: ResidenceDocumentDraft) -> None:
        self._holder = draft.holder
        self._kind.set_choices(wording.choices("residence_documents", day=self.today, keep=draft.kind))
        self._kind.set_code(draft.kind)
        self._role.set_code(draft.role or PaperRole.REFLECTION)
        self._extends.set_choices(self._extendable())
        self._extends.set_code(draft.extends)
        self._reason.setPlainText(draft.override_reason)
        self._issued.set_date(draft.issued_on)
        self._note.setText(draft.note)

    def _listen(self) -> None:
        for box in (self._kind, self._role, self._extends):
            box.currentIndexChanged.connect(self._turn)
            box.currentIndexChanged.connect(self._propose_end)
        self._issued.date_changed.connect(lambda _day: self._propose_end())
        self._expires.textChanged.connect(self._weigh)

    def _turn(self) -> None:
        """Show what this kind asks for."""
        self.row("role").setVisible(self._has_role())
        self._role_told.setVisible(self._has_role())
        self._role_ground.setVisible(self._has_role())
        self._role_told.setText(words.role_explained(self._role.code()))
        self.row("extends").setVisible(self._can_extend())
        self.row("override_reason").setVisible(self._is_second_extension())

    def _propose_end(self) -> None:
        """Put the day the rule gives where no other was typed."""
        before, self._proposed = self._proposed, computed_end(self._draft(), self._documents)
        if self._expires.date() in (None, before) and self._expires.is_valid():
            self._expires.set_date(self._proposed)
        self._weigh()

    def _weigh(self) -> None:
        """Say what the rule gives, beside the day that is printed."""
        rule = rule_of(self._draft())
        self._rule.show_rule(rule if self._proposed else "", self._proposed, printed=self._expires.date())

    def _draft(self) -> ResidenceDocumentDraft:
        """What is typed so far, without its printed end."""
        return ResidenceDocumentDraft(
            self._kind.code(),
            self._issued.date(),
            role=self._role.code() if self._has_role() else "",
            holder=self._holder,
            extends=self._extends.code() if self._can_extend() else "",
        )

    def _has_role(self) -> bool:
        return self._kind.code() == "annex15"

    def _can_extend(self) -> bool:
        return self._kind.code() == "ai" and self._extends.count() > 1

    def _is_second_extension(self) -> bool:
        others = [item for item in self._documents if item.id != self._document_id]
        return is_second_extension(self._draft(), others)

    def _extendable(self) -> list[tuple[str, str]]:
        """The certificates there are, the latest first."""
        of_kind = [
            item for item in self._documents if item.draft.kind == "ai" and item.id != self._document_id
        ]
        latest = sorted(of_kind, key=lambda item: item.draft.issued_on or date.min, reverse=True)
        return [("", _("No, it is a first one")), *((item.id, _dated(item)) for item in latest)]

    def _likely_kind(self) -> str:
        """The kind that comes after the last one; a bridge leads to what comes after what it bridges."""
        dated = [
            item
            for item in self._documents
            if item.draft.issued_on and not item.draft.holder and not _is_bridge(item)
        ]
        last = max(dated, key=lambda item: item.draft.issued_on or date.min, default=None)
        following = {"annex15": "ai", "ai": "a_card", "uam_doc": "uam_permit"}
        return following.get(last.draft.kind, last.draft.kind) if last else "annex15"

    def _kept_track(self) -> str:
        return self.before.draft.track_id if self.before else self._track_id

    def _set_document(self, document_id: str) -> None:
        self._document_id = document_id

    def _set_request(self, request_id: str) -> None:
        self._request_id = request_id


class RuleNote(QWidget):
    """What the rule gives as an end, whether the printed one differs, and on what the rule rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = hint("", name="procedure_document_rule_label")
        self._line: LegalLine | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._words)
        self.hide()

    def show_rule(self, rule: str, computed: date | None, *, printed: date | None) -> None:
        """Show it, or with no rule nothing."""
        self.setVisible(bool(rule))
        if not rule or computed is None:
            return
        differs = printed is not None and printed != computed
        told = _("The rule gives {day}; the printed day counts.") if differs else _("The rule gives {day}.")
        self._words.setText(told.format(day=format_date(computed)))
        self._rest_on(rule)

    def _rest_on(self, rule: str) -> None:
        statement = law.statement_of_rule(rule)
        if self._line is not None and self._line.statement == statement:
            return
        if self._line is not None:
            self._column.removeWidget(self._line)
            self._line.deleteLater()
        self._line = LegalLine(statement, name="procedure_document_legal_line")
        self._column.addWidget(self._line)


def _is_bridge(document: ResidenceDocument) -> bool:
    return document.draft.kind == "annex15" and not starts_reflection(document)


def _dated(document: ResidenceDocument) -> str:
    label = words.document_short(document.draft.kind)
    if document.draft.issued_on is None:
        return label
    return _("{document} of {day}").format(document=label, day=format_date(document.draft.issued_on))
