"""SQL for restricted files: which ones a person may not open, asked in one look at those restricted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator

from desktop.clock import today
from desktop.domain.access import DEFAULT_FOR_MINORS, Group, Restriction, default_readers, is_minor, may_open
from desktop.domain.clients import BirthDate
from desktop.domain.roles import Compartment, Role
from desktop.domain.users import User
from desktop.storage.columns import Row, texts_of
from desktop.storage.entities import ENTITIES
from desktop.storage.operations import Value
from desktop.storage.vault import Transaction, Vault

# Ids hold no quotes, so an id between quotes is found in the list of readers exactly when it is one of them.
_NOT_NAMED = """restricted AND NOT instr(readers, json_quote(:me))
    AND NOT (client.caseworker = :me AND instr(readers, json_quote(:caseworker)))
    AND NOT (:coordinates AND instr(readers, json_quote(:coordinators)))"""
_RESTRICTION = (
    "SELECT restriction.id, client_id, restricted, readers, reason, client.caseworker"
    " FROM registry.restriction AS restriction JOIN registry.client AS client ON client.id = client_id"
)


def hidden_from(vault: Vault, user: User) -> frozenset[str]:
    """The clients whose file this person may not open."""
    rows = vault.connection.execute(f"{_RESTRICTION} WHERE {_NOT_NAMED}", _asked(user))
    return frozenset(_still_hidden(vault, user, rows.fetchall()))


def is_hidden_from(vault: Vault, user: User, client_id: str) -> bool:
    """Whether this person may not open one file.

    A yes is remembered until anything at all was written about identities, or the keyring changed: each save asks.
    """
    stands = (vault.feed(Compartment.REGISTRY), user.id, vault.keyring)
    if vault.let_in.get(client_id) == stands:
        return False
    hidden = _is_hidden(vault, user, client_id)
    if not hidden:
        vault.let_in[client_id] = stands
    return hidden


def _is_hidden(vault: Vault, user: User, client_id: str) -> bool:
    rows = vault.connection.execute(
        f"{_RESTRICTION} WHERE client_id = :client AND {_NOT_NAMED}", _asked(user, client=client_id)
    )
    return any(_still_hidden(vault, user, rows.fetchall()))


def _still_hidden(vault: Vault, user: User, rows: Collection[Row]) -> Iterator[str]:
    """Those who are not named; coordinators do get what nobody else could open up again."""
    if Role.COORDINATOR not in user.roles:
        yield from (row[1] for row in rows)
        return
    people = [member.user for member in vault.keyring.members]
    for row in rows:
        if not may_open(user, _restriction(row), people, caseworker=row[5]):
            yield row[1]


def restriction_of(vault: Vault, client_id: str) -> Restriction | None:
    """What was decided about a file, if anything ever was."""
    row = vault.connection.execute(f"{_RESTRICTION} WHERE client_id = ?", (client_id,)).fetchone()
    return _restriction(row) if row else None


def write_restriction(save: Transaction, restriction: Restriction) -> str:
    """Decide about a file, in the caller's save; returns the id of its one restriction."""
    fields: dict[str, Value] = {
        "restricted": int(restriction.restricted),
        "readers": list(restriction.readers),
        "reason": restriction.reason,
    }
    known = restriction_of(save.vault, restriction.client_id)
    if known is None:
        fields["client_id"] = restriction.client_id
    restriction_id = known.id if known else save.vault.new_id()
    save.write("restriction", restriction_id, **fields)
    return restriction_id


def restrict_minor(save: Transaction, client_id: str) -> None:
    """Keep a minor's file to those who work on it, in the very save that makes it one; no decision is undone."""
    row = save.vault.connection.execute(
        "SELECT birth, age_status FROM registry.client WHERE id = ?", (client_id,)
    ).fetchone()
    if row is None or restriction_of(save.vault, client_id) is not None:
        return
    birth = BirthDate.parse(row[0]) if row[0] else None
    if is_minor(birth, row[1], today(save.vault.clock)):
        readers = default_readers(_opener(save.vault, client_id), save.vault.user.id)
        write_restriction(save, Restriction("", client_id, True, readers, DEFAULT_FOR_MINORS))


def _opener(vault: Vault, client_id: str) -> str:
    """Who opened the file, as the log says; whoever writes now when it does not."""
    row = vault.connection.execute(
        "SELECT user FROM registry.operation WHERE entity_id = ? AND kind = 'write' ORDER BY rowid LIMIT 1",
        (client_id,),
    ).fetchone()
    return str(row[0]) if row else vault.user.id


def _asked(user: User, *, client: str = "") -> dict[str, str | int]:
    return {
        "client": client,
        "me": user.id,
        "caseworker": Group.CASEWORKER.value,
        "coordinators": Group.COORDINATORS.value,
        "coordinates": int(Role.COORDINATOR in user.roles),
    }


def _restriction(row: Row) -> Restriction:
    return Restriction(row[0], row[1], bool(row[2]), texts_of(row[3]), row[4])


def file_of(vault: Vault, entity_name: str, record_id: str) -> str:
    """Whose file a record is in, be it removed or not; empty when there is no such record."""
    table = ENTITIES[entity_name].table
    row = vault.connection.execute(f"SELECT client_id FROM {table} WHERE id = ?", (record_id,)).fetchone()
    return str(row[0]) if row else ""


def without(column: str, hidden: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """A condition that leaves hidden files out, and its parameter: nothing to pay when none is hidden."""
    if not hidden:
        return "", ()
    return f"{column} NOT IN (SELECT value FROM json_each(?))", (json.dumps(sorted(hidden)),)
