"""SQL for the goals of a plan."""

from __future__ import annotations

from desktop.domain.plans import Goal, GoalDraft, GoalResult, GoalState
from desktop.domain.support import Domain
from desktop.storage.columns import Row, day_of, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_GOAL = (
    "SELECT id, client_id, domain, words, agreed_on, review_on, state, result, closed_on"
    " FROM casework.goal WHERE NOT removed"
)


def goal_fields(draft: GoalDraft) -> dict[str, Value]:
    """A goal as the log keeps it."""
    return {
        "domain": draft.domain.value,
        "words": draft.words,
        "agreed_on": iso(draft.agreed_on),
        "review_on": iso(draft.review_on),
    }


def result_fields(result: GoalResult) -> dict[str, Value]:
    """How a goal was closed, or that it is open again, as the log keeps it."""
    return {"state": result.state.value, "result": result.result, "closed_on": iso(result.closed_on)}


def goals_of(vault: Vault, client_id: str) -> tuple[Goal, ...]:
    """A client's goals in the order they were agreed on."""
    rows = vault.connection.execute(
        f"{_GOAL} AND client_id = ? ORDER BY coalesce(agreed_on, ''), id", (client_id,)
    )
    return tuple(map(_goal, rows))


def goal(vault: Vault, goal_id: str) -> Goal | None:
    """One goal."""
    row = vault.connection.execute(f"{_GOAL} AND id = ?", (goal_id,)).fetchone()
    return _goal(row) if row else None


def _goal(row: Row) -> Goal:
    goal_id, client_id, domain, words, agreed_on, review_on, state, result, closed_on = row
    return Goal(
        id=goal_id,
        client_id=client_id,
        draft=GoalDraft(Domain(domain), words, day_of(agreed_on), day_of(review_on)),
        state=GoalState(state or GoalState.OPEN),
        result=result,
        closed_on=day_of(closed_on),
    )
