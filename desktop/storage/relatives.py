"""SQL for a client's family."""

from __future__ import annotations

from desktop.domain.clients import BirthDate
from desktop.domain.family import Relative, RelativeDraft
from desktop.storage.columns import Row
from desktop.storage.operations import Value
from desktop.storage.vault import Vault


def relative_fields(draft: RelativeDraft) -> dict[str, Value]:
    """A relative as the log keeps them."""
    return {
        "relation": draft.relation,
        "name": draft.name,
        "native": draft.native,
        "birth": str(draft.birth) if draft.birth else "",
        "gender": draft.gender,
        "accompanies": int(draft.accompanies),
        "note": draft.note,
    }


def relatives_of(vault: Vault, client_id: str) -> tuple[Relative, ...]:
    """A client's family: who came along first, in the order they were recorded."""
    rows = vault.connection.execute(
        "SELECT id, client_id, relation, name, native, birth, gender, accompanies, note FROM registry.relative"
        " WHERE client_id = ? AND NOT removed ORDER BY accompanies DESC, id",
        (client_id,),
    )
    return tuple(_relative(row) for row in rows)


def file_of_relative(vault: Vault, relative_id: str) -> str:
    """Whose family someone is; empty when there is no such relative."""
    row = vault.connection.execute(
        "SELECT client_id FROM registry.relative WHERE id = ?", (relative_id,)
    ).fetchone()
    return str(row[0]) if row else ""


def _relative(row: Row) -> Relative:
    relative_id, client_id, relation, name, native, birth, gender, accompanies, note = row
    draft = RelativeDraft(
        relation=relation,
        name=name,
        native=native,
        birth=BirthDate.parse(birth) if birth else None,
        gender=gender,
        accompanies=bool(accompanies),
        note=note,
    )
    return Relative(relative_id, client_id, draft)
