"""Tasks: what someone still has to do, by when."""

from __future__ import annotations

from desktop.clock import today
from desktop.domain.roles import Compartment
from desktop.domain.support import Task, TaskDraft
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import tasks as rows


def of_client(session: Session, client_id: str) -> tuple[Task, ...]:
    """A client's tasks, open ones first, by due date."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return rows.tasks_of(session.vault, client_id)


def add(session: Session, draft: TaskDraft, *, client_id: str = "") -> Task:
    """Add a task for someone, about a client or none."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    _check(session, draft)
    task_id = session.vault.new_id()
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("task", task_id, client_id=client_id, **rows.task_fields(draft))
    return _task(session, task_id)


def change(session: Session, task_id: str, draft: TaskDraft) -> Task:
    """Change what has to be done, by when or by whom: only what differs is written."""
    session.vault.need(Compartment.CASEWORK)
    before = _task(session, task_id)
    _check(session, draft, kept_owner=before.draft.owner)
    earlier, now = rows.task_fields(before.draft), rows.task_fields(draft)
    changed = {name: value for name, value in now.items() if value != earlier[name]}
    if changed:
        with session.vault.save(Compartment.CASEWORK) as save:
            save.write("task", task_id, **changed)
    return _task(session, task_id)


def remove(session: Session, task_id: str) -> None:
    """Take back a task that was never meant; the log keeps it."""
    _set_removed(session, task_id, removed=True)


def restore(session: Session, task_id: str) -> None:
    """Undo `remove`."""
    _set_removed(session, task_id, removed=False)


def complete(session: Session, task_id: str) -> Task:
    """Tick a task off today."""
    return _set_done(session, task_id, today(session.clock).isoformat())


def reopen(session: Session, task_id: str) -> Task:
    """Untick it."""
    return _set_done(session, task_id, None)


def _set_done(session: Session, task_id: str, done_on: str | None) -> Task:
    session.vault.need(Compartment.CASEWORK)
    _task(session, task_id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("task", task_id, done_on=done_on)
    return _task(session, task_id)


def _set_removed(session: Session, task_id: str, *, removed: bool) -> None:
    session.vault.need(Compartment.CASEWORK)
    _task(session, task_id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("task", task_id, removed=int(removed))


def _check(session: Session, draft: TaskDraft, *, kept_owner: str = "") -> None:
    """Work goes to someone who works here; one who left keeps what they had until it is given to another."""
    if not draft.title.strip():
        raise InvalidField("title", _("Say what has to be done."))
    able = {member.user.id for member in session.vault.keyring.members if member.user.active}
    if draft.owner not in able | ({kept_owner} - {""}):
        raise InvalidField("owner", _("Choose who will do it."))


def _task(session: Session, task_id: str) -> Task:
    task = rows.task(session.vault, task_id)
    if task is None:
        raise UserError(_("There is no such task."), _("Look again in the list of tasks."))
    access.check(session, task.client_id)
    return task
