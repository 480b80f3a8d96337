"""How late or how soon something is, by a word; its colour only repeats it."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.domain import law
from desktop.domain.case_facts import Urgency
from desktop.domain.standing import Standing
from desktop.i18n import current_language, format_date, gettext as _, ngettext, relative_days
from desktop.ui.theme import Tone
from desktop.ui.widgets.labels import Chip

SOON = timedelta(days=7)
DOCUMENT_SOON = timedelta(days=45)  # a renewal is asked for well before


def due_chip(due: date, today: date) -> Chip:
    """When a task is due."""
    return Chip(*due_words(due, today))


def due_words(due: date, today: date) -> tuple[str, Tone]:
    """How late or how soon, and how that looks."""
    if due < today:
        days = (today - due).days
        return ngettext("{count} day late", "{count} days late", days).format(count=days), Tone.LATE
    tone = Tone.SOON if due - today <= SOON else Tone.NEUTRAL
    return _near_or_dated(due, today), tone


def expiry_chip(expires: date, today: date) -> Chip:
    """When a document ends."""
    when = relative_days(expires, today=today)
    if expires < today:
        return Chip(_("Expired {when}").format(when=when), Tone.LATE)
    tone = Tone.SOON if expires - today <= DOCUMENT_SOON else Tone.FINE
    return Chip(_("Expires {when}").format(when=when), tone)


def _near_or_dated(day: date, today: date) -> str:
    return relative_days(day, today=today) if day - today <= SOON else format_date(day)


def deadline_words(urgency: Urgency, due: date, today: date) -> tuple[str, Tone]:
    """How a deadline stands in a word, and how that looks."""
    if urgency is Urgency.SILENCED:
        return _("Silenced"), Tone.NEUTRAL
    if urgency is Urgency.OVERDUE:
        return due_words(due, today)
    tone = {Urgency.NOW: Tone.LATE, Urgency.SOON: Tone.SOON}.get(urgency, Tone.NEUTRAL)
    return relative_days(due, today=today), tone


def rule_label(rule: str) -> str:
    """What a rule is about, in words of its data: `End of the reflection period`."""
    return law.rule_label(rule, current_language())


def phase_label(standing: Standing) -> str:
    """Where a track stands, in words of the data."""
    return law.phase_label(standing.track.draft.kind, standing.phase, current_language())
