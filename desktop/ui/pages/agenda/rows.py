"""The lines of the agenda under their headings: what passed undone, then week by week and day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from desktop.domain.agenda import Agenda, AgendaItem
from desktop.i18n import format_date, format_weekday_date, gettext as _, relative_days
from desktop.ui.models.dated_rows import Heading
from desktop.ui.theme import Tone

_NEAR = timedelta(days=1)


def rows_of(agenda: Agenda, is_wanted: Callable[[AgendaItem], bool]) -> Iterator[Heading | AgendaItem]:
    """The wanted lines under their headings; a heading without lines is not there."""
    overdue = [item for item in agenda.overdue if is_wanted(item)]
    if overdue:
        yield Heading(_("Overdue"), tone=Tone.LATE)
        yield from overdue
    coming = (item for item in agenda.coming if is_wanted(item))
    for monday, items in groupby(coming, key=lambda item: monday_of(item.day)):
        yield Heading(_week(monday, agenda.today))
        yield from _by_day(items, agenda.today)


def monday_of(day: date) -> date:
    """The day a week begins on."""
    return day - timedelta(days=day.weekday())


def _by_day(items: Iterable[AgendaItem], today: date) -> Iterator[Heading | AgendaItem]:
    for day, lines in groupby(items, key=lambda item: item.day):
        yield Heading(_day(day, today), is_part=True)
        yield from lines


def _week(monday: date, today: date) -> str:
    weeks = (monday - monday_of(today)).days // 7
    near = {0: _("This week"), 1: _("Next week")}
    return near.get(weeks) or _("Week of {day}").format(day=format_date(monday))


def _day(day: date, today: date) -> str:
    """The date; today and tomorrow are also called so."""
    if day - today > _NEAR:
        return format_weekday_date(day)
    return _("{day}, {near}").format(day=format_weekday_date(day), near=relative_days(day, today=today))
