"""How late or how soon something is, by a word; its colour only repeats it."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.i18n import format_date, gettext as _, ngettext, relative_days
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import Chip

SOON = timedelta(days=7)
DOCUMENT_SOON = timedelta(days=45)  # a renewal is asked for well before


def due_chip(due: date, today: date) -> Chip:
    """When a task is due."""
    if due < today:
        days = (today - due).days
        return Chip(ngettext("{count} day late", "{count} days late", days).format(count=days), Tone.LATE)
    tone = Tone.SOON if due - today <= SOON else Tone.NEUTRAL
    return Chip(_near_or_dated(due, today), tone)


def expiry_chip(expires: date, today: date) -> Chip:
    """When a document ends."""
    when = relative_days(expires, today=today)
    if expires < today:
        return Chip(_("Expired {when}").format(when=when), Tone.LATE)
    tone = Tone.SOON if expires - today <= DOCUMENT_SOON else Tone.FINE
    return Chip(_("Expires {when}").format(when=when), tone)


def _near_or_dated(day: date, today: date) -> str:
    return relative_days(day, today=today) if day - today <= SOON else format_date(day)
