"""SQL for the sheets a client was given."""

from __future__ import annotations

from datetime import date

from desktop.domain.support import (
    HandedOver,
)
from desktop.storage.vault import Vault


def handed_over_to(vault: Vault, client_id: str) -> tuple[HandedOver, ...]:
    """What a client was given, newest first."""
    rows = vault.connection.execute(
        "SELECT id, sheet, version, language, beside, given_on, given_by, interpreter, reviewed"
        " FROM registry.handed_over WHERE client_id = ? ORDER BY given_on DESC, id DESC",
        (client_id,),
    )
    return tuple(
        HandedOver(
            id=row[0],
            sheet=row[1],
            version=row[2],
            language=row[3],
            beside=row[4],
            given_on=date.fromisoformat(row[5]),
            given_by=row[6],
            interpreter=row[7],
            reviewed=bool(row[8]),
        )
        for row in rows
    )
