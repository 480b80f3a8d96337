"""The agenda for another calendar: times and file numbers, and nothing else that says who, what or where.

A calendar on a phone or with a provider is read by others. So no names, initials, courts, places or kinds leave; an
entry's id there is a keyed hash, which tells nobody anything but keeps a second export from doubling the first.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clock import BRUSSELS
from desktop.domain.agenda import AgendaItem
from desktop.domain.roles import Compartment, may_print_and_search
from desktop.errors import NotAllowed, UserError
from desktop.i18n import gettext as _
from desktop.services.session import Session
from desktop.storage.agenda import setting_of
from desktop.storage.vault import log_access

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_KEY = "calendar_key"
_USUAL_MINUTES = 60


def save(session: Session, items: Iterable[AgendaItem], path: Path) -> int:
    """Write the calendar where the person said, and log it; how many entries it has. Raises UserError."""
    shown = [item for item in items if item.client_number]
    content = calendar_of(session, shown)
    log_access(session.vault, Compartment.CASEWORK, "calendar", "", act="export")
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise UserError(
            _("The calendar could not be saved there."),
            _("Choose another folder, or see that there is room."),
        ) from problem
    return len(shown)


def calendar_of(session: Session, items: Iterable[AgendaItem]) -> bytes:
    """The calendar as a file; for those who may print and take along."""
    session.vault.need(Compartment.CASEWORK)
    if not may_print_and_search(session.user.roles):
        raise NotAllowed(_("Your role does not export."), _("Ask the coordinator on call."))
    key, now = _key(session), session.clock.now()
    calendar = _empty_calendar()
    for item in items:
        calendar.add_component(_event(item, key, now))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _empty_calendar() -> Calendar:
    from icalendar import Calendar  # only whoever exports waits for it

    calendar = Calendar()
    calendar.add("prodid", "-//Baken//EN")
    calendar.add("version", "2.0")
    return calendar


def _event(item: AgendaItem, key: bytes, now: datetime) -> Event:
    """A time, or a whole day, and the number of the file."""
    from icalendar import Event

    event = Event()
    event.add("uid", hmac.new(key, f"{item.kind}:{item.id}".encode(), hashlib.sha256).hexdigest()[:32])
    event.add("dtstamp", now)
    event.add("summary", item.client_number)
    event.add("class", "PRIVATE")
    if item.at is None:
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        local = item.at.astimezone(BRUSSELS)
        event.add(
            "dtstart", item.at if local.fold else local
        )  # the hour that comes twice is told apart in UTC
        event.add("duration", timedelta(minutes=item.minutes or _USUAL_MINUTES))
    return event


def _key(session: Session) -> bytes:
    """The centre's own key of the ids, made at the first export and kept among its settings."""
    kept = setting_of(session.vault, _KEY)
    if not kept:
        kept = secrets.token_hex(32)
        with session.vault.save(Compartment.CASEWORK) as save:
            save.write("setting", _KEY, value=kept)
    return bytes.fromhex(kept)
