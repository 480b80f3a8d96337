"""Is the vault sound? Pages, chains, references between compartments, the files of papers, and the deadlines."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.domain.roles import Compartment
from desktop.storage import open_deadlines, papers
from desktop.storage.connection import integrity_findings
from desktop.storage.entities import ENTITIES, Entity, entities_of
from desktop.storage.operations import broken_links
from desktop.storage.vault import Vault


def findings(vault: Vault, compartment: Compartment) -> list[str]:
    """What is wrong with one compartment held; parts of sentences that name no content."""
    found = integrity_findings(vault.connection, compartment)
    if found:
        return found  # pages that do not open can be read no further
    found += broken_links(vault.connection, compartment)
    for entity in entities_of(compartment):
        found += _dangling(vault, entity)
    found += papers.findings(vault, compartment)
    if compartment is Compartment.CASEWORK:
        found += open_deadlines.findings(vault)
    return found


def _dangling(vault: Vault, entity: Entity) -> Iterator[str]:
    """Bare ids that lead nowhere, where the other compartment is held too."""
    for field, target_name in entity.references:
        target = ENTITIES[target_name]
        if target.compartment not in vault.holds:
            continue
        row = vault.connection.execute(
            f"SELECT count(*) FROM {entity.table} AS item WHERE {field} <> ''"
            f" AND NOT EXISTS (SELECT 1 FROM {target.table} AS target WHERE target.id = item.{field})"
        ).fetchone()
        if row and row[0]:
            yield f"{entity.table}.{field}: {row[0]}"
