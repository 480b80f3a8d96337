"""The network of helpers: a contact is kept once and linked to the files it works on."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.network import Contact, ContactDraft, Link, LinkDraft, LinkedFile
from desktop.domain.roles import Compartment, may_print_and_search
from desktop.errors import InvalidField, NotAllowed, UserError
from desktop.i18n import gettext as _, ngettext
from desktop.services import access
from desktop.services.session import Session
from desktop.storage import network as rows

LONGEST_NAME = 200


def contacts(session: Session) -> tuple[Contact, ...]:
    """Every contact by name, with how many files this person may open are linked to it."""
    _need_client_files(session)
    return rows.contacts(session.vault, hidden=access.hidden(session))


def add(session: Session, draft: ContactDraft) -> Contact:
    """Keep a new contact."""
    return _write(session, session.vault.new_id(), draft)


def change(session: Session, contact_id: str, draft: ContactDraft) -> Contact:
    """Change a contact, in every file at once."""
    _contact(session, contact_id)
    return _write(session, contact_id, draft)


def remove(session: Session, contact_id: str) -> None:
    """Take a contact off the list; refused while files this person may open are linked to it.

    A file that is not theirs keeps its link and goes on showing the contact: nothing is lost, nothing is told.
    """
    contact = _contact(session, contact_id)
    linked = len({file.client_id for file in files_of(session, contact_id)})
    if linked:
        told = ngettext(
            "{count} file is linked to {name}; nothing was removed.",
            "{count} files are linked to {name}; nothing was removed.",
            linked,
        )
        raise UserError(
            told.format(count=linked, name=contact.called), _("Take the contact out of those files first.")
        )
    _set_removed(session, "contact", contact_id, removed=1)


def restore(session: Session, contact_id: str) -> None:
    """Undo a removal."""
    _contact(session, contact_id)
    _set_removed(session, "contact", contact_id, removed=0)


def files_of(session: Session, contact_id: str) -> tuple[LinkedFile, ...]:
    """The files a contact works on, of those this person may open."""
    _need_client_files(session)
    return rows.files_of(session.vault, contact_id, hidden=access.hidden(session))


def of_client(session: Session, client_id: str) -> tuple[Link, ...]:
    """Who works on a file, those at work first."""
    access.check(session, client_id)
    session.vault.need(Compartment.REGISTRY)
    return rows.links_of(session.vault, client_id)


def link(session: Session, client_id: str, draft: LinkDraft) -> Link:
    """Link a contact to a file, with what it does there and since when."""
    access.check(session, client_id)
    _contact(session, draft.contact_id)
    return _write_link(session, client_id, session.vault.new_id(), draft, new=True)


def link_new(session: Session, client_id: str, contact: ContactDraft, draft: LinkDraft) -> Link:
    """Keep a new contact and link it to a file, in one save; `draft` names no contact yet."""
    access.check(session, client_id)
    _need_client_files(session)
    contact, contact_id = _checked(contact), session.vault.new_id()
    draft = _checked_link(replace(draft, contact_id=contact_id, role=draft.role or contact.kind))
    link_id = session.vault.new_id()
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("contact", contact_id, **rows.contact_fields(contact))
        save.write("contact_link", link_id, client_id=client_id, **rows.link_fields(draft))
    return _link(session, client_id, link_id)


def change_link(session: Session, link_id: str, draft: LinkDraft) -> Link:
    """Change what a contact does in a file, or when it began and ended."""
    return _write_link(session, _file_of(session, link_id), link_id, draft)


def unlink(session: Session, link_id: str) -> None:
    """Take a contact out of a file; who has been at work is better ended by a date."""
    _file_of(session, link_id)
    _set_removed(session, "contact_link", link_id, removed=1)


def relink(session: Session, link_id: str) -> None:
    """Undo taking a contact out of a file."""
    _file_of(session, link_id)
    _set_removed(session, "contact_link", link_id, removed=0)


def _write(session: Session, contact_id: str, draft: ContactDraft) -> Contact:
    _need_client_files(session)
    draft = _checked(draft)
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("contact", contact_id, **rows.contact_fields(draft))
    return _contact(session, contact_id)


def _checked(draft: ContactDraft) -> ContactDraft:
    tidied = replace(
        draft,
        name=" ".join(draft.name.split()),
        organisation=" ".join(draft.organisation.split()),
        phone=" ".join(draft.phone.split()),
        email=draft.email.strip(),
    )
    if not tidied.name and not tidied.organisation:
        raise InvalidField("name", _("Give a name or an organisation."))
    if len(tidied.name) > LONGEST_NAME:
        raise InvalidField("name", _("A name has at most {count} characters.").format(count=LONGEST_NAME))
    if not tidied.kind:
        raise InvalidField("kind", _("Choose what this contact is."))
    return tidied


def _write_link(
    session: Session, client_id: str, link_id: str, draft: LinkDraft, *, new: bool = False
) -> Link:
    fields = rows.link_fields(_checked_link(draft))
    if new:
        fields["client_id"] = client_id
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write("contact_link", link_id, **fields)
    return _link(session, client_id, link_id)


def _checked_link(draft: LinkDraft) -> LinkDraft:
    if not draft.role:
        raise InvalidField("role", _("Choose what this contact does in the file."))
    if draft.begins and draft.ends and draft.ends < draft.begins:
        raise InvalidField("ends", _("The end lies before the beginning."), _("Check both dates."))
    return draft


def _link(session: Session, client_id: str, link_id: str) -> Link:
    return next(item for item in rows.links_of(session.vault, client_id) if item.id == link_id)


def _set_removed(session: Session, entity: str, entity_id: str, *, removed: int) -> None:
    with session.vault.save(Compartment.REGISTRY) as save:
        save.write(entity, entity_id, removed=removed)


def _contact(session: Session, contact_id: str) -> Contact:
    session.vault.need(Compartment.REGISTRY)
    contact = rows.contact(session.vault, contact_id)
    if contact is None:
        raise UserError(_("There is no such contact."), _("Look again in the network."))
    return contact


def _file_of(session: Session, link_id: str) -> str:
    session.vault.need(Compartment.REGISTRY)
    client_id = rows.file_of_link(session.vault, link_id)
    if not client_id:
        raise UserError(_("There is no such contact."), _("Look again in the file."))
    access.check(session, client_id)
    return client_id


def _need_client_files(session: Session) -> None:
    session.vault.need(Compartment.REGISTRY)
    if not may_print_and_search(session.user.roles):
        raise NotAllowed(_("Your role does not search."), _("Ask the coordinator on call."))
