"""A client's family, and the children who came along."""

from __future__ import annotations

from dataclasses import replace

from desktop.clock import today
from desktop.domain.clients import GENDERS
from desktop.domain.family import Relative, RelativeDraft
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import relatives as rows


def of_client(session: Session, client_id: str) -> tuple[Relative, ...]:
    """A client's family, who came along first."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    return rows.relatives_of(session.vault, client_id)


def record(session: Session, client_id: str, draft: RelativeDraft, *, relative_id: str = "") -> Relative:
    """Record a relative, new or changed."""
    access.check(session, client_id)
    draft = _checked(session, draft)
    fields = rows.relative_fields(draft)
    if not relative_id:
        fields["client_id"] = client_id
    elif rows.file_of_relative(session.vault, relative_id) != client_id:
        raise _no_such_relative()
    relative = Relative(relative_id or session.vault.new_id(), client_id, draft)
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("relative", relative.id, **fields)
    return relative


def remove(session: Session, relative_id: str) -> None:
    """Take a relative out of the file; their papers stay in it."""
    _set_removed(session, relative_id, 1)


def restore(session: Session, relative_id: str) -> None:
    """Undo a removal."""
    _set_removed(session, relative_id, 0)


def _set_removed(session: Session, relative_id: str, removed: int) -> None:
    session.vault.need(Compartment.REGISTRY)
    client_id = rows.file_of_relative(session.vault, relative_id)
    if not client_id:
        raise _no_such_relative()
    access.check(session, client_id)
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("relative", relative_id, removed=removed)


def _checked(session: Session, draft: RelativeDraft) -> RelativeDraft:
    """The draft as it may be recorded; a child whose name nobody knows yet is still a child."""
    tidied = replace(draft, name=" ".join(draft.name.split()), native=" ".join(draft.native.split()))
    if not tidied.relation:
        raise InvalidField("relation", _("Choose who this is to the client."))
    if tidied.gender not in GENDERS:
        raise InvalidField("gender", _("Choose a gender, or unknown."))
    if tidied.birth is not None and tidied.birth.earliest > today(session.clock):
        raise InvalidField("birth", _("This birth date lies in the future."), _("Check the year."))
    return tidied


def _no_such_relative() -> UserError:
    return UserError(_("There is no such relative."), _("Look again in the file."))
