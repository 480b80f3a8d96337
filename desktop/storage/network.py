"""SQL for contacts and the files they are linked to."""

from __future__ import annotations

from collections.abc import Collection

from desktop.domain.network import Contact, ContactDraft, Link, LinkDraft, LinkedFile
from desktop.storage.access import without
from desktop.storage.clients import display_names
from desktop.storage.columns import Row, day_of, iso, texts_of
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

_CONTACT = (
    "contact.id, contact.kind, contact.name, organisation, phone, email, address, contact.languages,"
    " contact.note, contact.removed"
)
_LINK = (
    f"SELECT link.id, client_id, contact_id, role, begins, ends, link.note, {_CONTACT}"
    " FROM registry.contact_link AS link JOIN registry.contact AS contact ON contact.id = contact_id"
    " WHERE NOT link.removed"
)


def contact_fields(draft: ContactDraft) -> dict[str, Value]:
    """A contact as the log keeps it."""
    return {
        "kind": draft.kind,
        "name": draft.name,
        "organisation": draft.organisation,
        "phone": draft.phone,
        "email": draft.email,
        "address": draft.address,
        "languages": list(draft.languages),
        "note": draft.note,
    }


def link_fields(draft: LinkDraft) -> dict[str, Value]:
    """A link as the log keeps it."""
    return {
        "contact_id": draft.contact_id,
        "role": draft.role,
        "begins": iso(draft.begins),
        "ends": iso(draft.ends),
        "note": draft.note,
    }


def contacts(vault: Vault, *, hidden: Collection[str]) -> tuple[Contact, ...]:
    """Every contact by name, with how many files that may be opened name it."""
    leave_out, parameters = without("client_id", hidden)
    rows = vault.connection.execute(
        f"SELECT {_CONTACT}, (SELECT count(DISTINCT client_id) FROM registry.contact_link AS link"
        f" WHERE contact_id = contact.id AND NOT link.removed{_and(leave_out)})"
        " FROM registry.contact AS contact WHERE NOT removed ORDER BY name COLLATE NOCASE, organisation",
        parameters,
    )
    return tuple(_contact(row) for row in rows)


def contact(vault: Vault, contact_id: str) -> Contact | None:
    """One contact, also one that was removed."""
    row = vault.connection.execute(
        f"SELECT {_CONTACT}, 0 FROM registry.contact AS contact WHERE id = ?", (contact_id,)
    ).fetchone()
    return _contact(row) if row else None


def links_of(vault: Vault, client_id: str) -> tuple[Link, ...]:
    """Who works on a file: those at work first, by when they began."""
    rows = vault.connection.execute(
        f"{_LINK} AND client_id = ? ORDER BY ends IS NOT NULL, ends DESC, coalesce(begins, ''), link.id",
        (client_id,),
    )
    return tuple(_link(row) for row in rows)


def file_of_link(vault: Vault, link_id: str) -> str:
    """Whose file a link is in, be it taken away or not; empty when there is no such link."""
    row = vault.connection.execute(
        "SELECT client_id FROM registry.contact_link WHERE id = ?", (link_id,)
    ).fetchone()
    return str(row[0]) if row else ""


def files_of(vault: Vault, contact_id: str, *, hidden: Collection[str]) -> tuple[LinkedFile, ...]:
    """The files a contact is linked to, the latest first."""
    leave_out, parameters = without("client_id", hidden)
    rows = vault.connection.execute(
        "SELECT client_id, client.number, role, begins, ends FROM registry.contact_link AS link"
        " JOIN registry.client AS client ON client.id = client_id"
        f" WHERE contact_id = ? AND NOT removed{_and(leave_out)} ORDER BY client.number DESC, link.id",
        (contact_id, *parameters),
    ).fetchall()
    names = display_names(vault, (row[0] for row in rows))
    return tuple(
        LinkedFile(row[0], row[1], names.get(row[0], ""), row[2], day_of(row[3]), day_of(row[4]))
        for row in rows
    )


def _and(condition: str) -> str:
    return f" AND {condition}" if condition else ""


def _contact(row: Row) -> Contact:
    contact_id, kind, name, organisation, phone, email, address, languages, note, removed, files = row
    draft = ContactDraft(
        kind, name, organisation, phone, email, address, languages=texts_of(languages), note=note
    )
    return Contact(contact_id, draft, removed=bool(removed), files=files)


def _link(row: Row) -> Link:
    link_id, client_id, contact_id, role, begins, ends, note, *of_contact = row
    draft = LinkDraft(contact_id, role, day_of(begins), day_of(ends), note)
    return Link(link_id, client_id, draft, _contact((*of_contact, 0)))
