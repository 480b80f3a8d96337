"""Reading the log of one client over every compartment held."""

from __future__ import annotations

from desktop.storage.entities import entities_of
from desktop.storage.operations import Operation, read_log
from desktop.storage.vault import Vault


def operations_of(vault: Vault, client_id: str) -> list[Operation]:
    """Every operation on the client or on what belongs to it, newest first."""
    found: list[Operation] = []
    for compartment in vault.holds:
        ids = [client_id]
        for entity in entities_of(compartment):
            if "client_id" in entity.fields:
                rows = vault.connection.execute(
                    f"SELECT id FROM {entity.table} WHERE client_id = ?", (client_id,)
                )
                ids += [row[0] for row in rows]
        for entity_id in ids:
            found += read_log(vault.connection, compartment, entity_id=entity_id)
    return sorted(found, key=lambda operation: (operation.moment, operation.id), reverse=True)
