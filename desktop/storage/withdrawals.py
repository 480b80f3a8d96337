"""Withdrawn notes: the words sealed to the few who may still read them, the fact in the file for all.

The words are encrypted once under a key of their own, and that key is sealed for each reader: `sealed` maps `words`
to the former and each reader's id to the latter.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from desktop.clock import from_text, to_text
from desktop.domain.roles import Compartment, Role
from desktop.domain.support import Domain, Note, NoteDraft, WithdrawnNote
from desktop.storage.columns import Row
from desktop.storage.notes import note_place
from desktop.storage.operations import canonical
from desktop.storage.secrets import (
    WrongKey,
    decrypt,
    encrypt,
    from_base64,
    random_bytes,
    seal,
    to_base64,
    wipe,
)
from desktop.storage.vault import Transaction, Vault

_WORDS = "words"


def withdrawn_place(domain: Domain) -> tuple[Compartment, str]:
    """Where withdrawn notes of a domain live: compartment and entity."""
    compartment, entity = note_place(domain)
    return compartment, f"withdrawn_{entity}"


def readers_of(vault: Vault, compartment: Compartment, authors: Collection[str]) -> tuple[str, ...]:
    """Who may still read: the authors and the active coordinators who hold the compartment."""
    return tuple(
        member.user.id
        for member in vault.keyring.members
        if member.user.active
        and compartment in member.user.opens
        and (member.user.id in authors or Role.COORDINATOR in member.user.roles)
    )


def withdraw(save: Transaction, chain: tuple[Note, ...], *, reason: str, moved_to: str = "") -> str:
    """Within one save: seal the words of a note and its corrections, and take them out of table and log."""
    latest, first, vault = chain[-1], chain[0], save.vault
    compartment, entity = withdrawn_place(latest.draft.domain)
    readers = readers_of(vault, compartment, {note.author for note in chain})
    withdrawn_id = vault.new_id()
    save.write(
        entity,
        withdrawn_id,
        client_id=latest.client_id,
        note_id=latest.id,
        domain=latest.draft.domain.value,
        happened=to_text(latest.draft.happened),
        author=first.author,
        reason=reason,
        moved_to=moved_to,
        sealed=_sealed(vault, chain, readers),
    )
    _, note_entity = note_place(latest.draft.domain)
    for note in reversed(chain):
        save.erase(note_entity, note.id)
    _drop_drafts(vault, compartment, chain)
    return withdrawn_id


def withdrawn_of(vault: Vault, client_id: str) -> tuple[WithdrawnNote, ...]:
    """What was withdrawn from a file, in every compartment held, by when it happened, newest first."""
    found: list[WithdrawnNote] = []
    for compartment, entity in {withdrawn_place(domain) for domain in Domain}:
        if compartment in vault.holds:
            found += _withdrawn(vault, compartment, entity, "client_id", client_id)
    return tuple(sorted(found, key=lambda item: (item.happened, item.id), reverse=True))


def withdrawn(vault: Vault, withdrawn_id: str, domain: Domain) -> WithdrawnNote | None:
    """One withdrawn note."""
    return next(iter(_withdrawn(vault, *withdrawn_place(domain), "id", withdrawn_id)), None)


def words_of(vault: Vault, item: WithdrawnNote) -> tuple[Note, ...]:
    """The note and its corrections as they were, for one of its readers; raises WrongKey for anybody else."""
    compartment, entity = withdrawn_place(item.domain)
    row = vault.connection.execute(
        f"SELECT sealed FROM {compartment}.{entity} WHERE id = ?", (item.id,)
    ).fetchone()
    sealed = json.loads(row[0]) if row else {}
    if vault.user.id not in sealed:
        raise WrongKey
    key = vault.identity.box.unseal(from_base64(sealed[vault.user.id]))
    try:
        content = json.loads(decrypt(from_base64(sealed[_WORDS]), key))
    finally:
        wipe(key)
    return tuple(_note_from(item.client_id, entry) for entry in content)


def _sealed(vault: Vault, chain: Iterable[Note], readers: Iterable[str]) -> dict[str, str]:
    key = random_bytes()
    content = canonical([_entry(note) for note in chain]).encode()
    boxes = {reader: to_base64(seal(key, vault.keyring.member(reader).box_key)) for reader in readers}
    sealed = {_WORDS: to_base64(encrypt(content, key)), **boxes}
    wipe(key)
    return sealed


def _entry(note: Note) -> dict[str, object]:
    draft = note.draft
    return {
        "id": note.id,
        "author": note.author,
        "recorded": note.recorded.isoformat(),
        "domain": draft.domain.value,
        "text": draft.text,
        "happened": to_text(draft.happened),
        "kind": draft.kind,
        "minutes": draft.minutes,
        "next_step": draft.next_step,
        "corrects": draft.corrects,
        "actions": list(draft.actions),
        "interpreter": draft.interpreter,
        "goal_id": draft.goal_id,
    }


def _note_from(client_id: str, entry: dict[str, str]) -> Note:
    draft = NoteDraft(
        domain=Domain(entry["domain"]),
        text=entry["text"],
        happened=from_text(entry["happened"]),
        kind=entry["kind"],
        minutes=int(entry["minutes"]),
        next_step=entry["next_step"],
        corrects=entry["corrects"],
        actions=tuple(entry["actions"]),
        interpreter=entry["interpreter"],
        goal_id=entry["goal_id"],
    )
    recorded = datetime.fromisoformat(entry["recorded"])
    return Note(entry["id"], client_id, entry["author"], recorded, draft)


def _drop_drafts(vault: Vault, compartment: Compartment, chain: Iterable[Note]) -> None:
    """A correction someone began has the note's words in it."""
    vault.connection.executemany(
        f"DELETE FROM {compartment}.draft WHERE instr(text, ?)", [(note.id,) for note in chain]
    )


def _withdrawn(
    vault: Vault, compartment: Compartment, entity: str, column: str, wanted: str
) -> Iterable[WithdrawnNote]:
    rows = vault.connection.execute(
        "SELECT item.id, client_id, domain, happened, author, reason, moved_to, sealed, operation.user,"
        f" operation.milliseconds FROM {compartment}.{entity} AS item"
        f" JOIN {compartment}.operation AS operation ON operation.id = item.head WHERE item.{column} = ?",
        (wanted,),
    ).fetchall()
    return map(_from_row, rows)


def _from_row(row: Row) -> WithdrawnNote:
    item_id, client_id, domain, happened, author, reason, moved_to, sealed, user, milliseconds = row
    return WithdrawnNote(
        id=item_id,
        client_id=client_id,
        domain=Domain(domain),
        happened=from_text(happened),
        author=author,
        withdrawn=datetime.fromtimestamp(milliseconds / 1000, UTC),
        withdrawn_by=user,
        reason=reason,
        readers=frozenset(json.loads(sealed)) - {_WORDS},
        moved=bool(moved_to),
    )
