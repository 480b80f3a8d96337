"""The procedure of a file: tracks, what happened on them, the documents, and where the person stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from desktop.clock import today
from desktop.domain import codelists, law
from desktop.domain.calendar_terms import months_after
from desktop.domain.deadlines import deadlines_of
from desktop.domain.papers import default_end, paper_end
from desktop.domain.procedure import (
    Decision,
    ProcedureEvent,
    ProcedureEventDraft,
    Request,
    ResidenceDocument,
    ResidenceDocumentDraft,
    Track,
    TrackDraft,
    TrackEnd,
)
from desktop.domain.roles import Compartment
from desktop.domain.standing import Standing, standing, standings
from desktop.errors import InvalidField, UserError
from desktop.i18n import format_date, gettext as _
from desktop.services import access, deadlines
from desktop.services.deadlines import DeadlineView, saving
from desktop.services.procedure_checks import check_day, check_document, check_event, check_past
from desktop.services.session import Session
from desktop.storage import open_deadlines, procedure as rows, residence
from desktop.storage.vault import Transaction

__all__ = [
    "DeadlineView",
    "ProcedureFile",
    "change_track",
    "computed_end",
    "end_grounds",
    "end_track",
    "open_track",
    "read",
    "record_document",
    "record_event",
    "reopen_track",
    "restore_document",
    "restore_event",
    "set_leading",
    "warns",
    "withdraw_document",
    "withdraw_event",
]

_RECONTACT = "recontact"


Record = TypeVar("Record", Track, ProcedureEvent, ResidenceDocument)


@dataclass(frozen=True, slots=True)
class ProcedureFile:
    """The procedure of one file; withdrawn and cancelled records are left out, the newest first.

    `standings` has one for each track, the leading one first; `deadlines` silenced ones too, by due day.
    """

    tracks: tuple[Track, ...]
    documents: tuple[ResidenceDocument, ...]
    events: tuple[ProcedureEvent, ...]
    requests: tuple[Request, ...]
    decisions: tuple[Decision, ...]
    standings: tuple[Standing, ...]
    deadlines: tuple[DeadlineView, ...]
    today: date


def read(session: Session, client_id: str) -> ProcedureFile:
    """Everything the procedure of a file consists of, and what follows from it today."""
    access.check(session, client_id)
    facts, vault, day = deadlines.facts_of(session, client_id), session.vault, today(session.clock)
    by_rules = open_deadlines.rules(vault)
    the_law = replace(law.current(), rules=by_rules)
    events = rows.events_of(vault, client_id)
    return ProcedureFile(
        tracks=facts.tracks,
        documents=tuple(item for item in reversed(facts.documents) if not item.withdrawn),
        events=tuple(item for item in events if not item.withdrawn),
        requests=tuple(item for item in facts.requests if not item.cancelled),
        decisions=rows.decisions_of(vault, client_id),
        standings=standings(facts, the_law, on=day),
        deadlines=deadlines.views(session, client_id, deadlines_of(facts, by_rules)),
        today=day,
    )


def open_track(session: Session, client_id: str, draft: TrackDraft) -> Track:
    """Begin a track; a leading one takes the lead from the others."""
    access.check(session, client_id)
    _need(session)
    check_day("begins", draft.begins)
    track_id = session.vault.new_id()
    with saving(session.vault, client_id) as save:
        if draft.leading:
            _take_the_lead_from_others(save, client_id, track_id)
        save.write("track", track_id, client_id=client_id, **rows.track_fields(draft))
    return _track(session, track_id)


def change_track(session: Session, track_id: str, draft: TrackDraft) -> Track:
    """Change a track's kind, beginning, lead or note."""
    before = _track(session, track_id)
    check_day("begins", draft.begins)
    if before.end and before.end.ends < draft.begins:
        raise InvalidField("begins", _("It would begin after its end."), _("Check both dates."))
    with saving(session.vault, before.client_id) as save:
        if draft.leading:
            _take_the_lead_from_others(save, before.client_id, track_id)
        save.write("track", track_id, **rows.track_fields(draft))
    return _track(session, track_id)


def set_leading(session: Session, track_id: str) -> Track:
    """Make one track the one that the head of the file shows."""
    before = _track(session, track_id)
    with saving(session.vault, before.client_id) as save:
        _take_the_lead_from_others(save, before.client_id, track_id)
        save.write("track", track_id, leading=1)
    return _track(session, track_id)


def end_grounds(session: Session, track_id: str) -> tuple[str, ...]:
    """The codes a track can end with now: the grounds of its phase, then the other reasons to leave it."""
    track = _track(session, track_id)
    phase = _phase(session, track)
    others = codelists.entries("track_end_reasons", today(session.clock))
    return (*law.grounds(track.draft.kind, phase), *(entry.code for entry in others))


def end_track(session: Session, track_id: str, end: TrackEnd) -> Track:
    """End a track on a ground of its phase; a renewed link counts only when its three facts are all yes.

    With a written reason it is recorded all the same: the Immigration Office decides, not we. Raises InvalidField.
    """
    track = _track(session, track_id)
    if track.end is not None:
        raise UserError(_("This track has ended already."), _("Reopen it first."))
    check_day("ends", end.ends)
    if end.ends < track.draft.begins:
        raise InvalidField("ends", _("It would end before it began."), _("Check both dates."))
    if end.ground not in end_grounds(session, track_id):
        raise InvalidField("ground", _("Choose a ground of the phase this track is in."))
    if end.ground == _RECONTACT and not (end.link.is_met or end.note.strip()):
        raise InvalidField(
            "link",
            _("This ground is met only when all three facts are yes."),
            _("Answer all three, or write in the note why it is recorded all the same."),
        )
    phase = _phase(session, track)
    with saving(session.vault, track.client_id) as save:
        save.write("track", track_id, **rows.end_fields(end, phase))
    return _track(session, track_id)


