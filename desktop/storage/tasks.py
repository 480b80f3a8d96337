"""SQL for tasks."""

from __future__ import annotations

from desktop.domain.support import (
    Domain,
    Task,
    TaskDraft,
)
from desktop.storage.clients import display_names
from desktop.storage.columns import day_of, iso
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_TASK = (
    "SELECT id, client_id, title, owner, due, domain, action, goal_id, deadline, done_on FROM casework.task"
)


def task_fields(draft: TaskDraft) -> dict[str, Value]:
    """A task as the log keeps it."""
    return {
        "title": draft.title,
        "owner": draft.owner,
        "due": iso(draft.due),
        "domain": draft.domain.value,
        "action": draft.action,
        "goal_id": draft.goal_id,
        "deadline": draft.deadline,
    }


def task(vault: Vault, task_id: str) -> Task | None:
    """One task."""
    return next(iter(_tasks(vault, f"{_TASK} WHERE id = ?", task_id)), None)


def tasks_of(vault: Vault, client_id: str) -> tuple[Task, ...]:
    """A client's tasks: open ones first, by due date."""
    return _tasks(
        vault,
        f"{_TASK} WHERE client_id = ? AND NOT removed ORDER BY done_on IS NOT NULL, coalesce(due, '9999')",
        client_id,
    )


def open_tasks(vault: Vault, owner: str) -> tuple[Task, ...]:
    """A member of staff's open tasks by due date, undated last."""
    return _tasks(
        vault,
        f"{_TASK} WHERE owner = ? AND done_on IS NULL AND NOT removed ORDER BY coalesce(due, '9999'), id",
        owner,
    )


def _tasks(vault: Vault, sql: str, parameter: str) -> tuple[Task, ...]:
    rows = vault.connection.execute(sql, (parameter,)).fetchall()
    names = display_names(vault, (row[1] for row in rows if row[1]))
    return tuple(
        Task(
            id=row[0],
            client_id=row[1],
            client_name=names.get(row[1], ""),
            draft=TaskDraft(row[2], row[3], day_of(row[4]), Domain(row[5]), *row[6:9]),
            done_on=day_of(row[9]),
        )
        for row in rows
    )
