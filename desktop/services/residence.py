"""Residence documents and the dates printed on them."""

from __future__ import annotations

from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import residence as rows

WARNING_DAYS = 45


def of_client(session: Session, client_id: str) -> tuple[ResidenceDocument, ...]:
    """A client's residence documents, the one that ends last first."""
    session.vault.need(Compartment.CASEWORK)
    return rows.documents_of(session.vault, client_id)


def record(
    session: Session, client_id: str, draft: ResidenceDocumentDraft, *, document_id: str = ""
) -> ResidenceDocument:
    """Record a document, new or changed; the printed dates rule."""
    session.vault.need(Compartment.CASEWORK)
    if draft.issued_on and draft.expires_on and draft.expires_on < draft.issued_on:
        raise InvalidField("expires_on", _("It ends before it was issued."), _("Check both dates."))
    fields = rows.document_fields(draft)
    if not document_id:
        fields["client_id"] = client_id
    document_id = document_id or session.vault.new_id()
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("residence_document", document_id, **fields)
    return next(item for item in of_client(session, client_id) if item.id == document_id)
