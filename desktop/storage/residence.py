"""SQL for residence documents."""

from __future__ import annotations

from desktop.domain.procedure import ResidenceDocument, ResidenceDocumentDraft
from desktop.storage.clients import display_names
from desktop.storage.columns import day_of, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_DOCUMENT = (
    "SELECT id, client_id, kind, issued_on, expires_on,"
    " track_id, role, holder, extends, override_reason, note, withdrawn FROM casework.residence_document"
)


def document_fields(draft: ResidenceDocumentDraft) -> dict[str, Value]:
    """A residence document as the log keeps it."""
    return {
        "kind": draft.kind,
        "issued_on": iso(draft.issued_on),
        "expires_on": iso(draft.expires_on),
        "track_id": draft.track_id,
        "role": draft.role,
        "holder": draft.holder,
        "extends": draft.extends,
        "override_reason": draft.override_reason,
        "note": draft.note,
    }


def documents_of(vault: Vault, client_id: str) -> tuple[ResidenceDocument, ...]:
    """A client's residence documents, the one that ends last first."""
    return _documents(
        vault, f"{_DOCUMENT} WHERE client_id = ? ORDER BY coalesce(expires_on, '9999') DESC", (client_id,)
    )


def document(vault: Vault, document_id: str) -> ResidenceDocument | None:
    """One residence document."""
    return next(iter(_documents(vault, f"{_DOCUMENT} WHERE id = ?", (document_id,))), None)


def _documents(vault: Vault, sql: str, parameters: tuple[str, ...]) -> tuple[ResidenceDocument, ...]:
    rows = vault.connection.execute(sql, parameters).fetchall()
    names = display_names(vault, (row[1] for row in rows))
    return tuple(
        ResidenceDocument(
            id=row[0],
            client_id=row[1],
            client_name=names.get(row[1], ""),
            draft=ResidenceDocumentDraft(row[2], day_of(row[3]), day_of(row[4]), *row[5:11]),
            withdrawn=bool(row[11]),
        )
        for row in rows
    )
