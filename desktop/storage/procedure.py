"""SQL for tracks, events, requests, documents and decisions about deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from desktop.domain.procedure import (
    Answer,
    Decision,
    LinkWithPerpetrators,
    ProcedureEvent,
    ProcedureEventDraft,
    Request,
    RequestDraft,
    RequestStep,
    ResidenceDocument,
    ResidenceDocumentDraft,
    Track,
    TrackDraft,
    TrackEnd,
    TrackKind,
)
from desktop.storage.columns import Row, day_of, facts_of, iso, texts_of
from desktop.storage.operations import Value
from desktop.storage.vault import Vault

SILENCE = "silence"
_TRACK = (
    "SELECT id, client_id, kind, leading, begins, ends, end_phase, end_ground, note, link FROM casework.track"
)
_EVENT = "SELECT id, client_id, kind, happened, at, track_id, details, note, withdrawn FROM casework.procedure_event"
_WRITTEN_EVENT = (
    "SELECT event.id, client_id, event.kind, happened, at, track_id, details, note, withdrawn, operation.user,"
    " operation.milliseconds FROM casework.procedure_event AS event"
    " LEFT JOIN casework.operation AS operation ON operation.id = event.head"
)
_STEPS = tuple(RequestStep)
_REQUEST = (
    "SELECT id, client_id, kind, track_id, package, note, cancelled, document_id,"
    f" {', '.join(f'{step}_on' for step in _STEPS)} FROM casework.request"
)
_DOCUMENT = (
    "SELECT id, client_id, kind, issued_on, expires_on,"
    " track_id, role, holder, extends, override_reason, note, withdrawn FROM casework.residence_document"
)
_DECISION = (
    "SELECT decision.id, client_id, key, due, reason, operation.user, operation.milliseconds"
    " FROM casework.deadline_decision AS decision"
    " LEFT JOIN casework.operation AS operation ON operation.id = decision.head"
)


def track_fields(draft: TrackDraft) -> dict[str, Value]:
    """A track as the log keeps it."""
    return {
        "kind": draft.kind.value,
        "leading": int(draft.leading),
        "begins": iso(draft.begins),
        "note": draft.note,
    }


def end_fields(end: TrackEnd | None, phase: str) -> dict[str, Value]:
    """The end of a track as the log keeps it; None takes it back."""
    link: dict[str, str] = {}
    if end and end.link != LinkWithPerpetrators():
        link = {"active": end.link.active, "voluntary": end.link.voluntary}
        link["own_initiative"] = end.link.own_initiative
    if end and end.note:
        link["note"] = end.note
    return {
        "ends": iso(end.ends) if end else None,
        "end_phase": phase,
        "end_ground": end.ground if end else "",
        "link": link,
    }


def event_fields(draft: ProcedureEventDraft) -> dict[str, Value]:
    """An event as the log keeps it."""
    return {
        "kind": draft.kind,
        "happened": iso(draft.happened),
        "at": draft.at,
        "track_id": draft.track_id,
        "details": draft.details,
        "note": draft.note,
    }


def request_fields(draft: RequestDraft) -> dict[str, Value]:
    """A request as the log keeps it, without its steps."""
    return {
        "kind": draft.kind,
        "track_id": draft.track_id,
        "package": list(draft.package),
        "note": draft.note,
    }


def tracks_of(vault: Vault, client_id: str) -> tuple[Track, ...]:
    """A client's tracks in the order they began."""
    rows = vault.connection.execute(f"{_TRACK} WHERE client_id = ? ORDER BY begins, id", (client_id,))
    return tuple(map(track_from, rows))


def track(vault: Vault, track_id: str) -> Track | None:
    """One track."""
    rows = vault.connection.execute(f"{_TRACK} WHERE id = ?", (track_id,)).fetchall()
    return next(map(track_from, rows), None)


def events_of(vault: Vault, client_id: str) -> tuple[ProcedureEvent, ...]:
    """A client's events with who recorded them last and when, withdrawn ones among them, the newest first."""
    rows = vault.connection.execute(
        f"{_WRITTEN_EVENT} WHERE client_id = ? ORDER BY happened DESC, at DESC, event.id DESC", (client_id,)
    )
    return tuple(map(event_from, rows))


def event(vault: Vault, event_id: str) -> ProcedureEvent | None:
    """One event."""
    rows = vault.connection.execute(f"{_WRITTEN_EVENT} WHERE event.id = ?", (event_id,)).fetchall()
    return next(map(event_from, rows), None)


def requests_of(vault: Vault, client_id: str) -> tuple[Request, ...]:
    """A client's requests, cancelled ones among them, the newest first."""
    rows = vault.connection.execute(f"{_REQUEST} WHERE client_id = ? ORDER BY id DESC", (client_id,))
    return tuple(map(request_from, rows))


