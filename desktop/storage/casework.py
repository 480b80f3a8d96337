"""SQL for referrals, notes, tasks, appointments, residence documents and what was handed over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from desktop.clock import from_text, to_text, to_the_minute
from desktop.domain.roles import Compartment
from desktop.domain.support import (
    Appointment,
    AppointmentDraft,
    Domain,
    HandedOver,
    Note,
    NoteDraft,
    Outcome,
    Referral,
    ReferralDetails,
    ResidenceDocument,
    ResidenceDocumentDraft,
    Task,
    TaskDraft,
)
from desktop.storage.clients import display_names
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

Row = tuple[Any, ...]


def iso(day: date | None) -> str | None:
    """A date as stored, or None."""
    return day.isoformat() if day else None


def day_of(text: str | None) -> date | None:
    """The inverse of `iso`."""
    return date.fromisoformat(text) if text else None


# Referrals


def referral_fields(details: ReferralDetails) -> dict[str, Value]:
    """A referral as the log keeps it."""
    return {
        "received": to_text(details.received),
        "source": details.source,
        "channel": details.channel,
        "referred_by": details.referred_by,
        "alleged": details.alleged,
        "agreed": details.agreed,
        "urgency": details.urgency,
        "exploitation": details.exploitation,
        "outcome": details.outcome.value,
        "reason": details.reason,
        "decided_on": iso(details.decided_on),
    }


def referrals_of(vault: Vault, client_id: str) -> tuple[Referral, ...]:
    """A client's referrals, newest first."""
    rows = vault.connection.execute(
        "SELECT id, client_id, received, source, channel, referred_by, alleged, agreed, urgency,"
        " exploitation, outcome, reason, decided_on FROM casework.referral"
        " WHERE client_id = ? ORDER BY received DESC",
        (client_id,),
    )
    return tuple(_referral(row) for row in rows)


def pending_referrals(vault: Vault) -> int:
    """How many referrals still miss their outcome."""
    row = vault.connection.execute(
        "SELECT count(*) FROM casework.referral WHERE outcome = 'pending'"
    ).fetchone()
    return int(row[0]) if row else 0


def _referral(row: Row) -> Referral:
    referral_id, client_id, received, *texts, outcome, reason, decided_on = row
    source, channel, referred_by, alleged, agreed, urgency, exploitation = texts
    details = ReferralDetails(
        received=from_text(received),
        source=source,
        channel=channel,
        referred_by=referred_by,
        alleged=alleged,
        agreed=agreed,
        urgency=urgency,
        exploitation=exploitation,
        outcome=Outcome(outcome),
        reason=reason,
        decided_on=day_of(decided_on),
    )
    return Referral(referral_id, client_id, details)


# Notes


def note_place(domain: Domain) -> tuple[Compartment, str]:
    """Where notes of a domain live: compartment and entity."""
    if domain is Domain.COUNSELLING:
        return Compartment.COUNSELLING, "session_note"
    return Compartment.CASEWORK, "note"


def note_fields(client_id: str, draft: NoteDraft) -> dict[str, Value]:
    """A note as the log keeps it; author and moment of recording are the operation's own."""
    return {
        "client_id": client_id,
        "domain": draft.domain.value,
        "kind": draft.kind,
        "text": draft.text,
        "happened": to_text(draft.happened),
        "minutes": draft.minutes,
        "next_step": draft.next_step,
        "corrects": draft.corrects,
    }


def notes_of(vault: Vault, client_id: str) -> tuple[Note, ...]:
    """A client's notes of every compartment held, by when they happened, newest first."""
    places = {note_place(domain) for domain in Domain}
    found: list[Note] = []
    for compartment, table in places:
        if compartment in vault.holds:
            found += _notes(vault, compartment, table, client_id)
    return tuple(sorted(found, key=lambda note: (note.draft.happened, note.id), reverse=True))


def note_as_recorded(vault: Vault, note_id: str, client_id: str, draft: NoteDraft) -> Note:
    """The note of the save just made, as `notes_of` will read it; spares the save a reading."""
    return Note(
        id=note_id,
        client_id=client_id,
        author=vault.user.id,
        recorded=datetime.fromtimestamp(vault.hybrid.last.milliseconds / 1000, UTC),
        draft=replace(draft, happened=to_the_minute(draft.happened)),
    )


def _notes(vault: Vault, compartment: Compartment, table: str, client_id: str) -> Iterable[Note]:
    """Notes with what corrects them, which is in the same file and so among the same rows."""
    rows = vault.connection.execute(
        "SELECT note.id, client_id, operation.user, operation.milliseconds, note.domain, note.kind, note.text,"
        f" happened, minutes, next_step, corrects FROM {compartment}.{table} AS note"
        f" JOIN {compartment}.operation AS operation ON operation.id = note.head WHERE client_id = ?",
        (client_id,),
    ).fetchall()
    corrections = {row[-1]: row[0] for row in rows if row[-1]}
    for row in rows:
        yield _note(row, corrected_by=corrections.get(row[0], ""))


def _note(row: Row, *, corrected_by: str) -> Note:
    note_id, client_id, author, recorded, domain, kind, text, happened, minutes, step, corrects = row
    return Note(
        id=note_id,
        client_id=client_id,
        author=author,
        recorded=datetime.fromtimestamp(recorded / 1000, UTC),
        draft=NoteDraft(Domain(domain), text, from_text(happened), kind, minutes, step, corrects),
        corrected_by=corrected_by,
    )


# Tasks

_TASK = "SELECT id, client_id, title, owner, due, domain, done_on FROM casework.task"