def reopen_track(session: Session, track_id: str, on: date) -> Track:
    """Take an ended track up again; that it was reopened is an event of its own."""
    track = _track(session, track_id)
    if track.end is None:
        return track
    check_past(session, "on", on)
    if on < track.end.ends:
        raise InvalidField("on", _("It would be reopened before it ended."), _("Check the date."))
    event = ProcedureEventDraft("reopened", on, track_id=track_id)
    with saving(session.vault, track.client_id) as save:
        save.write("track", track_id, **rows.end_fields(None, ""))
        event_id = session.vault.new_id()
        save.write("procedure_event", event_id, client_id=track.client_id, **rows.event_fields(event))
    return _track(session, track_id)


def record_event(session: Session, client_id: str, draft: ProcedureEventDraft) -> ProcedureEvent:
    """Record something that happened; raises InvalidField."""
    access.check(session, client_id)
    _need(session)
    check_event(session, client_id, draft)
    event_id = session.vault.new_id()
    with saving(session.vault, client_id) as save:
        save.write("procedure_event", event_id, client_id=client_id, **rows.event_fields(draft))
    return _event(session, event_id)


def withdraw_event(session: Session, event_id: str) -> ProcedureEvent:
    """Say that it did not happen, or not so; it stays in the history."""
    return _set_event_withdrawn(session, event_id, withdrawn=1)


def restore_event(session: Session, event_id: str) -> ProcedureEvent:
    """Take the withdrawal back."""
    return _set_event_withdrawn(session, event_id, withdrawn=0)


def record_document(
    session: Session, client_id: str, draft: ResidenceDocumentDraft, *, document_id: str = ""
) -> ResidenceDocument:
    """Record a document, new or changed; the printed dates rule.

    The law knows one extension of the AI: a second is refused with InvalidField `override_reason` unless it says why.
    """
    access.check(session, client_id)
    _need(session)
    known = residence.documents_of(session.vault, client_id)
    check_document(session, client_id, draft, [item for item in known if item.id != document_id])
    fields = residence.document_fields(draft)
    if not document_id:
        fields["client_id"] = client_id
    document_id = document_id or session.vault.new_id()
    with saving(session.vault, client_id) as save:
        save.write("residence_document", document_id, **fields)
    return _document(session, document_id)


def withdraw_document(session: Session, document_id: str) -> ResidenceDocument:
    """Say that it was recorded by mistake; it stays in the history."""
    return _set_document_withdrawn(session, document_id, withdrawn=1)


def restore_document(session: Session, document_id: str) -> ResidenceDocument:
    """Take the withdrawal back."""
    return _set_document_withdrawn(session, document_id, withdrawn=0)


def warns(document: ResidenceDocument, documents: Sequence[ResidenceDocument]) -> tuple[str, ...]:
    """What to look at twice in a document, in sentences: a printed end that is not the one the rule gives."""
    computed, printed = computed_end(document, documents), document.draft.expires_on
    if computed is None or printed is None or computed == printed:
        return ()
    return (
        _("Printed: {printed}. The rule gives {computed}. The printed date counts; check it.").format(
            printed=format_date(printed), computed=format_date(computed)
        ),
    )


def computed_end(document: ResidenceDocument, documents: Sequence[ResidenceDocument]) -> date | None:
    """The end the rules give: for an extension, from the end of what it extends."""
    rules, extends = law.rules(), document.draft.extends
    before = next((item for item in documents if item.id == extends and not item.withdrawn), None)
    end = paper_end(before, rules) if before and document.draft.kind == "ai" else None
    return months_after(end, rules["D3"].months) if end else default_end(document, rules)


def _need(session: Session) -> None:
    session.vault.need(Compartment.CASEWORK, Compartment.REGISTRY)


def _take_the_lead_from_others(save: Transaction, client_id: str, track_id: str) -> None:
    for track in rows.tracks_of(save.vault, client_id):
        if track.draft.leading and track.id != track_id:
            save.write("track", track.id, leading=0)


def _phase(session: Session, track: Track) -> str:
    facts = deadlines.facts_of(session, track.client_id)
    return standing(track, facts, law.current(), on=today(session.clock)).phase


def _set_event_withdrawn(session: Session, event_id: str, *, withdrawn: int) -> ProcedureEvent:
    event = _event(session, event_id)
    with saving(session.vault, event.client_id) as save:
        save.write("procedure_event", event_id, withdrawn=withdrawn)
    return _event(session, event_id)


def _set_document_withdrawn(session: Session, document_id: str, *, withdrawn: int) -> ResidenceDocument:
    document = _document(session, document_id)
    with saving(session.vault, document.client_id) as save:
        save.write("residence_document", document_id, withdrawn=withdrawn)
    return _document(session, document_id)


def _track(session: Session, track_id: str) -> Track:
    _need(session)
    return _of_file(session, rows.track(session.vault, track_id), _("There is no such track."))


def _event(session: Session, event_id: str) -> ProcedureEvent:
    _need(session)
    return _of_file(session, rows.event(session.vault, event_id), _("There is no such event."))


def _document(session: Session, document_id: str) -> ResidenceDocument:
    _need(session)
    return _of_file(session, residence.document(session.vault, document_id), _("There is no such document."))


def _of_file(session: Session, record: Record | None, missing: str) -> Record:
    """The record, if it is there and its file may be opened."""
    if record is None:
        raise UserError(missing, _("Look at the file again."))
    access.check(session, record.client_id)
    return record