def request(vault: Vault, request_id: str) -> Request | None:
    """One request."""
    rows = vault.connection.execute(f"{_REQUEST} WHERE id = ?", (request_id,)).fetchall()
    return next(map(request_from, rows), None)


def documents_of(vault: Vault, client_id: str) -> tuple[ResidenceDocument, ...]:
    """A client's residence documents without the client's name, as issued."""
    rows = vault.connection.execute(
        f"{_DOCUMENT} WHERE client_id = ? ORDER BY coalesce(issued_on, expires_on), id", (client_id,)
    )
    return tuple(map(document_from, rows))


def is_relative(vault: Vault, client_id: str, relative_id: str) -> bool:
    """Whether a document may be this person's: one of the family in the file."""
    row = vault.connection.execute(
        "SELECT 1 FROM registry.relative WHERE id = ? AND client_id = ?", (relative_id, client_id)
    ).fetchone()
    return row is not None


def decisions_of(vault: Vault, client_id: str) -> tuple[Decision, ...]:
    """What was silenced in a file and not taken back."""
    rows = vault.connection.execute(
        f"{_DECISION} WHERE client_id = ? AND act = ? AND NOT withdrawn ORDER BY decision.id",
        (client_id, SILENCE),
    )
    return tuple(map(_decision, rows))


def silenced_keys(vault: Vault) -> frozenset[tuple[str, str, str]]:
    """Everything that is silenced, as client, key and the due day it holds for."""
    rows = vault.connection.execute(
        "SELECT client_id, key, due FROM casework.deadline_decision WHERE act = ? AND NOT withdrawn",
        (SILENCE,),
    )
    return frozenset((row[0], row[1], row[2]) for row in rows)


def all_tracks(vault: Vault) -> Iterable[Track]:
    """The tracks of every file."""
    return map(track_from, vault.connection.execute(_TRACK))


def all_events(vault: Vault) -> Iterable[ProcedureEvent]:
    """The events of every file."""
    return map(event_from, vault.connection.execute(_EVENT))


def plain_events_of(vault: Vault, client_id: str, *kinds: str) -> tuple[ProcedureEvent, ...]:
    """A client's events, of some kinds if named, without who recorded them."""
    marks = f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    rows = vault.connection.execute(f"{_EVENT} WHERE client_id = ?{marks}", (client_id, *kinds))
    return tuple(map(event_from, rows))


def all_requests(vault: Vault) -> Iterable[Request]:
    """The requests of every file."""
    return map(request_from, vault.connection.execute(_REQUEST))


def all_documents(vault: Vault) -> Iterable[ResidenceDocument]:
    """The residence documents of every file."""
    return map(document_from, vault.connection.execute(_DOCUMENT))


def track_from(row: Row) -> Track:
    """A track from its row."""
    track_id, client_id, kind, leading, begins, ends, phase, ground, note, stored = row
    facts, ended = facts_of(stored), day_of(ends)
    draft = TrackDraft(TrackKind(kind), day_of(begins) or date.min, leading=bool(leading), note=note)
    end = TrackEnd(ended, ground, _link(facts), facts.get("note", "")) if ended else None
    return Track(track_id, client_id, draft, end, phase)


def _link(facts: dict[str, str]) -> LinkWithPerpetrators:
    names = ("active", "voluntary", "own_initiative")
    return LinkWithPerpetrators(*(Answer(facts.get(name, Answer.NOT_ASKED)) for name in names))


def event_from(row: Row) -> ProcedureEvent:
    """An event from its row, with who recorded it where that was asked."""
    event_id, client_id, kind, happened, at, track_id, details, note, withdrawn, *written = row
    user, milliseconds = written or ("", None)
    return ProcedureEvent(
        id=event_id,
        client_id=client_id,
        draft=ProcedureEventDraft(kind, day_of(happened) or date.min, at, track_id, facts_of(details), note),
        author=user or "",
        recorded=datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None,
        withdrawn=bool(withdrawn),
    )


def request_from(row: Row) -> Request:
    """A request from its row."""
    request_id, client_id, kind, track_id, package, note, cancelled, document_id, *days = row
    steps = zip(_STEPS, days, strict=True)
    return Request(
        id=request_id,
        client_id=client_id,
        draft=RequestDraft(kind, track_id, texts_of(package), note),
        steps={step: date.fromisoformat(day) for step, day in steps if day},
        cancelled=bool(cancelled),
        document_id=document_id,
    )


def document_from(row: Row) -> ResidenceDocument:
    """A residence document from its row."""
    draft = ResidenceDocumentDraft(row[2], day_of(row[3]), day_of(row[4]), *row[5:11])
    return ResidenceDocument(row[0], row[1], "", draft, bool(row[11]))


def _decision(row: Row) -> Decision:
    decision_id, client_id, key, due, reason, user, milliseconds = row
    recorded = datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
    return Decision(decision_id, client_id, key, day_of(due) or date.min, reason, user or "", recorded)
