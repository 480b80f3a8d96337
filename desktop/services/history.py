"""The history of a file: who wrote, read or printed what, read from the operation log."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.domain.roles import Compartment
from desktop.domain.support import HistoryEntry
from desktop.services import access
from desktop.services.session import Session
from desktop.services.users import names
from desktop.storage.history import operations_of
from desktop.storage.operations import Operation


def of_client(session: Session, client_id: str) -> tuple[HistoryEntry, ...]:
    """Everything logged about a client in the compartments held, newest first."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    people = names(session)
    return tuple(_entry(operation, people) for operation in operations_of(session.vault, client_id))


def _entry(operation: Operation, people: dict[str, str]) -> HistoryEntry:
    written = ((name, _as_text(value)) for name, value in operation.fields.items() if name != "client_id")
    return HistoryEntry(
        recorded=datetime.fromtimestamp(operation.moment.milliseconds / 1000, UTC),
        user=people.get(operation.user, ""),
        kind=operation.kind,
        entity=operation.entity,
        fields=tuple(written),
    )


def _as_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(
            str(item.get("tag", item)) if isinstance(item, dict) else str(item) for item in value
        )
    return "" if value is None else str(value)
