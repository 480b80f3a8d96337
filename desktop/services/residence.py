"""The residence documents of a file; `procedure` records them."""

from __future__ import annotations

from desktop.domain.procedure import ResidenceDocument
from desktop.domain.roles import Compartment
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import residence as rows


def of_client(session: Session, client_id: str) -> tuple[ResidenceDocument, ...]:
    """A client's residence documents that were not withdrawn, the one that ends last first."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return tuple(item for item in rows.documents_of(session.vault, client_id) if not item.withdrawn)
