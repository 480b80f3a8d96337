"""Suspects: kept with the casework of one file, in no other list; the house learns at most whom not to place."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.family import Suspect, SuspectDraft
from desktop.domain.roles import Compartment
from desktop.errors import InvalidField, UserError
from desktop.i18n import gettext as _
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import suspects as rows


def of_client(session: Session, client_id: str) -> tuple[Suspect, ...]:
    """The suspects named in a file."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    return rows.suspects_of(session.vault, client_id)


def record(session: Session, client_id: str, draft: SuspectDraft, *, suspect_id: str = "") -> Suspect:
    """Record a suspect, new or changed; a description is enough."""
    access.check(session, client_id)
    session.vault.need(Compartment.CASEWORK)
    draft = replace(draft, name=" ".join(draft.name.split()))
    if not (draft.name or draft.aliases.strip() or draft.description.strip()):
        raise InvalidField("name", _("Give a name, an alias or a description."))
    fields = rows.suspect_fields(draft)
    if not suspect_id:
        fields["client_id"] = client_id
    elif rows.file_of_suspect(session.vault, suspect_id) != client_id:
        raise _no_such_suspect()
    suspect = Suspect(suspect_id or session.vault.new_id(), client_id, draft)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("suspect", suspect.id, **fields)
    return suspect


def remove(session: Session, suspect_id: str) -> None:
    """Take a suspect out of the file; what was written stays in its history."""
    _set_removed(session, suspect_id, 1)


def restore(session: Session, suspect_id: str) -> None:
    """Undo a removal."""
    _set_removed(session, suspect_id, 0)


def _set_removed(session: Session, suspect_id: str, removed: int) -> None:
    session.vault.need(Compartment.CASEWORK)
    client_id = rows.file_of_suspect(session.vault, suspect_id)
    if not client_id:
        raise _no_such_suspect()
    access.check(session, client_id)
    with session.vault.save(Compartment.CASEWORK) as save:
        save.write("suspect", suspect_id, removed=removed)


def _no_such_suspect() -> UserError:
    return UserError(_("There is no such suspect."), _("Look again in the file."))