def task_fields(draft: TaskDraft) -> dict[str, Value]:
    """A task as the log keeps it."""
    return {
        "title": draft.title,
        "owner": draft.owner,
        "due": iso(draft.due),
        "domain": draft.domain.value,
    }


def task(vault: Vault, task_id: str) -> Task | None:
    """One task."""
    return next(iter(_tasks(vault, f"{_TASK} WHERE id = ?", task_id)), None)


def tasks_of(vault: Vault, client_id: str) -> tuple[Task, ...]:
    """A client's tasks: open ones first, by due date."""
    return _tasks(
        vault, f"{_TASK} WHERE client_id = ? ORDER BY done_on IS NOT NULL, coalesce(due, '9999')", client_id
    )


def open_tasks(vault: Vault, owner: str) -> tuple[Task, ...]:
    """A member of staff's open tasks by due date, undated last."""
    return _tasks(
        vault, f"{_TASK} WHERE owner = ? AND done_on IS NULL ORDER BY coalesce(due, '9999'), id", owner
    )


def _tasks(vault: Vault, sql: str, parameter: str) -> tuple[Task, ...]:
    rows = vault.connection.execute(sql, (parameter,)).fetchall()
    names = display_names(vault, (row[1] for row in rows if row[1]))
    return tuple(
        Task(
            id=row[0],
            client_id=row[1],
            client_name=names.get(row[1], ""),
            draft=TaskDraft(row[2], row[3], day_of(row[4]), Domain(row[5])),
            done_on=day_of(row[6]),
        )
        for row in rows
    )


# Appointments

_APPOINTMENT = "SELECT id, client_id, at, what, place, with_user, cancelled FROM registry.appointment"


def appointment_fields(draft: AppointmentDraft) -> dict[str, Value]:
    """An appointment as the log keeps it."""
    return {
        "at": to_text(draft.at),
        "what": draft.what,
        "place": draft.where,
        "with_user": draft.with_user,
    }


def appointments_of(vault: Vault, client_id: str) -> tuple[Appointment, ...]:
    """A client's appointments, latest first."""
    return _appointments(vault, f"{_APPOINTMENT} WHERE client_id = ? ORDER BY at DESC", (client_id,))


def appointments_between(vault: Vault, begins: datetime, ends: datetime) -> tuple[Appointment, ...]:
    """Everyone's appointments in a span of time, in order."""
    return _appointments(
        vault,
        f"{_APPOINTMENT} WHERE at >= ? AND at < ? AND NOT cancelled ORDER BY at",
        (to_text(begins), to_text(ends)),
    )


def _appointments(vault: Vault, sql: str, parameters: tuple[str, ...]) -> tuple[Appointment, ...]:
    rows = vault.connection.execute(sql, parameters).fetchall()
    names = display_names(vault, (row[1] for row in rows))
    return tuple(
        Appointment(
            id=row[0],
            client_id=row[1],
            client_name=names.get(row[1], ""),
            draft=AppointmentDraft(from_text(row[2]), row[3], row[4], row[5]),
            cancelled=bool(row[6]),
        )
        for row in rows
    )


# Residence documents

_DOCUMENT = "SELECT id, client_id, kind, issued_on, expires_on FROM casework.residence_document"


def document_fields(draft: ResidenceDocumentDraft) -> dict[str, Value]:
    """A residence document as the log keeps it."""
    return {
        "kind": draft.kind,
        "issued_on": iso(draft.issued_on),
        "expires_on": iso(draft.expires_on),
    }


def documents_of(vault: Vault, client_id: str) -> tuple[ResidenceDocument, ...]:
    """A client's residence documents, the one that ends last first."""
    return _documents(
        vault, f"{_DOCUMENT} WHERE client_id = ? ORDER BY coalesce(expires_on, '9999') DESC", (client_id,)
    )


def expiring_documents(vault: Vault, first: date, last: date) -> tuple[ResidenceDocument, ...]:
    """Each client's newest document, where it ends between two days (both counted)."""
    return _documents(
        vault,
        f"{_DOCUMENT} AS document WHERE expires_on BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM casework.residence_document AS later"
        "   WHERE later.client_id = document.client_id"
        "   AND coalesce(later.expires_on, '9999') > document.expires_on)"
        " ORDER BY expires_on",
        (first.isoformat(), last.isoformat()),
    )


def _documents(vault: Vault, sql: str, parameters: tuple[str, ...]) -> tuple[ResidenceDocument, ...]:
    rows = vault.connection.execute(sql, parameters).fetchall()
    names = display_names(vault, (row[1] for row in rows))
    return tuple(
        ResidenceDocument(
            id=row[0],
            client_id=row[1],
            client_name=names.get(row[1], ""),
            draft=ResidenceDocumentDraft(row[2], day_of(row[3]), day_of(row[4])),
        )
        for row in rows
    )


# Sheets handed over


def handed_over_to(vault: Vault, client_id: str) -> tuple[HandedOver, ...]:
    """What a client was given, newest first."""
    rows = vault.connection.execute(
        "SELECT id, sheet, version, language, beside, given_on, given_by, interpreter, reviewed"
        " FROM registry.handed_over WHERE client_id = ? ORDER BY given_on DESC, id DESC",
        (client_id,),
    )
    return tuple(
        HandedOver(
            id=row[0],
            sheet=row[1],
            version=row[2],
            language=row[3],
            beside=row[4],
            given_on=date.fromisoformat(row[5]),
            given_by=row[6],
            interpreter=row[7],
            reviewed=bool(row[8]),
        )
        for row in rows
    )
