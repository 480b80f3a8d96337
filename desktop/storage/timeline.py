"""SQL for the timeline: of each table only what one line of it needs, in one reading each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from desktop.clock import BRUSSELS, from_text
from desktop.domain.roles import Compartment
from desktop.domain.support import Domain
from desktop.domain.timeline import EntryKind as Kind, EntryState as State, TimelineEntry as Entry
from desktop.storage.columns import Row, day_of, texts_of
from desktop.storage.vault import Vault

_STEPS = ("sent", "acknowledged", "instructed", "summoned", "collected", "refused")


class _Source(NamedTuple):
    """One table: what is read of it, and the lines a row makes. `?1` is the client."""

    compartment: Compartment
    sql: str
    lines: Callable[[Row], Iterator[Entry]]


def entries_of(vault: Vault, client_id: str) -> Iterator[Entry]:
    """Every line of a client in the compartments held, in no order."""
    for source in _SOURCES:
        if source.compartment in vault.holds:
            for row in vault.connection.execute(source.sql, (client_id,)).fetchall():
                yield from source.lines(row)


def _local(moment: datetime) -> date:
    return moment.astimezone(BRUSSELS).date()


def _at(text: str) -> tuple[date, datetime]:
    moment = from_text(text)
    return _local(moment), moment


def _appointment(row: Row) -> Iterator[Entry]:
    key, at, what, place, with_user, code, cancelled = row
    day, moment = _at(at)
    state = State.CANCELLED if cancelled else State.STANDS
    yield Entry(
        Kind.APPOINTMENT, key, day, at=moment, code=code, text=what, detail=place, who=with_user, state=state
    )


def _sheet(row: Row) -> Iterator[Entry]:
    key, sheet, language, given_on, given_by = row
    yield Entry(Kind.SHEET, key, date.fromisoformat(given_on), code=sheet, detail=language, who=given_by)


def _referral(row: Row) -> Iterator[Entry]:
    key, received, source, alleged, outcome, decided_on = row
    day, moment = _at(received)
    yield Entry(Kind.REFERRAL, key, day, "received", at=moment, code=source, text=alleged)
    if decided_on:
        yield Entry(Kind.REFERRAL, key, date.fromisoformat(decided_on), "decided", code=outcome)


def _note(row: Row) -> Iterator[Entry]:
    key, domain, kind, text, happened, next_step, author, corrects = row
    day, moment = _at(happened)
    state = State.CORRECTED if corrects else State.STANDS
    yield Entry(
        *(Kind.NOTE, key, day),
        at=moment,
        code=kind,
        text=text,
        detail=next_step,
        domain=Domain(domain),
        who=author,
        state=state,
    )


def _withdrawn(row: Row) -> Iterator[Entry]:
    key, domain, happened, author, reason = row
    day, moment = _at(happened) if "T" in happened else (day_of(happened), None)
    yield Entry(
        *(Kind.NOTE, key, day),
        at=moment,
        text=reason,
        domain=Domain(domain) if domain else None,
        who=author,
        state=State.WITHDRAWN,
    )


def _task(row: Row) -> Iterator[Entry]:
    key, title, owner, due, domain, done_on = row
    day, moment = (day_of(done_on), "done") if done_on else (day_of(due), "due")
    yield Entry(
        *(Kind.TASK, key, day, moment), text=title, domain=Domain(domain), who=owner, is_open=not done_on
    )


def _document(row: Row) -> Iterator[Entry]:
    key, kind, issued_on, expires_on, note, withdrawn = row
    state = State.WITHDRAWN if withdrawn else State.STANDS
    issued, ends = day_of(issued_on), day_of(expires_on)
    if issued or ends:
        moment = "issued" if issued else "ends"
        yield Entry(
            *(Kind.DOCUMENT, key, issued or ends, moment),
            code=kind,
            text=note,
            domain=Domain.LEGAL,
            ends=ends,
            state=state,
        )


def _event(row: Row) -> Iterator[Entry]:
    key, kind, happened, note, author, withdrawn, until = row
    yield Entry(
        *(Kind.EVENT, key, date.fromisoformat(happened)),
        code=kind,
        text=note,
        domain=Domain.LEGAL,
        who=author,
        ends=date.fromisoformat(until) if until else None,
        state=State.WITHDRAWN if withdrawn else State.STANDS,
    )


def _request(row: Row) -> Iterator[Entry]:
    key, kind, note, cancelled, *days = row
    state = State.CANCELLED if cancelled else State.STANDS
    for step, day in zip(_STEPS, days, strict=True):
        if day:
            yield Entry(
                *(Kind.REQUEST, key, date.fromisoformat(day), step),
                code=kind,
                text=note,
                domain=Domain.LEGAL,
                state=state,
            )


def _track(row: Row) -> Iterator[Entry]:
    key, kind, begins, ends, ground = row
    if begins:
        yield Entry(Kind.TRACK, key, date.fromisoformat(begins), "begun", code=kind, domain=Domain.LEGAL)
    if ends:
        yield Entry(
            *(Kind.TRACK, key, date.fromisoformat(ends), "ended"),
            code=kind,
            detail=ground,
            domain=Domain.LEGAL,
        )


def _goal(row: Row) -> Iterator[Entry]:
    key, domain, words, agreed_on, review_on, state, result, closed_on = row
    of_domain = Domain(domain) if domain else None
    if agreed_on:
        yield Entry(Kind.GOAL, key, date.fromisoformat(agreed_on), "agreed", text=words, domain=of_domain)
    if closed_on:
        yield Entry(
            *(Kind.GOAL, key, date.fromisoformat(closed_on), "closed"),
            code=state,
            text=words,
            detail=result,
            domain=of_domain,
        )
    elif review_on:
        yield Entry(
            *(Kind.GOAL, key, date.fromisoformat(review_on), "review"),
            text=words,
            domain=of_domain,
            is_open=True,
        )


def _support(row: Row) -> Iterator[Entry]:
    key, begins, basis, ends, reason, note, reopenings = row
    if begins:
        yield Entry(Kind.SUPPORT, key, date.fromisoformat(begins), "begun", code=basis)
    for number, day in enumerate(texts_of(reopenings)):
        yield Entry(Kind.SUPPORT, f"{key}:{number}", date.fromisoformat(day[:10]), "reopened")
    if ends:
        yield Entry(Kind.SUPPORT, key, date.fromisoformat(ends), "ended", code=reason, text=note)


def _file(row: Row) -> Iterator[Entry]:
    key, kind, title, source, dated, milliseconds, author = row
    day = day_of(dated) or _local(datetime.fromtimestamp(milliseconds / 1000, BRUSSELS))
    yield Entry(Kind.FILE, key, day, code=kind, text=title, detail=source, who=author)


def _stay(row: Row) -> Iterator[Entry]:
    key, begins, ends, state, destination, where = row
    if state == "cancelled":
        return
    day, moment = _at(begins)
    yield Entry(
        *(Kind.STAY, key, day, "begun"), at=moment, code=state, text=where, is_open=state == "reserved"
    )
    if ends and state == "left":
        day, moment = _at(ends)
        yield Entry(Kind.STAY, key, day, "ended", at=moment, code=state, text=where, detail=destination)


def _notes_of(compartment: Compartment, table: str, withdrawn: str) -> tuple[_Source, _Source]:
    """The notes that stand, and in the place of a withdrawn one that it was."""
    standing = (
        "SELECT note.id, domain, note.kind, text, happened, next_step,"
        f" coalesce(nullif(written_by, ''), operation.user), corrects FROM {compartment}.{table} AS note"
        f" JOIN {compartment}.operation AS operation ON operation.id = note.head WHERE client_id = ?1"
        f" AND note.id NOT IN (SELECT corrects FROM {compartment}.{table} WHERE client_id = ?1)"
        f" AND note.id NOT IN (SELECT note_id FROM {compartment}.{withdrawn} WHERE client_id = ?1)"
    )
    gone = f"SELECT note_id, domain, happened, author, reason FROM {compartment}.{withdrawn} WHERE client_id = ?1"
    return _Source(compartment, standing, _note), _Source(compartment, gone, _withdrawn)


def _files_of(compartment: Compartment, table: str) -> _Source:
    sql = (
        "SELECT file.id, file.kind, title, source, dated, milliseconds, operation.user"
        f" FROM {compartment}.{table} AS file JOIN {compartment}.operation AS operation"
        " ON operation.id = file.head WHERE client_id = ?1 AND NOT removed"
    )
    return _Source(compartment, sql, _file)


_REGISTRY, _CASEWORK = Compartment.REGISTRY, Compartment.CASEWORK
_SOURCES = (
    _Source(
        _REGISTRY,
        "SELECT id, at, what, place, with_user, kind, cancelled FROM registry.appointment WHERE client_id = ?1",
        _appointment,
    ),
    _Source(
        _REGISTRY,
        "SELECT id, sheet, language, given_on, given_by FROM registry.handed_over WHERE client_id = ?1",
        _sheet,
    ),
    _Source(
        _CASEWORK,
        "SELECT id, received, source, alleged, outcome, decided_on FROM casework.referral WHERE client_id = ?1",
        _referral,
    ),
    *_notes_of(_CASEWORK, "note", "withdrawn_note"),
    _Source(
        _CASEWORK,
        "SELECT id, title, owner, due, domain, done_on FROM casework.task WHERE client_id = ?1 AND NOT removed",
        _task,
    ),
    _Source(
        _CASEWORK,
        "SELECT id, kind, issued_on, expires_on, note, withdrawn FROM casework.residence_document"
        " WHERE client_id = ?1",
        _document,
    ),
    _Source(
        _CASEWORK,
        "SELECT event.id, event.kind, happened, note, operation.user, withdrawn,"
        " CASE WHEN json_valid(details) THEN json_extract(details, '$.until') END"
        " FROM casework.procedure_event AS event JOIN casework.operation AS operation"
        " ON operation.id = event.head WHERE client_id = ?1 AND happened IS NOT NULL",
        _event,
    ),
    _Source(
        _CASEWORK,
        f"SELECT id, kind, note, cancelled, {', '.join(f'{step}_on' for step in _STEPS)}"
        " FROM casework.request WHERE client_id = ?1",
        _request,
    ),
    _Source(
        _CASEWORK,
        "SELECT id, kind, begins, ends, end_ground FROM casework.track WHERE client_id = ?1",
        _track,
    ),
    _Source(
        _CASEWORK,
        "SELECT id, domain, words, agreed_on, review_on, state, result, closed_on FROM casework.goal"
        " WHERE client_id = ?1 AND NOT removed",
        _goal,
    ),
    _Source(
        _CASEWORK,
        "SELECT id, begins, basis, ends, end_reason, end_note, reopenings FROM casework.support"
        " WHERE client_id = ?1 AND NOT removed",
        _support,
    ),
    _files_of(_CASEWORK, "file_document"),
    *_notes_of(Compartment.COUNSELLING, "session_note", "withdrawn_session_note"),
    _files_of(Compartment.COUNSELLING, "care_document"),
    _Source(
        Compartment.HOUSE,
        "SELECT stay.id, begins, ends, state, destination, house.name || ', ' || room.name"
        " FROM house.stay JOIN house.place ON place.id = stay.place_id"
        " JOIN house.room ON room.id = place.room_id JOIN house.house ON house.id = room.house_id"
        " WHERE client_id = ?1",
        _stay,
    ),
)
