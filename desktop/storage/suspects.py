"""SQL for suspects: in casework, in no index and in no list but that of their file."""

from __future__ import annotations

from desktop.domain.family import Suspect, SuspectDraft
from desktop.storage.operations import Value
from desktop.storage.vault import Vault


def suspect_fields(draft: SuspectDraft) -> dict[str, Value]:
    """A suspect as the log keeps them."""
    return {
        "name": draft.name,
        "aliases": draft.aliases,
        "description": draft.description,
        "relation": draft.relation,
        "note": draft.note,
    }


def suspects_of(vault: Vault, client_id: str) -> tuple[Suspect, ...]:
    """The suspects named in a file, in the order they were recorded."""
    rows = vault.connection.execute(
        "SELECT id, client_id, name, aliases, description, relation, note FROM casework.suspect"
        " WHERE client_id = ? AND NOT removed ORDER BY id",
        (client_id,),
    )
    return tuple(Suspect(row[0], row[1], SuspectDraft(*row[2:])) for row in rows)


def file_of_suspect(vault: Vault, suspect_id: str) -> str:
    """In whose file a suspect is named; empty when there is no such suspect."""
    row = vault.connection.execute(
        "SELECT client_id FROM casework.suspect WHERE id = ?", (suspect_id,)
    ).fetchone()
    return str(row[0]) if row else ""
