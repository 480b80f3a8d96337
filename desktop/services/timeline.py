"""The timeline of a file: everything that happened and is planned, as far as this person's keys open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

from desktop.clock import BRUSSELS, today
from desktop.domain import codelists
from desktop.domain.roles import Compartment
from desktop.domain.support import Domain
from desktop.domain.timeline import EntryKind, EntryState, Timeline, TimelineEntry
from desktop.services import access, deadlines
from desktop.services.session import Session
from desktop.storage import timeline as rows

_LAST = datetime.max.replace(tzinfo=UTC)


def of_client(session: Session, client_id: str, *, domain: Domain | None = None) -> Timeline:
    """What is to come, soonest first, and what was, newest first; of one domain if asked."""
    session.vault.need(Compartment.CASEWORK)
    access.check(session, client_id)
    day, now = today(session.clock), session.clock.now()
    recorded = map(_in_its_domain, rows.entries_of(session.vault, client_id))
    found = [
        entry
        for entry in (*recorded, *_deadlines(session, client_id))
        if domain is None or entry.domain is domain
    ]
    ahead = [entry for entry in found if _stands(entry) and entry.lies_ahead(day, now)]
    past = [entry for entry in found if not entry.lies_ahead(day, now)]
    return Timeline(
        today=day,
        ahead=tuple(sorted(ahead, key=_soonest)),
        past=tuple(sorted(past, key=_soonest, reverse=True)),
    )


def _deadlines(session: Session, client_id: str) -> Iterator[TimelineEntry]:
    """What must not pass unseen lies ahead until it is met, also once its day is over; not what was silenced."""
    for view in deadlines.of_client(session, client_id):
        if view.silenced is None:
            yield TimelineEntry(
                *(EntryKind.DEADLINE, view.deadline.key, view.deadline.due),
                at=view.deadline.due_at,
                code=view.label,
                domain=Domain.LEGAL,
                is_open=True,
            )


def _in_its_domain(entry: TimelineEntry) -> TimelineEntry:
    """An event belongs to the domain the code list gives it."""
    if entry.kind is not EntryKind.EVENT:
        return entry
    code = codelists.find("procedure_events", entry.code)
    domain = code.facts.get("domain") if code else None
    return replace(entry, domain=Domain(domain)) if domain else entry


def _stands(entry: TimelineEntry) -> bool:
    """What was cancelled or withdrawn no longer lies ahead of anyone."""
    return entry.state in (EntryState.STANDS, EntryState.CORRECTED)


def _soonest(entry: TimelineEntry) -> tuple[datetime, str]:
    """By the minute; what has no time comes first on its day, what has no day last of all."""
    if entry.at is not None:
        return entry.at, entry.id
    return (_begin_of(entry.day), entry.id) if entry.day is not None else (_LAST, entry.id)


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=BRUSSELS).astimezone(UTC)
