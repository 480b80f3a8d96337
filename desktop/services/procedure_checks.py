"""What may be recorded of a procedure: each refusal says beside which field, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from desktop.clock import today
from desktop.domain import codelists
from desktop.domain.papers import ENDING
from desktop.domain.procedure import (
    PaperRole,
    ProcedureEventDraft,
    ResidenceDocument,
    ResidenceDocumentDraft,
)
from desktop.errors import InvalidField
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage import procedure as rows

_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
_URGENT = ("", "5", "10")


def is_second_extension(draft: ResidenceDocumentDraft, others: Sequence[ResidenceDocument]) -> bool:
    """Whether what it extends is an extension itself, or was extended before."""
    if draft.kind != "ai" or not draft.extends:
        return False
    standing_ones = [item for item in others if not item.withdrawn]
    return any(
        item.draft.extends == draft.extends or (item.id == draft.extends and item.draft.extends)
        for item in standing_ones
    )


def check_day(field: str, day: date) -> None:
    """Refuse a day that nobody can have meant."""
    if not _EARLIEST <= day <= _LATEST:
        raise InvalidField(field, _("This date cannot be right."), _("Check the year."))


def check_track(session: Session, client_id: str, track_id: str) -> None:
    """Refuse a track of another file."""
    if track_id and all(item.id != track_id for item in rows.tracks_of(session.vault, client_id)):
        raise InvalidField("track_id", _("This track is not in this file."), _("Choose one from the list."))


def check_event(session: Session, client_id: str, draft: ProcedureEventDraft) -> None:
    if all(entry.code != draft.kind for entry in codelists.entries("procedure_events")):
        raise InvalidField("kind", _("Choose what happened from the list."))
    check_past(session, "happened", draft.happened)
    check_track(session, client_id, draft.track_id)
    if draft.at and not _is_time(draft.at):
        raise InvalidField("at", _("This is not a time. Write it as 14:30."))
    if draft.details.get("urgent", "") not in _URGENT:
        raise InvalidField("urgent", _("Choose one of the terms that are offered."))
    if until := draft.details.get("until", ""):
        check_day("until", _as_day("until", until))


def check_document(
    session: Session, client_id: str, draft: ResidenceDocumentDraft, others: Sequence[ResidenceDocument]
) -> None:
    if not draft.kind:
        raise InvalidField("kind", _("Choose which document it is."))
    if draft.issued_on:
        check_day("issued_on", draft.issued_on)
    if draft.expires_on:
        check_day("expires_on", draft.expires_on)
    if draft.issued_on and draft.expires_on and draft.expires_on < draft.issued_on:
        raise InvalidField("expires_on", _("It ends before it was issued."), _("Check both dates."))
    _check_its_end_is_known(draft)
    check_track(session, client_id, draft.track_id)
    if draft.holder and not rows.is_relative(session.vault, client_id, draft.holder):
        raise InvalidField("holder", _("This person is not in this file."), _("Choose one of the family."))
    extended = [item for item in others if item.id == draft.extends and item.draft.kind == draft.kind]
    if draft.extends and not extended:
        raise InvalidField("extends", _("Choose the document that this one extends."))
    if is_second_extension(draft, others) and not draft.override_reason.strip():
        raise InvalidField(
            "override_reason",
            _("This certificate was extended once already."),
            _("If the Immigration Office extended it again, write why."),
        )


def _check_its_end_is_known(draft: ResidenceDocumentDraft) -> None:
    """Without any day nobody would be warned; a bridge carries a printed end, which no rule can give."""
    if draft.kind not in ENDING or draft.expires_on is not None:
        return
    if draft.kind == "annex15" and draft.role in {PaperRole.BRIDGE, PaperRole.AWAITING_CARD}:
        raise InvalidField(
            "expires_on", _("Write the end that is printed on it."), _("Without it nobody is warned in time.")
        )
    if draft.issued_on is None:
        raise InvalidField(
            "issued_on",
            _("Write when it was issued, or when it ends."),
            _("Without it nobody is warned in time."),
        )


def check_past(session: Session, field: str, day: date) -> None:
    check_day(field, day)
    if day > today(session.clock):
        raise InvalidField(field, _("This day has not come yet."), _("Check the date."))


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("00:00")


def _as_day(field: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        raise InvalidField(field, _("This is not a date.")) from problem
