"""SQL for the answers to the indicators."""

from __future__ import annotations

from desktop.domain.indicators import IndicatorAnswer
from desktop.domain.procedure import Answer
from desktop.storage.columns import day_of
from desktop.storage.vault import Vault


def answers_of(vault: Vault, client_id: str) -> tuple[IndicatorAnswer, ...]:
    """A client's answers; who gave them is told by the log."""
    rows = vault.connection.execute(
        "SELECT code, answer, note, answered_on, operation.user FROM casework.indicator AS indicator"
        " JOIN casework.operation AS operation ON operation.id = indicator.head WHERE client_id = ?"
        " ORDER BY indicator.id",
        (client_id,),
    )
    return tuple(
        IndicatorAnswer(code, Answer(answer or Answer.NOT_ASKED), note, day_of(answered_on), author)
        for code, answer, note, answered_on, author in rows
    )


def indicator_id(vault: Vault, client_id: str, code: str) -> str:
    """The id of a client's answer to one indicator; empty when it was never answered."""
    row = vault.connection.execute(
        "SELECT id FROM casework.indicator WHERE client_id = ? AND code = ? ORDER BY id DESC LIMIT 1",
        (client_id, code),
    ).fetchone()
    return str(row[0]) if row else ""


def forms_of(vault: Vault, client_id: str) -> frozenset[str]:
    """The forms of exploitation recorded or alleged, by which the indicators are chosen."""
    rows = vault.connection.execute(
        "SELECT form FROM casework.exploitation WHERE client_id = ? AND removed = 0"
        " UNION SELECT exploitation FROM casework.referral WHERE client_id = ?",
        (client_id, client_id),
    )
    return frozenset(row[0] for row in rows if row[0])
