"""Which lines of the timeline are shown, and under which headings: what is to come, then month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from desktop.domain.support import Domain
from desktop.domain.timeline import EntryKind as Kind, Timeline, TimelineEntry as Entry
from desktop.i18n import format_month, gettext as _
from desktop.ui import wording
from desktop.ui.models.dated_rows import Heading
from desktop.ui.widgets.suggest_line import Choice

GROUPS = {
    "contacts": (Kind.NOTE,),
    "procedure": (Kind.EVENT, Kind.DOCUMENT, Kind.REQUEST, Kind.TRACK, Kind.DEADLINE),
    "planned": (Kind.TASK, Kind.APPOINTMENT),
    "support": (Kind.REFERRAL, Kind.GOAL, Kind.SUPPORT, Kind.STAY),
    "papers": (Kind.FILE, Kind.SHEET),
}


def group_choices() -> tuple[Choice, ...]:
    """What one can look at alone."""
    return (
        ("", _("Everything")),
        ("contacts", _("Contacts")),
        ("procedure", _("Procedure")),
        ("planned", _("Tasks and appointments")),
        ("support", _("Support and stay")),
        ("papers", _("Documents and sheets")),
    )


def domain_choices(*, counselling: bool) -> tuple[Choice, ...]:
    """The domains whose notes this person may read, before them all together."""
    domains = [domain for domain in Domain if counselling or domain is not Domain.COUNSELLING]
    return (
        ("", _("All domains")),
        *((domain.value, wording.domain_label(domain)) for domain in domains),
    )


def rows_of(timeline: Timeline, is_wanted: Callable[[Entry], bool]) -> Iterator[Heading | Entry]:
    """The wanted lines under their headings; a heading without lines is not there."""
    ahead = [entry for entry in timeline.ahead if is_wanted(entry)]
    if ahead:
        yield Heading(_("Still to come"))
        yield from ahead
    yield from _by_month(entry for entry in timeline.past if is_wanted(entry))


def _by_month(entries: Iterable[Entry]) -> Iterator[Heading | Entry]:
    dated = ((entry.day, entry) for entry in entries if entry.day is not None)
    for month, lines in groupby(dated, key=lambda line: line[0].replace(day=1)):
        yield Heading(format_month(month))
        yield from (entry for _day, entry in lines)
