"""A list and its entries in words."""

from __future__ import annotations

from datetime import date

from desktop.domain.codelists import Code, ListInfo
from desktop.i18n import format_date, gettext as _

OWN_NAMES = {"nl": "Nederlands", "fr": "Français", "de": "Deutsch", "en": "English"}


def validity(entry: Code) -> str:
    """From when to when it is valid; empty without dates."""
    if entry.valid_from and entry.valid_to:
        return _("{first} to {last}").format(
            first=format_date(entry.valid_from), last=format_date(entry.valid_to)
        )
    if entry.valid_from:
        return _("from {day}").format(day=format_date(entry.valid_from))
    return _("until {day}").format(day=format_date(entry.valid_to)) if entry.valid_to else ""


def state(entry: Code, day: date) -> str:
    """What is out of the ordinary about an entry; empty for one as it came."""
    if entry.retired_on(day):
        return _("No longer valid")
    if entry.own:
        return _("Added by the centre")
    return _("Changed by the centre") if entry.edited else ""


def rules_told(about: ListInfo, *, may_edit: bool) -> str:
    """What can be changed in a list, and when it was last checked."""
    checked = _("List checked on {day}.").format(day=format_date(about.dated))
    if not may_edit:
        return _("{checked} A coordinator changes it.").format(checked=checked)
    if not about.open:
        return _("{checked} Baken calculates with these: their words and order can be changed.").format(
            checked=checked
        )
    if about.keeps:
        return _(
            "{checked} Baken calculates with those it came with: add your own, change words and order."
        ).format(checked=checked)
    return _("{checked} A change counts at once. Nothing is deleted: what is retired stays readable.").format(
        checked=checked
    )
