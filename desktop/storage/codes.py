"""SQL for the centre's own edits of the code lists."""

from __future__ import annotations

from desktop.domain.codelists import OwnCode
from desktop.domain.roles import Compartment
from desktop.storage.columns import Row, day_of, facts_of, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault


def own_codes(vault: Vault) -> tuple[OwnCode, ...]:
    """Every entry the centre changed or added, oldest first; none for whoever does not open the registry."""
    if Compartment.REGISTRY not in vault.holds:
        return ()
    rows = vault.connection.execute(
        "SELECT list, code, labels, valid_from, valid_to, report_column, parent, source, position"
        " FROM registry.code ORDER BY id"
    )
    return tuple(_own_code(row) for row in rows)


def code_id(vault: Vault, list_name: str, code: str) -> str:
    """The id under which an entry is kept; empty for one the centre never touched."""
    row = vault.connection.execute(
        "SELECT id FROM registry.code WHERE list = ? AND code = ? ORDER BY id DESC LIMIT 1", (list_name, code)
    ).fetchone()
    return str(row[0]) if row else ""


def code_fields(entry: OwnCode) -> dict[str, Value]:
    """An entry as the log keeps it."""
    return {
        "list": entry.list_name,
        "code": entry.code,
        "labels": entry.labels,
        "valid_from": iso(entry.valid_from),
        "valid_to": iso(entry.valid_to),
        "report_column": entry.report_column,
        "parent": entry.parent,
        "source": entry.source,
        "position": entry.position,
    }


def _own_code(row: Row) -> OwnCode:
    list_name, code, labels, since, until, report_column, parent, source, position = row
    return OwnCode(
        list_name=list_name,
        code=code,
        labels=facts_of(labels),
        valid_from=day_of(since),
        valid_to=day_of(until),
        report_column=report_column,
        parent=parent,
        source=source,
        position=position,
    )
