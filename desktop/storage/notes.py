"""SQL for notes, in the compartment of their domain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from desktop.clock import from_text, to_text, to_the_minute
from desktop.domain.roles import Compartment
from desktop.domain.support import (
    Domain,
    Note,
    NoteDraft,
)
from desktop.storage.columns import Row, texts_of
from desktop.storage.operations import Value
from desktop.storage.vault import Vault


def note_place(domain: Domain) -> tuple[Compartment, str]:
    """Where notes of a domain live: compartment and entity."""
    if domain is Domain.COUNSELLING:
        return Compartment.COUNSELLING, "session_note"
    return Compartment.CASEWORK, "note"


def note_fields(client_id: str, draft: NoteDraft) -> dict[str, Value]:
    """A note as the log keeps it; author and moment of recording are the operation's own.

    What most notes do not have is not written: a note is saved often, and its save must stay light.
    """
    rare: dict[str, Value] = {
        "actions": draft.actions,
        "interpreter": draft.interpreter,
        "goal_id": draft.goal_id,
        "written_by": draft.written_by,
    }
    return {
        "client_id": client_id,
        "domain": draft.domain.value,
        "kind": draft.kind,
        "text": draft.text,
        "happened": to_text(draft.happened),
        "minutes": draft.minutes,
        "next_step": draft.next_step,
        "corrects": draft.corrects,
        **{name: value for name, value in rare.items() if value},
    }


def notes_of(vault: Vault, client_id: str) -> tuple[Note, ...]:
    """A client's notes of every compartment held, by when they happened, newest first."""
    places = {note_place(domain) for domain in Domain}
    found: list[Note] = []
    for compartment, table in places:
        if compartment in vault.holds:
            found += _notes(vault, compartment, table, client_id)
    return tuple(sorted(found, key=lambda note: (note.draft.happened, note.id), reverse=True))


def latest_notes_of(vault: Vault, client_id: str, count: int) -> tuple[Note, ...]:
    """The last few notes as they stand now, without reading all the others."""
    found: list[Note] = []
    for compartment, table in sorted({note_place(domain) for domain in Domain}):
        if compartment in vault.holds:
            rows = vault.connection.execute(
                f"{_select(compartment, table)} AND note.id NOT IN"
                f" (SELECT corrects FROM {compartment}.{table} WHERE client_id = ?1)"
                " ORDER BY happened DESC, note.id DESC LIMIT ?2",
                (client_id, count),
            ).fetchall()
            found += [_note(row, corrected_by="") for row in rows]
    found.sort(key=lambda note: (note.draft.happened, note.id), reverse=True)
    return tuple(found[:count])


def chain_of(vault: Vault, note_id: str, domain: Domain) -> tuple[Note, ...]:
    """A note with all it corrects and all that corrects it, the first first; empty when it is not there."""
    compartment, table = note_place(domain)
    row = vault.connection.execute(
        f"SELECT client_id FROM {compartment}.{table} WHERE id = ?", (note_id,)
    ).fetchone()
    if row is None:
        return ()
    by_id = {note.id: note for note in _notes(vault, compartment, table, row[0])}
    first = by_id[note_id]
    while first.draft.corrects in by_id:
        first = by_id[first.draft.corrects]
    chain = [first]
    while chain[-1].corrected_by in by_id:
        chain.append(by_id[chain[-1].corrected_by])
    return tuple(chain)


def note_as_recorded(vault: Vault, note_id: str, client_id: str, draft: NoteDraft) -> Note:
    """The note of the save just made, as `notes_of` will read it; spares the save a reading."""
    return Note(
        id=note_id,
        client_id=client_id,
        author=draft.written_by or vault.user.id,
        recorded=datetime.fromtimestamp(vault.hybrid.last.milliseconds / 1000, UTC),
        draft=replace(draft, happened=to_the_minute(draft.happened)),
    )


def _notes(vault: Vault, compartment: Compartment, table: str, client_id: str) -> Iterable[Note]:
    """Notes with what corrects them, which is in the same file and so among the same rows."""
    rows = vault.connection.execute(_select(compartment, table), (client_id,)).fetchall()
    corrections = {row[-1]: row[0] for row in rows if row[-1]}
    for row in rows:
        yield _note(row, corrected_by=corrections.get(row[0], ""))


def _select(compartment: Compartment, table: str) -> str:
    return (
        "SELECT note.id, client_id, operation.user, operation.milliseconds, note.domain, note.kind, note.text,"
        " happened, minutes, next_step, actions, interpreter, goal_id, written_by, corrects"
        f" FROM {compartment}.{table} AS note"
        f" JOIN {compartment}.operation AS operation ON operation.id = note.head WHERE client_id = ?1"
    )


def _note(row: Row, *, corrected_by: str) -> Note:
    note_id, client_id, author, recorded, domain, kind, text, happened, minutes, step, *rare, corrects = row
    actions, interpreter, goal_id, written_by = rare
    draft = NoteDraft(
        domain=Domain(domain),
        text=text,
        happened=from_text(happened),
        kind=kind,
        minutes=minutes,
        next_step=step,
        corrects=corrects,
        actions=texts_of(actions),
        interpreter=interpreter,
        goal_id=goal_id,
        written_by=written_by,
    )
    return Note(
        id=note_id,
        client_id=client_id,
        author=written_by or author,
        recorded=datetime.fromtimestamp(recorded / 1000, UTC),
        draft=draft,
        corrected_by=corrected_by,
    )
