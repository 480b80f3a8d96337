"""SQL for the numbers by which others know a client."""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.identifiers import Identifier
from desktop.storage.access import without
from desktop.storage.operations import Value
from desktop.storage.vault import Transaction, Vault


def identifiers_of(vault: Vault, client_id: str) -> tuple[Identifier, ...]:
    """A client's identifiers, in the order they were recorded."""
    rows = vault.connection.execute(
        "SELECT kind, value, note, id FROM registry.identifier"
        " WHERE client_id = ? AND NOT removed ORDER BY id",
        (client_id,),
    )
    return tuple(Identifier(kind, value, note, row_id) for kind, value, note, row_id in rows)


def save_identifiers(
    save: Transaction, client_id: str, now: tuple[Identifier, ...], before: tuple[Identifier, ...]
) -> None:
    """Write what differs; one that is no longer there is marked removed, and stays in the log."""
    kept = {identifier.id for identifier in now}
    for identifier in now:
        if identifier.id and identifier in before:
            continue
        fields: dict[str, Value] = {
            "kind": identifier.kind,
            "value": identifier.value,
            "note": identifier.note,
        }
        if not identifier.id:
            fields["client_id"] = client_id
        save.write("identifier", identifier.id or save.vault.new_id(), **fields)
    for identifier in before:
        if identifier.id not in kept:
            save.write("identifier", identifier.id, removed=1)


def others_with(vault: Vault, identifier: Identifier, *, but: Collection[str]) -> tuple[str, ...]:
    """The file numbers of the clients who carry the same number, some left out."""
    leave_out, those = without("client.id", but)
    rows = vault.connection.execute(
        "SELECT DISTINCT client.number FROM registry.identifier AS identifier"
        " JOIN registry.client AS client ON client.id = identifier.client_id"
        f" WHERE kind = ? AND value = ? AND NOT removed {leave_out and f'AND {leave_out}'} ORDER BY client.number",
        (identifier.kind, identifier.value, *those),
    )
    return tuple(row[0] for row in rows)
